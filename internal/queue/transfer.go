package queue

import (
	"cmp"
	"slices"
	"time"
)

// decide begins the next leg of a visit elsewhere, with the same number.
func (w Transfer) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusServing)
	if err != nil {
		return nil, err
	}
	service, err := s.target(t, w.Counter, w.Service, w.ToCounter)
	if err != nil {
		return nil, err
	}
	if w.Place == "" {
		w.Place = Fair
	}
	if w.Reason != "" || w.Place == First {
		if err := reasonIn(s.site.Reasons.Call, w.Reason); err != nil {
			return nil, err
		}
	}
	sp := s.onward(t, service, w.ToCounter)
	switch w.Place {
	case Fair:
	case Last:
		sp.Key = at
	case First:
		sp.Key = s.headKey(sp, at)
	default:
		return nil, Refuse(UnknownPlace)
	}
	return []Event{Transferred{
		Visit: t.into(sp), Counter: w.Counter, Place: w.Place, Reason: w.Reason, Back: t.Back,
	}}, nil
}

// decide sends the visitor on an errand, to the cashier unless another service
// is named, after which he comes back here first.
func (w SendAndReturn) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.hand(w.Counter, StatusServing)
	if err != nil {
		return nil, err
	}
	if w.Service == "" && w.ToCounter == "" {
		w.Service = s.cashier()
	}
	service, err := s.target(t, w.Counter, w.Service, w.ToCounter)
	switch {
	case err != nil:
		return nil, err
	case t.Back != "": // already on an errand of another counter
		return nil, t.refuse(WrongState)
	}
	sp := s.onward(t, service, w.ToCounter)
	return []Event{Transferred{Visit: t.into(sp), Counter: w.Counter, Place: Fair, Back: w.Counter}}, nil
}

// cashier is the first service where fees are paid, empty without one.
func (s *State) cashier() string {
	for i := range s.site.Services {
		if !s.site.Services[i].Offered() {
			return s.site.Services[i].ID
		}
	}
	return ""
}

// onward is the fair place of the next leg: the first arrival and the class stay.
func (s *State) onward(t *Ticket, service, counter string) Spot {
	leg := t.Leg()
	sp := s.spot(service, leg.Class, leg.ArrivedAt.Add(-s.headStart(leg.Class)))
	sp.Counter = counter
	return sp
}

// headKey is the key that comes before the head of the line a place is in.
func (s *State) headKey(sp Spot, at time.Time) time.Time {
	var head choice
	if sp.Counter != "" {
		if c, ok := s.site.Counter(sp.Counter); ok {
			if t := s.first(c, at); t != nil {
				head.put(spotPlace(t.Spot, t))
			}
		}
	} else {
		head.put(s.lines[sp.Service].first(1)...)
		head.put(s.booked[sp.Service].first(1)...)
	}
	if head.t == nil {
		return sp.Key
	}
	return keyBefore(sp.Key, head.t.Spot.Key)
}

// target resolves where a visit is sent: a service, or a counter. With a
// counter alone the service stays if that counter gives it, else it is the
// first of the same agency there, else the first.
func (s *State) target(t *Ticket, from, service, counter string) (string, error) {
	if service != "" {
		if _, ok := s.site.Service(service); !ok {
			return "", Refuse(UnknownService)
		}
	}
	if counter == "" {
		if service == "" {
			return "", Refuse(UnknownService)
		}
		return service, nil
	}
	c, ok := s.site.Counter(counter)
	switch {
	case !ok:
		return "", Refuse(UnknownCounter)
	case counter == from:
		return "", Refuse(BadValue)
	case service != "" && !s.site.Serves(counter, service), len(c.Services) == 0:
		return "", t.refuse(NotServedHere)
	case service != "":
		return service, nil
	}
	own := t.Leg().Service
	if slices.Contains(c.Services, own) {
		return own, nil
	}
	mine, _ := s.site.Service(own)
	for _, id := range c.Services {
		if other, _ := s.site.Service(id); other.Agency == mine.Agency {
			return id, nil
		}
	}
	return c.Services[0], nil
}

func (e Transferred) change(s *State, t *Ticket, a Act) {
	from := t.Leg()
	from.FinishedAt, from.Outcome = a.At, "transferred"
	s.free(a, t, e.Counter)
	if e.Back != "" && t.Back == "" {
		t.errand = errand{from.Service, t.Spot.Key, t.Reason != "" || from.Place == First, cmp.Or(t.Reason, t.ground)}
	}
	t.Back = e.Back
	if e.In == nil {
		t.end(StatusDone, a)
		return
	}
	arrived := from.ArrivedAt
	if e.Place == Last {
		arrived = a.At
	}
	t.nextLeg(*e.In, e.Place, arrived, a)
	if e.Place == First {
		t.moved, t.ground = true, e.Reason
	}
}
