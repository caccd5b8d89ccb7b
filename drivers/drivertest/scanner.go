package drivertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"motcua/drivers"
	"motcua/drivers/barcode"
	"motcua/drivers/sim"
	"motcua/drivers/wire"
)

// Hand is what a person and a cable do to a scanner on a bench.
type Hand struct {
	Scanner drivers.Scanner
	// Send puts bytes on the wire as they are.
	Send func(b []byte)
	// Pull and Plug take the cable out and in, where the kind has a plug.
	Pull, Plug func()
}

// ScannerKind is a kind of scanner bench for devices that send text.
type ScannerKind struct {
	Plug bool
	Run  func(t *testing.T, test func(t *testing.T))
	Make func(t *testing.T) Hand
}

// TwinScanner is the twin, in a bubble where waiting costs nothing.
func TwinScanner() ScannerKind {
	return ScannerKind{
		Plug: true,
		Run:  synctest.Test,
		Make: func(t *testing.T) Hand {
			t.Helper()
			u, err := drivers.ParseURI("sim://scanner")
			if err != nil {
				t.Fatal(err)
			}
			s, err := sim.OpenScanner(t.Context(), u)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return Hand{Scanner: s, Pull: s.Pull, Plug: s.Plug, Send: func(b []byte) {
				// Without the test's own context: a cancelled one ends the send at once.
				if err := s.Send(t.Context(), b); err != nil {
					t.Errorf("sending: %v", err)
				}
			}}
		},
	}
}

// SerialScanner is the serial driver at the other end of a wire.
func SerialScanner(t *testing.T, d wire.Dialer) drivers.Scanner {
	t.Helper()
	u, err := drivers.ParseURI(d.String())
	if err != nil {
		t.Fatal(err)
	}
	s := barcode.OpenSerial(t.Context(), u, d)
	t.Cleanup(func() { s.Close() })
	return s
}

// Scanner checks the contract of a scanner on one kind of bench.
func Scanner(t *testing.T, kind ScannerKind) {
	t.Helper()
	for name, row := range scannerRows {
		t.Run(name, func(t *testing.T) {
			kind.Run(t, func(t *testing.T) {
				t.Helper()
				row(t, kind.Make(t))
			})
		})
	}
	if kind.Plug {
		t.Run("pulled out and put back", func(t *testing.T) {
			kind.Run(t, func(t *testing.T) {
				t.Helper()
				scannerReplug(t, kind.Make(t))
			})
		})
	}
}

var scannerRows = map[string]func(t *testing.T, h Hand){
	"text arrives whole": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send([]byte("H46.10-261125-0001\r\n"))
		want(t, h, "H46.10-261125-0001", nil)
		h.Send([]byte("NGUYỄN VĂN A, Quảng Bình\r"))
		want(t, h, "NGUYỄN VĂN A, Quảng Bình", nil)
	},
	"byte by byte": func(t *testing.T, h Hand) {
		t.Helper()
		for _, c := range []byte("\x02A024\x03") {
			h.Send([]byte{c})
		}
		want(t, h, "A024", nil)
	},
	"silence ends a code without terminator": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send([]byte("A024"))
		want(t, h, "A024", nil)
	},
	"symbology is told and taken off": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send([]byte("]Q1A024\r]A0H46\r"))
		if s := next(t, h); s.Text != "A024" || s.Sym != drivers.QRCode {
			t.Errorf("got %+v", s)
		}
		if s := next(t, h); s.Text != "H46" || s.Sym != drivers.Code39 {
			t.Errorf("got %+v", s)
		}
	},
	"too much is refused and the next is good": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send(bytes.Repeat([]byte("x"), 100_000))
		h.Send([]byte("\r"))
		want(t, h, "", drivers.ErrTooLong)
		h.Send([]byte("A024\r"))
		want(t, h, "A024", nil)
	},
	"binary noise is refused and the next is good": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send([]byte{0xFF, 0x80, 0x81, 'x', '\r'})
		want(t, h, "", drivers.ErrEncoding)
		h.Send([]byte("A024\r"))
		want(t, h, "A024", nil)
	},
	"mangled letters are refused": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send([]byte("NGUY\uFFFDN\r"))
		want(t, h, "", drivers.ErrEncoding)
	},
	"one code held too long is one scan": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send([]byte("A024\rA024\rA025\r"))
		want(t, h, "A024", nil)
		want(t, h, "A025", nil)
	},
	"two glued codes are not split by guess": func(t *testing.T, h Hand) {
		t.Helper()
		h.Send([]byte("A024A025\r"))
		want(t, h, "A024A025", nil)
	},
	"nobody reads, and the loss is told": nobodyReads,
	"close ends everything":              scannerClose,
}

func next(t *testing.T, h Hand) drivers.Scan {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	select {
	case s, open := <-h.Scanner.Scans():
		if !open {
			t.Fatal("the channel is closed")
		}
		if s.Source != h.Scanner.String() || s.At.IsZero() {
			t.Errorf("got a scan from %q at %v", s.Source, s.At)
		}
		return s
	case <-ctx.Done():
		t.Fatal("no scan came")
	}
	return drivers.Scan{}
}

func want(t *testing.T, h Hand, text string, err error) {
	t.Helper()
	s := next(t, h)
	if s.Text != text || !errors.Is(s.Err, err) || err != nil && (s.Text != "" || s.Raw != nil) {
		t.Errorf("got %.60q, %v; want %q, %v", s.Text, s.Err, text, err)
	}
}

func nobodyReads(t *testing.T, h Hand) {
	t.Helper()
	const many = 1000
	var b strings.Builder
	for i := range many {
		fmt.Fprintf(&b, "A%03d\r", i)
	}
	h.Send([]byte(b.String()))
	<-time.After(500 * time.Millisecond) // the driver has worked through all of it
	got := 0
	for quiet := false; !quiet; {
		select {
		case <-h.Scanner.Scans():
			got++
		case <-time.After(200 * time.Millisecond):
			quiet = true
		}
	}
	if got == 0 || got >= many {
		t.Errorf("%d of %d scans waited for the reader, want a bounded queue", got, many)
	}
	h.Send([]byte("B001\r"))
	want(t, h, "", drivers.ErrOverrun)
	want(t, h, "B001", nil)
}

func scannerReplug(t *testing.T, h Hand) {
	t.Helper()
	h.Send([]byte("half a co"))
	h.Pull()
	want(t, h, "", drivers.ErrPartial)
	until(t, h.Scanner, "pulled", gone)
	h.Plug()
	until(t, h.Scanner, "back", online)
	h.Send([]byte("A024\r"))
	want(t, h, "A024", nil)
}

func scannerClose(t *testing.T, h Hand) {
	t.Helper()
	if err := errors.Join(h.Scanner.Close(), h.Scanner.Close()); err != nil {
		t.Error(err)
	}
	if _, open := <-h.Scanner.Scans(); open {
		t.Error("a scan after the end")
	}
	if got := h.Scanner.Health(); got.State != drivers.Gone {
		t.Errorf("got %v", got.State)
	}
}
