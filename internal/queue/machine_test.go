package queue_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// law is what is put to the test: the room's own, or one that is wrong on purpose.
type law func(s *queue.State, c queue.Command, at time.Time) ([]queue.Event, error)

// uniform draws below n with the same chance for each: rapid's own draws
// prefer the small, and a hall would fill up with what stands first.
func uniform(t *rapid.T, n int, label string) int {
	return bits.Draw(t, label) % n
}

var bits = rapid.Custom(func(t *rapid.T) (n int) {
	for range 12 {
		n <<= 1
		if rapid.Bool().Draw(t, "bit") {
			n++
		}
	}
	return n
})

func pick[T any](t *rapid.T, label string, list ...T) T { return list[uniform(t, len(list), label)] }

// fault is what the model found wrong.
type fault string

// machine plays wishes against the law and the model side by side.
type machine struct {
	t    *rapid.T
	law  law
	s    *queue.State
	m    *model
	acts []queue.Act

	wrong time.Duration  // of the wall clock
	wall  map[string]int // waiting by service, from what the events say alone
}

// play plays one hall and returns the first fault, empty if there is none.
func play(t *rapid.T, site *centre.Site, l law, steps int) (found fault) {
	x := &machine{t: t, law: l, s: queue.New(site, queue.Options{IgnoreHours: true}), m: newModel(site), wall: map[string]int{}}
	x.m.now = morning
	defer func() {
		switch p := recover().(type) {
		case nil:
		case fault:
			found = p + "\n" + x.story()
		default:
			panic(p)
		}
	}()
	x.openDay("2026-11-23")
	for range rapid.IntRange(1, steps).Draw(t, "steps") {
		x.step()
		x.compare()
	}
	x.whys()
	x.replay()
	return ""
}

func (x *machine) fail(format string, args ...any) {
	panic(fault(fmt.Sprintf(format, args...)))
}

// story is what happened, as an auditor reads it.
func (x *machine) story() fault {
	var b strings.Builder
	for _, a := range x.acts {
		for _, e := range a.Events {
			fmt.Fprintf(&b, "%s %s\n", a.At.In(centre.ICT).Format("15:04:05.000"), queue.Describe(e))
		}
	}
	return fault(b.String())
}

// do puts a wish to the law and folds what follows. A refusal must change nothing.
func (x *machine) do(by queue.Actor, w queue.Wish) ([]queue.Event, queue.Code) {
	was := dump(x.s)
	events, err := x.law(x.s, queue.Command{Key: "k", By: by, Do: w}, x.clock(x.wrong))
	if now := dump(x.s); now != was {
		x.fail("deciding %#v changed the state", w)
	}
	if err != nil {
		r, ok := errors.AsType[*queue.Refusal](err)
		if !ok || len(events) > 0 {
			x.fail("%#v: %v with %d events: not a plain refusal", w, err, len(events))
		}
		return nil, r.Code
	}
	if len(events) == 0 {
		return nil, ""
	}
	act := queue.Act{At: x.m.now.Add(max(0, x.wrong)), By: by, Events: events}
	x.s.Evolve(act)
	x.acts = append(x.acts, act)
	for _, e := range events {
		x.hear(e)
	}
	return events, ""
}

// clock is what the wall clock says. It may be behind only as far as the record
// has come, or the model would not know the time.
func (x *machine) clock(wrong time.Duration) time.Time {
	if wrong < 0 && x.s.At().Before(x.m.now) {
		return x.m.now
	}
	return x.m.now.Add(wrong)
}

// hear counts the lines by what events say of them, as a wall does.
func (x *machine) hear(e queue.Event) {
	move := func(v queue.Visit) {
		if v.Out != "" {
			x.wall[v.Out]--
		}
		if v.In != nil {
			x.wall[v.In.Service]++
		}
		if r := x.m.find(v.Ticket); r != nil {
			r.changed++
		}
	}
	if v, ok := e.(interface{ About() queue.Visit }); ok {
		move(v.About())
	}
	if u, ok := e.(queue.Undone); ok {
		for _, v := range u.Visits {
			move(v)
		}
	}
	if _, ok := e.(queue.DayClosed); ok {
		clear(x.wall)
	}
}

func (x *machine) step() {
	jump := pick(x.t, "clock", 0, 0, 0, time.Millisecond, time.Second, time.Second, 7*time.Second, 20*time.Second, 46*time.Second, 50*time.Second, 3*time.Minute, 12*time.Minute)
	x.m.now = x.m.now.Add(jump)
	// The wall clock may run slow or jump back: the time of the record does not.
	x.wrong = pick(x.t, "wrong", 0, 0, 0, 300*time.Microsecond, -time.Millisecond, -2*time.Minute, -9*time.Hour)
	x.timers()
	deeds := []func(){
		x.take, x.take, x.take, x.paper, x.openCounter, x.openCounter, x.next, x.next, x.next, x.next, x.callNumber, x.recall,
		x.begin, x.begin, x.finish, x.finish, x.absent, x.absent, x.putBack, x.park, x.unpark, x.transfer, x.transfer, x.send, x.cancel,
		x.yield, x.reclassify, x.returns, x.mark, x.undo, x.undo, x.closeCounter, x.pause, x.resume, x.book, x.day,
	}
	pick(x.t, "deed", deeds...)()
}

