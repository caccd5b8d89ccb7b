package kiosk

import (
	"image/color"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// asking is the card above a page that must be answered first.
type asking struct {
	face  *face
	sheet *sheet
}

// veil dims the page below a question.
var veil = color.NRGBA{0x07, 0x28, 0x27, 200}

func (f *face) newAsk() *asking {
	d := f.draft(f.stage.Layer, variant{})
	a := &asking{face: f, sheet: d.sheet}
	w, h := f.stage.Size()
	d.Rect(0, 0, w, h, widgets.Fill{Color: veil, Bleed: widgets.BleedAll})
	b := box{90, 760, 900, 760}
	if f.wide {
		b = box{510, 160, 900, 760}
	}
	d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 40})
	cx := b.x + b.w/2
	icon := d.Icon(cx-60, b.y+56, 120, "clock", theme.Teal700, 1.4)
	title := d.Text(cx, b.y+250, middle(centred(within(style(60, theme.Black, theme.Ink), 788, 2, 1.12))), "")
	text := d.Text(cx, b.y+360, middle(centred(within(style(32, theme.Medium, theme.Ink2), 788, 4, 1.35))), "")
	bar := d.timeBar(box{b.x + 56, b.y + 452, 788, 14})
	yes := d.button(box{b.x + 56, b.y + 500, 788, 118}, primary.with("", 40, 1), "", Touch{Button: PressYes})
	no := d.button(box{b.x + 56, b.y + 634, 788, 96}, outline.with("", 32, 1), "", Touch{Button: PressNo})
	tall := d.button(box{b.x + 56, b.y + 530, 788, 160}, primary.with("", 44, 1), "", Touch{Button: PressYes})
	d.set(func(m Model, w, _ assets.Phrases) {
		q := questionOf(m, w)
		icon.Set(q.icon, theme.Teal700)
		title.Set(q.title)
		text.Set(q.text)
		if q.title == "" {
			text.Move(cx, b.y+290)
			text.SetStyle(middle(centred(within(style(42, theme.Bold, theme.Ink), 788, 4, 1.3))))
		} else {
			text.Move(cx, b.y+370)
			text.SetStyle(middle(centred(within(style(30, theme.Medium, theme.Ink2), 788, 2, 1.35))))
		}
		bar(m.Share)
		yes.say(q.yes)
		no.say(q.no)
		tall.say(q.yes)
		yes.layer.SetShown(q.no != "")
		no.layer.SetShown(q.no != "")
		tall.layer.SetShown(q.no == "")
	})
	d.sheet.layer.Hide()
	return a
}

func (a *asking) show(m Model, w, other assets.Phrases) {
	if m.Question == AskNothing {
		a.sheet.layer.Hide()
		return
	}
	a.sheet.show(m, w, other)
	a.sheet.layer.Show()
}

// words of one question.
type questionWords struct{ icon, title, text, yes, no string }

func questionOf(m Model, w assets.Phrases) questionWords {
	count := w.Say("idle.count", "n", itoa(m.Left))
	switch m.Question {
	case AskIdle:
		return questionWords{"clock", w.Say("idle.ask"), count, w.Line("idle.yes"), ""}
	case AskLong:
		return questionWords{"clock", "", w.Line("confirm.long", "n", itoa(m.Fact.Wait.High)), w.Line("confirm.yes"), w.Line("confirm.no")}
	case AskAgain:
		return questionWords{"ticket", "", w.Line("ticket.again", "n", m.Number), w.Line("confirm.yes"), w.Line("bar.home")}
	case AskGiveUp:
		return questionWords{"alert", "", w.Line("kiosk.giveup.ask", "n", m.Number), w.Line("kiosk.giveup"), w.Line("bar.back")}
	case AskNothing, Tell:
	}
	return questionWords{"talk", "", w.Line(m.Sentence, "n", m.Number, "t", m.When, "agency", m.Who), w.Line("bar.home"), ""}
}

// noting is a sentence that passes by itself: help is coming, a code could
// not be read. It stands in the band, where nothing can be pressed.
type noting struct {
	layer *widgets.Layer
	icon  *widgets.Art
	text  *widgets.Text
}

func (f *face) newNote() *noting {
	n := &noting{layer: f.stage.Page()}
	b, lines := box{36, 36, 1008, 124}, 2
	if f.wide {
		b, lines = box{36, 700, 608, 230}, 5
	}
	n.layer.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Amber100, Radius: 24, Stroke: theme.Amber, Width: 3})
	n.icon = n.layer.Icon(b.x+32, b.y+(b.h-64)/2, 64, "help", theme.AmberInk, 1.8)
	n.text = n.layer.Text(b.x+128, b.y+b.h/2, middle(within(style(30, theme.Bold, theme.Ink), b.w-160, lines, 1.3)), "")
	n.layer.Hide()
	return n
}

func (n *noting) show(m Model, w assets.Phrases) {
	if m.Note == "" {
		n.layer.Hide()
		return
	}
	icon := "scan"
	if m.Note == "help.called" {
		icon = "help"
	}
	n.icon.Set(icon, theme.AmberInk)
	n.text.Set(w.Line(m.Note, "n", m.Card.Number))
	n.layer.Show()
}

// newStrip says at the top of the screen that printer and scanner are
// simulated: nobody must wait for paper that cannot come.
func (f *face) newStrip() *sheet {
	d := f.draft(f.stage.Layer, variant{})
	w, _ := f.stage.Size()
	d.Rect(0, 0, w, 40, widgets.Fill{Color: theme.Amber100, Bleed: widgets.BleedTop | widgets.BleedLeft | widgets.BleedRight})
	d.label(w/2, 29, centred(within(style(26, theme.SemiBold, theme.AmberInk), w-40, 1, 1.2)), "kiosk.simulated")
	d.sheet.layer.Hide()
	return d.sheet
}
