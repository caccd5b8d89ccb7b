package kiosk

import (
	"motcua/assets"
	"motcua/internal/centre"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// night draws the ground of the pages that give no numbers.
func (d *draft) night(rock bool) {
	if d.wide {
		d.Band(0, 0, 1920, 540, theme.Teal900, theme.Teal700, widgets.BleedTop|widgets.BleedLeft|widgets.BleedRight)
		d.Band(0, 540, 1920, 540, theme.Teal700, theme.Teal900, widgets.BleedBottom|widgets.BleedLeft|widgets.BleedRight)
		if rock {
			d.Karst(1130, 470, 790, 400, closedRock, 2.4, .42)
		}
		d.panelBrandWide()
		return
	}
	d.Band(0, 0, 1080, 1344, theme.Teal900, theme.Teal700, widgets.BleedTop|widgets.BleedLeft|widgets.BleedRight)
	d.Band(0, 1344, 1080, 576, theme.Teal700, theme.Teal900, widgets.BleedBottom|widgets.BleedLeft|widgets.BleedRight)
	if rock && !d.large {
		d.Karst(0, 1040, 1080, 480, closedRock, 2.4, .42)
	}
	d.brand()
}

// panelBrandWide is the brand of a lying screen without a panel.
func (d *draft) panelBrandWide() {
	d.Lotus(96, 58, 72, theme.Amber)
	name := d.Text(188, 87, within(style(26, theme.Bold, theme.OnDark), 1000, 1, 1.2), "")
	place := d.Text(188, 121, style(26, theme.Medium, theme.OnDark2), "")
	clock := d.Digits(1824, base(48, 54, 1), ended(style(54, theme.Bold, theme.OnDark)), "")
	date := d.Text(1824, 134, ended(within(style(26, theme.Medium, theme.OnDark2), 400, 1, 1.2)), "")
	d.set(func(m Model, w, _ assets.Phrases) {
		name.Set(upper(m.Centre))
		place.Set(m.Province)
		clock.Set(m.Now.Format("15:04"))
		date.Set("")
		if !m.Unsure {
			date.Set(w.Day(m.Now) + ", " + m.Now.Format("02/01/2006"))
		}
	})
}

// closedTitle names why no number is given.
func closedTitle(why string) string {
	switch centre.Why(why) {
	case centre.WhyLunch:
		return "closed.lunch"
	case centre.WhyHoliday:
		return "closed.holiday"
	case centre.WhyStopped:
		return "kiosk.stopped"
	case centre.WhyEarly:
		return "kiosk.early"
	case centre.WhyDayOff:
		return "kiosk.dayoff"
	case centre.WhyOpen, centre.WhyClosed:
	}
	return "closed.title"
}

// opening writes when the centre opens again: a time today, or with its day.
func opening(m Model, w assets.Phrases) string {
	t := m.Opens.In(centre.ICT)
	if m.Opens.IsZero() {
		return ""
	}
	if centre.DateOf(t) == centre.DateOf(m.Now) {
		return clock(t)
	}
	return w.Say("closed.at", "t", clock(t), "d", lower(w.Day(t))+" "+t.Format("02/01"))
}

func drawClosed(d *draft, lookup bool) {
	d.night(true)
	d.homeBar()
	x, top, room := float32(60), float32(330), float32(960)
	if d.wide {
		x, top, room = 96, 176, 1000
	}
	icon := d.Icon(x, top, 110, "moon", theme.Amber, 1.4)
	size := float32(84)
	if d.wide {
		size = 76
	}
	title := d.Text(x, base(top+146, size, 1.12), within(style(size, theme.Black, theme.OnDark), room, 2, 1.12), "")
	back := d.Text(x, 0, within(style(d.size(38), theme.Regular, theme.Teal100), room, 1, 1.45), "")
	at := d.Text(x, 0, within(style(72, theme.Black, theme.Amber), room, 1, 1.12), "")
	week := d.Text(x, 0, within(style(d.size(31), theme.Regular, theme.Teal100), room, 1, 1.5), "")
	second := d.Text(x, 0, within(style(31, theme.Regular, theme.Teal100), room, 2, 1.35), "")
	if lookup {
		d.closedLookUp()
	}
	d.set(func(m Model, w, other assets.Phrases) {
		icon.Set(closedIcon(m.Why), theme.Amber)
		key := closedTitle(m.Why)
		title.Set(broken(w.Say(key), within(style(size, theme.Black, theme.OnDark), room, 2, 1.12)))
		y := top + 146 + float32(rows(title, size, 1.12))*size*1.12 + 36
		back.Set(w.Line("closed.back"))
		back.Move(x, base(y, d.size(38), 1.45))
		y += d.size(38)*1.45 + 8
		at.Set(opening(m, w))
		at.Move(x, base(y, 72, 1.12))
		if at.String() == "" {
			back.Set("")
		}
		y += 72*1.12 + 44
		week.Set(hours(m, w))
		week.Move(x, base(y, d.size(31), 1.5))
		second.Set("")
		if !d.large {
			second.Set(other.Line(key) + ". " + other.Line("closed.back") + " " + opening(m, other) + ".")
			second.Move(x, base(y+46.5, 31, 1.5))
		}
		if at.String() == "" {
			second.Set(other.Line(key))
		}
	})
}

func closedIcon(why string) string {
	switch centre.Why(why) {
	case centre.WhyLunch, centre.WhyStopped, centre.WhyEarly:
		return "clock"
	case centre.WhyHoliday, centre.WhyDayOff:
		return "cal"
	case centre.WhyOpen, centre.WhyClosed:
	}
	return "moon"
}

// closedLookUp is what still works: looking up, and booked visits.
func (d *draft) closedLookUp() {
	look := buttonLook{
		fill: widgets.Fill{Color: theme.Paper, Radius: 24}, ink: theme.Ink, icon: "search",
		side: 56, stroke: 1.8, gap: 20, size: d.size(34), weight: theme.Bold, lines: int(d.pick(2, 1)),
	}
	b := box{60, 1568, 960, 156}
	switch {
	case d.wide:
		b = box{40, 880, 600, 150}
	case d.large:
		b.y = 1540
	}
	half := (b.w - 24) / 2
	whole := d.button(b, look, "home.lookup", Touch{Button: PressLookUp})
	left := d.button(box{b.x, b.y, half, b.h}, look, "home.lookup", Touch{Button: PressLookUp})
	look.icon = "cal"
	right := d.button(box{b.x + half + 24, b.y, half, b.h}, look, "home.booking", Touch{Button: PressBooking})
	d.set(func(m Model, _, _ assets.Phrases) {
		whole.layer.SetShown(!m.Booking)
		left.layer.SetShown(m.Booking)
		right.layer.SetShown(m.Booking)
	})
}

func drawAway(d *draft) {
	d.night(true)
	x, top, room := float32(60), float32(420), float32(960)
	if d.wide {
		x, top, room = 96, 260, 1000
	}
	d.Icon(x, top, 110, "help", theme.Amber, 1.4)
	d.label(x, base(top+150, 80, 1.15), within(style(80, theme.Black, theme.OnDark), room, 3, 1.15), "away")
	second := d.Text(x, base(top+150+3*92+40, d.size(34), 1.5), within(style(d.size(34), theme.Regular, theme.Teal100), room, 3, 1.4), "")
	d.say(func(_, other assets.Phrases) { second.Set(other.Line("away")) })
}

func drawStarting(d *draft) {
	x, y, w, h := float32(0), float32(0), float32(1080), float32(1920)
	if d.wide {
		w, h = 1920, 1080
	}
	d.Band(x, y, w, h, theme.Teal900, theme.Teal700, widgets.BleedAll)
	cx, cy := w/2, h/2-120
	d.Lotus(cx-120, cy-120, 240, theme.Amber)
	name := d.Text(cx, cy+210, centred(within(style(40, theme.Bold, theme.OnDark), 960, 2, 1.25)), "")
	d.label(cx, cy+330, centred(within(style(34, theme.Regular, theme.Teal100), 960, 2, 1.35)), "app.starting")
	d.second(cx, cy+400, centred(within(style(28, theme.Regular, theme.OnDark2), 960, 2, 1.35)), "app.starting")
	d.set(func(m Model, _, _ assets.Phrases) { name.Set(m.Centre) })
}
