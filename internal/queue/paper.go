package queue

import "time"

// unproven is the proof of a slip of which nothing was heard: a ghost in the
// line costs a minute, a lost person costs trust.
const unproven = "unproven"

func (w PaperOut) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if !isText(w.Proof) {
		return nil, Refuse(BadValue)
	}
	switch t.Status {
	case StatusIssued, StatusUnprinted:
		return []Event{Printed{Visit: t.into(t.Spot), Proof: w.Proof}}, nil
	case StatusVoid, StatusLapsed:
		return nil, t.refuse(WrongState)
	case StatusWaiting, StatusCalled, StatusServing, StatusParked, StatusDone, StatusCancelled:
	}
	if !t.Unproven || w.Proof == t.Proof {
		return nil, nil // one more copy proves nothing new
	}
	return []Event{Printed{Visit: t.still(), Proof: w.Proof}}, nil
}

// decide takes an unproven slip out of the line when word of its failure comes
// late: the visitor has a screen with the number, and ten minutes to take it.
func (w PaperFailed) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if !isText(w.Cause) {
		return nil, Refuse(BadValue)
	}
	switch {
	case t.Status == StatusUnprinted:
		return nil, nil
	case t.Status == StatusIssued, t.Status == StatusWaiting && t.Unproven:
		return []Event{PrintFailed{Visit: t.visit(), Cause: w.Cause}}, nil
	case t.Status == StatusWaiting: // a copy failed, the slip is in a hand
		return nil, nil
	}
	return nil, t.refuse(WrongState)
}

func (w Unproven) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusIssued {
		return nil, t.refuse(WrongState)
	}
	if err := t.until(t.from, s.site.Rules.ProofWait, at); err != nil {
		return nil, err
	}
	return []Event{Printed{Visit: t.into(t.Spot), Proof: unproven}}, nil
}

func (w Void) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusUnprinted {
		return nil, t.refuse(WrongState)
	}
	if err := t.until(t.from, s.site.Rules.UnprintedVoid, at); err != nil {
		return nil, err
	}
	return []Event{Voided{t.still()}}, nil
}

func (e Printed) change(_ *State, t *Ticket, _ Act) {
	t.Proof, t.Unproven = e.Proof, e.Proof == unproven
}

func (e PrintFailed) change(_ *State, t *Ticket, a Act) {
	t.Status, t.from, t.Unproven = StatusUnprinted, a.At, false
}

func (e Voided) change(s *State, t *Ticket, a Act) {
	t.end(StatusVoid, a)
	s.issued[t.Legs[0].Service]-- // nobody held it: the cap counts it no longer
}
