package barcode

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"motcua/drivers"
	"motcua/drivers/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func event(kind, code uint16, value int32) []byte {
	b := make([]byte, eventSize)
	binary.NativeEndian.PutUint16(b[16:], kind)
	binary.NativeEndian.PutUint16(b[18:], code)
	binary.NativeEndian.PutUint32(b[20:], uint32(value))
	return b
}

// stroke is a key going down and up, each with its report.
func stroke(code uint16) []byte {
	return append(append(event(evKey, code, 1), event(evSyn, synReport, 0)...),
		append(event(evKey, code, 0), event(evSyn, synReport, 0)...)...)
}

// typed is the events of a scanner that types a text on a US layout.
func typed(t *testing.T, text string) []byte {
	t.Helper()
	var out []byte
	for _, r := range text {
		if r == '\r' {
			out = append(out, stroke(keyEnter)...)
			continue
		}
		if i := strings.IndexRune(plainKeys, r); i >= 0 {
			out = append(out, stroke(uint16(i))...)
			continue
		}
		i := strings.IndexRune(shiftedKeys, r)
		if i < 0 {
			t.Fatalf("no key for %q", r)
		}
		out = append(out, event(evKey, keyShift, 1)...)
		out = append(out, stroke(uint16(i))...)
		out = append(out, event(evKey, keyShift, 0)...)
	}
	return out
}

func scan(k *keyboard, b []byte) []drivers.Scan {
	var out []drivers.Scan
	k.feed(b, func(s drivers.Scan) { out = append(out, s) })
	return out
}

func TestKeyboard_TypesEveryPrintableLetter(t *testing.T) {
	var text strings.Builder
	for c := '!'; c <= '~'; c++ {
		text.WriteRune(c)
	}
	got := scan(&keyboard{}, typed(t, text.String()+" x\r"))
	if len(got) != 1 || got[0].Text != text.String()+" x" {
		t.Errorf("got %v", got)
	}
}

func TestKeyboard_IsReadInPiecesOfAnySize(t *testing.T) {
	b := typed(t, "H46.10-261125-0001\r")
	k := &keyboard{}
	var got []drivers.Scan
	for _, c := range b {
		got = append(got, scan(k, []byte{c})...)
	}
	if len(got) != 1 || got[0].Text != "H46.10-261125-0001" {
		t.Errorf("got %v", got)
	}
}

func TestKeyboard_LostEventsPoisonTheScanAndOnlyThat(t *testing.T) {
	k := &keyboard{}
	b := typed(t, "H46")
	b = append(b, event(evSyn, synDrop, 0)...)
	b = append(b, event(evKey, 30, 1)...) // before the next report: not to be trusted
	b = append(b, event(evSyn, synReport, 0)...)
	b = append(b, typed(t, "0001\rA024\r")...)
	got := scan(k, b)
	if len(got) != 2 || !errors.Is(got[0].Err, drivers.ErrOverrun) || got[0].Text != "" || got[1].Text != "A024" {
		t.Errorf("got %+v", got)
	}
}

func TestKeyboard_IgnoresRepeatsAndControlKeys(t *testing.T) {
	var b []byte
	b = append(b, event(evKey, 30, 1)...)
	for range 20 {
		b = append(b, event(evKey, 30, 2)...)
	}
	b = append(b, event(evKey, 30, 0)...)
	b = append(b, event(evKey, keyCtrl, 1)...)
	b = append(b, stroke(46)...)         // Ctrl+C
	b = append(b, stroke(keyBracket)...) // Ctrl+] is the group separator
	b = append(b, event(evKey, keyCtrl, 0)...)
	b = append(b, event(evLED, ledCaps, 1)...)
	b = append(b, typed(t, "b1\r")...)
	got := scan(&keyboard{}, b)
	if len(got) != 1 || got[0].Text != "a\x1dB1" {
		t.Errorf("got %q", got)
	}
}

func TestKeyboard_IsADeviceOnAWire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		plug := wire.NewMem("evdev://05e0:1200?grab=1", wire.Traits{OneWay: true})
		conns := make(chan wire.Conn, 2) // two: before and after the replug
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			for c, err := plug.Accept(ctx); err == nil; c, err = plug.Accept(ctx) {
				conns <- c
			}
		}()
		u, err := drivers.ParseURI(plug.String())
		if err != nil {
			t.Fatal(err)
		}
		s := openKeys(t.Context(), u, plug)
		defer s.Close()
		c := <-conns
		_, _ = c.Write(typed(t, "A024")) // no terminator: silence ends it
		if got := <-s.Scans(); got.Text != "A024" {
			t.Errorf("got %+v", got)
		}
		start := time.Now()
		plug.Pull()
		plug.Plug()
		c = <-conns
		if back := time.Since(start); back > 2*time.Second {
			t.Errorf("back after %v", back)
		}
		_, _ = c.Write(typed(t, "A025\r"))
		if got := <-s.Scans(); got.Text != "A025" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestFindInput_TakesTheKeyboardOfTheScanner(t *testing.T) {
	class := t.TempDir()
	for name, d := range map[string][4]string{
		"event3": {"05e0", "1200", "", "3 0 0 0 0 0 0 0 0 0"}, // its media keys
		"event4": {"05e0", "1200", "", "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"},
		"event5": {"046d", "c31c", "K1", "fffffffffffffffe"},
	} {
		dir := filepath.Join(class, name, "device")
		for file, text := range map[string]string{"id/vendor": d[0], "id/product": d[1], "uniq": d[2], "capabilities/key": d[3]} {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got, err := findInput(class, "05e0:1200", ""); err != nil || got != "event4" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := findInput(class, "046d:c31c", "K2"); !errors.Is(err, drivers.ErrGone) {
		t.Errorf("another serial number: got %v", err)
	}
}

func TestGrab_RefusesWhatIsNoInputDevice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "event0")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	u, err := drivers.ParseURI("evdev://" + file + "?grab=1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (evdev{u}).Dial(t.Context()); !errors.Is(err, drivers.ErrProtocol) {
		t.Errorf("got %v, want ErrProtocol", err)
	}
}

func FuzzKeyboard(f *testing.F) {
	f.Add([]byte("any bytes that a device could send us"))
	f.Fuzz(func(t *testing.T, b []byte) {
		k := &keyboard{}
		for _, s := range scan(k, b) {
			if (s.Err == nil) == (s.Text == "") {
				t.Fatalf("a scan with text %q and error %v", s.Text, s.Err)
			}
		}
		if len(k.rest) >= eventSize {
			t.Fatal("whole events were left over")
		}
	})
}

func FuzzFramer(f *testing.F) {
	f.Add([]byte("A024\r\x02]Q1x\x03\xff\n"), "any")
	f.Add([]byte("a\tb\r\n"), "crlf")
	f.Fuzz(func(t *testing.T, b []byte, suffix string) {
		d := &bytesIn{framer{suffix: suffix}}
		d.feed(b, func(s drivers.Scan) {
			if (s.Err == nil) == (s.Text == "") {
				t.Fatalf("a scan with text %q and error %v", s.Text, s.Err)
			}
		})
		d.finish()
		if d.pending() {
			t.Fatal("something is left after the end")
		}
	})
}