// timers makes the changes that are due, as a hub does.
func (x *machine) timers() {
	for range 100 {
		at, c, ok := x.s.Due()
		if !ok || at.After(x.m.now) {
			return
		}
		switch w := c.Do.(type) {
		case queue.Unproven:
			x.enters(x.must(c.By, w), w.Ticket)
		case queue.Void:
			x.must(c.By, w)
			x.m.find(w.Ticket).status = queue.StatusVoid
		case queue.Unpark:
			x.unparked(x.must(c.By, w), w.Ticket)
		default:
			x.must(c.By, w)
		}
	}
	x.fail("the timers never end")
}

// must is do for what cannot be refused.
func (x *machine) must(by queue.Actor, w queue.Wish) []queue.Event {
	events, refused := x.do(by, w)
	if refused != "" {
		x.fail("%#v refused: %s", w, refused)
	}
	return events
}

// expect says what the law should have answered.
func (x *machine) expect(w queue.Wish, got, want queue.Code) bool {
	if got != want {
		x.fail("%#v: %q, not %q", w, got, want)
	}
	return want == ""
}

// enters is a row that comes to wait where it already has a place.
func (x *machine) enters(_ []queue.Event, id string) { x.m.find(id).status = queue.StatusWaiting }

// in is the place the last event gives.
func in(events []queue.Event) *queue.Spot {
	v, ok := events[len(events)-1].(interface{ About() queue.Visit })
	if !ok {
		return nil
	}
	return v.About().In
}

// compare holds everything the state can be asked against the sheet of paper.
func (x *machine) compare() {
	waiting := x.m.waiting()
	var got, want []string
	for _, t := range x.s.Waiting() {
		got = append(got, fmt.Sprintf("%s %s %d", t.ID, t.Spot.Service, t.Spot.Key.UnixMilli()))
	}
	count := map[string]int{}
	for _, v := range waiting {
		want = append(want, fmt.Sprintf("%s %s %d", v.id, v.service, v.key.UnixMilli()))
		count[v.service]++
		if n := x.s.Ahead(v.id); n != x.m.ahead(v) {
			x.fail("%d ahead of %s, not %d", n, x.m.describe(v), x.m.ahead(v))
		}
	}
	if !slices.Equal(got, want) {
		x.fail("the line is %v, not %v", got, want)
	}
	for _, s := range x.m.site.Services {
		if n := x.s.WaitingCount(s.ID); n != count[s.ID] || x.wall[s.ID] != n {
			x.fail("%d wait for %s, %d by the events, not %d", n, s.ID, x.wall[s.ID], count[s.ID])
		}
	}
	for _, v := range x.m.rows {
		if t, ok := x.s.Ticket(v.id); !ok || t.Status != v.status {
			x.fail("%s is %v", x.m.describe(v), t)
		}
	}
	for _, c := range x.m.site.Counters {
		x.compareCounter(c.ID)
	}
}

func (x *machine) compareCounter(id string) {
	p := x.m.posts[id]
	d, _ := x.s.Desk(id)
	mode := p.mode
	if p.hand != "" {
		mode = queue.ModeBusy
	}
	if d.Mode != mode || d.Ticket != p.hand {
		x.fail("counter %s is %s with %q, not %s with %q", id, d.Mode, d.Ticket, mode, p.hand)
	}
	row := x.m.choose(id)
	if n := x.s.WaitingHere(id, x.m.now); n != len(row) {
		x.fail("%d wait for counter %s, not %d", n, id, len(row))
	}
	next := x.s.Next(id, 4, x.m.now)
	for i, c := range next {
		if i >= len(row) || c.Ticket.ID != row[i].id {
			x.fail("next %d at counter %s is %s", i, id, c.Ticket.Number)
		}
	}
	if len(next) != min(4, len(row)) {
		x.fail("counter %s is shown %d, not %d", id, len(next), min(4, len(row)))
	}
}

// replay folds the record, as it is written and read again, into a fresh state,
// which must be the same to the last hidden member.
func (x *machine) replay() {
	again := queue.New(x.m.site, queue.Options{IgnoreHours: true})
	for _, a := range x.written() {
		again.Evolve(queue.Act{At: a.At, By: a.By, Events: a.Events})
	}
	if got, want := dump(again), dump(x.s); got != want {
		x.fail("replayed, then as it was (-, +):\n%s", cmp.Diff(strings.Split(got, "\n"), strings.Split(want, "\n")))
	}
	numbers := map[string]int{}
	for _, a := range x.acts {
		for _, e := range a.Events {
			if i, ok := e.(queue.Issued); ok {
				if numbers[i.Ticket]++; numbers[i.Ticket] > 1 {
					x.fail("%s was given twice", i.Ticket)
				}
			}
		}
	}
}

// written are the acts after they went through the bytes of the record.
func (x *machine) written() []journal.Act {
	c := journal.Commit{V: journal.Version, Seq: 1, Prev: strings.Repeat("0", 64), Hub: "hub", At: x.m.now}
	for i, a := range x.acts {
		c.Acts = append(c.Acts, journal.Act{Key: fmt.Sprint(i), At: a.At, By: a.By, Events: a.Events})
	}
	data, err := journal.Encode(c)
	if err != nil {
		x.fail("the record cannot be written: %v", err)
	}
	read, err := journal.Decode(data)
	if err != nil {
		x.fail("the record cannot be read: %v", err)
	}
	return read.Acts
}

func TestQueue_AgreesWithAPlainList(t *testing.T) {
	site := hallOf(t, "")
	rapid.Check(t, func(t *rapid.T) {
		if f := play(t, site, queue.Decide, 120); f != "" {
			t.Fatal(f)
		}
	})
}
