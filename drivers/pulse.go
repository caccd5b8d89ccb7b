package drivers

import (
	"context"
	"sync"
	"time"
)

// Pulse keeps the health of one device and tells it to those who watch. Its
// zero value is ready; devices embed it to get Health and Watch.
type Pulse struct {
	mu       sync.Mutex // guards everything below
	last     Health
	closed   bool
	watchers map[chan Health]struct{}
}

// Health tells the newest known state.
func (p *Pulse) Health() Health {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// Tell stores a state and wakes the watchers if it differs from the last one.
func (p *Pulse) Tell(h Health) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || (h.Same(p.last) && !p.last.At.IsZero()) {
		return
	}
	if h.At.IsZero() {
		h.At = time.Now()
	}
	p.last = h
	for ch := range p.watchers {
		replace(ch, h)
	}
}

// Watch tells the present state at once and every change after it; the channel
// is closed when ctx ends or the pulse stops.
func (p *Pulse) Watch(ctx context.Context) <-chan Health {
	ch := make(chan Health, 1) // one: the newest state replaces an unread one
	p.mu.Lock()
	defer p.mu.Unlock()
	ch <- p.last
	if p.closed || ctx.Err() != nil {
		close(ch)
		return ch
	}
	if p.watchers == nil {
		p.watchers = make(map[chan Health]struct{})
	}
	p.watchers[ch] = struct{}{}
	context.AfterFunc(ctx, func() { p.forget(ch) })
	return ch
}

// Stop tells a last state and ends all watches.
func (p *Pulse) Stop(last Health) {
	p.Tell(last)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for ch := range p.watchers {
		delete(p.watchers, ch)
		close(ch)
	}
}

func (p *Pulse) forget(ch chan Health) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, here := p.watchers[ch]; here {
		delete(p.watchers, ch)
		close(ch)
	}
}

// replace puts h in the channel in place of an unread one. Only senders that
// hold the mutex call it, so the slot it frees stays free.
func replace(ch chan Health, h Health) {
	select {
	case <-ch:
	default:
	}
	ch <- h
}
