package kiosk

import (
	"strconv"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

func itoa(n int) string { return strconv.Itoa(n) }

// confirmPlaces is where the parts of the confirm page stand.
type confirmPlaces struct {
	card             box
	head, fact       float32 // heights within the card
	priority, action box
	second           box
	idle             float32
}

func placesOfConfirm(d *draft) confirmPlaces {
	switch {
	case d.wide && d.large:
		return confirmPlaces{box{736, 56, 1128, 470}, 140, 106, box{736, 546, 540, 120}, box{736, 686, 1128, 194}, box{1300, 546, 564, 120}, 0}
	case d.wide:
		return confirmPlaces{box{736, 56, 1128, 420}, 140, 90, box{736, 496, 1128, 116}, box{736, 632, 1128, 158}, box{736, 810, 1128, 110}, 0}
	case d.large:
		return confirmPlaces{box{60, 500, 960, 560}, 160, 130, box{60, 1090, 960, 150}, box{60, 1270, 960, 220}, box{60, 1520, 960, 150}, 0}
	}
	return confirmPlaces{box{60, 440, 960, 576}, 192, 124, box{60, 1058, 960, 136}, box{60, 1234, 960, 220}, box{60, 1486, 960, 132}, 1656}
}

func drawConfirm(d *draft) {
	h := d.head(headLook{height: 388, size: 62, step: true, karst: true})
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Say("confirm.title"), lying(d, w.Line("confirm.idle", "n", itoa(int(IdleConfirm.Seconds())))))
		h.steps(m, w)
	})
	d.backBar(false)
	p := placesOfConfirm(d)
	d.facts(p)
	d.priorityRow(p.priority)
	d.actions(p)
	if p.idle > 0 {
		idle := d.Text(540, base(p.idle, 26, 1.265), centred(within(style(26, theme.Medium, theme.Ink2), 960, 1, 1.2)), "")
		d.set(func(_ Model, w, _ assets.Phrases) {
			idle.Set(w.Line("confirm.idle", "n", itoa(int(IdleConfirm.Seconds()))))
		})
	}
}

// facts draws the card: what for, how many ahead, how long, where.
func (d *draft) facts(p confirmPlaces) {
	b := p.card
	d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Sand200, Width: 2})
	d.factHead(b, p.head)
	first := b.y + b.h - 3*p.fact - 8
	if d.wide {
		first = b.y + b.h - 3*p.fact - 4
	}
	row := func(i int, icon, key string) (value, below *widgets.Text, mid float32) {
		top := first + float32(i)*p.fact
		mid = top + p.fact/2
		d.Rect(b.x+48, top, b.w-96, 2, widgets.Fill{Color: theme.Sand200})
		d.Icon(b.x+48, mid-29, 58, icon, theme.Teal500, 1.6)
		size := d.size(30)
		d.label(b.x+134, mid, middle(within(style(size, theme.Medium, theme.Ink2), b.w-134-48-330, 2, 1.15)), key)
		value = d.Text(b.x+b.w-48, mid, ended(within(style(42, theme.Bold, theme.Ink), 400, 1, 1.15)), "")
		below = d.Text(b.x+b.w-48, mid, ended(within(style(26, theme.Medium, theme.Ink2), 420, 1, 1.2)), "")
		return value, below, mid
	}
	ahead, _, aheadMid := row(0, "people", "confirm.ahead")
	wait, around, waitMid := row(1, "clock", "confirm.wait")
	place, room, placeMid := row(2, "pin", "confirm.place")
	x := b.x + b.w - 48
	d.set(func(m Model, w, _ assets.Phrases) {
		f := m.Fact
		d.value(ahead, nil, x, aheadMid, people(f.Wait, w), "")
		about := ""
		if !f.From.IsZero() {
			about = w.Say("confirm.around", "a", clock(f.From), "b", clock(f.To))
		}
		d.value(wait, around, x, waitMid, minutes(f.Wait, w), about)
		d.value(place, room, x, placeMid, w.Say("app.counters", "n", f.Counters), f.Room)
	})
}

// value sets a fact and the line below it, centred as one.
func (d *draft) value(v, below *widgets.Text, x, mid float32, text, small string) {
	v.Set(text)
	if below == nil || small == "" || d.large {
		v.Move(x, mid+42*.37)
		if below != nil {
			below.Set("")
		}
		return
	}
	below.Set(small)
	top := mid - (42*1.15+33)/2
	v.Move(x, base(top, 42, 1.15))
	below.Move(x, base(top+48, 26, 1.265))
}

