package queue

import (
	"slices"
	"time"

	"motcua/internal/centre"
)

// Because is one reason of the order: a call that went before, or something the
// visitor did. Code is one of QUEUEING 1.4; sentences are made by who speaks,
// and the ground of a priority is never among the values.
type Because struct {
	Code    string // other, earlier, transfer, booking, priority, return, reserved, absent, yielded
	Number  string // of the one called
	Counter string
	At      time.Time // of the call
	Since   time.Time // when the other one arrived
	Minutes int       // before, or of head start
	Reason  string    // of a reserved call
}

// Why is the answer to "why not me?", from the record alone.
type Why struct {
	Ahead     int
	NoneAfter time.Time // from then on no newcomer is placed ahead
	Lines     []Because
}

// Why explains every call since the number was taken.
func (s *State) Why(id string, _ time.Time) (Why, bool) {
	t, ok := s.tickets[id]
	if !ok {
		return Why{}, false
	}
	leg := t.Leg()
	w := Why{Ahead: s.Ahead(id), NoneAfter: leg.EnteredAt.Add(s.site.Bound())}
	for _, c := range s.calls {
		if c.Ticket == id || c.At.Before(t.IssuedAt) {
			if c.Ticket == id && t.Absences > 0 && !c.At.After(t.AbsentAt) {
				w.Lines = append(w.Lines, Because{Code: "absent", Number: t.Number, Counter: c.Counter, At: c.At})
			}
			continue
		}
		if !t.EndedAt.IsZero() && c.At.After(t.EndedAt) || s.afterMine(t, c) {
			continue
		}
		w.Lines = append(w.Lines, s.because(t, c))
	}
	if t.Yields > 0 {
		w.Lines = append(w.Lines, Because{Code: "yielded", Number: t.YieldedTo, At: t.YieldedAt})
	}
	slices.SortStableFunc(w.Lines, func(a, b Because) int { return a.At.Compare(b.At) })
	return w, true
}

// afterMine tells whether a call came when the ticket was no longer waiting.
func (s *State) afterMine(t *Ticket, c *Calling) bool {
	return (t.Status == StatusCalled || t.Status == StatusServing || t.Status == StatusDone) && c.No > t.Call.No
}

func (s *State) because(t *Ticket, c *Calling) Because {
	b := Because{Number: c.Number, Counter: c.Counter, At: c.At, Since: c.IssuedAt}
	mine := t.Leg()
	desk, _ := s.site.Counter(c.Counter)
	switch {
	case !slices.Contains(desk.Services, mine.Service):
		b.Code = "other"
	case c.Reason != "" || c.Place == First:
		b.Code, b.Reason = "reserved", c.Reason
		if b.Reason == "" {
			if other, ok := s.tickets[c.Ticket]; ok {
				b.Reason = other.Reason
			}
		}
	case c.Place != "" && c.IssuedAt.Before(mine.ArrivedAt):
		b.Code = "transfer"
	case c.IssuedAt.Before(mine.ArrivedAt) || c.IssuedAt.Equal(mine.ArrivedAt) && c.Order < t.Spot.Order:
		b.Code, b.Minutes = "earlier", int(mine.ArrivedAt.Sub(c.IssuedAt)/time.Minute)
	case c.Booked:
		b.Code, b.At = "booking", c.At
	case c.Class == centre.Return:
		b.Code, b.Minutes = "return", int(c.IssuedAt.Sub(c.Key)/time.Minute)
	case c.Key.Before(c.IssuedAt):
		b.Code, b.Minutes = "priority", int(c.IssuedAt.Sub(c.Key)/time.Minute)
	default:
		b.Code = "earlier"
	}
	return b
}
