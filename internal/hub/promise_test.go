package hub_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

func TestDo_RepeatsTheFirstAnswerByKey(t *testing.T) {
	j := journal.NewMemory()
	clock := &hand{now: morning}
	d := start(t, hub.Options{Journal: j, Clock: clock})
	order := journal.Order{Key: "press-1", Request: "abc", By: visitor(), Do: queue.Take{Service: d.service, Class: "ordinary"}}
	first, err := d.Do(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	want := first
	want.Replay = true
	check := func(d *desk, when string) {
		t.Helper()
		again, err := d.Do(t.Context(), order)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if diff := cmp.Diff(again, want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", when, diff)
		}
		other := order
		other.Request = "abd"
		if _, err := d.Do(t.Context(), other); !errors.Is(err, journal.ErrKeyReused) {
			t.Errorf("%s, another request: got %v, want ErrKeyReused", when, err)
		}
	}
	check(d, "at once")
	d.take()
	check(d, "later")
	head := d.Head()
	d.Close()
	d = start(t, hub.Options{Journal: j, Clock: clock, Recent: 1})
	check(d, "after a restart")
	if d.Head() != head {
		t.Errorf("a repeat wrote commit %d", d.Head())
	}
	clock.set(morning.AddDate(0, 0, 1))
	d.take()
	check(d, "the next day")
	clock.set(morning.AddDate(0, 0, 2))
	d.take()
	if again, err := d.Do(t.Context(), order); err != nil || again.Replay || again.Ticket == first.Ticket {
		t.Errorf("two days later the key is new: got %+v, %v", again, err)
	}
}

func TestDo_TwinsInOneRoundAreOnePress(t *testing.T) {
	gate := &gated{Journal: journal.NewMemory(), at: make(chan struct{}), off: make(chan struct{})}
	d := start(t, hub.Options{Journal: gate, Clock: &hand{now: morning}})
	order := journal.Order{Key: "press-1", Request: "abc", By: visitor(), Do: queue.Take{Service: d.service, Class: "ordinary"}}
	other := order
	other.Request = "abd"
	var g sync.WaitGroup
	g.Go(func() { d.take() })
	<-gate.at // the loop is busy; what comes now is decided together
	answers := make([]journal.Answer, 5)
	errs := make([]error, 5)
	for i := range answers {
		g.Go(func() { answers[i], errs[i] = d.Do(t.Context(), order) })
	}
	d.waitQueued(5)
	var reused error
	g.Go(func() { _, reused = d.Do(t.Context(), other) })
	d.waitQueued(6)
	close(gate.off)
	g.Wait()
	if !errors.Is(reused, journal.ErrKeyReused) {
		t.Errorf("another request by the key: got %v, want ErrKeyReused", reused)
	}
	replays := 0
	for i, a := range answers {
		if errs[i] != nil || a.Ticket != answers[0].Ticket || a.Seq != 2 {
			t.Errorf("answer %d: %+v, %v", i, a, errs[i])
		}
		if a.Replay {
			replays++
		}
	}
	if replays != 4 {
		t.Errorf("%d of 5 were repeats, want 4", replays)
	}
}

// gated holds the first append until it is let go.
type gated struct {
	journal.Journal
	once    sync.Once
	at, off chan struct{}
}

func (g *gated) Append(ctx context.Context, after uint64, data []byte) error {
	g.once.Do(func() {
		close(g.at)
		<-g.off
	})
	return g.Journal.Append(ctx, after, data)
}

func TestDo_RefusalsAreRememberedForTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: &hand{now: morning}})
		d.open()
		press := journal.Order{Key: "next-1", Request: "abc", By: d.officer(), Do: queue.CallNext{Counter: d.counter}}
		if _, err := d.Do(t.Context(), press); !errors.Is(err, queue.Refuse(queue.Nobody)) {
			t.Fatalf("got %v, want nobody", err)
		}
		d.take()
		time.Sleep(9 * time.Minute)
		if _, err := d.Do(t.Context(), press); !errors.Is(err, queue.Refuse(queue.Nobody)) {
			t.Errorf("the late copy of a press: got %v, want nobody as before", err)
		}
		changed := press
		changed.Request = "abd"
		if _, err := d.Do(t.Context(), changed); !errors.Is(err, journal.ErrKeyReused) {
			t.Errorf("got %v, want ErrKeyReused", err)
		}
		time.Sleep(2 * time.Minute)
		if a, err := d.Do(t.Context(), press); err != nil || a.Call == nil {
			t.Errorf("after ten minutes: got %+v, %v", a, err)
		}
		d.Close()
	})
}

