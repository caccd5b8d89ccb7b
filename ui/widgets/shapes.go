package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"motcua/ui/theme"
)

// Bleed says which edges of a ground run on to the window's edge, so that
// other shapes of screen get no bars.
type Bleed int

// The edges that bleed.
const (
	BleedLeft Bleed = 1 << iota
	BleedTop
	BleedRight
	BleedBottom
	BleedAll = BleedLeft | BleedTop | BleedRight | BleedBottom
)

// Fill is the look of a rectangle. The zero value draws nothing.
type Fill struct {
	Color  color.NRGBA
	Radius float32 // half the height or more makes a pill
	Stroke color.NRGBA
	Width  float32 // of the stroke, inside the rectangle
	Bleed  Bleed
}

// Rect is a rectangle with round corners.
type Rect struct {
	layer      *Layer
	x, y, w, h float32
	fill       Fill
	pressed    bool
	object     *canvas.Rectangle
}

// Rect puts a rectangle on the layer.
func (l *Layer) Rect(x, y, w, h float32, f Fill) *Rect {
	r := &Rect{layer: l, x: x, y: y, w: w, h: h, fill: f, object: canvas.NewRectangle(f.Color)}
	l.add(r, r.object)
	return r
}

// SetFill changes the look.
func (r *Rect) SetFill(f Fill) {
	if f == r.fill {
		return
	}
	r.fill = f
	r.layer.replace(r)
}

// SetColor changes the ground only.
func (r *Rect) SetColor(c color.NRGBA) {
	f := r.fill
	f.Color = c
	r.SetFill(f)
}

// Move gives the rectangle another place and size on its layer.
func (r *Rect) Move(x, y, w, h float32) {
	if x == r.x && y == r.y && w == r.w && h == r.h {
		return
	}
	r.x, r.y, r.w, r.h = x, y, w, h
	r.layer.replace(r)
}

// SetShown shows or hides the rectangle.
func (r *Rect) SetShown(on bool) { r.layer.setShown(r.object, on) }

// Press implements Pressable: the ground darkens under a finger.
func (r *Rect) Press(down bool) {
	if down == r.pressed {
		return
	}
	r.pressed = down
	r.layer.replace(r)
}

func (r *Rect) place(f frame) {
	pos, size := f.box(r.layer.x+r.x, r.layer.y+r.y, r.w, r.h, r.fill.Bleed)
	if r.h > 0 && r.h < 3 { // lines of a table are all equally thick
		size.Height = max(1, round(r.h*f.u))
	}
	r.object.Move(pos)
	r.object.Resize(size)
	ground := r.fill.Color
	if r.pressed {
		ground = theme.Pressed(ground)
	}
	o := r.object
	radius, width := r.fill.Radius*f.u, r.fill.Width*f.u
	if r.fill.Width > 0 {
		width = max(1, width)
	}
	if o.FillColor == ground && o.CornerRadius == radius && o.StrokeWidth == width && o.StrokeColor == r.fill.Stroke {
		return
	}
	o.FillColor, o.CornerRadius, o.StrokeWidth, o.StrokeColor = ground, radius, width, r.fill.Stroke
	o.Refresh()
}

// Band is a rectangle that shades from one colour at its top to another at
// its bottom.
type Band struct {
	layer      *Layer
	x, y, w, h float32
	bleed      Bleed
	object     *canvas.LinearGradient
}

// Band puts a shaded band on the layer.
func (l *Layer) Band(x, y, w, h float32, from, to color.NRGBA, bleed Bleed) *Band {
	b := &Band{layer: l, x: x, y: y, w: w, h: h, bleed: bleed, object: canvas.NewVerticalGradient(from, to)}
	l.add(b, b.object)
	return b
}

// Move gives the band another place and size on its layer.
func (b *Band) Move(x, y, w, h float32) {
	if x == b.x && y == b.y && w == b.w && h == b.h {
		return
	}
	b.x, b.y, b.w, b.h = x, y, w, h
	b.layer.replace(b)
}

func (b *Band) place(f frame) {
	pos, size := f.box(b.layer.x+b.x, b.layer.y+b.y, b.w, b.h, b.bleed)
	b.object.Move(pos)
	b.object.Resize(size)
}

// Dot is a filled circle, or with a stroke a ring.
type Dot struct {
	layer   *Layer
	x, y, d float32
	fill    Fill
	object  *canvas.Circle
}

// Dot puts a circle of diameter d on the layer; x, y is its centre.
func (l *Layer) Dot(x, y, d float32, f Fill) *Dot {
	o := &Dot{layer: l, x: x, y: y, d: d, fill: f, object: canvas.NewCircle(f.Color)}
	l.add(o, o.object)
	return o
}

// SetFill changes the look; its radius has no meaning.
func (d *Dot) SetFill(f Fill) {
	if f == d.fill {
		return
	}
	d.fill = f
	d.layer.replace(d)
}

// Move puts the circle's centre elsewhere.
func (d *Dot) Move(x, y float32) {
	if x == d.x && y == d.y {
		return
	}
	d.x, d.y = x, y
	d.layer.replace(d)
}

// SetShown shows or hides the circle.
func (d *Dot) SetShown(on bool) { d.layer.setShown(d.object, on) }

func (d *Dot) place(f frame) {
	x, y, s := f.ox+(d.layer.x+d.x-d.d/2)*f.u, f.oy+(d.layer.y+d.y-d.d/2)*f.u, d.d*f.u
	d.object.Move(fyne.NewPos(x, y))
	d.object.Resize(fyne.NewSize(s, s))
	o, width := d.object, d.fill.Width*f.u
	if o.FillColor == d.fill.Color && o.StrokeColor == d.fill.Stroke && o.StrokeWidth == width {
		return
	}
	o.FillColor, o.StrokeColor, o.StrokeWidth = d.fill.Color, d.fill.Stroke, width
	o.Refresh()
}
