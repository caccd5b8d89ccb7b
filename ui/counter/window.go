package counter

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Window joins a view and its screen for a program. Everything of it is
// called on the goroutine fyne draws in.
type Window struct {
	view   View
	screen *Screen
	clock  func() time.Time
	order  func(Order)
	lang   string
	site   *centre.Site

	shift, ctrl bool
	wedge       wedge
}

// NewWindow returns the window of a counter. Orders are handed to order,
// which must not wait: it hands them on.
func NewWindow(site *centre.Site, counter, lang string, clock func() time.Time, order func(Order)) *Window {
	w := &Window{view: New(site, counter, lang), clock: clock, order: order, lang: lang, site: site}
	w.screen = NewScreen(clock, Hands{
		Stroke: w.Stroke,
		Point: func(row int, side bool) {
			w.do(func(v View, now time.Time) (View, []Order) { return v.Point(row, side, now) })
		},
		Mark: func(row int) { w.do(func(v View, _ time.Time) (View, []Order) { return v.Mark(row), nil }) },
	})
	w.show()
	return w
}

// Object is the content of the window.
func (w *Window) Object() fyne.CanvasObject { return w.screen.Object() }

// View is what the counter knows and has open.
func (w *Window) View() View { return w.view }

// Snapshot puts the desk as the hub sees it in force.
func (w *Window) Snapshot(d board.Desk) {
	w.do(func(v View, now time.Time) (View, []Order) { return v.Snapshot(d, now) })
}

// Link tells whether the hub answers, and how often it has been tried.
func (w *Window) Link(up bool, tries int) {
	w.do(func(v View, now time.Time) (View, []Order) { return v.Link(up, tries, now), nil })
}

// Settled tells that a press was answered: refused, or with nil granted.
func (w *Window) Settled(id uint64, refused *queue.Refusal) {
	w.do(func(v View, now time.Time) (View, []Order) { return v.Settled(id, refused, now) })
}

// Tick lets time pass; call it a few times a second.
func (w *Window) Tick() {
	w.do(func(v View, now time.Time) (View, []Order) { return v.Tick(now) })
}

// Stroke takes one key.
func (w *Window) Stroke(s Stroke) {
	w.do(func(v View, now time.Time) (View, []Order) { return v.Stroke(s, now) })
}

// Scanned takes a code from a scanner that is not a keyboard.
func (w *Window) Scanned(code string) {
	w.do(func(v View, now time.Time) (View, []Order) { return v.Scanned(code, now), nil })
}

func (w *Window) do(f func(View, time.Time) (View, []Order)) {
	var out []Order
	w.view, out = f(w.view, w.clock())
	for _, o := range out {
		w.order(o)
	}
	w.show()
}

func (w *Window) show() { w.screen.Show(w.view.Look(words(w.lang), w.clock()), w.lang) }

// Listen takes the keys of a window's canvas. Commands come by key-down, once
// a press: a held F2 must not call ten people.
func (w *Window) Listen(c fyne.Canvas) {
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(w.KeyDown)
		d.SetOnKeyUp(w.KeyUp)
	}
	c.SetOnTypedRune(w.Rune)
}

// named are the keys that mean something, by fyne's names.
var named = map[fyne.KeyName]Key{
	fyne.KeyF1: F1, fyne.KeyF2: F2, fyne.KeyF3: F3, fyne.KeyF4: F4, fyne.KeyF5: F5, fyne.KeyF6: F6,
	fyne.KeyF7: F7, fyne.KeyF8: F8, fyne.KeyF9: F9, fyne.KeyF10: F10, fyne.KeyF11: F11, fyne.KeyF12: F12,
	fyne.KeyEscape: Escape, fyne.KeyReturn: Enter, fyne.KeyEnter: Enter, fyne.KeySpace: Space, fyne.KeyTab: Tab,
	fyne.KeyUp: Up, fyne.KeyDown: Down, fyne.KeyLeft: Left, fyne.KeyRight: Right, fyne.KeyBackspace: Backspace,
	fyne.KeyZ: KeyZ, fyne.KeyPlus: Plus, fyne.KeyEqual: Plus, fyne.KeyMinus: Minus,
}

// KeyDown takes a key going down. Shift and Ctrl are followed by their own
// keys, because the event does not carry them.
func (w *Window) KeyDown(e *fyne.KeyEvent) {
	switch e.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		w.shift = true
		return
	case desktop.KeyControlLeft, desktop.KeyControlRight:
		w.ctrl = true
		return
	}
	k, ok := named[e.Name]
	if !ok {
		return
	}
	if k == KeyZ || k == Plus || k == Minus {
		if w.ctrl {
			w.Stroke(Stroke{Key: k, Ctrl: true})
		}
		return
	}
	if k == Enter || k == Tab {
		if code, scan := w.wedge.end(w.clock()); scan {
			w.Scanned(code)
			return
		}
	}
	w.Stroke(Stroke{Key: k, Shift: w.shift, Ctrl: w.ctrl})
}

// KeyUp takes a key going up.
func (w *Window) KeyUp(e *fyne.KeyEvent) {
	switch e.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		w.shift = false
	case desktop.KeyControlLeft, desktop.KeyControlRight:
		w.ctrl = false
	}
}

// Rune takes a written character: typed into what is open, or from a scanner
// that behaves like a keyboard.
func (w *Window) Rune(r rune) {
	w.wedge.add(r, w.clock())
	if w.view.panel.Kind != NoPanel || w.view.typing {
		w.Stroke(Stroke{Rune: r})
	}
}

// wedge tells a scanner that behaves like a keyboard from a person typing: a
// run of at least six characters at under 25 ms each on average.
type wedge struct {
	buf         []rune
	first, last time.Time
}

const (
	wedgeRunes = 6
	wedgeRune  = 25 * time.Millisecond
	wedgeGap   = 200 * time.Millisecond
)

func (g *wedge) add(r rune, now time.Time) {
	if now.Sub(g.last) > wedgeGap {
		g.buf, g.first = g.buf[:0], now
	}
	g.buf, g.last = append(g.buf, r), now
}

func (g *wedge) end(now time.Time) (code string, scan bool) {
	scan = len(g.buf) >= wedgeRunes && now.Sub(g.last) <= wedgeGap &&
		g.last.Sub(g.first) < time.Duration(len(g.buf))*wedgeRune
	code = string(g.buf)
	g.buf = g.buf[:0]
	return code, scan
}
