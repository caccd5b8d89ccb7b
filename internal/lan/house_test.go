package lan_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/lan"
	"motcua/internal/queue"
)

// morning is a Monday within the hours of the samples.
var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, centre.ICT)

// desk is the least that keeps a desk's promises, for tests that need to stop
// its clock, break its disk or count its acts.
type desk struct {
	mu      sync.Mutex // guards everything below
	state   *queue.State
	journal *journal.Memory
	seq     uint64
	prev    string
	keys    map[string]known
	broken  bool
	at      time.Time
	step    time.Duration // how far the clock moves at each order
}

type known struct {
	request string
	answer  journal.Answer
	err     error
}

func newDesk(tb testing.TB) *desk {
	tb.Helper()
	return &desk{
		state: queue.New(site(tb, "small"), queue.Options{}), journal: journal.NewMemory(),
		prev: journal.Genesis, keys: map[string]known{}, at: morning, step: time.Second,
	}
}

func site(tb testing.TB, name string) *centre.Site {
	tb.Helper()
	raw, err := os.ReadFile("../../assets/sites/" + name + ".toml")
	if err != nil {
		tb.Fatal(err)
	}
	s, err := centre.Parse(name, raw)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at
}

func (d *desk) pass(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = d.at.Add(by)
}

func (d *desk) breakDisk(broken bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.broken = broken
}

func (d *desk) Do(ctx context.Context, o journal.Order) (journal.Answer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if k, ok := d.keys[o.Key]; ok {
		if k.request != o.Request {
			return journal.Answer{}, journal.ErrKeyReused
		}
		k.answer.Replay = true
		return k.answer, k.err
	}
	if d.broken {
		return journal.Answer{}, journal.ErrNotDurable
	}
	d.at = d.at.Add(d.step)
	var acts []journal.Act
	w, opens := o.Do.(queue.OpenDay)
	if opens && w.Day == "" {
		o.Do = queue.OpenDay{Day: centre.DateOf(d.at).String()}
	}
	if !opens && !d.state.DayOpen() {
		wish := queue.OpenDay{Day: centre.DateOf(d.at).String()}
		events, err := queue.Decide(d.state, queue.Command{Do: wish, By: queue.Actor{Role: queue.Timer}}, d.at)
		if err != nil {
			return journal.Answer{}, err
		}
		acts = append(acts, d.fold(journal.Act{At: d.at, By: queue.Actor{Role: queue.Timer}, Events: events}))
	}
	events, err := queue.Decide(d.state, queue.Command{Key: o.Key, By: o.By, Do: o.Do}, d.at)
	answer := journal.Answer{Seq: d.seq, At: d.at}
	if err == nil && len(events) > 0 {
		acts = append(acts, d.fold(journal.Act{Key: o.Key, Request: o.Request, At: d.at, By: o.By, Events: events}))
		answer.Events = events
	}
	if len(acts) > 0 {
		d.append(ctx, acts)
	}
	if err == nil {
		answer.Seq = d.seq
		tell(&answer, events)
	}
	d.keys[o.Key] = known{request: o.Request, answer: answer, err: err}
	return answer, err
}

// tell fills in which visit and which call an answer is about.
func tell(a *journal.Answer, events []queue.Event) {
	for _, e := range events {
		if v, ok := e.(interface{ About() queue.Visit }); ok {
			a.Ticket = v.About().Ticket
		}
		switch e := e.(type) {
		case queue.Called:
			a.Call = &e.Call
		case queue.Recalled:
			a.Call = &e.Call
		default: // no call
		}
	}
}

func (d *desk) fold(a journal.Act) journal.Act {
	d.state.Evolve(queue.Act{At: a.At, By: a.By, Events: a.Events})
	return a
}

func (d *desk) append(ctx context.Context, acts []journal.Act) {
	c := journal.Commit{V: journal.Version, Seq: d.seq + 1, Prev: d.prev, Hub: "test", At: d.at, Acts: acts}
	raw, err := journal.Encode(c)
	if err != nil {
		panic(err)
	}
	if err := d.journal.Append(ctx, d.seq, raw); err != nil {
		panic(err)
	}
	d.seq, d.prev = c.Seq, journal.Hash(d.prev, raw)
}

func (d *desk) Look(_ context.Context, see func(*queue.State, uint64)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	see(d.state, d.seq)
	return nil
}

func (d *desk) Follow(ctx context.Context, after uint64) iter.Seq2[journal.Entry, error] {
	return d.journal.Watch(ctx, after)
}

func (d *desk) Head() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seq
}

func (d *desk) Ready() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken {
		return journal.ErrNotDurable
	}
	return nil
}

func (d *desk) Seal(text string) (queue.Sealed, error) {
	return queue.Sealed(strings.ToUpper(text)), nil // as good as any cipher to a test that looks for the text
}

// hall is a desk with a server before it.
type hall struct {
	*desk
	t   testing.TB
	url string
	n   int
	// inside answers without a wire, which is much quicker for thousands of requests.
	inside http.Handler
}

func open(tb testing.TB) *hall {
	tb.Helper()
	return openWith(tb, newDesk(tb), lan.Options{})
}

func openWith(tb testing.TB, d *desk, o lan.Options) *hall {
	tb.Helper()
	o.Dev, o.Now, o.Secret = true, d.now, []byte("secret of the site")
	s := lan.NewServer(d, o)
	srv := httptest.NewServer(s)
	tb.Cleanup(func() {
		srv.CloseClientConnections()
		srv.Close()
	})
	return &hall{desk: d, t: tb, url: srv.URL, inside: s}
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (r reply) json(tb testing.TB) map[string]any {
	tb.Helper()
	var m map[string]any
	if err := json.Unmarshal(r.body, &m); err != nil {
		tb.Fatalf("%v in %q", err, r.body)
	}
	return m
}

// at follows names and indices into the answer.
func (r reply) at(tb testing.TB, path ...any) any {
	tb.Helper()
	var v any = r.json(tb)
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				tb.Fatalf("no %v in %s", path, r.body)
			}
			v = l[p]
		}
	}
	return v
}

func (h *hall) send(method, path, body string, header ...string) reply {
	h.t.Helper()
	r, err := http.NewRequest(method, h.url+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if h.inside != nil {
		w := httptest.NewRecorder()
		h.inside.ServeHTTP(w, r)
		return reply{status: w.Code, header: w.Header(), body: bytes.TrimSpace(w.Body.Bytes())}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return reply{status: resp.StatusCode, header: resp.Header, body: bytes.TrimSpace(raw)}
}

func (h *hall) get(path string, header ...string) reply {
	h.t.Helper()
	return h.send(http.MethodGet, path, "", header...)
}

// post sends a command with a key of its own.
func (h *hall) post(path, body string, header ...string) reply {
	h.t.Helper()
	h.n++
	return h.send(http.MethodPost, path, body, append([]string{"Idempotency-Key", fmt.Sprintf("key-%d", h.n)}, header...)...)
}

// must is post that has to end with a status.
func (h *hall) must(status int, path, body string) reply {
	h.t.Helper()
	r := h.post(path, body)
	if r.status != status {
		h.t.Fatalf("POST %s %s: got %d %s, want %d", path, body, r.status, r.body, status)
	}
	return r
}

// order is an order of a visitor's machine.
func order(key string, do queue.Wish) journal.Order {
	return journal.Order{Key: key, Request: "r", By: queue.Actor{Role: queue.Visitor}, Do: do}
}
