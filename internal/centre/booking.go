package centre

import (
	"slices"
	"time"
)

// Bookable is one time at which appointments can be had.
type Bookable struct {
	At     time.Time
	Places int
}

// Appointments lists the times of a day at which a service can be booked, in
// order. Times out of hours are left out; rows that name the same time add up.
func (s *Site) Appointments(service string, d Date) []Bookable {
	var list []Bookable
	for _, row := range s.Slots {
		if !slices.Contains(row.Days, d.Weekday()) || !s.booked(row, service) || row.Every <= 0 {
			continue
		}
		for c := row.From; c < row.To; c += Clock(row.Every) {
			if at := d.At(c); s.Hours.Open(at) {
				list = append(list, Bookable{at, row.Places})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Bookable) int { return a.At.Compare(b.At) })
	return joined(list)
}

// booked tells whether a row of times is for a service.
func (s *Site) booked(row Slot, service string) bool {
	if len(row.Services) > 0 {
		return slices.Contains(row.Services, service)
	}
	v, ok := s.Service(service)
	return ok && v.Offered()
}

// joined adds up the places of equal times.
func joined(list []Bookable) []Bookable {
	var out []Bookable
	for _, b := range list {
		if n := len(out); n > 0 && out[n-1].At.Equal(b.At) {
			out[n-1].Places += b.Places
			continue
		}
		out = append(out, b)
	}
	return out
}

// Question finds a question of the rating by its id.
func (r Rating) Question(id string) (Question, bool) {
	return at(r.Questions, nil, id, func(q Question) string { return q.ID })
}
