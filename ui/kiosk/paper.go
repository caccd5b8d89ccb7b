package kiosk

import (
	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// paperLook is the look of the ticket that carries a number.
var paperLook = widgets.TicketLook{Body: theme.Paper, Dash: theme.Sand300, Line: theme.Sand200}

// bigTicket is the ticket as the visitor will hold it.
type bigTicket struct {
	d                              *draft
	box                            box
	split                          float32
	what, number, label, room      *widgets.Text
	pin                            *widgets.Art
	style                          widgets.Style // of the first line
	whatY, labelY, numberY, placeY float32
}

// bigTicket draws the upper half; what stands below the tear line is the page's.
func (d *draft) bigTicket(b box, split float32) *bigTicket {
	t := &bigTicket{d: d, box: b, split: split}
	d.Ticket(b.x, b.y, b.w, b.h, widgets.TicketShape{Split: split, Across: true, Radius: 40, Notch: 34, Line: 3}, paperLook)
	size := float32(250)
	what, label := d.size(30), d.size(34)
	if d.wide {
		size = min(250, split*.42)
	}
	block := what*1.265 + 22 + label*1.265 + size*1.08 + label*1.265
	top := b.y + (split-block)/2
	cx := b.x + b.w/2
	t.whatY = base(top, what, 1.265)
	top += what*1.265 + 22
	t.labelY = base(top, label, 1.265)
	top += label * 1.265
	t.numberY = base(top, size, 1.08)
	top += size * 1.08
	t.placeY = base(top, label, 1.265)
	room := b.w - 80
	t.style = balanced(centred(within(style(what, theme.SemiBold, theme.Ink2), room, 2, 1.2)))
	t.what = d.Text(cx, t.whatY, t.style, "")
	t.label = d.label(cx, t.labelY, centred(within(style(label, theme.Bold, theme.Teal700), room, 1, 1.2)), "ticket.number")
	t.number = d.Text(cx, t.numberY, centred(within(style(size, theme.Black, theme.Ink), b.w*.92, 1, 1)), "")
	t.room = d.Text(cx, t.placeY, within(style(label, theme.SemiBold, theme.Ink), room-60, 1, 1.2), "")
	t.pin = d.Icon(cx, t.placeY-32, 40, "pin", theme.Teal500, 1.8)
	return t
}

func (t *bigTicket) show(c Card, w assets.Phrases) {
	what, size, lines := t.whatOf(c)
	set := t.style
	set.Size = size
	t.what.SetStyle(set)
	t.what.Set(what)
	t.what.Move(t.box.x+t.box.w/2, t.whatY-float32(lines-1)*size*1.2)
	t.number.Set(c.Number)
	t.room.Set(where(c, w))
	left := t.box.x + (t.box.w-t.room.Width()-54)/2
	t.pin.Move(left, t.placeY-32)
	t.room.Move(left+54, t.placeY)
}

// whatOf is agency and service as they fit best: on one line, then with the
// agency's short name, then smaller, then on two lines.
func (t *bigTicket) whatOf(c Card) (what string, size float32, lines int) {
	var names []string
	for _, agency := range []string{c.Agency, c.Short} {
		if agency != "" {
			names = append(names, agency+" · "+c.Service)
		}
	}
	names = append(names, c.Service)
	full := t.style.Size
	for lines = 1; lines <= 2; lines++ {
		for _, size = range []float32{full, full * .9, 26} {
			for _, what = range names[:max(1, len(names)-2+lines)] {
				if n, ok := wrapped(what, size, theme.SemiBold, t.style.Max); ok && n <= lines {
					return what, size, n
				}
			}
		}
	}
	return c.Service, 26, 2
}

// where is "Phòng giao dịch 1, quầy 1–3".
func where(c Card, w assets.Phrases) string {
	if c.Room == "" {
		return w.Say("app.counters", "n", c.Counters)
	}
	return w.Say("kiosk.place", "room", c.Room, "counters", c.Counters)
}

// waitFacts draws people ahead and the range, one below the other.
func (d *draft) waitFacts(x, mid, room float32) func(c Card, w assets.Phrases) {
	small, big := d.size(27), float32(54)
	step := small*1.265 + big*1.15
	top := mid - step - 13
	ahead := within(style(small, theme.Medium, theme.Ink2), room, 1, 1.2)
	value := within(style(big, theme.Black, theme.Ink), room, 1, 1.15)
	a := d.Text(x, base(top, small, 1.265), ahead, "")
	av := d.Text(x, base(top+small*1.265, big, 1.15), value, "")
	top += step + 26
	b := d.Text(x, base(top, small, 1.265), ahead, "")
	bv := d.Text(x, base(top+small*1.265, big, 1.15), value, "")
	value.Lines, value.Size, value.Leading = 4, d.size(34), 1.3
	follow := d.Text(x, mid, balanced(middle(value)), "")
	return func(c Card, w assets.Phrases) {
		if c.Reserved || c.Wait.Ahead < 0 {
			for _, t := range []*widgets.Text{a, av, b, bv} {
				t.Set("")
			}
			follow.Set(w.Say("ticket.follow"))
			return
		}
		follow.Set("")
		a.Set(w.Line("confirm.ahead"))
		av.Set(people(c.Wait, w))
		b.Set(w.Line("confirm.wait"))
		bv.Set(minutes(c.Wait, w))
	}
}

func drawTicket(d *draft) {
	if d.wide {
		drawTicketLying(d)
		return
	}
	h := d.head(headLook{height: 640, size: 72, top: 178, centre: true, karst: true})
	t := d.bigTicket(box{120, 390, 840, 960}, 570)
	facts := d.waitFacts(176, 390+570+195, 400)
	qr := d.QR(668, 390+570+64, 216, theme.Ink, theme.Paper, "")
	under := d.label(776, 390+570+64+216+40, centred(within(style(26, theme.Medium, theme.Ink2), 320, 1, 1.2)), "ticket.phone")
	slot := d.slotLine(540, 1448)
	d.button(box{60, 1560, 960, 148}, primary.with("", 42, 1), "ticket.done", Touch{Button: PressDone})
	bar := d.timeBar(box{60, 1736, 960, 12})
	small := centred(within(style(d.size(27), theme.Medium, theme.Ink2), 960, 2, 1.35))
	one, two := d.Text(540, 1793, small, ""), d.Text(540, 1855, small, "")
	d.set(func(m Model, w, other assets.Phrases) {
		h.say(ticketTitle(m.Card, w), "")
		t.show(m.Card, w)
		facts(m.Card, w)
		qr.Set(m.Card.URL)
		under.SetShown(m.Card.URL != "" && !d.large)
		slot(m, w, other)
		bar(m.Share)
		one.Set(ticketLine(m, w, d.large))
		two.Set("")
		if !d.large {
			two.Set(w.Say("ticket.next", "n", m.Card.Number))
		}
	})
}

// ticketTitle asks for what the visitor has to do.
func ticketTitle(c Card, w assets.Phrases) string {
	switch {
	case !c.Paper:
		return w.Say("ticket.phone.title")
	case c.Slip == SlipUnknown:
		return w.Say("paper.title")
	}
	return w.Say("ticket.title")
}

func ticketLine(m Model, w assets.Phrases, short bool) string {
	day := "ticket.day"
	if m.Unsure {
		day = "ticket.day.unsure"
	}
	if short {
		return w.Line(day)
	}
	return w.Say("ticket.back", "n", itoa(m.Left)) + " " + w.Line(day)
}

// slotLine is the arrow that points to the real slot, and what to do there.
func (d *draft) slotLine(cx, mid float32) func(m Model, w, other assets.Phrases) {
	on := d.Page()
	disc := on.Dot(cx, mid, 112, widgets.Fill{Color: theme.Amber})
	arrow := on.Icon(cx-44, mid-44, 88, "down", theme.Ink, 2.6)
	first := on.Text(cx, mid, within(style(44, theme.Black, theme.Ink), 640, 2, 1.15), "")
	second := on.Text(cx, mid, within(style(27, theme.Regular, theme.Ink2), 800, 1, 1.2), "")
	return func(m Model, w, other assets.Phrases) {
		key, icon := "ticket.slot", "down"
		switch m.Slot {
		case "left":
			key, icon = "ticket.slot.left", "left"
		case "right":
			key, icon = "ticket.slot.right", "right"
		}
		small := other.Line(key)
		switch {
		case !m.Card.Paper:
			key, icon, small = "kiosk.photo", "phone", other.Line("kiosk.photo")
		case m.Card.Slip == SlipUnknown:
			key, icon, small = "paper.unknown", "phone", other.Line("paper.unknown")
		}
		fill := widgets.Fill{Color: theme.Amber}
		if m.Pulse {
			fill.Color = theme.Amber100
		}
		disc.SetFill(fill)
		arrow.Set(icon, theme.Ink)
		text := w.Line(key)
		size := float32(44)
		s := within(style(size, theme.Black, theme.Ink), 640, 2, 1.15)
		first.SetStyle(s)
		first.Set(text)
		if rows(first, size, 1.15) > 1 {
			size, s.Size = 36, 36
			first.SetStyle(s)
		}
		second.Set(small)
		if d.large {
			second.Set("")
		}
		n := float32(rows(first, size, 1.15))
		width := 112 + 28 + max(first.Width(), second.Width())
		left := cx - width/2
		disc.Move(left+56, mid)
		arrow.Move(left+56-44, mid-44)
		block := n*size*1.15 + 4 + 34
		if d.large {
			block = n * size * 1.15
		}
		first.Move(left+140, base(mid-block/2, size, 1.15))
		second.Move(left+140, base(mid-block/2+n*size*1.15+4, 27, 1.265))
	}
}

// timeBar shows how long the page stays.
func (d *draft) timeBar(b box) func(share float32) {
	d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Sand200, Radius: b.h / 2})
	bar := d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Teal500, Radius: b.h / 2})
	return func(share float32) {
		bar.SetShown(share > 0)
		bar.Move(b.x, b.y, max(b.h, float32(int(b.w*share))), b.h)
	}
}

