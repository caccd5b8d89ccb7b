package widgets

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"

	"motcua/ui/theme"
)

// TicketShape is the outline of a ticket: a rounded rectangle with two
// half-round notches where it tears.
type TicketShape struct {
	Split  float32 // where the tear line stands, from the left (from the top if Across)
	Across bool    // the tear line is horizontal
	Radius float32 // of the corners
	Notch  float32 // radius of the notches
	Line   float32 // width of the outline, inside, drawn where the look has a colour for it
}

// TicketLook is the colours of a ticket. A zero Stub is one with the body.
type TicketLook struct {
	Body, Stub, Dash, Line color.NRGBA
}

// Ticket is the sign of the house: the same notched ticket carries the number
// on kiosk, wall, counter, phone and paper. It has no shadow.
type Ticket struct {
	layer      *Layer
	x, y, w, h float32
	shape      TicketShape
	look       TicketLook
	pressed    bool
	looks      []lookOf
}

// lookOf is one painted look. Looks once shown are kept, so that a flash
// between two of them shows and hides and never paints again.
type lookOf struct {
	look   TicketLook
	raster *canvas.Raster
}

// Ticket puts a ticket on the layer.
func (l *Layer) Ticket(x, y, w, h float32, s TicketShape, look TicketLook) *Ticket {
	t := &Ticket{layer: l, x: x, y: y, w: w, h: h, shape: s, look: look}
	// A layer of its own keeps looks that are made later below what is drawn on the ticket.
	t.layer = l.At(0, 0)
	t.layer.add(t)
	t.show(look)
	return t
}

// SetLook changes the colours.
func (t *Ticket) SetLook(look TicketLook) {
	if look == t.look {
		return
	}
	t.look = look
	t.show(t.current())
}

// Press implements Pressable: the ticket darkens under a finger.
func (t *Ticket) Press(down bool) {
	if down == t.pressed {
		return
	}
	t.pressed = down
	t.show(t.current())
}

// SetShown shows or hides the ticket.
func (t *Ticket) SetShown(on bool) { t.layer.SetShown(on) }

// Prepare paints looks in advance, so that the first flash is as quick as the rest.
func (t *Ticket) Prepare(looks ...TicketLook) {
	for _, look := range looks {
		t.raster(look)
	}
}

func (t *Ticket) current() TicketLook {
	if !t.pressed {
		return t.look
	}
	look := t.look
	look.Body = theme.Pressed(look.Body)
	if look.Stub.A > 0 {
		look.Stub = theme.Pressed(look.Stub)
	}
	return look
}

func (t *Ticket) show(look TicketLook) {
	on := t.raster(look)
	for _, l := range t.looks {
		t.layer.setShown(l.raster, l.raster == on)
	}
}

func (t *Ticket) raster(look TicketLook) *canvas.Raster {
	for _, l := range t.looks {
		if l.look == look {
			return l.raster
		}
	}
	var painted image.Image
	r := canvas.NewRaster(func(w, h int) image.Image {
		if painted == nil || painted.Bounds().Dx() != w || painted.Bounds().Dy() != h {
			painted = PaintTicket(w, h, float32(w)/t.w, t.shape, look)
		}
		return painted
	})
	r.Hide()
	t.looks = append(t.looks, lookOf{look, r})
	t.layer.box.Objects = append(t.layer.box.Objects, r)
	t.layer.replace(t)
	return r
}

func (t *Ticket) place(f frame) {
	pos, size := f.box(t.layer.x+t.x, t.layer.y+t.y, t.w, t.h, 0)
	for _, l := range t.looks {
		l.raster.Move(pos)
		l.raster.Resize(size)
	}
}

// PaintTicket paints a ticket of w by h pixels; scale is pixels per unit of
// the shape.
func PaintTicket(w, h int, scale float32, s TicketShape, look TicketLook) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	o := outline{
		w: float32(w), h: float32(h), split: s.Split * scale, radius: s.Radius * scale,
		notch: s.Notch * scale, across: s.Across,
	}
	if o.across { // drawn with a vertical tear line and turned by swapping axes
		o.w, o.h = o.h, o.w
	}
	in := float32(0)
	if s.Line > 0 && look.Line.A > 0 {
		in = max(1, s.Line*scale)
		fill(img, look.Line, o.body(0))
	}
	if look.Stub.A > 0 {
		// Side by side, not one over the other: a body below the stub would
		// shine through its soft edge.
		o.split = round(o.split)
		fill(img, look.Body, o.front(in))
		fill(img, look.Stub, o.stub(in))
	} else {
		fill(img, look.Body, o.body(in))
	}
	if look.Dash.A > 0 {
		fill(img, look.Dash, o.dots(scale))
	}
	return img
}

func fill(img *image.RGBA, c color.NRGBA, path func(*vector.Rasterizer)) {
	z := vector.NewRasterizer(img.Bounds().Dx(), img.Bounds().Dy())
	path(z)
	z.DrawOp = draw.Over
	z.Draw(img, img.Bounds(), image.NewUniform(c), image.Point{})
}
