package rehearsal

import (
	"context"
	"math/rand/v2"
	"time"

	"motcua/internal/journal"
	"motcua/internal/queue"
)

// mode is what an officer is doing.
type mode int

const (
	away mode = iota
	idle
	busy
	resting
)

// post is a counter with its officer.
type post struct {
	id, label, officer string
	factor             float64 // slower or faster than others
	chance             *rand.Rand

	mode    mode
	since   time.Time
	woken   bool // a press is planned
	shift   shift
	visitor *person
	service string
}

func (p *post) by() queue.Actor {
	return queue.Actor{Role: queue.Officer, Device: "counter-" + p.id, Counter: p.id, Officer: p.officer}
}

// is sets what the officer does now.
func (h *hall) is(p *post, m mode) {
	p.mode, p.since = m, h.clock.Now()
	if m != busy {
		p.visitor = nil
	}
}

func (h *hall) open(ctx context.Context, p *post, s shift) error {
	p.shift = s
	// An idle officer takes breaks and goes home by the clock, a busy one after
	// the visitor in hand.
	glance := func(ctx context.Context) error { return h.press(ctx, p) }
	h.at(s.to, glance)
	for _, b := range s.breaks {
		h.at(b.at, glance)
	}
	if p.mode != away { // still serving the last visitor of the morning
		return nil
	}
	_, refused, err := h.do(ctx, p.by(), queue.OpenCounter{Counter: p.id, Officer: p.officer})
	if err != nil || refused != nil {
		return err
	}
	h.say(Moment{Kind: "opened", Counter: p.id}, nil)
	h.is(p, idle)
	return h.press(ctx, p)
}

func (h *hall) close(ctx context.Context, p *post) error {
	_, _, err := h.do(ctx, p.by(), queue.CloseCounter{Counter: p.id})
	h.is(p, away)
	h.say(Moment{Kind: "closed", Counter: p.id}, nil)
	return err
}

// dueBreak takes the break whose time has come, if one has.
func (h *hall) dueBreak(p *post) (pause, bool) {
	if b := p.shift.breaks; len(b) > 0 && !b[0].at.After(h.clock.Now()) {
		p.shift.breaks = b[1:]
		return b[0], true
	}
	return pause{}, false
}

// leaves tells whether the officer has something else to do than to call.
func (h *hall) leaves(p *post) bool {
	b := p.shift.breaks
	return !h.clock.Now().Before(p.shift.to) || len(b) > 0 && !b[0].at.After(h.clock.Now())
}

// press is the officer's free moment: a break, the way home, or the next visitor.
func (h *hall) press(ctx context.Context, p *post) error {
	if p.mode != idle {
		return nil
	}
	if !h.clock.Now().Before(p.shift.to) {
		return h.close(ctx, p)
	}
	if b, due := h.dueBreak(p); due {
		return h.rest(ctx, p, b)
	}
	if h.laws.Reserved > 0 && p.chance.Float64() < h.laws.Reserved {
		if done, err := h.callOut(ctx, p); done || err != nil {
			return err
		}
	}
	a, refused, err := h.do(ctx, p.by(), queue.CallNext{Counter: p.id})
	if err != nil {
		return err
	}
	if refused != nil {
		return h.refusedAt(ctx, p, refused)
	}
	return h.met(ctx, p, a)
}

// rest is a pause the public sees.
func (h *hall) rest(ctx context.Context, p *post, b pause) error {
	reason := "break"
	if list := h.site.Reasons.Pause; len(list) > 0 {
		reason = list[0].ID
		if b.long > 25*time.Minute {
			reason = list[min(1, len(list)-1)].ID
		}
	}
	_, refused, err := h.do(ctx, p.by(), queue.PauseCounter{Counter: p.id, Reason: reason})
	if err != nil || refused != nil {
		return err
	}
	h.is(p, resting)
	h.say(Moment{Kind: "paused", Counter: p.id, reason: h.reason(h.site.Reasons.Pause, reason)}, nil)
	back := b.long
	if left := p.shift.to.Sub(h.clock.Now()); back > left {
		back = left
	}
	h.in(back, func(ctx context.Context) error {
		_, _, err := h.do(ctx, p.by(), queue.ResumeCounter{Counter: p.id})
		if err != nil {
			return err
		}
		h.say(Moment{Kind: "resumed", Counter: p.id}, nil)
		h.is(p, idle)
		return h.press(ctx, p)
	})
	return nil
}

// callOut calls a number out of order, with a reason: the third in line.
func (h *hall) callOut(ctx context.Context, p *post) (done bool, err error) {
	var ticket string
	err = h.desk.Look(ctx, func(s *queue.State, _ uint64) {
		if next := s.Next(p.id, 3, h.clock.Now()); len(next) == 3 {
			ticket = next[2].Ticket.ID
		}
	})
	list := h.site.Reasons.Call
	if err != nil || ticket == "" || len(list) == 0 {
		return false, err
	}
	reason := list[p.chance.IntN(len(list))].ID
	a, refused, err := h.do(ctx, p.by(), queue.CallNumber{Counter: p.id, Ticket: ticket, Reason: reason})
	if err != nil || refused != nil {
		return false, err
	}
	return true, h.met(ctx, p, a)
}

