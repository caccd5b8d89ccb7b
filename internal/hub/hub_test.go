package hub_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"motcua/internal/centre"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := child(dir); err != nil {
			fmt.Fprintln(os.Stdout, "error", err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, centre.ICT)

// hand is a clock that is set by hand.
type hand struct {
	mu  sync.Mutex // guards everything below
	now time.Time
}

func (h *hand) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hand) set(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = t
}

func (h *hand) add(d time.Duration) { h.set(h.Now().Add(d)) }

func small(tb testing.TB) *centre.Site {
	tb.Helper()
	return sample(tb, "small")
}

func big(tb testing.TB) *centre.Site {
	tb.Helper()
	return sample(tb, "quang-binh")
}

func sample(tb testing.TB, name string) *centre.Site {
	tb.Helper()
	data, err := os.ReadFile("../../assets/sites/" + name + ".toml")
	if err != nil {
		tb.Fatal(err)
	}
	site, err := centre.Parse(name, data)
	if err != nil {
		tb.Fatal(err)
	}
	return site
}

var presses atomic.Int64

// desk is a hub with short words for orders.
type desk struct {
	*hub.Hub
	t       testing.TB
	site    *centre.Site
	service string
	counter string
}

func start(tb testing.TB, o hub.Options) *desk {
	tb.Helper()
	if o.Site == nil {
		o.Site = small(tb)
	}
	if o.Name == "" {
		o.Name = "hub"
	}
	h, err := hub.New(tb.Context(), o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { h.Close() })
	d := &desk{Hub: h, t: tb, site: o.Site, service: o.Site.Services[0].ID}
	d.counter = o.Site.CountersFor(d.service)[0]
	return d
}

func visitor() queue.Actor { return queue.Actor{Role: queue.Visitor, Device: "kiosk-1"} }

func (d *desk) officer() queue.Actor {
	return queue.Actor{Role: queue.Officer, Device: "pc-1", Counter: d.counter, Officer: "lan"}
}

func (d *desk) key() string {
	return "key-" + strconv.FormatInt(presses.Add(1), 10)
}

func (d *desk) do(by queue.Actor, w queue.Wish) (journal.Answer, error) {
	return d.Do(d.t.Context(), journal.Order{Key: d.key(), Request: fmt.Sprintf("%T", w), By: by, Do: w})
}

func (d *desk) must(by queue.Actor, w queue.Wish) journal.Answer {
	d.t.Helper()
	a, err := d.do(by, w)
	if err != nil {
		d.t.Fatalf("%T: %v", w, err)
	}
	return a
}

func (d *desk) take() journal.Answer {
	d.t.Helper()
	return d.must(visitor(), queue.Take{Service: d.service, Class: "ordinary"})
}

func (d *desk) open() {
	d.t.Helper()
	d.must(d.officer(), queue.OpenCounter{Counter: d.counter, Officer: "lan"})
}

func (d *desk) next() (journal.Answer, error) {
	return d.do(d.officer(), queue.CallNext{Counter: d.counter})
}

// commits are all commits of a journal.
func commits(tb testing.TB, j journal.Journal) []journal.Commit {
	tb.Helper()
	var list []journal.Commit
	var chain journal.Chain
	for e, err := range j.Read(tb.Context(), 0) {
		if err != nil {
			tb.Fatal(err)
		}
		c, err := journal.Decode(e.Data)
		if err == nil {
			err = chain.Next(&c, e.Data)
		}
		if err != nil {
			tb.Fatalf("commit %d: %v", e.Seq, err)
		}
		list = append(list, c)
	}
	return list
}

func TestDo_TakesCallsAndFinishes(t *testing.T) {
	j := journal.NewMemory()
	d := start(t, hub.Options{Journal: j, Clock: &hand{now: morning}})
	first := d.take()
	if first.Ticket == "" || first.Seq != 1 || first.Call != nil || first.Replay {
		t.Errorf("took %+v", first)
	}
	d.open()
	called, err := d.next()
	if err != nil || called.Ticket != first.Ticket || called.Call == nil || called.Call.No != 1 {
		t.Errorf("called %+v, %v", called, err)
	}
	if _, err := d.next(); !errors.Is(err, queue.Refuse(queue.Busy)) {
		t.Errorf("a second call: got %v, want busy", err)
	}
	d.must(d.officer(), queue.Begin{Counter: d.counter})
	d.must(d.officer(), queue.Finish{Counter: d.counter})
	list := commits(t, j)
	if got := uint64(len(list)); got != d.Head() || got != 5 {
		t.Errorf("got %d commits, head %d", got, d.Head())
	}
	if names := list[0].Acts[0].Events[0].Name(); names != "day_opened" || list[0].Acts[0].By.Role != queue.Timer {
		t.Errorf("the day was opened by %+v", list[0].Acts[0])
	}
}

// waitQueued waits until so many orders wait for the loop, which must be held up.
func (d *desk) waitQueued(n int) {
	d.t.Helper()
	for until := time.Now().Add(10 * time.Second); d.Queued() < n; runtime.Gosched() {
		if time.Now().After(until) {
			d.t.Fatalf("%d orders wait, want %d", d.Queued(), n)
		}
	}
}
