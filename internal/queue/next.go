package queue

import (
	"slices"
	"time"

	"motcua/internal/centre"
)

// Candidate is a ticket that a counter would be given, and why it stands there.
type Candidate struct {
	Ticket *Ticket
	Reason string // arrival, priority, return, booking, transfer, affinity
}

// services are what a counter may call: its own, narrowed by its officer's skills.
func (s *State) services(c centre.Counter) []string {
	d, ok := s.desks[c.ID]
	if !ok || d.Skills == nil {
		return c.Services
	}
	out := make([]string, 0, len(c.Services))
	for _, id := range c.Services {
		if slices.Contains(d.Skills, id) {
			out = append(out, id)
		}
	}
	return out
}

// choice is the least of the places put to it.
type choice struct{ place }

func (c *choice) put(list ...place) {
	for _, p := range list {
		if c.t == nil || p.before(c.place) {
			c.place = p
		}
	}
}

// first is the ticket the rule gives a counter: the least (key, order) among
// the heads of its lines. A booking that came before its time is given only
// when nobody else is there, that is, to a counter that would be idle.
func (s *State) first(c centre.Counter, at time.Time) *Ticket {
	var best, held choice
	services := s.services(c)
	latest := at.Add(s.site.Rules.BookingEarly).UnixMilli()
	for _, id := range services {
		best.put(s.lines[id].first(1)...)
		for i, p := range s.booked[id].places() {
			if !s.isHeld(p.t, at) {
				best.put(p)
				break
			}
			if i == 0 {
				held.put(p)
			}
			if p.key > latest { // the slot lies a head start after the key: all that follow are held too
				break
			}
		}
	}
	best.put(s.bound[c.ID].first(1)...)
	best.put(s.orphans(c.ID, services, at)...)
	if best.t == nil {
		return held.t
	}
	return s.guarded(c, services, best.t, at)
}

// isHeld tells whether a booking that checked in early is kept for its time.
func (s *State) isHeld(t *Ticket, at time.Time) bool {
	return at.Before(t.Slot.Add(-s.site.Rules.BookingEarly))
}

// orphans are those kept for another counter that would wait for nobody: whoever
// serves their service may call them.
func (s *State) orphans(counter string, services []string, at time.Time) (out []place) {
	for id, l := range s.bound {
		if id == counter {
			continue
		}
		for _, p := range l.places() {
			if s.isLost(p.t, at) && slices.Contains(services, p.t.Spot.Service) {
				out = append(out, p)
			}
		}
	}
	return out
}

// Next are the first n tickets the rule would give a counter, in order.
func (s *State) Next(counter string, n int, at time.Time) []Candidate {
	c, ok := s.site.Counter(counter)
	if !ok || n <= 0 {
		return nil
	}
	services := s.services(c)
	best := slices.Clone(s.bound[counter].first(n))
	best = append(best, s.orphans(counter, services, at)...)
	var held []place
	for _, id := range services {
		best = append(best, s.lines[id].first(n)...)
		for _, p := range s.booked[id].places() {
			if s.isHeld(p.t, at) {
				held = append(held, p)
			} else {
				best = append(best, p)
			}
		}
	}
	best = append(least(best, n), least(held, n)...)
	if t := s.first(c, at); t != nil && best[0].t != t { // the guard's turn
		best = slices.DeleteFunc(best, func(p place) bool { return p.t == t })
		best = slices.Insert(best, 0, spotPlace(t.Spot, t))
	}
	out := make([]Candidate, 0, n)
	for _, p := range best[:min(n, len(best))] {
		out = append(out, Candidate{p.t, p.t.reason()})
	}
	return out
}

// least sorts places into the order of calls and keeps the first n.
func least(list []place, n int) []place {
	slices.SortFunc(list, place.compare)
	return list[:min(n, len(list))]
}

// reason is the word for why a ticket stands where it does.
func (t *Ticket) reason() string {
	leg := t.Leg()
	switch {
	case leg.Place != "":
		return "transfer"
	case t.Spot.Counter != "":
		return "affinity"
	case leg.Class == centre.Appointment && !t.moved:
		return "booking"
	case leg.Class == centre.Return && !t.moved:
		return "return"
	case t.Spot.Key.Before(leg.ArrivedAt):
		return "priority"
	default:
		return "arrival"
	}
}

// WaitingHere is how many tickets a counter may call.
func (s *State) WaitingHere(counter string, at time.Time) int {
	c, ok := s.site.Counter(counter)
	if !ok {
		return 0
	}
	services := s.services(c)
	n := s.bound[counter].len() + len(s.orphans(counter, services, at))
	for _, id := range services {
		n += s.lines[id].len() + s.booked[id].len()
	}
	return n
}
