package centre

import (
	"slices"
	"time"
)

// horizon is how many days ahead an opening is looked for; a centre that stays
// shut longer has no next opening.
const horizon = 400

// Hours say when the centre is open and when numbers are given.
type Hours struct {
	Week        [7][]Session  // by time.Weekday, in order, not overlapping
	CloseBefore time.Duration // numbers stop this long before the end of a session
	Holidays    []Holiday
	Swaps       []Swap
}

// Session is one stretch of work within a day (buổi).
type Session struct {
	From Clock
	To   Clock
}

// Holiday is a run of days on which the centre is shut.
type Holiday struct {
	From Date
	To   Date // the last day off
	Name Text
}

// Swap is a day off that is worked (làm bù) with the hours of the working day
// it replaces.
type Swap struct {
	Work Date // worked, although it is a Saturday, Sunday or holiday
	Off  Date // shut in its place; the zero day where nothing is given back
	Name Text
}

// Why says in one word why numbers are given or not.
type Why string

// The reasons of TicketingOpen.
const (
	WhyOpen    Why = "open"
	WhyEarly   Why = "early"   // before the first session of a working day
	WhyLunch   Why = "lunch"   // between two sessions
	WhyStopped Why = "stopped" // the session runs, numbers have stopped
	WhyClosed  Why = "closed"  // after the last session
	WhyHoliday Why = "holiday"
	WhyDayOff  Why = "dayoff" // a weekday without sessions, or a day given for a swap
)

// Holiday finds the holiday a day belongs to; a day worked by a swap is none.
func (h Hours) Holiday(d Date) (Holiday, bool) {
	if h.swapped(d) != nil {
		return Holiday{}, false
	}
	for _, x := range h.Holidays {
		if !d.Before(x.From) && !x.To.Before(d) {
			return x, true
		}
	}
	return Holiday{}, false
}

func (h Hours) swapped(d Date) *Swap {
	for i := range h.Swaps {
		if h.Swaps[i].Work == d {
			return &h.Swaps[i]
		}
	}
	return nil
}

// SessionsOn lists the sessions of a day, none on a day off. The list is
// shared and must not be changed.
func (h Hours) SessionsOn(d Date) []Session {
	if s := h.swapped(d); s != nil {
		return h.swapSessions(*s)
	}
	if _, off := h.Holiday(d); off {
		return nil
	}
	for _, s := range h.Swaps {
		if s.Off == d {
			return nil
		}
	}
	return h.Week[d.Weekday()]
}

// swapSessions are the hours of the weekday given up, or of the first weekday
// that has any where none is named.
func (h Hours) swapSessions(s Swap) []Session {
	if s.Off != (Date{}) {
		if list := h.Week[s.Off.Weekday()]; len(list) > 0 {
			return list
		}
	}
	if list := h.Week[s.Work.Weekday()]; len(list) > 0 {
		return list
	}
	for day := time.Monday; day <= time.Saturday; day++ {
		if len(h.Week[day]) > 0 {
			return h.Week[day]
		}
	}
	return nil
}

// IsWorkingDay tells whether the centre opens on a day.
func (h Hours) IsWorkingDay(d Date) bool { return len(h.SessionsOn(d)) > 0 }

// SessionAt finds the session that runs at a moment. A session holds its first
// moment and not its last.
func (h Hours) SessionAt(at time.Time) (Session, bool) {
	c := ClockOf(at)
	for _, s := range h.SessionsOn(DateOf(at)) {
		if c >= s.From && c < s.To {
			return s, true
		}
	}
	return Session{}, false
}

// Open tells whether the centre works at a moment.
func (h Hours) Open(at time.Time) bool {
	_, ok := h.SessionAt(at)
	return ok
}

// NextOpening gives the start of the first session that begins after a moment;
// ok is false where the centre never opens within a year.
func (h Hours) NextOpening(at time.Time) (opens time.Time, ok bool) {
	d := DateOf(at)
	for range horizon {
		for _, s := range h.SessionsOn(d) {
			if t := d.At(s.From); t.After(at) {
				return t, true
			}
		}
		d = d.Add(1)
	}
	return time.Time{}, false
}

// Closing gives the end of the session that runs at a moment.
func (h Hours) Closing(at time.Time) (closes time.Time, ok bool) {
	s, ok := h.SessionAt(at)
	if !ok {
		return time.Time{}, false
	}
	return DateOf(at).At(s.To), true
}

// DayEnds gives the end of the last session of a day; ok is false on a day off.
func (h Hours) DayEnds(d Date) (ends time.Time, ok bool) {
	list := h.SessionsOn(d)
	if len(list) == 0 {
		return time.Time{}, false
	}
	return d.At(list[len(list)-1].To), true
}

// TicketingOpen tells whether numbers are given at a moment. Where they are
// not, opens is when they are given again (the zero time if never within a
// year) and why says what to tell the visitor.
func (h Hours) TicketingOpen(at time.Time) (ok bool, opens time.Time, why Why) {
	if s, running := h.SessionAt(at); running {
		if ClockOf(at) < s.To-Clock(h.CloseBefore) {
			return true, at, WhyOpen
		}
		opens, _ = h.NextOpening(at)
		return false, opens, WhyStopped
	}
	opens, _ = h.NextOpening(at)
	return false, opens, h.whyShut(at)
}

func (h Hours) whyShut(at time.Time) Why {
	d, c := DateOf(at), ClockOf(at)
	list := h.SessionsOn(d)
	if len(list) == 0 {
		if _, holiday := h.Holiday(d); holiday {
			return WhyHoliday
		}
		return WhyDayOff
	}
	switch {
	case c < list[0].From:
		return WhyEarly
	case slices.ContainsFunc(list, func(s Session) bool { return c < s.From }):
		return WhyLunch
	}
	return WhyClosed
}
