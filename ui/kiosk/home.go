package kiosk

import (
	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// drawHome draws the page that waits for a visitor; booking tells whether
// the centre gives appointments.
func drawHome(d *draft, booking bool) {
	cards := homeCards(booking)
	if d.large {
		drawHomeLarge(d, cards)
		return
	}
	h := d.head(headLook{height: 508, size: 64, karst: true})
	d.set(func(m Model, w, other assets.Phrases) {
		h.say(w.Say("home.title"), w.Line("home.sub")+"\n"+other.Line("kiosk.welcome"))
	})
	d.homeBar()
	at := homePlaces(d)
	d.takeTicket(at.ticket, at.split, true)
	w := (at.cards.w - 24*float32(len(cards)-1)) / float32(len(cards))
	for i, c := range cards {
		d.homeCard(box{at.cards.x + (w+24)*float32(i), at.cards.y, w, at.cards.h}, c)
	}
	d.scanHint(at.hint)
	d.homeLines(at.lines)
}

// homeCard is one of the smaller choices of the home page.
type homeCard struct {
	icon, key string
	t         Touch
}

func homeCards(booking bool) []homeCard {
	cards := []homeCard{
		{"done", "home.result", Touch{Button: PressCollect}},
		{"search", "home.lookup", Touch{Button: PressLookUp}},
	}
	if booking {
		cards = append(cards, homeCard{"cal", "home.booking", Touch{Button: PressBooking}})
	}
	return cards
}

type places struct {
	ticket, cards, hint box
	split               float32
	lines               float32 // top of the lines at the bottom, 0: no room
}

func homePlaces(d *draft) places {
	switch {
	case d.wide:
		return places{box{736, 56, 1128, 430}, box{736, 518, 1128, 264}, box{736, 812, 1128, 108}, 800, 0}
	case d.low:
		return places{box{60, 960, 960, 430}, box{60, 1414, 960, 300}, box{60, 560, 960, 148}, 662, 750}
	}
	return places{box{60, 560, 960, 520}, box{60, 1124, 960, 300}, box{60, 1468, 960, 148}, 662, 1650}
}

// takeLook is the look of the one big thing to press.
var takeLook = widgets.TicketLook{Body: theme.Teal900, Stub: theme.Amber, Dash: theme.AmberDash}

// takeTicket draws the ticket whose whole shape takes a number.
func (d *draft) takeTicket(b box, split float32, waiting bool) {
	on := d.Page()
	ticket := on.Ticket(b.x, b.y, b.w, b.h, widgets.TicketShape{Split: split, Radius: 36, Notch: 32}, takeLook)
	size, side, lead := float32(96), float32(170), float32(1.1)
	if d.wide {
		size, side = 100, 160
	}
	x, mid := b.x+56, b.y+b.h/2
	// The block of heading, second line and count is centred as one.
	block := 2*size*lead + 22 + 43
	if waiting && !d.wide {
		block += 34 + 36
	}
	top := mid - block/2
	big := within(style(size, theme.Black, theme.OnDark), split-112, 2, lead)
	take := d.Text(x, base(top, size, lead), big, "")
	d.say(func(w, _ assets.Phrases) { setSized(take, big, w.Say("home.take"), size, size*.9, size*.82) })
	line := base(top+2*size*lead+22, 34, 1.265)
	second := d.second(x, line, within(style(d.size(d.pick(30, 34)), theme.Regular, theme.Teal100), split-112, 1, 1.2), "home.take")
	if waiting {
		d.waiting(x, line, second)
	}
	cx := b.x + (split+b.w)/2
	on.Icon(cx-side/2, mid-(side+16+43)/2, side, "tap", theme.Ink, 1.4)
	d.label(cx, base(mid-(side+16+43)/2+side+16, 34, 1.265), centred(within(style(34, theme.Bold, theme.Ink), b.w-split-40, 1, 1.2)), "home.tap")
	d.target(on, b.x, b.y, b.w, b.h, Touch{Button: PressTake}, ticket)
}

// pick chooses a measure by the shape of the screen.
func (d *draft) pick(wide, upright float32) float32 {
	if d.wide {
		return wide
	}
	return upright
}

// waiting draws how many people wait, below or beside the second line.
func (d *draft) waiting(x, line float32, second *widgets.Text) {
	icon := d.Icon(x, line+44, 38, "people", theme.Amber, 1.8)
	count := d.Text(x+52, line+73, within(style(d.pick(30, 28), theme.SemiBold, theme.Amber), 480, 1, 1.2), "")
	d.set(func(m Model, w, _ assets.Phrases) {
		if d.wide {
			left := x + second.Width() + 36
			icon.Move(left, line-30)
			count.Move(left+50, line)
		}
		count.Set(w.Count("home.waiting", m.Waiting))
	})
}

func (d *draft) homeCard(b box, c homeCard) {
	on := d.Page()
	rect := on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Tap, Width: 2})
	pad, side := float32(34), float32(76)
	if d.wide {
		pad, side = 28, 66
	}
	on.Icon(b.x+30, b.y+pad, side, c.icon, theme.Teal500, 1.6)
	room := b.w - 60
	bottom := b.y + b.h - pad
	d.second(b.x+30, base(bottom-33, 26, 1.265), within(style(26, theme.Regular, theme.Ink2), room, 1, 1.2), c.key)
	d.label(b.x+30, base(bottom-33-8-2*44.4, 37, 1.2), within(style(37, theme.Bold, theme.Ink), room, 2, 1.2), c.key)
	d.target(on, b.x, b.y, b.w, b.h, c.t, rect)
}

