package queue

import (
	"time"

	"motcua/internal/centre"
)

// ready refuses a counter that may not call.
func (s *State) ready(d Desk) error {
	switch {
	case d.Mode == ModeClosed:
		return Refuse(CounterIsClosed)
	case d.Ticket != "":
		return s.tickets[d.Ticket].refuse(Busy)
	case d.Mode == ModePaused:
		return Refuse(CounterIsPaused)
	}
	return nil
}

// decide finishes what is in hand, if that is asked for, and calls the next.
// When nobody waits the finish still happens, and nothing is called.
func (w CallNext) decide(s *State, by Actor, at time.Time) ([]Event, error) {
	c, d, err := s.counter(w.Counter)
	if err != nil {
		return nil, err
	}
	var out []Event
	if w.Finish && d.Ticket != "" {
		done := Finish{Counter: w.Counter, Outcome: w.Outcome, Dossiers: w.Dossiers, Fee: w.Fee}
		out, err = done.decide(s, by, at)
	} else {
		err = s.ready(d)
	}
	if err != nil {
		return nil, err
	}
	t := s.first(c, at)
	switch {
	case len(out) > 0 && comesBackTo(c, out[len(out)-1]):
		t = s.tickets[d.Ticket] // on an errand that this counter did itself
		e := s.called(t, c, "")
		e.Out = out[len(out)-1].(Finished).In.Service
		return append(out, e), nil
	case t != nil:
		return append(out, s.called(t, c, "")), nil
	case len(out) > 0:
		return out, nil
	}
	return nil, Refuse(Nobody)
}

// comesBackTo tells whether a finished visit goes on at the very counter.
func comesBackTo(c centre.Counter, e Event) bool {
	f, ok := e.(Finished)
	return ok && f.In != nil && f.In.Counter == c.ID
}

// oldPlace is the place a ticket was called from. A priority that was recorded
// meanwhile counts in it.
func (s *State) oldPlace(t *Ticket) Spot {
	if !t.relabel || t.moved {
		return t.Spot
	}
	leg := t.Leg()
	sp := s.spot(t.Spot.Service, leg.Class, leg.ArrivedAt.Add(-s.headStart(leg.Class)))
	sp.Counter = t.Spot.Counter
	return sp
}

// decide calls one number out of order. The reason is on the record, and is
// told to everybody who asks why it was not his turn.
func (w CallNumber) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	c, d, err := s.counter(w.Counter)
	if err != nil {
		return nil, err
	}
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if err := reasonIn(s.site.Reasons.Call, w.Reason); err != nil {
		return nil, err
	}
	if err := s.ready(d); err != nil {
		return nil, err
	}
	switch {
	case t.Status == StatusCalled, t.Status == StatusServing:
		return nil, t.refuse(CalledElsewhere)
	case t.Status != StatusWaiting:
		return nil, t.refuse(WrongState)
	case t.Spot.Counter != w.Counter && !s.site.Serves(w.Counter, t.Spot.Service):
		return nil, t.refuse(NotServedHere)
	}
	return []Event{s.called(t, c, w.Reason)}, nil
}

func (s *State) called(t *Ticket, c centre.Counter, reason string) Called {
	return Called{
		Visit: t.visit(), Reason: reason,
		Call: Call{No: len(s.calls) + 1, Counter: c.ID, Room: c.Room, Zone: c.Zone},
	}
}

func (e Called) change(s *State, t *Ticket, a Act) {
	d, leg := s.desk(e.Counter), t.Leg()
	t.Status, t.Call, t.Reason, t.CalledAt, t.Recalls, t.Coming = StatusCalled, e.Call, e.Reason, a.At, 0, false
	leg.Counter, leg.Officer = e.Counter, a.By.Officer
	if d.Officer != "" {
		leg.Officer = d.Officer
	}
	if leg.CalledAt.IsZero() {
		leg.CalledAt = a.At
	}
	d.Mode, d.Ticket, d.Since = ModeBusy, t.ID, a.At
	c := &Calling{
		Call: e.Call, Ticket: t.ID, Number: t.Number, Service: leg.Service, Class: leg.Class, At: a.At,
		Key: t.Spot.Key, Order: t.Spot.Order, IssuedAt: t.came(), Reason: e.Reason, Place: leg.Place,
		slot: t.Slot, ground: t.ground, skills: d.Skills,
	}
	c.Booked = leg.Class == centre.Appointment && !t.Slot.IsZero()
	s.calls = append(s.calls, c)
}

