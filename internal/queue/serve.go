package queue

import (
	"time"
)

func (s *State) decideRecall(w Recall, at time.Time) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusCalled {
		return nil, Refuse(WrongState)
	}
	if t.Recalls >= s.site.Rules.RecallMax {
		return nil, Refuse(TooOften)
	}
	if left := t.CalledAt.Add(s.site.Rules.RecallEvery).Sub(at); left > 0 {
		return nil, &Refusal{Code: TooEarly, Left: left, Ticket: t.ID, Number: t.Number}
	}
	return []Event{Recalled{Visit: t.visit(), Call: t.Call, Recall: t.Recalls + 1}}, nil
}

func (s *State) decideBegin(w Begin) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusCalled {
		return nil, Refuse(WrongState)
	}
	return []Event{Begun{Visit: t.visit(), Counter: w.Counter}}, nil
}

// maxFee is a hundred million đồng: more than any fee of the catalogue, less than a slip of the finger.
const maxFee = 100_000_000

func (s *State) decideFinish(w Finish, at time.Time) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	if !tag(w.Outcome) || w.Fee < 0 || w.Fee > maxFee || len(w.Dossiers) > 50 {
		return nil, Refuse(BadValue)
	}
	for _, code := range w.Dossiers {
		if !dossierCode.MatchString(code) {
			return nil, Refuse(BadDossierCode)
		}
	}
	e := Finished{
		Visit: t.visit(), Counter: w.Counter, Outcome: w.Outcome, Dossiers: w.Dossiers, Fee: w.Fee, Back: t.Back,
	}
	if t.Back != "" {
		e.In = s.back(t, at)
	}
	return []Event{e}, nil
}

// back is the place of a visitor who comes back to the counter that sent him: before everybody else there.
func (s *State) back(t *Ticket, at time.Time) *Spot {
	from := t.Legs[0]
	if n := len(t.Legs); n > 1 {
		from = t.Legs[n-2]
	}
	sp := s.spot(from.Service, from.Class, s.headKey(from.Service, t.Back, at))
	sp.Counter = t.Back
	return &sp
}

// headKey is the key of the head of the lines a counter calls from, now when they are empty.
func (s *State) headKey(service, counter string, at time.Time) time.Time {
	key := at
	look := func(l *line) {
		if l.len() > 0 {
			if k := l.places[0].t.Spot.Key; k.Before(key) {
				key = k
			}
		}
	}
	if c, ok := s.site.Counter(counter); ok {
		for _, id := range c.Services {
			look(s.lines[id])
			look(s.booked[id])
		}
		look(s.bound[counter])
		return key.Add(-time.Millisecond)
	}
	look(s.lines[service])
	look(s.booked[service])
	return key
}

func (s *State) decideAbsent(w MarkAbsent, at time.Time) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusCalled {
		return nil, Refuse(WrongState)
	}
	if left := t.CalledAt.Add(s.site.Rules.AbsentAfter).Sub(at); left > 0 {
		return nil, &Refusal{Code: TooEarly, Left: left, Ticket: t.ID, Number: t.Number}
	}
	e := Absented{Visit: t.visit(), Counter: w.Counter, Times: t.Absences + 1}
	if e.Times >= s.site.Rules.Absences {
		e.Final = true
		return []Event{e}, nil
	}
	sp := s.spot(t.Spot.Service, t.Spot.Class, at) // the head start is lost: the tail
	e.In = &sp
	return []Event{e}, nil
}

func (s *State) decidePutBack(w PutBack, at time.Time) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusCalled {
		return nil, Refuse(WrongState)
	}
	if at.Sub(t.CalledAt) > s.site.Rules.PutBackWithin {
		return nil, Refuse(TooLate)
	}
	return []Event{WasPutBack{Visit: t.into(t.Spot), Counter: w.Counter}}, nil
}

func (s *State) decidePark(w Park, at time.Time) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	if w.Reason != "" {
		if err := s.reasonIn(s.site.Reasons.Park, w.Reason); err != nil {
			return nil, err
		}
	}
	if t.Status != StatusServing && t.Status != StatusCalled {
		return nil, Refuse(WrongState)
	}
	until := w.Until.Truncate(time.Millisecond)
	if !until.IsZero() && !until.After(at) {
		return nil, Refuse(BadValue)
	}
	return []Event{Parked{Visit: t.visit(), Counter: w.Counter, Reason: w.Reason, Until: until}}, nil
}

// decideUnpark brings a parked visit back to its counter, at the place it had.
func (s *State) decideUnpark(w Unpark) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusParked {
		return nil, Refuse(WrongState)
	}
	sp := s.spot(t.Spot.Service, t.Spot.Class, t.Spot.Key)
	sp.Counter = t.Call.Counter
	return []Event{Unparked{t.into(sp)}}, nil
}

func (s *State) decideTransfer(w Transfer, at time.Time) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	service, counter, err := s.target(t, w.Counter, w.Service, w.ToCounter)
	if err != nil {
		return nil, err
	}
	leg := t.Leg()
	place := w.Place
	if place == "" {
		place = Fair
	}
	sp := s.spot(service, leg.Class, leg.ArrivedAt.Add(-s.headStart(leg.Class)))
	switch place {
	case Fair:
	case Last:
		sp.Key = at
	case First:
		if err := s.reasonIn(s.site.Reasons.Call, w.Reason); err != nil {
			return nil, err
		}
		sp.Key = s.headKey(service, counter, at)
	default:
		return nil, Refuse(UnknownPlace)
	}
	sp.Counter = counter
	return []Event{Transferred{Visit: t.into(sp), Counter: w.Counter, Place: place, Reason: w.Reason}}, nil
}

// target resolves where a visit is sent: a service, or a counter (then the
// service stays if that counter gives it, else the first that counter has).
func (s *State) target(t *Ticket, from, service, counter string) (string, string, error) {
	if service == "" && counter == "" {
		return "", "", Refuse(BadValue)
	}
	if service != "" {
		if _, ok := s.site.Service(service); !ok {
			return "", "", Refuse(UnknownService)
		}
	}
	if counter == "" {
		return service, "", nil
	}
	c, ok := s.site.Counter(counter)
	if !ok {
		return "", "", Refuse(UnknownCounter)
	}
	if counter == from && service == "" {
		return "", "", Refuse(BadValue)
	}
	switch {
	case service == "" && s.site.Serves(counter, t.Leg().Service):
		service = t.Leg().Service
	case service == "":
		service = c.Services[0]
	case !s.site.Serves(counter, service):
		return "", "", Refuse(NotServedHere)
	}
	return service, counter, nil
}

func (s *State) decideSend(w SendAndReturn, at time.Time) ([]Event, error) {
	t, _, err := s.hand(w.Counter)
	if err != nil {
		return nil, err
	}
	service, counter, err := s.target(t, w.Counter, w.Service, w.ToCounter)
	if err != nil {
		return nil, err
	}
	leg := t.Leg()
	sp := s.spot(service, leg.Class, leg.ArrivedAt.Add(-s.headStart(leg.Class)))
	sp.Counter = counter
	return []Event{Transferred{Visit: t.into(sp), Counter: w.Counter, Place: Fair, Back: w.Counter}}, nil
}
