package main

import (
	"context"
	"fmt"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// replayCmd tells a recorded day again.
type replayCmd struct {
	dataFlag
	Day   string  `arg:"" help:"The day, for example 2026-11-23."`
	Speed float64 `help:"So many times as fast as it was; 0 tells it at once."`
}

// Run folds the day by the rules while it tells it: what the record says must follow from itself.
func (c *replayCmd) Run(ctx context.Context) error {
	if _, err := centre.ParseDate(c.Day); err != nil {
		return notPossible("a day is written 2026-11-23")
	}
	return withStore(c.dataFlag, func(st *store.Store) error {
		days, err := st.Days()
		if err != nil {
			return recordProblem(err)
		}
		for _, d := range days {
			if d.Day == c.Day {
				return c.tell(ctx, st, d)
			}
		}
		return notPossible("the record has no day %s", c.Day)
	})
}

func (c *replayCmd) tell(ctx context.Context, st *store.Store, d store.Day) error {
	document, err := st.DocumentAt(d.First)
	if err != nil {
		return recordProblem(err)
	}
	site, err := parseKept(st, document)
	if err != nil {
		return err
	}
	s := queue.New(site, queue.Options{})
	var last time.Time
	for entry, err := range st.Journal().Read(ctx, d.First-1) {
		if err != nil {
			return recordProblem(err)
		}
		commit, err := journal.Decode(entry.Data)
		if err != nil {
			return err
		}
		for _, act := range commit.Acts {
			if s.Day() == c.Day && opens(act) != "" && opens(act) != c.Day {
				return c.sum(s)
			}
			if err := c.wait(ctx, &last, act.At); err != nil {
				return err
			}
			s.Evolve(queue.Act{At: act.At, By: act.By, Events: act.Events})
			for _, e := range act.Events {
				fmt.Printf("%s  %s\n", act.At.In(centre.ICT).Format(time.TimeOnly), queue.Describe(e))
			}
		}
	}
	return c.sum(s)
}

// opens is the day an act opens, "" for none.
func opens(a journal.Act) string {
	for _, e := range a.Events {
		if o, ok := e.(queue.DayOpened); ok {
			return o.Day
		}
	}
	return ""
}

func (c *replayCmd) wait(ctx context.Context, last *time.Time, at time.Time) error {
	if c.Speed <= 0 || last.IsZero() {
		*last = at
		return ctx.Err()
	}
	pause := time.NewTimer(time.Duration(float64(at.Sub(*last)) / c.Speed))
	defer pause.Stop()
	*last = at
	select {
	case <-pause.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *replayCmd) sum(s *queue.State) error {
	states := map[queue.Status]int{}
	n := 0
	for t := range s.Tickets() {
		states[t.Status]++
		n++
	}
	fmt.Printf("%d tickets, %d calls", n, len(s.Calls()))
	for _, st := range []queue.Status{queue.StatusDone, queue.StatusCancelled, queue.StatusLapsed, queue.StatusVoid, queue.StatusWaiting} {
		if states[st] > 0 {
			fmt.Printf(", %d %s", states[st], st)
		}
	}
	fmt.Println()
	return nil
}
