package rehearsal

import (
	"context"
	"fmt"
	"iter"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// Past is a believable past: every working day of a stretch that ends
// yesterday, from the opening of the day to its close.
type Past struct {
	Site     *centre.Site
	Document []byte      // the site document, kept in the record; empty: it is there already
	Today    centre.Date // the first day that is not part of the past
	Days     int         // calendar days before Today
	Tickets  int         // stop after the day on which so many were given; 0: no limit
	Seed     uint64
	Laws     *Laws // nil: RealLaws of 200 dossiers
	Batch    int   // acts in one commit, 0 for 64
}

// Commits gives the record in order. Version, time and acts are set; whoever
// keeps it gives each commit its number, its hub and the hash before it. A
// commit never reaches over the end of a day.
func (p Past) Commits(ctx context.Context) iter.Seq2[journal.Commit, error] {
	batch := p.Batch
	if batch == 0 {
		batch = 64
	}
	return func(yield func(journal.Commit, error) bool) {
		var acts []journal.Act
		flush := func() bool {
			if len(acts) == 0 {
				return true
			}
			c := journal.Commit{V: journal.Version, At: acts[len(acts)-1].At, Acts: acts}
			acts = nil
			return yield(c, nil)
		}
		for a, err := range p.Acts(ctx) {
			if err != nil {
				yield(journal.Commit{}, err)
				return
			}
			acts = append(acts, a)
			if len(acts) >= batch || closes(a) {
				if !flush() {
					return
				}
			}
		}
		flush()
	}
}

// closes tells whether an act ends its day.
func closes(a journal.Act) bool {
	for _, e := range a.Events {
		if _, ok := e.(queue.DayClosed); ok {
			return true
		}
	}
	return false
}

// Acts gives the record act by act.
func (p Past) Acts(ctx context.Context) iter.Seq2[journal.Act, error] {
	return func(yield func(journal.Act, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		keep := func(by queue.Actor, key string, at time.Time, events []queue.Event) {
			if ctx.Err() == nil && !yield(journal.Act{Key: key, At: at, By: by, Events: events}, nil) {
				stop()
			}
		}
		if len(p.Document) > 0 {
			at := p.Today.Add(-p.Days).At(centre.Clock(6 * time.Hour))
			applied := queue.SiteApplied{Hash: p.Site.Hash(), Document: string(p.Document)}
			keep(caretaker, fmt.Sprintf("%x-site", p.Seed), at, []queue.Event{applied})
		}
		if err := p.playDays(ctx, keep); err != nil && ctx.Err() == nil {
			yield(journal.Act{}, err)
		}
	}
}

// playDays plays every working day of the past.
func (p Past) playDays(ctx context.Context, keep func(queue.Actor, string, time.Time, []queue.Event)) error {
	laws := RealLaws(200)
	if p.Laws != nil {
		laws = *p.Laws
	}
	w := newWorld(p.Site, laws)
	clock := &leap{}
	o := &office{state: queue.New(p.Site, queue.Options{}), clock: clock, record: keep}
	given := 0
	for d := p.Today.Add(-p.Days); d.Before(p.Today); d = d.Add(1) {
		if !p.Site.Hours.IsWorkingDay(d) {
			continue
		}
		clock.now = d.At(0)
		h := newHall(w, w.draw(p.Seed, d), p.Seed, o, clock)
		if err := h.fullDay(ctx, o, clock, d); err != nil {
			return err
		}
		if given += h.sum.Tickets; p.Tickets > 0 && given >= p.Tickets {
			return nil
		}
	}
	return nil
}

// fullDay plays one day from its opening to its close.
func (h *hall) fullDay(ctx context.Context, o *office, clock *leap, d centre.Date) error {
	sessions := h.site.Hours.SessionsOn(d)
	start, end := d.At(sessions[0].From), d.At(sessions[len(sessions)-1].To)
	clock.now = start.Add(-20 * time.Minute)
	o.heard = h.heard
	h.until = end.Add(time.Hour) // the last visitors are served to the end
	if _, refused, err := h.do(ctx, caretaker, queue.OpenDay{Day: d.String()}); err != nil || refused != nil {
		return fmt.Errorf("rehearsal: opening %s: %w", d, orRefused(err, refused))
	}
	h.staff(d)
	if err := h.expect(ctx, start); err != nil {
		return err
	}
	if err := h.play(ctx); err != nil {
		return err
	}
	if over := end.Add(30 * time.Minute); clock.now.Before(over) {
		clock.now = over
	}
	if _, refused, err := h.do(ctx, caretaker, queue.CloseDay{}); err != nil || refused != nil {
		return fmt.Errorf("rehearsal: closing %s: %w", d, orRefused(err, refused))
	}
	return nil
}

// caretaker opens and closes the day.
var caretaker = queue.Actor{Role: queue.Admin, Device: "hub"}

func orRefused(err error, refused *queue.Refusal) error {
	if err != nil {
		return err
	}
	return refused
}
