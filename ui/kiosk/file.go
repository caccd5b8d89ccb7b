package kiosk

import (
	"motcua/assets"
	"motcua/internal/centre"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// drawDossier draws what the public may know of a dossier: code, level,
// agency, due day, term and the age of the data; nothing of a person.
func drawDossier(d *draft) {
	h := d.head(headLook{height: 330, size: 62, top: 178, karst: true})
	d.backBar(false)
	b, split, step := box{60, 372, 960, 1010}, float32(376), float32(138)
	age, left, right := box{60, 1412, 960, 112}, box{60, 1556, 468, 156}, box{552, 1556, 468, 156}
	if d.large {
		b, split, step = box{60, 500, 960, 1000}, 376, 140
		left, right, age = box{60, 1530, 468, 170}, box{552, 1530, 468, 170}, box{}
	}
	if d.wide {
		b, split, step = box{736, 40, 1128, 700}, 250, 106
		age, left, right = box{736, 752, 1128, 68}, box{736, 834, 552, 104}, box{1312, 834, 552, 104}
		if d.large {
			left, right, age = box{736, 756, 552, 140}, box{1312, 756, 552, 140}, box{}
		}
	}
	d.Ticket(b.x, b.y, b.w, b.h, widgets.TicketShape{Split: split, Across: true, Radius: 36, Notch: 30, Line: 3}, paperLook)
	top := d.dossierHead(b, split)
	steps := d.dossierSteps(b, split, step)
	if age.w > 0 {
		d.ageStrip(age)
	}
	d.button(left, outline.with("scan", d.size(33), 2), "lookup.other", Touch{Button: PressOther})
	ask := d.button(right, primary.with("ticket", d.size(33), 2), "lookup.ask", Touch{Button: PressFile})
	amber := primary.with("ticket", d.size(35), 2)
	amber.fill.Color, amber.ink, amber.weight = theme.Amber, theme.Ink, theme.Black
	take := d.button(right, amber, "lookup.take", Touch{Button: PressFile})
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Line("lookup.title"), "")
		top(m.Record, w)
		steps(m.Record, w)
		ask.layer.SetShown(!m.Record.Ready && m.Record.Service != "")
		take.layer.SetShown(m.Record.Ready && m.Record.Service != "")
	})
}

func status(n int, w assets.Phrases) string {
	if n < 1 || n > 10 {
		return w.Line("status.unknown")
	}
	return w.Line("status." + itoa(n))
}

func (d *draft) dossierHead(b box, split float32) func(Record, assets.Phrases) {
	x, room := b.x+56, b.w-112
	block := d.size(27)*1.265 + 4 + 54 + d.pick(14, 34) + 62 + 8 + d.size(29)*1.265
	top := b.y + (split-block)/2
	d.label(x, base(top, d.size(27), 1.265), within(style(d.size(27), theme.Medium, theme.Ink2), room, 1, 1.2), "lookup.code")
	top += d.size(27)*1.265 + 4
	code := d.Text(x, base(top, 43, 1.265), within(style(43, theme.Bold, theme.Ink), room, 1, 1.2), "")
	top += 54 + d.pick(14, 34)
	word := d.Text(x, base(top, 54, 1.15), within(style(54, theme.Black, theme.Ink), room-d.size(30)*11, 1, 1.15), "")
	due := d.Text(x, base(top+62+8, d.size(29), 1.265), within(style(d.size(29), theme.Medium, theme.Ink2), room, 1, 1.2), "")
	chip := d.chip(b.x+b.w-56, top-4)
	return func(r Record, w assets.Phrases) {
		code.Set(r.Code)
		word.Set(status(r.Status, w))
		due.Set("")
		if !r.Due.IsZero() {
			due.Set(w.Say("lookup.due", "t", on(r.Due.In(centre.ICT), w)))
		}
		chip(r.Term, w)
	}
}

// chip says how the dossier stands to its due day: a colour, an icon and a
// word. Its right edge stands at x.
func (d *draft) chip(x, y float32) func(Term, assets.Phrases) {
	on := d.Page()
	size := d.size(30)
	ground := on.Rect(x, y, 10, 74, widgets.Fill{Color: theme.Jade100, Radius: 20})
	icon := on.Icon(x, y+18, 38, "check", theme.JadeInk, 2.6)
	text := on.Text(x, y+37, middle(style(size, theme.Bold, theme.JadeInk)), "")
	return func(t Term, w assets.Phrases) {
		on.SetShown(t != "")
		if t == "" {
			return
		}
		back, ink, sign := theme.Jade100, theme.JadeInk, "check"
		switch t {
		case TermToday:
			back, ink, sign = theme.Amber100, theme.AmberInk, "clock"
		case TermLate:
			back, ink, sign = theme.Lacquer100, theme.Lacquer, "clock"
		case TermOnTime, TermDone:
		}
		text.Set(w.Line("term." + string(t)))
		text.SetColor(ink)
		width := text.Width() + 38 + 14 + 56
		left := x - width
		ground.Move(left, y, width, 74)
		ground.SetColor(back)
		icon.Set(sign, ink)
		icon.Move(left+28, y+18)
		text.Move(left+28+52, y+37)
	}
}

