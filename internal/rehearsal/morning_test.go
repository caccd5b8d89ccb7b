package rehearsal

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// site reads a site document that the program carries.
func site(tb testing.TB, name string) *centre.Site {
	tb.Helper()
	document, ok := assets.Site(name)
	if !ok {
		tb.Fatalf("no site document %s", name)
	}
	s, err := centre.Parse(name, document)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// monday is an ordinary working day.
var monday = centre.Date{Year: 2026, Month: time.November, Day: 23}

// seven is its opening.
var seven = monday.At(centre.Clock(7 * time.Hour))

// fast is the clock of the bubble, moved to the day of the play and made quick.
type fast struct {
	base  time.Time
	speed int
}

func (f fast) Now() time.Time { return seven.Add(time.Since(f.base) * time.Duration(f.speed)) }

func (f fast) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	select {
	case <-time.After(d / time.Duration(f.speed)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// opened is an office whose day is open.
func opened(tb testing.TB, s *centre.Site, clock Clock) *office {
	tb.Helper()
	o := &office{state: queue.New(s, queue.Options{}), clock: clock}
	open := journal.Order{Key: "open", By: caretaker, Do: queue.OpenDay{Day: monday.String()}}
	if _, err := o.Do(tb.Context(), open); err != nil {
		tb.Fatal(err)
	}
	return o
}

// played plays a morning on a leaping clock and gives its story.
func played(tb testing.TB, seed uint64, laws Laws) (Summary, []Moment, *queue.State) {
	tb.Helper()
	s := site(tb, "quang-binh")
	clock := &leap{now: seven}
	o := opened(tb, s, clock)
	var story []Moment
	m := Morning{Site: s, Seed: seed, Laws: &laws, Tell: func(m Moment) { story = append(story, m) }}
	sum, err := m.Run(tb.Context(), o, clock)
	if err != nil {
		tb.Fatal(err)
	}
	return sum, story, o.state
}

func TestMorning_TheSameSeedTellsTheSameStory(t *testing.T) {
	sum, story, _ := played(t, 7, RealLaws(300))
	again, twice, _ := played(t, 7, RealLaws(300))
	other, _, _ := played(t, 8, RealLaws(300))

	if diff := cmp.Diff(sum, again); diff != "" {
		t.Errorf("two plays of one seed end differently:\n%s", diff)
	}
	if diff := cmp.Diff(texts(story), texts(twice)); diff != "" {
		t.Errorf("two plays of one seed tell different stories:\n%s", diff)
	}
	if cmp.Equal(sum, other) {
		t.Error("another seed should give another morning")
	}
}

func texts(story []Moment) (lines []string) {
	for _, m := range story {
		lines = append(lines, m.At.In(centre.ICT).Format("15:04:05 ")+m.Text["vi"]+" / "+m.Text["en"])
	}
	return lines
}

func TestMorning_NobodyIsLost(t *testing.T) {
	for seed := range uint64(5) {
		sum, _, state := played(t, seed, RealLaws(600))
		count := map[queue.Status]int{}
		tickets := 0
		for x := range state.Tickets() {
			count[x.Status]++
			tickets++
		}
		if tickets != sum.Tickets {
			t.Errorf("seed %d: %d tickets in the queue, %d given", seed, tickets, sum.Tickets)
		}
		if count[queue.StatusDone] != sum.Served || count[queue.StatusCancelled] != sum.Cancelled {
			t.Errorf("seed %d: the queue says %v, the summary %d served and %d cancelled", seed, count, sum.Served, sum.Cancelled)
		}
		if len(state.Calls()) != sum.Calls {
			t.Errorf("seed %d: %d calls in the queue, %d in the summary", seed, len(state.Calls()), sum.Calls)
		}
		if sum.Tickets < 300 || sum.Of("").Visitors < 200 {
			t.Errorf("seed %d: a peak morning of %d tickets is not believable", seed, sum.Tickets)
		}
	}
}

func TestMorning_HasWhatAHallHas(t *testing.T) {
	kinds := map[string]int{}
	refused := map[queue.Code]int{}
	for seed := range uint64(6) {
		sum, story, _ := played(t, seed, RealLaws(500))
		for _, m := range story {
			kinds[m.Kind]++
			for lang, s := range m.Text {
				if s == "" || strings.ContainsAny(s, "{}") || strings.Contains(s, "  ") || strings.Contains(s, ": .") {
					t.Fatalf("%s (%s) reads %q", m.Kind, lang, s)
				}
			}
			if len(m.Text) < 2 {
				t.Fatalf("%s has no words", m.Kind)
			}
		}
		for c, n := range sum.Refused {
			refused[c] += n
		}
	}
	for _, kind := range []string{
		"opened", "paused", "resumed", "taken", "checked-in", "print-failed", "reprinted", "called", "recalled",
		"begun", "put-back", "absent", "returned", "called-at-once", "finished", "to-cashier", "paid", "transferred", "parked", "unparked",
		"undone", "came-back", "yielded", "cancelled", "reclassified", "rated", "reserved", "approached",
	} {
		if kinds[kind] == 0 {
			t.Errorf("six mornings without %q", kind)
		}
	}
	for code := range refused {
		switch code {
		case queue.Nobody, queue.Closed, queue.WrongState, queue.TooEarly, queue.TooLate, queue.TooOften, queue.NothingToUndo, queue.DayOver, queue.Quota:
		default:
			t.Errorf("%d orders were refused with %s: visitors and officers here know the rules", refused[code], code)
		}
	}
}

func TestMorning_RunsOnAnyClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := site(t, "small")
		clock := fast{base: time.Now(), speed: 60}
		o := opened(t, s, clock)
		began := time.Now()
		laws := RealLaws(60)
		sum, err := Morning{Site: s, Seed: 1, Laws: &laws, Until: seven.Add(time.Hour)}.Run(t.Context(), o, clock)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took < 55*time.Second || took > 65*time.Second {
			t.Errorf("an hour at speed 60 took %v", took)
		}
		if sum.Tickets == 0 || sum.Calls == 0 {
			t.Errorf("an hour in which nothing happened: %+v", sum)
		}
	})
}