func drawTicketLying(d *draft) {
	h := d.head(headLook{})
	t := d.bigTicket(box{736, 56, 720, 968}, 560)
	qr := d.QR(736+252, 56+560+52, 216, theme.Ink, theme.Paper, "")
	under := d.label(736+360, 56+560+52+216+46, centred(within(style(26, theme.Medium, theme.Ink2), 640, 1, 1.2)), "ticket.phone")
	facts := d.waitFacts(1496, 250, 380)
	slot := d.slotColumn(1496, 470)
	d.button(box{1496, 800, 368, 160}, primary.with("", d.size(36), 2), "ticket.done", Touch{Button: PressDone})
	bar := d.timeBar(box{1496, 990, 368, 12})
	d.set(func(m Model, w, other assets.Phrases) {
		h.say(ticketTitle(m.Card, w), ticketLine(m, w, d.large)+"\n"+w.Say("ticket.next", "n", m.Card.Number))
		t.show(m.Card, w)
		facts(m.Card, w)
		qr.Set(m.Card.URL)
		under.SetShown(m.Card.URL != "" && !d.large)
		slot(m, w)
		bar(m.Share)
	})
}

// slotColumn is the arrow to the slot with its sentence below.
func (d *draft) slotColumn(x, top float32) func(m Model, w assets.Phrases) {
	disc := d.Dot(x+56, top+56, 112, widgets.Fill{Color: theme.Amber})
	arrow := d.Icon(x+12, top+12, 88, "down", theme.Ink, 2.6)
	text := d.Text(x, top+112+56, within(style(d.size(36), theme.Black, theme.Ink), 368, 3, 1.2), "")
	return func(m Model, w assets.Phrases) {
		key, icon := "ticket.slot", "down"
		switch {
		case !m.Card.Paper:
			key, icon = "kiosk.photo", "phone"
		case m.Card.Slip == SlipUnknown:
			key, icon = "paper.unknown", "phone"
		case m.Slot == "left":
			key, icon = "ticket.slot.left", "left"
		case m.Slot == "right":
			key, icon = "ticket.slot.right", "right"
		}
		fill := widgets.Fill{Color: theme.Amber}
		if m.Pulse {
			fill.Color = theme.Amber100
		}
		disc.SetFill(fill)
		arrow.Set(icon, theme.Ink)
		text.Set(w.Line(key))
	}
}

