package board_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, centre.ICT)

func site(t rapid.TB, name string) *centre.Site {
	t.Helper()
	raw, err := os.ReadFile("../../assets/sites/" + name + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	s, err := centre.Parse(name, raw)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// day is a state with pictures of it that are only ever folded.
type day struct {
	t     rapid.TB
	s     *queue.State
	at    time.Time
	seq   uint64
	queue map[board.Scope]*board.Queue
	wall  map[board.Scope]*board.Wall
	whole int // commits that could be folded
}

func newDay(t rapid.TB, site *centre.Site, scopes ...board.Scope) *day {
	d := &day{
		t: t, s: queue.New(site, queue.Options{}), at: morning,
		queue: map[board.Scope]*board.Queue{}, wall: map[board.Scope]*board.Wall{},
	}
	for _, in := range scopes {
		d.queue[in], d.wall[in] = board.FromState(d.s, 0, in), board.WallFromState(d.s, 0, in)
	}
	return d
}

// do puts wishes to the law as one commit and checks that folding its facts
// gives the pictures that the new state gives.
func (d *day) do(wishes ...queue.Wish) {
	var acts []queue.Act
	for _, w := range wishes {
		by := queue.Actor{Role: queue.Officer}
		events, err := queue.Decide(d.s, queue.Command{By: by, Do: w}, d.at)
		if err != nil || len(events) == 0 {
			continue
		}
		a := queue.Act{At: d.at, By: by, Events: events}
		d.s.Evolve(a)
		acts = append(acts, a)
	}
	if len(acts) == 0 {
		return
	}
	d.seq++
	facts := travelled(d.t, board.Tell(d.seq, d.at, acts))
	if facts.Whole() {
		d.whole++
	}
	for in, q := range d.queue {
		fresh := board.FromState(d.s, d.seq, in)
		if ok := q.Fold(facts); ok != facts.Whole() && in == (board.Scope{}) {
			d.t.Fatalf("folded: %v, whole: %v", ok, facts.Whole())
		} else if !ok {
			d.queue[in] = fresh
			continue
		}
		if diff := differ(d.t, q, fresh); diff != "" {
			d.t.Fatalf("%v after %+v (-folded +fresh):\n%s", in, facts.Facts, diff)
		}
	}
	for in, w := range d.wall {
		fresh := board.WallFromState(d.s, d.seq, in)
		if !w.Fold(facts) {
			d.wall[in] = fresh
			continue
		}
		if diff := differ(d.t, w, fresh); diff != "" {
			d.t.Fatalf("%v after %+v (-folded +fresh):\n%s", in, facts.Facts, diff)
		}
	}
}

// differ compares what would travel, and tells in full where it is not the same.
func differ(t rapid.TB, folded, fresh any) string {
	a, err := json.Marshal(folded)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(fresh)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(a, b) {
		return ""
	}
	return cmp.Diff(folded, fresh)
}

// travelled is what arrives at the other end of the wire.
func travelled(t rapid.TB, f board.Facts) (g board.Facts) {
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// anyTicket picks a ticket of the day.
func (d *day) anyTicket(t *rapid.T) string {
	var ids []string
	for k := range d.s.Tickets() {
		ids = append(ids, k.ID)
	}
	if len(ids) == 0 {
		return ""
	}
	return rapid.SampledFrom(ids).Draw(t, "ticket")
}

func (d *day) anyWish(t *rapid.T) queue.Wish {
	site := d.s.Site()
	counter := rapid.SampledFrom(site.Counters[:min(6, len(site.Counters))]).Draw(t, "counter")
	service := rapid.SampledFrom(counter.Services).Draw(t, "service")
	class := rapid.SampledFrom([]string{"", "elderly", "appointment"}).Draw(t, "class")
	c := counter.ID
	switch rapid.IntRange(0, 32).Draw(t, "wish") {
	case 0, 1, 2, 3, 4:
		return queue.Take{Service: service, Class: class, Paper: rapid.Bool().Draw(t, "paper")}
	case 5:
		return queue.PaperOut{Ticket: d.anyTicket(t), Proof: "completed"}
	case 6:
		return queue.PaperFailed{Ticket: d.anyTicket(t), Cause: "jam"}
	case 7:
		return queue.Cancel{Ticket: d.anyTicket(t)}
	case 8:
		return queue.Return{Ticket: d.anyTicket(t)}
	case 9:
		return queue.MarkReturn{Counter: c, Ticket: d.anyTicket(t)}
	case 10:
		return queue.Yield{Ticket: d.anyTicket(t)}
	case 11:
		return queue.OnMyWay{Ticket: d.anyTicket(t)}
	case 12:
		return queue.Reclassify{Ticket: d.anyTicket(t), Class: "elderly"}
	case 13:
		return queue.OpenCounter{Counter: c}
	case 14:
		return queue.CloseCounter{Counter: c}
	case 15:
		return queue.PauseCounter{Counter: c, Reason: site.Reasons.Pause[0].ID}
	case 16:
		return queue.ResumeCounter{Counter: c}
	case 17, 18, 19:
		return queue.CallNext{Counter: c, Finish: rapid.Bool().Draw(t, "finish")}
	case 20:
		return queue.CallNumber{Counter: c, Ticket: d.anyTicket(t), Reason: site.Reasons.Call[0].ID}
	case 21:
		return queue.Recall{Counter: c}
	case 22, 23:
		return queue.Begin{Counter: c}
	case 24:
		return queue.Finish{Counter: c}
	case 25:
		return queue.MarkAbsent{Counter: c}
	case 26:
		return queue.PutBack{Counter: c}
	case 27:
		return queue.Park{Counter: c}
	case 28:
		return queue.Unpark{Ticket: d.anyTicket(t)}
	case 29:
		return queue.Transfer{Counter: c, Service: service, Place: queue.Place(rapid.SampledFrom([]string{"fair", "last"}).Draw(t, "place"))}
	case 30:
		return queue.SendAndReturn{Counter: c, Service: service}
	case 31:
		return queue.Undo{Counter: c}
	}
	return queue.Acknowledge{Wall: "hall", No: 1, Spoken: true}
}

func TestFold_FactsFoldedIntoASnapshotEqualAFreshOneAfterEveryCommit(t *testing.T) {
	for name, scopes := range map[string][]board.Scope{
		"small":      {{}, {Zone: "A"}, {Counter: "2"}},
		"quang-binh": {{}, {Zone: "A"}, {Zone: "B"}},
	} {
		t.Run(name, func(t *testing.T) {
			whole, site := 0, site(t, name)
			rapid.Check(t, func(t *rapid.T) {
				d := newDay(t, site, scopes...)
				d.do(queue.OpenDay{Day: "2026-11-23"})
				for _, c := range d.s.Site().Counters[:3] {
					d.do(queue.OpenCounter{Counter: c.ID})
				}
				for range rapid.IntRange(10, 50).Draw(t, "steps") {
					d.at = d.at.Add(time.Duration(rapid.IntRange(1, 70).Draw(t, "seconds")) * time.Second)
					wishes := []queue.Wish{d.anyWish(t)}
					if rapid.IntRange(0, 3).Draw(t, "more") == 0 {
						wishes = append(wishes, d.anyWish(t), d.anyWish(t))
					}
					d.do(wishes...)
				}
				whole += d.whole
			})
			if whole < 1000 {
				t.Errorf("only %d commits were folded", whole)
			}
		})
	}
}

func TestFold_WhatDoesNotFollowOnIsRefusedAndWhatIsKnownChangesNothing(t *testing.T) {
	d := newDay(t, site(t, "small"))
	d.do(queue.OpenDay{Day: "2026-11-23"})
	w, q := board.WallFromState(d.s, 5, board.Scope{}), board.FromState(d.s, 5, board.Scope{})
	gap := board.Facts{Seq: 7, Facts: []board.Fact{{Name: "counter_opened", Counter: "1", State: "open"}}}
	if w.Fold(gap) || q.Fold(gap) || w.Seq != 5 || w.Counters[0].State != "closed" {
		t.Errorf("a gap was folded")
	}
	gap.Seq = 5
	if !w.Fold(gap) || !q.Fold(gap) || w.Counters[0].State != "closed" {
		t.Errorf("what is known was folded again")
	}
}

func TestWall_KeepsTheLastCallsOfTheDay(t *testing.T) {
	d := newDay(t, site(t, "small"), board.Scope{Zone: "A"})
	d.do(queue.OpenDay{Day: "2026-11-23"})
	d.do(queue.OpenCounter{Counter: "1"})
	for range 30 {
		d.at = d.at.Add(time.Minute)
		d.do(queue.Take{Service: "tuphap-new"})
		d.do(queue.CallNext{Counter: "1", Finish: true})
	}
	w := board.WallFromState(d.s, d.seq, board.Scope{Zone: "A"})
	if len(w.Called) != board.Earlier+1 || w.Called[board.Earlier].Ended || !w.Called[0].Ended || w.Called[board.Earlier].Number != "A030" {
		t.Errorf("got %d calls, %+v", len(w.Called), w.Called)
	}
}

func TestTell_NothingPersonalIsSaid(t *testing.T) {
	rated := queue.Rated{
		Visit: queue.Visit{Ticket: "20261123-A001", Number: "A001"}, Scores: map[string]int{"face": 1},
		Comment: queue.Sealed("secret"), Officer: "officer-7", Counter: "1",
	}
	booked := queue.Booked{Booking: queue.Booking{ID: "booking-id", Service: "result", At: morning}}
	raw, err := json.Marshal(board.Tell(1, morning, []queue.Act{{At: morning, Events: []queue.Event{
		rated, booked,
		queue.Finished{Visit: rated.Visit, Counter: "1", Dossiers: []string{"H46.10-261112-0037"}, Fee: 20000, Outcome: "received"},
		queue.CounterOpened{Counter: "1", Officer: "officer-7"},
	}}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"secret", "face", "officer-7", "booking-id", "H46", "20000", "c2VjcmV0"} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("%q is told: %s", secret, raw)
		}
	}
}

func TestDesk_ShowsWhatTheCounterMayDo(t *testing.T) {
	d := newDay(t, site(t, "small"))
	d.do(queue.OpenDay{Day: "2026-11-23"})
	d.do(queue.OpenCounter{Counter: "1"}, queue.Take{Service: "tuphap-new"}, queue.Take{Service: "tuphap-ask", Class: "elderly"}, queue.Take{Service: "diachinh-new"})
	desk, ok := board.DeskFromState(d.s, d.seq, "1", d.at, nil)
	if !ok || len(desk.Next) != 2 || desk.Next[0].Number != "A002" || desk.Next[0].Reason != "priority" || desk.Here != 2 || desk.InHand != nil {
		t.Fatalf("got %+v", desk)
	}
	d.do(queue.CallNext{Counter: "1"})
	desk, _ = board.DeskFromState(d.s, d.seq, "1", d.at, func(int) int { return 3 })
	if desk.InHand == nil || desk.InHand.Number != "A002" || desk.InHand.Walls != 3 || desk.UndoFor != 30 || desk.InHand.Call.No != 1 {
		t.Errorf("got %+v", desk.InHand)
	}
	if _, ok := board.DeskFromState(d.s, d.seq, "nowhere", d.at, nil); ok {
		t.Errorf("a counter that does not exist has a desk")
	}
}
