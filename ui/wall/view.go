package wall

import (
	"slices"
	"time"
)

// Stub is the ground of the hero's counter half.
type Stub int

// Amber says "go here now", paper is the other half of a flash, calm is the
// last call long after it was made.
const (
	StubAmber Stub = iota
	StubPaper
	StubCalm
)

// Card is one of the calls beside the hero.
type Card struct {
	Call
	Waiting bool // not spoken yet
}

// Cell is one call in the grid of a burst.
type Cell struct {
	Call
	State CellState
}

// CellState says where a call of a burst stands.
type CellState int

// A call of a burst was spoken, is the hero, or waits.
const (
	CellSpoken CellState = iota
	CellNow
	CellWaiting
)

// View is the line at one moment, as a value.
type View struct {
	Hero    Call
	Called  bool // there is a hero
	Stub    Stub
	Earlier []Card // newest first, the hero not among them
	Burst   []Cell // in order; nil unless more than six wait
}

// View is what the wall shows at that time.
func (l *Line) View(now time.Time) View {
	var v View
	if l.hero != nil {
		v.Hero, v.Called, v.Stub = l.hero.call, true, l.stub(now)
	}
	v.Earlier = l.earlier(v)
	if len(l.waiting) > cards {
		v.Burst = l.grid()
	}
	return v
}

func (l *Line) stub(now time.Time) Stub {
	h, passed := l.hero, now.Sub(l.hero.since)
	switch {
	case h.aloud && passed < time.Duration(2*l.flashes())*FlashHalf && passed >= 0:
		if passed/FlashHalf%2 == 1 {
			return StubPaper
		}
		return StubAmber
	case passed >= CalmAfter:
		return StubCalm
	}
	return StubAmber
}

// earlier lists waiting and past calls, newest first, each number once.
func (l *Line) earlier(v View) []Card {
	var list []Card
	for _, c := range l.waiting {
		list = append(list, Card{Call: c, Waiting: true})
	}
	slices.Reverse(list)
	for _, c := range slices.Backward(l.past) {
		list = append(list, Card{Call: c})
	}
	seen := map[string]bool{}
	if v.Called {
		seen[v.Hero.Number] = true
	}
	return slices.DeleteFunc(list, func(c Card) bool {
		again := seen[c.Number]
		seen[c.Number] = true
		return again
	})
}

// grid lists the calls of a burst; when there are more than it has cells, the
// oldest spoken ones leave first.
func (l *Line) grid() []Cell {
	cells := make([]Cell, 0, len(l.burst))
	now := -1
	for _, c := range l.burst {
		cell := Cell{Call: c}
		switch {
		case l.hero != nil && l.hero.call.same(c):
			cell.State, now = CellNow, len(cells)
		case slices.ContainsFunc(l.waiting, c.same):
			cell.State = CellWaiting
		}
		cells = append(cells, cell)
	}
	if over := len(cells) - gridMost; over > 0 {
		cells = cells[min(over, max(now, 0)):]
	}
	return cells[:min(len(cells), gridMost)]
}

// In is the view of some rooms: their own newest call in the hero, flashing
// only while it is the one the voice says, and their own calls beside it.
func (v View) In(rooms ...string) View {
	var own View
	if v.Called && slices.Contains(rooms, v.Hero.RoomID) {
		own.Hero, own.Called, own.Stub = v.Hero, true, v.Stub
	}
	for _, c := range v.Earlier {
		if !slices.Contains(rooms, c.RoomID) {
			continue
		}
		if !own.Called && !c.Waiting {
			own.Hero, own.Called, own.Stub = c.Call, true, StubAmber
			continue
		}
		own.Earlier = append(own.Earlier, c)
	}
	return own
}

// Visible are the calls that can be read on the wall, for its acknowledgement;
// most is how many cards its layout has.
func (v View) Visible(most int) []int {
	var list []int
	if v.Called {
		list = append(list, v.Hero.No)
	}
	if v.Burst != nil {
		for _, c := range v.Burst {
			list = append(list, c.No)
		}
	} else {
		for _, c := range v.Earlier[:min(most, len(v.Earlier))] {
			list = append(list, c.No)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
