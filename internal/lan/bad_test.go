package lan_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"motcua/internal/lan"
)

// prepared is a hall in which every kind of thing exists once.
func prepared(tb testing.TB) *hall {
	tb.Helper()
	h := open(tb)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	return h
}

// mark is in everything bad that is sent, and may be in nothing that comes back.
const mark = "zzEchozz"

type attack struct{ method, path, body string }

// posts are the commands with a body that would be taken.
var posts = map[string]string{
	"/v1/tickets":                            `{"service":"tuphap-new"}`,
	"/v1/tickets/20261123-A001/printed":      `{"proof":"completed"}`,
	"/v1/tickets/20261123-A001/print-failed": `{"cause":"paper-out"}`,
	"/v1/tickets/20261123-A001/cancel":       `{"reason":"left"}`,
	"/v1/tickets/20261123-A001/return":       ``,
	"/v1/tickets/20261123-A001/rate":         `{"scores":{"face":3}}`,
	"/v1/tickets/20261123-A001/yield":        ``,
	"/v1/tickets/20261123-A001/on-my-way":    ``,
	"/v1/tickets/20261123-A001/unpark":       ``,
	"/v1/tickets/20261123-A001/class":        `{"class":"elderly"}`,
	"/v1/counters/1/open":                    ``,
	"/v1/counters/1/close":                   ``,
	"/v1/counters/1/pause":                   `{"reason":"break"}`,
	"/v1/counters/1/resume":                  ``,
	"/v1/counters/1/next":                    ``,
	"/v1/counters/1/call":                    `{"ticket":"20261123-A001","reason":"missed"}`,
	"/v1/counters/1/recall":                  ``,
	"/v1/counters/1/begin":                   ``,
	"/v1/counters/1/finish":                  ``,
	"/v1/counters/1/absent":                  ``,
	"/v1/counters/1/put-back":                ``,
	"/v1/counters/1/park":                    ``,
	"/v1/counters/1/transfer":                `{"service":"result"}`,
	"/v1/counters/1/send":                    `{"service":"cashier"}`,
	"/v1/counters/1/mark-return":             `{"ticket":"20261123-A001"}`,
	"/v1/counters/1/undo":                    ``,
	"/v1/day":                                `{"action":"open"}`,
	"/v1/appointments":                       `{"service":"tuphap-new","at":"2026-11-23T09:00:00+07:00"}`,
	"/v1/appointments/abc/checkin":           ``,
	"/v1/walls/hall/shown":                   `{"no":1}`,
	"/v1/blocks":                             `{"kiosk":"k2","series":"A"}`,
}

func TestBadInput_EveryCommandRefusesItWithoutChangingAnything(t *testing.T) {
	h := prepared(t)
	bodies := map[string]int{
		`{`: 400, `{"a":}`: 400, mark: 400, `{"service":"x"} trailing`: 400, "\xff\xfe": 400, `{'service':'x'}`: 400,
		`null`: 422, `[]`: 422, `"x"`: 422, `7`: 422, `true`: 422, `[{"service":"tuphap-new"}]`: 422,
		`{"` + mark + `":1}`: 422, `{"SERVICE":"tuphap-new"}`: 422, `{"__proto__":{}}`: 422,
		`{"` + strings.Repeat("a", 40_000) + `":1}`:             422,
		strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000): 422,
		`{"service":"` + strings.Repeat("x", 65<<10) + `"}`:     413,
	}
	for path := range posts {
		for body, want := range bodies {
			h.refused(attack{http.MethodPost, path, body}, want)
		}
	}
}

