package main

import (
	"fmt"
	"sync"
	"time"

	"motcua/internal/centre"
	"motcua/internal/hub"
)

// playClock is a simulated clock: it starts at a moment of somebody's choice
// and runs as many times faster than the wall, but for while it is stopped.
type playClock struct {
	start time.Time
	began time.Time
	speed float64

	mu      sync.Mutex // guards everything below
	stood   time.Duration
	stopped time.Time // zero while it runs
}

func newPlayClock(start time.Time, speed float64) *playClock {
	return &playClock{start: start, began: time.Now(), speed: speed}
}

// Now is the simulated time.
func (c *playClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	run := time.Since(c.began) - c.stood
	if !c.stopped.IsZero() {
		run = c.stopped.Sub(c.began) - c.stood
	}
	return c.start.Add(time.Duration(float64(run) * c.speed))
}

// Stop lets the clock stand until Go is called: what costs the machine time
// must not cost the people of a play any.
func (c *playClock) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped.IsZero() {
		c.stopped = time.Now()
	}
}

// Go lets a stopped clock run on.
func (c *playClock) Go() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped.IsZero() {
		c.stood += time.Since(c.stopped)
		c.stopped = time.Time{}
	}
}

// Real is how long a stretch of simulated time lasts on the machine.
func (c *playClock) Real(d time.Duration) time.Duration {
	return time.Duration(float64(d) / c.speed)
}

var _ hub.Clock = (*playClock)(nil)

// moment is a time on the command line.
type moment struct{ time.Time }

// UnmarshalText reads 2026-11-23T07:00, with seconds and zone if given; the zone is that of the centre.
func (m *moment) UnmarshalText(b []byte) error {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(layout, string(b), centre.ICT); err == nil {
			m.Time = at.In(centre.ICT)
			return nil
		}
	}
	return fmt.Errorf("a time is written 2026-11-23T07:00")
}
