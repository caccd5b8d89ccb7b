package wire

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"

	"motcua/drivers"
)

const (
	lpGetStatus   = 0x060b     // LPGETSTATUS
	lpGetDeviceID = 0x84005001 // LPIOC_GET_DEVICE_ID for 1,024 bytes
)

type usb struct{ u drivers.URI }

func (d usb) String() string { return d.u.String() }
func (d usb) Traits() Traits { return Traits{} }

// Dial opens the kernel's printer port. Given an identity it looks for the
// port each time: after a replug the number may be another one.
func (d usb) Dial(context.Context) (Conn, error) {
	path := d.u.File()
	if path == "" {
		name, err := findUSB("/sys/class/usbmisc", d.u.Host, d.u.Option("serial", ""))
		if err != nil {
			return nil, err
		}
		path = filepath.Join("/dev/usb", name)
	}
	f, err := os.OpenFile(path, os.O_RDWR|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, Explain(err)
	}
	// A file that is no device would take every byte and print none.
	if s, err := f.Stat(); err != nil || s.Mode()&os.ModeCharDevice == 0 {
		f.Close()
		return nil, fmt.Errorf("%w: %s is not a printer port", drivers.ErrProtocol, path)
	}
	return usbConn{f}, nil
}

// findUSB walks a class folder of sysfs for the printer ports with that vendor:product
// and serial number. Two that fit are an error: the wrong one may not print.
func findUSB(class, id, serial string) (string, error) {
	entries, err := filepath.Glob(filepath.Join(class, "lp*"))
	if err != nil {
		return "", err
	}
	slices.Sort(entries)
	var fit []string
	for _, e := range entries {
		iface, err := filepath.EvalSymlinks(filepath.Join(e, "device"))
		if err != nil {
			continue // it was unplugged while we looked
		}
		dev := filepath.Dir(iface)
		if attribute(dev, "idVendor")+":"+attribute(dev, "idProduct") == id &&
			(serial == "" || attribute(dev, "serial") == serial) {
			fit = append(fit, filepath.Base(e))
		}
	}
	switch len(fit) {
	case 0:
		return "", fmt.Errorf("%w: no USB printer %s is plugged in", drivers.ErrGone, id)
	case 1:
		return fit[0], nil
	}
	return "", fmt.Errorf("%w: %d printers are %s, add ?serial= to choose one", drivers.ErrUnsupported, len(fit), id)
}

func attribute(dir, name string) string {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

type usbConn struct{ *os.File }

// PortStatus asks the port, which answers even while the data is stuck.
func (c usbConn) PortStatus() (Port, error) {
	var bits int
	err := control(c.File, func(fd int) (err error) {
		bits, err = unix.IoctlGetInt(fd, lpGetStatus)
		return err
	})
	if err != nil {
		return Port{}, Explain(err)
	}
	return Port{PaperOut: bits&0x20 != 0, Selected: bits&0x10 != 0, Error: bits&0x08 == 0}, nil
}

// Identity reads the IEEE 1284 identity.
func (c usbConn) Identity() (map[string]string, error) {
	var buf [1024]byte
	err := control(c.File, func(fd int) error {
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), lpGetDeviceID, uintptr(unsafe.Pointer(&buf[0])))
		if errno != 0 {
			return errno
		}
		return nil
	})
	if err != nil {
		return nil, Explain(err)
	}
	return identity(buf[:])
}

// identity reads two length bytes, high first, and KEY:value; pairs.
func identity(b []byte) (map[string]string, error) {
	if len(b) < 2 {
		return nil, errors.New("wire: identity is too short")
	}
	n := int(b[0])<<8 | int(b[1])
	if n < 2 || n > len(b) {
		return nil, fmt.Errorf("wire: identity of %d bytes is impossible", n)
	}
	out := map[string]string{}
	for pair := range strings.SplitSeq(string(b[2:n]), ";") {
		if key, value, ok := strings.Cut(pair, ":"); ok {
			out[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	return out, nil
}