// A journal in which somebody else writes.
type shared struct {
	journal.Journal
	before func(after uint64, data []byte) // called before each append
}

func (s *shared) Append(ctx context.Context, after uint64, data []byte) error {
	if s.before != nil {
		s.before(after, data)
	}
	return s.Journal.Append(ctx, after, data)
}

func TestDo_DecidesAgainWhenSomebodyElseAppended(t *testing.T) {
	clock := &hand{now: morning}
	memory := journal.NewMemory()
	other := start(t, hub.Options{Journal: memory, Clock: clock, Name: "other"})
	s := &shared{Journal: memory}
	d := start(t, hub.Options{Journal: s, Clock: clock, Name: "this"})
	meddled := 0
	s.before = func(uint64, []byte) {
		if meddled < 3 {
			meddled++
			other.take()
		}
	}
	a := d.take()
	if a.Seq != 4 {
		t.Errorf("got commit %d, want 4 behind the three others", a.Seq)
	}
	tickets := map[string]int{}
	for _, c := range commits(t, memory) {
		for _, act := range c.Acts {
			for _, e := range act.Events {
				if i, ok := e.(queue.Issued); ok {
					tickets[i.Ticket]++
				}
			}
		}
	}
	if len(tickets) != 4 || tickets[a.Ticket] != 1 {
		t.Errorf("tickets of the record: %v, mine %s", tickets, a.Ticket)
	}
}

// yesman confirms every head without looking: the planted fault of the next test.
type yesman struct{ journal.Journal }

func (y yesman) Append(ctx context.Context, after uint64, data []byte) error {
	if data == nil {
		return nil
	}
	return y.Journal.Append(ctx, after, data)
}

// A "no" must be true too: the record may know of somebody who waits.
func TestDo_ConfirmsANoAgainstTheRecord(t *testing.T) {
	calls := func(plant func(journal.Journal) journal.Journal) (waiting, called string, err error) {
		clock := &hand{now: morning}
		memory := journal.NewMemory()
		d := start(t, hub.Options{Journal: plant(memory), Clock: clock})
		d.open()
		waiting = start(t, hub.Options{Journal: memory, Clock: clock, Name: "other"}).take().Ticket
		a, err := d.next()
		return waiting, a.Ticket, err
	}
	waiting, called, err := calls(func(j journal.Journal) journal.Journal { return j })
	if err != nil || called != waiting {
		t.Errorf("got %q, %v, though %s waits", called, err, waiting)
	}
	if _, _, err := calls(func(j journal.Journal) journal.Journal { return yesman{j} }); !errors.Is(err, queue.Refuse(queue.Nobody)) {
		t.Errorf("the planted fault is not seen: got %v, want the stale \"nobody waits\"", err)
	}
}

// unsure stores and says it does not know, or does not store and says so.
type unsure struct {
	journal.Journal
	fail func() (stored bool, err error)
}

func (u *unsure) Append(ctx context.Context, after uint64, data []byte) error {
	if data == nil || u.fail == nil {
		return u.Journal.Append(ctx, after, data)
	}
	stored, err := u.fail()
	if stored || err == nil {
		if err := u.Journal.Append(ctx, after, data); err != nil {
			return err
		}
	}
	return err
}

func TestDo_AnUnknownOutcomeActsOnce(t *testing.T) {
	for _, stored := range []bool{true, false} {
		t.Run(fmt.Sprintf("stored %v", stored), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				memory := journal.NewMemory()
				u := &unsure{Journal: memory}
				d := start(t, hub.Options{Journal: u, Clock: &hand{now: morning}})
				failed := false
				u.fail = func() (bool, error) {
					if failed {
						return true, nil
					}
					failed = true
					return stored, errors.New("the line went dead")
				}
				began := time.Now()
				a := d.take()
				if waited := time.Since(began); waited != 20*time.Millisecond {
					t.Errorf("waited %v before reading on, want 20ms", waited)
				}
				if a.Ticket == "" || a.Seq != 1 || d.Head() != 1 || len(commits(t, memory)) != 1 {
					t.Errorf("got %+v, head %d", a, d.Head())
				}
				d.Close()
			})
		})
	}
}

func TestDo_GivesUpOnAJournalThatNeverKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := &unsure{Journal: journal.NewMemory()}
		d := start(t, hub.Options{Journal: u, Clock: &hand{now: morning}})
		u.fail = func() (bool, error) { return false, errors.New("the line is dead") }
		if _, err := d.do(visitor(), queue.Take{Service: d.service}); !errors.Is(err, journal.ErrNotDurable) {
			t.Errorf("got %v, want ErrNotDurable", err)
		}
		d.Close()
	})
}

