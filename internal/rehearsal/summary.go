package rehearsal

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"motcua/internal/queue"
)

// Summary is what a day amounts to.
type Summary struct {
	Tickets    int // numbers given
	TurnedAway int
	Calls      int // recalls aside
	Recalls    int
	Absences   int
	Served     int // visits that ended well
	Cancelled  int // unserved: left, or absent for the last time
	Lapsed     int // still waiting when the day closed
	Transfers  int
	Returns    int
	Parked     int
	PutBacks   int
	Undone     int
	Reserved   int // called out of order
	Jams       int
	Rated      int

	Waits   []ClassWait // by class; the first is everybody
	All     Covered     // ranges shown to those who were called
	Waited  Covered     // of them, those who had to wait
	Refused map[queue.Code]int
}

// ClassWait is how long the visitors of a class waited for their first call.
type ClassWait struct {
	Class               string // empty: everybody
	Visitors            int
	Mean, P50, P90, P99 time.Duration
}

// Covered counts ranges that were shown and what became of them.
type Covered struct {
	Shown, Within, Early int
	Width                time.Duration // of all ranges together
}

// Share is the share of visitors called within the range they were shown.
func (c Covered) Share() float64 { return float64(c.Within) / float64(max(c.Shown, 1)) }

// Mean is the mean width of the ranges.
func (c Covered) Mean() time.Duration { return c.Width / time.Duration(max(c.Shown, 1)) }

func (c *Covered) add(from, to, called time.Time) {
	c.Shown++
	c.Width += to.Sub(from)
	switch {
	case called.Before(from):
		c.Early++
	case !called.After(to):
		c.Within++
	}
}

// Of finds the waits of a class.
func (s Summary) Of(class string) ClassWait {
	for _, w := range s.Waits {
		if w.Class == class {
			return w
		}
	}
	return ClassWait{Class: class}
}

// String is the summary as a few lines for a terminal.
func (s Summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "tickets %d  calls %d  recalls %d  absences %d  served %d  left %d  lapsed %d  turned away %d\n",
		s.Tickets, s.Calls, s.Recalls, s.Absences, s.Served, s.Cancelled, s.Lapsed, s.TurnedAway)
	fmt.Fprintf(&b, "transfers %d  returns %d  parked %d  put back %d  undone %d  out of order %d  slips failed %d  ratings %d\n",
		s.Transfers, s.Returns, s.Parked, s.PutBacks, s.Undone, s.Reserved, s.Jams, s.Rated)
	for _, w := range s.Waits {
		class := w.Class
		if class == "" {
			class = "everybody"
		}
		fmt.Fprintf(&b, "waits of %-12s %4d visitors  mean %5.1f  half below %5.1f  nine of ten below %5.1f min\n",
			class, w.Visitors, w.Mean.Minutes(), w.P50.Minutes(), w.P90.Minutes())
	}
	fmt.Fprintf(&b, "called within the range shown: %d of %d (%.0f %%); of those who had to wait %d of %d (%.0f %%)\n",
		s.All.Within, s.All.Shown, 100*s.All.Share(), s.Waited.Within, s.Waited.Shown, 100*s.Waited.Share())
	return b.String()
}

// tally counts while a day is played.
type tally struct {
	Summary
	turnedAway, jams, rated int
	refusals                map[queue.Code]int
	waits                   map[string][]time.Duration
	classes                 []string
}

func newTally() *tally {
	return &tally{refusals: map[queue.Code]int{}, waits: map[string][]time.Duration{}}
}

func (t *tally) issued(class string) { t.Tickets++; t.class(class) }

func (t *tally) class(class string) {
	if _, known := t.waits[class]; !known {
		t.waits[class] = nil
		t.classes = append(t.classes, class)
	}
}

// fold counts what the events say.
func (t *tally) fold(e queue.Event) {
	switch e := e.(type) {
	case queue.Called:
		t.Calls++
		if e.Reason != "" {
			t.Reserved++
		}
	case queue.Recalled:
		t.Recalls++
	case queue.Absented:
		t.Absences++
		if e.Final {
			t.Cancelled++
		}
	case queue.Finished:
		if e.Back == "" {
			t.Served++
		}
	case queue.Cancelled:
		t.Cancelled++
	case queue.Transferred:
		t.Transfers++
	case queue.Returned:
		t.Returns++
		switch { // a visit that had ended goes on
		case !e.Forgiven:
			t.Served--
		case e.Out == "": // its last absence had cancelled it
			t.Cancelled--
		}
	case queue.Parked:
		t.Parked++
	case queue.WasPutBack:
		t.PutBacks++
	case queue.Undone:
		t.Undone++
		if e.Step == (queue.Finished{}).Name() && e.Visits[0].Out == "" { // not one that went back to its counter
			t.Served--
		}
	case queue.DayClosed:
		t.Lapsed += len(e.Lapsed)
	default:
	}
}

// called records the wait that a call ends and compares it with the range shown.
func (t *tally) called(x *person, at time.Time) time.Duration {
	waited := max(at.Sub(x.issued), 0)
	if x.called {
		return waited
	}
	x.called = true
	if x.legs == 0 {
		x.waited = waited
	}
	t.class(x.class)
	t.waits[x.class] = append(t.waits[x.class], waited)
	if x.shown && x.legs == 0 {
		t.All.add(x.from, x.to, at)
		if waited > time.Minute/2 {
			t.Waited.add(x.from, x.to, at)
		}
	}
	return waited
}

// summary draws the line under a day.
func (t *tally) summary() Summary {
	s := t.Summary
	s.TurnedAway, s.Jams, s.Rated, s.Refused = t.turnedAway, t.jams, t.rated, t.refusals
	var all []time.Duration
	for _, c := range t.classes {
		all = append(all, t.waits[c]...)
	}
	s.Waits = append(s.Waits, spreadOf("", all))
	for _, c := range t.classes {
		s.Waits = append(s.Waits, spreadOf(c, t.waits[c]))
	}
	return s
}

func spreadOf(class string, waits []time.Duration) ClassWait {
	w := ClassWait{Class: class, Visitors: len(waits)}
	if len(waits) == 0 {
		return w
	}
	sorted := slices.Sorted(slices.Values(waits))
	var sum time.Duration
	for _, d := range sorted {
		sum += d
	}
	at := func(q float64) time.Duration { return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)] }
	w.Mean, w.P50, w.P90, w.P99 = sum/time.Duration(len(sorted)), at(.5), at(.9), at(.99)
	return w
}