func TestBadInput_EveryMemberRefusesWhatIsNotItsOwn(t *testing.T) {
	h := prepared(t)
	values := []string{
		`null`, `[]`, `{}`, `1e999`, `-1`, `1.5`, `true`, `[null]`, `{"a":null}`, `[1]`,
		`"<b>` + mark + `</b>"`, `"` + mark + `\u0000"`, `"` + mark + `\u001b[31m"`, `"` + mark + `\n"`, `"` + mark + `\u202e"`,
		`"<script>alert('` + mark + `')</script>"`, `"` + strings.Repeat(mark, 100) + `"`, `"` + mark + `"`, `["<i>` + mark + `"]`,
		`{"` + mark + `":1}`, `"9999-99-99T00:00:00Z"`, `9223372036854775808`, `"\ud800"`,
	}
	members := h.members()
	tried := 0
	for path, body := range posts {
		for _, name := range append(members[path], "unknown") {
			for _, value := range values {
				h.refusedOrTaken(attack{http.MethodPost, path, with(t, body, name, value)})
				tried++
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d bodies were tried", tried)
	}
}

// members are the members of each command's body, as the interface describes them.
func (h *hall) members() map[string][]string {
	h.t.Helper()
	api := h.get("/openapi.json")
	found := map[string][]string{}
	for path := range posts {
		ref, _ := api.at(h.t, "paths", described(path), "post", "requestBody", "content", "application/json", "schema", "$ref").(string)
		if ref == "" {
			continue
		}
		properties, _ := api.at(h.t, "components", "schemas", strings.TrimPrefix(ref, "#/components/schemas/"), "properties").(map[string]any)
		for name := range properties {
			found[path] = append(found[path], name)
		}
	}
	return found
}

// described is the path of a command as the description writes it.
func described(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) == 5 {
		parts[3] = "{id}"
	}
	return strings.Join(parts, "/")
}

// with sets a member of a body.
func with(tb testing.TB, body, name, value string) string {
	tb.Helper()
	m := map[string]json.RawMessage{}
	if body != "" {
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			tb.Fatal(err)
		}
	}
	m[name] = json.RawMessage(value)
	var parts []string
	for n, v := range m {
		parts = append(parts, fmt.Sprintf("%q:%s", n, v))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func TestBadInput_CommentsMayHoldLinesButNoMarkup(t *testing.T) {
	h := prepared(t)
	h.must(http.StatusOK, "/v1/counters/1/next", ``)
	h.must(http.StatusOK, "/v1/counters/1/finish", ``)
	path := "/v1/tickets/20261123-A001/rate"
	for _, text := range []string{`<b>x`, `x</b>`, `<!-- -->`, `\u0007`, `\u202e`, strings.Repeat("ơ", 2001)} {
		h.refused(attack{http.MethodPost, path, `{"scores":{"face":3},"comment":"` + text + `"}`}, 422)
	}
	h.must(http.StatusOK, path, `{"scores":{"face":3},"comment":"Tốt <3\nCảm ơn"}`)
	for e, err := range h.journal.Read(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(e.Data), "Tốt") {
			t.Errorf("the comment stands readable in the record: %s", e.Data)
		}
	}
}

func TestBadInput_UnknownThingsAreNotFoundAndNotRepeated(t *testing.T) {
	h := prepared(t)
	for _, a := range []struct {
		attack
		want int
	}{
		{attack{"POST", "/v1/tickets", `{"service":"` + mark + `"}`}, 422},
		{attack{"POST", "/v1/tickets", `{"service":"tuphap-new","class":"` + mark + `"}`}, 422},
		{attack{"POST", "/v1/tickets", `{"service":"tuphap-new","dossier":"` + mark + `"}`}, 422},
		{attack{"POST", "/v1/tickets", `{}`}, 422},
		{attack{"POST", "/v1/tickets", ``}, 422},
		{attack{"POST", "/v1/tickets/" + mark + "/cancel", `{"reason":"left"}`}, 404},
		{attack{"POST", "/v1/tickets/20261123-A001/cancel", `{"reason":"` + mark + `"}`}, 422},
		{attack{"POST", "/v1/tickets/" + mark + "/" + mark, ``}, 404},
		{attack{"POST", "/v1/counters/" + mark + "/next", ``}, 404},
		{attack{"POST", "/v1/counters/%00%3Cb%3E" + mark + "/next", ``}, 404},
		{attack{"POST", "/v1/counters/1%2F..%2F2/next", ``}, 404},
		{attack{"POST", "/v1/counters/1/" + mark, ``}, 404},
		{attack{"POST", "/v1/counters/1/pause", `{"reason":"` + mark + `"}`}, 422},
		{attack{"POST", "/v1/counters/1/pause", ``}, 422},
		{attack{"POST", "/v1/counters/1/call", `{"ticket":"` + mark + `","reason":"missed"}`}, 404},
		{attack{"POST", "/v1/walls/%3Cscript%3E" + mark + "/shown", `{"no":1}`}, 404},
		{attack{"POST", "/v1/appointments/" + mark + "/checkin", ``}, 404},
		{attack{"POST", "/v1/dossiers", `{}`}, 404},
		{attack{"GET", "/" + mark, ``}, 404},
		{attack{"GET", "/v1//queue", ``}, 404},
		{attack{"GET", "/v1/./queue", ``}, 404},
		{attack{"GET", "/v1/queue/", ``}, 404},
		{attack{"GET", "/v1/tickets/" + mark, ``}, 404},
		{attack{"GET", "/v1/tickets/" + mark + "/why", ``}, 404},
		{attack{"GET", "/v1/counters/" + mark, ``}, 404},
		{attack{"GET", "/v1/queue?view=" + mark, ``}, 422},
		{attack{"GET", "/v1/queue?view=counter", ``}, 422},
		{attack{"GET", "/v1/queue?view=counter&counter=" + mark, ``}, 404},
		{attack{"GET", "/v1/queue?view=wall&zone=" + mark, ``}, 404},
		{attack{"GET", "/v1/events?view=" + mark, ``}, 422},
		{attack{"GET", "/v1/events?zone=" + mark, ``}, 404},
		{attack{"GET", "/v1/journal?after=" + mark, ``}, 422},
		{attack{"GET", "/v1/journal?after=-1", ``}, 422},
		{attack{"GET", "/v1/tickets", ``}, 405},
		{attack{"PUT", "/v1/tickets", `{}`}, 405},
		{attack{"DELETE", "/v1/tickets/20261123-A001", ``}, 405},
		{attack{"OPTIONS", "/v1/queue", ``}, 405},
		{attack{"POST", "/v1/queue", `{}`}, 405},
		{attack{"PATCH", "/healthz", ``}, 405},
		{attack{"TRACE", "/v1/site", ``}, 405},
		{attack{mark, "/v1/site", ``}, 405},
	} {
		r := h.refused(a.attack, a.want)
		if allow := r.header.Get("Allow"); (a.want == 405) != (allow != "") {
			t.Errorf("%s %s: Allow is %q", a.method, a.path, allow)
		}
	}
}

func TestBadInput_TheKeyIsAskedForBeforeAnythingElse(t *testing.T) {
	h := prepared(t)
	for _, key := range []string{"", " ", "a b", strings.Repeat("k", 129), "kho\u00e1", "\t"} {
		for path, body := range posts {
			head := h.Head()
			r := h.send(http.MethodPost, path, body, "Idempotency-Key", key)
			h.checkProblem(attack{"POST", path, body}, r, 400)
			if h.Head() != head {
				t.Fatalf("%s without a key changed something", path)
			}
		}
	}
	r := h.send(http.MethodPost, "/v1/tickets", `{"service":"tuphap-new"}`, "Idempotency-Key", strings.Repeat("~", 128))
	if r.status != http.StatusCreated {
		t.Errorf("a key of 128: %d %s", r.status, r.body)
	}
}

func TestProblems_AreToldInTheCallersLanguage(t *testing.T) {
	h := prepared(t)
	for accept, want := range map[string]string{
		"": "vi", "vi": "vi", "en": "en", "en-GB,en;q=0.9": "en", "fr": "vi", "fr, en;q=0.5, vi;q=0.4": "en", "vi;q=0.2,en;q=0.1": "vi", ";;;,,q=": "vi",
	} {
		r := h.get("/nowhere", "Accept-Language", accept)
		if got := r.header.Get("Content-Language"); got != want {
			t.Errorf("%q: got %s, want %s", accept, got, want)
		}
	}
	vi, en := h.get("/nowhere"), h.get("/nowhere", "Accept-Language", "en")
	if vi.at(t, "detail") == en.at(t, "detail") {
		t.Errorf("both say %s", vi.body)
	}
}

// refused sends something bad and checks all that is promised of the refusal.
func (h *hall) refused(a attack, want int) reply {
	h.t.Helper()
	head := h.Head()
	var r reply
	if a.method == http.MethodPost {
		r = h.post(a.path, a.body)
	} else {
		r = h.send(a.method, a.path, a.body)
	}
	h.checkProblem(a, r, want)
	if h.Head() != head {
		h.t.Fatalf("%s %s %.80q changed something", a.method, a.path, a.body)
	}
	return r
}

// refusedOrTaken sends something that may happen to be good.
func (h *hall) refusedOrTaken(a attack) {
	h.t.Helper()
	head := h.Head()
	r := h.post(a.path, a.body)
	if r.status < 300 {
		return
	}
	h.checkProblem(a, r, r.status)
	if h.Head() != head {
		h.t.Fatalf("%s %.80q was refused and changed something", a.path, a.body)
	}
}

func (h *hall) checkProblem(a attack, r reply, want int) {
	h.t.Helper()
	if r.status != want || r.status >= 500 {
		h.t.Errorf("%s %s %.80q: got %d %s, want %d", a.method, a.path, a.body, r.status, r.body, want)
		return
	}
	if got := r.header.Get("Content-Type"); !strings.HasPrefix(got, "application/problem+json") {
		h.t.Errorf("%s %s %.80q: content type %q", a.method, a.path, a.body, got)
	}
	var p lan.Problem
	if err := json.Unmarshal(r.body, &p); err != nil || p.Status != r.status || p.Title == "" || p.Detail == "" || !strings.HasPrefix(p.Type, "/problems/") {
		h.t.Errorf("%s %s %.80q: no whole problem: %s", a.method, a.path, a.body, r.body)
	}
	if strings.Contains(string(r.body), mark) {
		h.t.Errorf("%s %s: a value of the caller is repeated: %s", a.method, a.path, r.body)
	}
}

func TestServe_NetHTTPsOwnRefusalsAreProblemsToo(t *testing.T) {
	d := newDesk(t)
	l, end := serve(t, d, lan.Options{})
	defer end()
	for _, raw := range []string{
		"GET /v1/queue HTTP/1.1\r\n\r\n",                            // no Host
		"GET /v1/queue HTTP/1.1\r\nHost: a\r\n" + mark + "\r\n\r\n", // no header
		"GET /v1/queue HTTP/9.9\r\nHost: a\r\n\r\n", "GET /v1/queue HTTP/1.1\r\nHost: a\r\nExpect: " + mark + "\r\n\r\n",
		"POST /v1/tickets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + mark + "\r\n\r\n",
		"nonsense\r\n\r\n", //
		"GET /v1/queue HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("x", 64<<10) + "\r\n\r\n", // too large
	} {
		c, err := net.Dial("tcp", l)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, raw); err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatalf("%.40q: %v", raw, err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatalf("%.40q: %v", raw, err)
		}
		var p lan.Problem
		if resp.StatusCode/100 != 4 || json.Unmarshal(body, &p) != nil || p.Status != resp.StatusCode || p.Detail == "" {
			t.Errorf("%.40q: %d %s", raw, resp.StatusCode, body)
		}
		if strings.Contains(string(body), mark) {
			t.Errorf("%.40q: repeated: %s", raw, body)
		}
		_ = resp.Body.Close()
		_ = c.Close()
	}
}

