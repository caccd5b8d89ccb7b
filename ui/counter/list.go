package counter

import (
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// listSize is the measure of the list of next visitors.
type listSize struct {
	head, row      float32
	pad            float32
	number, text   float32
	wait           float32
	numberW, waitW float32
}

var (
	narrowList = listSize{34, 40, 14, 18, 13.5, 13, 68, 68}
	wideList   = listSize{46, 52, 18, 21, 14, 14, 76, 76}
)

// listBlock is a card with the next visitors in order.
type listBlock struct {
	f     *face
	layer *widgets.Layer
	size  listSize
	w     float32
	card  *widgets.Rect
	rows  []*listRow
	cap   *widgets.Text
	note  *widgets.Text
	stale *widgets.Chip
	empty *widgets.Text
}

type listRow struct {
	layer        *widgets.Layer
	ground, line *widgets.Rect
	number, text *widgets.Text
	wait         *widgets.Text
	tag          *widgets.Chip
}

func (f *face) list(w float32, size listSize, rows int) *listBlock {
	b := &listBlock{f: f, layer: f.stage.At(0, 0), size: size, w: w}
	on := b.layer
	b.card = on.Rect(0, 0, w, 100, widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.Sand200, Width: 1.5})
	b.cap = on.Text(size.pad, size.head/2, style(12.5, theme.Bold, theme.Ink2), "")
	b.note = on.Text(w-size.pad, size.head/2, ended(within(style(12.5, theme.Medium, theme.Ink2), w*.62)), "")
	b.stale = on.Chip(w-size.pad, size.head/2-11, widgets.Right, widgets.ChipLook{
		Ground: theme.Amber100, Ink: theme.AmberInk, Size: 12.5, Weight: theme.SemiBold, Height: 22, Pad: 9, Radius: 8,
	}, "")
	b.empty = on.Text(w/2, size.head+30, centred(within(style(13.5, theme.Medium, theme.Ink2), w-40)), "")
	for i := range rows {
		b.rows = append(b.rows, b.row(i))
	}
	return b
}

func (b *listBlock) row(i int) *listRow {
	s := b.size
	y := s.head + float32(i)*s.row
	r := &listRow{layer: b.layer.At(0, y)}
	on, mid := r.layer, s.row/2
	r.ground = on.Rect(1.5, 0, b.w-3, s.row, widgets.Fill{})
	r.line = on.Rect(1.5, 0, b.w-3, 1.5, widgets.Fill{Color: theme.RowLine})
	r.number = on.Text(s.pad, mid, within(style(s.number, theme.Black, theme.Ink), s.numberW-6), "")
	r.text = on.Text(s.pad+s.numberW, mid, lines(style(s.text, theme.Medium, theme.Ink), 2, 1.14), "")
	r.wait = on.Text(b.w-s.pad, mid, ended(within(style(s.wait, theme.Medium, theme.Ink2), s.waitW)), "")
	r.tag = on.Chip(0, mid-11, widgets.Right, widgets.ChipLook{
		Ground: theme.Amber100, Ink: theme.AmberInk, Size: 12.5, Weight: theme.SemiBold, Height: 22, Pad: 9, Radius: 8,
	}, "")
	spot := b.f.click(on, b.w, s.row, func() { b.f.hands.Mark(i) }, r.ground)
	b.f.spots = append(b.f.spots, spot)
	return r
}

// put lays the list out in the place that is left, whole rows only.
func (b *listBlock) put(x, y, h float32, l Look) {
	b.layer.Move(x, y)
	b.layer.SetShown(h >= b.size.head+b.size.row)
	b.card.Move(0, 0, b.w, h)
	b.cap.Set(l.ListCap)
	b.note.Set(l.ListNote)
	b.stale.SetShown(l.Stale != "")
	if l.Stale != "" {
		b.stale.Set(l.Stale)
	}
	b.empty.Set(l.Empty)
	room := int((h - b.size.head - 2) / b.size.row)
	from := 0
	for i, r := range l.Rows {
		if r.Chosen && i >= room {
			from = i - room + 1
		}
	}
	for i, row := range b.rows {
		if i >= room || from+i >= len(l.Rows) {
			row.layer.Hide()
			continue
		}
		row.show(l.Rows[from+i], b)
		row.layer.Show()
	}
}

func (r *listRow) show(row Row, b *listBlock) {
	s := b.size
	ink := theme.Ink
	if row.Old {
		ink = theme.Sand700
	}
	fill := widgets.Fill{Color: theme.Paper}
	if row.Chosen {
		fill.Color = theme.Teal50
	}
	r.ground.SetFill(fill)
	r.number.SetColor(ink)
	r.number.Set(row.Number)
	r.wait.Set(row.Wait)
	r.tag.SetShown(row.Tag != "")
	room := b.w - 2*s.pad - s.numberW - r.wait.Width() - 10
	if row.Tag != "" {
		r.tag.Set(row.Tag)
		r.tag.Move(b.w-s.pad-r.wait.Width()-12, s.row/2-11)
		room -= r.tag.Width() + 10
	}
	set := lines(within(style(s.text, theme.Medium, ink), room), 2, 1.14)
	r.text.SetStyle(set)
	r.text.Set(row.Text)
	if r.text.Height() > s.text {
		set.Size = 12.5
		r.text.SetStyle(set)
	}
}