// came is when a ticket came for the leg it is in: for the first when the
// number was taken, later when it arrived anew, or first if it kept its place.
func (t *Ticket) came() time.Time {
	if len(t.Legs) == 1 {
		return t.IssuedAt
	}
	return t.Leg().ArrivedAt
}

func (w Recall) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusCalled)
	if err != nil {
		return nil, err
	}
	if t.Recalls >= s.site.Rules.RecallMax {
		return nil, t.refuse(TooOften)
	}
	if err := t.until(t.CalledAt, s.site.Rules.RecallEvery, at); err != nil {
		return nil, err
	}
	return []Event{Recalled{Visit: t.still(), Call: t.Call, Recall: t.Recalls + 1}}, nil
}

func (e Recalled) change(s *State, t *Ticket, a Act) {
	t.Recalls, t.CalledAt = e.Recall, a.At
	if c, ok := s.Call(e.No); ok {
		c.Recall, c.RecalledAt = e.Recall, a.At
	}
}

// decide sends a visitor who did not come to the tail, where the head start is
// lost; the last absence the site allows cancels the visit.
func (w MarkAbsent) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusCalled)
	if err != nil {
		return nil, err
	}
	if err := t.until(t.CalledAt, s.site.Rules.AbsentAfter, at); err != nil {
		return nil, err
	}
	e := Absented{Visit: t.still(), Counter: w.Counter, Times: t.Absences + 1}
	if e.Final = e.Times >= s.site.Rules.Absences; !e.Final {
		sp := s.spot(t.Spot.Service, t.Leg().Class, at)
		sp.Counter = t.Spot.Counter
		e.In = &sp
	}
	return []Event{e}, nil
}

// lost is a place before an absence.
type lost struct {
	spot  Spot
	slip  int
	moved bool
}

func (e Absented) change(s *State, t *Ticket, a Act) {
	missed := t.CalledAt
	if c, ok := s.Call(t.Call.No); ok {
		missed = c.At
	}
	t.slips = append(t.slips, slip{code: absent, at: missed, counter: e.Counter, number: t.Number})
	t.Absences, t.AbsentAt = e.Times, a.At
	t.lost = lost{t.Spot, t.slip, t.moved}
	t.moved, t.missing, t.slip, t.Coming = true, true, len(t.slips), false
	s.free(a, t, e.Counter)
	if e.Final {
		t.Reason = ""
		t.end(StatusCancelled, a)
	}
}

// decide takes a call back, soon after it was made: the old place.
func (w PutBack) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusCalled)
	if err != nil {
		return nil, err
	}
	made := t.CalledAt
	if c, ok := s.Call(t.Call.No); ok {
		made = c.At
	}
	if at.Sub(made) > s.site.Rules.PutBackWithin {
		return nil, t.refuse(TooLate)
	}
	return []Event{WasPutBack{Visit: t.into(s.oldPlace(t)), Counter: w.Counter}}, nil
}

func (e WasPutBack) change(s *State, t *Ticket, a Act) { s.free(a, t, e.Counter) }

func (w OnMyWay) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	switch {
	case err != nil:
		return nil, err
	case t.Status != StatusCalled:
		return nil, t.refuse(WrongState)
	case t.Coming:
		return nil, nil
	}
	return []Event{Approached{Visit: t.still(), Counter: t.Call.Counter}}, nil
}

func (e Approached) change(_ *State, t *Ticket, _ Act) { t.Coming = true }
