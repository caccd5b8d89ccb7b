package queue

import (
	"regexp"
	"time"

	"motcua/internal/centre"
)

// maxTag bounds the free words of a wish (language, kiosk, dossier code, proof, cause): they are codes, not prose.
const maxTag = 64

// tag tells whether a word is a code: short, and of printable ASCII.
func tag(s string) bool {
	if len(s) > maxTag {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == '<' || s[i] == '>' {
			return false
		}
	}
	return true
}

// dossierCode is the tolerant form (DOMAIN 2.3); the date is checked by the room dossier.
var dossierCode = regexp.MustCompile(`^(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}|[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,5}){0,6})-((?:20)?[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])-([0-9]{4,7})$`)

func (s *State) decideTake(by Actor, w Take, at time.Time) ([]Event, error) {
	service, ok := s.site.Service(w.Service)
	if !ok || (by.Role == Visitor && !service.Offered()) {
		return nil, Refuse(UnknownService)
	}
	class := w.Class
	if class == "" {
		class = centre.Ordinary
	}
	if _, ok := s.site.Class(class); !ok {
		return nil, Refuse(UnknownClass)
	}
	if w.Dossier != "" && !dossierCode.MatchString(w.Dossier) {
		return nil, Refuse(BadDossierCode)
	}
	if !tag(w.Lang) || !tag(w.Number) || !tag(by.Device) {
		return nil, Refuse(BadValue)
	}
	if !s.open {
		return nil, Refuse(DayOver)
	}
	if w.Number != "" {
		return s.decideReservedTake(by, w, service, class, at)
	}
	if err := s.admits(by, service, class, at); err != nil {
		return nil, err
	}
	return []Event{s.issue(service, class, at, s.nextNumber(service.Series), w)}, nil
}

// admits holds hours, cut-off and cap against visitors; officers and bookings are never refused.
func (s *State) admits(by Actor, service centre.Service, class string, at time.Time) error {
	if by.Role != Visitor && by.Role != "" || class == centre.Appointment {
		return nil
	}
	if !s.options.IgnoreHours {
		if ok, opens, _ := s.site.Hours.TicketingOpen(at); !ok {
			return &Refusal{Code: Closed, Opens: opens}
		}
	}
	if service.Cap > 0 && s.issued[service.ID] >= service.Cap {
		opens, _ := s.site.Hours.NextOpening(endOfDay(at))
		return &Refusal{Code: Quota, Opens: opens}
	}
	return nil
}

func endOfDay(at time.Time) time.Time {
	y, m, d := at.In(centre.ICT).Date()
	return time.Date(y, m, d, 23, 59, 59, 0, centre.ICT)
}

// issue makes the event of a new number.
func (s *State) issue(service centre.Service, class string, at time.Time, n int, w Take) Issued {
	number := formatNumber(service.Series, n)
	spot := s.spot(service.ID, class, at.Add(-s.headStart(class)))
	e := Issued{
		Visit:   Visit{Ticket: s.ticketID(number), Number: number},
		Service: service.ID, Class: class, IssuedAt: at, Spot: spot,
		Dossier: w.Dossier, Lang: w.Lang, Paper: w.Paper,
	}
	if !w.Paper {
		e.In = &spot
	}
	return e
}

// decideReservedTake takes over a number that a kiosk gave while it was cut off:
// its place is that of the moment it was given.
func (s *State) decideReservedTake(by Actor, w Take, service centre.Service, class string, at time.Time) ([]Event, error) {
	series, n := splitNumber(w.Number)
	if series != service.Series || formatNumber(series, n) != w.Number {
		return nil, Refuse(BadValue)
	}
	owns, free := s.ownsNumber(by.Device, series, n)
	switch {
	case !owns:
		return nil, Refuse(BadValue)
	case !free:
		return nil, Refuse(NumberTaken)
	}
	given := w.IssuedAt.Truncate(time.Millisecond)
	if given.IsZero() || given.After(at) || given.In(centre.ICT).Format(time.DateOnly) != s.day {
		given = at
	}
	e := s.issue(service, class, given, n, w)
	e.Kiosk, e.Reserved, e.Paper = by.Device, true, false
	e.In = &e.Spot
	return []Event{e}, nil
}

func (s *State) decidePaperOut(w PaperOut) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if !tag(w.Proof) {
		return nil, Refuse(BadValue)
	}
	switch t.Status {
	case StatusIssued, StatusUnprinted:
		return []Event{Printed{Visit: t.into(t.Spot), Proof: w.Proof}}, nil
	case StatusVoid:
		return nil, Refuse(WrongState)
	default: // a proof that came late, or a copy
		if t.Proof == w.Proof {
			return nil, nil
		}
		v := t.visit()
		v.Out = ""
		return []Event{Printed{Visit: v, Proof: w.Proof}}, nil
	}
}

func (s *State) decidePaperFailed(w PaperFailed) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if !tag(w.Cause) {
		return nil, Refuse(BadValue)
	}
	switch t.Status {
	case StatusIssued:
		return []Event{PrintFailed{Visit: t.visit(), Cause: w.Cause}}, nil
	case StatusUnprinted, StatusWaiting:
		return nil, nil
	default:
		return nil, Refuse(WrongState)
	}
}

func (s *State) decideUnproven(w Unproven, at time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusIssued {
		return nil, Refuse(WrongState)
	}
	if left := t.IssuedAt.Add(s.site.Rules.ProofWait).Sub(at); left > 0 {
		return nil, &Refusal{Code: TooEarly, Left: left}
	}
	return []Event{Printed{Visit: t.into(t.Spot), Proof: unproven}}, nil
}

func (s *State) decideVoid(w Void, at time.Time) ([]Event, error) {
	t, err := s.known(w.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != StatusUnprinted {
		return nil, Refuse(WrongState)
	}
	if left := t.IssuedAt.Add(s.site.Rules.UnprintedVoid).Sub(at); left > 0 {
		return nil, &Refusal{Code: TooEarly, Left: left}
	}
	return []Event{Voided{t.visit()}}, nil
}
