package counter

import (
	"time"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// middleColumn is the ticket and the keys of a wide window: a high card where
// there is room for it, a low one where there is not.
type middleColumn struct {
	hand, free, lowHand, lowFree *widgets.Layer
	high, low                    cardSize
}

func (f *face) middleColumn(w float32) *middleColumn {
	c := &middleColumn{high: wideCard, low: bigCard}
	c.high.w, c.low.w = w, w
	c.hand, c.free = f.stage.At(400, 88), f.stage.At(400, 88)
	c.lowHand, c.lowFree = f.stage.At(400, 88), f.stage.At(400, 88)
	f.ticketCard(c.hand, c.high)
	f.ticketCard(c.lowHand, c.low)
	f.freeCard(c.free, w, c.high.h)
	f.freeCard(c.lowFree, w, c.low.h)
	return c
}

// put shows the card that suits, and returns how high it is.
func (c *middleColumn) put(y float32, tight bool, l Look) float32 {
	for _, layer := range []*widgets.Layer{c.hand, c.free, c.lowHand, c.lowFree} {
		layer.Hide()
		layer.Move(400, y)
	}
	on, height := c.free, c.high.h
	switch {
	case tight && l.Number != "":
		on, height = c.lowHand, c.low.h
	case tight:
		on, height = c.lowFree, c.low.h
	case l.Number != "":
		on = c.hand
	}
	on.Show()
	return height
}

// newWide draws the wide window: list, ticket and keys, and from three
// columns on what is known of the call and of the dossiers.
func newWide(w float32, clock func() time.Time, hands Hands) *face {
	f := newFace(w, 800, clock, hands)
	f.wideHead()
	third := w >= ColumnsFrom
	centre := w - 24 - 400
	width := centre
	if third {
		centre, width = 496, 296
	}
	band := f.wideBand(w)
	list := f.list(352, wideList, 24)
	column := f.middleColumn(centre)
	keys := f.keys(3, 21, 15)
	if third {
		f.side(920, 88)
	}
	field := f.fileField(width, 50)
	kept := f.keptLine(centre)
	bar := f.keyBar(w)
	undo := f.undoBar(352)
	f.set(func(l Look, _ assets.Phrases) {
		top := float32(88)
		band.SetShown(l.Band != "")
		if l.Band != "" {
			top += 60
		}
		bottom := f.h - 34 - 68 - 12
		end := bottom
		if l.Undo != "" {
			end -= 56
		}
		list.put(24, top, end-top, l)
		y := top + column.put(top, f.h-top < 692, l) + 16
		y = keys.put(400, y, centre, 76, 54, 12, l)
		if third {
			field.layer.Move(940, top+19)
		} else {
			field.layer.Move(400, y)
		}
		field.layer.SetShown(l.Band == "" && (third || y+50 <= bottom))
		kept.SetShown(l.Kept != "")
		kept.Move(400, y)
		bar.Move(0, f.h-34-68)
		undo.Move(24, bottom-46)
	})
	f.panel = f.newPanel(400, 100, min(centre, 520))
	f.tall = append(f.tall, f.panel.tall)
	return f
}

func (f *face) wideHead() {
	s := f.stage
	s.Rect(0, 0, f.w, 64, widgets.Fill{Color: theme.Teal900, Bleed: widgets.BleedTop | widgets.BleedLeft | widgets.BleedRight})
	s.Lotus(24, 14, 36, theme.Amber)
	title := s.Text(76, 32, within(style(19, theme.Bold, theme.OnDark), f.w-560), "")
	room := s.Text(76, 32, within(style(14, theme.Medium, theme.OnDark2), 220), "")
	clock := s.Digits(f.w-24, 32, ended(style(22, theme.Bold, theme.OnDark)), "")
	s.Rect(f.w-24-92, 18, 1.5, 28, widgets.Fill{Color: theme.HeadLine})
	state := s.Text(f.w-24-110, 32, ended(style(14, theme.SemiBold, theme.Jade300)), "")
	dot := s.Dot(0, 32, 11, widgets.Fill{Color: theme.Jade300})
	f.set(func(l Look, _ assets.Phrases) {
		title.Set(l.Title)
		room.Move(76+title.Width()+16, 32)
		room.Set(l.Room)
		clock.Set(l.Clock)
		state.Set(l.State)
		state.SetColor(toneOf(l.Tone))
		dot.SetFill(widgets.Fill{Color: toneOf(l.Tone)})
		dot.Move(f.w-24-110-state.Width()-14, 32)
	})
}

// wideBand says that the hub is away, on one line.
func (f *face) wideBand(w float32) *widgets.Layer {
	on := f.stage.At(0, 64)
	on.Rect(0, 0, w, 60, widgets.Fill{Color: theme.Amber100, Bleed: widgets.BleedLeft | widgets.BleedRight})
	on.Icon(24, 13, 34, "cut", theme.AmberInk, 1.8)
	title := on.Text(76, 30, style(16, theme.Bold, theme.Ink), "")
	note := on.Text(0, 30, style(14, theme.Medium, theme.AmberBark), "")
	f.set(func(l Look, _ assets.Phrases) {
		title.Set(l.Band)
		note.SetStyle(within(style(14, theme.Medium, theme.AmberBark), w-76-title.Width()-48))
		note.Set(l.BandNote)
		note.Move(76+title.Width()+24, 30)
	})
	return on
}

// keyBar names every key, over the status line.
func (f *face) keyBar(w float32) *widgets.Layer {
	on := f.stage.At(0, f.h-102)
	on.Rect(0, 0, w, 102, widgets.Fill{Color: theme.Teal50, Bleed: widgets.BleedLeft | widgets.BleedRight | widgets.BleedBottom})
	on.Rect(0, 0, w, 1.5, widgets.Fill{Color: theme.Teal100, Bleed: widgets.BleedLeft | widgets.BleedRight})
	on.Rect(0, 68, w, 1.5, widgets.Fill{Color: theme.Teal100, Bleed: widgets.BleedLeft | widgets.BleedRight})
	type cell struct {
		rect      *widgets.Rect
		cap, word *widgets.Text
	}
	cells := make([]cell, 11)
	for i := range cells {
		cells[i] = cell{
			on.Rect(0, 22, 34, 24, widgets.Fill{Color: theme.Paper, Radius: 6}),
			on.Text(0, 34, centred(style(12.5, theme.Bold, theme.Teal700)), ""),
			on.Text(0, 34, style(13, theme.Medium, theme.Ink2), ""),
		}
	}
	f.foot(on.At(0, 68), w, 24, 13)
	f.set(func(_ Look, words assets.Phrases) {
		keys := barKeys(words)
		if w < ColumnsFrom {
			keys = keys[:9]
		}
		total := float32(0)
		for i, c := range cells {
			c.rect.SetShown(i < len(keys))
			if i >= len(keys) {
				c.cap.Set("")
				c.word.Set("")
				continue
			}
			c.cap.Set(keys[i].Cap)
			c.word.Set(keys[i].Label)
			total += 34 + 7 + c.word.Width()
		}
		gap := (w - 48 - total) / float32(len(keys)-1)
		x := float32(24)
		for _, c := range cells[:len(keys)] {
			c.rect.Move(x, 22, 34, 24)
			c.cap.Move(x+17, 34)
			c.word.Move(x+41, 34)
			x += 41 + c.word.Width() + gap
		}
	})
	return on
}

// side tells what is known of the call: where it was shown, and why the next
// visitor is next.
func (f *face) side(x, y float32) {
	on := f.stage.At(x, y)
	const w = 336
	card := on.Rect(0, 0, w, 400, widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.Sand200, Width: 1.5})
	caption := func(at float32) *widgets.Text {
		return on.Text(20, at, within(style(12.5, theme.Bold, theme.Ink2), w-40), "")
	}
	body := lines(within(style(14, theme.Medium, theme.Ink), w-40), 4, 1.4)
	body.Middle = false
	fileCap, file := caption(106), on.Text(20, 134, body, "")
	on.Rect(20, 208, w-40, 1.5, widgets.Fill{Color: theme.RowLine})
	callCap, call := caption(232), on.Text(20, 260, body, "")
	on.Rect(20, 318, w-40, 1.5, widgets.Fill{Color: theme.RowLine})
	whyCap, why := caption(342), on.Text(20, 370, body, "")
	f.set(func(l Look, words assets.Phrases) {
		down := float32(0)
		if l.Band != "" {
			down = 60
		}
		on.Move(x, y+down)
		card.Move(0, 0, w, f.h-34-68-12-y-down)
		fileCap.Set(words.Line("counter.side.file"))
		file.Set(l.File)
		if l.File == "" {
			file.Set(words.Line("counter.label.nofile"))
		}
		callCap.Set(words.Line("counter.side.call"))
		call.Set(l.Shown)
		if l.Shown == "" {
			call.Set("–")
		}
		whyCap.Set(words.Line("counter.side.why"))
		why.Set(l.Why)
	})
}
