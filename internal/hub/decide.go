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
	n := len(r.items)
	r.results, r.of, r.twin, r.said = fresh(r.results, n), fresh(r.of, n), fresh(r.twin, n), fresh(r.said, n)
	r.digests, r.acts = fresh(r.digests, n), r.acts[:0]
	clear(r.keys)
	r.at, r.trusted = h.clock.now()
	waiting := time.Now().Before(h.pause)
	if !waiting {
		h.due()
	}
	for i := range r.items {
		r.of[i], r.twin[i] = -1, -1
		o := r.items[i].order
		if o == nil || h.known(i, o) {
			continue
		}
		if waiting {
			r.results[i].err = journal.ErrNotDurable
			continue
		}
		r.said[i] = true
		r.results[i].err = h.grant(i, o)
	}
}

// fresh gives a slice of n zero values, in the old memory if that is enough.
func fresh[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, max(n, 2*cap(s)))
	}
	s = s[:n]
	clear(s)
	return s
}

// known answers a repeat as the first time.
func (h *Hub) known(i int, o *journal.Order) bool {
	r := &h.round
	p := pressOf(o.Key, o.Request)
	r.digests[i] = p
	if a, ok := h.keys.find(p.key); ok {
		if r.results[i].again = a.seq; a.request != p.request {
			r.results[i] = result{err: journal.ErrKeyReused}
		}
		return true
	}
	if first, ok := r.keys[p.key]; ok {
		if r.twin[i] = first; r.digests[first].request != p.request {
			r.results[i].err = journal.ErrKeyReused
		}
		return true
	}
	if f, ok := h.refused.find(p.key); ok {
		if r.results[i] = f.result; f.request != p.request {
			r.results[i] = result{err: journal.ErrKeyReused}
		}
		return true
	}
	r.keys[p.key] = i
	return false
}

// grant decides one order and folds what follows.
func (h *Hub) grant(i int, o *journal.Order) error {
	r := &h.round
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
		r.of[i], r.said[i] = len(r.acts)-1, false
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
	if w, ok := wish.(queue.ApplySite); ok && w.Site != nil {
		h.evolve(&a, w.Site)
		return true, nil
	}
	h.evolve(&a, nil)
	return true, nil
}

// openDay begins the business day of a trusted new date. If the law does not
// open it, it says so to the order that comes next.
func (h *Hub) openDay() {
	if today := centre.DateOf(h.round.at).String(); h.round.trusted && h.state.Day() < today {
		h.timed(timer, queue.OpenDay{Day: today})
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
	today := centre.DateOf(r.at).String()
	if day == "" {
		day = today
	}
	date, err := centre.ParseDate(day)
	if err != nil || r.trusted && day > today {
		return day, queue.Refuse(queue.BadValue)
	}
	if day <= h.state.Day() {
		return day, nil
	}
	if !r.trusted {
		r.at = h.clock.confirm(date)
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
	now, trusted := h.clock.now()
	next := now.Add(time.Hour)
	if at, _, ok := h.state.Due(); ok && at.Before(next) {
		next = at
	}
	if h.state.DayOpen() && trusted {
		if end := dayEnd(h.state.Day()); end.Before(next) {
			next = end
		}
	}
	wait := h.clock.real(next.Sub(now))
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
