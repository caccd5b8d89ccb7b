package lan_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"motcua/internal/lan"
	"motcua/internal/queue"
)

func TestTickets_ANumberIsGivenAndAskedFor(t *testing.T) {
	h := open(t)
	r := h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	if got := r.at(t, "ticket", "id"); got != "20261123-A001" {
		t.Errorf("id is %v", got)
	}
	for name, want := range map[string]any{"number": "A001", "day": "2026-11-23", "service": "tuphap-new", "class": "ordinary", "state": "waiting"} {
		if got := r.at(t, "ticket", name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if got := r.at(t, "ahead"); got != 0.0 {
		t.Errorf("ahead is %v", got)
	}
	if r.at(t, "wait") != nil || r.at(t, "reason") == "" {
		t.Errorf("without a forecast the wait is null with a reason, got %s", r.body)
	}
	if url, _ := r.at(t, "url").(string); !strings.HasPrefix(url, "/t/") || len(url) != len("/t/")+10 {
		t.Errorf("url is %q", url)
	}
	if r.at(t, "room") != "1" || r.at(t, "counters", 1) != "2" {
		t.Errorf("where to go: %s", r.body)
	}
	again := h.get("/v1/tickets/20261123-A001")
	if string(again.body) != string(r.body) {
		t.Errorf("asked again:\ngot  %s\nwant %s", again.body, r.body)
	}
}

func TestTickets_TheForecastIsToldInWholeMinutes(t *testing.T) {
	d := newDesk(t)
	h := openWith(t, d, lan.Options{Forecast: func(_ *queue.State, _ string, at time.Time) (int, int, bool, string) {
		return 5, 15, !at.IsZero(), ""
	}})
	r := h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	if r.at(t, "wait", "low") != 5.0 || r.at(t, "wait", "high") != 15.0 {
		t.Errorf("wait is %s", r.body)
	}
}

func TestCounters_CallServeAndFinish(t *testing.T) {
	h := open(t)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new","class":"elderly"}`)
	if r := h.post("/v1/counters/1/next", ``); r.status != http.StatusConflict || r.at(t, "type") != "/problems/counter-closed" {
		t.Errorf("a closed counter: %d %s", r.status, r.body)
	}
	h.must(http.StatusOK, "/v1/counters/1/open", `{"officer":"o1"}`)
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	r := h.must(http.StatusOK, "/v1/counters/1/next", `{}`)
	if r.at(t, "ticket", "number") != "A002" || r.at(t, "ticket", "state") != "called" || r.at(t, "call", "no") != 1.0 {
		t.Errorf("the head start counts: %s", r.body)
	}
	if seq, _ := r.at(t, "call", "seq").(float64); uint64(seq) != h.Head() {
		t.Errorf("seq of the call is %v, head %d", seq, h.Head())
	}
	busy := h.post("/v1/counters/1/next", `{}`)
	if busy.status != http.StatusConflict || busy.at(t, "type") != "/problems/busy" || busy.at(t, "ticket") != "20261123-A002" {
		t.Errorf("busy: %d %s", busy.status, busy.body)
	}
	q := h.get("/v1/queue")
	if q.at(t, "called", 0, "number") != "A002" || q.at(t, "called", 0, "zone") != "A" || q.at(t, "waiting", 0, "number") != "A001" {
		t.Errorf("queue: %s", q.body)
	}
	h.must(http.StatusOK, "/v1/counters/1/begin", ``)
	h.must(http.StatusOK, "/v1/counters/1/finish", `{"outcome":"received","fee":20000}`)
	if r := h.get("/v1/tickets/20261123-A002"); r.at(t, "ticket", "state") != "done" {
		t.Errorf("after finish: %s", r.body)
	}
	h.must(http.StatusOK, "/v1/counters/1/next", `{}`)
	if r := h.post("/v1/counters/1/next", `{"finish":true}`); r.status != http.StatusNoContent || len(r.body) != 0 {
		t.Errorf("finish and nobody waits: %d %s", r.status, r.body)
	}
	if r := h.get("/v1/tickets/20261123-A001"); r.at(t, "ticket", "state") != "done" {
		t.Errorf("finish and next finishes: %s", r.body)
	}
	if r := h.post("/v1/counters/1/next", `{}`); r.status != http.StatusNoContent {
		t.Errorf("nobody waits: %d %s", r.status, r.body)
	}
}

func TestRoutes_EveryVerbOfAVisitIsTaken(t *testing.T) {
	h := open(t)
	take := func() string {
		r := h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
		id, _ := r.at(t, "ticket", "id").(string)
		return id
	}
	ok := func(path, body string) { h.must(http.StatusOK, path, body) }
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	h.must(http.StatusOK, "/v1/counters/3/open", ``)

	printed := h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new","paper":"printer","lang":"en"}`)
	if printed.at(t, "ticket", "state") != "issued" {
		t.Errorf("a slip is awaited: %s", printed.body)
	}
	ok("/v1/tickets/20261123-A001/print-failed", `{"cause":"paper-out"}`)
	ok("/v1/tickets/20261123-A001/printed", `{"proof":"completed"}`)
	ok("/v1/tickets/20261123-A001/cancel", `{"reason":"left"}`)

	id := take()
	ok("/v1/counters/1/next", ``)
	h.pass(10 * time.Second)
	ok("/v1/counters/1/recall", ``)
	ok("/v1/tickets/"+id+"/on-my-way", ``)
	early := h.post("/v1/counters/1/absent", ``)
	if early.status != http.StatusConflict || early.at(t, "type") != "/problems/too-early" || early.at(t, "seconds") == nil {
		t.Errorf("absent at once: %d %s", early.status, early.body)
	}
	h.pass(time.Minute)
	ok("/v1/counters/1/absent", ``)
	ok("/v1/tickets/"+id+"/return", ``)
	ok("/v1/counters/1/call", `{"ticket":"`+id+`","reason":"missed"}`)
	ok("/v1/counters/1/put-back", ``)
	ok("/v1/counters/1/next", ``)
	ok("/v1/counters/1/begin", ``)
	ok("/v1/counters/1/undo", ``)
	ok("/v1/counters/1/begin", ``)
	ok("/v1/counters/1/park", `{"reason":"papers","minutes":10}`)
	ok("/v1/tickets/"+id+"/unpark", ``)
	ok("/v1/counters/1/next", ``)
	ok("/v1/counters/1/begin", ``)
	ok("/v1/counters/1/send", `{"service":"cashier"}`)
	ok("/v1/counters/3/next", ``)
	ok("/v1/counters/3/begin", ``)
	ok("/v1/counters/3/finish", `{"fee":15000}`)
	ok("/v1/counters/1/next", ``)
	ok("/v1/counters/1/begin", ``)
	ok("/v1/counters/1/transfer", `{"service":"result","place":"fair"}`)
	ok("/v1/counters/3/next", ``)
	ok("/v1/counters/3/finish", `{"dossiers":["H46.10-261112-0037"]}`)
	ok("/v1/tickets/"+id+"/rate", `{"scores":{"face":3},"comment":"Rất tốt"}`)
	ok("/v1/counters/3/mark-return", `{"ticket":"`+id+`"}`)
	legs, _ := h.get("/v1/tickets/"+id).at(t, "ticket", "legs").([]any)
	if len(legs) < 3 {
		t.Errorf("the legs of the visit: %v", legs)
	}
	ok("/v1/counters/1/pause", `{"reason":"break"}`)
	ok("/v1/counters/1/resume", ``)
	ok("/v1/counters/1/close", ``)
}

func TestDay_IsOpenedClosedAndNeverReopened(t *testing.T) {
	h := open(t)
	r := h.must(http.StatusOK, "/v1/day", `{"action":"open"}`)
	if r.at(t, "day") != "2026-11-23" || r.at(t, "open") != true {
		t.Errorf("opened: %s", r.body)
	}
	head := h.Head()
	h.must(http.StatusOK, "/v1/day", `{"action":"open","date":"2026-11-23"}`)
	if h.Head() != head {
		t.Errorf("opening the open day changed something")
	}
	h.must(http.StatusOK, "/v1/day", `{"action":"close"}`)
	if r := h.post("/v1/day", `{"action":"open","date":"2026-11-23"}`); r.status != http.StatusConflict || r.at(t, "type") != "/problems/day-over" {
		t.Errorf("a day that is over: %d %s", r.status, r.body)
	}
}

func TestAppointments_AreBookedByOfficersAndCheckedInByVisitors(t *testing.T) {
	h := open(t)
	body := `{"service":"tuphap-new","at":"2026-11-23T08:30:00+07:00"}`
	r := h.must(http.StatusCreated, "/v1/appointments", body)
	id, _ := r.at(t, "id").(string)
	if id == "" {
		t.Fatalf("no id: %s", r.body)
	}
	if r := h.post("/v1/appointments", body, "Authorization", "Dev visitor"); r.status != http.StatusForbidden {
		t.Errorf("a visitor books: %d", r.status)
	}
	in := h.must(http.StatusCreated, "/v1/appointments/"+id+"/checkin", ``)
	if in.at(t, "ticket", "class") != "appointment" {
		t.Errorf("checked in: %s", in.body)
	}
}

func TestWalls_AcknowledgeACall(t *testing.T) {
	h := open(t)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	h.must(http.StatusOK, "/v1/counters/1/next", ``)
	h.must(http.StatusOK, "/v1/walls/hall/shown", `{"no":1}`)
	h.must(http.StatusOK, "/v1/walls/hall/shown", `{"no":1,"spoken":true}`)
	d := h.get("/v1/queue?view=counter&counter=1")
	if d.at(t, "ticket", "shown") != 1.0 || d.at(t, "ticket", "spoken") == nil {
		t.Errorf("the counter sees it: %s", d.body)
	}
	if r := h.post("/v1/walls/hall/shown", `{"no":99}`); r.status != http.StatusNotFound {
		t.Errorf("an unknown call: %d %s", r.status, r.body)
	}
}

func TestRoles_DevPicksOneAndIsCheckedAgainstTheRoute(t *testing.T) {
	h := open(t)
	for role, want := range map[string]int{
		"Dev officer": 200, "Dev lead": 200, "Dev visitor": 403, "Dev auditor": 403, "Dev nobody": 401, "Basic abc": 401, "Dev ": 401,
	} {
		if r := h.post("/v1/counters/1/open", ``, "Authorization", role); r.status != want {
			t.Errorf("%q: got %d, want %d", role, r.status, want)
		}
	}
}
