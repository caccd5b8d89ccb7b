package queue

import (
	"slices"
	"time"
)

func (w Begin) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusCalled)
	if err != nil {
		return nil, err
	}
	return []Event{Begun{Visit: t.still(), Counter: w.Counter}}, nil
}

func (e Begun) change(_ *State, t *Ticket, a Act) {
	t.Status, t.missing, t.Leg().BegunAt = StatusServing, false, a.At
}

// A slip of the finger is refused: no fee of the catalogue is as high as a
// thousand million đồng, and nobody brings fifty dossiers to one visit.
const (
	mostFee      = 1_000_000_000
	mostDossiers = 50
)

// decide finishes a leg. From a call it begins it first; a visitor who was sent
// here goes back to the counter that sent him.
func (w Finish) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusCalled, StatusServing)
	if err != nil {
		return nil, err
	}
	if !isText(w.Outcome) || w.Fee < 0 || w.Fee > mostFee || len(w.Dossiers) > mostDossiers {
		return nil, Refuse(BadValue)
	}
	for _, code := range w.Dossiers {
		if !dossierCode.MatchString(code) {
			return nil, Refuse(BadDossierCode)
		}
	}
	var out []Event
	if t.Status == StatusCalled {
		out = append(out, Begun{Visit: t.still(), Counter: w.Counter})
	}
	e := Finished{
		Visit: t.still(), Counter: w.Counter, Outcome: w.Outcome,
		Dossiers: slices.Clone(w.Dossiers), Fee: w.Fee, Back: t.Back,
	}
	if t.Back != "" {
		sp := s.homecoming(t, at)
		e.In = &sp
	}
	return append(out, e), nil
}

// errand is what a visitor comes back to: the service, the key he had been
// called by, and the reason if that call was out of order.
type errand struct {
	service string
	key     time.Time
	jumped  bool
	reason  string
}

// homecoming is the place of a visitor who comes back: bound to the counter
// that sent him, before everybody it could call, and before everybody who may
// come meanwhile.
func (s *State) homecoming(t *Ticket, at time.Time) Spot {
	sp := s.spot(t.errand.service, t.Leg().Class, t.errand.key)
	sp.Counter = t.Back
	if soon := at.Add(-s.site.Bound()); soon.Before(sp.Key) {
		sp.Key = soon
	}
	if c, ok := s.site.Counter(t.Back); ok {
		if head := s.first(c, at); head != nil {
			sp.Key = keyBefore(sp.Key, head.Spot.Key)
		}
	}
	return sp
}

// keyBefore is the key itself, or the last one before the head of a line: with
// an equal key the newer entry would stand behind it.
func keyBefore(key, head time.Time) time.Time {
	if key.Before(head) {
		return key
	}
	return head.Add(-time.Millisecond)
}

func (e Finished) change(s *State, t *Ticket, a Act) {
	leg := t.Leg()
	leg.FinishedAt, leg.Outcome, leg.Dossiers, leg.Fee = a.At, e.Outcome, e.Dossiers, e.Fee
	s.free(a, t, e.Counter)
	if e.In == nil {
		t.end(StatusDone, a)
		return
	}
	from := t.errand
	t.Back, t.errand = "", errand{}
	t.nextLeg(*e.In, Fair, leg.ArrivedAt, a)
	t.moved = true
	if from.jumped { // nor was he called in his turn before
		t.Leg().Place, t.ground = First, from.reason
	}
}

// nextLeg begins another station of the visit.
func (t *Ticket) nextLeg(in Spot, place Place, arrived time.Time, a Act) {
	t.moved, t.missing, t.relabel, t.slip, t.ground = false, false, false, 0, ""
	t.Legs = append(t.Legs, Leg{
		Service: in.Service, Class: in.Class, ArrivedAt: arrived, EnteredAt: a.At, Place: place,
	})
}

// longestPark bounds the time a visitor is set aside for; the day ends before.
const longestPark = 12 * time.Hour

func (w Park) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusServing)
	if err != nil {
		return nil, err
	}
	if w.Reason != "" {
		if err := reasonIn(s.site.Reasons.Park, w.Reason); err != nil {
			return nil, err
		}
	}
	e := Parked{Visit: t.still(), Counter: w.Counter, Reason: w.Reason}
	if !w.Until.IsZero() {
		e.Until = w.Until.Truncate(time.Millisecond).In(at.Location())
		if !e.Until.After(at) || e.Until.Sub(at) > longestPark {
			return nil, Refuse(BadValue)
		}
	}
	return []Event{e}, nil
}

func (e Parked) change(s *State, t *Ticket, a Act) {
	t.Status, t.Reason, t.Until, t.ParkedAt = StatusParked, e.Reason, e.Until, a.At
	s.free(a, t, e.Counter)
}

func (w Unpark) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	return s.unpark(t)
}

// unpark brings a parked visit back into line with the key it had, for the
// counter that knows its papers.
func (s *State) unpark(t *Ticket) ([]Event, error) {
	if t.Status != StatusParked {
		return nil, t.refuse(WrongState)
	}
	old := s.oldPlace(t)
	sp := s.spot(old.Service, old.Class, old.Key)
	sp.Counter = t.Call.Counter
	return []Event{Unparked{t.into(sp)}}, nil
}

func (e Unparked) change(_ *State, t *Ticket, _ Act) {
	t.Until, t.Reason = time.Time{}, ""
}
