package rehearsal

import (
	"context"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
)

// Morning is one believable day, or a part of one, played against a desk. The
// zero value of everything but Site plays a usual day from the clock's present
// to the end of the session that runs.
type Morning struct {
	Site  *centre.Site
	Seed  uint64
	Laws  *Laws     // nil: RealLaws of 200 dossiers
	Until time.Time // zero: the end of the session

	Model *forecast.Model // gives the ranges shown; nil: a new one that knows no past
	Leave []string        // counters that somebody else works
	Print func(ctx context.Context, s Slip) (proof string, err error)
	Tell  func(Moment) // called in order, from the one goroutine of Run
}

// Run plays until the end, or until the context ends; then the summary is of
// what was played, and the error the context's. The desk's own errors end it.
func (m Morning) Run(ctx context.Context, desk Desk, clock Clock) (Summary, error) {
	laws := RealLaws(200)
	if m.Laws != nil {
		laws = *m.Laws
	}
	now := clock.Now()
	d := centre.DateOf(now)
	w := newWorld(m.Site, laws)
	h := newHall(w, w.draw(m.Seed, d), m.Seed, desk, clock)
	h.tell, h.print = m.Tell, m.Print
	for _, id := range m.Leave {
		h.leave[id] = true
	}
	if h.model = m.Model; h.model == nil {
		h.model = forecast.NewModel(m.Site)
	}
	if h.until = m.Until; h.until.IsZero() {
		h.until = m.end(now)
	}
	h.catchUp(now)
	h.staff(d)
	if err := h.expect(ctx, now); err != nil {
		return h.sum.summary(), err
	}
	h.in(5*time.Second, h.glance)
	err := h.play(ctx)
	return h.sum.summary(), err
}

// end is the end of the session that runs or comes next on this day, or four
// hours from now where there is none.
func (m Morning) end(now time.Time) time.Time {
	d := centre.DateOf(now)
	for _, s := range m.Site.Hours.SessionsOn(d) {
		if to := d.At(s.To); to.After(now) {
			return to
		}
	}
	return now.Add(4 * time.Hour)
}

// catchUp moves shifts that should have begun to the present, so that a play
// that starts at ten finds its officers at their desks.
func (h *hall) catchUp(now time.Time) {
	for i := range h.day.shifts {
		var left []shift
		for _, s := range h.day.shifts[i] {
			if !s.to.After(now) {
				continue
			}
			if s.from.Before(now) {
				s.from = now
			}
			left = append(left, s)
		}
		h.day.shifts[i] = left
	}
}
