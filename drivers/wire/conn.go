// Package wire connects to devices: USB printer ports, TCP, serial lines, a
// folder of files, and a piece of memory for twins and tests. Every connection
// has deadlines, counts bytes exactly, and closes at once even while a call
// waits in it.
//
// It must not know what the bytes mean.
package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"

	"motcua/drivers"
)

// Conn is a connection to a device. Write gives the exact number of bytes that
// were accepted, also with an error. Read and Write may run at the same time;
// Close may be called at any time and frees both.
type Conn interface {
	io.ReadWriteCloser
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
}

// Dialer opens the connection to one device, found by its identity each time.
type Dialer interface {
	// Dial connects. Its error wraps ErrGone, ErrBusy, ErrTimeout or ErrUnsupported.
	Dial(ctx context.Context) (Conn, error)
	// Traits tells what is special about such connections.
	Traits() Traits
	// String is the canonical URI.
	String() string
}

// Traits is what a user of a wire must know about it.
type Traits struct {
	Slow   bool // a serial line: pictures take seconds
	OneWay bool // nothing ever answers
	Twin   bool // no real device is at the other end
}

// Settler is a Conn that can tell when the bytes of a job have left for good.
type Settler interface {
	// Settle waits until everything written has left and tells how surely.
	Settle(ctx context.Context, job string) (drivers.Proof, error)
}

// Portal is a Conn with a status line beside the data, as USB printer ports
// have; it answers even while the data is stuck.
type Portal interface {
	PortStatus() (Port, error)
}

// Port is what a USB printer port tells beside the data.
type Port struct {
	PaperOut bool
	Selected bool
	Error    bool
}

// Named is a Conn whose device tells who it is without being printed on.
type Named interface {
	// Identity is the device's IEEE 1284 identity, by its keys: MFG, MDL, ...
	Identity() (map[string]string, error)
}

// New is the dialer for a URI whose scheme is a wire.
func New(u drivers.URI) (Dialer, error) {
	switch u.Scheme {
	case "usb":
		return usb{u}, nil
	case "tcp":
		return tcp{u}, nil
	case "serial", "modbus+serial":
		return serial{u}, nil
	case "file":
		return folder{u}, nil
	}
	return nil, &drivers.OpError{Op: "open", Device: u.String(), Err: fmt.Errorf("%w: %s is not a wire", drivers.ErrUnsupported, u.Scheme)}
}

// Explain gives an error of the operating system the meaning it has for a
// device; errors.Is then finds ErrGone, ErrBusy or ErrTimeout.
func Explain(err error) error {
	switch {
	case err == nil:
		return nil
	case anyOf(err, drivers.ErrGone, drivers.ErrBusy, drivers.ErrTimeout, drivers.ErrUnsupported, drivers.ErrClosed):
		return err
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: %w", drivers.ErrTimeout, err)
	case errors.Is(err, syscall.EBUSY):
		return fmt.Errorf("%w: close that program, or set CUPS not to use this device (%w)", drivers.ErrBusy, err)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("%w: let this user open it (groups lp, dialout, input): %w", drivers.ErrUnsupported, err)
	case anyOf(err, io.EOF, io.ErrClosedPipe, os.ErrClosed, os.ErrNotExist, syscall.ENODEV, syscall.ENXIO, syscall.EIO, syscall.EPIPE):
		return fmt.Errorf("%w: %w", drivers.ErrGone, err)
	}
	if ne, is := errors.AsType[*net.OpError](err); is {
		if ne.Timeout() {
			return fmt.Errorf("%w: %w", drivers.ErrTimeout, err)
		}
		return fmt.Errorf("%w: %w", drivers.ErrGone, err)
	}
	return err
}

func anyOf(err error, list ...error) bool {
	for _, e := range list {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