// scanHint says that a receipt can be scanned; after a power cut in the
// middle of a slip it is the button that prints it again.
func (d *draft) scanHint(b box) {
	on := d.Page()
	rect := on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Teal100, Radius: 24})
	side := d.pick(58, 72)
	icon := on.Icon(b.x+36, b.y+(b.h-side)/2, side, "scan", theme.Teal700, 1.6)
	x := b.x + 36 + side + 28
	size := d.pick(29, 32)
	top := b.y + (b.h-size*1.3-4-33)/2
	first := on.Text(x, base(top, size, 1.3), within(style(size, theme.Bold, theme.Ink), b.x+b.w-x-30, 1, 1.2), "")
	second := on.Text(x, base(top+size*1.3+4, 26, 1.265), within(style(26, theme.Regular, theme.Ink2), b.x+b.w-x-30, 1, 1.2), "")
	press := on.Page()
	d.target(press, b.x, b.y, b.w, b.h, Touch{Button: PressAgain}, rect)
	d.set(func(m Model, w, other assets.Phrases) {
		// With low buttons the strip is out of reach and only tells of the scanner.
		again := m.Unfinished != "" && !d.low
		on.SetShown(!m.NoScanner || again)
		press.SetShown(again)
		if again {
			rect.SetFill(widgets.Fill{Color: theme.Amber100, Radius: 24, Stroke: theme.AmberInk, Width: 3})
			icon.Set("print", theme.AmberInk)
			first.Set(w.Say("paper.again", "n", m.Unfinished))
			second.Set(other.Say("paper.again", "n", m.Unfinished))
			return
		}
		rect.SetFill(widgets.Fill{Color: theme.Teal100, Radius: 24})
		icon.Set("scan", theme.Teal700)
		first.Set(w.Line("home.scan"))
		second.Set(other.Line("home.scan"))
	})
}

// homeLines are the hours and the promise that no name is needed.
func (d *draft) homeLines(top float32) {
	if top == 0 {
		d.panelLines()
		return
	}
	s := centred(within(style(26, theme.Medium, theme.Ink2), 960, 1, 1.5))
	first := d.Text(540, base(top, 26, 1.5), s, "")
	second := d.Text(540, base(top+39, 26, 1.5), s, "")
	d.set(func(m Model, w, _ assets.Phrases) {
		first.Set(hours(m, w))
		second.Set(w.Line("home.privacy"))
		if m.NoPaper {
			second.Set(w.Line("home.paper"))
		}
	})
}

// panelLines says on a lying screen that there is no paper.
func (d *draft) panelLines() {
	s := within(style(28, theme.SemiBold, theme.Amber), 584, 2, 1.35)
	line := d.Text(56, 630, s, "")
	d.set(func(m Model, w, _ assets.Phrases) {
		line.Set("")
		if m.NoPaper {
			line.Set(w.Line("home.paper"))
		}
	})
}

