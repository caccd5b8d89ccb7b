package wire

import (
	"context"
	"fmt"
	"net"
	"sync"

	"motcua/drivers"
)

// Mem is a wire in memory. The host dials, the device accepts; pulling the
// plug ends the connection on both sides, as a pulled cable does. Writes wait
// until the other side reads, so counts are exact and nothing hides in a buffer.
type Mem struct {
	name   string
	traits Traits
	line   chan net.Conn // none: a dial waits until the device accepts

	mu      sync.Mutex // guards everything below
	out     bool       // the plug is out
	host    *memConn
	pulled  chan struct{} // closed when the plug is pulled
	devices net.Conn
}

// NewMem is a wire with its plug in.
func NewMem(name string, traits Traits) *Mem {
	return &Mem{name: name, traits: traits, line: make(chan net.Conn), pulled: make(chan struct{})}
}

// String is the name the wire was given.
func (m *Mem) String() string { return m.name }

// Traits tells what the wire was made as.
func (m *Mem) Traits() Traits { return m.traits }

// Dial connects the host. It waits for the device to accept, until ctx ends.
func (m *Mem) Dial(ctx context.Context) (Conn, error) {
	host, device := net.Pipe()
	c := &memConn{Conn: host, m: m}
	m.mu.Lock()
	pulled, out, busy := m.pulled, m.out, m.host != nil
	if !out && !busy {
		m.host = c
	}
	m.mu.Unlock()
	switch {
	case out:
		return nil, fmt.Errorf("%w: the plug of %s is out", drivers.ErrGone, m.name)
	case busy:
		return nil, fmt.Errorf("%w: %s is open", drivers.ErrBusy, m.name)
	}
	select {
	case m.line <- device:
		m.mu.Lock()
		m.devices = device
		stale := m.out
		m.mu.Unlock()
		if stale {
			device.Close()
		}
		return c, nil
	case <-pulled:
		c.Close()
		return nil, fmt.Errorf("%w: the plug of %s was pulled", drivers.ErrGone, m.name)
	case <-ctx.Done():
		c.Close()
		return nil, fmt.Errorf("%w: nobody is at the other end of %s", drivers.ErrTimeout, m.name)
	}
}

// Accept is the device's end of the next connection.
func (m *Mem) Accept(ctx context.Context) (Conn, error) {
	select {
	case c := <-m.line:
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Pull takes the plug out; both ends see the device as gone.
func (m *Mem) Pull() {
	m.mu.Lock()
	host, device := m.host, m.devices
	if !m.out {
		m.out = true
		close(m.pulled)
	}
	m.devices = nil
	m.mu.Unlock()
	if host != nil {
		host.Conn.Close()
	}
	if device != nil {
		device.Close()
	}
}

// Plug puts the plug back in.
func (m *Mem) Plug() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.out {
		m.out = false
		m.pulled = make(chan struct{})
	}
}

// memConn frees the wire for the next dial when the host closes it.
type memConn struct {
	net.Conn
	m *Mem
}

// Close ends the connection for both sides.
func (c *memConn) Close() error {
	c.m.mu.Lock()
	if c.m.host == c {
		c.m.host = nil
	}
	c.m.mu.Unlock()
	return c.Conn.Close()
}
