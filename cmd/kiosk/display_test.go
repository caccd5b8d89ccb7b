//go:build !headless && linux

package main

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"motcua/ui/offscreen"
	"motcua/ui/window"
)

// desktop is a virtual display with a mouse and a keyboard.
type desktop struct {
	t       *testing.T
	display string
	conn    *xgb.Conn
	root    xproto.Window
	codes   map[uint32]byte // key codes by symbol
	out     string          // where pictures for people go
	kept    int
}

// newDesktop starts a display, or skips the test where there is no server for it.
func newDesktop(t *testing.T, w, h int) *desktop {
	t.Helper()
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		t.Skip("there is no Xvfb for a virtual display; make deps installs it")
	}
	from, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command(path, "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", w, h), "-nolisten", "tcp", "-noreset")
	x.ExtraFiles = []*os.File{to}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	to.Close()
	t.Cleanup(func() {
		_ = x.Process.Signal(syscall.SIGTERM)
		_ = x.Wait()
	})
	var n int
	if _, err := fmt.Fscan(from, &n); err != nil {
		t.Fatalf("the virtual display did not start: %v", err)
	}
	from.Close()
	d := &desktop{t: t, display: fmt.Sprintf(":%d", n), out: os.Getenv("OUT")}
	if d.out == "" {
		d.out = t.ArtifactDir()
	}
	xgb.Logger.SetOutput(io.Discard) // a display without a key of its own is no fault
	if d.conn, err = xgb.NewConnDisplay(d.display); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.conn.Close)
	if err := xtest.Init(d.conn); err != nil {
		t.Fatal(err)
	}
	d.root = xproto.Setup(d.conn).DefaultScreen(d.conn).Root
	d.keyboard()
	return d
}

// keyboard learns which key has which symbol.
func (d *desktop) keyboard() {
	d.t.Helper()
	setup := xproto.Setup(d.conn)
	n := byte(setup.MaxKeycode-setup.MinKeycode) + 1
	r, err := xproto.GetKeyboardMapping(d.conn, setup.MinKeycode, n).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	d.codes = map[uint32]byte{}
	for i := range int(n) {
		symbol := uint32(r.Keysyms[i*int(r.KeysymsPerKeycode)])
		if _, ok := d.codes[symbol]; !ok && symbol != 0 {
			d.codes[symbol] = byte(setup.MinKeycode) + byte(i)
		}
	}
}

// The symbols of the keys an officer uses.
const (
	symSpace uint32 = 0x0020
	symEnter uint32 = 0xff0d
	symF2    uint32 = 0xffbf
	symF8    uint32 = 0xffc5
	symF9    uint32 = 0xffc6
	symF10   uint32 = 0xffc7
	symShift uint32 = 0xffe1
)

func (d *desktop) fake(kind, detail byte, x, y int) {
	d.t.Helper()
	if err := xtest.FakeInputChecked(d.conn, kind, detail, 0, d.root, int16(x), int16(y), 0).Check(); err != nil {
		d.t.Fatal(err)
	}
}

// touch moves to a point and presses there once.
func (d *desktop) touch(at image.Point) {
	d.t.Helper()
	d.point(at)
	d.fake(xproto.ButtonPress, 1, 0, 0)
	d.fake(xproto.ButtonRelease, 1, 0, 0)
}

func (d *desktop) point(at image.Point) { d.fake(xproto.MotionNotify, 0, at.X, at.Y) }

// key presses a key while others are held.
func (d *desktop) key(symbol uint32, held ...uint32) {
	d.t.Helper()
	for _, h := range held {
		d.fake(xproto.KeyPress, d.codes[h], 0, 0)
	}
	code, ok := d.codes[symbol]
	if !ok {
		d.t.Fatalf("the keyboard has no key %#x", symbol)
	}
	d.fake(xproto.KeyPress, code, 0, 0)
	d.fake(xproto.KeyRelease, code, 0, 0)
	for _, h := range held {
		d.fake(xproto.KeyRelease, d.codes[h], 0, 0)
	}
}

// look is what the display shows now in a place.
func (d *desktop) look(p window.Placement) image.Image {
	d.t.Helper()
	img, err := window.Picture(d.display)
	if err != nil {
		d.t.Fatal(err)
	}
	return img.(*image.RGBA).SubImage(image.Rect(p.X, p.Y, p.X+p.W, p.Y+p.H))
}

// keep writes a picture of the whole desktop for people to look at.
func (d *desktop) keep(name string) {
	d.t.Helper()
	img, err := window.Picture(d.display)
	if err != nil {
		d.t.Fatal(err)
	}
	d.kept++
	if err := offscreen.Write(filepath.Join(d.out, fmt.Sprintf("%02d-%s.png", d.kept, name)), img); err != nil {
		d.t.Fatal(err)
	}
}

// changed waits until a place shows something else than before.
func (d *desktop) changed(p window.Placement, before image.Image, what string) {
	d.t.Helper()
	await(d.t, what, func() bool { return differ(before, d.look(p)) > .01 })
}

// turned waits until a place shows another page, and has done so for as long as
// a hand needs: a button that only looks pressed is no page.
func (d *desktop) turned(p window.Placement, before image.Image, what string) {
	d.t.Helper()
	last, since := before, time.Now()
	await(d.t, what, func() bool {
		now := d.look(p)
		if differ(last, now) > .002 {
			last, since = now, time.Now()
		}
		return differ(before, now) > .01 && time.Since(since) > handPause
	})
}

// differ is the share of points of two pictures of one place that are not alike.
func differ(a, b image.Image) float64 {
	n, other := 0, 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y += 2 {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x += 2 {
			n++
			if !alike(a.At(x, y), b.At(x, y)) {
				other++
			}
		}
	}
	return float64(other) / float64(n)
}

func alike(a, b color.Color) bool {
	p, q := a.(color.RGBA), b.(color.RGBA)
	near := func(v, w uint8) bool { return max(v, w)-min(v, w) < 24 }
	return near(p.R, q.R) && near(p.G, q.G) && near(p.B, q.B)
}

// painted is the share of a place that is not black: an X server shows black
// until a window has painted.
func painted(img image.Image) float64 {
	return differ(img, image.NewUniform(color.RGBA{A: 0xff}))
}

// await asks again and again until something is so.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	beat := time.NewTicker(50 * time.Millisecond)
	defer beat.Stop()
	for !so() {
		select {
		case <-ctx.Done():
			t.Fatalf("after %v still not: %s", patience, what)
		case <-beat.C:
		}
	}
}

// pass lets real time pass: a hand is not faster, and what must not happen
// needs time not to.
func pass(d time.Duration) { <-time.After(d) }
