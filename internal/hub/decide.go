package hub

import (
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// dayEnds is when an open day that nobody closed is closed: after midnight, so
// that the last minute of the day is whole.
const dayEnds = 24*time.Hour + 5*time.Minute

// timer is who makes timed changes.
var timer = queue.Actor{Role: queue.Timer}

// decide puts the round's orders to the law, in order, on the folded state.
func (h *Hub) decide() {
	r := &h.round
	r.acts = r.acts[:0]
	clear(r.keys)
	r.at, r.trusted = h.clock.Now()
	r.today = centre.DateOf(r.at).String()
	waiting := time.Now().Before(h.pause)
	if !waiting {
		h.due()
	}
	for i := range r.slots {
		s := &r.slots[i]
		s.result, s.act, s.twin, s.said = result{}, none, none, false
		if s.order == nil || h.known(i, s) {
			continue
		}
		if waiting {
			s.err = journal.ErrNotDurable
			continue
		}
		s.said = true
		s.err = h.grant(s)
	}
	h.ahead = len(r.acts) > 0
}

// known answers a repeat as the first time.
func (h *Hub) known(i int, s *slot) bool {
	s.press = pressOf(s.order.Key, s.order.Request)
	var request digest // of the first press
	if g, ok := h.keys.find(s.press.key); ok {
		s.again, request = g.seq, g.request
	} else if first, ok := h.round.keys[s.press.key]; ok {
		s.twin, request = first, h.round.slots[first].press.request
	} else if f, ok := h.refused.find(s.press.key); ok {
		s.result, request = f.result, f.request
	} else {
		h.round.keys[s.press.key] = i
		return false
	}
	if request != s.press.request {
		s.result, s.twin = result{err: journal.ErrKeyReused}, none
	}
	return true
}

// grant decides one order and folds what follows.
func (h *Hub) grant(s *slot) error {
	r, o := &h.round, s.order
	wish := o.Do
	switch w := wish.(type) {
	case queue.OpenDay:
		day, err := h.openByHand(w.Day)
		if err != nil {
			return err
		}
		wish = queue.OpenDay{Day: day}
	case queue.CloseDay, queue.ApplySite, queue.Acknowledge:
		// These are about the day there is, they begin none.
	default:
		h.openDay()
	}
	granted, err := h.act(journal.Act{Key: o.Key, Request: o.Request, At: r.at, By: o.By}, wish)
	if granted {
		s.act, s.said = len(r.acts)-1, false
	}
	return err
}

// act decides a wish and, if it changes anything, folds it ahead of the journal.
func (h *Hub) act(a journal.Act, wish queue.Wish) (granted bool, err error) {
	a.Events, err = queue.Decide(h.state, queue.Command{Key: a.Key, By: a.By, Do: wish}, a.At)
	if err != nil || len(a.Events) == 0 {
		return false, err
	}
	h.round.acts = append(h.round.acts, a)
	w, _ := wish.(queue.ApplySite) // its document is parsed already
	return true, h.evolve(&a, w.Site)
}

// openDay begins the business day of a trusted new date. If the law does not
// open it, it says so to the order that comes next.
func (h *Hub) openDay() {
	if r := &h.round; r.trusted && h.state.Day() < r.today {
		h.timed(timer, queue.OpenDay{Day: r.today})
	}
}

// timed makes a change that nobody pressed a button for.
func (h *Hub) timed(by queue.Actor, wish queue.Wish) {
	if granted, _ := h.act(journal.Act{At: h.round.at, By: by}, wish); !granted {
		// What the law refuses now is not asked again in a circle.
		h.snooze = time.Now().Add(time.Second)
	}
}

// openByHand prepares for an officer's opening of a day: with a clock that is
// not believed his word sets the date.
func (h *Hub) openByHand(day string) (string, error) {
	r := &h.round
	if day == "" {
		day = r.today
	}
	date, err := centre.ParseDate(day)
	if err != nil || r.trusted && day > r.today {
		return day, queue.Refuse(queue.BadValue)
	}
	if day <= h.state.Day() {
		return day, nil
	}
	if !r.trusted {
		r.at = h.clock.Confirm(date)
	}
	return day, nil
}

// due makes the timed changes whose time has come.
func (h *Hub) due() {
	r := &h.round
	for len(r.acts) < drained && !time.Now().Before(h.snooze) {
		at, c, ok := h.state.Due()
		switch {
		case ok && !at.After(r.at):
			if c.By.Role == "" {
				c.By = timer
			}
			h.timed(c.By, c.Do)
		case r.trusted && h.state.DayOpen() && !r.at.Before(dayEnd(h.state.Day())):
			h.timed(timer, queue.CloseDay{})
		default:
			return
		}
	}
}

// untilDue is how long the loop may sleep: to the next timed change, but never
// so long that a clock that was set goes unnoticed.
func (h *Hub) untilDue() time.Duration {
	now, trusted := h.clock.Now()
	next := now.Add(time.Hour)
	if at, _, ok := h.state.Due(); ok && at.Before(next) {
		next = at
	}
	if h.state.DayOpen() && trusted {
		if end := dayEnd(h.state.Day()); end.Before(next) {
			next = end
		}
	}
	wait := h.clock.Real(next.Sub(now))
	for _, hold := range []time.Time{h.snooze, h.pause} {
		wait = max(wait, time.Until(hold))
	}
	return max(wait, time.Millisecond)
}

func dayEnd(day string) time.Time {
	date, err := centre.ParseDate(day)
	if err != nil {
		return time.Unix(1<<40, 0) // a day without a date has no end of its own
	}
	return date.At(0).Add(dayEnds)
}