func TestDo_GoesOnAfterAFullDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := &unsure{Journal: journal.NewMemory()}
		d := start(t, hub.Options{Journal: u, Clock: &hand{now: morning}})
		first := d.take()
		var full atomic.Bool
		full.Store(true)
		u.fail = func() (bool, error) {
			if full.Load() {
				return false, fmt.Errorf("disk full: %w", journal.ErrNotDurable)
			}
			return true, nil
		}
		press := journal.Order{Key: "press", Request: "r", By: visitor(), Do: queue.Take{Service: d.service}}
		for range 3 {
			if _, err := d.Do(t.Context(), press); !errors.Is(err, journal.ErrNotDurable) {
				t.Fatalf("got %v, want ErrNotDurable", err)
			}
		}
		if err := d.Ready(); !errors.Is(err, journal.ErrNotDurable) {
			t.Errorf("ready: got %v", err)
		}
		// Nothing that was not stored is seen, and reading goes on.
		see(t, d, func(s *queue.State, seq uint64) {
			if n := s.WaitingCount(d.service); n != 1 || seq != first.Seq {
				t.Errorf("%d wait at commit %d", n, seq)
			}
		})
		full.Store(false)
		time.Sleep(time.Second)
		a, err := d.Do(t.Context(), press)
		if err != nil || a.Seq != first.Seq+1 || a.Replay {
			t.Errorf("when there is room: got %+v, %v", a, err)
		}
		if err := d.Ready(); err != nil {
			t.Errorf("ready: got %v", err)
		}
		d.Close()
	})
}

func see(t *testing.T, d *desk, f func(*queue.State, uint64)) {
	t.Helper()
	if err := d.Look(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func TestDo_EndsWhenTheMediumIsBroken(t *testing.T) {
	u := &unsure{Journal: journal.NewMemory()}
	d := start(t, hub.Options{Journal: u, Clock: &hand{now: morning}})
	u.fail = func() (bool, error) { return false, fmt.Errorf("fsync: %w", journal.ErrBroken) }
	if _, err := d.do(visitor(), queue.Take{Service: d.service}); !errors.Is(err, journal.ErrNotDurable) {
		t.Errorf("got %v, want ErrNotDurable", err)
	}
	<-d.Dead()
	if err := d.Err(); !errors.Is(err, journal.ErrBroken) {
		t.Errorf("the loop ended with %v, want ErrBroken", err)
	}
	if _, err := d.do(visitor(), queue.Take{Service: d.service}); !errors.Is(err, journal.ErrNotDurable) {
		t.Errorf("afterwards: got %v, want ErrNotDurable", err)
	}
}

// early answers before the commit is durable: the planted fault of the next test.
type early struct {
	journal.Journal
	lost atomic.Uint64
}

func (e *early) Append(_ context.Context, after uint64, data []byte) error {
	if data != nil {
		e.lost.Add(1)
	}
	return nil
}

// What was told must be in the record: the check of every other test sees a hub
// that tells before it stores.
func TestTold_IsInTheRecord(t *testing.T) {
	told := func(j journal.Journal) (told, stored int) {
		d := start(t, hub.Options{Journal: j, Clock: &hand{now: morning}})
		for range 5 {
			if a := d.take(); a.Ticket != "" {
				told++
			}
		}
		d.Close()
		return told, len(commits(t, j))
	}
	if n, stored := told(journal.NewMemory()); n != 5 || stored != 5 {
		t.Errorf("told %d, stored %d", n, stored)
	}
	if n, stored := told(&early{Journal: journal.NewMemory()}); n == stored {
		t.Errorf("the planted fault is not seen: told %d, stored %d", n, stored)
	}
}

func TestFollow_GivesEveryCommitToEveryone(t *testing.T) {
	for name, recent := range map[string]int{"from memory": 0, "from the journal": 1} {
		t.Run(name, func(t *testing.T) {
			d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: &hand{now: morning}, Recent: recent})
			d.take()
			const total = 40
			var g sync.WaitGroup
			for f := range 8 {
				g.Go(func() {
					want := uint64(f % 2)
					for e, err := range d.Follow(t.Context(), want) {
						if want++; err != nil || e.Seq != want {
							t.Errorf("follower %d: commit %d, %v, want %d", f, e.Seq, err, want)
							return
						}
						if e.Seq == total {
							return
						}
					}
				})
			}
			for range total - 1 {
				d.take()
			}
			g.Wait()
		})
	}
}

