package lan_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/lan"
	"motcua/internal/queue"
)

var _ lan.Desk = (*hub.Hub)(nil)

// dial is a clock that a test turns.
type dial struct {
	mu sync.Mutex // guards everything below
	at time.Time
}

func (d *dial) Now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at
}

func (d *dial) turn(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = d.at.Add(by)
}

// started is a real hub with a server before it.
func started(t *testing.T, j journal.Journal, clock hub.Clock) (*hall, *hub.Hub) {
	t.Helper()
	h, err := hub.New(t.Context(), hub.Options{Journal: j, Site: site(t, "small"), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	s := lan.NewServer(h, lan.Options{Dev: true, Now: clock.Now, Secret: []byte("s")})
	return &hall{t: t, inside: s}, h
}

func TestHub_AKeyIsRememberedAcrossRestartsForTwoDays(t *testing.T) {
	j, clock := journal.NewMemory(), &dial{at: morning}
	h, office := started(t, j, clock)
	press := func(h *hall) reply {
		return h.send(http.MethodPost, "/v1/tickets", `{"service":"tuphap-new"}`, "Idempotency-Key", "press")
	}
	first := press(h)
	if first.status != http.StatusCreated || first.header.Get("Idempotent-Replay") != "" {
		t.Fatalf("got %d %s", first.status, first.body)
	}
	for _, later := range []time.Duration{0, time.Hour, 24 * time.Hour} {
		if err := office.Close(); err != nil {
			t.Fatal(err)
		}
		clock.turn(later)
		h, office = started(t, j, clock)
		if later >= 24*time.Hour {
			h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`) // begins the next day
		}
		again := press(h)
		if again.status != http.StatusCreated || again.header.Get("Idempotent-Replay") != "true" ||
			again.at(t, "ticket", "id") != first.at(t, "ticket", "id") || again.at(t, "ticket", "issued_at") != first.at(t, "ticket", "issued_at") ||
			again.at(t, "url") != first.at(t, "url") {
			t.Errorf("after %v: %d %s", later, again.status, again.body)
		}
		other := h.send(http.MethodPost, "/v1/tickets", `{"service":"result"}`, "Idempotency-Key", "press")
		if other.status != http.StatusUnprocessableEntity {
			t.Errorf("after %v another request: %d %s", later, other.status, other.body)
		}
	}
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}
	if r := press(h); r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") == "" {
		t.Errorf("a hub that has ended: %d %s", r.status, r.body)
	}
}

func TestHub_OutsideTheHoursAVisitorIsToldWhenToComeBack(t *testing.T) {
	clock := &dial{at: morning.Add(4 * time.Hour)}
	h, office := started(t, journal.NewMemory(), clock)
	defer office.Close()
	r := h.post("/v1/tickets", `{"service":"tuphap-new"}`)
	if r.status != http.StatusConflict || r.at(t, "type") != "/problems/closed" || r.at(t, "opens") != "2026-11-23T13:30:00+07:00" ||
		!strings.Contains(string(r.body), "13:30") {
		t.Errorf("got %d %s", r.status, r.body)
	}
	if r := h.post("/v1/tickets", `{"service":"tuphap-new"}`, "Authorization", "Dev officer"); r.status != http.StatusCreated {
		t.Errorf("an officer: %d %s", r.status, r.body)
	}
}

func TestHub_CountersPressingAtTheSameInstantGetDistinctTickets(t *testing.T) {
	clock := &dial{at: morning}
	o, err := hub.New(t.Context(), hub.Options{Journal: journal.NewMemory(), Site: site(t, "quang-binh"), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	srv := httptest.NewServer(lan.NewServer(o, lan.Options{Dev: true, Now: clock.Now}))
	defer srv.Close()
	c := lan.Dial(srv.URL, lan.DialOptions{Role: "officer"})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var counters []string
	err = o.Look(ctx, func(s *queue.State, _ uint64) {
		for _, d := range s.Site().Counters {
			counters = append(counters, d.ID)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range counters {
		if _, err := c.Open(ctx, "", id, ""); err != nil {
			t.Fatal(err)
		}
	}
	const rounds = 5
	for _, s := range site(t, "quang-binh").Services {
		// Enough that no line runs dry, whichever counter presses first.
		for range 2 * rounds {
			if _, err := c.Take(ctx, "", lan.Took{Service: s.ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range rounds {
		seen := make([]string, len(counters))
		var wg sync.WaitGroup
		for i, id := range counters {
			wg.Go(func() {
				d, err := c.Next(ctx, "", id, lan.Nexted{Finish: true})
				if err != nil {
					t.Errorf("%s: %v", id, err)
					return
				}
				seen[i] = d.Ticket.Number
			})
		}
		wg.Wait()
		distinct := map[string]bool{}
		for _, n := range seen {
			distinct[n] = true
		}
		if len(distinct) != len(counters) {
			t.Errorf("%d counters got %v", len(counters), seen)
		}
	}
}

func TestWhy_TheOrderIsExplainedInSentences(t *testing.T) {
	clock := &dial{at: morning}
	h, office := started(t, journal.NewMemory(), clock)
	defer office.Close()
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`) // A001, who asks
	clock.turn(5 * time.Minute)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-ask","class":"elderly"}`)
	h.must(http.StatusOK, "/v1/counters/1/next", ``)
	r := h.get("/v1/tickets/20261123-A001/why")
	if r.status != http.StatusOK || r.at(t, "lines", 0, "code") != "priority" ||
		r.at(t, "lines", 0, "text") != "Số A002 thuộc diện ưu tiên, được tính sớm 30 phút." {
		t.Errorf("got %d %s", r.status, r.body)
	}
	if got := r.at(t, "closing"); got != "Hiện còn 0 người trước ông/bà. Từ 08:30 người mới đến không thể xếp trước ông/bà." {
		t.Errorf("closing is %v", got)
	}
	if en := h.get("/v1/tickets/20261123-A001/why", "Accept-Language", "en"); en.at(t, "lines", 0, "text") != "A002 has priority and counts as 30 minutes earlier." {
		t.Errorf("got %s", en.body)
	}
	if strings.Contains(string(r.body), "elderly") {
		t.Errorf("the ground of a priority is named: %s", r.body)
	}
}
