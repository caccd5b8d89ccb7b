package wire

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	tarm "github.com/tarm/serial"
	"golang.org/x/sys/unix"

	"motcua/drivers"
)

type serial struct{ u drivers.URI }

func (s serial) String() string { return s.u.String() }
func (s serial) Traits() Traits { return Traits{Slow: true} }

// Dial sets the line with tarm/serial and then does the I/O on a descriptor of
// its own: tarm's Read, Write and Close can hang for ever, and it knows no
// deadline, no flow control and no lock. The line's settings belong to the
// terminal, not to the descriptor, so they stay when tarm's is closed.
func (s serial) Dial(context.Context) (Conn, error) {
	path := s.u.File()
	if path == "" {
		return nil, fmt.Errorf("%w: %s is a port of Windows, write a path under /dev/serial/by-id", drivers.ErrUnsupported, s.u.Host)
	}
	port, err := tarm.OpenPort(line(s.u, path))
	if err != nil {
		return nil, Explain(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err == nil {
		err = control(f, func(fd int) error { return claim(fd, s.u.Option("flow", "none")) })
	}
	// Nobody reads tarm's descriptor, so its Close cannot hang here.
	if cerr := port.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		if f != nil {
			f.Close()
		}
		return nil, Explain(err)
	}
	return serialConn{f}, nil
}

func line(u drivers.URI, path string) *tarm.Config {
	c := &tarm.Config{Name: path, Baud: u.Int("baud", 9600), Size: byte(u.Int("data", 8)), StopBits: tarm.StopBits(u.Int("stop", 1))}
	switch u.Option("parity", "none") {
	case "odd":
		c.Parity = tarm.ParityOdd
	case "even":
		c.Parity = tarm.ParityEven
	default:
		c.Parity = tarm.ParityNone
	}
	return c
}

// claim locks the line against other programs and sets its flow control. The
// lock is taken twice: TIOCEXCL does not hold root off, flock does.
func claim(fd int, flow string) error {
	if err := unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB); err != nil {
		if errors.Is(err, unix.EWOULDBLOCK) {
			return syscall.EBUSY
		}
		return err
	}
	if err := unix.IoctlSetInt(fd, unix.TIOCEXCL, 0); err != nil {
		return err
	}
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return err
	}
	t.Cflag &^= unix.CRTSCTS
	t.Iflag &^= unix.IXON | unix.IXOFF
	switch flow {
	case "rts":
		t.Cflag |= unix.CRTSCTS
	case "xonxoff":
		t.Iflag |= unix.IXON
	}
	return unix.IoctlSetTermios(fd, unix.TCSETS, t)
}

type serialConn struct{ *os.File }

// Settle waits until the line's output queue is empty.
func (c serialConn) Settle(ctx context.Context, _ string) (drivers.Proof, error) {
	return settle(ctx, c.File)
}

// control runs fn on a descriptor without giving up its deadlines, as Fd would.
func control(c syscall.Conn, fn func(fd int) error) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	if err := raw.Control(func(fd uintptr) { inner = fn(int(fd)) }); err != nil {
		return err
	}
	return inner
}

// settle asks the kernel how many bytes have not left, until it is none. TCSBRK
// would wait in the kernel where no deadline reaches.
func settle(ctx context.Context, c syscall.Conn) (drivers.Proof, error) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		var left int
		err := control(c, func(fd int) (err error) {
			left, err = unix.IoctlGetInt(fd, unix.TIOCOUTQ)
			return err
		})
		if err != nil {
			return drivers.None, Explain(err)
		}
		if left == 0 {
			return drivers.Drained, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return drivers.None, Explain(ctx.Err())
		}
	}
}
