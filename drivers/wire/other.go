//go:build !linux

package wire

import (
	"context"
	"fmt"
	"net"

	"motcua/drivers"
)

type usb struct{ u drivers.URI }

func (d usb) String() string { return d.u.String() }
func (d usb) Traits() Traits { return Traits{} }

// Dial refuses: USB printer ports are opened on Linux only.
func (d usb) Dial(context.Context) (Conn, error) {
	return nil, fmt.Errorf("%w: USB printer ports work on Linux, use tcp:// here", drivers.ErrUnsupported)
}

type serial struct{ u drivers.URI }

func (s serial) String() string { return s.u.String() }
func (s serial) Traits() Traits { return Traits{Slow: true} }

// Dial refuses: serial lines are opened on Linux only.
func (s serial) Dial(context.Context) (Conn, error) {
	return nil, fmt.Errorf("%w: serial lines work on Linux, use a keyboard scanner here", drivers.ErrUnsupported)
}

// settle cannot see the queue of this system.
func settle(context.Context, *net.TCPConn) (drivers.Proof, error) {
	return drivers.None, nil
}
