package queue_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// crowd is a hall in which everybody comes, is called and goes at once, so that
// nothing but the order of calls is at work.
type crowd struct {
	tb    rapid.TB
	law   law
	s     *queue.State
	site  *centre.Site
	at    time.Time
	came  map[string]time.Time // when each number was taken
	key   map[string]time.Time // and what it counts as by the words of QUEUEING 1.1
	pass  map[string]int       // how often each was passed by somebody who came later
	worst time.Duration
}

func newCrowd(tb rapid.TB, site *centre.Site, l law) *crowd {
	c := &crowd{
		tb: tb, law: l, s: queue.New(site, queue.Options{IgnoreHours: true}), site: site, at: morning,
		came: map[string]time.Time{}, key: map[string]time.Time{}, pass: map[string]int{},
	}
	c.do(queue.Actor{Role: queue.Admin}, queue.OpenDay{Day: "2026-11-23"})
	for _, k := range site.Counters {
		c.do(officer(k.ID), queue.OpenCounter{Counter: k.ID})
	}
	return c
}

func (c *crowd) do(by queue.Actor, w queue.Wish) []queue.Event {
	events, err := c.law(c.s, queue.Command{By: by, Do: w}, c.at)
	if err != nil {
		return nil
	}
	c.s.Evolve(queue.Act{At: c.at, By: by, Events: events})
	return events
}

func (c *crowd) take(service, class string) string {
	e, ok := c.do(visitor, queue.Take{Service: service, Class: class})[0].(queue.Issued)
	if !ok {
		c.tb.Fatalf("no number for %s", class)
	}
	head, _ := c.site.Class(class)
	c.came[e.Ticket], c.key[e.Ticket] = c.at, c.at.Add(-head.HeadStart)
	return e.Ticket
}

// checkIn makes an appointment for a time and comes so long after it.
func (c *crowd) checkIn(service string, slot time.Time, late time.Duration) {
	id := fmt.Sprintf("b%d", len(c.came))
	if c.do(officer("1"), queue.Book{ID: id, Service: service, At: slot}) == nil {
		return
	}
	if at := slot.Add(late); at.After(c.at) {
		c.at = at
	}
	e, ok := c.do(visitor, queue.CheckIn{Booking: id})[0].(queue.Issued)
	if !ok {
		c.tb.Fatalf("no number for the appointment at %s", slot)
	}
	head, _ := c.site.Class(centre.Appointment)
	c.came[e.Ticket], c.key[e.Ticket] = c.at, slot.Add(-head.HeadStart)
	if late > c.site.Rules.BookingGrace {
		c.key[e.Ticket] = c.at.Add(-head.HeadStart)
	}
}

// next lets a counter finish and call, and holds the call against everybody who waits there.
func (c *crowd) next(counter string) string {
	waiting := c.s.Next(counter, 10_000, c.at)
	for _, e := range c.do(officer(counter), queue.CallNext{Counter: counter, Finish: true}) {
		called, ok := e.(queue.Called)
		if !ok {
			continue
		}
		for _, w := range waiting {
			id := w.Ticket.ID
			if id == called.Ticket || !w.Ticket.Slot.IsZero() && c.at.Before(w.Ticket.Slot.Add(-c.site.Rules.BookingEarly)) {
				continue // an appointment held for its time waits for that
			}
			if c.key != nil && c.key[id].Before(c.key[called.Ticket]) {
				c.tb.Fatalf("%s is called before %s, which counts as earlier", called.Number, w.Ticket.Number)
			}
			if c.came[called.Ticket].After(c.came[id]) {
				c.pass[id]++
			}
			if lag := c.came[called.Ticket].Sub(c.key[id]); lag > c.worst {
				c.worst = lag
			}
		}
		return called.Ticket
	}
	return ""
}

// heads are the classes of a hall with head starts of so many minutes.
func heads(tb testing.TB, elderly, merit, appointment, back int) *centre.Site {
	tb.Helper()
	extra := ""
	for _, c := range []struct {
		id      string
		minutes int
	}{{"ordinary", 0}, {"elderly", elderly}, {"merit", merit}, {"appointment", appointment}, {"return", back}} {
		extra += fmt.Sprintf("\n[[class]]\nid = %q\nname = %q\nhead_start = \"%dm\"\n", c.id, c.id, c.minutes)
	}
	return hallOf(tb, extra)
}

// rush is a morning of a crowd drawn by chance.
func rush(t *rapid.T, c *crowd) {
	services := []string{"land", "house", "health", "result"}
	for range rapid.IntRange(20, 150).Draw(t, "visits") {
		c.at = c.at.Add(pick(t, "pause", 0, time.Second, 20*time.Second, time.Minute, 4*time.Minute))
		switch pick(t, "who", "take", "take", "take", "take", "slot", "next", "next", "next") {
		case "take":
			c.take(pick(t, "service", services...), pick(t, "class", "ordinary", "ordinary", "elderly", "merit", "return"))
		case "slot":
			c.checkIn(pick(t, "service", services...), c.at.Add(pick(t, "lead", time.Minute, 9*time.Minute)).Truncate(time.Minute),
				pick(t, "late", -time.Hour, 0, 5*time.Minute, 10*time.Minute, 11*time.Minute))
		default:
			c.next(pick(t, "counter", "1", "2", "3", "4"))
		}
	}
}

