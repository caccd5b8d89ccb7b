package widgets

import (
	"cmp"
	"fmt"

	"fyne.io/fyne/v2"
)

// Shown is a visible text as it is drawn, in design pixels of the stage.
type Shown struct {
	Text       string
	X, Y, W, H float32 // from the top of its capitals to its last baseline
	Size       float32
	Wished     float32 // the size it would have with room enough
	Least      float32 // share of it that is still good
}

// Texts lists every visible text that says something, one after the other as
// they are drawn.
func (s *Stage) Texts() []Shown { return s.texts(nil) }

func (l *Layer) texts(out []Shown) []Shown {
	if !l.Shown() {
		return out
	}
	for _, p := range l.parts {
		switch p := p.(type) {
		case *Layer:
			out = p.texts(out)
		case *Text:
			if p.text != "" && p.lines[0].Visible() {
				out = append(out, p.shown())
			}
		case *Digits:
			if p.text != "" && p.cells[0].Visible() {
				out = append(out, p.shown())
			}
		}
	}
	return out
}

func (t *Text) shown() Shown {
	w, h := t.Width(), t.Height()
	top := t.y - t.size*0.74
	if t.style.Middle {
		top = t.y - h/2
	}
	return Shown{
		Text: t.text, X: t.layer.x + t.x - w*shareOf(t.style.Align), Y: t.layer.y + top,
		W: w, H: h, Size: t.size, Wished: t.style.Size, Least: cmp.Or(t.style.Least, 0.8),
	}
}

func (d *Digits) shown() Shown {
	w, h := d.Width(), d.style.Size*0.74
	top := d.y - h
	if d.style.Middle {
		top = d.y - h/2
	}
	return Shown{
		Text: d.text, X: d.layer.x + d.x - w*shareOf(d.style.Align), Y: d.layer.y + top,
		W: w, H: h, Size: d.style.Size, Wished: d.style.Size, Least: 1,
	}
}

// Check names every visible text that had to shrink below 80 % of its size
// (a shrunk text is an overflow that hides) or that leaves the stage.
func (s *Stage) Check() []string {
	var out []string
	for _, t := range s.Texts() {
		if t.Size < t.Least*t.Wished {
			out = append(out, fmt.Sprintf("%q is set in %.1f instead of %.1f", t.Text, t.Size, t.Wished))
		}
		if t.X < -0.5 || t.Y < -0.5 || t.X+t.W > s.w+0.5 || t.Y+t.H > s.h+0.5 {
			out = append(out, fmt.Sprintf("%q leaves the stage: %.0f,%.0f %.0fx%.0f", t.Text, t.X, t.Y, t.W, t.H))
		}
	}
	return out
}

// Put places any fyne object (an entry) on the stage, above its touch sheet.
func (s *Stage) Put(x, y, w, h float32, o fyne.CanvasObject) *Placed {
	p := &Placed{layer: s.Layer, x: x, y: y, w: w, h: h, object: o}
	s.parts = append(s.parts, p)
	s.root.Objects = append(s.root.Objects, o)
	s.replace(p)
	return p
}

// Placed is a foreign object on a stage.
type Placed struct {
	layer      *Layer
	x, y, w, h float32
	object     fyne.CanvasObject
}

// Move gives the object another place and size.
func (p *Placed) Move(x, y, w, h float32) {
	p.x, p.y, p.w, p.h = x, y, w, h
	p.layer.replace(p)
}

func (p *Placed) place(f frame) {
	pos, size := f.box(p.layer.x+p.x, p.layer.y+p.y, p.w, p.h, 0)
	p.object.Move(pos)
	p.object.Resize(size)
}
