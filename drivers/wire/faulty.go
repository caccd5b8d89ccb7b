package wire

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"motcua/drivers"
)

// Plan is what goes wrong on a Faulty wire. The zero value is a good wire.
type Plan struct {
	CutAfter   int64 // after so many bytes written the device is gone; 0 is never
	StallAfter int64 // after so many bytes written nothing more is accepted; 0 is never
	ReadPiece  int   // reads give at most so many bytes; 0 is all there is
	WritePiece int   // writes go down in pieces of so many bytes; 0 is whole
}

// Faulty is a Dialer whose connections suffer from a plan. Each connection
// begins the plan anew; a cut or stalled one stays so.
type Faulty struct {
	Dialer

	mu   sync.Mutex // guards everything below
	plan Plan
}

// NewFaulty puts a plan between a dialer and its user.
func NewFaulty(d Dialer, p Plan) *Faulty { return &Faulty{Dialer: d, plan: p} }

// Change sets the plan for connections opened from now on.
func (f *Faulty) Change(p Plan) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.plan = p
}

// Dial opens a connection that suffers.
func (f *Faulty) Dial(ctx context.Context) (Conn, error) {
	c, err := f.Dialer.Dial(ctx)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return &faultyConn{Conn: c, plan: f.plan, closed: make(chan struct{})}, nil
}

type faultyConn struct {
	Conn
	plan   Plan
	closed chan struct{} // closed by Close
	once   sync.Once

	mu       sync.Mutex // guards everything below
	sent     int64
	deadline time.Time
}

// Read gives pieces as small as planned.
func (c *faultyConn) Read(b []byte) (int, error) {
	if n := c.plan.ReadPiece; n > 0 && len(b) > n {
		b = b[:n]
	}
	return c.Conn.Read(b)
}

// SetWriteDeadline bounds writes, stalled ones too.
func (c *faultyConn) SetWriteDeadline(t time.Time) error {
	c.mu.Lock()
	c.deadline = t
	c.mu.Unlock()
	return c.Conn.SetWriteDeadline(t)
}

// Write sends what the plan lets through.
func (c *faultyConn) Write(b []byte) (int, error) {
	total := 0
	for len(b) > 0 {
		n := len(b)
		if p := c.plan.WritePiece; p > 0 {
			n = min(n, p)
		}
		n, err := c.room(n)
		if n > 0 {
			var got int
			got, werr := c.Conn.Write(b[:n])
			c.mu.Lock()
			c.sent += int64(got)
			c.mu.Unlock()
			total += got
			b = b[got:]
			if werr != nil {
				return total, werr
			}
		}
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// room tells how many of n bytes the plan still lets through, and the error
// that comes after them.
func (c *faultyConn) room(n int) (int, error) {
	c.mu.Lock()
	sent, deadline := c.sent, c.deadline
	c.mu.Unlock()
	if at := c.plan.CutAfter; at > 0 && sent+int64(n) > at {
		if left := int(at - sent); left > 0 {
			return left, nil
		}
		c.Close()
		return 0, fmt.Errorf("%w: cut after %d bytes", drivers.ErrGone, at)
	}
	if at := c.plan.StallAfter; at > 0 && sent+int64(n) > at {
		if left := int(at - sent); left > 0 {
			return left, nil
		}
		return 0, c.stall(deadline)
	}
	return n, nil
}

func (c *faultyConn) stall(deadline time.Time) error {
	var late <-chan time.Time
	if !deadline.IsZero() {
		t := time.NewTimer(time.Until(deadline))
		defer t.Stop()
		late = t.C
	}
	select {
	case <-late:
		return fmt.Errorf("%w: stalled", drivers.ErrTimeout)
	case <-c.closed:
		return io.ErrClosedPipe
	}
}

// Close ends the connection and frees a stalled write.
func (c *faultyConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}
