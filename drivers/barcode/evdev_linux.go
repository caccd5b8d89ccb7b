package barcode

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"motcua/drivers"
	"motcua/drivers/wire"
)

const (
	evIOCGRAB = 0x40044590
	inputs    = "/sys/class/input"
)

// evdev is the wire to a keyboard of this machine.
type evdev struct{ u drivers.URI }

func (e evdev) String() string      { return e.u.String() }
func (e evdev) Traits() wire.Traits { return wire.Traits{OneWay: true} }

// Dial opens the device, found by its identity each time: after a replug its
// number is another. With grab=1 nobody else hears it, or the codes would also
// be typed into whatever window has the focus.
func (e evdev) Dial(context.Context) (wire.Conn, error) {
	path := e.u.File()
	if path == "" {
		name, err := findInput(inputs, e.u.Host, e.u.Option("serial", ""))
		if err != nil {
			return nil, err
		}
		path = filepath.Join("/dev/input", name)
	}
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, wire.Explain(err)
	}
	if e.u.Option("grab", "0") == "1" {
		if err := grab(f); err != nil {
			f.Close()
			return nil, err
		}
	}
	return f, nil
}

// grab goes through SyscallConn: Fd would take the deadlines away.
func grab(f *os.File) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	err = raw.Control(func(fd uintptr) { inner = unix.IoctlSetInt(int(fd), evIOCGRAB, 1) })
	switch {
	case err != nil:
		return err
	case errors.Is(inner, unix.EBUSY):
		return fmt.Errorf("%w: another program has grabbed the scanner", drivers.ErrBusy)
	case errors.Is(inner, unix.ENOTTY), errors.Is(inner, unix.EINVAL):
		return fmt.Errorf("%w: it is not an input device", drivers.ErrProtocol)
	}
	return wire.Explain(inner)
}

// findInput walks sysfs for the keyboard with that vendor:product. A scanner
// may show several input devices; the one with letters on it is meant.
func findInput(class, id, serial string) (string, error) {
	entries, err := filepath.Glob(filepath.Join(class, "event*"))
	if err != nil {
		return "", err
	}
	slices.Sort(entries)
	var fit []string
	for _, e := range entries {
		dev := filepath.Join(e, "device")
		if read(dev, "id/vendor")+":"+read(dev, "id/product") != id {
			continue
		}
		if serial != "" && read(dev, "uniq") != serial {
			continue
		}
		if typesLetters(read(dev, "capabilities/key")) {
			fit = append(fit, filepath.Base(e))
		}
	}
	switch len(fit) {
	case 0:
		return "", fmt.Errorf("%w: no scanner %s is plugged in", drivers.ErrGone, id)
	case 1:
		return fit[0], nil
	}
	return "", fmt.Errorf("%w: %d scanners are %s, add ?serial= to choose one", drivers.ErrUnsupported, len(fit), id)
}

// typesLetters reads a bitmap of keys, its lowest word last: Q is key 16.
func typesLetters(capabilities string) bool {
	words := strings.Fields(capabilities)
	if len(words) == 0 {
		return false
	}
	var low uint64
	if _, err := fmt.Sscanf(words[len(words)-1], "%x", &low); err != nil {
		return false
	}
	return low&(1<<16) != 0
}

func read(dir, name string) string {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
