package queue_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"motcua/internal/queue"
)

// Laws that are wrong on purpose. A model that does not see them proves nothing.

// instead calls another ticket than the rule gives, chosen among all that the
// counter may call; where there is no choice the rule stands.
func instead(choose func(s *queue.State, list []queue.Candidate) *queue.Ticket) law {
	return func(s *queue.State, c queue.Command, at time.Time) ([]queue.Event, error) {
		events, err := queue.Decide(s, c, at)
		w, ok := c.Do.(queue.CallNext)
		if !ok || err != nil {
			return events, err
		}
		list := s.Next(w.Counter, 1000, at)
		for i, e := range events {
			called, ok := e.(queue.Called)
			if !ok || len(list) == 0 {
				continue
			}
			t := choose(s, list)
			called.Ticket, called.Number, called.Out = t.ID, t.Number, t.Spot.Service
			events[i] = called
		}
		return events, nil
	}
}

// least is the ticket that comes first by some order.
func least(by func(a, b *queue.Ticket) int) func(*queue.State, []queue.Candidate) *queue.Ticket {
	return func(_ *queue.State, list []queue.Candidate) *queue.Ticket {
		c := slices.MinFunc(list, func(a, b queue.Candidate) int { return by(a.Ticket, b.Ticket) })
		return c.Ticket
	}
}

// after changes the events of the law.
func after(change func(s *queue.State, e queue.Event) queue.Event) law {
	return func(s *queue.State, c queue.Command, at time.Time) ([]queue.Event, error) {
		events, err := queue.Decide(s, c, at)
		for i := range events {
			events[i] = change(s, events[i])
		}
		return events, err
	}
}

var planted = map[string]law{
	"who came last is called first": instead(least(func(a, b *queue.Ticket) int { return b.IssuedAt.Compare(a.IssuedAt) })),
	"no class has a head start":     instead(least(func(a, b *queue.Ticket) int { return a.IssuedAt.Compare(b.IssuedAt) })),
	"one service starves another": instead(least(func(a, b *queue.Ticket) int {
		if a.Spot.Service != b.Spot.Service {
			return cmpString(a.Spot.Service, b.Spot.Service)
		}
		return a.Spot.Key.Compare(b.Spot.Key)
	})),
	"an absence keeps the head start": after(func(s *queue.State, e queue.Event) queue.Event {
		if a, ok := e.(queue.Absented); ok && a.In != nil {
			t, _ := s.Ticket(a.Ticket)
			sp := *a.In
			sp.Key = t.Spot.Key
			a.In = &sp
			return a
		}
		return e
	}),
	"a number is given twice": after(func(s *queue.State, e queue.Event) queue.Event {
		if i, ok := e.(queue.Issued); ok && i.Number == "A003" {
			i.Number, i.Ticket = "A002", i.Ticket[:len(i.Ticket)-1]+"2"
			return i
		}
		return e
	}),
	"a call forgets to leave the line": after(func(_ *queue.State, e queue.Event) queue.Event {
		if c, ok := e.(queue.Called); ok {
			c.Out = ""
			return c
		}
		return e
	}),
	"a deed is done while deciding": func(s *queue.State, c queue.Command, at time.Time) ([]queue.Event, error) {
		events, err := queue.Decide(s, c, at)
		if _, ok := c.Do.(queue.Yield); ok && len(events) > 0 {
			s.Evolve(queue.Act{At: at, Events: events})
		}
		return events, err
	},
	"two counters may have one ticket in hand": func(s *queue.State, c queue.Command, at time.Time) ([]queue.Event, error) {
		if w, ok := c.Do.(queue.CallNext); ok {
			for _, d := range s.Desks() {
				if t, ok := s.Ticket(d.Ticket); ok && t.Status == queue.StatusCalled && d.ID != w.Counter {
					if me, _ := s.Desk(w.Counter); me.Mode == queue.ModeOpen {
						return []queue.Event{queue.Called{
							Visit: queue.Visit{Ticket: t.ID, Number: t.Number},
							Call:  queue.Call{No: len(s.Calls()) + 1, Counter: w.Counter, Room: "1", Zone: "A"},
						}}, nil
					}
				}
			}
		}
		return queue.Decide(s, c, at)
	},
	"a busy counter is told that nobody waits": func(s *queue.State, c queue.Command, at time.Time) ([]queue.Event, error) {
		events, err := queue.Decide(s, c, at)
		if r, ok := err.(*queue.Refusal); ok && r.Code == queue.Busy { //nolint:errorlint // the law's own
			return nil, queue.Refuse(queue.Nobody)
		}
		return events, err
	},
}

func cmpString(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// TestQueue_PlantedFaultsAreSeen plays each wrong law until the model objects.
func TestQueue_PlantedFaultsAreSeen(t *testing.T) {
	site := hallOf(t, "")
	for name, l := range planted {
		t.Run(name, func(t *testing.T) {
			hall := rapid.Custom(func(t *rapid.T) fault { return play(t, site, l, 120) })
			for seed := range 60 {
				if f := hall.Example(seed); f != "" {
					t.Logf("seen in hall %d: %.200s", seed, f)
					return
				}
			}
			t.Error("the model does not see it")
		})
	}
}
