//go:build linux

package wire

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/creack/pty"

	"motcua/drivers"
)

func dialPTY(t *testing.T, query string) (device *os.File, host Conn, d Dialer) {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	path := slave.Name()
	slave.Close()
	t.Cleanup(func() { master.Close() })
	u, err := drivers.ParseURI("serial://" + path + query)
	if err != nil {
		t.Fatal(err)
	}
	d = serial{u}
	c, err := d.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return master, c, d
}

func TestSerial_CarriesEveryByteBothWays(t *testing.T) {
	device, host, _ := dialPTY(t, "?baud=115200")
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	for name, way := range map[string][2]interface {
		Read([]byte) (int, error)
		Write([]byte) (int, error)
	}{"to the device": {host, device}, "to the host": {device, host}} {
		if _, err := way[0].Write(every); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 0, 256)
		for len(got) < 256 {
			b := make([]byte, 300)
			n, err := way[1].Read(b)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, b[:n]...)
		}
		if string(got) != string(every) {
			t.Errorf("%s: bytes were changed", name)
		}
	}
}

func TestSerial_DeadlineIsExactAndCloseFreesTheReader(t *testing.T) {
	_, host, _ := dialPTY(t, "")
	start := time.Now()
	_ = host.SetReadDeadline(start.Add(30 * time.Millisecond))
	_, err := host.Read(make([]byte, 1))
	if took := time.Since(start); !errors.Is(Explain(err), drivers.ErrTimeout) || took < 30*time.Millisecond {
		t.Errorf("got %v after %v, want a timeout after 30 ms", err, took)
	}
	_ = host.SetReadDeadline(time.Time{})
	done := make(chan error, 1) // one: the only reader
	go func() {
		_, err := host.Read(make([]byte, 1))
		done <- err
	}()
	host.Close()
	select {
	case err := <-done:
		if !errors.Is(Explain(err), drivers.ErrGone) {
			t.Errorf("got %v, want ErrGone", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("Close does not free the reader")
	}
}

func TestSerial_StuckLineGivesAnExactCount(t *testing.T) {
	device, host, _ := dialPTY(t, "")
	_ = host.SetWriteDeadline(time.Now().Add(50 * time.Millisecond))
	n, err := host.Write(make([]byte, 1<<20))
	if !errors.Is(Explain(err), drivers.ErrTimeout) || n <= 0 || n >= 1<<20 {
		t.Fatalf("got %d bytes and %v", n, err)
	}
	got := 0
	for got < n {
		_ = device.SetReadDeadline(time.Now().Add(2 * time.Second))
		m, err := device.Read(make([]byte, 4096))
		if err != nil {
			t.Fatalf("%d of %d bytes arrived: %v", got, n, err)
		}
		got += m
	}
}

func TestSerial_HangUpIsGoneAndSecondOpenIsBusy(t *testing.T) {
	device, host, d := dialPTY(t, "?flow=rts")
	if _, err := d.Dial(t.Context()); !errors.Is(err, drivers.ErrBusy) {
		t.Errorf("second open: got %v, want ErrBusy", err)
	}
	device.Close()
	if _, err := host.Read(make([]byte, 1)); !errors.Is(Explain(err), drivers.ErrGone) {
		t.Errorf("read after hang-up: got %v, want ErrGone", err)
	}
}

func TestSerial_SettlesWhenTheQueueIsEmpty(t *testing.T) {
	_, host, _ := dialPTY(t, "")
	_, _ = host.Write([]byte("x"))
	if p, err := host.(Settler).Settle(t.Context(), ""); err != nil || p != drivers.Drained {
		t.Errorf("got %v, %v", p, err)
	}
}

// fakeBus is a piece of sysfs with printers on it.
func fakeBus(t *testing.T, printers map[string][3]string) (class string) {
	t.Helper()
	root := t.TempDir()
	class = filepath.Join(root, "class", "usbmisc")
	for name, p := range printers {
		dev := filepath.Join(root, "devices", "usb-"+name)
		iface := filepath.Join(dev, "1-1:1.0")
		lp := filepath.Join(iface, "usbmisc", name)
		for _, d := range []string{lp, class} {
			if err := os.MkdirAll(d, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		for i, attr := range []string{"idVendor", "idProduct", "serial"} {
			if err := os.WriteFile(filepath.Join(dev, attr), []byte(p[i]+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(os.Symlink(iface, filepath.Join(lp, "device")), os.Symlink(lp, filepath.Join(class, name))); err != nil {
			t.Fatal(err)
		}
	}
	return class
}

func TestUSB_IsFoundByIdentityNotByNumber(t *testing.T) {
	class := fakeBus(t, map[string][3]string{
		"lp0": {"04b8", "0202", "SIM0002"},
		"lp1": {"04b8", "0202", "SIM0001"},
		"lp7": {"0519", "0003", "X"},
	})
	if got, err := findUSB(class, "04b8:0202", "SIM0001"); err != nil || got != "lp1" {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := findUSB(class, "0519:0003", ""); err != nil || got != "lp7" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := findUSB(class, "04b8:0202", ""); !errors.Is(err, drivers.ErrUnsupported) {
		t.Errorf("two that fit: got %v", err)
	}
	if _, err := findUSB(class, "1111:2222", ""); !errors.Is(err, drivers.ErrGone) {
		t.Errorf("none that fits: got %v", err)
	}
}

func TestUSB_PlainFileIsNoPrinter(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lp0")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	u, err := drivers.ParseURI("usb://" + file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (usb{u}).Dial(t.Context()); !errors.Is(err, drivers.ErrProtocol) {
		t.Errorf("got %v, want ErrProtocol", err)
	}
}

func TestIdentity_IsReadByItsKeys(t *testing.T) {
	text := "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88IV;CLS:PRINTER;"
	got, err := identity(append([]byte{0, byte(len(text) + 2)}, text...))
	if err != nil || got["MDL"] != "TM-T88IV" || got["MFG"] != "EPSON" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range [][]byte{nil, {0}, {0xFF, 0xFF, 'x'}, {0, 1}} {
		if _, err := identity(bad); err == nil {
			t.Errorf("%v was taken for an identity", bad)
		}
	}
}