func drawNoPaper(d *draft) {
	ticket, split, buttons := box{120, 348, 840, 1130}, float32(550), box{60, 1508, 960, 148}
	h := d.head(headLook{height: 640, size: 62, top: 180, end: 344, centre: true})
	if d.wide {
		ticket, split, buttons = box{736, 56, 720, 968}, 470, box{1496, 640, 368, 320}
	}
	t := d.bigTicket(ticket, split)
	cx, low := ticket.x+ticket.w/2, ticket.y+split
	room := ticket.h - split
	qr := d.QR(cx-165, low+(room-330-116)/2, 330, theme.Ink, theme.Paper, "")
	y := low + (room-330-116)/2 + 330
	under := d.label(cx, base(y+26, d.size(33), 1.3), centred(within(style(d.size(33), theme.Bold, theme.Ink), ticket.w-80, 1, 1.2)), "paper.qr")
	about := d.Text(cx, base(y+26+43+8, 26, 1.265), centred(within(style(26, theme.Medium, theme.Ink2), ticket.w-80, 1, 1.2)), "")
	left, right := box{buttons.x, buttons.y, 468, 148}, box{buttons.x + 492, buttons.y, 468, 148}
	if d.wide {
		left, right = box{1496, 640, 368, 148}, box{1496, 812, 368, 148}
	}
	d.button(left, outline.with("help", d.size(34)-d.pick(2, 0), 2), "paper.nophone", Touch{Button: PressNoPhone})
	d.button(right, primary.with("check", d.size(34)-d.pick(2, 0), 2), "paper.noted", Touch{Button: PressNoted})
	help := d.noPaperHelp()
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Line("paper.title"), w.Say("paper.sub"))
		t.show(m.Card, w)
		qr.Set(m.Card.URL)
		under.SetShown(m.Card.URL != "")
		about.Set("")
		if !m.Card.Reserved && m.Card.Wait.Ahead >= 0 && !d.large {
			about.Set(w.Say("kiosk.ahead", "n", itoa(m.Card.Wait.Ahead)))
			if m.Card.Wait.Known {
				about.Set(w.Say("kiosk.ahead.wait", "n", itoa(m.Card.Wait.Ahead), "a", itoa(m.Card.Wait.Low), "b", itoa(m.Card.Wait.High)))
			}
		}
		help(m, w)
	})
}