func TestMorning_PlaysOnADayOffToo(t *testing.T) {
	s := site(t, "small")
	sunday := centre.Date{Year: 2026, Month: time.November, Day: 22}
	clock := &leap{now: sunday.At(centre.Clock(20 * time.Hour))}
	o := &office{state: queue.New(s, queue.Options{IgnoreHours: true}), clock: clock}
	open := journal.Order{Key: "open", By: caretaker, Do: queue.OpenDay{Day: sunday.String()}}
	if _, err := o.Do(t.Context(), open); err != nil {
		t.Fatal(err)
	}
	laws := RealLaws(60)
	sum, err := Morning{Site: s, Laws: &laws}.Run(t.Context(), o, clock)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Tickets < 20 || sum.Served < 15 {
		t.Errorf("an evening on a Sunday brought %d visitors, %d were served", sum.Tickets, sum.Served)
	}
	if took := clock.now.Sub(sunday.At(centre.Clock(20 * time.Hour))); took != 4*time.Hour+30*time.Minute {
		t.Errorf("the play took %v, want a morning session", took)
	}
}

func TestMorning_EndsWhenItsContextDoes(t *testing.T) {
	s := site(t, "small")
	clock := &leap{now: seven}
	ctx, stop := context.WithCancel(t.Context())
	n := 0
	m := Morning{Site: s, Tell: func(Moment) {
		if n++; n == 20 {
			stop()
		}
	}}
	sum, err := m.Run(ctx, opened(t, s, clock), clock)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want the context's", err)
	}
	if sum.Tickets == 0 {
		t.Error("the summary of what was played is empty")
	}
}

// weak is a desk whose record fails now and then, after or before it has acted.
type weak struct {
	*office
	seen map[string]journal.Answer
	n    int
}

func (w *weak) Do(ctx context.Context, o journal.Order) (journal.Answer, error) {
	if a, ok := w.seen[o.Key]; ok {
		a.Replay, a.Events = true, nil
		return a, nil
	}
	if w.n++; w.n%7 == 3 {
		return journal.Answer{}, journal.ErrNotDurable
	}
	a, err := w.office.Do(ctx, o)
	if err != nil {
		return a, err
	}
	w.seen[o.Key] = a
	if w.n%11 == 5 {
		return journal.Answer{}, journal.ErrNotDurable // stored, but the answer was lost
	}
	return a, nil
}

func TestMorning_LivesThroughARecordThatFails(t *testing.T) {
	s := site(t, "small")
	clock := &leap{now: seven}
	desk := &weak{office: opened(t, s, clock), seen: map[string]journal.Answer{}}
	laws := RealLaws(60)
	sum, err := Morning{Site: s, Seed: 3, Laws: &laws}.Run(t.Context(), desk, clock)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Calls == 0 || sum.Of("").Visitors == 0 {
		t.Errorf("nothing happened: %v", sum)
	}
	served := 0
	for x := range desk.state.Tickets() {
		if x.Status == queue.StatusDone {
			served++
		}
	}
	if served < 20 {
		t.Errorf("only %d visits were served", served)
	}
}

func TestMorning_LeavesACounterToWhoeverWorksIt(t *testing.T) {
	s := site(t, "small")
	clock := &leap{now: seven}
	o := opened(t, s, clock)
	laws := RealLaws(60)
	if _, err := (Morning{Site: s, Laws: &laws, Leave: []string{"1"}}).Run(t.Context(), o, clock); err != nil {
		t.Fatal(err)
	}
	if d, _ := o.state.Desk("1"); d.Mode != queue.ModeClosed {
		t.Errorf("counter 1 is %s, nobody was to touch it", d.Mode)
	}
}
