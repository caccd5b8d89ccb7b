// Package printer is a receipt printer on a wire: it keeps the connection,
// listens to what the printer says, prints one job at a time and tells how
// surely each is on paper.
//
// It must not know what is printed or who waits for it, and it never sends a
// job twice: whether a copy is made is for people to decide.
//
// One goroutine owns the connection and opens it again by identity when it is
// lost; one listens and sorts what it hears by fixed bits; one asks now and
// then whether the printer is still there. Close ends them all.
package printer

import (
	"context"
	"fmt"
	"sync"
	"time"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/wire"
)

// Options is how a printer is run. Its zero value works.
type Options struct {
	// Profile is the printer's model. Without one the device's identity
	// chooses, and an unknown device is treated as one that says nothing.
	Profile escpos.Profile
	// Answer is how long the printer may take to answer a question; 0 is one second.
	Answer time.Duration
	// Reload is how long a job that began waits for a person to put paper in,
	// where its context sets no earlier end; 0 is two minutes.
	Reload time.Duration
	// Poll is how often a quiet printer is asked whether it is there; 0 is ten seconds.
	Poll time.Duration
}

// Printer is a drivers.Printer on a wire.
type Printer struct {
	drivers.Pulse

	dialer wire.Dialer
	opts   Options
	turn   chan struct{} // one: whoever holds the token prints
	stop   context.CancelFunc
	life   context.Context //nolint:containedctx // it is the printer's own life, ended by Close
	owner  sync.WaitGroup

	mu      sync.Mutex // guards everything below
	link    *link      // the present connection, or nil
	changed chan struct{}
	profile escpos.Profile
	info    drivers.Info
	dirty   bool // a job broke off: the printer may still wait for picture bytes
	tried   bool // at least one attempt to connect has ended
	jobs    int
	lastID  [4]byte
}

// Open starts to run the printer at the other end of the dialer. It waits for
// the first attempt to connect, but a printer that is not there is no error:
// its Health says so, and it is used as soon as it comes.
func Open(ctx context.Context, d wire.Dialer, o Options) *Printer {
	if o.Answer == 0 {
		o.Answer = time.Second
	}
	if o.Reload == 0 {
		o.Reload = 2 * time.Minute
	}
	if o.Poll == 0 {
		o.Poll = 10 * time.Second
	}
	p := &Printer{dialer: d, opts: o, turn: make(chan struct{}, 1), changed: make(chan struct{})}
	p.life, p.stop = context.WithCancel(context.WithoutCancel(ctx))
	p.profile = p.choose("")
	p.info = drivers.Info{Kind: "printer", Twin: d.Traits().Twin}
	p.owner.Go(func() { wire.Keep(p.life, d, p.serve, p.lost) })
	p.await(ctx, func() bool { return p.tried })
	return p
}

// choose is the profile for a printer that tells itself so.
func (p *Printer) choose(model string) escpos.Profile {
	pr := p.opts.Profile
	if pr.Name == "" {
		if m, ok := escpos.Match(model); ok {
			pr = m
		} else if u, err := escpos.Find("unknown-80"); err == nil {
			pr = u
		}
	}
	t := p.dialer.Traits()
	pr.Slow = t.Slow
	if t.OneWay {
		pr.Status, pr.AutoStatus, pr.Fence, pr.Completion = false, false, false, false
	}
	return pr
}

// String is the canonical URI.
func (p *Printer) String() string { return p.dialer.String() }

// Info tells what the printer said about itself.
func (p *Printer) Info() drivers.Info {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.info
}

// Caps tells what the printer can do.
func (p *Printer) Caps() drivers.Caps {
	p.mu.Lock()
	defer p.mu.Unlock()
	pr := p.profile
	return drivers.Caps{
		Dots: pr.Dots, DPI: pr.DPI, Columns: pr.Columns, Slow: pr.Slow, QR: pr.QR,
		Completion: pr.Completion, Presenter: pr.Presenter, Status: pr.Status,
		Cutter: pr.Cutter != escpos.CutterNone,
	}
}

// Halt does nothing: a printer that is not printing is inert.
func (p *Printer) Halt() error { return nil }

// Close ends the connection and all goroutines. A job that is being printed
// breaks off.
func (p *Printer) Close() error {
	p.stop()
	p.owner.Wait()
	p.Stop(drivers.Health{State: drivers.Gone, Err: drivers.ErrClosed})
	return nil
}

// serve greets the printer on a new connection and waits for its end.
func (p *Printer) serve(conn wire.Conn) (worked bool, err error) {
	model := ""
	if n, ok := conn.(wire.Named); ok {
		if id, err := n.Identity(); err == nil {
			model = id["MDL"]
			p.learn(func() { p.info.Maker, p.info.Model = id["MFG"], id["MDL"] })
		}
	}
	l := newLink(conn, p.choose(model), p.opts, p.tell, p.dropped)
	defer l.close()
	var dirty bool
	p.learn(func() { p.profile, p.link, dirty = l.profile, l, p.dirty })
	if err := l.greet(p.life, dirty); err != nil {
		l.fail(err)
		return false, l.reason()
	}
	p.learn(func() {
		p.dirty, p.tried = false, true
		if l.model != "" {
			p.info.Model = l.model
		}
	})
	p.tell(l)
	select {
	case <-l.down:
	case <-p.life.Done():
		l.fail(drivers.ErrClosed)
	}
	return true, l.reason()
}

// learn changes what the printer knows and wakes those who wait for it.
func (p *Printer) learn(fn func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fn()
	close(p.changed)
	p.changed = make(chan struct{})
}

// await waits until ok, asked under the lock, is true, or ctx or the printer ends.
func (p *Printer) await(ctx context.Context, ok func() bool) bool {
	for {
		p.mu.Lock()
		done, changed := ok(), p.changed
		p.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		case <-p.life.Done():
			return false
		}
	}
}

// dropped is told by a link the moment it ends, so that nobody takes the
// printer for healthy while its owner is still tidying up.
func (p *Printer) dropped(l *link, err error) {
	p.mu.Lock()
	mine := p.link == l
	p.mu.Unlock()
	if mine {
		p.lost(err)
	}
}

// lost is the end of a connection, or of the attempt at one.
func (p *Printer) lost(err error) {
	p.learn(func() { p.link, p.tried = nil, true })
	p.Tell(wire.Lost(err))
}

// tell turns what a link knows into health.
func (p *Printer) tell(l *link) {
	var mine bool
	p.learn(func() { mine = p.link == l })
	if h, told := l.health(); told && mine {
		p.Tell(h)
	}
}

// ready is a link that can print now. Before the first attempt to connect has
// ended nobody knows, so it waits for that; and for a printer that is being
// filled up after a broken job, unless that one stands still.
func (p *Printer) ready(ctx context.Context) (*link, error) {
	var l *link
	settled := func() bool {
		l = p.link
		if l == nil {
			return p.tried
		}
		h, told := l.health()
		return l.greeted() || told && h.State == drivers.Offline
	}
	if !p.await(ctx, settled) {
		if p.life.Err() != nil {
			return nil, drivers.ErrClosed
		}
		return nil, wire.Explain(ctx.Err())
	}
	switch {
	case p.life.Err() != nil:
		return nil, drivers.ErrClosed
	case l == nil && p.Health().Err != nil:
		return nil, p.Health().Err
	case l == nil:
		return nil, drivers.ErrGone
	}
	if h, _ := l.health(); h.State == drivers.Offline {
		return nil, fmt.Errorf("%w: %v", drivers.ErrOffline, h.Causes)
	}
	return l, nil
}
