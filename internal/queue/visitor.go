package queue

import (
	"slices"
	"time"

	"motcua/internal/centre"
)

func (s *State) decideCancel(w Cancel) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if w.Reason != "" {
		if err := s.reasonIn(s.site.Reasons.Cancel, w.Reason); err != nil {
			return nil, err
		}
	}
	switch t.Status {
	case StatusIssued, StatusUnprinted, StatusWaiting, StatusCalled, StatusParked:
		return []Event{Cancelled{Visit: t.visit(), Reason: w.Reason}}, nil
	case StatusCancelled:
		return nil, nil
	default:
		return nil, Refuse(WrongState)
	}
}

// decideReturn: soon after an absence the old place comes back, once; later an
// officer's mark makes a new leg of class return; else there is a way out only
// at a desk.
func (s *State) decideReturn(w Return, at time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status == StatusParked {
		return s.decideUnpark(Unpark{Ticket: t.ID})
	}
	absent := t.Absences > 0 && (t.Status == StatusWaiting || t.Status == StatusCancelled)
	soon := at.Sub(t.AbsentAt) <= s.site.Rules.ForgiveWithin
	if absent && soon && !t.Forgiven && t.Reason == "" {
		sp := t.oldSpot
		sp.Order = s.order + 1
		return []Event{Returned{Visit: t.into(sp), Forgiven: true}}, nil
	}
	ended := t.Status == StatusDone || t.Status == StatusCancelled
	if !ended || !t.ReturnMarked {
		return nil, Refuse(WrongState)
	}
	if !s.open {
		return nil, Refuse(DayOver)
	}
	sp := s.spot(t.Leg().Service, centre.Return, at.Add(-s.headStart(centre.Return)))
	return []Event{Returned{Visit: t.into(sp)}}, nil
}

func (s *State) decideMarkReturn(w MarkReturn) ([]Event, error) {
	if _, ok := s.site.Counter(w.Counter); !ok {
		return nil, Refuse(UnknownCounter)
	}
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	switch {
	case t.ReturnMarked:
		return nil, nil
	case t.Status == StatusServing, t.Status == StatusDone, t.Status == StatusCancelled:
		return []Event{ReturnMarked{Visit: t.visit(), Counter: w.Counter}}, nil
	default:
		return nil, Refuse(WrongState)
	}
}

func (s *State) decideRate(w Rate) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if len(w.Scores) == 0 {
		return nil, Refuse(BadValue)
	}
	for id, score := range w.Scores {
		q, ok := s.site.Rating.Question(id)
		if !ok || score < 1 || score > q.Scale {
			return nil, Refuse(BadValue)
		}
	}
	switch {
	case t.Status != StatusDone:
		return nil, Refuse(WrongState)
	case t.Rated:
		return nil, Refuse(AlreadyRated)
	}
	leg := t.Leg()
	return []Event{Rated{
		Visit: t.visit(), Scores: w.Scores, Comment: w.Comment, Counter: leg.Counter, Officer: leg.Officer,
	}}, nil
}

// behind is how many people a visitor steps back behind.
const behind = 3

func (s *State) decideYield(w Yield) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	switch {
	case t.Status != StatusWaiting:
		return nil, Refuse(WrongState)
	case t.Yields >= s.site.Rules.YieldMax:
		return nil, Refuse(TooOften)
	}
	after := s.following(t)
	if len(after) == 0 {
		return nil, Refuse(Nobody)
	}
	last := after[min(behind, len(after))-1]
	sp := s.spot(t.Spot.Service, t.Spot.Class, last.t.Spot.Key)
	sp.Counter = t.Spot.Counter
	return []Event{Yielded{Visit: t.into(sp), Behind: last.t.Number}}, nil
}

// following are the first people behind a ticket at the counters that serve it.
func (s *State) following(t *Ticket) []place {
	mine := spotPlace(t.Spot, t)
	var out []place
	take := func(l *line) {
		if l == nil {
			return
		}
		i := l.rank(mine)
		if i < len(l.places) && l.places[i].t == t {
			i++
		}
		out = append(out, l.places[i:min(i+behind, len(l.places))]...)
	}
	for _, rival := range s.rivals[t.Spot.Service] {
		take(s.lines[rival])
		take(s.booked[rival])
	}
	for _, c := range s.site.CountersFor(t.Spot.Service) {
		take(s.bound[c])
	}
	slices.SortFunc(out, func(a, b place) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	return out
}

func (s *State) decideOnMyWay(w OnMyWay) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusCalled {
		return nil, Refuse(WrongState)
	}
	if t.Coming {
		return nil, nil
	}
	return []Event{Approached{Visit: t.visit(), Counter: t.Call.Counter}}, nil
}

func (s *State) decideReclassify(w Reclassify) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if _, ok := s.site.Class(w.Class); !ok {
		return nil, Refuse(UnknownClass)
	}
	leg := t.Leg()
	if leg.Class == w.Class {
		return nil, nil
	}
	sp := s.spot(t.Spot.Service, w.Class, leg.ArrivedAt.Add(-s.headStart(w.Class)))
	sp.Counter = t.Spot.Counter
	if t.Absences > 0 { // the tail stays the tail
		sp.Key = t.Spot.Key
	}
	switch t.Status {
	case StatusWaiting:
		return []Event{Reclassified{Visit: t.into(sp), Class: w.Class}}, nil
	case StatusCalled, StatusServing:
		return []Event{Reclassified{Visit: t.visit(), Class: w.Class}}, nil
	default:
		return nil, Refuse(WrongState)
	}
}
