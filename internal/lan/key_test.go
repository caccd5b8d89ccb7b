package lan_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
)

func TestKeys_ARepeatGivesTheSameAnswerAndActsOnce(t *testing.T) {
	h := open(t)
	send := func(path, body string) reply {
		return h.send(http.MethodPost, path, body, "Idempotency-Key", "press "[:5]+path)
	}
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	for _, c := range []struct{ path, body string }{
		{"/v1/tickets", `{"service":"tuphap-new"}`},
		{"/v1/counters/1/next", `{}`},
		{"/v1/counters/1/begin", ``},
		{"/v1/counters/1/finish", `{"fee":1000}`},
		{"/v1/appointments", `{"service":"tuphap-new","at":"2026-11-23T09:00:00+07:00"}`},
	} {
		first := send(c.path, c.body)
		head := h.Head()
		again := send(c.path, c.body)
		if first.status != again.status || h.Head() != head || first.status >= 300 {
			t.Errorf("%s: first %d %s, again %d %s, head %d to %d", c.path, first.status, first.body, again.status, again.body, head, h.Head())
		}
		if first.header.Get("Idempotent-Replay") != "" || again.header.Get("Idempotent-Replay") != "true" {
			t.Errorf("%s: replay headers %q, %q", c.path, first.header.Get("Idempotent-Replay"), again.header.Get("Idempotent-Replay"))
		}
		for _, part := range []string{"ticket", "call", "id"} {
			if got, want := id(again.at(t, part)), id(first.at(t, part)); got != want {
				t.Errorf("%s: %s is %v, was %v", c.path, part, got, want)
			}
		}
		other := send(c.path, `{"service":"result"}`)
		if other.status != http.StatusUnprocessableEntity || (other.at(t, "type") != "/problems/key-reused" && other.at(t, "type") != "/problems/invalid") {
			t.Errorf("%s: another request with the key: %d %s", c.path, other.status, other.body)
		}
	}
}

// id is what names a ticket or a call; how it stands meanwhile may be fresh.
func id(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return fmt.Sprint(v)
	}
	return fmt.Sprint(m["id"], m["no"], m["seq"])
}

func TestKeys_ThatNobodyWaitedIsRememberedToo(t *testing.T) {
	h := open(t)
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	next := func() reply {
		return h.send(http.MethodPost, "/v1/counters/1/next", ``, "Idempotency-Key", "late-copy")
	}
	if r := next(); r.status != http.StatusNoContent {
		t.Fatalf("got %d", r.status)
	}
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	r := next()
	if r.status != http.StatusNoContent || r.header.Get("Idempotent-Replay") != "true" {
		t.Errorf("a late first copy called somebody: %d %s", r.status, r.body)
	}
}

func TestKeys_TheSameKeyOnAnotherRouteIsAnotherRequest(t *testing.T) {
	h := open(t)
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	key := []string{"Idempotency-Key", "k"}
	if r := h.send(http.MethodPost, "/v1/counters/2/open", ``, key...); r.status != http.StatusOK {
		t.Fatalf("got %d %s", r.status, r.body)
	}
	if r := h.send(http.MethodPost, "/v1/counters/3/open", ``, key...); r.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d %s", r.status, r.body)
	}
}

func TestNotDurable_Is503WithRetryAfterAndTheKeyMayBeTriedAgain(t *testing.T) {
	h := open(t)
	h.breakDisk(true)
	send := func() reply {
		return h.send(http.MethodPost, "/v1/tickets", `{"service":"tuphap-new"}`, "Idempotency-Key", "k")
	}
	r := send()
	if r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") == "" || r.at(t, "type") != "/problems/unavailable" {
		t.Errorf("got %d %v %s", r.status, r.header, r.body)
	}
	if r := h.get("/readyz"); r.status != http.StatusServiceUnavailable {
		t.Errorf("ready with a broken disk: %d", r.status)
	}
	if r := h.get("/healthz"); r.status != http.StatusOK {
		t.Errorf("the process lives: %d", r.status)
	}
	h.breakDisk(false)
	if r := send(); r.status != http.StatusCreated || r.header.Get("Idempotent-Replay") != "" {
		t.Errorf("got %d %s", r.status, r.body)
	}
}

func TestKeys_RepeatsAtTheSameMomentAreOnePress(t *testing.T) {
	h := open(t)
	for _, c := range []string{"1", "2"} {
		h.must(http.StatusOK, "/v1/counters/"+c+"/open", ``)
	}
	for range 2 {
		h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	}
	var wg sync.WaitGroup
	got := make([]reply, 8)
	for i := range got {
		wg.Go(func() {
			c := fmt.Sprint(1 + i%2)
			got[i] = h.send(http.MethodPost, "/v1/counters/"+c+"/next", ``, "Idempotency-Key", "press-"+c)
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for i, r := range got {
		if r.status != http.StatusOK {
			t.Fatalf("press %d: %d %s", i, r.status, r.body)
		}
		seen[fmt.Sprint(i%2, r.at(t, "ticket", "number"))] = true
	}
	if len(seen) != 2 {
		t.Errorf("two counters pressed four times each and got %v", seen)
	}
}