// dossierStep is one of the four dots.
type dossierStep struct {
	line         *widgets.Rect
	dot, core    *widgets.Dot
	tick         *widgets.Art
	words, below *widgets.Text
}

func (d *draft) dossierSteps(b box, split, height float32) func(Record, assets.Phrases) {
	var steps [4]dossierStep
	x := b.x + 56
	first := b.y + split + (b.h-split-3*height-64)/2
	for i := range steps {
		s := &steps[i]
		top := first + float32(i)*height
		if i < 3 {
			s.line = d.Rect(x+29, top+64, 6, height-64, widgets.Fill{Color: theme.Sand200})
		}
		s.dot = d.Dot(x+32, top+32, 64, widgets.Fill{Color: theme.Paper})
		s.core = d.Dot(x+32, top+32, 22, widgets.Fill{Color: theme.Ink})
		s.tick = d.Icon(x+10, top+10, 44, "check", theme.White, 3.2)
		s.words = d.Text(x+94, base(top+4, d.size(36), 1.2), within(style(d.size(36), theme.Bold, theme.Ink), b.w-94-112, 1, 1.2), "")
		s.below = d.Text(x+94, base(top+4+43+4, 26, 1.265), within(style(26, theme.Medium, theme.Ink2), b.w-94-112, 1, 1.2), "")
	}
	return func(r Record, w assets.Phrases) {
		for i := range steps {
			steps[i].show(i+1, r, w, d.large)
		}
	}
}

func (s *dossierStep) show(n int, r Record, w assets.Phrases, large bool) {
	done := n < r.Step || r.Status == 10
	now := n == r.Step && !done
	fill := widgets.Fill{Color: theme.Paper, Stroke: theme.Ring, Width: 5}
	ink, weight := theme.Sand700, theme.Medium
	switch {
	case done:
		fill, ink, weight = widgets.Fill{Color: theme.Jade}, theme.Ink, theme.Bold
	case now:
		fill, ink, weight = widgets.Fill{Color: theme.Amber}, theme.Ink, theme.Bold
	}
	s.dot.SetFill(fill)
	s.core.SetShown(now)
	s.tick.SetShown(done)
	if s.line != nil {
		s.line.SetColor(theme.Sand200)
		if done {
			s.line.SetColor(theme.Jade)
		}
	}
	style := style(36, weight, ink)
	if large {
		style.Size = 40
	}
	style.Max, style.Lines, style.Leading = 760, 1, 1.2
	s.words.SetStyle(style)
	key := "lookup.step." + itoa(n)
	if n == 3 && done {
		key = "kiosk.step.3.done"
	}
	s.words.Set(w.Say(key, "agency", r.AgencyName))
	s.below.Set(s.note(n, r, w, now))
	if large {
		s.below.Set("")
	}
}

func (s *dossierStep) note(n int, r Record, w assets.Phrases, now bool) string {
	switch {
	case n == 4:
		return where(Card{Room: r.Room, Counters: r.Counters}, w)
	case !r.Days[n-1].IsZero():
		t := r.Days[n-1].In(centre.ICT)
		return w.Day(t) + ", " + t.Format("02/01/2006")
	case now && r.Term != TermLate && r.Left > 0:
		return w.Count("lookup.left", r.Left)
	}
	return ""
}

// ageStrip says how old the data is and what is not shown; a late dossier
// gets the apology instead.
func (d *draft) ageStrip(b box) {
	rect := d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Teal100, Radius: 24})
	icon := d.Icon(b.x+34, b.y+(b.h-48)/2, 48, "clock", theme.Teal700, 1.8)
	text := d.Text(b.x+104, b.y+b.h/2, middle(within(style(26, theme.Medium, theme.Ink), b.w-140, 2, 1.35)), "")
	d.set(func(m Model, w, _ assets.Phrases) {
		r := m.Record
		rect.SetColor(theme.Teal100)
		icon.Set("clock", theme.Teal700)
		s := w.Say("lookup.age", "t", clock(r.AsOf)) + " " + w.Line("lookup.privacy")
		if d.wide {
			s = w.Say("lookup.age", "t", clock(r.AsOf))
		}
		if r.Term == TermLate {
			rect.SetColor(theme.Lacquer100)
			icon.Set("alert", theme.Lacquer)
			s = w.Line("lookup.late")
		}
		text.Set(s)
	})
}
