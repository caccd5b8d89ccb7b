package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// Desk is the door of the queue: the hub, or a client of one.
type Desk interface {
	// Do has one order decided and stored. A *queue.Refusal is an answer, not a failure.
	Do(ctx context.Context, o journal.Order) (journal.Answer, error)
	// Look reads the state of the day as of a commit; the function must not keep it.
	Look(ctx context.Context, see func(s *queue.State, seq uint64)) error
}

// Slip is what a printer is asked to print.
type Slip struct {
	Ticket, Number, Service, Class string
	Ahead                          int
	Wait                           forecast.Range
}

// patience is how often an order is repeated, by its key, when the record
// could not be written.
const patience = 20

// hall is one day being played.
type hall struct {
	*world
	day   *plan
	desk  Desk
	clock Clock
	model *forecast.Model
	tell  func(Moment)                                // nil: nobody listens
	print func(context.Context, Slip) (string, error) // nil: every slip comes out unless the laws jam it
	leave map[string]bool                             // counters that somebody else works
	brief bool                                        // only what counts: no begin, no recall, no second looks
	seed  uint64
	key   string

	until  time.Time
	agenda agenda
	posts  []*post
	people map[string]*person
	serial map[string]int // dossiers received today, by agency
	sum    *tally
	orders int
}

func newHall(w *world, day *plan, seed uint64, desk Desk, clock Clock) *hall {
	h := &hall{
		world: w, day: day, desk: desk, clock: clock, seed: seed,
		people: map[string]*person{}, serial: map[string]int{}, sum: newTally(), leave: map[string]bool{},
		key: fmt.Sprintf("%x-%x-", seed, clock.Now().UnixNano()),
	}
	return h
}

// staff puts an officer at every counter and plans the shifts.
func (h *hall) staff(d centre.Date) {
	for i, c := range h.site.Counters {
		p := &post{
			id: c.ID, label: c.Label, officer: "o-" + c.ID,
			factor: h.day.factor[i] * h.day.today, chance: source(h.seed, d, 100000+uint64(i)),
		}
		h.posts = append(h.posts, p)
		if h.leave[c.ID] {
			continue
		}
		for _, s := range h.day.shifts[i] {
			h.at(s.from, func(ctx context.Context) error { return h.open(ctx, p, s) })
		}
	}
}

func (h *hall) at(t time.Time, run func(context.Context) error) { h.agenda.add(t, run) }

func (h *hall) in(d time.Duration, run func(context.Context) error) {
	h.agenda.add(h.clock.Now().Add(d), run)
}

// play runs the agenda to its end or to the end of the play.
func (h *hall) play(ctx context.Context) error {
	for {
		next, ok := h.agenda.next()
		if !ok {
			return nil
		}
		if next.at.After(h.until) {
			return h.clock.Sleep(ctx, h.until.Sub(h.clock.Now()))
		}
		if err := h.clock.Sleep(ctx, next.at.Sub(h.clock.Now())); err != nil {
			return err
		}
		if err := next.run(ctx); err != nil {
			return err
		}
	}
}

// do gives one order and hears what came of it. An order that could not be
// stored is given again by the same key, so that it acts once. A refusal comes
// back as refused; other errors end the play.
func (h *hall) do(ctx context.Context, by queue.Actor, wish queue.Wish) (a journal.Answer, refused *queue.Refusal, err error) {
	h.orders++
	o := journal.Order{Key: fmt.Sprint(h.key, h.orders), By: by, Do: wish}
	for try := 0; ; try++ {
		a, err = h.desk.Do(ctx, o)
		if !errors.Is(err, journal.ErrNotDurable) || try == patience {
			break
		}
		if err := h.clock.Sleep(ctx, time.Second); err != nil {
			return a, nil, err
		}
	}
	if errors.As(err, &refused) {
		h.sum.refusals[refused.Code]++
		return a, refused, nil
	}
	if err != nil {
		return a, nil, fmt.Errorf("rehearsal: %T at %s: %w", wish, h.clock.Now().Format(time.TimeOnly), err)
	}
	if a.At.IsZero() {
		a.At = h.clock.Now()
	}
	h.heard(a.Events, a.At, by)
	return a, nil, nil
}

// heard follows what has happened: the model learns, and an idle officer sees
// who has entered a line.
func (h *hall) heard(events []queue.Event, at time.Time, by queue.Actor) {
	if h.model != nil {
		h.model.Fold(queue.Act{At: at, By: by, Events: events})
	}
	for _, e := range events {
		h.sum.fold(e)
		if v, ok := e.(interface{ About() queue.Visit }); ok {
			if in := v.About().In; in != nil {
				h.wake(*in)
			}
		}
	}
}

// wake lets the officer who has been idle longest see a new entry of a line.
func (h *hall) wake(in queue.Spot) {
	var first *post
	for _, p := range h.posts {
		if p.mode != idle || p.woken || in.Counter != "" && in.Counter != p.id || !h.site.Serves(p.id, in.Service) {
			continue
		}
		if first == nil || p.since.Before(first.since) {
			first = p
		}
	}
	if first != nil {
		h.rouse(first)
	}
}

// rouse plans a press at a counter that has been idle.
func (h *hall) rouse(p *post) {
	p.woken = true
	h.in(h.react(p.chance), func(ctx context.Context) error {
		p.woken = false
		return h.press(ctx, p)
	})
}

// react is the time between seeing and pressing.
func (h *hall) react(r *rand.Rand) time.Duration {
	if h.laws.React == 0 {
		return 0
	}
	return h.laws.React/2 + time.Duration(r.ExpFloat64()*float64(h.laws.React)/2)
}

// glance is what an officer's screen does by itself: it shows who may be called
// although no order of ours brought him, and what somebody else did here.
func (h *hall) glance(ctx context.Context) error {
	var call []*post
	err := h.desk.Look(ctx, func(s *queue.State, _ uint64) {
		for _, p := range h.posts {
			if p.mode == idle && !p.woken && s.WaitingHere(p.id, h.clock.Now()) > 0 {
				call = append(call, p)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("rehearsal: looking at the queue: %w", err)
	}
	for _, p := range call {
		h.rouse(p)
	}
	h.in(5*time.Second, h.glance)
	return nil
}

// knows finds the visitor of a ticket; somebody who took a number by another
// door is given a character when he is first met.
func (h *hall) knows(ctx context.Context, c queue.Called) (*person, error) {
	if x := h.people[c.Ticket]; x != nil {
		return x, nil
	}
	x := &person{ticket: c.Ticket, number: c.Number, service: c.Out, class: centre.Ordinary}
	err := h.desk.Look(ctx, func(s *queue.State, _ uint64) {
		if t, ok := s.Ticket(c.Ticket); ok {
			x.issued, x.class = t.IssuedAt, t.Legs[0].Class
			x.at, x.legs = t.IssuedAt, len(t.Legs)-1
		}
	})
	x.chance = rand.New(rand.NewPCG(h.seed, uint64(x.issued.UnixNano())))
	x.persona = x.chance.IntN(1 << 16)
	h.people[c.Ticket] = x
	return x, err
}
