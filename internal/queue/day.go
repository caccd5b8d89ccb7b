package queue

import (
	"time"

	"motcua/internal/centre"
)

func (w OpenDay) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	day, err := centre.ParseDate(w.Day)
	switch {
	case err != nil:
		return nil, Refuse(BadValue)
	case w.Day == s.day && s.open:
		return nil, nil
	case w.Day <= s.day:
		return nil, Refuse(DayOver)
	}
	var out []Event
	if s.open {
		out = append(out, s.closing())
	}
	opened := DayOpened{Day: w.Day}
	for _, b := range s.Bookings() {
		if !centre.DateOf(b.At).Before(day) {
			opened.Bookings = append(opened.Bookings, b)
		}
	}
	return append(out, opened), nil
}

func (w CloseDay) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	switch {
	case s.open:
		return []Event{s.closing()}, nil
	case s.day == "":
		return nil, Refuse(DayNotOpen)
	}
	return nil, nil
}

// closing is the end of the day: who still waits in whatever way lapses, who is
// being served is done, marked unfinished.
func (s *State) closing() DayClosed {
	e := DayClosed{Day: s.day}
	for _, t := range s.list {
		switch t.Status {
		case StatusIssued, StatusUnprinted, StatusWaiting, StatusCalled, StatusParked:
			e.Lapsed = append(e.Lapsed, t.ID)
		case StatusServing:
			e.Unfinished = append(e.Unfinished, t.ID)
		case StatusDone, StatusCancelled, StatusVoid, StatusLapsed:
		}
	}
	return e
}

func (e DayOpened) fold(s *State, _ Act) {
	s.clear()
	s.day, s.open = e.Day, true
	s.bookings = map[string]Booking{}
	for _, b := range e.Bookings {
		s.bookings[b.ID] = b
	}
}

// unfinished is the outcome of a visit that the end of the day cut off.
const unfinished = "unfinished"

func (e DayClosed) fold(s *State, a Act) {
	for _, id := range e.Lapsed {
		if t, ok := s.tickets[id]; ok {
			s.leave(t)
			s.endCall(t)
			t.end(StatusLapsed, a)
			t.version++
		}
	}
	for _, id := range e.Unfinished {
		if t, ok := s.tickets[id]; ok {
			leg := t.Leg()
			leg.FinishedAt, leg.Outcome = a.At, unfinished
			s.endCall(t)
			t.end(StatusDone, a)
			t.version++
		}
	}
	for _, d := range s.desks {
		if d.Mode != ModeClosed {
			*d = Desk{ID: d.ID, Mode: ModeClosed, Since: a.At}
		}
	}
	s.open = false
	s.timers, s.steps = [kinds]timers{}, map[string]*step{}
}

func (w ApplySite) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	if w.Site == nil {
		return nil, Refuse(BadValue)
	}
	hash := w.Site.Hash()
	if hash == s.applied { // a state that was made with the document has not recorded it yet
		return nil, nil
	}
	if stranded := s.Stranded(w.Site); len(stranded) > 0 {
		return nil, &Refusal{Code: Stranded, Numbers: stranded}
	}
	return []Event{SiteApplied{Hash: hash, Document: string(w.Document)}}, nil
}

// fold leaves the document to the hub, which puts it in force by SetSite.
func (e SiteApplied) fold(s *State, _ Act) { s.applied = e.Hash }

// Stranded are the numbers that nobody could call any more, or that are in hand
// at a counter that would be gone, if the site document were put in force.
func (s *State) Stranded(site *centre.Site) []string {
	var out []string
	for _, t := range s.list {
		if !t.fits(site) {
			out = append(out, t.Number)
		}
	}
	return out
}

// fits tells whether a site has a place for a visit that goes on.
func (t *Ticket) fits(site *centre.Site) bool {
	at := ""
	switch t.Status {
	case StatusDone, StatusCancelled, StatusVoid, StatusLapsed:
		return true
	case StatusCalled, StatusServing, StatusParked:
		at = t.Call.Counter
	case StatusIssued, StatusUnprinted, StatusWaiting:
		at = t.Spot.Counter
	}
	for _, counter := range []string{at, t.Back} {
		if _, ok := site.Counter(counter); counter != "" && !ok {
			return false
		}
	}
	return len(site.CountersFor(t.Leg().Service)) > 0
}
