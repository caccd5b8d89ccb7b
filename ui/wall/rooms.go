package wall

import (
	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// rooms is the wall between two rooms, 1920 by 1080: one half for each, with
// an arrow that says where it lies.
type rooms struct {
	head  *header
	halfs [2]*half
}

// half is one room's part of the wall.
type half struct {
	words assets.Phrases
	layer *widgets.Layer
	x     float32

	name, counters *widgets.Text
	arrow          *widgets.Art
	hero           *hero
	rest           *rest
	lost           *lost
	cards          *rowOf
}

const halfWidth = 880

func newRooms(words assets.Phrases) face {
	stage := ground(1920, 1080)
	r := &rooms{}
	stage.Karst(830, 0, 400, 100, theme.Mix(theme.Teal900, theme.Teal950, 0.05), 1.5, 0.5)
	r.head = newHeader(stage.Page(), words, headerPlace{
		left: 56, right: 1864, middle: 54, nameSize: 27, nameMax: 670, clockSize: 60, status: 1478,
	})
	stage.Rect(959, 140, 2, 800, widgets.Fill{Color: theme.WallRule})
	for i, x := range []float32{56, 984} {
		r.halfs[i] = newHalf(stage.Page(), words, x)
	}
	standing := stage.Text(960+24, 1005, widgets.Style{
		Size: 28, Weight: theme.Regular, Color: theme.OnDark, Align: widgets.Centre, Middle: true, Max: 1700,
	}, words.Say("wall.guide"))
	mark := stage.Icon(0, 1005-17, 34, "clock", theme.Amber, 1.8)
	return face{stage, func(m *Model) {
		r.show(m)
		standing.Set(guide(words, m))
		mark.Move(960+24-standing.Width()/2-48, 1005-17)
	}}
}

func newHalf(l *widgets.Layer, words assets.Phrases, x float32) *half {
	h := &half{words: words, layer: l, x: x}
	h.arrow = l.Icon(x, 140, 52, "left", theme.Amber, 2.4)
	h.name = l.Text(x, 166, widgets.Style{Size: 40, Weight: theme.Bold, Color: theme.OnDark, Middle: true, Max: 500}, "")
	h.counters = l.Text(x, 166+5, widgets.Style{Size: 30, Weight: theme.Medium, Color: theme.OnDark2, Middle: true, Max: 300}, "")
	p := heroPlace{w: halfWidth, h: 446, split: 580, label: 42, number: 190, counter: 176, small: 30}
	h.hero = newHero(l.At(x, 218), words, p)
	h.rest = newRest(l.At(x, 218), words, p)
	h.lost = newLost(l.At(x, 218), words, p)
	h.cards = newCards(l, words, cardPlace{
		x: x, y: 688, w: 430, h: 130, columns: 2, count: 4, gapX: 20, gapY: 18, number: 84, label: 20,
	})
	return h
}

func (r *rooms) show(m *Model) {
	r.head.show(m)
	for i, h := range r.halfs {
		h.layer.SetShown(i < len(m.Rooms))
		if i < len(m.Rooms) {
			h.show(m, m.Rooms[i], r.beside(m, i))
		}
	}
}

// beside lists the rooms whose calls a half shows. Desks in rooms of their own
// (guidance, post) have no half; their calls stand in the first, by name.
func (r *rooms) beside(m *Model, i int) []string {
	ids := []string{m.Rooms[i].ID}
	if i == 0 {
		for _, other := range m.Rooms[min(2, len(m.Rooms)):] {
			ids = append(ids, other.ID)
		}
	}
	return ids
}

func (h *half) show(m *Model, room RoomInfo, ids []string) {
	h.title(room)
	old := m.age() == offline
	v := m.View.In(ids...)
	resting := !old && m.resting(v)
	list := v.Earlier
	if old && v.Called {
		list = append([]Card{{Call: v.Hero}}, list...)
	}
	v.Called = v.Called && !old && !resting
	h.hero.ways = map[string]RoomInfo{room.ID: room}
	h.hero.show(&v)
	h.rest.show(m, resting)
	h.lost.show(m)
	h.cards.show(list, old)
}

// title names the room and points at it: from its left end to the left, from
// its right end everywhere else.
func (h *half) title(room RoomInfo) {
	x := h.x
	if room.Way == "left" {
		x += 70
	}
	h.name.Set(room.Name)
	h.name.Move(x, 166)
	counters := ""
	if room.Counters != "" {
		counters = h.words.Say("app.counters", "n", room.Counters)
	}
	h.counters.Set(counters)
	h.counters.Move(x+h.name.Width()+18, 170)
	icon, ok := map[string]string{
		"left": "left", "right": "right", "down": "down", "stairs-down": "down", "up": "up", "stairs-up": "up", "here": "pin",
	}[room.Way]
	h.arrow.SetShown(ok)
	if !ok {
		return
	}
	h.arrow.Set(icon, theme.Amber)
	end := h.x + halfWidth - 52
	if room.Way == "left" {
		end = h.x
	}
	h.arrow.Move(end, 140)
}
