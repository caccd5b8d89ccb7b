package hub

import (
	"time"

	"motcua/internal/centre"
)

// Clock tells the time of day. Only tests and rehearsals give another than the wall's.
type Clock interface{ Now() time.Time }

// Wall is the clock of the machine.
type Wall struct{}

// Now is the time of the machine.
func (Wall) Now() time.Time { return time.Now() }

const (
	// ahead is how far a clock may have gone on since it was seen last; the
	// longest holidays are shorter.
	ahead = 15 * 24 * time.Hour
	// slack is how far a clock may be set back and still be believed.
	slack = time.Minute
)

// clock makes event time of the time on the wall: never backwards, and never
// poisoned by a clock that has the wrong year.
type clock struct {
	wall  Clock
	built time.Time
	last  time.Time // the last event time
	run   time.Time // when that was, by the monotonic clock
}

func (c *clock) start(wall Clock, built time.Time) { c.wall, c.built, c.run = wall, built, time.Now() }

// notBefore takes in the time of the last act of the record.
func (c *clock) notBefore(at time.Time) {
	if at.After(c.last) {
		c.last = at
	}
}

// now gives the event time and whether the wall is believed.
func (c *clock) now() (at time.Time, trusted bool) {
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

// confirm takes an officer's word for the date; the time of day is the wall's.
func (c *clock) confirm(date centre.Date) time.Time {
	at := date.At(centre.ClockOf(c.wall.Now())).Truncate(time.Millisecond)
	if at.After(c.last) {
		c.last, c.run = at, time.Now()
	}
	return c.last
}

// real is how long a stretch of event time lasts on the machine. A clock that
// runs at another speed says so.
func (c *clock) real(d time.Duration) time.Duration {
	if p, ok := c.wall.(interface {
		Real(time.Duration) time.Duration
	}); ok {
		return p.Real(d)
	}
	return d
}
