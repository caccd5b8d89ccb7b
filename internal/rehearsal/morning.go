package rehearsal

import (
	"context"
	"errors"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
)

// Morning is one believable day, or a part of one, played against a desk. The
// zero value of everything but Site plays a busy day from the clock's present
// to the end of the session that runs.
type Morning struct {
	Site  *centre.Site
	Seed  uint64
	Laws  *Laws     // nil: RealLaws of 400 dossiers
	Until time.Time // zero: the end of the session

	Model *forecast.Model // gives the ranges shown; nil: a new one that knows no past
	Leave []string        // counters that somebody else works
	Print func(ctx context.Context, s Slip) (proof string, err error)
	Tell  func(Moment) // called in order, from the one goroutine of Run
}

// Run plays until the end, or until the context ends; then the summary is of
// what was played, and the error the context's. The desk's own errors end it.
func (m Morning) Run(ctx context.Context, desk Desk, clock Clock) (Summary, error) {
	laws := RealLaws(400)
	if m.Laws != nil {
		laws = *m.Laws
	}
	now := clock.Now()
	d, moved, err := m.day(now)
	if err != nil {
		return Summary{}, err
	}
	w := newWorld(m.Site, laws)
	plan := w.draw(m.Seed, d)
	plan.move(moved)
	h := newHall(w, plan, m.Seed, desk, clock)
	h.tell, h.print = m.Tell, m.Print
	for _, id := range m.Leave {
		h.leave[id] = true
	}
	if h.model = m.Model; h.model == nil {
		h.model = forecast.NewModel(m.Site)
	}
	if h.until = m.Until; h.until.IsZero() {
		h.until = m.end(d, now.Add(-moved)).Add(moved)
	}
	h.catchUp(now)
	h.staff(d)
	if err := h.expect(ctx, now); err != nil {
		return h.sum.summary(), err
	}
	h.in(5*time.Second, h.glance)
	err = h.play(ctx)
	return h.sum.summary(), err
}

// day is the day to draw: the present one, or the next working day moved to the
// present where no work is left today.
func (m Morning) day(now time.Time) (d centre.Date, moved time.Duration, err error) {
	d = centre.DateOf(now)
	for _, s := range m.Site.Hours.SessionsOn(d) {
		if d.At(s.To).After(now) {
			return d, 0, nil
		}
	}
	opens, ok := m.Site.Hours.NextOpening(now)
	if !ok {
		return d, 0, errors.New("rehearsal: the site document has no working day to play; give it hours")
	}
	return centre.DateOf(opens), now.Sub(opens), nil
}

// end is the end of the session that runs or comes next on a day.
func (m Morning) end(d centre.Date, now time.Time) time.Time {
	for _, s := range m.Site.Hours.SessionsOn(d) {
		if to := d.At(s.To); to.After(now) {
			return to
		}
	}
	return now
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
