package hub_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"motcua/internal/centre"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

func dayOf(t *testing.T, d *desk) (day string, open bool) {
	t.Helper()
	see(t, d, func(s *queue.State, _ uint64) { day, open = s.Day(), s.DayOpen() })
	return day, open
}

func TestDay_OpensByTheFirstOrderOfADate(t *testing.T) {
	j := journal.NewMemory()
	clock := &hand{now: morning}
	d := start(t, hub.Options{Journal: j, Clock: clock})
	first := d.take()
	clock.add(24 * time.Hour)
	if a := d.take(); a.Ticket == first.Ticket || a.Ticket[:8] != "20261124" {
		t.Errorf("the next day gave %s", a.Ticket)
	}
	var words []string
	for _, a := range commits(t, j)[1].Acts {
		for _, e := range a.Events {
			words = append(words, e.Name())
			if closed, ok := e.(queue.DayClosed); ok && (len(closed.Lapsed) != 1 || closed.Lapsed[0] != first.Ticket) {
				t.Errorf("lapsed: %v", closed.Lapsed)
			}
		}
	}
	if got := len(words); got != 3 || words[0] != "day_closed" || words[1] != "day_opened" || words[2] != "issued" {
		t.Errorf("the commit says %v", words)
	}
}

func TestDay_IsNotOpenedByWhatBeginsNone(t *testing.T) {
	clock := &hand{now: morning}
	d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: clock})
	d.take()
	clock.add(16*time.Hour + 2*time.Minute) // after midnight
	_, _ = d.do(queue.Actor{Role: queue.Visitor}, queue.Acknowledge{Wall: "w", No: 1})
	if day, _ := dayOf(t, d); day != "2026-11-23" {
		t.Errorf("a wall opened %s", day)
	}
	a, err := d.do(d.officer(), queue.CloseDay{})
	if err != nil || len(a.Events) != 1 || a.Events[0].Name() != "day_closed" {
		t.Errorf("closing the old day: %v, %v", a.Events, err)
	}
	if day, open := dayOf(t, d); day != "2026-11-23" || open {
		t.Errorf("day %s, open %v", day, open)
	}
}

func TestDay_ClosedByHandStaysClosed(t *testing.T) {
	clock := &hand{now: morning}
	d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: clock})
	d.take()
	d.must(d.officer(), queue.CloseDay{})
	if _, err := d.do(visitor(), queue.Take{Service: d.service}); err == nil {
		t.Error("a number was given after the day was closed")
	}
	if _, err := d.do(d.officer(), queue.OpenDay{Day: "2026-11-23"}); !errors.Is(err, queue.Refuse(queue.DayOver)) {
		t.Errorf("opening it again: got %v, want day-over", err)
	}
	if _, err := d.do(d.officer(), queue.OpenDay{Day: "2026-11-24"}); !errors.Is(err, queue.Refuse(queue.BadValue)) {
		t.Errorf("opening tomorrow: got %v, want bad-value", err)
	}
	clock.add(24 * time.Hour)
	d.take()
}

func TestDay_OpeningTheOpenDayChangesNothing(t *testing.T) {
	d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: &hand{now: morning}})
	d.take()
	head := d.Head()
	for _, day := range []string{"2026-11-23", ""} {
		if a, err := d.do(d.officer(), queue.OpenDay{Day: day}); err != nil || len(a.Events) != 0 || d.Head() != head {
			t.Errorf("%q: got %+v, %v at commit %d", day, a, err, d.Head())
		}
	}
}

func TestDay_ClosesByItselfAfterMidnight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(morning))
		j := journal.NewMemory()
		d := start(t, hub.Options{Journal: j})
		d.take()
		time.Sleep(16*time.Hour + 4*time.Minute)
		if day, open := dayOf(t, d); !open {
			t.Errorf("day %s was closed before 00:05", day)
		}
		time.Sleep(2 * time.Minute)
		if day, open := dayOf(t, d); open || day != "2026-11-23" {
			t.Errorf("day %s, open %v", day, open)
		}
		last := commits(t, j)[1]
		if want := time.Date(2026, 11, 24, 0, 5, 0, 0, centre.ICT); last.At.Sub(want) > time.Second || last.At.Before(want) {
			t.Errorf("closed at %v", last.At)
		}
		d.Close()
	})
}

func TestTimer_MakesTimedChangesAlsoAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(morning))
		j := journal.NewMemory()
		d := start(t, hub.Options{Journal: j})
		status := func(d *desk, id string) (s queue.Status) {
			see(t, d, func(st *queue.State, _ uint64) {
				if tk, ok := st.Ticket(id); ok {
					s = tk.Status
				}
			})
			return s
		}
		proof := d.site.Rules.ProofWait
		a := d.must(visitor(), queue.Take{Service: d.service, Paper: true})
		time.Sleep(proof - time.Second)
		if got := status(d, a.Ticket); got != queue.StatusIssued {
			t.Errorf("before its time: %s", got)
		}
		time.Sleep(2 * time.Second)
		if got := status(d, a.Ticket); got != queue.StatusWaiting {
			t.Errorf("after %v nothing is known of the slip: %s, want waiting", proof, got)
		}
		b := d.must(visitor(), queue.Take{Service: d.service, Paper: true})
		d.Close()
		time.Sleep(time.Hour)
		d = start(t, hub.Options{Journal: j})
		time.Sleep(time.Second)
		if got := status(d, b.Ticket); got != queue.StatusWaiting {
			t.Errorf("late rather than never: %s, want waiting", got)
		}
		for _, c := range commits(t, j)[1:] {
			for _, act := range c.Acts {
				if act.Events[0].Name() != "issued" && act.By.Role != queue.Timer {
					t.Errorf("a timed change was made by %+v", act.By)
				}
			}
		}
		d.Close()
	})
}