// The claim of QUEUEING 1.3, for any head starts a site may choose.
func TestQueue_NobodyIsCalledBeforeYouWhoCameLaterThanTheBound(t *testing.T) {
	halls := []*centre.Site{heads(t, 30, 30, 20, 20), heads(t, 60, 10, 45, 0), heads(t, 0, 0, 0, 0), heads(t, 5, 120, 110, 30)}
	rapid.Check(t, func(t *rapid.T) {
		site := pick(t, "hall", halls...)
		c := newCrowd(t, site, queue.Decide)
		rush(t, c)
		if c.worst > site.Bound() {
			t.Fatalf("somebody was called who came %v after another; the bound is %v", c.worst, site.Bound())
		}
	})
}

// Without head starts and appointments the line is by arrival (figure Q2).
func TestQueue_WithoutHeadStartsNobodyIsPassed(t *testing.T) {
	site := heads(t, 0, 0, 0, 0)
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(t, site, queue.Decide)
		for range 80 {
			c.at = c.at.Add(pick(t, "pause", 0, time.Second, time.Minute))
			if uniform(t, 2, "take") == 0 {
				c.take(pick(t, "service", "land", "house", "health", "result"), pick(t, "class", "ordinary", "elderly", "return"))
			} else {
				c.next(pick(t, "counter", "1", "2", "3", "4"))
			}
		}
		for id, n := range c.pass {
			if n > 0 {
				t.Fatalf("%s was passed %d times", id, n)
			}
		}
	})
}

// The bound is tight: who comes a moment before it ends is called first, who
// comes when it ends is not.
func TestQueue_TheBoundIsReached(t *testing.T) {
	site := heads(t, 30, 30, 20, 20)
	for _, after := range []time.Duration{30*time.Minute - time.Millisecond, 30 * time.Minute} {
		c := newCrowd(t, site, queue.Decide)
		ordinary := c.take("land", "ordinary")
		c.at = c.at.Add(after)
		merit := c.take("land", "merit")
		want := merit
		if after == site.Bound() {
			want = ordinary
		}
		if got := c.next("1"); got != want {
			t.Errorf("%v later: %s is called, not %s", after, got, want)
		}
		why, _ := c.s.Why(ordinary, c.at)
		if !why.NoneAfter.Equal(morning.Add(30 * time.Minute)) {
			t.Errorf("the visitor is told %s", why.NoneAfter)
		}
	}
}

// However many come with the greatest head start, one a call, every class is
// called as soon as those who were before it and those of its bound are through.
func TestQueue_NoClassStarves(t *testing.T) {
	site := heads(t, 30, 60, 20, 20)
	for _, class := range []string{"ordinary", "elderly", "return", "appointment"} {
		t.Run(class, func(t *testing.T) {
			c := newCrowd(t, site, queue.Decide)
			for range 5 {
				c.take("house", "ordinary")
			}
			mine := c.take("house", class)
			for calls := 1; ; calls++ {
				c.take("house", "merit")
				c.at = c.at.Add(time.Minute)
				if c.next("1") == mine {
					t.Logf("called after %d calls", calls)
					return
				}
				if calls > 5+60 {
					t.Fatalf("not called after %d calls", calls)
				}
			}
		})
	}
}

// From the moment the visitor is told, no newcomer makes the number of people ahead grow.
func TestQueue_AfterTheMomentToldNoNewcomerIsPlacedAhead(t *testing.T) {
	site := heads(t, 30, 45, 20, 20)
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(t, site, queue.Decide)
		mine := c.take("land", pick(t, "mine", "ordinary", "elderly", "return"))
		why, _ := c.s.Why(mine, c.at)
		for range 60 {
			c.at = c.at.Add(pick(t, "pause", time.Second, time.Minute, 5*time.Minute))
			ahead := c.s.Ahead(mine)
			class := pick(t, "class", "ordinary", "merit", "appointment")
			if n := c.s.AheadOf("house", class, c.at); !c.at.Before(why.NoneAfter) && n <= ahead {
				t.Fatalf("%s would stand behind %d only, where %d are ahead of me", class, n, ahead)
			}
			c.take("house", class)
			if n := c.s.Ahead(mine); n > ahead && !c.at.Before(why.NoneAfter) {
				t.Fatalf("%d ahead at %s, %d before; told none after %s", n, c.at, ahead, why.NoneAfter)
			}
		}
	})
}

// The controls: orders that break the claim must be seen to break it.
func TestQueue_WrongOrdersBreakTheBound(t *testing.T) {
	site := heads(t, 30, 30, 20, 20)
	for _, name := range []string{"who came last is called first", "no class has a head start", "one service starves another"} {
		t.Run(name, func(t *testing.T) {
			hall := rapid.Custom(func(t *rapid.T) (broken bool) {
				tb := &recorder{}
				defer func() {
					if p := recover(); p != nil && p != tb {
						panic(p)
					}
					broken = tb.failed
				}()
				rush(t, newCrowd(tb, site, planted[name]))
				return false
			})
			for seed := range 50 {
				if hall.Example(seed) {
					return
				}
			}
			t.Error("not seen")
		})
	}
}

// recorder takes note of a failure instead of failing.
type recorder struct {
	rapid.TB
	failed bool
}

func (r *recorder) Fatalf(string, ...any) {
	r.failed = true
	panic(r)
}
