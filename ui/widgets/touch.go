package widgets

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Pressable shows that a finger is on it.
type Pressable interface{ Press(down bool) }

// Target is a place that can be pressed, in design pixels of its layer.
type Target struct {
	X, Y, W, H float32
	Key        bool // a key of an on-screen keyboard
	Press      []Pressable
	Tap        func()
	Hold       func(down bool) // for what is shown only while held; may be nil
}

// Spot is a target on a touch layer.
type Spot struct {
	layer  *Layer
	target Target
	off    bool
}

// SetEnabled wakes the target or puts it to sleep.
func (s *Spot) SetEnabled(on bool) { s.off = !on }

// Move gives the target another place and size on its layer.
func (s *Spot) Move(x, y, w, h float32) {
	s.target.X, s.target.Y, s.target.W, s.target.H = x, y, w, h
}

// awake reports whether the target can be pressed just now.
func (s *Spot) awake() bool { return !s.off && s.layer.Shown() }

// onStage is the target with its place counted from the stage's corner.
func (s *Spot) onStage() Target {
	t := s.target
	t.X, t.Y = t.X+s.layer.x, t.Y+s.layer.y
	return t
}

// holds reports whether x, y of the stage lies on the target or within slip
// of its edge.
func (s *Spot) holds(x, y, slip float32) bool {
	t := s.onStage()
	return x >= t.X-slip && x < t.X+t.W+slip && y >= t.Y-slip && y < t.Y+t.H+slip
}

// Touch is the one transparent sheet above a stage that maps presses to
// targets. Only the first button (or finger) counts.
type Touch struct {
	widget.BaseWidget

	stage  *Stage
	now    func() time.Time
	guard  Guard
	spots  []*Spot
	down   *Spot
	inside bool
}

var (
	_ desktop.Mouseable = (*Touch)(nil)
	_ desktop.Hoverable = (*Touch)(nil)
)

// Touch lays a touch sheet over the stage. The clock is time.Now in life.
func (s *Stage) Touch(now func() time.Time) *Touch {
	t := &Touch{stage: s, now: now}
	t.ExtendBaseWidget(t)
	s.root.Objects = append(s.root.Objects, t)
	t.Resize(s.scale.size)
	return t
}

// Add puts a target on a layer. Where two overlap the later one is hit.
func (t *Touch) Add(l *Layer, g Target) *Spot {
	s := &Spot{layer: l, target: g}
	t.spots = append(t.spots, s)
	return s
}

// Changed is called after a new page has been shown: a tap within 300 ms is
// not meant for it.
func (t *Touch) Changed() {
	t.release()
	t.guard.Changed(t.now())
}

// Targets are the targets that can be pressed just now, in design pixels of
// the stage.
func (t *Touch) Targets() []Target {
	var out []Target
	for _, s := range t.spots {
		if s.awake() {
			out = append(out, s.onStage())
		}
	}
	return out
}

// MouseDown implements desktop.Mouseable: the target shows that it is pressed.
func (t *Touch) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary || t.stage.scale.u == 0 {
		return
	}
	t.release()
	x, y := t.stage.scale.design(e.Position)
	for _, s := range slices.Backward(t.spots) {
		if s.awake() && s.holds(x, y, 0) {
			t.down = s
			t.show(true)
			if s.target.Hold != nil {
				s.target.Hold(true)
			}
			return
		}
	}
}

// MouseUp implements desktop.Mouseable: the tap counts if the finger is still
// on the target or has slipped off it by no more than Slip.
func (t *Touch) MouseUp(e *desktop.MouseEvent) {
	s := t.down
	if s == nil || e.Button != desktop.MouseButtonPrimary {
		return
	}
	t.release()
	x, y := t.stage.scale.design(e.Position)
	if s.target.Tap != nil && s.awake() && s.holds(x, y, Slip) && t.guard.Allow(t.now(), s.target.Key) {
		s.target.Tap()
	}
}

// MouseIn implements desktop.Hoverable.
func (t *Touch) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable: a finger that slid away takes the
// pressed look with it.
func (t *Touch) MouseMoved(e *desktop.MouseEvent) {
	if t.down == nil {
		return
	}
	x, y := t.stage.scale.design(e.Position)
	t.show(t.down.holds(x, y, Slip))
}

// MouseOut implements desktop.Hoverable.
func (t *Touch) MouseOut() { t.release() }

func (t *Touch) show(on bool) {
	if on == t.inside {
		return
	}
	t.inside = on
	for _, p := range t.down.target.Press {
		p.Press(on)
	}
}

func (t *Touch) release() {
	if t.down == nil {
		return
	}
	t.show(false)
	if hold := t.down.target.Hold; hold != nil {
		hold(false)
	}
	t.down = nil
}

// CreateRenderer implements fyne.Widget: nothing is drawn.
func (t *Touch) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// MinSize implements fyne.CanvasObject; the stage gives the sheet its size.
func (t *Touch) MinSize() fyne.Size { return fyne.NewSize(0, 0) }
