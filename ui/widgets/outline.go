package widgets

import "golang.org/x/image/vector"

// outline draws a ticket's paths in pixels, with a vertical tear line;
// across swaps the axes.
type outline struct {
	w, h, split, radius, notch float32
	across                     bool
}

// kappa makes a cubic curve follow a quarter of a circle.
const kappa = 0.5522847

// pen draws into a rasterizer with the axes swapped or not.
type pen struct {
	z      *vector.Rasterizer
	across bool
	x, y   float32
}

func (p *pen) at(x, y float32) (float32, float32) {
	if p.across {
		return y, x
	}
	return x, y
}

func (p *pen) move(x, y float32) {
	p.x, p.y = x, y
	p.z.MoveTo(p.at(x, y))
}

func (p *pen) line(x, y float32) {
	p.x, p.y = x, y
	p.z.LineTo(p.at(x, y))
}

// arc draws a quarter of a circle from here to x, y; the tangent leaves along
// x when flat, else along y.
func (p *pen) arc(x, y float32, flat bool) {
	dx, dy := (x-p.x)*kappa, (y-p.y)*kappa
	bx, by, cx, cy := p.x+dx, p.y, x, y-dy
	if !flat {
		bx, by, cx, cy = p.x, p.y+dy, x-dx, y
	}
	b1, b2 := p.at(bx, by)
	c1, c2 := p.at(cx, cy)
	d1, d2 := p.at(x, y)
	p.z.CubeTo(b1, b2, c1, c2, d1, d2)
	p.x, p.y = x, y
}

// body is the whole ticket, drawn in by the given width on every side.
func (o outline) body(in float32) func(*vector.Rasterizer) {
	return func(z *vector.Rasterizer) {
		p := &pen{z: z, across: o.across}
		l, t, r, b := in, in, o.w-in, o.h-in
		rad, n := max(0, o.radius-in), o.notch+in
		p.move(l+rad, t)
		p.line(o.split-n, t)
		p.arc(o.split, t+n-in, false)
		p.arc(o.split+n, t, true)
		p.line(r-rad, t)
		p.arc(r, t+rad, true)
		p.line(r, b-rad)
		p.arc(r-rad, b, false)
		p.line(o.split+n, b)
		p.arc(o.split, b-n+in, false)
		p.arc(o.split-n, b, true)
		p.line(l+rad, b)
		p.arc(l, b-rad, true)
		p.line(l, t+rad)
		p.arc(l+rad, t, false)
		z.ClosePath()
	}
}

// front is the part before the tear line.
func (o outline) front(in float32) func(*vector.Rasterizer) {
	return func(z *vector.Rasterizer) {
		p := &pen{z: z, across: o.across}
		l, t, b := in, in, o.h-in
		rad, n := max(0, o.radius-in), o.notch+in
		p.move(l+rad, t)
		p.line(o.split-n, t)
		p.arc(o.split, t+n-in, false)
		p.line(o.split, b-n+in)
		p.arc(o.split-n, b, true)
		p.line(l+rad, b)
		p.arc(l, b-rad, true)
		p.line(l, t+rad)
		p.arc(l+rad, t, false)
		z.ClosePath()
	}
}

// stub is the part behind the tear line.
func (o outline) stub(in float32) func(*vector.Rasterizer) {
	return func(z *vector.Rasterizer) {
		p := &pen{z: z, across: o.across}
		t, r, b := in, o.w-in, o.h-in
		rad, n := max(0, o.radius-in), o.notch+in
		p.move(o.split, t+n-in)
		p.arc(o.split+n, t, true)
		p.line(r-rad, t)
		p.arc(r, t+rad, true)
		p.line(r, b-rad)
		p.arc(r-rad, b, false)
		p.line(o.split+n, b)
		p.arc(o.split, b-n+in, false)
		z.ClosePath()
	}
}

// dots is the perforation: dots of 4 units, one every 14.
func (o outline) dots(scale float32) func(*vector.Rasterizer) {
	return func(z *vector.Rasterizer) {
		p := &pen{z: z, across: o.across}
		r := 2 * scale
		for y := o.notch + 14*scale; y <= o.h-o.notch-10*scale; y += 14 * scale {
			x := o.split
			p.move(x-r, y)
			p.arc(x, y-r, false)
			p.arc(x+r, y, true)
			p.arc(x, y+r, false)
			p.arc(x-r, y, true)
			z.ClosePath()
		}
	}
}
