package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Layer is a part of a stage with its own origin, shown, hidden and moved as
// one. What is drawn later lies above.
type Layer struct {
	stage  *Stage
	parent *Layer
	x, y   float32 // origin on the stage, design pixels
	box    *fyne.Container
	parts  []part
}

// part is anything that must be placed when the stage's scale is known.
type part interface{ place(f frame) }

func newLayer(s *Stage, x, y float32) *Layer {
	return &Layer{stage: s, x: x, y: y, box: container.NewWithoutLayout()}
}

// Page adds a layer with the same origin.
func (l *Layer) Page() *Layer { return l.At(0, 0) }

// At adds a layer whose origin is x, y of this one.
func (l *Layer) At(x, y float32) *Layer {
	child := newLayer(l.stage, l.x+x, l.y+y)
	child.parent = l
	l.add(child, child.box)
	return child
}

// Show makes the layer visible.
func (l *Layer) Show() { l.SetShown(true) }

// Hide makes the layer invisible and puts its targets to sleep.
func (l *Layer) Hide() { l.SetShown(false) }

// SetShown shows or hides the layer.
func (l *Layer) SetShown(on bool) {
	l.setShown(l.box, on)
}

// setShown shows or hides an object of the stage once.
func (l *Layer) setShown(o fyne.CanvasObject, on bool) {
	switch {
	case o.Visible() == on:
		return
	case on:
		o.Show()
	default:
		o.Hide()
	}
	l.stage.dirty()
}

// Shown reports whether the layer and all it lies in are visible.
func (l *Layer) Shown() bool {
	for ; l != nil; l = l.parent {
		if !l.box.Visible() {
			return false
		}
	}
	return true
}

// Move gives the layer a new origin, counted from its parent's.
func (l *Layer) Move(x, y float32) {
	if l.parent != nil {
		x, y = x+l.parent.x, y+l.parent.y
	}
	if x == l.x && y == l.y {
		return
	}
	l.shift(x-l.x, y-l.y)
	if l.stage.scale.u > 0 {
		l.place(l.stage.scale)
	}
}

func (l *Layer) shift(dx, dy float32) {
	l.x, l.y = l.x+dx, l.y+dy
	for _, p := range l.parts {
		if child, ok := p.(*Layer); ok {
			child.shift(dx, dy)
		}
	}
}

func (l *Layer) place(f frame) {
	l.box.Resize(f.size) // it never moves: its parts know their places on the stage
	for _, p := range l.parts {
		p.place(f)
	}
}

// add appends a part with its objects, and places it when the scale is known.
func (l *Layer) add(p part, objects ...fyne.CanvasObject) {
	l.parts = append(l.parts, p)
	l.box.Objects = append(l.box.Objects, objects...)
	l.replace(p)
}

func (l *Layer) replace(p part) {
	if l.stage.scale.u > 0 {
		p.place(l.stage.scale)
	}
}
