package widgets

import (
	"image/color"

	"motcua/ui/theme"
)

// ChipLook is the look of a chip. A state is a chip with a word, and an icon
// where there is room: never a colour alone.
type ChipLook struct {
	Ground, Ink color.NRGBA
	Size        float32 // of the words
	Weight      theme.Weight
	Height      float32
	Pad         float32 // left and right of the content
	Radius      float32 // 0: a pill
	Icon        string  // "": none
	Stroke      float32 // of the icon, 0: 2.2
	Max         float32 // widest the chip may be; 0: as wide as it is
}

// Chip is a small label as wide as its words.
type Chip struct {
	layer *Layer
	x, y  float32
	align Align
	look  ChipLook
	text  *Text
	rect  *Rect
	icon  *Art
}

// Chip puts a chip on the layer: y is its top; x its left edge, centre or
// right edge.
func (l *Layer) Chip(x, y float32, a Align, look ChipLook, text string) *Chip {
	c := &Chip{layer: l.Page(), x: x, y: y, align: a, look: look}
	c.layer.add(c)
	c.rect = c.layer.Rect(0, 0, 0, 0, Fill{})
	if look.Icon != "" {
		stroke := look.Stroke
		if stroke == 0 {
			stroke = 2.2
		}
		c.icon = c.layer.Icon(0, 0, look.Size*1.15, look.Icon, look.Ink, stroke)
	}
	c.text = c.layer.Text(0, 0, Style{Size: look.Size, Color: look.Ink}, text)
	c.refresh()
	return c
}

// Set changes the words.
func (c *Chip) Set(text string) {
	if c.text.reword(text) {
		c.refresh()
	}
}

// String is what the chip says.
func (c *Chip) String() string { return c.text.text }

// SetColors changes ground and ink.
func (c *Chip) SetColors(ground, ink color.NRGBA) {
	if ground == c.look.Ground && ink == c.look.Ink {
		return
	}
	c.look.Ground, c.look.Ink = ground, ink
	c.refresh()
}

// Move puts the chip elsewhere on its layer.
func (c *Chip) Move(x, y float32) {
	if x == c.x && y == c.y {
		return
	}
	c.x, c.y = x, y
	c.refresh()
}

// SetShown shows or hides the chip.
func (c *Chip) SetShown(on bool) { c.layer.SetShown(on) }

// Width is how wide the chip is, in design pixels.
func (c *Chip) Width() float32 { return c.text.Width() + 2*c.look.Pad + c.lead() }

// lead is the room of the icon and the gap behind it.
func (c *Chip) lead() float32 {
	if c.icon == nil {
		return 0
	}
	return c.look.Size * 1.55
}

func (c *Chip) refresh() {
	if f := c.layer.stage.scale; f.u > 0 {
		c.layer.place(f)
	}
}

// place sets what lies on the chip; it is the layer's first part, so the
// others are placed after it.
func (c *Chip) place(frame) {
	style := Style{Size: c.look.Size, Weight: c.look.Weight, Color: c.look.Ink, Middle: true}
	if c.look.Max > 0 {
		style.Max = c.look.Max - 2*c.look.Pad - c.lead()
	}
	c.text.restyle(style)
	radius := c.look.Radius
	if radius == 0 {
		radius = c.look.Height / 2
	}
	w, mid := c.Width(), c.y+c.look.Height/2
	left := c.x - w*shareOf(c.align)
	c.rect.x, c.rect.y, c.rect.w, c.rect.h = left, c.y, w, c.look.Height
	c.rect.fill = Fill{Color: c.look.Ground, Radius: radius}
	c.text.x, c.text.y = left+c.look.Pad+c.lead(), mid
	if c.icon != nil {
		c.icon.x, c.icon.y = left+c.look.Pad, mid-c.icon.h/2
		if c.icon.draw.color != c.look.Ink {
			c.icon.Set(c.icon.draw.name, c.look.Ink)
		}
	}
}
