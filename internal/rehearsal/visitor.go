package rehearsal

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// lang is the language a visitor chose.
func (x *person) lang() string {
	if x.english {
		return "en"
	}
	return "vi"
}

// door is the device by which a visitor speaks to the queue.
func (x *person) door() queue.Actor {
	if x.phone {
		return queue.Actor{Role: queue.Visitor, Device: "phone"}
	}
	return queue.Actor{Role: queue.Visitor, Device: "kiosk-1"}
}

// expect books the appointments and plans the arrivals from a moment on.
func (h *hall) expect(ctx context.Context, from time.Time) error {
	guide := queue.Actor{Role: queue.Officer, Device: "office"}
	for i, x := range h.day.people {
		if x.at.Before(from) && x.slot.Before(from) {
			continue
		}
		if x.slot.IsZero() {
			h.at(x.at, func(ctx context.Context) error { return h.arrives(ctx, x) })
			continue
		}
		id := fmt.Sprintf("%sb%d", h.key, i)
		_, refused, err := h.do(ctx, guide, queue.Book{ID: id, Service: x.service, At: x.slot})
		if err != nil {
			return err
		}
		if refused != nil {
			id = "" // no appointments for this service: he comes without one
		}
		h.at(x.at, func(ctx context.Context) error { return h.checksIn(ctx, x, id) })
	}
	return nil
}

// arrives is a visitor taking a number.
func (h *hall) arrives(ctx context.Context, x *person) error {
	a, refused, err := h.do(ctx, x.door(), queue.Take{
		Service: x.service, Class: x.class, Lang: x.lang(), Paper: h.paper(x), Dossier: h.receipt(x),
	})
	if err != nil {
		return err
	}
	if refused != nil {
		return h.turnedAway(ctx, x, refused)
	}
	return h.holds(ctx, x, a)
}

// paper tells whether the visitor gets a printed slip.
func (h *hall) paper(x *person) bool { return !x.phone && !(h.brief && h.laws.Jams == 0) }

func (h *hall) checksIn(ctx context.Context, x *person, booking string) error {
	if booking != "" {
		a, refused, err := h.do(ctx, x.door(), queue.CheckIn{Booking: booking, Lang: x.lang(), Paper: h.paper(x)})
		if err != nil {
			return err
		}
		if refused == nil {
			return h.holds(ctx, x, a)
		}
	}
	x.class, x.slot = centre.Ordinary, time.Time{}
	return h.arrives(ctx, x)
}

// turnedAway is a visitor who is told when numbers are given again.
func (h *hall) turnedAway(_ context.Context, x *person, refused *queue.Refusal) error {
	h.sum.turnedAway++
	m := Moment{Kind: "turned-away"}
	if !refused.Opens.IsZero() {
		m.reason = h.phrase("opens", "at", refused.Opens.In(centre.ICT).Format("15:04"))
	}
	h.say(m, x)
	later := refused.Opens
	if !later.IsZero() && centre.DateOf(later) == centre.DateOf(h.clock.Now()) && x.chance.Float64() < 0.5 {
		h.at(later.Add(minutes(12*x.chance.Float64())), func(ctx context.Context) error { return h.arrives(ctx, x) })
	}
	return nil
}

// holds is the moment a number exists: the visitor reads the range and waits.
func (h *hall) holds(ctx context.Context, x *person, a journal.Answer) error {
	x.ticket, x.issued = a.Ticket, a.At
	if x.slot.After(a.At) {
		x.issued = x.slot
	}
	h.people[x.ticket] = x
	h.sum.issued(x.class)
	for _, e := range a.Events {
		if i, ok := e.(queue.Issued); ok {
			x.number = i.Number
		}
	}
	if x.number == "" { // told again after a failure, without its events
		err := h.desk.Look(ctx, func(s *queue.State, _ uint64) {
			if t, ok := s.Ticket(x.ticket); ok {
				x.number = t.Number
			}
		})
		if err != nil {
			return fmt.Errorf("rehearsal: looking at the queue: %w", err)
		}
	}
	slip := Slip{Ticket: x.ticket, Number: x.number, Service: x.service, Class: x.class}
	if h.model != nil {
		err := h.desk.Look(ctx, func(s *queue.State, _ uint64) {
			slip.Wait = h.model.Wait(s, x.ticket, a.At)
			slip.Ahead = slip.Wait.Ahead
		})
		if err != nil {
			return fmt.Errorf("rehearsal: looking at the queue: %w", err)
		}
		x.shown, x.from, x.to = slip.Wait.Known, slip.Wait.From, slip.Wait.To
	}
	m := Moment{Kind: "taken", Ahead: slip.Ahead, Low: slip.Wait.Low, High: slip.Wait.High, reason: h.wait(slip.Wait)}
	if !x.slot.IsZero() {
		m.Kind = "checked-in"
	}
	h.say(m, x)
	h.lives(x)
	if h.paper(x) {
		return h.prints(ctx, x, slip)
	}
	return nil
}

