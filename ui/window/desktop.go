package window

import (
	"fmt"
	"image"
	"io"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// connect reaches an X display, "" for the program's own. A display without a
// key of its own is no fault, and nothing to write about.
func connect(display string) (*xgb.Conn, error) {
	xgb.Logger.SetOutput(io.Discard)
	return xgb.NewConnDisplay(display)
}

// Desktop asks an X display ("" for the program's own) for its size in pixels.
func Desktop(display string) (w, h int, err error) {
	c, err := connect(display)
	if err != nil {
		return 0, 0, fmt.Errorf("reaching the display %s: %v", display, err)
	}
	defer c.Close()
	s := xproto.Setup(c).DefaultScreen(c)
	return int(s.WidthInPixels), int(s.HeightInPixels), nil
}

// Picture is what an X display shows now, every window included.
func Picture(display string) (image.Image, error) {
	c, err := connect(display)
	if err != nil {
		return nil, fmt.Errorf("reaching the display %s: %v", display, err)
	}
	defer c.Close()
	s := xproto.Setup(c).DefaultScreen(c)
	const allPlanes = 1<<32 - 1
	r, err := xproto.GetImage(c, xproto.ImageFormatZPixmap, xproto.Drawable(s.Root), 0, 0, s.WidthInPixels, s.HeightInPixels, allPlanes).Reply()
	if err != nil {
		return nil, fmt.Errorf("reading the picture of %s: %v", display, err)
	}
	w, h := int(s.WidthInPixels), int(s.HeightInPixels)
	if len(r.Data) < 4*w*h {
		return nil, fmt.Errorf("reading the picture of %s: it has %d bits a pixel, 24 are needed", display, r.Depth)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		b := r.Data[4*i : 4*i+4] // blue, green, red, nothing
		out.Pix[4*i], out.Pix[4*i+1], out.Pix[4*i+2], out.Pix[4*i+3] = b[2], b[1], b[0], 0xff
	}
	return out, nil
}

// Hall lays the windows of a small hall on a desktop: the kiosk upright at the
// left, the counters narrow at the right, the wall in what remains.
type Hall struct {
	Kiosk, Wall Placement
	Counters    []Placement
}

// The counter window at its natural size (UX 6.1), and the gap between windows.
const (
	counterW, counterH = 420, 760
	gap                = 10
)

// LayHall lays the windows of a hall with n counters on a desktop of w x h
// pixels: one counter beside the wall, several in a row under it where the
// desktop is high enough.
func LayHall(w, h, n int) Hall {
	kioskW := min(h*9/16, w*2/5)
	hall := Hall{Kiosk: Placement{W: kioskW, H: h}}
	left, room := kioskW+gap, w-kioskW-gap
	if wallH := h - counterH - gap; n > 1 && wallH >= 360 && n*(counterW+gap)-gap <= room {
		wallW := min(room, wallH*16/9)
		hall.Wall = Placement{W: wallW, H: wallW * 9 / 16, X: left}
		for i := range n {
			hall.Counters = append(hall.Counters, Placement{W: counterW, H: counterH, X: left + i*(counterW+gap), Y: h - counterH})
		}
		return hall
	}
	wallW := max(room-counterW-gap, 320)
	if n == 0 {
		wallW = room
	}
	hall.Wall = Placement{W: wallW, H: min(wallW*9/16, h), X: left}
	height := min(counterH, h)
	for i := range n { // a small desktop: the windows lie over each other like cards
		step := 0
		if n > 1 {
			step = min(height, h-height) / (n - 1)
		}
		hall.Counters = append(hall.Counters, Placement{W: counterW, H: height, X: w - counterW, Y: i * step})
	}
	return hall
}