// refusedAt makes sense of a counter that is not as its officer believed:
// somebody else has pressed, at this desk or from the lead's.
func (h *hall) refusedAt(ctx context.Context, p *post, refused *queue.Refusal) error {
	switch refused.Code {
	case queue.Nobody:
		h.is(p, idle)
		return nil
	case queue.CounterIsClosed, queue.DayNotOpen, queue.DayOver:
		h.is(p, away)
		return nil
	default:
		return h.resume(ctx, p)
	}
}

// resume goes on from what the desk says the counter is doing.
func (h *hall) resume(ctx context.Context, p *post) error {
	var desk queue.Desk
	var c queue.Called
	var status queue.Status
	var at time.Time
	err := h.desk.Look(ctx, func(s *queue.State, _ uint64) {
		desk, _ = s.Desk(p.id)
		if t, ok := s.Ticket(desk.Ticket); ok {
			status, at = t.Status, t.CalledAt
			c.Visit = queue.Visit{Ticket: t.ID, Number: t.Number, Out: t.Leg().Service}
			c.Call = t.Call
		}
	})
	if err != nil {
		return err
	}
	switch {
	case desk.Mode == queue.ModeClosed:
		h.is(p, away)
	case status == queue.StatusCalled:
		x, err := h.knows(ctx, c)
		if err != nil {
			return err
		}
		return h.calls(p, x, c, at)
	case status == queue.StatusServing:
		x, err := h.knows(ctx, c)
		if err != nil {
			return err
		}
		h.is(p, busy)
		p.visitor, p.service = x, c.Out
		h.in(h.visit(p, x), func(ctx context.Context) error { return h.ends(ctx, p) })
	case desk.Mode == queue.ModePaused: // whoever paused it resumes it
		h.is(p, resting)
		h.in(time.Minute, func(ctx context.Context) error { return h.resume(ctx, p) })
	default:
		h.is(p, idle)
	}
	return nil
}

// met is the moment after a call: the visitor comes, or does not.
func (h *hall) met(ctx context.Context, p *post, a journal.Answer) error {
	for _, e := range a.Events {
		c, ok := e.(queue.Called)
		if !ok {
			continue
		}
		x, err := h.knows(ctx, c)
		if err != nil {
			return err
		}
		return h.calls(p, x, c, a.At)
	}
	if a.Call != nil { // told again after a failure, without its events
		return h.resume(ctx, p)
	}
	h.is(p, idle) // finished, and nobody waits
	return nil
}

// calls follows a call that has been made.
func (h *hall) calls(p *post, x *person, c queue.Called, at time.Time) error {
	h.is(p, busy)
	p.visitor, p.service = x, c.Out
	x.over = false
	waited := h.sum.called(x, at)
	kind := "called"
	switch {
	case c.Reason != "":
		kind = "reserved"
	case waited < time.Minute:
		kind = "called-at-once"
	}
	h.say(Moment{
		Kind: kind, Counter: p.id, Waited: waited,
		reason: h.reason(h.site.Reasons.Call, c.Reason),
	}, x)

	if h.laws.PutBacks > 0 && p.chance.Float64() < h.laws.PutBacks {
		h.in(6*time.Second, func(ctx context.Context) error { return h.putBack(ctx, p) })
		return nil
	}
	if h.absent(x, waited) {
		h.nobodyComes(p, x)
		return nil
	}
	if h.brief {
		h.in(h.laws.Walk+h.visit(p, x), func(ctx context.Context) error { return h.ends(ctx, p) })
		return nil
	}
	walk := h.laws.Walk/2 + time.Duration(x.chance.Float64()*float64(h.laws.Walk))
	if x.phone {
		h.in(walk/3, func(ctx context.Context) error { return h.onMyWay(ctx, x) })
	}
	h.in(walk, func(ctx context.Context) error { return h.begins(ctx, p) })
	return nil
}

// visit is how long the visitor in hand will take.
func (h *hall) visit(p *post, x *person) time.Duration {
	m := h.minutes(p.service, x.chance) * p.factor
	switch {
	case x.parked, x.paid && p.service != h.pay:
		m = min(m, 2+m/5) // most of it was done before
	case x.returning:
		m /= 2
	}
	return minutes(max(m, 0.3))
}

func (h *hall) putBack(ctx context.Context, p *post) error {
	x := p.visitor
	_, refused, err := h.do(ctx, p.by(), queue.PutBack{Counter: p.id})
	if err != nil {
		return err
	}
	if refused != nil {
		return h.refusedAt(ctx, p, refused)
	}
	h.say(Moment{Kind: "put-back", Counter: p.id}, x)
	h.is(p, idle)
	h.in(20*time.Second, func(ctx context.Context) error { return h.press(ctx, p) })
	return nil
}
