package counter

import (
	"image/color"

	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// panelBlock is the card of an open panel, above everything else.
type panelBlock struct {
	f           *face
	layer       *widgets.Layer
	x, y, w     float32
	card, field *widgets.Rect
	mark        *widgets.Rect
	title       *widgets.Text
	typed, foot *widgets.Text
	sideCap     *widgets.Text
	rows        []*panelRow
	sides       []*panelSide
	acts        []*key
	veil        *widgets.Rect
	from        int
}

type panelRow struct {
	layer       *widgets.Layer
	rect        *widgets.Rect
	text, below *widgets.Text
	check       *widgets.Art
	spot        *widgets.Spot
}

type panelSide struct {
	layer *widgets.Layer
	rect  *widgets.Rect
	text  *widgets.Text
	spot  *widgets.Spot
}

const panelSides = 6

var panelVeil = color.NRGBA{0x07, 0x28, 0x27, 150}

func (f *face) newPanel(x, y, w float32) *panelBlock {
	p := &panelBlock{f: f, x: x, y: y, w: w, layer: f.stage.At(0, 0)}
	p.veil = p.layer.Rect(0, 0, f.w, f.h, widgets.Fill{Color: panelVeil, Bleed: widgets.BleedAll})
	p.card = p.layer.Rect(x, y, w, 100, widgets.Fill{Color: theme.Cream, Radius: 16, Stroke: theme.Teal700, Width: 2})
	p.title = p.layer.Text(x+20, y+30, within(style(17, theme.Bold, theme.Ink), w-40), "")
	p.field = p.layer.Rect(0, 0, 0, 0, widgets.Fill{Color: theme.Paper, Radius: 12, Stroke: theme.Teal700, Width: 2})
	p.typed = p.layer.Text(0, 0, within(style(16, theme.SemiBold, theme.Ink), w-70), "")
	p.mark = p.layer.Rect(0, 0, 0, 0, widgets.Fill{Color: theme.Amber})
	p.sideCap = p.layer.Text(0, 0, within(style(12.5, theme.Bold, theme.Ink2), w-40), "")
	p.foot = p.layer.Text(0, 0, lines(within(style(12.5, theme.Medium, theme.Ink2), w-40), 2, 1.35), "")
	for i := range 16 {
		p.rows = append(p.rows, p.newRow(i))
	}
	for i := range panelSides {
		p.sides = append(p.sides, p.newSide(i))
	}
	for range 2 {
		k := &key{Key: p.layer.Key(0, 0, 10, 10, widgets.KeyStyle{Cap: "Esc", Size: 14}, "")}
		k.spot = f.click(k.Layer(), 10, 10, func() { f.hands.Stroke(k.stroke) }, k.Key)
		p.acts = append(p.acts, k)
	}
	p.layer.Hide()
	return p
}

func (p *panelBlock) tall(h float32) { p.veil.Move(0, 0, p.f.w, h) }

func (p *panelBlock) newRow(i int) *panelRow {
	r := &panelRow{layer: p.layer.At(0, 0)}
	r.rect = r.layer.Rect(0, 0, p.w-40, 40, widgets.Fill{Color: theme.Paper, Radius: 10, Stroke: theme.Tap, Width: 1.5})
	r.text = r.layer.Text(14, 20, lines(style(14, theme.SemiBold, theme.Ink), 2, 1.12), "")
	r.below = r.layer.Text(0, 20, lines(style(12.5, theme.Medium, theme.Ink2), 2, 1.2), "")
	r.check = r.layer.Icon(p.w-40-34, 10, 20, "check", theme.Jade, 2.6)
	r.spot = p.f.click(r.layer, p.w-40, 40, func() { p.f.hands.Point(p.from+i, false) }, r.rect)
	return r
}

func (p *panelBlock) newSide(i int) *panelSide {
	s := &panelSide{layer: p.layer.At(0, 0)}
	s.rect = s.layer.Rect(0, 0, 10, 36, widgets.Fill{})
	s.text = s.layer.Text(0, 18, centred(style(13, theme.SemiBold, theme.Ink)), "")
	s.spot = p.f.click(s.layer, 10, 36, func() { p.f.hands.Point(i, true) }, s.rect)
	return s
}

// show lays the panel out from its top: title, field, rows, sides, foot, keys.
func (p *panelBlock) show(l Look) {
	if l.Panel == nil {
		p.layer.Hide()
		return
	}
	look := l.Panel
	p.title.Set(look.Title)
	x, y := p.x+20, p.y+52
	y = p.showField(look, x, y)
	y = p.showRows(look, x, y)
	y = p.showSides(look, x, y)
	p.foot.Set(look.Foot)
	if look.Foot != "" {
		p.foot.Move(x, y+18)
		y += 42
	}
	y = p.showActs(look, x, y+4)
	p.card.Move(p.x, p.y, p.w, y+16-p.y)
	p.layer.Show()
}

func (p *panelBlock) showField(look *PanelLook, x, y float32) float32 {
	p.field.SetShown(look.Asked)
	p.mark.SetShown(look.Asked)
	p.typed.Set("")
	if !look.Asked {
		return y
	}
	p.field.Move(x, y, p.w-40, 44)
	p.typed.Move(x+14, y+22)
	p.typed.SetColor(theme.Ink)
	p.typed.Set(look.Field)
	width := p.typed.Width()
	if look.Field == "" {
		p.typed.SetColor(theme.Ink2)
		p.typed.Set(look.Hint)
		width = -4
	}
	p.mark.Move(x+16+width, y+11, 2, 22)
	return y + 54
}

func (p *panelBlock) showRows(look *PanelLook, x, y float32) float32 {
	p.from = look.From
	step, h := float32(46), float32(40)
	if p.f.h < 700 {
		step, h = 40, 36
	}
	if look.Keys {
		step = min(33, (p.f.h-210)/float32(len(look.Rows)))
		h = step
	}
	for i, r := range p.rows {
		if i >= len(look.Rows) {
			r.layer.Hide()
			continue
		}
		r.layer.Move(x, y)
		r.show(look.Rows[i], look.Keys, p.w-40, h)
		r.layer.Show()
		y += step
	}
	return y + 4
}

func (r *panelRow) show(c Choice, keys bool, w, h float32) {
	fill := widgets.Fill{Color: theme.Paper, Radius: 10, Stroke: theme.Sand200, Width: 1.5}
	if c.At {
		fill.Color, fill.Stroke, fill.Width = theme.Teal100, theme.Teal700, 2.5
	}
	if keys {
		fill = widgets.Fill{Color: theme.Cream}
	}
	r.rect.SetFill(fill)
	r.rect.Move(0, 0, w, h)
	r.spot.Move(0, 0, w, h)
	r.spot.SetEnabled(!keys)
	r.check.SetShown(c.Marked)
	r.below.Set(c.Below)
	if keys {
		r.text.SetStyle(within(style(13, theme.Bold, theme.Teal700), 84))
		r.text.Move(0, h/2)
		r.below.SetStyle(lines(within(style(12.5, theme.Medium, theme.Ink), w-92), 2, 1.2))
		r.below.Move(88, h/2)
		r.text.Set(c.Text)
		return
	}
	room := w - 28
	if c.Marked {
		room -= 34
	}
	r.below.SetStyle(lines(ended(within(style(12.5, theme.Medium, theme.Ink2), room*.45)), 2, 1.15))
	r.below.Move(w-14, h/2)
	r.text.SetStyle(lines(within(style(14, theme.SemiBold, theme.Ink), room-r.below.Width()-10), 2, 1.12))
	r.text.Move(14, h/2)
	r.text.Set(c.Text)
}

func (p *panelBlock) showSides(look *PanelLook, x, y float32) float32 {
	p.sideCap.Set(look.SideCap)
	shown := look.Sides
	if len(shown) > panelSides {
		shown = shown[:panelSides]
	}
	for _, s := range p.sides {
		s.layer.Hide()
	}
	if len(shown) == 0 {
		return y
	}
	p.sideCap.Move(x, y+12)
	y += 26
	columns := min(3, len(shown))
	if len(shown) > 3 && p.w < 460 {
		columns = 2
	}
	cell := (p.w - 40 - 8*float32(columns-1)) / float32(columns)
	for i, c := range shown {
		s := p.sides[i]
		s.layer.Move(x+(cell+8)*float32(i%columns), y+44*float32(i/columns))
		fill := widgets.Fill{Color: theme.Paper, Radius: 18, Stroke: theme.Sand200, Width: 1.5}
		if c.At {
			fill.Color, fill.Stroke, fill.Width = theme.Teal100, theme.Teal700, 2.5
		}
		s.rect.SetFill(fill)
		s.rect.Move(0, 0, cell, 36)
		s.spot.Move(0, 0, cell, 36)
		s.text.SetStyle(within(centred(style(13, theme.SemiBold, theme.Ink)), cell-16))
		s.text.Move(cell/2, 18)
		s.text.Set(c.Text)
		s.layer.Show()
	}
	return y + 44*float32((len(shown)+columns-1)/columns)
}

func (p *panelBlock) showActs(look *PanelLook, x, y float32) float32 {
	whole := p.w - 40
	half := (whole - 10) / 2
	if look.Go.Cap == "" {
		p.acts[0].SetShown(false)
		p.acts[1].put(x, y, whole, 44, look.Leave, false)
		return y + 44
	}
	p.acts[0].put(x, y, half, 44, look.Go, true)
	p.acts[1].put(x+half+10, y, half, 44, look.Leave, false)
	return y + 44
}
