package board

import (
	"slices"
	"time"

	"motcua/internal/queue"
)

// Scope narrows a picture to a waiting room or to a counter; the zero value is the whole centre.
type Scope struct{ Zone, Counter string }

// FromState is the queue as it stands after the commit seq.
func FromState(s *queue.State, seq uint64, in Scope) *Queue {
	counters := counters(s, in)
	served := services(counters)
	q := &Queue{
		Seq: seq, At: s.At(), Day: s.Day(),
		Waiting: []Ticket{}, Called: []Called{}, Counters: counters, Aside: []Ticket{},
	}
	for _, t := range s.Waiting() {
		if _, ok := served[t.Spot.Service]; ok {
			q.Waiting = append(q.Waiting, lean(t))
		}
	}
	for t := range s.Tickets() {
		switch t.Status {
		case queue.StatusIssued, queue.StatusUnprinted, queue.StatusCalled, queue.StatusServing, queue.StatusParked:
			if _, ok := served[t.Leg().Service]; ok {
				q.Aside = append(q.Aside, lean(t))
			}
		case queue.StatusWaiting, queue.StatusDone, queue.StatusCancelled, queue.StatusVoid, queue.StatusLapsed:
		}
	}
	slices.SortFunc(q.Aside, byID)
	q.Called = called(s, counters, 0)
	return q
}

// WallFromState is the wall of a scope as it stands after the commit seq.
func WallFromState(s *queue.State, seq uint64, in Scope) *Wall {
	counters := counters(s, in)
	served := services(counters)
	for id := range served {
		served[id] = s.WaitingCount(id)
	}
	return &Wall{
		Seq: seq, At: s.At(), Day: s.Day(),
		Waiting: served, Called: called(s, counters, Earlier), Counters: counters,
	}
}

// services are the lines that some counters call from, each with the count 0.
func services(counters []Counter) map[string]int {
	served := map[string]int{}
	for i := range counters {
		for _, id := range counters[i].Services {
			served[id] = 0
		}
	}
	return served
}

// counters are the counters of a scope, in the order of the site.
func counters(s *queue.State, in Scope) []Counter {
	list := []Counter{}
	for _, d := range s.Desks() {
		c := counterOf(s, d)
		if in.Zone != "" && c.Zone != in.Zone || in.Counter != "" && c.ID != in.Counter {
			continue
		}
		list = append(list, c)
	}
	return list
}

// CounterFromState is one counter as the public sees it.
func CounterFromState(s *queue.State, id string) (Counter, bool) {
	d, ok := s.Desk(id)
	if !ok {
		return Counter{}, false
	}
	return counterOf(s, d), true
}

func counterOf(s *queue.State, d queue.Desk) Counter {
	c := Counter{ID: d.ID, Label: d.ID, Services: []string{}, State: string(d.Mode), Since: d.Since, Ticket: d.Ticket}
	if d.Mode == queue.ModePaused {
		c.Reason = d.Reason
	}
	if known, ok := s.Site().Counter(d.ID); ok {
		c.Label, c.Room, c.Zone = known.Label, known.Room, known.Zone
		c.Services = append(c.Services, known.Services...)
	}
	if t, ok := s.Ticket(d.Ticket); ok {
		c.Number = t.Number
	}
	return c
}

// called lists the calls of the counters that are not over, and the last keep
// of those that are, in the order of their numbers.
func called(s *queue.State, counters []Counter, keep int) []Called {
	list := []Called{}
	here := map[string]bool{}
	for i := range counters {
		here[counters[i].ID] = true
		if c, ok := pending(s, counters[i].Ticket); ok {
			list = append(list, calledOf(c))
		}
	}
	over := 0
	for _, c := range slices.Backward(s.Calls()) {
		if over >= keep {
			break
		}
		if now, ok := pending(s, c.Ticket); !here[c.Counter] || ok && now.No == c.No {
			continue
		}
		over++
		past := calledOf(c)
		past.Ended, past.Hidden = true, !holds(s, c)
		list = append(list, past)
	}
	slices.SortFunc(list, func(a, b Called) int { return a.No - b.No })
	return list
}

// pending is the call by which a ticket is awaited.
func pending(s *queue.State, ticket string) (*queue.Calling, bool) {
	t, ok := s.Ticket(ticket)
	if !ok || t.Status != queue.StatusCalled {
		return nil, false
	}
	return s.Call(t.Call.No)
}

// holds tells whether a call that is over still says where the visitor went.
func holds(s *queue.State, c *queue.Calling) bool {
	t, ok := s.Ticket(c.Ticket)
	return ok && t.Call.No == c.No && settled(string(t.Status))
}

// settled are the states of a visitor who came when called.
func settled(state string) bool {
	switch queue.Status(state) {
	case queue.StatusServing, queue.StatusParked, queue.StatusDone:
		return true
	case queue.StatusIssued, queue.StatusUnprinted, queue.StatusWaiting, queue.StatusCalled,
		queue.StatusCancelled, queue.StatusVoid, queue.StatusLapsed:
	}
	return false
}

func calledOf(c *queue.Calling) Called {
	return Called{
		No: c.No, Number: c.Number, Ticket: c.Ticket,
		Counter: c.Counter, Room: c.Room, Zone: c.Zone, At: c.At, Recall: c.Recall,
	}
}

// TicketFromState is a visit with all its legs.
func TicketFromState(t *queue.Ticket) Ticket {
	b := lean(t)
	b.Back = t.Back
	b.Legs = make([]Leg, 0, len(t.Legs))
	for i := range t.Legs {
		l := &t.Legs[i]
		b.Legs = append(b.Legs, Leg{
			Service: l.Service, Counter: l.Counter, ArrivedAt: l.ArrivedAt,
			CalledAt: moment(l.CalledAt), BegunAt: moment(l.BegunAt), FinishedAt: moment(l.FinishedAt),
			Outcome: l.Outcome,
		})
	}
	return b
}

// lean is a visit as lists carry it.
func lean(t *queue.Ticket) Ticket {
	l := t.Leg()
	b := Ticket{
		ID: t.ID, Number: t.Number, Day: t.Day, Service: l.Service, Class: l.Class,
		State: string(t.Status), IssuedAt: t.IssuedAt,
		Legs: []Leg{{Service: l.Service, ArrivedAt: t.IssuedAt}},
	}
	if t.Status == queue.StatusWaiting {
		b.Key, b.Order = moment(t.Spot.Key), t.Spot.Order
	}
	return b
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
