package queue_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"motcua/internal/queue"
)

// numbers are the numbers of the tickets a counter would be given, in order.
func (c *crowd) numbers(counter string, n int) (list []string) {
	for _, x := range c.s.Next(counter, n, c.at) {
		list = append(list, x.Ticket.Number)
	}
	return list
}

// calls are the numbers a counter calls one after the other.
func (c *crowd) calls(counter string, n int) (list []string) {
	for range n {
		id := c.next(counter)
		t, _ := c.s.Ticket(id)
		list = append(list, t.Number)
		c.at = c.at.Add(time.Minute)
	}
	return list
}

func TestGuard_LetsAnOrdinaryVisitorInAfterSoManyHeadStarts(t *testing.T) {
	for name, want := range map[string][]string{
		"0": {"A003", "A004", "A005", "A006", "A007", "A001", "A002"},
		"1": {"A003", "A001", "A004", "A002", "A005", "A006", "A007"},
		"2": {"A003", "A004", "A001", "A005", "A006", "A002", "A007"},
		"9": {"A003", "A004", "A005", "A006", "A007", "A001", "A002"},
	} {
		t.Run("guard "+name, func(t *testing.T) {
			c := newCrowd(t, hallOf(t, "\n[rules]\nguard = "+name+"\n"), queue.Decide)
			c.key = nil // the guard goes past the order of keys
			for _, class := range []string{"", "", "elderly", "elderly", "merit", "elderly", "merit"} {
				c.do(visitor, queue.Take{Service: "house", Class: class})
				c.at = c.at.Add(time.Second)
			}
			if got := c.numbers("1", 1); got[0] != want[0] {
				t.Errorf("next is %s, not %s", got[0], want[0])
			}
			if got := c.calls("1", len(want)); !slices.Equal(got, want) {
				t.Errorf("called %v, not %v", got, want)
			}
		})
	}
}

// With a guard nobody is passed by more head starts in a row than it allows,
// and the counter is shown whom it will be given.
func TestGuard_HoldsForEveryHall(t *testing.T) {
	site := hallOf(t, "\n[rules]\nguard = 2\n")
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(t, site, queue.Decide)
		c.key = nil
		row := 0
		for range 80 {
			c.at = c.at.Add(pick(t, "pause", time.Second, time.Minute))
			if uniform(t, 2, "take") == 0 {
				c.do(visitor, queue.Take{Service: "house", Class: pick(t, "class", "ordinary", "elderly", "merit", "return")})
				continue
			}
			waiting := c.s.Next("1", 1000, c.at)
			if len(waiting) == 0 {
				continue
			}
			called, _ := c.s.Ticket(c.next("1"))
			if called != waiting[0].Ticket {
				t.Fatalf("%s was shown, %s called", waiting[0].Ticket.Number, called.Number)
			}
			passed := slices.ContainsFunc(waiting, func(w queue.Candidate) bool {
				return w.Ticket.Legs[0].Class == "ordinary" && w.Ticket.IssuedAt.Before(called.IssuedAt)
			})
			if row++; !passed || called.Legs[0].Class == "ordinary" {
				row = 0
			}
			if row > 2 {
				t.Fatalf("%s is the third in a row to go past somebody", called.Number)
			}
		}
	})
}

// Who is kept for one counter is not left to nobody while it is away for long.
func TestPause_LongOnesGiveTheirVisitorsToOthers(t *testing.T) {
	c := newCrowd(t, hallOf(t, ""), queue.Decide)
	c.take("land", "ordinary")
	c.next("1")
	c.do(officer("1"), queue.Begin{Counter: "1"})
	c.do(officer("1"), queue.Transfer{Counter: "1", Service: "land", ToCounter: "2"})
	c.do(officer("2"), queue.PauseCounter{Counter: "2", Reason: "break"})

	c.at = c.at.Add(10*time.Minute - time.Second)
	if got := c.numbers("1", 5); len(got) != 0 || c.s.WaitingHere("1", c.at) != 0 {
		t.Errorf("%v is given away during a short pause", got)
	}
	c.at = c.at.Add(time.Second)
	if got := c.numbers("1", 5); !slices.Equal(got, []string{"A001"}) || c.s.WaitingHere("1", c.at) != 1 {
		t.Errorf("counter 1 is given %v after ten minutes", got)
	}
	c.do(officer("2"), queue.ResumeCounter{Counter: "2"})
	if got := c.numbers("1", 5); len(got) != 0 {
		t.Errorf("%v is given away after the pause", got)
	}
}

func TestOptions_SameCounterKeepsAReturningVisitorForAWhile(t *testing.T) {
	c := newCrowd(t, hallOf(t, ""), queue.Decide)
	c.s = queue.New(c.site, queue.Options{IgnoreHours: true, SameCounter: 10 * time.Minute})
	c.do(officer("1"), queue.OpenDay{Day: "2026-11-23"})
	for _, k := range []string{"1", "2"} {
		c.do(officer(k), queue.OpenCounter{Counter: k})
	}
	mine := c.take("land", "ordinary")
	c.next("1")
	c.do(officer("1"), queue.Finish{Counter: "1"})
	c.do(officer("1"), queue.MarkReturn{Counter: "1", Ticket: mine})
	c.at = c.at.Add(time.Hour)
	c.do(visitor, queue.Return{Ticket: mine})

	want := []string{"A001"}
	if got := c.numbers("1", 5); !slices.Equal(got, want) {
		t.Errorf("the counter that gave leave is given %v", got)
	}
	if got := c.numbers("2", 5); len(got) != 0 {
		t.Errorf("another counter is given %v at once", got)
	}
	c.at = c.at.Add(10 * time.Minute)
	if got := c.numbers("2", 5); !slices.Equal(got, want) {
		t.Errorf("another counter is given %v after ten minutes", got)
	}
	c.do(officer("1"), queue.CloseCounter{Counter: "1"})
	if got := c.numbers("2", 5); !slices.Equal(got, want) {
		t.Errorf("another counter is given %v when the first has closed", got)
	}
}
