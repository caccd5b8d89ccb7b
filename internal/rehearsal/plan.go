package rehearsal

import (
	"math"
	"math/rand/v2"
	"time"

	"motcua/internal/centre"
)

// halfHours are the weights of arrivals in the half hours of a morning and of
// an afternoon session.
var (
	morningHours   = []float64{10, 14, 12, 10, 8, 6, 5, 4, 1}
	afternoonHours = []float64{8, 9, 7, 5, 4, 2.5, 0.5}
)

const (
	fullDay         = 106.0 // sum of all weights
	visitsOfDossier = 1.6   // a dossier brings somebody 1.6 times
)

// person is one visitor as drawn; what he will do is settled by his own source
// of chance, so that the same person comes under any call rule.
type person struct {
	at      time.Time
	service string
	class   string
	slot    time.Time // of an appointment
	chance  *rand.Rand
	persona int
	english bool
	phone   bool

	ticket, number string
	issued         time.Time // when the wait counts from
	legs           int       // legs served so far
	called         bool      // at least once
	absences       int
	home           bool // gone home, will not answer
	returning      bool // comes with the missing papers
	paid           bool // has been to the cashier
	parked         bool
	waited         time.Duration // for the first call
	over           bool
	from, to       time.Time // the range shown when the number was taken
	shown          bool
}

// shift is one half day of one counter.
type shift struct {
	from, to time.Time
	breaks   []pause
}

// pause is a break, taken after the visitor in hand.
type pause struct {
	at   time.Time
	long time.Duration
}

// plan is a day drawn in full.
type plan struct {
	people []*person
	shifts [][]shift // by counter
	factor []float64 // of the officer at each counter
	today  float64
}

// move plays the plan at another time.
func (p *plan) move(by time.Duration) {
	if by == 0 {
		return
	}
	for _, x := range p.people {
		x.at = x.at.Add(by)
		if !x.slot.IsZero() {
			x.slot = x.slot.Add(by)
		}
	}
	for i := range p.shifts {
		for j := range p.shifts[i] {
			s := &p.shifts[i][j]
			s.from, s.to = s.from.Add(by), s.to.Add(by)
			for k := range s.breaks {
				s.breaks[k].at = s.breaks[k].at.Add(by)
			}
		}
	}
}

// source is the stream of chance of one thing on one day.
func source(seed uint64, d centre.Date, what uint64) *rand.Rand {
	day := uint64(d.Year)*10000 + uint64(d.Month)*100 + uint64(d.Day)
	return rand.New(rand.NewPCG(seed^what*0x9e3779b97f4a7c15, day))
}

// draw draws a day.
func (w *world) draw(seed uint64, d centre.Date) *plan {
	r := source(seed, d, 1)
	p := &plan{today: math.Exp(w.laws.Today * r.NormFloat64())}
	w.drawPeople(p, seed, d, r)
	r = source(seed, d, 2)
	skill := r
	if w.laws.Steady {
		skill = source(seed, centre.Date{}, 3)
	}
	sessions := w.site.Hours.SessionsOn(d)
	for range w.site.Counters {
		p.factor = append(p.factor, math.Exp(w.laws.Officer*skill.NormFloat64()))
		var list []shift
		for _, s := range sessions {
			list = append(list, w.drawShift(d.At(s.From), d.At(s.To), r))
		}
		p.shifts = append(p.shifts, list)
	}
	return p
}

func (w *world) drawPeople(p *plan, seed uint64, d centre.Date, r *rand.Rand) {
	l := w.laws
	crowd := visitsOfDossier * float64(l.Dossiers) * math.Exp(l.DayToDay*r.NormFloat64()-l.DayToDay*l.DayToDay/2)
	for _, s := range w.site.Hours.SessionsOn(d) {
		weights := morningHours
		if s.From >= centre.Clock(12*time.Hour) {
			weights = afternoonHours
		}
		from, to := d.At(s.From), d.At(s.To)
		for i := 0; from.Before(to); i++ {
			until := from.Add(30 * time.Minute)
			if until.After(to) {
				until = to
			}
			mean := crowd * weights[min(i, len(weights)-1)] / fullDay
			for range poisson(mean, r) {
				at := from.Add(time.Duration(r.Float64() * float64(until.Sub(from))))
				p.people = append(p.people, w.drawPerson(at, s, d, seed, uint64(len(p.people)), r))
			}
			from = until
		}
	}
}

func (w *world) drawPerson(at time.Time, s centre.Session, d centre.Date, seed, i uint64, r *rand.Rand) *person {
	x := &person{
		at: at, service: w.service(r), class: centre.Ordinary,
		chance: source(seed, d, 1000+i), persona: r.IntN(1 << 16),
		english: r.Float64() < 0.02, phone: r.Float64() < w.laws.Phone,
	}
	u := r.Float64()
	early := d.At(s.From).Add(15 * time.Minute)
	switch {
	case u < w.laws.Priority && len(w.ground) > 0:
		x.class = w.ground[ground(len(w.ground), r)]
	case u < w.laws.Priority+w.laws.Booked && at.After(early):
		w.book(x, d, r)
	}
	return x
}

// ground draws a ground for priority: the first of the list, the elderly, are
// half of them.
func ground(n int, r *rand.Rand) int {
	if n == 1 || r.Float64() < 0.5 {
		return 0
	}
	return 1 + r.IntN(n-1)
}

// book gives a visitor an appointment at the next quarter hour, to which he
// comes a little early or late.
func (w *world) book(x *person, d centre.Date, r *rand.Rand) {
	slot := x.at.Truncate(15 * time.Minute).Add(15 * time.Minute)
	in := slot.Add(time.Duration((7*r.NormFloat64() - 6) * float64(time.Minute)))
	c := centre.ClockOf(slot)
	noon := c >= centre.Clock(11*time.Hour) && c < centre.Clock(13*time.Hour+30*time.Minute)
	if _, open := w.site.Hours.SessionAt(slot); noon || !open {
		return
	}
	if ends, ok := w.site.Hours.DayEnds(d); ok && in.After(ends.Add(-2*time.Minute)) {
		x.at = ends.Add(-20 * time.Minute)
		return
	}
	x.class, x.slot, x.at = centre.Appointment, slot, in
}

func (w *world) drawShift(from, to time.Time, r *rand.Rand) shift {
	s := shift{from: from, to: to}
	if r.Float64() < w.laws.Late {
		s.from = from.Add(minutes(8 * r.Float64()))
	}
	within := func() time.Time {
		first, last := from.Add(30*time.Minute), to.Add(-20*time.Minute)
		if centre.ClockOf(from) >= centre.Clock(12*time.Hour) {
			first = from.Add(20 * time.Minute)
		}
		return first.Add(time.Duration(r.Float64() * float64(last.Sub(first))))
	}
	if r.Float64() < w.laws.Breaks {
		s.breaks = append(s.breaks, pause{within(), minutes(5 + 10*r.Float64())})
	}
	if r.Float64() < w.laws.LongBreak {
		s.breaks = append(s.breaks, pause{within(), minutes(30 + 60*r.Float64())})
	}
	if len(s.breaks) == 2 && s.breaks[1].at.Before(s.breaks[0].at) {
		s.breaks[0], s.breaks[1] = s.breaks[1], s.breaks[0]
	}
	return s
}

// poisson draws a count with the given mean, by steps that stay exact for large means.
func poisson(mean float64, r *rand.Rand) int {
	n := 0
	for t := r.ExpFloat64(); t < mean; t += r.ExpFloat64() {
		n++
	}
	return n
}

func minutes(m float64) time.Duration { return time.Duration(m * float64(time.Minute)) }
