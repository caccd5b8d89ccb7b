package rehearsal

import (
	"context"
	"time"

	"motcua/internal/journal"
	"motcua/internal/queue"
)

// office is a desk without a hub: the rules alone. It
// makes the timed changes that a hub would make, each at its own time.
type office struct {
	state *queue.State
	clock Clock
	seq   uint64
	// record is given every act as it is folded; nil: nobody keeps it.
	record func(by queue.Actor, key string, at time.Time, events []queue.Event)
	// heard is told of the timed changes, which no order asked for.
	heard func(events []queue.Event, at time.Time, by queue.Actor)
}

func (o *office) Do(_ context.Context, order journal.Order) (journal.Answer, error) {
	now := o.clock.Now().Truncate(time.Millisecond) // the record knows no finer time
	o.due(now)
	return o.decide(queue.Command{Key: order.Key, By: order.By, Do: order.Do}, now)
}

func (o *office) Look(_ context.Context, see func(*queue.State, uint64)) error {
	see(o.state, o.seq)
	return nil
}

// due makes the timed changes up to a moment.
func (o *office) due(now time.Time) {
	for {
		at, c, ok := o.state.Due()
		if !ok || at.After(now) {
			return
		}
		a, err := o.decide(c, at)
		if err != nil {
			return // the rules refuse their own timer: it would be refused again
		}
		if o.heard != nil {
			o.heard(a.Events, at, c.By)
		}
	}
}

func (o *office) decide(c queue.Command, at time.Time) (journal.Answer, error) {
	events, err := queue.Decide(o.state, c, at)
	if err != nil {
		return journal.Answer{}, err
	}
	o.seq++
	o.state.Evolve(queue.Act{At: at, By: c.By, Events: events})
	if o.record != nil && len(events) > 0 {
		o.record(c.By, c.Key, at, events)
	}
	answer := journal.Answer{Seq: o.seq, At: at, Events: events}
	for _, e := range events {
		switch e := e.(type) {
		case queue.Issued:
			answer.Ticket = e.Ticket
		case queue.Called:
			call := e.Call
			answer.Ticket, answer.Call = e.Ticket, &call
		default:
		}
	}
	return answer, nil
}
