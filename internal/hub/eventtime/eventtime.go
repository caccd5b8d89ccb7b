// Package eventtime makes the time of events of the time on the wall: it never
// goes back, and a clock with the wrong year does not poison the record. It
// knows what was seen last, and nothing about what happens at any time.
package eventtime

import (
	"time"

	"motcua/internal/centre"
)

const (
	// ahead is how far a clock may have gone on since it was seen last; the
	// longest holidays are shorter.
	ahead = 15 * 24 * time.Hour
	// slack is how far a clock may be set back and still be believed.
	slack = time.Minute
)

// Source is the clock on the wall. One that runs at another speed than the
// machine's has a method Real as well.
type Source interface{ Now() time.Time }

// Clock makes event time of the time on the wall: never backwards, and never
// poisoned by a clock that has the wrong year.
type Clock struct {
	wall  Source
	built time.Time
	last  time.Time // the last event time
	run   time.Time // when that was, by the monotonic clock
}

// New begins before anything has happened. A wall clock before built is not
// believed; zero: that is not checked.
func New(wall Source, built time.Time) *Clock {
	return &Clock{wall: wall, built: built, run: time.Now()}
}

// NotBefore takes in the time of the last act of the record.
func (c *Clock) NotBefore(at time.Time) {
	if at.After(c.last) {
		c.last = at
	}
}

// Now gives the event time and whether the wall is believed.
func (c *Clock) Now() (at time.Time, trusted bool) {
	elapsed := time.Since(c.run)
	c.run = time.Now()
	// A millisecond is finer than any press and shorter to write.
	wall := c.wall.Now().In(centre.ICT).Truncate(time.Millisecond)
	behind := c.last.Sub(wall)
	switch {
	case c.last.IsZero() && wall.Before(c.built):
		return c.built.In(centre.ICT), false // nothing has happened yet, so nothing runs on
	case wall.Before(c.built), !c.last.IsZero() && -behind > elapsed+ahead, behind > slack:
		at = c.last.Add(elapsed)
	case behind > 0:
		// Set back a little: half speed, until the wall has caught up.
		at, trusted = c.last.Add(elapsed/2), true
	default:
		at, trusted = wall, true
	}
	c.last = at.In(centre.ICT)
	return c.last.Truncate(time.Millisecond), trusted
}

// Confirm takes an officer's word for the date; the time of day is the wall's.
func (c *Clock) Confirm(date centre.Date) time.Time {
	at := date.At(centre.ClockOf(c.wall.Now())).Truncate(time.Millisecond)
	if at.After(c.last) {
		c.last, c.run = at, time.Now()
	}
	return c.last
}

// Real is how long a stretch of event time lasts on the machine. A clock that
// runs at another speed says so.
func (c *Clock) Real(d time.Duration) time.Duration {
	if p, ok := c.wall.(interface {
		Real(time.Duration) time.Duration
	}); ok {
		return p.Real(d)
	}
	return d
}
