package queue

import (
	"time"

	"motcua/internal/centre"
)

// farthest is how many days ahead an appointment can be made.
const farthest = 366

func (w Book) decide(s *State, _ Actor, at time.Time) ([]Event, error) {
	service, ok := s.site.Service(w.Service)
	if !ok || !service.Offered() {
		return nil, Refuse(UnknownService)
	}
	slot := w.At.In(centre.ICT)
	last := centre.DateOf(at).Add(farthest).At(0)
	if w.ID == "" || !isText(w.ID) || !slot.After(at) || slot.After(last) || !slot.Equal(slot.Truncate(time.Minute)) {
		return nil, Refuse(BadValue)
	}
	if err := s.today(); err != nil {
		return nil, err
	}
	if b, ok := s.bookings[w.ID]; ok {
		if b.Service == w.Service && b.At.Equal(slot) {
			return nil, nil
		}
		return nil, Refuse(NumberTaken)
	}
	if !s.site.Hours.Open(slot) {
		opens, _ := s.site.Hours.NextOpening(slot)
		return nil, &Refusal{Code: Closed, Opens: opens}
	}
	if err := s.hasPlace(w.Service, slot); err != nil {
		return nil, err
	}
	return []Event{Booked{Booking{ID: w.ID, Service: w.Service, At: slot}}}, nil
}

// hasPlace holds an appointment against the times of the site, if it lists any:
// a time that is none is refused with the next one, a full one likewise.
func (s *State) hasPlace(service string, slot time.Time) error {
	if len(s.site.Slots) == 0 {
		return nil
	}
	taken := map[int64]int{}
	for _, b := range s.bookings {
		if b.Service == service {
			taken[b.At.Unix()]++
		}
	}
	var next time.Time
	for _, b := range s.site.Appointments(service, centre.DateOf(slot)) {
		free := taken[b.At.Unix()] < b.Places
		if free && b.At.Equal(slot) {
			return nil
		}
		if free && next.IsZero() && b.At.After(slot) {
			next = b.At
		}
	}
	return &Refusal{Code: Quota, Opens: next}
}

// decide makes a ticket of a booking: on time it has arrived at its slot; later
// than the grace it arrives when it checks in.
func (w CheckIn) decide(s *State, by Actor, at time.Time) ([]Event, error) {
	b, ok := s.bookings[w.Booking]
	if !ok {
		return nil, Refuse(UnknownBooking)
	}
	if !isText(w.Lang) {
		return nil, Refuse(BadValue)
	}
	if err := s.today(); err != nil {
		return nil, err
	}
	service, ok := s.site.Service(b.Service)
	if !ok {
		return nil, Refuse(UnknownService)
	}
	switch day := centre.DateOf(b.At).String(); {
	case day > s.day:
		return nil, &Refusal{Code: TooEarly, Left: b.At.Sub(at), Opens: b.At}
	case day < s.day:
		return nil, Refuse(TooLate)
	}
	take := Take{Class: centre.Appointment, Lang: w.Lang, Paper: w.Paper}
	e := s.issue(service, take, s.nextNumber(service.Series), at)
	e.Booking, e.Kiosk = b.ID, by.Device
	if !at.After(b.At.Add(s.site.Rules.BookingGrace)) {
		e.Slot = b.At
		e.Spot.Key = b.At.Add(-s.headStart(centre.Appointment))
	}
	if e.In != nil {
		in := e.Spot
		e.In = &in
	}
	return []Event{e}, nil
}

func (e Booked) fold(s *State, _ Act) { s.bookings[e.ID] = e.Booking }
