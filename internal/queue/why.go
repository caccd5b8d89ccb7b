package queue

import (
	"slices"
	"time"

	"motcua/internal/centre"
)

// Because is one reason of the order: a call that went before, or something the
// visitor did. Sentences are made by who speaks; the ground of a priority is
// never among the values.
type Because struct {
	Code    string    // one of QUEUEING 1.4
	No      int       // of the call, 0 for what the visitor did
	Number  string    // of the one called; behind whom the visitor stepped
	Counter string    // that called; for absent, that called in vain
	At      time.Time // of the call, of the call in vain, of the step back
	Since   time.Time // when the other one came; for booking its time
	Minutes int       // by which the other one came earlier, or counts as earlier
	Reason  string    // of a reserved call
	Calls   int       // absent, yielded: the calls of others it explains
}

// The codes of Because.
const (
	other    = "other"    // the counter could not serve the visitor
	earlier  = "earlier"  // the other one came earlier
	transfer = "transfer" // the other one waited since Since and was sent on
	booking  = "booking"  // the other one has an appointment at Since
	priority = "priority" // the other one counts as Minutes earlier
	returned = "return"   // the other one came back with papers, and counts as earlier
	reserved = "reserved" // the other one was called out of order, or placed first
	absent   = "absent"   // the visitor was called and did not come
	yielded  = "yielded"  // the visitor stepped back

	unexplained = "unexplained" // would be a fault of the law
)

// Why is the answer to "why not me?", from the record alone.
type Why struct {
	Ahead     int
	NoneAfter time.Time // from then on no newcomer is placed ahead
	Lines     []Because
}

// wait is one stretch of standing in a line, and which calls were made meanwhile.
type wait struct {
	spot    Spot
	key     time.Time // the key without the visitor's own absences and steps back
	since   time.Time // when the visitor came, as others are compared
	arrived time.Time // when the visit arrived for the order: a booking at its time
	slip    int       // what the visitor stands behind for
	from    int       // calls before it began
	to      int       // calls before it ended
	closed  bool
}

// slip is something by which a visitor lost the place.
type slip struct {
	code    string
	at      time.Time
	counter string
	number  string
}

// waiting is the stretch that begins when a ticket takes a place.
func (t *Ticket) waiting(sp Spot, calls int) wait {
	leg := t.Leg()
	w := wait{spot: sp, key: sp.Key, since: leg.ArrivedAt, arrived: leg.ArrivedAt, slip: t.slip, from: calls}
	if len(t.Legs) == 1 && t.IssuedAt.Before(w.since) {
		w.since = t.IssuedAt
	}
	if n := len(t.waits); t.slip > 0 && n > 0 {
		w.key = t.waits[n-1].key
	}
	return w
}

// Why explains every call that was made while the ticket waited, and what its
// visitor did to the order.
func (s *State) Why(id string, _ time.Time) (Why, bool) {
	t, ok := s.tickets[id]
	if !ok {
		return Why{}, false
	}
	w := Why{Ahead: s.Ahead(id), NoneAfter: t.Spot.Key.Add(s.site.Bound())}
	for _, sl := range t.slips {
		w.Lines = append(w.Lines, Because{Code: sl.code, Number: sl.number, Counter: sl.counter, At: sl.at})
	}
	for _, m := range t.waits {
		to := len(s.calls)
		if m.closed {
			to = min(to, m.to)
		}
		for _, c := range s.calls[m.from:max(m.from, to)] {
			if b := s.because(m, c); b.Code == absent || b.Code == yielded {
				w.Lines[m.slip-1].Calls++
			} else {
				w.Lines = append(w.Lines, b)
			}
		}
	}
	slices.SortStableFunc(w.Lines, func(a, b Because) int { return a.At.Compare(b.At) })
	return w, true
}

// because gives a call the first reason that fits.
func (s *State) because(m wait, c *Calling) Because {
	b := Because{Code: unexplained, No: c.No, Number: c.Number, Counter: c.Counter, At: c.At, Since: c.IssuedAt}
	switch lead := c.IssuedAt.Sub(c.Key); {
	case !s.couldCall(c, m.spot):
		b.Code = other
	case c.IssuedAt.Before(m.since), c.IssuedAt.Equal(m.since) && c.Order < m.spot.Order:
		b.Code, b.Minutes = earlier, minutes(m.since.Sub(c.IssuedAt))
	case c.Place == Fair, c.Place == Last:
		b.Code = transfer
	case c.Booked:
		b.Code, b.Since = booking, c.slot
	case c.Reason == "" && c.Place == "" && lead > 0 && (c.Key.Before(m.key) || c.Key.Equal(m.key) && m.slip == 0):
		b.Code, b.Minutes = priority, max(1, minutes(lead))
		if c.Class == centre.Return {
			b.Code = returned
		}
	case c.Reason != "":
		b.Code, b.Reason = reserved, c.Reason
	case c.Place == First:
		b.Code, b.Reason = reserved, c.ground
	case m.slip > 0:
		b.Code = absent // or yielded; told by the slip itself
	case c.IssuedAt.Before(m.arrived): // the visitor's own appointment was still to come
		b.Code, b.Minutes = earlier, minutes(m.arrived.Sub(c.IssuedAt))
	}
	return b
}

// couldCall tells whether the counter of a call could have called a place then.
func (s *State) couldCall(c *Calling, sp Spot) bool {
	if sp.Counter != "" {
		return sp.Counter == c.Counter
	}
	return s.site.Serves(c.Counter, sp.Service) && (c.skills == nil || slices.Contains(c.skills, sp.Service))
}

func minutes(d time.Duration) int { return int(d / time.Minute) }
