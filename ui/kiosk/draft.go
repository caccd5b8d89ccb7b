package kiosk

import (
	"image/color"
	"strings"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// draft is a page while it is drawn.
type draft struct {
	*widgets.Layer
	face  *face
	sheet *sheet
	large bool
	low   bool
	wide  bool
	box   box // where the page may draw below its head
}

type box struct{ x, y, w, h float32 }

func (f *face) draft(on *widgets.Layer, v variant) *draft {
	layer := on.Page()
	d := &draft{Layer: layer, face: f, sheet: &sheet{layer: layer}, large: v.large, low: v.low, wide: f.wide}
	switch {
	case f.wide && v.large:
		d.box = box{736, 56, 1128, 824}
	case f.wide:
		d.box = box{736, 56, 1128, 864}
	case v.low && v.large:
		d.box = box{60, 960, 960, 738}
	case v.low:
		d.box = box{60, 960, 960, 780}
	case v.large:
		d.box = box{60, 508, 960, 1190}
	default:
		d.box = box{60, 508, 960, 1232}
	}
	return d
}

// The colours that belong to this screen alone: what hides the towers behind.
var (
	bandRock   = color.NRGBA{0x0E, 0x50, 0x4C, 0xff}
	panelRock  = color.NRGBA{0x0E, 0x52, 0x4E, 0xff}
	closedRock = color.NRGBA{0x0E, 0x54, 0x50, 0xff}
)

// base is the baseline of a line of text whose box begins at top, as the
// specification's boxes count: the font is 1.265 em high, 1 em above the baseline.
func base(top, size, leading float32) float32 { return top + size*(leading-1.265)/2 + size }

// style is a text's look by its most used parts.
func style(size float32, w theme.Weight, c color.Color) widgets.Style {
	return widgets.Style{Size: size, Weight: w, Color: c}
}

func centred(s widgets.Style) widgets.Style { s.Align = widgets.Centre; return s }

func ended(s widgets.Style) widgets.Style { s.Align = widgets.Right; return s }

// within gives a text its widest, its lines and its leading.
func within(s widgets.Style, width float32, lines int, leading float32) widgets.Style {
	s.Max, s.Lines, s.Leading = width, lines, leading
	return s
}

func balanced(s widgets.Style) widgets.Style { s.Balance = true; return s }

func middle(s widgets.Style) widgets.Style { s.Middle = true; return s }

// label puts a sentence of the words on the page.
func (d *draft) label(x, y float32, s widgets.Style, key string) *widgets.Text {
	t := d.Text(x, y, s, "")
	d.say(func(w, _ assets.Phrases) {
		if s.Lines > 1 {
			t.Set(broken(w.Say(key), s))
			return
		}
		t.Set(w.Line(key))
	})
	return t
}

// second puts the other language's sentence on the page, on one line.
func (d *draft) second(x, y float32, s widgets.Style, key string) *widgets.Text {
	t := d.Text(x, y, s, "")
	d.say(func(_, other assets.Phrases) { t.Set(other.Line(key)) })
	return t
}

// say is called when the page is first shown and when the language changes.
func (d *draft) say(f func(w, other assets.Phrases)) { d.sheet.labels = append(d.sheet.labels, f) }

// set is called with every model.
func (d *draft) set(f func(m Model, w, other assets.Phrases)) {
	before := d.sheet.set
	d.sheet.set = func(m Model, w, other assets.Phrases) {
		if before != nil {
			before(m, w, other)
		}
		f(m, w, other)
	}
}

// target makes a place pressable.
func (d *draft) target(on *widgets.Layer, x, y, w, h float32, t Touch, press ...widgets.Pressable) {
	d.targetOf(on, x, y, w, h, func() Touch { return t }, press...)
}

// targetOf is target with a value that changes.
func (d *draft) targetOf(on *widgets.Layer, x, y, w, h float32, t func() Touch, press ...widgets.Pressable) {
	d.spot(on, widgets.Target{X: x, Y: y, W: w, H: h, Press: press, Tap: func() { d.face.tap(t()) }})
}

func (d *draft) spot(on *widgets.Layer, g widgets.Target) {
	d.sheet.spots = append(d.sheet.spots, d.face.touch.Add(on, g))
}

// pair is an icon with words beside it, centred as one.
type pair struct {
	icon    *widgets.Art
	text    *widgets.Text
	x, y    float32 // centre
	side    float32
	gap     float32
	stacked bool
}

func (d *draft) pair(on *widgets.Layer, x, y, side float32, icon string, stroke, gap float32, s widgets.Style) *pair {
	s.Middle = true
	ink, _ := s.Color.(color.NRGBA)
	p := &pair{x: x, y: y, side: side, gap: gap}
	if icon != "" {
		p.icon = on.Icon(x, y-side/2, side, icon, ink, stroke)
	} else {
		p.side, p.gap = 0, 0
	}
	p.text = on.Text(x, y, s, "")
	return p
}

func (p *pair) say(words string) {
	p.text.Set(words)
	if p.stacked {
		return
	}
	left := p.x - (p.side+p.gap+p.text.Width())/2
	if p.icon != nil {
		p.icon.Move(left, p.y-p.side/2)
	}
	p.text.Move(left+p.side+p.gap, p.y)
}

// buttonLook is the look of a big button.
type buttonLook struct {
	fill   widgets.Fill
	ink    color.NRGBA
	icon   string
	side   float32
	stroke float32
	gap    float32
	size   float32
	weight theme.Weight
	lines  int
}

var (
	primary = buttonLook{fill: widgets.Fill{Color: theme.Teal700, Radius: 24}, ink: theme.OnDark, weight: theme.Bold, size: 42, gap: 20, side: 54, stroke: 1.8}
	outline = buttonLook{fill: widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Teal700, Width: 3}, ink: theme.Teal700, weight: theme.Bold, size: 34, gap: 20, side: 54, stroke: 1.8}
	main    = buttonLook{fill: widgets.Fill{Color: theme.Amber, Radius: 32}, ink: theme.Ink, weight: theme.Black, size: 64, gap: 32, side: 92, stroke: 1.6}
)

func (b buttonLook) with(icon string, size float32, lines int) buttonLook {
	b.icon, b.size, b.lines = icon, size, lines
	return b
}

// button is a big button with an icon and words.
type button struct {
	layer *widgets.Layer
	rect  *widgets.Rect
	*pair
}

// button draws a big button; an empty key leaves its words to the caller.
func (d *draft) button(b box, look buttonLook, key string, t Touch) *button {
	on := d.Page()
	rect := on.Rect(b.x, b.y, b.w, b.h, look.fill)
	s := style(look.size, look.weight, look.ink)
	room := b.w - 48
	if look.icon != "" {
		room -= look.side + look.gap
	}
	s = within(s, room, max(1, look.lines), 1.3)
	p := d.pair(on, b.x+b.w/2, b.y+b.h/2, look.side, look.icon, look.stroke, look.gap, s)
	btn := &button{layer: on, rect: rect, pair: p}
	if key != "" {
		d.say(func(w, _ assets.Phrases) {
			if look.lines > 1 {
				p.say(broken(w.Say(key), s))
				return
			}
			p.say(w.Line(key))
		})
	}
	d.target(on, b.x, b.y, b.w, b.h, t, rect)
	return btn
}

func upper(s string) string { return strings.ToUpper(s) }
