package forecast

import (
	"testing"
	"time"

	"motcua/internal/centre"
)

func TestRound_EndsAreMultiplesOfFiveAndCutAtMostTwoMinutes(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		l, h      int
	}{
		{0, 2, 0, 5},
		{1, 4, 0, 5},
		{12.6, 26, 10, 25},
		{13, 27, 15, 25},
		{13, 27.1, 15, 30},
		{13, 16, 10, 15},
		{14.5, 17, 15, 20},
		{9, 9, 5, 10},
		{61, 97.5, 60, 100},
	} {
		l, h := round(c.low, c.high)
		if l != c.l || h != c.h {
			t.Errorf("round(%v, %v) = %d-%d, want %d-%d", c.low, c.high, l, h, c.l, c.h)
		}
	}
	for low := 0.0; low < 120; low += .3 {
		for width := 0.0; width < 60; width += .7 {
			l, h := round(low, low+width)
			if l%5 != 0 || h%5 != 0 || h-l < 5 || l < 0 {
				t.Fatalf("round(%v, %v) = %d-%d", low, low+width, l, h)
			}
			if float64(l)-low > 2+1e-9 || low+width-float64(h) > 2+1e-9 {
				t.Fatalf("round(%v, %v) = %d-%d cuts more than two minutes", low, low+width, l, h)
			}
		}
	}
}

func TestWorkday_AWaitReachesOverLunchAndEndsWithTheDay(t *testing.T) {
	var week [7][]centre.Session
	week[time.Monday] = []centre.Session{
		{From: centre.Clock(7 * time.Hour), To: centre.Clock(11*time.Hour + 30*time.Minute)},
		{From: centre.Clock(13*time.Hour + 30*time.Minute), To: centre.Clock(17 * time.Hour)},
	}
	h := centre.Hours{Week: week}
	at := time.Date(2026, 11, 23, 11, 0, 0, 0, centre.ICT)
	d := workday{at: at, left: remaining(h, at)}

	if total, ends := d.total(); total != 240 || !ends {
		t.Errorf("from 11:00 there are %v minutes of work left, want 240", total)
	}
	for work, want := range map[float64]float64{10: 10, 29: 29, 30: 150, 45: 165, 240: 360, 500: 360} {
		if got, _ := d.clock(work); got != want {
			t.Errorf("%v minutes of work end after %v, want %v", work, got, want)
		}
	}
	r := d.shown(Range{Known: true, Served: 1}, 20, 50, h)
	if r.Reason != Lunch || r.Low != 20 || r.High != 170 {
		t.Errorf("a range over lunch = %+v", r)
	}
	if r := d.shown(Range{Known: true, Served: .05}, 200, 400, h); r.Known || r.Reason != Closing || r.Opens.Weekday() != time.Monday {
		t.Errorf("hardly a chance today = %+v", r)
	}
	if r := d.shown(Range{Known: true, Served: .7}, 150, 300, h); !r.Known || r.Reason != Closing || r.To.After(at.Add(6*time.Hour)) {
		t.Errorf("a fair chance today = %+v", r)
	}

	night := time.Date(2026, 11, 23, 20, 0, 0, 0, centre.ICT)
	free := workday{at: night, left: remaining(h, night)}
	if r := free.shown(Range{Known: true, Served: 1, Ahead: 9}, 95, 130, h); r.Reason != Long || r.Low != 95 || r.High != 130 {
		t.Errorf("outside the hours an open counter works on, got %+v", r)
	}
	if r := free.shown(Range{Known: true, Served: 1}, .2, 1.5, h); r.Reason != Soon {
		t.Errorf("next in line = %+v", r)
	}
}
