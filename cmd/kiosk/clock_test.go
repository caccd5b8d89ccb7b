package main

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"motcua/internal/centre"
)

var playStart = time.Date(2026, 11, 23, 7, 0, 0, 0, centre.ICT)

func TestPlayClock_RunsFasterAndStandsWhileStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newPlayClock(playStart, 60)
		after := func(d time.Duration, want time.Duration) {
			t.Helper()
			<-time.After(d)
			if got := c.Now().Sub(playStart); got != want {
				t.Errorf("got %v into the morning, want %v", got, want)
			}
		}
		after(time.Minute, time.Hour)
		c.Stop()
		c.Stop() // twice is once
		after(time.Hour, time.Hour)
		c.Go()
		c.Go()
		after(time.Second, time.Hour+time.Minute)
		c.Stop()
		after(time.Second, time.Hour+time.Minute)
		c.Go()
		after(time.Second, time.Hour+2*time.Minute)
		if got := c.Real(time.Hour); got != time.Minute {
			t.Errorf("an hour lasts %v, want a minute", got)
		}
	})
}

func TestStageClock_SleepsThroughAStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &stageClock{newPlayClock(playStart, 60)}
		began, woke := time.Now(), make(chan time.Duration)
		go func() {
			err := c.Sleep(t.Context(), time.Hour)
			if err != nil {
				t.Error(err)
			}
			woke <- time.Since(began)
		}()
		<-time.After(30 * time.Second)
		c.Stop()
		<-time.After(10 * time.Second)
		c.Go()
		if got, want := <-woke, 70*time.Second; got < want || got > want+time.Second {
			t.Errorf("an hour of the play, ten seconds of it standing, took %v, want %v", got, want)
		}
	})
}

func TestStageClock_WakesWhenThePlayEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &stageClock{newPlayClock(playStart, 1)}
		c.Stop()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := c.Sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the end of the play", err)
		}
	})
}

func TestMoment_IsReadAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2026-11-23T07:00":          playStart,
		"2026-11-23T07:00:30":       playStart.Add(30 * time.Second),
		"2026-11-23T00:00:00Z":      playStart,
		"2026-11-23T07:00:00+07:00": playStart,
		"2026-11-23":                playStart.Add(-7 * time.Hour),
	} {
		var m moment
		if err := m.UnmarshalText([]byte(text)); err != nil || !m.Equal(want) {
			t.Errorf("%s: got %v, %v, want %v", text, m.Time, err, want)
		}
	}
	for _, text := range []string{"", "noon", "07:00", "2026-11-23 07:00", "2026-13-01"} {
		if err := new(moment).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken for a time", text)
		}
	}
}