func TestCheckListen_OnlyLoopbackIsServedWithoutASiteCA(t *testing.T) {
	for addr, ok := range map[string]bool{
		"127.0.0.1:8440": true, "127.9.9.9:1": true, "[::1]:8440": true, "localhost:8440": true, "LOCALHOST:0": true,
		"0.0.0.0:8440": false, ":8440": false, "[::]:8440": false, "192.168.1.5:8440": false, "example.org:80": false, "127.0.0.1": false, "": false,
	} {
		err := lan.CheckListen(addr)
		if (err == nil) != ok {
			t.Errorf("%q: got %v", addr, err)
		}
		if err != nil && !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%q: no way out in %q", addr, err)
		}
	}
}

// FuzzCommands sends any body to every command: it is taken, or refused as a
// problem that repeats nothing; the server never breaks.
func FuzzCommands(f *testing.F) {
	for _, body := range posts {
		f.Add([]byte(body), "key")
	}
	f.Add([]byte(`{"scores":{"face":3},"comment":"\u0000<b>"}`), "k\x00")
	h := prepared(f)
	f.Fuzz(func(t *testing.T, body []byte, key string) {
		here := *h
		here.t = t
		for path := range posts {
			r := here.send(http.MethodPost, path, string(body), "Idempotency-Key", key+path)
			if r.status < 300 {
				continue
			}
			var p lan.Problem
			if r.status >= 500 || json.Unmarshal(r.body, &p) != nil || p.Status != r.status || p.Detail == "" {
				t.Fatalf("%s %q: %d %s", path, body, r.status, r.body)
			}
		}
	})
}
