package queue

import (
	"time"

	"motcua/internal/centre"
)

func (s *State) decideBook(w Book, at time.Time) ([]Event, error) {
	service, ok := s.site.Service(w.Service)
	if !ok || !service.Offered() {
		return nil, Refuse(UnknownService)
	}
	slot := w.At.Truncate(time.Minute)
	if w.ID == "" || !tag(w.ID) || slot.Before(at) {
		return nil, Refuse(BadValue)
	}
	if b, ok := s.bookings[w.ID]; ok {
		if b.Service == w.Service && b.At.Equal(slot) {
			return nil, nil
		}
		return nil, Refuse(BadValue)
	}
	if !s.site.Hours.Open(slot) {
		opens, _ := s.site.Hours.NextOpening(slot)
		return nil, &Refusal{Code: Closed, Opens: opens}
	}
	return []Event{Booked{Booking{ID: w.ID, Service: w.Service, At: slot.In(centre.ICT)}}}, nil
}

// decideCheckIn makes a ticket of a booking: on time it has arrived at its
// slot; later than the grace it arrives when it checks in.
func (s *State) decideCheckIn(by Actor, w CheckIn, at time.Time) ([]Event, error) {
	b, ok := s.bookings[w.Booking]
	if !ok {
		return nil, Refuse(UnknownBooking)
	}
	if !tag(w.Lang) {
		return nil, Refuse(BadValue)
	}
	if !s.open {
		return nil, Refuse(DayOver)
	}
	service, ok := s.site.Service(b.Service)
	if !ok {
		return nil, Refuse(UnknownService)
	}
	switch day := b.At.In(centre.ICT).Format(time.DateOnly); {
	case day > s.day:
		return nil, &Refusal{Code: TooEarly, Left: b.At.Sub(at), Opens: b.At}
	case day < s.day:
		return nil, Refuse(TooLate)
	}
	e := s.issue(service, centre.Appointment, at, s.nextNumber(service.Series), Take{Lang: w.Lang, Paper: w.Paper})
	e.Booking, e.Kiosk = b.ID, by.Device
	if !at.After(b.At.Add(s.site.Rules.BookingGrace)) {
		e.Slot = b.At
		e.Spot.Key = b.At.Add(-s.headStart(centre.Appointment))
	}
	if !w.Paper {
		e.In = &e.Spot
	}
	return []Event{e}, nil
}
