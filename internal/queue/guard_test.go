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

// With a guard nobody is passed by more head starts in a row than it allows, the
// counter is shown whom it will be given, and every call has a true reason.
func TestGuard_HoldsForEveryHall(t *testing.T) {
	site := hallOf(t, "\n[rules]\nguard = 2\n")
	rapid.Check(t, func(t *rapid.T) {
		c := newCrowd(t, site, queue.Decide)
		keys := c.key
		row := map[string]int{}
		for range 80 {
			c.at = c.at.Add(pick(t, "pause", time.Second, time.Minute))
			switch pick(t, "what", "take", "take", "slot", "yield", "next", "next", "next") {
			case "take":
				c.take("house", pick(t, "class", "ordinary", "elderly", "merit", "return"))
			case "slot":
				c.checkIn("house", c.at.Add(pick(t, "lead", 2*time.Minute, 40*time.Minute)).Truncate(time.Minute), pick(t, "late", -time.Hour, 0, 11*time.Minute))
			case "yield":
				if w := c.s.Waiting(); len(w) > 0 {
					c.do(visitor, queue.Yield{Ticket: pick(t, "who", w...).ID})
				}
			default:
				waiting := c.s.Next("1", 1000, c.at)
				c.key = nil // the guard goes past the order of keys
				called := c.next("1")
				c.key = keys
				c.passes(t, row, waiting, called)
			}
		}
		for x := range c.s.Tickets() {
			why, _ := c.s.Why(x.ID, c.at)
			for _, b := range why.Lines {
				if b.Code == "unexplained" {
					t.Fatalf("%s is not told why %s was called", x.Number, b.Number)
				}
			}
		}
	})
}

// passes counts the head starts that went past each ordinary visitor in a row.
func (c *crowd) passes(t *rapid.T, row map[string]int, waiting []queue.Candidate, called string) {
	if len(waiting) == 0 {
		return
	}
	if waiting[0].Ticket.ID != called {
		t.Fatalf("%s was shown, %s called", waiting[0].Ticket.Number, called)
	}
	x, _ := c.s.Ticket(called)
	for _, w := range waiting {
		id := w.Ticket.ID
		lead := x.Legs[0].Class != "ordinary" && x.Yields == 0
		if row[id]++; !lead || !w.Ticket.IssuedAt.Before(x.IssuedAt) {
			row[id] = 0
		}
		if ordinary := w.Ticket.Legs[0].Class == "ordinary" && w.Ticket.Yields == 0; ordinary && row[id] > 2 {
			t.Fatalf("%s is the third in a row to go past %s", x.Number, w.Ticket.Number)
		}
	}
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
