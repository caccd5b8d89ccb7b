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

// services are what a counter may call now: its own, narrowed by its officer's skills.
func (s *State) services(counter centre.Counter) []string {
	d, ok := s.desks[counter.ID]
	if !ok || d.Skills == nil {
		return counter.Services
	}
	out := make([]string, 0, len(counter.Services))
	for _, id := range counter.Services {
		if slices.Contains(d.Skills, id) {
			out = append(out, id)
		}
	}
	return out
}

// first is the ticket the rule gives a counter: the least (key, order) among
// the heads of its lines. Bookings that came before their time are given only
// when nobody else is there.
func (s *State) first(counter centre.Counter, at time.Time) *Ticket {
	var best, held place
	found := func(b *place, p place) {
		if b.t == nil || p.before(*b) {
			*b = p
		}
	}
	for _, id := range s.services(counter) {
		if l := s.lines[id]; l.len() > 0 {
			found(&best, l.places[0])
		}
		if l := s.booked[id]; l.len() > 0 {
			for _, p := range l.places {
				if s.isHeld(p.t, at) {
					found(&held, p)
				} else {
					found(&best, p)
				}
			}
		}
	}
	if l := s.bound[counter.ID]; l.len() > 0 {
		found(&best, l.places[0])
	}
	if best.t == nil {
		return held.t
	}
	return best.t
}

// isHeld tells whether a booking that checked in early is kept for its time.
func (s *State) isHeld(t *Ticket, at time.Time) bool {
	return at.Before(t.Slot.Add(-s.site.Rules.BookingEarly))
}

// Next are the first n tickets the rule would give a counter, in order.
func (s *State) Next(counter string, n int, at time.Time) []Candidate {
	c, ok := s.site.Counter(counter)
	if !ok || n <= 0 {
		return nil
	}
	var best, held []place
	for _, id := range s.services(c) {
		best = append(best, head(s.lines[id], n)...)
		if l := s.booked[id]; l.len() > 0 {
			for _, p := range l.places {
				if s.isHeld(p.t, at) {
					held = append(held, p)
				} else {
					best = append(best, p)
				}
			}
		}
	}
	best = append(best, head(s.bound[counter], n)...)
	order := func(a, b place) int {
		if a.before(b) {
			return -1
		}
		return 1
	}
	slices.SortFunc(best, order)
	slices.SortFunc(held, order)
	best = append(best, held...)
	out := make([]Candidate, 0, min(n, len(best)))
	for _, p := range best[:min(n, len(best))] {
		out = append(out, Candidate{p.t, p.t.reason()})
	}
	return out
}

func head(l *line, n int) []place {
	if l == nil {
		return nil
	}
	return l.places[:min(n, len(l.places))]
}

// reason is the word for why a ticket stands where it does.
func (t *Ticket) reason() string {
	leg := t.Leg()
	switch {
	case t.Spot.Counter != "":
		return "affinity"
	case leg.Place != "":
		return "transfer"
	case !t.Slot.IsZero() && len(t.Legs) == 1:
		return "booking"
	case leg.Class == centre.Return:
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
	n := s.bound[counter].len()
	for _, id := range s.services(c) {
		n += s.lines[id].len() + s.booked[id].len()
	}
	return n
}

// ready is a counter that may call: open, and with nothing in hand.
func (s *State) ready(counter string) (centre.Counter, *Desk, error) {
	c, ok := s.site.Counter(counter)
	if !ok {
		return c, nil, Refuse(UnknownCounter)
	}
	d := s.desks[counter]
	switch {
	case d == nil || d.Mode == ModeClosed:
		return c, d, Refuse(CounterIsClosed)
	case d.Mode == ModePaused:
		return c, d, Refuse(CounterIsPaused)
	case d.Ticket != "":
		return c, d, &Refusal{Code: Busy, Ticket: d.Ticket, Number: s.tickets[d.Ticket].Number}
	}
	return c, d, nil
}

func (s *State) decideNext(w CallNext, at time.Time) ([]Event, error) {
	c, d, err := s.ready(w.Counter)
	var out []Event
	if err != nil {
		if d == nil || d.Ticket == "" || !w.Finish || d.Mode == ModePaused {
			return nil, err
		}
		done, err := s.decideFinish(Finish{w.Counter, w.Outcome, w.Dossiers, w.Fee}, at)
		if err != nil {
			return nil, err
		}
		out = done
	}
	t := s.first(c, at)
	if t == nil {
		if out != nil {
			return out, nil
		}
		return nil, Refuse(Nobody)
	}
	return append(out, s.called(t, c, "")), nil
}

func (s *State) called(t *Ticket, c centre.Counter, reason string) Called {
	return Called{
		Visit: t.visit(), Reason: reason,
		Call: Call{No: len(s.calls) + 1, Counter: c.ID, Room: c.Room, Zone: c.Zone},
	}
}

func (s *State) decideNumber(w CallNumber) ([]Event, error) {
	if err := s.reasonIn(s.site.Reasons.Call, w.Reason); err != nil {
		return nil, err
	}
	c, _, err := s.ready(w.Counter)
	if err != nil {
		return nil, err
	}
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	switch t.Status {
	case StatusWaiting, StatusParked:
	case StatusCalled, StatusServing:
		return nil, &Refusal{Code: CalledElsewhere, Ticket: t.ID, Number: t.Number}
	default:
		return nil, Refuse(WrongState)
	}
	if !slices.Contains(s.services(c), t.Leg().Service) {
		return nil, Refuse(NotServedHere)
	}
	return []Event{s.called(t, c, w.Reason)}, nil
}

// reasonIn holds a reason against one of the site's lists.
func (s *State) reasonIn(list []centre.Reason, id string) error {
	if id == "" {
		return Refuse(NeedsReason)
	}
	if _, ok := centre.FindReason(list, id); !ok {
		return Refuse(UnknownReason)
	}
	return nil
}