// factHead is the agency and the service, or the procedure that was found.
func (d *draft) factHead(b box, height float32) {
	lead := d.size(29)
	agency := d.Text(b.x+48, 0, within(style(lead, theme.Medium, theme.Ink2), b.w-96, 1, 1.2), "")
	service := d.Text(b.x+48, 0, within(style(60, theme.Black, theme.Ink), b.w-96, 2, 1.12), "")
	d.set(func(m Model, w, _ assets.Phrases) {
		above, big := m.Fact.Agency, m.Fact.Service
		if wideAt(above, lead, theme.Medium) > b.w-96 {
			above = m.Fact.AgencyShort
		}
		if m.Fact.Procedure != "" {
			above, big = above+" · "+big, m.Fact.Procedure
		}
		sizes := []float32{60, 54, 46, 42, 38}
		if d.wide {
			sizes = sizes[2:]
		}
		head := within(style(60, theme.Black, theme.Ink), b.w-96, 1, 1.12)
		if largest(big, theme.Black, head.Max, 1, sizes[:3]...) == sizes[2] {
			head.Lines, sizes = 2, []float32{42, 38, 34}
		}
		size, lines := setSized(service, head, big, sizes...)
		agency.Set(above)
		block := float32(lines) * size * 1.12
		if above != "" {
			block += lead*1.265 + 6
		}
		top := b.y + 8 + (height-block)/2
		if above != "" {
			agency.Move(b.x+48, base(top, lead, 1.265))
			top += lead*1.265 + 6
		}
		service.Move(b.x+48, base(top, size, 1.12))
	})
}

func people(wt Wait, w assets.Phrases) string {
	if wt.Ahead < 0 {
		return w.Line("kiosk.notknown")
	}
	return w.Count("app.people", wt.Ahead)
}

func minutes(wt Wait, w assets.Phrases) string {
	switch {
	case wt.Known:
		return w.Say("app.range", "a", itoa(wt.Low), "b", itoa(wt.High))
	case wt.Ahead < 0:
		return w.Line("kiosk.notknown")
	}
	return w.Line("confirm.nowait")
}

func (d *draft) priorityRow(b box) {
	on := d.Page()
	rect := on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Amber100, Radius: 24, Stroke: theme.AmberInk, Width: 2})
	mid := b.y + b.h/2
	tick := on.Rect(b.x+40, mid-30, 60, 60, widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.AmberInk, Width: 4})
	check := on.Icon(b.x+48, mid-22, 44, "check", theme.Paper, 3)
	x, room := b.x+132, b.w-132-36
	size := d.size(32)
	first := on.Text(x, 0, balanced(within(style(size, theme.Bold, theme.Ink), room, 2, 1.15)), "")
	second := on.Text(x, 0, within(style(26, theme.Medium, theme.AmberBark), room, 2, 1.18), "")
	d.target(on, b.x, b.y, b.w, b.h, Touch{Button: PressPriority}, rect)
	d.set(func(m Model, w, _ assets.Phrases) {
		chosen := m.Fact.Class != ""
		fill := widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.AmberInk, Width: 4}
		if chosen {
			fill.Color = theme.AmberInk
		}
		tick.SetFill(fill)
		check.SetShown(chosen)
		first.Set(w.Line("confirm.priority"))
		hint := w.Line("confirm.who")
		if chosen {
			first.Set(w.Line("confirm.chosen", "n", m.Fact.Class))
			hint = w.Line("priority.note")
		}
		if d.large {
			second.Set("")
			first.Move(x, mid-first.Height()/2+size*theme.CapHeight)
			return
		}
		n := float32(rows(first, size, 1.15))
		below, _ := wrapped(hint, 26, theme.Medium, room)
		block := n*size*1.15 + 6 + float32(below)*26*1.18
		if second.Set(hint); n > 1 {
			second.Set("")
			block = n * size * 1.15
		}
		first.Move(x, base(mid-block/2, size, 1.15))
		second.Move(x, base(mid-block/2+n*size*1.15+6, 26, 1.18))
	})
}

// actions draws the one button that takes the number, and the quieter ones.
func (d *draft) actions(p confirmPlaces) {
	take := d.button(p.action, main.with("print", d.pick(56, 64), 1), "", Touch{Button: PressPrint})
	b := p.second
	whole := d.button(b, outline.with("phone", d.size(36), 2), "", Touch{Button: PressPhone})
	half := (b.w - 24) / 2
	left := d.button(box{b.x, b.y, half, b.h}, outline.with("phone", 30, 2), "", Touch{Button: PressPhone})
	right := d.button(box{b.x + half + 24, b.y, half, b.h}, outline.with("doc", 30, 2), "", Touch{Button: PressPapers})
	alone := d.button(b, outline.with("doc", d.size(36), 1), "confirm.papers", Touch{Button: PressPapers})
	d.set(func(m Model, w, _ assets.Phrases) {
		key := "confirm.print"
		switch {
		case m.Fact.Asking:
			key = "kiosk.asking"
		case m.Fact.NoPrinter:
			key = "home.take"
		}
		action := middle(within(style(d.pick(56, 64), theme.Black, theme.Ink), p.action.w-48-main.side-main.gap, 1, 1.2))
		setSized(take.text, action, w.Line(key), action.Size, 52, 44)
		take.say(w.Line(key))
		papers := m.Fact.HasPapers && !d.large
		phone := !m.Fact.NoPrinter && !m.Fact.Asking && m.Linked
		whole.layer.SetShown(phone && !papers)
		left.layer.SetShown(phone && papers)
		right.layer.SetShown(papers && phone)
		alone.layer.SetShown(papers && !phone && !m.Fact.Asking)
		whole.say(w.Line("confirm.phone"))
		left.say(w.Line("confirm.phone"))
		right.say(w.Line("confirm.papers"))
	})
}
