package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Stage is a board of fixed size in design pixels that scales to its window.
type Stage struct {
	*Layer

	// Reshape, when set before the first layout, is asked for the board's size
	// for a window of that size; it may move handles. A list that grows with
	// its window, or a zoom, lives here.
	Reshape func(window fyne.Size) (w, h float32)

	w, h  float32
	scale frame
	root  *fyne.Container
}

// NewStage returns an empty board of w by h design pixels.
func NewStage(w, h float32) *Stage {
	s := &Stage{w: w, h: h}
	s.Layer = newLayer(s, 0, 0)
	s.root = container.New(stageLayout{s}, s.box)
	return s
}

// Object is the stage as content of a window.
func (s *Stage) Object() fyne.CanvasObject { return s.root }

// Size is the board in design pixels.
func (s *Stage) Size() (w, h float32) { return s.w, s.h }

// dirty asks for a frame. Fyne does so when an object hides or changes, but not
// when one is shown; moving the root to where it is asks for nothing more.
func (s *Stage) dirty() { s.root.Move(s.root.Position()) }

// Scale is how many units of the window one design pixel has; 0 before the
// first layout.
func (s *Stage) Scale() float32 { return s.scale.u }

// frame is the way from design pixels to the window.
type frame struct {
	u      float32 // window units per design pixel
	ox, oy float32 // where design 0,0 stands in the window
	size   fyne.Size
}

func (f frame) x(v float32) float32 { return round(f.ox + v*f.u) }
func (f frame) y(v float32) float32 { return round(f.oy + v*f.u) }

// box maps a rectangle; edges are rounded, not widths, so neighbours abut.
func (f frame) box(x, y, w, h float32, b Bleed) (fyne.Position, fyne.Size) {
	x0, y0, x1, y1 := f.x(x), f.y(y), f.x(x+w), f.y(y+h)
	if b&BleedLeft != 0 {
		x0 = min(x0, 0)
	}
	if b&BleedTop != 0 {
		y0 = min(y0, 0)
	}
	if b&BleedRight != 0 {
		x1 = max(x1, f.size.Width)
	}
	if b&BleedBottom != 0 {
		y1 = max(y1, f.size.Height)
	}
	return fyne.NewPos(x0, y0), fyne.NewSize(x1-x0, y1-y0)
}

// design maps a position in the window back to design pixels.
func (f frame) design(p fyne.Position) (x, y float32) {
	return (p.X - f.ox) / f.u, (p.Y - f.oy) / f.u
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

type stageLayout struct{ s *Stage }

// MinSize is tiny on purpose: a large minimum would keep a window from ever
// shrinking to a small screen.
func (stageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(10, 10) }

func (l stageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	for _, o := range objects {
		if t, ok := o.(*Touch); ok {
			t.Resize(size)
		}
	}
	if s.Reshape != nil {
		s.w, s.h = s.Reshape(size)
	}
	f := frame{u: min(size.Width/s.w, size.Height/s.h), size: size}
	f.ox, f.oy = (size.Width-s.w*f.u)/2, (size.Height-s.h*f.u)/2
	if f == s.scale {
		return
	}
	s.scale = f
	s.place(f)
}

// ByShape shows the portrait stage in a window higher than wide and the
// landscape one in all others; the other stage is hidden and costs nothing.
func ByShape(portrait, landscape fyne.CanvasObject) fyne.CanvasObject {
	return container.New(byShape{}, portrait, landscape)
}

type byShape struct{}

func (byShape) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(10, 10) }

func (byShape) Layout(both []fyne.CanvasObject, size fyne.Size) {
	on, off := both[0], both[1]
	if size.Width >= size.Height {
		on, off = off, on
	}
	off.Hide()
	on.Show()
	on.Move(fyne.NewPos(0, 0))
	on.Resize(size)
}
