package queue

import (
	"maps"
	"slices"
	"time"

	"motcua/internal/centre"
)

// decide ends a visit that has not been served. Who is being called or served
// is in an officer's hands.
func (w Cancel) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if w.Reason != "" {
		if err := reasonIn(s.site.Reasons.Cancel, w.Reason); err != nil {
			return nil, err
		}
	}
	switch t.Status {
	case StatusIssued, StatusUnprinted, StatusWaiting, StatusParked:
		return []Event{Cancelled{Visit: t.visit(), Reason: w.Reason}}, nil
	case StatusCancelled:
		return nil, nil
	case StatusCalled, StatusServing, StatusDone, StatusVoid, StatusLapsed:
	}
	return nil, t.refuse(WrongState)
}

func (e Cancelled) change(_ *State, t *Ticket, a Act) {
	t.Reason, t.missing = e.Reason, false
	t.end(StatusCancelled, a)
}

// decide takes a visitor back who reports again. Soon after an absence the old
// place comes back, once; later an officer's mark makes a new leg of class
// return; else only a desk can help.
func (w Return) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if err := s.today(); err != nil {
		return nil, err
	}
	missed := t.missed()
	ended := t.Status == StatusDone || t.Status == StatusCancelled
	switch {
	case t.Status == StatusParked:
		return s.unpark(t)
	case missed && !t.Forgiven && at.Sub(t.AbsentAt) <= s.site.Rules.ForgiveWithin:
		return []Event{Returned{Visit: t.into(t.lost.spot), Forgiven: true}}, nil
	case ended && t.ReturnMarked:
		sp := s.spot(s.returnTo(t), centre.Return, at.Add(-s.headStart(centre.Return)))
		if s.options.SameCounter > 0 && s.site.Serves(t.marked, sp.Service) {
			sp.Counter = t.marked
		}
		return []Event{Returned{Visit: t.into(sp)}}, nil
	case missed && t.Forgiven:
		return nil, t.refuse(TooOften)
	case missed:
		return nil, t.refuse(TooLate)
	}
	return nil, t.refuse(WrongState)
}

// missed tells whether the last that happened to a ticket is an absence.
func (t *Ticket) missed() bool {
	return t.missing && (t.Status == StatusWaiting || t.Status == StatusCancelled)
}

// returnTo is the service for which a visitor comes back: that of the counter
// which gave the mark, else the last one.
func (s *State) returnTo(t *Ticket) string {
	for _, leg := range slices.Backward(t.Legs) {
		if leg.Counter == t.marked && t.marked != "" {
			return leg.Service
		}
	}
	return t.Leg().Service
}

func (e Returned) change(_ *State, t *Ticket, a Act) {
	t.EndedAt, t.Reason = time.Time{}, ""
	if e.Forgiven {
		t.Forgiven, t.missing = true, false
		t.slip, t.moved = t.lost.slip, t.lost.moved
		return
	}
	t.ReturnMarked, t.Rated, t.Absences, t.Back, t.errand = false, false, 0, "", errand{}
	if e.In != nil {
		t.nextLeg(*e.In, "", a.At, a)
	}
}

func (w MarkReturn) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	if _, ok := s.site.Counter(w.Counter); !ok && w.Counter != "" {
		return nil, Refuse(UnknownCounter)
	}
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	switch t.Status {
	case StatusServing, StatusDone, StatusCancelled:
		if t.ReturnMarked {
			return nil, nil
		}
		return []Event{ReturnMarked{Visit: t.still(), Counter: w.Counter}}, nil
	default:
		return nil, t.refuse(WrongState)
	}
}

func (e ReturnMarked) change(_ *State, t *Ticket, _ Act) {
	t.ReturnMarked, t.marked = true, e.Counter
}

// longestComment bounds a sealed comment, in bytes.
const longestComment = 16 << 10

func (w Rate) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if len(w.Scores) == 0 || len(w.Comment) > longestComment {
		return nil, Refuse(BadValue)
	}
	for id, score := range w.Scores {
		if q, ok := s.site.Rating.Question(id); !ok || score < 1 || score > q.Scale {
			return nil, Refuse(BadValue)
		}
	}
	switch {
	case t.Status != StatusDone:
		return nil, t.refuse(WrongState)
	case t.Rated:
		return nil, t.refuse(AlreadyRated)
	}
	leg := t.Leg()
	return []Event{Rated{
		Visit: t.still(), Scores: maps.Clone(w.Scores), Comment: slices.Clone(w.Comment),
		Counter: leg.Counter, Officer: leg.Officer,
	}}, nil
}

func (e Rated) change(_ *State, t *Ticket, _ Act) { t.Rated = true }

// behind is how many people a visitor steps back behind.
const behind = 3

func (w Yield) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	switch {
	case err != nil:
		return nil, err
	case t.Status != StatusWaiting:
		return nil, t.refuse(WrongState)
	case t.Yields >= s.site.Rules.YieldMax:
		return nil, t.refuse(TooOften)
	}
	after := s.following(t)
	if len(after) == 0 {
		return nil, t.refuse(Nobody)
	}
	last := after[len(after)-1].t
	sp := s.spot(t.Spot.Service, t.Spot.Class, last.Spot.Key)
	sp.Counter = t.Spot.Counter
	return []Event{Yielded{Visit: t.into(sp), Behind: last.Number}}, nil
}

func (e Yielded) change(_ *State, t *Ticket, a Act) {
	t.Yields++
	t.YieldedTo, t.YieldedAt = e.Behind, a.At
	t.slips = append(t.slips, slip{code: yielded, at: a.At, number: e.Behind})
	t.moved, t.missing, t.slip = true, false, len(t.slips)
}

// decide records a priority late: it is a fact about the visitor, not about the
// moment, so the key becomes arrival less the head start. A place that an
// absence or a step back has given stays.
func (w Reclassify) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if _, ok := s.site.Class(w.Class); !ok {
		return nil, Refuse(UnknownClass)
	}
	leg := t.Leg()
	switch t.Status {
	case StatusWaiting:
		if leg.Class == w.Class {
			return nil, nil
		}
		sp := t.Spot
		if sp.Class = w.Class; !t.moved {
			sp = s.spot(sp.Service, w.Class, leg.ArrivedAt.Add(-s.headStart(w.Class)))
			sp.Counter = t.Spot.Counter
		}
		return []Event{Reclassified{Visit: t.into(sp), Class: w.Class}}, nil
	case StatusCalled, StatusServing, StatusParked: // counts for the next leg
		if leg.Class == w.Class {
			return nil, nil
		}
		return []Event{Reclassified{Visit: t.still(), Class: w.Class}}, nil
	default:
		return nil, t.refuse(WrongState)
	}
}

func (e Reclassified) change(_ *State, t *Ticket, _ Act) {
	t.Leg().Class = e.Class
	t.relabel = e.In == nil
}