func TestClock_NeverGoesBackAndIsNotPoisoned(t *testing.T) {
	built := morning.AddDate(0, -1, 0)
	for name, wrong := range map[string]time.Time{
		"a day before":       morning.AddDate(0, 0, -1),
		"an hour before":     morning.Add(-time.Hour),
		"before it was made": time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC),
		"ten years ahead":    morning.AddDate(10, 0, 0),
		"sixteen days ahead": morning.AddDate(0, 0, 16),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := journal.NewMemory()
				clock := &hand{now: morning}
				d := start(t, hub.Options{Journal: j, Clock: clock, Built: built})
				d.take()
				clock.set(wrong)
				time.Sleep(time.Minute)
				a := d.take()
				if want := morning.Add(time.Minute); !a.At.Equal(want) {
					t.Errorf("event time %v, want %v: it runs on", a.At, want)
				}
				if day, _ := dayOf(t, d); day != "2026-11-23" {
					t.Errorf("the day is %s", day)
				}
				if _, trusted, _ := d.Time(t.Context()); trusted {
					t.Error("the clock is believed")
				}
				d.Close()
				// The next start finds the same clock, and believes it no more.
				d = start(t, hub.Options{Journal: j, Clock: clock, Built: built})
				if a := d.take(); a.At.Before(morning.Add(time.Minute)) || a.At.After(morning.Add(2*time.Minute)) {
					t.Errorf("after a restart: event time %v", a.At)
				}
				clock.set(morning.Add(5 * time.Minute))
				if a := d.take(); !a.At.Equal(morning.Add(5 * time.Minute)) {
					t.Errorf("when it is right again: event time %v", a.At)
				}
				if _, trusted, _ := d.Time(t.Context()); !trusted {
					t.Error("the clock is right and not believed")
				}
				d.Close()
			})
		})
	}
}

func TestClock_SetBackALittleIsWalkedOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := &hand{now: morning}
		d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: clock})
		last := d.take().At
		clock.add(-20 * time.Second)
		for range 60 {
			time.Sleep(time.Second)
			clock.add(time.Second)
			a := d.take()
			if a.At.Before(last) {
				t.Fatalf("event time went back from %v to %v", last, a.At)
			}
			last = a.At
		}
		if !last.Equal(clock.Now()) {
			t.Errorf("after a minute event time is %v, the wall says %v", last, clock.Now())
		}
		d.Close()
	})
}

func TestClock_ThatIsNotBelievedNeedsAnOfficerForTheDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := &hand{now: time.Date(2020, 1, 1, 7, 30, 0, 0, centre.ICT)}
		d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: clock, Built: morning.AddDate(0, -1, 0)})
		if _, err := d.do(visitor(), queue.Take{Service: d.service}); err == nil {
			t.Error("a number was given on a day nobody knows")
		}
		d.must(d.officer(), queue.OpenDay{Day: "2026-11-23"})
		if a := d.take(); centre.DateOf(a.At).String() != "2026-11-23" || a.Ticket[:8] != "20261123" {
			t.Errorf("got %+v", a)
		}
		d.Close()
	})
}

func TestRestart_FoldsToTheSameState(t *testing.T) {
	j := journal.NewMemory()
	clock := &hand{now: morning}
	d := start(t, hub.Options{Journal: j, Clock: clock})
	d.open()
	for range 10 {
		d.take()
		clock.add(10 * time.Second)
	}
	for range 3 {
		if _, err := d.next(); err != nil {
			t.Fatal(err)
		}
		d.must(d.officer(), queue.Finish{Counter: d.counter})
	}
	picture := func(d *desk) (p []string) {
		see(t, d, func(s *queue.State, seq uint64) {
			for _, tk := range s.Waiting() {
				p = append(p, tk.Number+tk.Spot.Key.String())
			}
			for _, c := range s.Calls() {
				p = append(p, c.Number+c.Counter+c.At.String())
			}
			p = append(p, s.At().String(), s.Day())
		})
		return p
	}
	want := picture(d)
	d.Close()
	d = start(t, hub.Options{Journal: j, Clock: clock})
	got := picture(d)
	if len(got) != len(want) || len(want) < 10 {
		t.Fatalf("got %v\nwant %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("got %s, want %s", got[i], want[i])
		}
	}
}

func TestSite_IsAppliedAndFoundAgain(t *testing.T) {
	j := journal.NewMemory()
	clock := &hand{now: morning}
	d := start(t, hub.Options{Journal: j, Clock: clock})
	site := *d.site
	site.Hotline = "0232 000 0009"
	doc := centre.Export(&site)
	parsed, err := centre.Parse("site", doc)
	if err != nil {
		t.Fatal(err)
	}
	d.must(queue.Actor{Role: queue.Admin}, queue.ApplySite{Document: doc, Site: parsed})
	d.take()
	check := func(d *desk) {
		t.Helper()
		see(t, d, func(s *queue.State, _ uint64) {
			if got := s.Site().Hotline; got != site.Hotline {
				t.Errorf("hotline %q", got)
			}
		})
	}
	check(d)
	d.Close()
	check(start(t, hub.Options{Journal: j, Clock: clock}))
}