// prints brings the slip out, or not.
func (h *hall) prints(ctx context.Context, x *person, slip Slip) error {
	kiosk := x.door()
	proof, cause := "simulated", ""
	if h.print != nil {
		p, err := h.print(ctx, slip)
		if proof = p; err != nil {
			cause = "printer"
		}
	} else if x.chance.Float64() < h.laws.Jams {
		cause = "paper-jam"
	}
	if cause == "" {
		h.in(2*time.Second, func(ctx context.Context) error {
			_, _, err := h.do(ctx, kiosk, queue.PaperOut{Ticket: x.ticket, Proof: proof})
			return err
		})
		return nil
	}
	h.in(3*time.Second, func(ctx context.Context) error {
		_, refused, err := h.do(ctx, kiosk, queue.PaperFailed{Ticket: x.ticket, Cause: cause})
		if err != nil || refused != nil {
			return err
		}
		h.sum.jams++
		h.say(Moment{Kind: "print-failed"}, x)
		h.in(minutes(1+2*x.chance.Float64()), func(ctx context.Context) error {
			_, refused, err := h.do(ctx, kiosk, queue.PaperOut{Ticket: x.ticket, Proof: "reprint"})
			if refused == nil {
				h.say(Moment{Kind: "reprinted"}, x)
			}
			return err
		})
		return nil
	})
	return nil
}

// lives plans the whims of a waiting visitor.
func (h *hall) lives(x *person) {
	u := x.chance.Float64()
	after := minutes(8 + 12*x.chance.ExpFloat64())
	if u -= h.laws.Yields; u < 0 {
		h.in(after, func(ctx context.Context) error { return h.yields(ctx, x) })
		return
	}
	if u -= h.laws.Leaves; u < 0 {
		h.in(after+10*time.Minute, func(ctx context.Context) error { return h.goes(ctx, x) })
		return
	}
	if u -= h.laws.Recorded; u < 0 && x.class == centre.Ordinary && len(h.ground) > 0 {
		h.in(after/2, func(ctx context.Context) error { return h.recorded(ctx, x) })
	}
}

func (h *hall) yields(ctx context.Context, x *person) error {
	if x.called {
		return nil
	}
	_, refused, err := h.do(ctx, x.door(), queue.Yield{Ticket: x.ticket})
	if err == nil && refused == nil {
		x.shown = false // his own wish, the range no longer binds
		h.say(Moment{Kind: "yielded"}, x)
	}
	return err
}

func (h *hall) goes(ctx context.Context, x *person) error {
	if x.called {
		return nil
	}
	reason := ""
	if list := h.site.Reasons.Cancel; len(list) > 0 {
		reason = list[0].ID
	}
	_, refused, err := h.do(ctx, x.door(), queue.Cancel{Ticket: x.ticket, Reason: reason})
	if err == nil && refused == nil {
		x.over = true
		h.say(Moment{Kind: "cancelled"}, x)
	}
	return err
}

// recorded is a priority noticed by the officer at the guidance desk.
func (h *hall) recorded(ctx context.Context, x *person) error {
	if x.called {
		return nil
	}
	class := h.ground[ground(len(h.ground), x.chance)]
	by := queue.Actor{Role: queue.Lead, Device: "office"}
	_, refused, err := h.do(ctx, by, queue.Reclassify{Ticket: x.ticket, Class: class})
	if err == nil && refused == nil {
		x.shown = false
		h.say(Moment{Kind: "reclassified"}, x)
	}
	return err
}

func (h *hall) onMyWay(ctx context.Context, x *person) error {
	_, refused, err := h.do(ctx, x.door(), queue.OnMyWay{Ticket: x.ticket})
	if err == nil && refused == nil {
		h.say(Moment{Kind: "approached"}, x)
	}
	return err
}

// reports is an absent visitor scanning the slip at the kiosk.
func (h *hall) reports(ctx context.Context, x *person) error {
	if x.over || h.inHand(x) {
		return nil
	}
	_, refused, err := h.do(ctx, x.door(), queue.Return{Ticket: x.ticket})
	if err == nil && refused == nil {
		h.say(Moment{Kind: "returned"}, x)
	}
	return err
}

// inHand tells whether a counter has the visitor just now.
func (h *hall) inHand(x *person) bool {
	for _, p := range h.posts {
		if p.visitor == x {
			return true
		}
	}
	return false
}

// comesBack is a visitor who has fetched the papers the officer asked for.
func (h *hall) comesBack(ctx context.Context, x *person) error {
	a, refused, err := h.do(ctx, x.door(), queue.Return{Ticket: x.ticket})
	if err != nil || refused != nil {
		return err
	}
	x.legs++
	x.over, x.called, x.shown = false, false, false
	x.issued, x.class = a.At, centre.Return
	h.say(Moment{Kind: "came-back"}, x)
	return nil
}

func (h *hall) unparks(ctx context.Context, x *person) error {
	if x.over || h.inHand(x) {
		return nil
	}
	_, refused, err := h.do(ctx, x.door(), queue.Unpark{Ticket: x.ticket})
	if err == nil && refused == nil {
		h.say(Moment{Kind: "unparked"}, x)
	}
	return err
}

// rates is a visitor's judgement: who waited long is harder to please.
func (h *hall) rates(ctx context.Context, x *person) error {
	scores := map[string]int{}
	for _, q := range h.site.Rating.Questions {
		if q.Where == "counter" || len(h.site.Rating.Questions) == 1 {
			happy := 0.93 - 0.004*math.Min(x.waited.Minutes(), 60)
			score := q.Scale
			for score > 1 && x.chance.Float64() > happy {
				score--
			}
			scores[q.ID] = score
		}
	}
	if len(scores) == 0 || !x.over {
		return nil
	}
	_, refused, err := h.do(ctx, x.door(), queue.Rate{Ticket: x.ticket, Scores: scores})
	if err == nil && refused == nil {
		h.sum.rated++
		h.say(Moment{Kind: "rated"}, x)
	}
	return err
}

func lognormal(sigma float64, r *rand.Rand) float64 { return math.Exp(sigma * r.NormFloat64()) }
