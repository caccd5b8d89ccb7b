package widgets

import (
	"image/color"

	"fyne.io/fyne/v2/canvas"

	"motcua/ui/theme"
)

// Digits is a number that changes in place: each character stands in a cell
// of fixed width, so a clock does not tremble. Style.Max, Lines and Balance
// have no meaning here.
type Digits struct {
	layer *Layer
	x, y  float32
	style Style
	text  string
	cells []*canvas.Text
}

// Digits puts a number on the layer; y is its baseline, or with Style.Middle
// the middle of its digits.
func (l *Layer) Digits(x, y float32, s Style, text string) *Digits {
	d := &Digits{layer: l, x: x, y: y, style: s, text: text}
	l.add(d)
	d.grow()
	l.replace(d)
	return d
}

// Set changes the number.
func (d *Digits) Set(text string) {
	if text == d.text {
		return
	}
	d.text = text
	d.grow()
	d.layer.replace(d)
}

// String is what the digits say.
func (d *Digits) String() string { return d.text }

// SetColor changes the colour.
func (d *Digits) SetColor(c color.Color) {
	if c == d.style.Color {
		return
	}
	d.style.Color = c
	d.layer.replace(d)
}

// Move puts the number elsewhere on its layer.
func (d *Digits) Move(x, y float32) {
	if x == d.x && y == d.y {
		return
	}
	d.x, d.y = x, y
	d.layer.replace(d)
}

// SetShown shows or hides the number.
func (d *Digits) SetShown(on bool) {
	for _, c := range d.cells {
		d.layer.setShown(c, on)
	}
}

// Width is how wide the row of cells is, in design pixels.
func (d *Digits) Width() (w float32) {
	for _, r := range d.text {
		w += d.cell(r)
	}
	return w
}

// grow makes cells for a longer number; spare cells of a shorter one say "".
func (d *Digits) grow() {
	for len(d.cells) < len([]rune(d.text)) {
		c := canvas.NewText("", d.style.Color)
		c.FontSource = theme.Face(d.style.Weight)
		if len(d.cells) > 0 {
			d.layer.setShown(c, d.cells[0].Visible())
		}
		d.cells = append(d.cells, c)
		d.layer.box.Objects = append(d.layer.box.Objects, c)
	}
}

func (d *Digits) cell(r rune) float32 {
	switch {
	case r >= '0' && r <= '9':
		return theme.DigitCell * d.style.Size
	case r == ':':
		return theme.ColonCell * d.style.Size
	}
	return measure(string(r), d.style.Size, d.style.Weight)
}

func (d *Digits) place(f frame) {
	base := d.y
	if d.style.Middle {
		base += d.style.Size * theme.CapHeight / 2
	}
	x := d.layer.x + d.x - d.Width()*shareOf(d.style.Align)
	said := []rune(d.text)
	for i, c := range d.cells {
		if i >= len(said) {
			place(c, f, x, d.layer.y+base, d.style.Size, "", d.style.Color)
			continue
		}
		cell, s := d.cell(said[i]), string(said[i])
		left := x + (cell-measure(s, d.style.Size, d.style.Weight))/2
		place(c, f, left, d.layer.y+base, d.style.Size, s, d.style.Color)
		x += cell
	}
}