func TestFollow_EndsWithTheHub(t *testing.T) {
	d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: &hand{now: morning}})
	errs := make(chan error, 1)
	go func() {
		for _, err := range d.Follow(context.Background(), 0) {
			errs <- err
		}
		close(errs)
	}()
	d.Close()
	if err := <-errs; !errors.Is(err, journal.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
}

func TestClose_AnswersWhatWaits(t *testing.T) {
	gate := &gated{Journal: journal.NewMemory(), at: make(chan struct{}), off: make(chan struct{})}
	d := start(t, hub.Options{Journal: gate, Clock: &hand{now: morning}})
	var g sync.WaitGroup
	var answered atomic.Int32
	ask := func(i int) {
		if _, err := d.Do(t.Context(), journal.Order{Key: strconv.Itoa(i), By: visitor(), Do: queue.Take{Service: d.service}}); err != nil {
			t.Error(err)
		}
		answered.Add(1)
	}
	g.Go(func() { ask(0) })
	<-gate.at
	for i := range 19 {
		g.Go(func() { ask(i + 1) })
	}
	d.waitQueued(19)
	g.Go(func() { d.Close() })
	close(gate.off)
	g.Wait()
	if n := answered.Load(); n != 20 {
		t.Errorf("%d of 20 were answered", n)
	}
	if _, err := d.do(visitor(), queue.Take{Service: d.service}); !errors.Is(err, journal.ErrNotDurable) {
		t.Errorf("after Close: got %v, want ErrNotDurable", err)
	}
	if err := d.Ready(); err == nil {
		t.Error("ready after Close")
	}
}

func TestDo_OfAnEndedContextReturns(t *testing.T) {
	gate := &gated{Journal: journal.NewMemory(), at: make(chan struct{}), off: make(chan struct{})}
	d := start(t, hub.Options{Journal: gate, Clock: &hand{now: morning}})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-gate.at
		cancel()
	}()
	if _, err := d.Do(ctx, journal.Order{Key: "k", By: visitor(), Do: queue.Take{Service: d.service}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	close(gate.off)
}

func TestNew_RefusesARecordItCannotRead(t *testing.T) {
	j := journal.NewMemory()
	if err := j.Append(t.Context(), 0, []byte(`{"v":9}`)); err != nil {
		t.Fatal(err)
	}
	if _, err := hub.New(t.Context(), hub.Options{Journal: j, Site: small(t)}); !errors.Is(err, journal.ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func TestSeal_IsUnderTheKeyOfTheBusinessDay(t *testing.T) {
	seals := sealer{}
	d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: &hand{now: morning}, Seals: &seals})
	d.take()
	if _, err := d.Seal("text"); err != nil || seals.day != "2026-11-23" || seals.text != "text" {
		t.Errorf("sealed %+v, %v", seals, err)
	}
}

type sealer struct{ day, text string }

func (s *sealer) Seal(day, text string) (queue.Sealed, error) {
	s.day, s.text = day, text
	return queue.Sealed(text), nil
}

// Twenty counters press at the same instant, again and again.
func TestDo_TwentyCountersAtOnceCallTwentyPeople(t *testing.T) {
	d := start(t, hub.Options{Journal: journal.NewMemory(), Clock: &hand{now: morning}, Site: big(t), Rules: queue.Options{IgnoreHours: true}})
	var counters []string
	for _, c := range d.site.Counters {
		if len(c.Services) > 0 && len(counters) < 20 {
			counters = append(counters, c.ID)
			d.must(queue.Actor{Role: queue.Officer, Counter: c.ID}, queue.OpenCounter{Counter: c.ID})
			for range 12 {
				d.must(queue.Actor{Role: queue.Officer}, queue.Take{Service: c.Services[0], Class: "ordinary"})
			}
		}
	}
	for round := range 10 {
		called := make([]string, len(counters))
		var g sync.WaitGroup
		for i, c := range counters {
			g.Go(func() {
				a, err := d.Do(t.Context(), journal.Order{
					Key: fmt.Sprintf("%d-%s", round, c), By: queue.Actor{Role: queue.Officer, Counter: c}, Do: queue.CallNext{Counter: c, Finish: true},
				})
				if err != nil {
					t.Errorf("counter %s: %v", c, err)
				}
				called[i] = a.Ticket
			})
		}
		g.Wait()
		seen := map[string]bool{}
		for _, ticket := range called {
			if seen[ticket] {
				t.Errorf("round %d: %s was called twice", round, ticket)
			}
			seen[ticket] = true
		}
	}
}
