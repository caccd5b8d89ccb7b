package printer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/wire"
)

// wrongNoise is how many bytes that no printer says make a wrong device, when
// nothing it said is understood.
const wrongNoise = 4

// greet brings the printer to a known state and learns how it is. After a job
// that broke off the printer may still wait for the rest of a picture and would
// eat commands as dots, so it is first filled up with white.
func (l *link) greet(ctx context.Context, dirty bool) error {
	if dirty {
		fill := make([]byte, 128*((l.profile.Dots+7)/8))
		if _, err := l.write(ctx, append(fill, 0x1B, '@')); err != nil {
			return err
		}
	}
	if l.profile.AutoStatus {
		if _, err := l.write(ctx, []byte{0x1D, 'a', 0x0F}); err != nil {
			return err
		}
	}
	if l.profile.Status {
		if err := l.interview(ctx); err != nil {
			return err
		}
		l.work.Go(func() { l.keepAsking(ctx) })
	}
	l.mu.Lock()
	l.hello = true
	l.mu.Unlock()
	return nil
}

// interview asks how the printer is and who it is.
func (l *link) interview(ctx context.Context) error {
	for n := byte(1); n <= 4; n++ {
		err := l.question(ctx, n)
		switch {
		case err == nil:
		case !errors.Is(err, drivers.ErrTimeout) || ctx.Err() != nil:
			return err
		default:
			return l.silent()
		}
	}
	// Only printers of this kind know the question; others would print it.
	if !l.profile.AutoStatus {
		return nil
	}
	if _, err := l.write(ctx, []byte{0x1D, 'I', 67}); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, l.opts.Answer)
	defer cancel()
	err := l.wait(ctx, func() bool { return l.text != "" })
	if err != nil && !errors.Is(err, drivers.ErrTimeout) {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.model = l.text
	return nil
}

// silent is a device that does not answer: a printer without a voice is used,
// what talks in another language is not.
func (l *link) silent() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.known && l.noise >= wrongNoise {
		return fmt.Errorf("%w: what answers on this port is not a receipt printer, check the configured device", drivers.ErrProtocol)
	}
	l.mute = true
	return nil
}

// keepAsking finds out that a quiet printer is gone, and what one without
// automatic status would not tell.
func (l *link) keepAsking(ctx context.Context) {
	tick := time.NewTicker(l.opts.Poll)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-l.down:
			return
		}
		select {
		case l.pen <- struct{}{}:
		default:
			continue // a job is being written: a question would become part of a picture
		}
		err := l.poll(ctx)
		<-l.pen
		if err != nil {
			l.fail(err)
			return
		}
		l.tell(l)
	}
}

// poll asks what must be asked. Its error means that the link is dead.
func (l *link) poll(ctx context.Context) error {
	last := byte(1)
	if !l.profile.AutoStatus {
		last = 4
	}
	for n := byte(1); n <= last; n++ {
		err := l.question(ctx, n)
		if err == nil {
			continue
		}
		if !errors.Is(err, drivers.ErrTimeout) {
			return err
		}
		break
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.noise == l.oldTalk {
		l.noise = 0 // a quiet time heals
	}
	l.oldTalk = l.noise
	switch {
	case l.misses == 0:
	case l.mute && l.answers == 0:
		l.misses = 0 // it never spoke
	case l.misses >= missLimit:
		return fmt.Errorf("%w: it does not answer any more", drivers.ErrGone)
	default:
		l.mute = true
	}
	return nil
}

// holdPen waits for the right to write.
func (l *link) holdPen(ctx context.Context) error {
	select {
	case l.pen <- struct{}{}:
		return nil
	case <-l.down:
		return l.reason()
	case <-ctx.Done():
		return wire.Explain(ctx.Err())
	}
}

// papered is the status the printer told last.
func (l *link) papered() escpos.Status {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.status
}
