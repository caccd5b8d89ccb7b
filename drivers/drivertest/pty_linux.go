package drivertest

import (
	"context"
	"os"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"motcua/drivers/escpos"
	"motcua/drivers/wire"
)

// PTY is a bench on a pseudo-terminal, which the driver takes for a serial line.
func PTY() Kind {
	return Kind{
		Name: "pty", Real: true,
		Run: func(t *testing.T, test func(t *testing.T)) { t.Helper(); test(t) },
		Make: func(t *testing.T, p escpos.Profile) Bench {
			t.Helper()
			device, host := openPTY(t)
			once := make(chan wire.Conn, 1) // one: a line has one device
			once <- device
			m := machine(t, p, func(ctx context.Context) (wire.Conn, error) {
				select {
				case c := <-once:
					return c, nil
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			})
			return Bench{Dialer: Dialer(t, "serial://"+host.Name()+"?baud=115200"), Machine: m}
		},
	}
}

// openPTY is the two ends of a line. The host's end stays open to the end of
// the test, so that a reconnect is no hang-up.
func openPTY(t *testing.T) (device, host *os.File) {
	t.Helper()
	master, host, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { host.Close() })
	defer master.Close()
	// The library leaves its file blocking, where no deadline and no Close can
	// reach a reader.
	fd, err := unix.Dup(int(master.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	device = os.NewFile(uintptr(fd), master.Name())
	t.Cleanup(func() { device.Close() })
	return device, host
}

// PTYScanner is the serial driver on a pseudo-terminal.
func PTYScanner() ScannerKind {
	return ScannerKind{
		Run: func(t *testing.T, test func(t *testing.T)) { t.Helper(); test(t) },
		Make: func(t *testing.T) Hand {
			t.Helper()
			device, host := openPTY(t)
			s := SerialScanner(t, Dialer(t, "serial://"+host.Name()+"?kind=scanner"))
			return Hand{Scanner: s, Send: func(b []byte) {
				if _, err := device.Write(b); err != nil {
					t.Errorf("sending: %v", err)
				}
			}}
		},
	}
}
