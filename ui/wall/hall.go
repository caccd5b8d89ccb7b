package wall

import (
	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// hall is the wall of a waiting room, 1920 by 1080.
type hall struct {
	words assets.Phrases
	head  *header
	hero  *hero
	rest  *rest
	lost  *lost
	board *table

	title, note *widgets.Text
	short, tall *below // with and without something under the cards
	ready       *strip
	notice      *notice
	help        *help
}

// below is what stands under the hero, in one height.
type below struct {
	layer    *widgets.Layer
	cards    *rowOf
	grid     *grid
	sessions *sessions
}

func newHall(words assets.Phrases) face {
	stage := ground(1920, 1080)
	h := &hall{words: words}
	stage.Karst(830, 0, 400, 100, theme.Mix(theme.Teal900, theme.Teal950, 0.05), 1.5, 0.5)
	h.head = newHeader(stage.Page(), words, headerPlace{
		left: 56, right: 1864, middle: 54, nameSize: 27, nameMax: 670, clockSize: 60, status: 1478,
	})
	p := heroPlace{w: 1060, h: 466, split: 716, label: 48, number: 232, counter: 214, small: 35}
	h.hero = newHero(stage.At(56, 118), words, p)
	h.rest = newRest(stage.At(56, 118), words, p)
	h.lost = newLost(stage.At(56, 118), words, p)
	h.title = stage.Text(56, 622, widgets.Style{Size: 24, Weight: theme.Bold, Color: theme.OnDark2, Max: 640}, "")
	h.note = stage.Text(1116, 622, widgets.Style{
		Size: 22, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Right, Max: 500,
	}, words.Say("wall.burst.sub"))
	h.short = newBelow(stage.Page(), words, 237, 70, 57, 20)
	h.tall = newBelow(stage.Page(), words, 384, 76, 88, 26)
	h.ready = newStrip(stage.At(56, 896), words, 1060, 128, 5)
	h.notice = newNotice(stage.At(56, 896), 1060, 128)
	h.help = newHelp(stage.At(56, 896), words, 1060, 128)
	h.board = newTable(stage.Page(), words, boardPlace{
		x: 1152, y: 118, w: 712, h: 906, pad: 26, rows: 793, size: 26, columns: [4]float32{84, 78, 90, 76}, rowMost: 92,
	})
	return face{stage, h.show}
}

func newBelow(l *widgets.Layer, words assets.Phrases, height, number, counter, label float32) *below {
	b := &below{layer: l}
	const gap = 17
	b.cards = newCards(l, words, cardPlace{
		x: 56, y: 640, w: 340, h: (height - gap) / 2, columns: 3, count: cards, gapX: 20, gapY: gap, number: number, counter: counter, label: label,
	})
	b.grid = newGrid(l, 56, 640, 200, (height-24)/4, 15, 8)
	b.sessions = newSessions(l.At(56, 640), words, 1060, height)
	return b
}

func (h *hall) show(m *Model) {
	h.head.show(m)
	old := m.age() == offline
	v := m.View
	resting := !old && m.resting(v)
	v.Called = v.Called && !old && !resting
	h.hero.show(&v)
	h.rest.show(m, resting)
	h.lost.show(m)

	h.ready.show(m, len(m.Tails) > 0 && m.Notice == "" && !old)
	h.notice.show(m, m.Notice != "" && !old)
	h.help.show(m)
	under := old || m.Notice != "" || len(m.Tails) > 0
	h.short.layer.SetShown(under)
	h.tall.layer.SetShown(!under)
	b := h.tall
	if under {
		b = h.short
	}
	b.show(m, resting, old)
	h.heading(m, resting, old)
	h.board.show(m)
}

// show fills the place under the hero: the cards, the grid of a burst, or the
// opening hours.
func (b *below) show(m *Model, resting, old bool) {
	burst := m.View.Burst != nil && !resting && !old
	b.cards.layer.SetShown(!resting && !burst)
	b.grid.layer.SetShown(burst)
	b.sessions.layer.SetShown(resting)
	switch {
	case burst:
		b.grid.show(m.View.Burst)
	case resting:
		b.sessions.show(m)
	default:
		b.cards.show(beside(m, old), old)
	}
}

// beside lists the cards; on an old wall the hero is one of them, because its
// place is taken by the notice.
func beside(m *Model, old bool) []Card {
	if !old || !m.View.Called {
		return m.View.Earlier
	}
	return append([]Card{{Call: m.View.Hero}}, m.View.Earlier...)
}

func (h *hall) heading(m *Model, resting, old bool) {
	burst := m.View.Burst != nil && !resting && !old
	h.note.SetShown(burst)
	switch {
	case old && m.Heard.IsZero():
		h.title.Set("")
	case old:
		h.title.Set(h.words.Say("wall.before", "t", clock(m.Heard)))
	case burst:
		h.title.Set(h.words.Say("wall.burst", "n", number(len(m.View.Burst))))
	case resting && len(m.Hours.Sessions) > 0:
		h.title.Set(h.words.Say("wall.hours"))
	case resting || len(m.View.Earlier) == 0:
		h.title.Set("")
	default:
		h.title.Set(h.words.Say("wall.earlier"))
	}
}
