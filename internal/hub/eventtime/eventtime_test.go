package eventtime_test

import (
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"motcua/internal/centre"
	"motcua/internal/hub/eventtime"
)

type wall struct{ now time.Time }

func (w *wall) Now() time.Time { return w.now }

var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, centre.ICT)

// However the wall jumps, event time never goes back, and it never runs ahead
// of a right clock by more than the clock was wrong within the slack.
func TestNow_NeverGoesBackWhateverTheWallDoes(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := &wall{now: morning}
		c := eventtime.New(w, morning.AddDate(-1, 0, 0))
		last, _ := c.Now()
		for range rapid.IntRange(1, 50).Draw(r, "readings") {
			jump := rapid.SampledFrom([]time.Duration{
				0, time.Millisecond, time.Second, -time.Second, -time.Minute, time.Hour, -time.Hour, 40 * 24 * time.Hour, -400 * 24 * time.Hour, 20000 * time.Hour,
			}).Draw(r, "jump")
			w.now = w.now.Add(jump)
			at, trusted := c.Now()
			if at.Before(last) {
				r.Fatalf("event time went from %v back to %v", last, at)
			}
			if trusted && w.now.Sub(at) > time.Millisecond {
				r.Fatalf("the wall %v is believed, but event time is %v", w.now, at)
			}
			if trusted && at.Sub(last) > 16*24*time.Hour {
				r.Fatalf("a jump of %v was believed", at.Sub(last))
			}
			last = at
		}
	})
}

func TestNow_AFreshRecordWaitsForARightClock(t *testing.T) {
	w := &wall{now: time.Unix(0, 0)}
	c := eventtime.New(w, morning.AddDate(0, -2, 0))
	if _, trusted := c.Now(); trusted {
		t.Error("1970 is believed")
	}
	w.now = morning
	if at, trusted := c.Now(); !trusted || !at.Equal(morning) {
		t.Errorf("got %v, %v", at, trusted)
	}
}

func TestNow_LongIdleOnARunningMachineIsNoLeap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wall{now: morning}
		c := eventtime.New(w, time.Time{})
		c.Now()
		time.Sleep(30 * 24 * time.Hour)
		w.now = morning.AddDate(0, 0, 30)
		if _, trusted := c.Now(); !trusted {
			t.Error("thirty days that really went by are not believed")
		}
	})
}
