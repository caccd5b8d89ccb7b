package sim

import (
	"context"
	"fmt"
	"sync"
	"time"

	"motcua/drivers"
	"motcua/drivers/barcode"
	"motcua/drivers/wire"
)

// Scanner is the real serial scanner driver with a twin at the other end of its
// wire, which scans what it is told to.
type Scanner struct {
	*barcode.Scanner

	plug  *wire.Mem
	stop  context.CancelFunc
	group sync.WaitGroup

	mu      sync.Mutex // guards everything below
	conn    wire.Conn
	changed chan struct{}
}

// OpenScanner starts a twin, sim://scanner.
func OpenScanner(ctx context.Context, u drivers.URI) (*Scanner, error) {
	if u.Host != "scanner" {
		return nil, &drivers.URIError{URI: u.String(), Part: "host", Got: u.Host, Want: "write sim://scanner"}
	}
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	s := &Scanner{plug: wire.NewMem(u.String(), wire.Traits{Twin: true, Slow: true}), stop: stop, changed: make(chan struct{})}
	s.group.Go(func() { s.serve(life) })
	s.Scanner = barcode.OpenSerial(ctx, u, s.plug)
	return s, nil
}

func (s *Scanner) serve(ctx context.Context) {
	for {
		c, err := s.plug.Accept(ctx)
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.conn != nil {
			s.conn.Close()
		}
		s.conn = c
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
	}
}

// Scan is the scanner reading a code: its text and the end of line.
func (s *Scanner) Scan(ctx context.Context, text string) error {
	return s.Send(ctx, []byte(text+"\r"))
}

// Send puts bytes on the wire as they are, for noise and broken codes. It waits
// until the driver has taken them.
func (s *Scanner) Send(ctx context.Context, b []byte) error {
	s.mu.Lock()
	c, changed := s.conn, s.changed
	s.mu.Unlock()
	if c == nil {
		select {
		case <-changed:
			return s.Send(ctx, b)
		case <-ctx.Done():
			return fmt.Errorf("scanning with %s: %w", s, drivers.ErrGone)
		}
	}
	until, ok := ctx.Deadline()
	if !ok {
		until = time.Now().Add(sendTime)
	}
	if err := c.SetWriteDeadline(until); err != nil {
		return wire.Explain(err)
	}
	_, err := c.Write(b)
	return wire.Explain(err)
}

// Pull pulls the cable out.
func (s *Scanner) Pull() {
	s.plug.Pull()
	s.mu.Lock()
	s.conn = nil
	s.mu.Unlock()
}

// Plug puts the cable back.
func (s *Scanner) Plug() { s.plug.Plug() }

// Close ends the driver and the twin.
func (s *Scanner) Close() error {
	err := s.Scanner.Close()
	s.stop()
	s.group.Wait()
	return err
}
