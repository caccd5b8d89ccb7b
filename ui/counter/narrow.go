package counter

import (
	"time"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// newNarrow draws the narrow window, that stands beside other programs.
func newNarrow(w float32, clock func() time.Time, hands Hands) *face {
	f := newFace(w, 760, clock, hands)
	f.head()
	inner := w - 32
	band := f.band(w)
	big, low, free, lowFree := f.stage.At(16, 80), f.stage.At(16, 156), f.stage.At(16, 80), f.stage.At(16, 156)
	bigSize, lowSize := bigCard, lowCard
	bigSize.w, lowSize.w = inner, inner
	f.ticketCard(big, bigSize)
	f.ticketCard(low, lowSize)
	f.freeCard(free, inner, 196)
	f.freeCard(lowFree, inner, 150)
	keys := f.keys(2, 17, 15)
	field := f.fileField(inner, 46)
	kept := f.keptLine(inner)
	list := f.list(inner, narrowList, 24)
	foot := f.footLayer(w)
	undo := f.undoBar(inner)

	f.set(func(l Look, _ assets.Phrases) {
		away, hand := l.Band != "", l.Number != ""
		band.SetShown(away)
		big.SetShown(hand && !away)
		low.SetShown(hand && away)
		free.SetShown(!hand && !away)
		lowFree.SetShown(!hand && away)
		y := float32(290)
		if away {
			y = 320
		}
		y = keys.put(16, y, inner, 60, 46, 10, l) + 6
		field.layer.SetShown(!away)
		if !away {
			field.layer.Move(16, y)
			y += 46 + 12
		}
		kept.SetShown(l.Kept != "")
		if l.Kept != "" {
			kept.Move(16, y)
			y += 46 + 12
		}
		bottom := f.h - 34 - 8
		if l.Undo != "" {
			bottom -= 56
		}
		list.put(16, y, bottom-y, l)
		foot.Move(0, f.h-34)
		undo.Move(16, f.h-34-8-46)
	})
	f.panel = f.newPanel(12, 72, w-24)
	f.tall = append(f.tall, f.panel.tall)
	return f
}

// band says that the hub is away.
func (f *face) band(w float32) *widgets.Layer {
	on := f.stage.At(0, 64)
	on.Rect(0, 0, w, 78, widgets.Fill{Color: theme.Amber100, Bleed: widgets.BleedLeft | widgets.BleedRight})
	on.Icon(16, 22, 34, "cut", theme.AmberInk, 1.8)
	title := on.Text(64, 19, within(style(15, theme.Bold, theme.Ink), w-80), "")
	note := on.Text(64, 49, lines(within(style(13, theme.Medium, theme.AmberBark), w-80), 2, 1.35), "")
	f.set(func(l Look, _ assets.Phrases) {
		title.Set(l.Band)
		note.Set(l.BandNote)
	})
	return on
}

// keptLine tells what will be sent when the hub is back.
func (f *face) keptLine(w float32) *widgets.Layer {
	on := f.stage.At(0, 0)
	on.Rect(0, 0, w, 46, widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.Sand200, Width: 1.5})
	on.Icon(14, 13, 20, "clock", theme.AmberInk, 1.8)
	note := on.Text(w-14, 23, ended(style(13.5, theme.Medium, theme.Ink2)), "")
	text := on.Text(44, 23, style(13.5, theme.Medium, theme.Ink), "")
	f.set(func(l Look, _ assets.Phrases) {
		note.Set(l.KeptNote)
		text.SetStyle(within(style(13.5, theme.Medium, theme.Ink), w-44-14-note.Width()-10))
		text.Set(l.Kept)
	})
	return on
}

func (f *face) footLayer(w float32) *widgets.Layer {
	on := f.stage.At(0, f.h-34)
	on.Rect(0, 0, w, 34, widgets.Fill{Color: theme.Teal50, Bleed: widgets.BleedLeft | widgets.BleedRight | widgets.BleedBottom})
	on.Rect(0, 0, w, 1.5, widgets.Fill{Color: theme.Teal100, Bleed: widgets.BleedLeft | widgets.BleedRight})
	f.foot(on, w, 16, 12.5)
	return on
}
