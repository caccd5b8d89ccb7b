package queue

import (
	"time"

	"motcua/internal/centre"
)

func (s *State) decideOpenDay(w OpenDay) ([]Event, error) {
	if _, err := time.Parse(time.DateOnly, w.Day); err != nil {
		return nil, Refuse(BadValue)
	}
	if w.Day == s.day && s.open {
		return nil, nil
	}
	if s.day != "" && w.Day <= s.day {
		return nil, Refuse(DayOver)
	}
	var out []Event
	if s.open {
		closed, err := s.decideCloseDay()
		if err != nil {
			return nil, err
		}
		out = closed
	}
	opened := DayOpened{Day: w.Day}
	for _, b := range s.Bookings() {
		if b.At.In(centre.ICT).Format(time.DateOnly) >= w.Day {
			opened.Bookings = append(opened.Bookings, b)
		}
	}
	return append(out, opened), nil
}

func (s *State) decideCloseDay() ([]Event, error) {
	if !s.open {
		return nil, nil
	}
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
	return []Event{e}, nil
}

func (s *State) decideSite(w ApplySite) ([]Event, error) {
	if w.Site == nil {
		return nil, Refuse(BadValue)
	}
	if s.applied == w.Site.Hash() {
		return nil, nil
	}
	if stranded := s.Stranded(w.Site); len(stranded) > 0 {
		return nil, &Refusal{Code: Stranded, Numbers: stranded}
	}
	return []Event{SiteApplied{Hash: w.Site.Hash(), Document: string(w.Document)}}, nil
}

// Stranded are the numbers that nobody could call any more, or that are in hand
// at a counter that would be gone, if the site document were put in force.
func (s *State) Stranded(site *centre.Site) []string {
	var out []string
	for _, t := range s.list {
		ok := true
		switch t.Status {
		case StatusIssued, StatusUnprinted, StatusWaiting, StatusParked:
			ok = len(site.CountersFor(t.Leg().Service)) > 0
			if ok && t.Spot.Counter != "" {
				_, ok = site.Counter(t.Spot.Counter)
			}
		case StatusCalled, StatusServing:
			_, ok = site.Counter(t.Call.Counter)
		case StatusDone, StatusCancelled, StatusVoid, StatusLapsed:
		}
		if !ok {
			out = append(out, t.Number)
		}
	}
	return out
}
