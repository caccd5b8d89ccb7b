package wall

import (
	"strconv"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// heroPlace is the geometry of the large ticket.
type heroPlace struct {
	w, h, split float32
	label       float32 // size of MỜI SỐ
	number      float32
	counter     float32
	small       float32 // size of the line under the numbers
}

// hero is the large ticket: the number on paper, the counter on the stub.
type hero struct {
	words  assets.Phrases
	layer  *widgets.Layer
	ticket *widgets.Ticket
	ways   map[string]RoomInfo // rooms layout: says the way instead of the room

	calling        *widgets.Text
	recall         *widgets.Chip
	number, agency *widgets.Text
	counter, room  *widgets.Text
}

// The looks of the hero's ticket.
var (
	amberLook = widgets.TicketLook{Body: theme.Paper, Stub: theme.Amber, Dash: theme.AmberDash}
	paperLook = widgets.TicketLook{Body: theme.Paper, Stub: theme.Paper, Dash: theme.Sand300}
	calmLook  = widgets.TicketLook{Body: theme.Paper, Stub: theme.Teal100, Dash: theme.Sand300}
)

// numberRoom is the share of its cell a number may fill.
const numberRoom = 0.92

func newHero(l *widgets.Layer, words assets.Phrases, p heroPlace) *hero {
	h := &hero{words: words, layer: l}
	h.ticket = l.Ticket(0, 0, p.w, p.h, widgets.TicketShape{Split: p.split, Radius: 34, Notch: 30}, amberLook)
	h.ticket.Prepare(paperLook, calmLook)

	// The rows of both halves stand on common baselines, counted from the
	// middle of the ticket so that lower tickets stay balanced.
	base := p.h/2 + p.number*0.47
	top := base - p.number*theme.CapHeight
	left, right := p.split/2, p.split+(p.w-p.split)/2
	label := func(x float32, ink widgets.Style, text string) {
		l.Text(x, top-p.label*1.62, ink, text)
	}
	big := widgets.Style{Size: p.label, Weight: theme.Bold, Color: theme.Teal700, Align: widgets.Centre, Max: p.split - 60}
	label(left, big, words.Say("wall.calling"))
	big.Color, big.Max = theme.Ink, p.w-p.split-40
	label(right, big, words.Say("wall.goto"))

	sub := widgets.Style{Size: p.label * 0.52, Weight: theme.Medium, Color: theme.Ink2, Align: widgets.Centre}
	h.calling = l.Text(left, top-p.label*0.9, sub, words.Say("wall.calling.sub"))
	sub.Color = theme.Ink
	l.Text(right, top-p.label*0.9, sub, words.Say("wall.goto.sub"))
	h.recall = l.Chip(left, top-p.label*1.36, widgets.Centre, widgets.ChipLook{
		Ground: theme.Teal700, Ink: theme.OnDark, Size: p.label * 0.54, Weight: theme.Bold,
		Height: p.label * 0.92, Pad: p.label * 0.4, Icon: "bell",
	}, "")
	h.recall.SetShown(false)

	digits := widgets.Style{Size: p.number, Weight: theme.Black, Color: theme.Teal900, Align: widgets.Centre, Max: p.split * numberRoom, Least: 0.5, Middle: true}
	h.number = l.Text(left, (top+base)/2, digits, "")
	digits.Size, digits.Max = p.counter, (p.w-p.split)*numberRoom
	h.counter = l.Text(right, (top+base)/2, digits, "")

	// Two lines for names that need them, around the middle of one.
	under := widgets.Style{
		Size: p.small, Weight: theme.Medium, Color: theme.Ink2, Align: widgets.Centre,
		Max: p.split - 48, Lines: 2, Leading: 1.15, Balance: true, Middle: true,
	}
	middle := base + p.small*1.53
	h.agency = l.Text(left, middle, under, "")
	under.Weight, under.Color, under.Max = theme.SemiBold, theme.Ink, p.w-p.split-32
	h.room = l.Text(right, middle, under, "")
	return h
}

func (h *hero) show(v *View) {
	h.layer.SetShown(v.Called)
	if !v.Called {
		return
	}
	switch v.Stub {
	case StubAmber:
		h.ticket.SetLook(amberLook)
	case StubPaper:
		h.ticket.SetLook(paperLook)
	case StubCalm:
		h.ticket.SetLook(calmLook)
	}
	c := v.Hero
	h.number.Set(c.Number)
	h.counter.Set(c.Counter)
	h.agency.Set(c.Agency)
	h.room.Set(h.where(c))
	h.calling.SetShown(c.Recall == 0)
	h.recall.Set(h.words.Say("wall.recall", "n", strconv.Itoa(c.Recall)))
	h.recall.SetShown(c.Recall > 0)
}

// where names the room, or the way to it on a wall that points there.
func (h *hero) where(c Call) string {
	r, ok := h.ways[c.RoomID]
	if !ok {
		return c.Room
	}
	if key := map[string]string{
		"left": "wall.left", "right": "wall.right", "up": "wall.up", "stairs-up": "wall.up", "here": "wall.here",
		"down": "wall.down", "stairs-down": "wall.down",
	}[r.Way]; key != "" {
		return h.words.Say(key)
	}
	return c.Room
}
