package queue

import (
	"time"

	"motcua/internal/centre"
)

// longPause is how long a counter may be on a pause before those who wait for
// it alone are given to others.
const longPause = 10 * time.Minute

// isLost tells whether a ticket that is kept for one counter may be called by
// whoever serves it, because it would wait for nobody: the counter has closed
// or is away for long, or the time a returning visitor is kept for it is over.
func (s *State) isLost(t *Ticket, at time.Time) bool {
	d, ok := s.desks[t.Spot.Counter]
	switch {
	case !ok, d.Mode == ModeClosed:
		return true
	case d.Mode == ModePaused && at.Sub(d.Since) >= longPause:
		return true
	}
	keep := s.options.SameCounter
	return keep > 0 && t.marked == t.Spot.Counter && t.returning() && at.Sub(t.Leg().EnteredAt) >= keep
}

// returning tells whether a ticket waits because its visitor came back with
// papers, and not because the counter has set him aside since.
func (t *Ticket) returning() bool {
	leg := t.Leg()
	return leg.Class == centre.Return && leg.Place == "" && len(t.Legs) > 1 && leg.BegunAt.IsZero()
}

// leads tells whether a ticket stands where it does by the head start of its class.
func (t *Ticket) leads() bool {
	place := t.Leg().Place
	return !t.moved && t.Spot.Counter == "" && (place == "" || place == Fair) && t.Spot.Key.Before(t.came())
}

// guarded gives the turn to an ordinary visitor, when the site bounds how many
// head starts in a row may go past one and that many have: of all who came no
// later than he did, the least is called.
func (s *State) guarded(c centre.Counter, services []string, best *Ticket, at time.Time) *Ticket {
	if s.site.Rules.Guard <= 0 || best == nil || !best.leads() {
		return best
	}
	var ordinary choice
	for _, id := range services {
		for _, p := range s.lines[id].places() {
			if !p.t.leads() && !p.t.moved {
				ordinary.put(p)
				break
			}
		}
	}
	past := ordinary.t
	if past == nil || !past.came().Before(best.came()) || s.passed(past) < s.site.Rules.Guard {
		return best
	}
	turn := ordinary
	look := func(list []place) {
		for _, p := range list {
			if held := p.t.isBooked() && s.isHeld(p.t, at); !held && !p.t.came().After(past.came()) {
				turn.put(p)
			}
		}
	}
	for _, id := range services {
		look(s.lines[id].first(s.lines[id].rank(ordinary.place)))
		look(s.booked[id].places())
	}
	look(s.bound[c.ID].places())
	look(s.orphans(c.ID, services, at))
	return turn.t
}

// passed is how many head starts in a row went past a ticket that waits, as far as
// the guard cares: calls, from the last one back, at counters that could have
// called it.
func (s *State) passed(t *Ticket) (n int) {
	w := t.waits[len(t.waits)-1]
	for i := len(s.calls) - 1; i >= w.from && n < s.site.Rules.Guard; i-- {
		c := s.calls[i]
		switch {
		case c.Reason != "" || !s.couldCall(c, w.spot):
		case c.Place != First && c.Key.Before(c.IssuedAt) && w.since.Before(c.IssuedAt):
			n++
		default:
			return n
		}
	}
	return n
}
