// Package window places the windows of the three programs on a desktop: size
// and position, and above the others if an officer wishes. It knows nothing of
// what the windows show.
//
// Fyne 2.7 can ask for neither, so the X server is asked directly; where there
// is no X server the window stays where the desktop put it.
package window

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// ErrPlacement says that a text is not of the form WIDTHxHEIGHT+X+Y.
var ErrPlacement = errors.New("window: a placement is written WIDTHxHEIGHT+X+Y, for example 420x760+1500+0")

// Placement is where a window stands, in pixels of the desktop. The zero value
// leaves the choice to the desktop.
type Placement struct{ W, H, X, Y int }

// ParsePlacement reads WIDTHxHEIGHT+X+Y; the position may be left out.
func ParsePlacement(s string) (Placement, error) {
	if s == "" {
		return Placement{}, nil
	}
	var p Placement
	size, at, hasAt := strings.Cut(s, "+")
	w, h, ok := strings.Cut(size, "x")
	if !ok || !number(w, &p.W) || !number(h, &p.H) || p.W == 0 || p.H == 0 {
		return Placement{}, ErrPlacement
	}
	if !hasAt {
		return p, nil
	}
	x, y, ok := strings.Cut(at, "+")
	if !ok || !number(x, &p.X) || !number(y, &p.Y) {
		return Placement{}, ErrPlacement
	}
	return p, nil
}

// UnmarshalText reads a placement from the command line.
func (p *Placement) UnmarshalText(b []byte) (err error) {
	*p, err = ParsePlacement(string(b))
	return err
}

// String writes the placement as it is read.
func (p Placement) String() string {
	if p == (Placement{}) {
		return ""
	}
	return fmt.Sprintf("%dx%d+%d+%d", p.W, p.H, p.X, p.Y)
}

func number(s string, to *int) bool {
	n, err := strconv.Atoi(s)
	*to = n
	return err == nil && n >= 0 && n < 1<<15
}

// Place moves a shown window to its place. It is called on the program's main
// goroutine after the first frame, else the server has no window yet.
func Place(w fyne.Window, p Placement) error {
	if p == (Placement{}) {
		return nil
	}
	return onServer(w, func(c *xgb.Conn, id xproto.Window) error {
		mask := uint16(xproto.ConfigWindowX | xproto.ConfigWindowY | xproto.ConfigWindowWidth | xproto.ConfigWindowHeight)
		to := []uint32{uint32(p.X), uint32(p.Y), uint32(p.W), uint32(p.H)}
		return xproto.ConfigureWindowChecked(c, id, mask, to).Check()
	})
}

// KeepAbove asks the window manager to keep the window above the others; it
// never takes the focus.
func KeepAbove(w fyne.Window) error {
	return onServer(w, func(c *xgb.Conn, id xproto.Window) error {
		state, err := atom(c, "_NET_WM_STATE")
		if err != nil {
			return err
		}
		above, err := atom(c, "_NET_WM_STATE_ABOVE")
		if err != nil {
			return err
		}
		const add = 1
		ev := xproto.ClientMessageEvent{
			Format: 32, Window: id, Type: state,
			Data: xproto.ClientMessageDataUnionData32New([]uint32{add, uint32(above), 0, 1, 0}),
		}
		root := xproto.Setup(c).DefaultScreen(c).Root
		mask := uint32(xproto.EventMaskSubstructureNotify | xproto.EventMaskSubstructureRedirect)
		return xproto.SendEventChecked(c, false, root, mask, string(ev.Bytes())).Check()
	})
}

// KeysFollowPointer gives the keyboard to the window under the pointer where no
// window manager does it: on a bare server the last window that was opened
// would keep it for good.
func KeysFollowPointer(w fyne.Window) error {
	return onServer(w, func(c *xgb.Conn, _ xproto.Window) error {
		check, err := atom(c, "_NET_SUPPORTING_WM_CHECK")
		if err != nil {
			return err
		}
		root := xproto.Setup(c).DefaultScreen(c).Root
		r, err := xproto.GetProperty(c, false, root, check, xproto.GetPropertyTypeAny, 0, 1).Reply()
		if err != nil || r.ValueLen > 0 { // a manager is there
			return err
		}
		return xproto.SetInputFocusChecked(c, xproto.InputFocusPointerRoot, xproto.InputFocusPointerRoot, xproto.TimeCurrentTime).Check()
	})
}

func atom(c *xgb.Conn, name string) (xproto.Atom, error) {
	r, err := xproto.InternAtom(c, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, fmt.Errorf("asking the X server for %s: %v", name, err)
	}
	return r.Atom, nil
}

// onServer runs f on a connection of its own to the X server of the window.
func onServer(w fyne.Window, f func(*xgb.Conn, xproto.Window) error) error {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return nil
	}
	var err error
	native.RunNative(func(context any) {
		x, ok := context.(driver.X11WindowContext)
		if !ok {
			return
		}
		c, dialErr := connect("")
		if dialErr != nil {
			err = fmt.Errorf("reaching the X server: %v", dialErr)
			return
		}
		defer c.Close()
		err = f(c, xproto.Window(x.WindowHandle))
	})
	return err
}
