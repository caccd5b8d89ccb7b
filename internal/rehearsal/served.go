package rehearsal

import (
	"context"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// absent tells whether a called visitor does not come.
func (h *hall) absent(x *person, waited time.Duration) bool {
	u := x.chance.Float64()
	switch {
	case x.home:
		return true
	case x.absences > 0:
		return u < 0.5
	case x.legs > 0:
		return false // he is in the building, at the next counter
	}
	return u < h.laws.Absent+h.laws.AbsentMore*waited.Minutes()
}

// nobodyComes lets the officer call again, and then give up.
func (h *hall) nobodyComes(p *post, x *person) {
	if h.brief {
		h.in(h.laws.Missed, func(ctx context.Context) error { return h.givesUp(ctx, p) })
		return
	}
	h.in(20*time.Second, func(ctx context.Context) error {
		if p.visitor != x {
			return nil
		}
		_, refused, err := h.do(ctx, p.by(), queue.Recall{Counter: p.id})
		if err != nil {
			return err
		}
		if refused != nil {
			return h.refusedAt(ctx, p, refused)
		}
		h.say(Moment{Kind: "recalled", Counter: p.id}, x)
		if !x.home && x.chance.Float64() < 0.4 {
			h.in(15*time.Second, func(ctx context.Context) error { return h.begins(ctx, p) })
			return nil
		}
		h.in(h.site.Rules.AbsentAfter+3*time.Second, func(ctx context.Context) error { return h.givesUp(ctx, p) })
		return nil
	})
}

// givesUp marks the visitor absent.
func (h *hall) givesUp(ctx context.Context, p *post) error {
	x := p.visitor
	if x == nil {
		return nil
	}
	a, refused, err := h.do(ctx, p.by(), queue.MarkAbsent{Counter: p.id})
	if err != nil {
		return err
	}
	if refused != nil && refused.Code == queue.TooEarly {
		h.in(refused.Left+time.Second, func(ctx context.Context) error { return h.givesUp(ctx, p) })
		return nil
	}
	if refused != nil {
		return h.refusedAt(ctx, p, refused)
	}
	x.absences++
	final := false
	for _, e := range a.Events {
		if gone, ok := e.(queue.Absented); ok && gone.Final {
			final, x.over = true, true
		}
	}
	kind := "absent"
	if final {
		kind = "absent-last"
	}
	h.say(Moment{Kind: kind, Counter: p.id}, x)
	if x.absences == 1 && x.chance.Float64() < h.laws.GoneHome {
		x.home = true
	}
	if !x.home && x.chance.Float64() < h.laws.Reports {
		h.in(minutes(1+5*x.chance.Float64()), func(ctx context.Context) error { return h.reports(ctx, x) })
	}
	h.is(p, idle)
	return h.press(ctx, p)
}

// begins is the visitor sitting down.
func (h *hall) begins(ctx context.Context, p *post) error {
	x := p.visitor
	if x == nil {
		return nil
	}
	_, refused, err := h.do(ctx, p.by(), queue.Begin{Counter: p.id})
	if err != nil {
		return err
	}
	if refused != nil {
		return h.refusedAt(ctx, p, refused)
	}
	h.say(Moment{Kind: "begun", Counter: p.id}, x)
	h.in(h.visit(p, x), func(ctx context.Context) error { return h.ends(ctx, p) })
	return nil
}

// ends settles what becomes of the visitor in hand.
func (h *hall) ends(ctx context.Context, p *post) error {
	x := p.visitor
	if x == nil {
		return nil
	}
	l, u := h.laws, x.chance.Float64()
	first := x.legs == 0 && !x.returning && !x.parked
	if first && u < l.Transfers {
		if next := h.service(x.chance); h.agency(next) != h.agency(p.service) {
			return h.transfers(ctx, p, next)
		}
	}
	if u = x.chance.Float64(); h.pay != "" && !x.paid && h.submits(p.service) && u < l.Cashier && !h.site.Serves(p.id, h.pay) {
		return h.toCashier(ctx, p)
	}
	if u = x.chance.Float64(); first && !h.brief && u < l.Parks {
		return h.parks(ctx, p)
	}
	if u = x.chance.Float64(); u < l.Undos && !h.brief {
		return h.slips(ctx, p)
	}
	return h.finishes(ctx, p)
}

// next lets the officer go on after a step that freed the counter.
func (h *hall) next(ctx context.Context, p *post, refused *queue.Refusal) error {
	if refused != nil {
		return h.refusedAt(ctx, p, refused)
	}
	h.is(p, idle)
	return h.press(ctx, p)
}

func (h *hall) transfers(ctx context.Context, p *post, to string) error {
	x := p.visitor
	_, refused, err := h.do(ctx, p.by(), queue.Transfer{Counter: p.id, Service: to, Place: queue.Fair})
	if err != nil {
		return err
	}
	if refused == nil {
		x.legs++
		x.issued, x.called = h.clock.Now(), false
		h.say(Moment{Kind: "transferred", Counter: p.id, Service: to}, x)
	}
	return h.next(ctx, p, refused)
}

func (h *hall) toCashier(ctx context.Context, p *post) error {
	x := p.visitor
	_, refused, err := h.do(ctx, p.by(), queue.SendAndReturn{Counter: p.id, Service: h.pay})
	if err != nil {
		return err
	}
	if refused == nil {
		x.legs++
		x.paid = true
		h.say(Moment{Kind: "to-cashier", Counter: p.id}, x)
	}
	return h.next(ctx, p, refused)
}

func (h *hall) parks(ctx context.Context, p *post) error {
	x := p.visitor
	away := minutes(6 + 9*x.chance.Float64())
	reason := ""
	if list := h.site.Reasons.Park; len(list) > 0 {
		reason = list[x.chance.IntN(len(list))].ID
	}
	_, refused, err := h.do(ctx, p.by(), queue.Park{Counter: p.id, Reason: reason, Until: h.clock.Now().Add(away)})
	if err != nil {
		return err
	}
	if refused == nil {
		x.parked = true
		h.say(Moment{Kind: "parked", Counter: p.id, reason: h.reason(h.site.Reasons.Park, reason)}, x)
		early := time.Duration(x.chance.Float64() * 1.5 * float64(away))
		if early < away {
			h.in(early, func(ctx context.Context) error { return h.unparks(ctx, x) })
		}
	}
	return h.next(ctx, p, refused)
}

// slips is a button pressed too soon and taken back.
func (h *hall) slips(ctx context.Context, p *post) error {
	x := p.visitor
	_, refused, err := h.do(ctx, p.by(), queue.Finish{Counter: p.id, Outcome: h.outcome(p.service)})
	if err != nil {
		return err
	}
	if refused != nil {
		return h.refusedAt(ctx, p, refused)
	}
	h.in(7*time.Second, func(ctx context.Context) error {
		_, refused, err := h.do(ctx, p.by(), queue.Undo{Counter: p.id})
		if err != nil {
			return err
		}
		if refused != nil {
			return h.next(ctx, p, refused)
		}
		h.say(Moment{Kind: "undone", Counter: p.id}, x)
		h.in(minutes(0.5+x.chance.Float64()), func(ctx context.Context) error { return h.finishes(ctx, p) })
		return nil
	})
	return nil
}

// finishes ends the visit; an officer who stays calls the next one in the same press.
func (h *hall) finishes(ctx context.Context, p *post) error {
	x := p.visitor
	if x == nil {
		return nil
	}
	outcome := h.outcome(p.service)
	again := h.submits(p.service) && !x.returning && x.chance.Float64() < h.laws.Returns
	h.over(x, p, outcome)

	papers := h.received(p.service)
	if again || h.leaves(p) || h.laws.React > 0 && p.chance.Float64() < 0.3 {
		_, refused, err := h.do(ctx, p.by(), queue.Finish{Counter: p.id, Outcome: outcome, Dossiers: papers, Fee: fee(p.service, x, h)})
		if err != nil {
			return err
		}
		if again && refused == nil {
			if err := h.marks(ctx, p, x); err != nil {
				return err
			}
		}
		return h.next(ctx, p, refused)
	}
	a, refused, err := h.do(ctx, p.by(), queue.CallNext{Counter: p.id, Finish: true, Outcome: outcome, Dossiers: papers, Fee: fee(p.service, x, h)})
	if err != nil {
		return err
	}
	if refused != nil && refused.Code == queue.Nobody {
		_, refused, err = h.do(ctx, p.by(), queue.Finish{Counter: p.id, Outcome: outcome, Dossiers: papers, Fee: fee(p.service, x, h)})
		if err != nil {
			return err
		}
		h.is(p, idle)
	}
	if refused != nil {
		return h.refusedAt(ctx, p, refused)
	}
	return h.met(ctx, p, a)
}

// over is the visitor getting up.
func (h *hall) over(x *person, p *post, outcome string) {
	if p.service == h.pay && h.pay != "" { // he goes back to the counter that sent him
		h.say(Moment{Kind: "paid", Counter: p.id}, x)
		return
	}
	x.over = true
	h.say(Moment{Kind: "finished", Counter: p.id, reason: h.phrase("outcome." + outcome)}, x)
	if h.laws.Rated > 0 && x.chance.Float64() < h.laws.Rated {
		h.in(minutes(0.3+1.5*x.chance.Float64()), func(ctx context.Context) error { return h.rates(ctx, x) })
	}
}

// marks gives the visitor leave to come back today with the missing papers.
func (h *hall) marks(ctx context.Context, p *post, x *person) error {
	_, refused, err := h.do(ctx, p.by(), queue.MarkReturn{Counter: p.id, Ticket: x.ticket})
	if err != nil || refused != nil {
		return err
	}
	back := h.clock.Now().Add(minutes(25 * lognormal(0.5, x.chance)))
	ends, ok := h.site.Hours.DayEnds(centre.DateOf(back))
	if ok && back.Before(ends.Add(-5*time.Minute)) {
		x.returning = true
		h.at(back, func(ctx context.Context) error { return h.comesBack(ctx, x) })
	}
	return nil
}

// outcome is the word an officer records for the end of a visit.
func (h *hall) outcome(service string) string {
	v, _ := h.site.Service(service)
	switch v.Kind {
	case "submit", "add":
		return "accepted"
	case "collect":
		return "handed-over"
	case "pay":
		return "paid"
	}
	return "advised"
}

// fee is what is paid in đồng: at the cashier, and for some results.
func fee(service string, x *person, h *hall) int64 {
	if service == h.pay {
		return int64(1+x.persona%20) * 10_000
	}
	return 0
}
