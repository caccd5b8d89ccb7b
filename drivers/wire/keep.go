package wire

import (
	"context"
	"time"

	"motcua/drivers"
)

const (
	firstBackOff = 500 * time.Millisecond
	lastBackOff  = 5 * time.Second
	dialTime     = 10 * time.Second
)

// Keep holds a connection for as long as ctx lives: it dials, lets use have the
// connection, and dials again when use returns, waiting longer after each
// failure. The old connection is closed before the next dial, so that a
// replugged device gets its old name back. Use tells whether the device worked
// at all; lost is told why each connection, or attempt at one, ended.
func Keep(ctx context.Context, d Dialer, use func(Conn) (worked bool, err error), lost func(error)) {
	wait := firstBackOff
	for ctx.Err() == nil {
		worked, err := once(ctx, d, use)
		if worked {
			wait = firstBackOff
		}
		lost(err)
		t := time.NewTimer(wait)
		select {
		case <-t.C:
			wait = min(wait*2, lastBackOff)
		case <-ctx.Done():
			t.Stop()
		}
	}
}

func once(ctx context.Context, d Dialer, use func(Conn) (bool, error)) (worked bool, err error) {
	dialing, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	c, err := d.Dial(dialing)
	if err != nil {
		return false, Explain(err)
	}
	defer c.Close()
	return use(c)
}

// Lost is the health of a device whose connection ended, or could not be made.
func Lost(err error) drivers.Health {
	h := drivers.Health{State: drivers.Offline, Err: err}
	if err == nil || anyOf(err, drivers.ErrGone, drivers.ErrClosed) {
		h.State = drivers.Gone
	}
	return h
}