// noPaperHelp tells what to do without a telephone, and how long the page stays.
func (d *draft) noPaperHelp() func(m Model, w assets.Phrases) {
	s := centred(within(style(d.size(27), theme.Medium, theme.Ink2), 920, 2, 1.45))
	x, one, two := float32(540), float32(1717), float32(1830)
	if d.wide {
		s = within(style(d.size(27), theme.Medium, theme.Ink2), 368, 8, 1.4)
		x, one, two = 1496, 96, 560
	}
	text := d.Text(x, one, s, "")
	s.Lines = 2
	stay := d.Text(x, two, s, "")
	return func(m Model, w assets.Phrases) {
		key := "paper.help"
		if d.wide {
			key = "kiosk.paper.help"
		}
		if d.large {
			key = "ticket.next"
		}
		text.Set(w.Say(key, "n", m.Card.Number))
		stay.Set("")
		if !d.large {
			stay.Set(w.Say("kiosk.stays", "n", itoa(m.Left)))
		}
	}
}

func drawPlace(d *draft) {
	h := d.head(headLook{height: 640, size: 62, top: 180, end: 344, centre: true})
	d.backBar(true)
	ticket, split := box{120, 348, 840, 1100}, float32(570)
	left, right := box{60, 1490, 468, 156}, box{552, 1490, 468, 156}
	if d.large {
		ticket.h = 1080
	}
	if d.wide {
		ticket, split = box{736, 56, 720, 840}, 480
		left, right = box{1496, 560, 368, 148}, box{1496, 732, 368, 148}
		if d.large {
			ticket.h = 800
		}
	}
	t := d.bigTicket(ticket, split)
	cx, low := ticket.x+ticket.w/2, ticket.y+split
	mid := low + (ticket.h-split)/2
	facts := d.waitFacts(ticket.x+90, mid, ticket.w-180)
	say := d.Text(cx, mid, balanced(middle(centred(within(style(48, theme.Black, theme.Ink), ticket.w-120, 4, 1.25)))), "")
	give := d.button(left, outline.with("cut", d.size(34)-2, 2), "kiosk.giveup", Touch{Button: PressGiveUp})
	done := d.button(right, primary.with("check", d.size(34)-2, 2), "kiosk.done", Touch{Button: PressDone})
	whole := box{left.x, left.y, right.x + right.w - left.x, right.y + right.h - left.y}
	alone := d.button(whole, primary.with("check", d.size(38), 1), "kiosk.done", Touch{Button: PressDone})
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Line("kiosk.place.title"), "")
		t.show(m.Card, w)
		waiting := m.Card.Status == "waiting"
		give.layer.SetShown(waiting)
		done.layer.SetShown(waiting)
		alone.layer.SetShown(!waiting)
		say.Set("")
		switch m.Card.Status {
		case "waiting":
			facts(m.Card, w)
			return
		case "called":
			say.Set(w.Say("scan.called", "n", m.Card.Number, "m", m.Card.Counter))
		default:
			say.Set(w.Say("scan.over", "n", m.Card.Number))
		}
		facts(Card{Wait: Wait{Ahead: 0}, Reserved: true}, assets.Phrases{"ticket.follow": ""})
	})
}