// hours writes the day's hours, or nothing while the clock is not trusted.
func hours(m Model, w assets.Phrases) string {
	switch {
	case m.Morning == "":
		return ""
	case m.Afternoon == "":
		return w.Say("kiosk.hours.one", "a", m.Morning)
	}
	return w.Say("app.hours", "a", m.Morning, "b", m.Afternoon)
}

// drawHomeLarge draws four targets and nothing else.
func drawHomeLarge(d *draft, cards []homeCard) {
	h := d.head(headLook{height: 356, size: 80, top: 190, end: 470})
	d.set(func(_ Model, w, _ assets.Phrases) { h.say(w.Line("home.need"), "") })
	d.homeBar()
	b, split, gap := box{60, 508, 960, 440}, float32(690), float32(24)
	height := float32(214)
	switch {
	case d.wide:
		b, split, height, gap = box{736, 56, 1128, 290}, 800, 158, 16
	case d.low:
		b.y, b.h, height = 960, 296, 132
	}
	on := d.Page()
	ticket := on.Ticket(b.x, b.y, b.w, b.h, widgets.TicketShape{Split: split, Radius: 36, Notch: 32}, takeLook)
	size := min(132, b.h*.36)
	s := middle(within(style(size, theme.Black, theme.OnDark), split-90, 2, 1.1))
	d.label(b.x+56, b.y+b.h/2, s, "home.take")
	side := min(190, b.h*.6)
	on.Icon(b.x+(split+b.w)/2-side/2, b.y+(b.h-side)/2, side, "tap", theme.Ink, 1.5)
	d.target(on, b.x, b.y, b.w, b.h, Touch{Button: PressTake}, ticket)
	y := b.y + b.h + 34
	if d.wide {
		y = b.y + b.h + gap
	}
	if d.low {
		y, gap = b.y+b.h+20, 16
	}
	for _, c := range cards {
		d.largeRow(box{b.x, y, b.w, height}, c)
		y += height + gap
	}
}

func (d *draft) largeRow(b box, c homeCard) {
	on := d.Page()
	rect := on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Teal700, Width: 3})
	side := min(110, b.h*.55)
	mid := b.y + b.h/2
	on.Icon(b.x+48, mid-side/2, side, c.icon, theme.Teal700, 1.7)
	size := min(62, b.h*.36)
	d.label(b.x+48+side+44, mid, middle(within(style(size, theme.Black, theme.Ink), b.w-side-260, 1, 1.1)), c.key)
	on.Icon(b.x+b.w-48-64, mid-32, 64, "next", theme.Teal700, 2)
	d.target(on, b.x, b.y, b.w, b.h, c.t, rect)
}

// drawAlone draws the home page of a machine that has lost the hub: numbers
// are still given, from those that were reserved for it.
func drawAlone(d *draft) {
	h := d.head(headLook{height: 508, size: 64, karst: !d.large})
	d.set(func(m Model, w, other assets.Phrases) { h.say(w.Say("offline.title"), w.Line("offline.sub")) })
	d.homeBar()
	ticket, notice, help, lines := box{60, 560, 960, 520}, box{60, 1124, 960, 212}, box{60, 1376, 960, 156}, float32(1600)
	split := float32(662)
	switch {
	case d.wide:
		ticket, notice, help, lines, split = box{736, 56, 1128, 430}, box{736, 518, 1128, 180}, box{736, 722, 1128, 140}, 0, 800
	case d.low:
		ticket, notice, help, lines = box{60, 960, 960, 500}, box{60, 560, 960, 212}, box{60, 1500, 960, 156}, 800
	}
	d.takeTicket(ticket, split, false)
	d.Rect(notice.x, notice.y, notice.w, notice.h, widgets.Fill{Color: theme.Amber100, Radius: 24})
	mid := notice.y + notice.h/2
	d.Icon(notice.x+44, mid-42, 84, "cut", theme.AmberInk, 1.6)
	x, room := notice.x+44+84+36, notice.w-44-84-36-40
	first, second := d.size(35), d.size(28)
	d.label(x, mid-first*.35, within(style(first, theme.Bold, theme.Ink), room, 1, 1.3), "offline.note")
	d.label(x, mid+second*1.35, within(style(second, theme.Medium, theme.AmberBark), room, 1, 1.3), "offline.note.sub")
	look := outline.with("help", d.size(36), 1)
	look.side = 58
	d.button(help, look, "offline.guide", Touch{Button: PressHelp})
	if !d.large {
		d.homeLines(lines)
	}
}
