package wall

import (
	"strconv"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// portrait is the wall on a screen that stands upright, 1080 by 1920.
type portrait struct {
	words assets.Phrases
	head  *header
	hero  *upright
	rest  *rest
	lost  *lost

	title       *widgets.Text
	cards       *rowOf
	grid        *grid
	sessions    *sessions
	short, tall *table // with and without something at the bottom
	low         *table // below the grid of a burst
	ready       *strip
	notice      *notice
	help        *help
	foot        *widgets.Text
}

func newPortrait(words assets.Phrases) face {
	stage := ground(1080, 1920)
	p := &portrait{words: words}
	p.head = newHeader(stage.Page(), words, headerPlace{
		left: 48, right: 1032, middle: 62, nameSize: 22, nameMax: 520, clockSize: 52, status: 1032, withoutStatus: true,
	})
	p.hero = newUpright(stage.At(48, 136), words)
	k := heroPlace{w: 984, h: 660, split: 640}
	p.rest = newRest(stage.At(48, 136), words, k)
	p.lost = newLost(stage.At(48, 136), words, k)
	p.title = stage.Text(48, 848, widgets.Style{Size: 24, Weight: theme.Bold, Color: theme.OnDark2, Max: 900}, "")
	small := cardPlace{x: 48, y: 868, w: 316, h: 132, columns: 3, count: 3, gapX: 18, gapY: 18, number: 66, label: 20}
	p.cards = newCards(stage.Page(), words, small)
	p.grid = newGrid(stage.Page(), 48, 868, 188, 53, 11, 8)
	p.sessions = newSessions(stage.At(48, 868), words, 984, 132)
	place := boardPlace{
		x: 48, y: 1024, w: 984, h: 650, pad: 32, rows: 546, size: 25, columns: [4]float32{140, 140, 150, 130}, rowMost: 84,
	}
	p.short = newTable(stage.Page(), words, place)
	place.h, place.rows = 824, 716
	p.tall = newTable(stage.Page(), words, place)
	place.y, place.h, place.rows = 1124, 724, 616
	p.low = newTable(stage.Page(), words, place)
	p.ready = newStrip(stage.At(48, 1698), words, 984, 150, 4)
	p.notice = newNotice(stage.At(48, 1698), 984, 150)
	p.help = newHelp(stage.At(48, 1698), words, 984, 150)
	p.foot = stage.Text(540, 1866, widgets.Style{
		Size: 21, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Centre, Middle: true, Max: 984,
	}, "")
	return face{stage, p.show}
}

func (p *portrait) show(m *Model) {
	p.head.show(m)
	old := m.age() == offline
	v := m.View
	resting := !old && m.resting(v)
	v.Called = v.Called && !old && !resting
	p.hero.show(&v)
	p.rest.show(m, resting)
	p.lost.show(m)

	p.under(m, resting, old)
	burst := v.Burst != nil && !resting && !old
	p.ready.show(m, len(m.Tails) > 0 && m.Notice == "" && !old && !burst)
	p.notice.show(m, m.Notice != "" && !old && !burst)
	p.help.show(m)
	board := p.short
	switch {
	case burst:
		board = p.low
	case len(m.Tails) == 0 && m.Notice == "" && !old:
		board = p.tall
	}
	for _, t := range []*table{p.short, p.tall, p.low} {
		t.layer.SetShown(t == board)
	}
	board.show(m)
	p.foot.Set(p.footer(m))
}

func (p *portrait) footer(m *Model) string {
	note := p.words.Say("wall.fresh", "t", clock(m.Now))
	if m.age() != fresh {
		return ""
	}
	if len(m.Tails) > 0 {
		note += " · " + p.words.Say("wall.ready.note")
	}
	return note
}

func (p *portrait) under(m *Model, resting, old bool) {
	burst := m.View.Burst != nil && !resting && !old
	p.cards.layer.SetShown(!resting && !burst)
	p.grid.layer.SetShown(burst)
	p.sessions.layer.SetShown(resting)
	title := ""
	switch {
	case burst:
		title = p.words.Say("wall.burst", "n", strconv.Itoa(len(m.View.Burst)))
		p.grid.show(m.View.Burst)
	case resting:
		p.sessions.show(m)
		if len(m.Hours.Sessions) > 0 {
			title = p.words.Say("wall.hours")
		}
	case old:
		p.cards.show(beside(m, true), true)
		if !m.Heard.IsZero() {
			title = p.words.Say("wall.before", "t", clock(m.Heard))
		}
	default:
		p.cards.show(m.View.Earlier, false)
		if len(m.View.Earlier) > 0 {
			title = p.words.Say("wall.earlier")
		}
	}
	p.title.Set(title)
}

// upright is the hero of a portrait: the number above, the counter below.
type upright struct {
	words           assets.Phrases
	layer           *widgets.Layer
	ticket          *widgets.Ticket
	recall          *widgets.Chip
	calling         *widgets.Text
	number, counter *widgets.Text
	label, room     *widgets.Text
}

func newUpright(l *widgets.Layer, words assets.Phrases) *upright {
	u := &upright{words: words, layer: l}
	u.ticket = l.Ticket(0, 0, 984, 660, widgets.TicketShape{Split: 392, Across: true, Radius: 36, Notch: 32}, amberLook)
	u.ticket.Prepare(paperLook, calmLook)
	u.calling = l.Text(492, 76, widgets.Style{Size: 50, Weight: theme.Bold, Color: theme.Teal700, Align: widgets.Centre, Max: 700}, words.Say("wall.calling"))
	u.recall = l.Chip(492, 30, widgets.Centre, widgets.ChipLook{
		Ground: theme.Teal700, Ink: theme.OnDark, Size: 34, Weight: theme.Bold, Height: 62, Pad: 28, Icon: "bell",
	}, "")
	u.recall.SetShown(false)
	digits := widgets.Style{Size: 280, Weight: theme.Black, Color: theme.Teal900, Align: widgets.Centre, Max: 984 * numberRoom, Least: 0.5}
	u.number = l.Text(492, 333, digits, "")
	u.label = l.Text(213, 519, widgets.Style{Size: 58, Weight: theme.Bold, Color: theme.Ink, Max: 380}, words.Say("wall.goto"))
	u.room = l.Text(213, 576, widgets.Style{Size: 34, Weight: theme.SemiBold, Color: theme.Ink, Max: 380}, "")
	digits.Size, digits.Max, digits.Middle, digits.Align = 236, 440, true, widgets.Left
	u.counter = l.Text(627, 528, digits, "")
	return u
}

func (u *upright) show(v *View) {
	u.layer.SetShown(v.Called)
	if !v.Called {
		return
	}
	u.ticket.SetLook(map[Stub]widgets.TicketLook{StubAmber: amberLook, StubPaper: paperLook, StubCalm: calmLook}[v.Stub])
	u.number.Set(v.Hero.Number)
	u.counter.Set(v.Hero.Counter)
	u.room.Set(v.Hero.Room)
	u.centre()
	u.calling.SetShown(v.Hero.Recall == 0)
	u.recall.Set(u.words.Say("wall.recall", "n", strconv.Itoa(v.Hero.Recall)))
	u.recall.SetShown(v.Hero.Recall > 0)
}

// centre puts label and counter side by side in the middle of the stub.
func (u *upright) centre() {
	const gap = 56
	label := max(u.label.Width(), u.room.Width())
	left := (984 - label - gap - u.counter.Width()) / 2
	u.label.Move(left, 519)
	u.room.Move(left, 576)
	u.counter.Move(left+label+gap, 528)
}
