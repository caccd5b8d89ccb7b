package wall

import (
	"cmp"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// cardPlace is the geometry of the small tickets beside the hero.
type cardPlace struct {
	x, y, w, h     float32
	columns, count int
	gapX, gapY     float32
	number         float32
	counter        float32 // 0: in proportion
	label          float32 // size of "Quầy"
}

// card is one earlier call on a small ticket.
type card struct {
	layer           *widgets.Layer
	ticket          *widgets.Ticket
	label           *widgets.Text
	number, counter *widgets.Text
}

// row of cards, newest first.
type rowOf struct {
	layer *widgets.Layer
	cards []*card
}

var (
	cardLook  = widgets.TicketLook{Body: theme.WallCall, Stub: theme.WallCard, Dash: theme.WallDash}
	emptyLook = widgets.TicketLook{
		Body: theme.Mix(theme.WallPanel, theme.WallCard, 0.55), Dash: theme.Mix(theme.WallPanel, theme.WallRule, 0.55),
	}
	waitLook = widgets.TicketLook{Body: theme.WallCall, Stub: theme.WallCard, Dash: theme.WallDash, Line: theme.Amber}
)

// dim is a colour of the wall at 72 %, for a picture that is old.
var (
	dimText  = theme.Mix(theme.WallPanel, theme.OnDark, 0.72)
	dimAmber = theme.Mix(theme.WallPanel, theme.Amber, 0.72)
	dimSmall = theme.Mix(theme.WallPanel, theme.OnDark2, 0.72)
	dimJade  = theme.Mix(theme.WallPanel, theme.Jade300, 0.72)
	dimZero  = theme.Mix(theme.WallPanel, theme.Teal300, 0.72)
	dimLook  = widgets.TicketLook{
		Body: theme.Mix(theme.WallPanel, theme.WallCall, 0.72),
		Stub: theme.Mix(theme.WallPanel, theme.WallCard, 0.72),
		Dash: theme.Mix(theme.WallPanel, theme.WallDash, 0.72),
	}
)

func newCards(l *widgets.Layer, words assets.Phrases, p cardPlace) *rowOf {
	r := &rowOf{layer: l.Page()}
	for i := range p.count {
		x := p.x + float32(i%p.columns)*(p.w+p.gapX)
		y := p.y + float32(i/p.columns)*(p.h+p.gapY)
		r.cards = append(r.cards, newCard(r.layer.At(x, y), words, p))
	}
	return r
}

func newCard(l *widgets.Layer, words assets.Phrases, p cardPlace) *card {
	c := &card{layer: l}
	split := p.w * 0.67
	c.ticket = l.Ticket(0, 0, p.w, p.h, widgets.TicketShape{Split: split, Radius: 18, Notch: 13, Line: 4}, cardLook)
	number := widgets.Style{
		Size: p.number, Weight: theme.Black, Color: theme.OnDark, Align: widgets.Centre, Middle: true, Max: split * numberRoom, Least: 0.5,
	}
	c.number = l.Text(split/2, p.h/2, number, "")

	counter := number
	counter.Size, counter.Color, counter.Max = cmp.Or(p.counter, p.number*0.82), theme.Amber, (p.w-split)*0.84
	x, block := split+(p.w-split)/2, p.label*(theme.CapHeight+0.7)+counter.Size*theme.CapHeight
	top := (p.h - block) / 2
	c.label = l.Text(x, top+p.label*theme.CapHeight, widgets.Style{
		Size: p.label, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Centre, Max: p.w - split - 8,
	}, "")
	if p.label > 0 { // the smallest cards have no room for the word
		c.label.Set(words.Say("wall.counter"))
	}
	c.counter = l.Text(x, top+block-counter.Size*theme.CapHeight/2, counter, "")
	return c
}

// show fills the cards; a place without a call is an empty ticket, so that the
// list keeps its height.
func (r *rowOf) show(list []Card, dim bool) {
	for i, c := range r.cards {
		if i < len(list) {
			c.show(list[i], dim)
		} else {
			c.empty()
		}
	}
}

func (c *card) empty() {
	c.ticket.SetLook(emptyLook)
	c.number.Set("")
	c.counter.Set("")
	c.label.SetShown(false)
}

func (c *card) show(k Card, dim bool) {
	look, text, amber, small := cardLook, theme.OnDark, theme.Amber, theme.OnDark2
	switch {
	case dim:
		look, text, amber, small = dimLook, dimText, dimAmber, dimSmall
	case k.Waiting:
		look = waitLook
	}
	c.ticket.SetLook(look)
	c.label.SetShown(true)
	c.number.Set(k.Number)
	c.number.SetColor(text)
	c.counter.Set(k.Counter)
	c.counter.SetColor(amber)
	c.label.SetColor(small)
}

// grid is the 5 by 4 cells of a burst.
type grid struct {
	layer *widgets.Layer
	cells []*cell
}

type cell struct {
	layer           *widgets.Layer
	ground          *widgets.Rect
	arrow           *widgets.Art
	number, counter *widgets.Text
}

func newGrid(l *widgets.Layer, x, y, w, h, gapX, gapY float32) *grid {
	g := &grid{layer: l.Page()}
	for i := range gridMost {
		g.cells = append(g.cells, newCell(g.layer.At(x+float32(i%5)*(w+gapX), y+float32(i/5)*(h+gapY)), w, h))
	}
	return g
}

func newCell(l *widgets.Layer, w, h float32) *cell {
	size := min(37*w/200, h*0.66)
	c := &cell{layer: l}
	c.ground = l.Rect(0, 0, w, h, widgets.Fill{Color: theme.WallCall, Radius: 12})
	style := widgets.Style{Size: size, Weight: theme.Black, Color: theme.OnDark, Middle: true, Max: w * 0.52, Least: 0.6}
	c.number = l.Text(12, h/2, style, "")
	style.Align, style.Max, style.Color = widgets.Right, w*0.27, theme.Amber
	c.counter = l.Text(w-12, h/2, style, "")
	c.arrow = l.Icon(w*0.585, h/2-8, 16, "next", theme.Teal300, 2.2)
	return c
}

func (g *grid) show(list []Cell) {
	for i, c := range g.cells {
		c.layer.SetShown(i < len(list))
		if i < len(list) {
			c.show(list[i])
		}
	}
}

func (c *cell) show(k Cell) {
	fill := widgets.Fill{Color: theme.WallCall, Radius: 12}
	text, counter, arrow := theme.OnDark, theme.Amber, theme.Teal300
	switch k.State {
	case CellSpoken:
	case CellNow:
		fill.Color, text, counter, arrow = theme.Amber, theme.Ink, theme.Ink, theme.Ink
	case CellWaiting:
		fill.Stroke, fill.Width = theme.Amber, 3
	}
	c.ground.SetFill(fill)
	c.number.Set(k.Number)
	c.number.SetColor(text)
	c.counter.Set(k.Counter)
	c.counter.SetColor(counter)
	c.arrow.Set("next", arrow)
}
