// Package drivertest holds the contract suites that every implementation of a
// device must pass, and the benches they run on: a machine or a scanner at the
// other end of a wire in memory, of TCP, or of a pseudo-terminal.
//
// It must not know any one implementation's inside.
package drivertest

import (
	"context"
	"net"
	"sync"
	"testing"
	"testing/synctest"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/sim"
	"motcua/drivers/wire"
)

// Bench is a machine on a wire.
type Bench struct {
	Dialer  wire.Dialer
	Machine *sim.Machine
	// Pull and Plug take the cable out and in, where the kind has a plug.
	Pull, Plug func()
}

// Kind is a kind of bench.
type Kind struct {
	Name  string
	Plug  bool // the cable can be taken out and put back
	Exact bool // the wire hides no bytes in buffers of its own, and knows one host only
	Real  bool // time is real: the rows run side by side
	// Run surrounds each test of the suite; time is not real inside some.
	Run func(t *testing.T, test func(t *testing.T))
	// Make builds a bench whose machine has the given profile.
	Make func(t *testing.T, p escpos.Profile) Bench
}

// Mem is a bench in memory, in a bubble where waiting costs nothing.
func Mem() Kind {
	return Kind{
		Name: "mem", Plug: true, Exact: true,
		Run: synctest.Test,
		Make: func(t *testing.T, p escpos.Profile) Bench {
			t.Helper()
			plug := wire.NewMem("sim://printer", wire.Traits{Twin: true})
			m := machine(t, p, plug.Accept)
			return Bench{Dialer: plug, Machine: m, Pull: plug.Pull, Plug: plug.Plug}
		},
	}
}

// TCP is a bench on a real socket of this machine.
func TCP() Kind {
	return Kind{
		Name: "tcp", Plug: true, Real: true,
		Run: func(t *testing.T, test func(t *testing.T)) { t.Helper(); test(t) },
		Make: func(t *testing.T, p escpos.Profile) Bench {
			t.Helper()
			s := &socket{}
			s.plug(t)
			t.Cleanup(s.pull)
			m := machine(t, p, s.accept)
			return Bench{Dialer: Dialer(t, "tcp://"+s.addr), Machine: m, Pull: s.pull, Plug: func() { s.plug(t) }}
		},
	}
}

// Dialer is the wire for a URI.
func Dialer(t *testing.T, uri string) wire.Dialer {
	t.Helper()
	u, err := drivers.ParseURI(uri)
	if err != nil {
		t.Fatal(err)
	}
	d, err := wire.New(u)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func machine(t *testing.T, p escpos.Profile, accept func(context.Context) (wire.Conn, error)) *sim.Machine {
	t.Helper()
	m := sim.NewMachine(p, "")
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() { m.Run(ctx) })
	group.Go(func() { m.ServeAll(ctx, accept) })
	t.Cleanup(func() { stop(); group.Wait() })
	return m
}

// socket is a port that can be pulled out and put back under the same address.
type socket struct {
	addr string

	mu      sync.Mutex // guards everything below
	listen  net.Listener
	conn    net.Conn
	changed chan struct{}
}

func (s *socket) plug(t *testing.T) {
	t.Helper()
	where := s.addr
	if where == "" {
		where = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", where)
	if err != nil {
		t.Fatal(err)
	}
	s.addr = l.Addr().String()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listen = l
	if s.changed != nil {
		close(s.changed)
	}
	s.changed = make(chan struct{})
}

func (s *socket) pull() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listen != nil {
		s.listen.Close()
		s.listen = nil
	}
	if s.conn != nil {
		s.conn.Close()
	}
}

func (s *socket) accept(ctx context.Context) (wire.Conn, error) {
	for {
		s.mu.Lock()
		l, changed := s.listen, s.changed
		s.mu.Unlock()
		if l != nil {
			stop := context.AfterFunc(ctx, func() { l.Close() })
			c, err := l.Accept()
			stop()
			if err == nil {
				s.mu.Lock()
				s.conn = c
				s.mu.Unlock()
				return c, nil
			}
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
