package queue

import (
	"time"

	"motcua/internal/centre"
)

// isOfficer tells whether hours, cut-off and caps do not bind the actor.
func (a Actor) isOfficer() bool {
	switch a.Role {
	case Officer, Lead, Admin, Timer:
		return true
	case Visitor:
	}
	return false
}

func (w Take) decide(s *State, by Actor, at time.Time) ([]Event, error) {
	service, ok := s.site.Service(w.Service)
	if !ok || !by.isOfficer() && !service.Offered() {
		return nil, Refuse(UnknownService)
	}
	if w.Class == "" {
		w.Class = centre.Ordinary
	}
	if _, ok := s.site.Class(w.Class); !ok {
		return nil, Refuse(UnknownClass)
	}
	if w.Dossier != "" && !dossierCode.MatchString(w.Dossier) {
		return nil, Refuse(BadDossierCode)
	}
	if !isText(w.Lang) {
		return nil, Refuse(BadValue)
	}
	if err := s.today(); err != nil {
		return nil, err
	}
	if w.Number != "" {
		return w.reserved(s, by, service, at)
	}
	if err := s.admit(by, service, w.Class, at); err != nil {
		return nil, err
	}
	return []Event{s.issue(service, w, s.nextNumber(service.Series), at)}, nil
}

// admit holds hours, cut-off and cap against visitors; officers and
// appointments are never refused.
func (s *State) admit(by Actor, service centre.Service, class string, at time.Time) error {
	if by.isOfficer() || class == centre.Appointment {
		return nil
	}
	if !s.options.IgnoreHours {
		if ok, opens, _ := s.site.Hours.TicketingOpen(at); !ok {
			return &Refusal{Code: Closed, Opens: opens}
		}
	}
	if service.Cap > 0 && s.issued[service.ID] >= service.Cap {
		tomorrow := centre.DateOf(at).Add(1).At(0)
		opens, _ := s.site.Hours.NextOpening(tomorrow.Add(-time.Millisecond))
		return &Refusal{Code: Quota, Opens: opens}
	}
	return nil
}

// issue makes the event of a new number, in line at once unless a slip is awaited.
func (s *State) issue(service centre.Service, w Take, n int, at time.Time) Issued {
	number := formatNumber(service.Series, n)
	e := Issued{
		Visit:   Visit{Ticket: s.ticketID(number), Number: number},
		Service: service.ID, Class: w.Class, IssuedAt: at,
		Spot:    s.spot(service.ID, w.Class, at.Add(-s.headStart(w.Class))),
		Dossier: w.Dossier, Lang: w.Lang, Paper: w.Paper,
	}
	if !w.Paper {
		in := e.Spot
		e.In = &in
	}
	return e
}

// reserved takes over a number that a kiosk gave from its block while it was
// cut off. It was shown to a visitor, so neither hours nor cap can refuse it,
// and its place is that of the moment it was given, as far as that is possible.
func (w Take) reserved(s *State, by Actor, service centre.Service, at time.Time) ([]Event, error) {
	series, n := splitNumber(w.Number)
	if series != service.Series || formatNumber(series, n) != w.Number {
		return nil, Refuse(BadValue)
	}
	if _, taken := s.numbers[w.Number]; taken {
		return nil, Refuse(NumberTaken)
	}
	kiosk := by.Device
	if by.isOfficer() {
		kiosk = "" // an officer may type in what any machine gave
	}
	b, ok := s.blockOf(kiosk, series, n)
	if !ok {
		return nil, Refuse(BadValue)
	}
	given := w.IssuedAt.Truncate(time.Millisecond)
	switch {
	case given.IsZero() || given.After(at):
		given = at
	case given.Before(b.at):
		given = b.at
	}
	w.Paper = false // the slip has long been out
	e := s.issue(service, w, n, given.In(at.Location()))
	e.Kiosk, e.Reserved = b.kiosk, true
	return []Event{e}, nil
}
