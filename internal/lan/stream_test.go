package lan_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/board"
	"motcua/internal/lan"
	"motcua/internal/queue"
)

// serve runs a server on a port of its own; end stops it and checks that it ended well.
func serve(tb testing.TB, d *desk, o lan.Options) (addr string, end func()) {
	tb.Helper()
	o.Dev, o.Now = true, d.now
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(tb.Context())
	done := make(chan error, 1)
	s := lan.NewServer(d, o)
	go func() { done <- s.Serve(ctx, narrow{l}) }()
	return l.Addr().String(), sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				tb.Errorf("serve ended with %v", err)
			}
		case <-time.After(10 * time.Second):
			tb.Errorf("serve did not end within ten seconds")
		}
	})
}

// narrow gives connections so little room in the kernel that a client who does
// not read is noticed soon.
type narrow struct{ net.Listener }

func (n narrow) Accept() (net.Conn, error) {
	c, err := n.Listener.Accept()
	if t, ok := c.(*net.TCPConn); ok {
		err = t.SetWriteBuffer(8 << 10)
	}
	return c, err
}

// event is one of a stream.
type event struct {
	id, name, data string
}

// ear reads a stream.
type ear struct {
	t    testing.TB
	in   *bufio.Reader
	resp *http.Response
}

func listen(tb testing.TB, url, last string) *ear {
	tb.Helper()
	r, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		tb.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		tb.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		tb.Fatalf("%s: %d %v", url, resp.StatusCode, resp.Header)
	}
	e := &ear{t: tb, in: bufio.NewReader(resp.Body), resp: resp}
	tb.Cleanup(e.close)
	return e
}

func (e *ear) close() { _ = e.resp.Body.Close() }

// next is the next event; comments and retry lines are passed over.
func (e *ear) next() event {
	e.t.Helper()
	var ev event
	for {
		line, err := e.in.ReadString('\n')
		if err != nil {
			e.t.Fatalf("stream: %v", err)
		}
		line = strings.TrimSuffix(line, "\n")
		name, value, _ := strings.Cut(line, ": ")
		switch {
		case line == "" && ev.name != "":
			return ev
		case name == "id":
			ev.id = value
		case name == "event":
			ev.name = value
		case name == "data":
			ev.data += value
		}
	}
}

func (e *ear) facts() board.Facts {
	e.t.Helper()
	for {
		ev := e.next()
		if ev.name != "facts" {
			continue
		}
		var f board.Facts
		if err := json.Unmarshal([]byte(ev.data), &f); err != nil {
			e.t.Fatal(err)
		}
		if ev.id != strconv.FormatUint(f.Seq, 10) {
			e.t.Fatalf("id %s of commit %d", ev.id, f.Seq)
		}
		return f
	}
}

func TestEvents_FirstTheSnapshotThenOneEventForEachCommit(t *testing.T) {
	h := open(t)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	e := listen(t, h.url+"/v1/events?view=queue", "")
	first := e.next()
	var q board.Queue
	if err := json.Unmarshal([]byte(first.data), &q); err != nil || first.name != "snapshot" || first.id != "1" || q.Seq != 1 || len(q.Waiting) != 1 {
		t.Fatalf("got %v %+v", err, first)
	}
	if want := string(h.get("/v1/queue").body); first.data != want {
		t.Errorf("the snapshot is the queue:\ngot  %s\nwant %s", first.data, want)
	}
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	h.must(http.StatusOK, "/v1/counters/1/next", ``)
	if f := e.facts(); f.Seq != 2 || f.Facts[0].Name != "counter_opened" {
		t.Errorf("got %+v", f)
	}
	f := e.facts()
	if f.Seq != 3 || len(f.Facts) != 1 {
		t.Fatalf("got %+v", f)
	}
	want := board.Fact{
		Name: "called", Ticket: "20261123-A001", Number: "A001", No: 1, Counter: "1", Room: "1", Zone: "A",
		State: "called", Out: "tuphap-new",
	}
	if diff := cmp.Diff(f.Facts[0], want); diff != "" {
		t.Error(diff)
	}
}

func TestEvents_ResumeIsExactWithCutsAtRandomPoints(t *testing.T) {
	h := open(t)
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	const commits = 120
	go func() {
		for i := range commits {
			h.busy(i)
		}
	}()
	dice := rand.New(rand.NewPCG(1, 2))
	last, want := "", uint64(0)
	for want < commits {
		e := listen(t, h.url+"/v1/events?view=queue", last)
		if last == "" {
			ev := e.next()
			if ev.name != "snapshot" {
				t.Fatalf("got %+v", ev)
			}
			last = ev.id
			want, _ = strconv.ParseUint(ev.id, 10, 64)
		}
		for range dice.IntN(12) {
			if want >= commits {
				break
			}
			f := e.facts()
			if f.Seq != want+1 {
				t.Fatalf("after %d comes %d", want, f.Seq)
			}
			want, last = f.Seq, strconv.FormatUint(f.Seq, 10)
		}
		e.close()
	}
}

// busy does one thing that changes something.
func (h *hall) busy(i int) {
	_, err := h.Do(context.Background(), order(fmt.Sprint("busy-", i), queue.Take{Service: "tuphap-new"}))
	if err != nil {
		panic(err)
	}
}

func TestEvents_NonsenseTheFutureAndTheFarPastGetASnapshot(t *testing.T) {
	h := open(t)
	h.step = time.Millisecond
	for i := range 5010 {
		h.busy(i)
	}
	for _, last := range []string{"nonsense", "-1", "999999", "5", "1e3", "184467440737095516160"} {
		e := listen(t, h.url+"/v1/events?view=wall", last)
		if ev := e.next(); ev.name != "snapshot" || ev.id != "5010" {
			t.Errorf("%q: got %s %s", last, ev.name, ev.id)
		}
		e.close()
	}
	e := listen(t, h.url+"/v1/events?view=wall", "11")
	for want := uint64(12); want <= 5010; want++ {
		if f := e.facts(); f.Seq != want {
			t.Fatalf("got %d, want %d", f.Seq, want)
		}
	}
}

func TestEvents_AHeartbeatShowsThatASilentLineLives(t *testing.T) {
	d := newDesk(t)
	h := openWith(t, d, lan.Options{Heartbeat: 10 * time.Millisecond})
	e := listen(t, h.url+"/v1/events?view=wall", "")
	e.next()
	line, err := e.in.ReadString('\n')
	if err != nil || !strings.HasPrefix(line, ":") {
		t.Errorf("got %q %v", line, err)
	}
}

func TestEvents_AClientThatNeverReadsHarmsNobody(t *testing.T) {
	d := newDesk(t)
	d.step = time.Millisecond
	addr, end := serve(t, d, lan.Options{WriteWait: 2 * time.Second})
	defer end()
	h := &hall{desk: d, t: t, url: "http://" + addr}
	const mute = 20
	for range mute {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_ = c.(*net.TCPConn).SetReadBuffer(4 << 10)
		if _, err := fmt.Fprintf(c, "GET /v1/events?view=queue HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	e := listen(t, h.url+"/v1/events?view=queue", "")
	e.next()
	const commits = 6_000
	go func() {
		for i := range commits {
			h.busy(i)
		}
	}()
	for want := uint64(1); want <= commits; want++ {
		if f := e.facts(); f.Seq != want {
			t.Fatalf("got %d, want %d", f.Seq, want)
		}
	}
	e.close()
	for want := fmt.Sprintf("motcua_stream_dropped_total %d", mute); !strings.Contains(string(h.get("/metrics").body), want); {
		if t.Context().Err() != nil {
			t.Fatal("those who do not read are never let go")
		}
	}
}

func TestEvents_TheCounterIsToldItsWholeViewAfterEveryChange(t *testing.T) {
	h := open(t)
	e := listen(t, h.url+"/v1/events?view=counter&counter=1", "")
	e.next()
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	for {
		ev := e.next()
		if ev.name != "refresh" {
			continue
		}
		var d board.Desk
		if err := json.Unmarshal([]byte(ev.data), &d); err != nil {
			t.Fatal(err)
		}
		if ev.id != "" {
			t.Errorf("a refresh has no id, got %s", ev.id)
		}
		if d.Seq == 2 && len(d.Next) == 1 && d.Next[0].Number == "A001" && d.Here == 1 {
			return
		}
	}
}

func TestEvents_TheWallsThatAreThereAreCounted(t *testing.T) {
	h := open(t)
	for range 3 {
		e := listen(t, h.url+"/v1/events?view=wall&zone=A", "")
		e.next()
	}
	other := listen(t, h.url+"/v1/events?view=counter&counter=1", "")
	other.next()
	h.must(http.StatusCreated, "/v1/tickets", `{"service":"tuphap-new"}`)
	h.must(http.StatusOK, "/v1/counters/1/open", ``)
	h.must(http.StatusOK, "/v1/counters/1/next", ``)
	for {
		if f := other.facts(); f.Facts[0].Name == "called" {
			break
		}
	}
	h.must(http.StatusOK, "/v1/walls/hall/shown", `{"no":1}`)
	d := h.get("/v1/queue?view=counter&counter=1")
	if d.at(t, "ticket", "walls") != 3.0 || d.at(t, "ticket", "shown") != 1.0 {
		t.Errorf("got %s", d.body)
	}
}

func TestServe_EndsCleanlyWithStreamsOpen(t *testing.T) {
	d := newDesk(t)
	addr, end := serve(t, d, lan.Options{})
	e := listen(t, "http://"+addr+"/v1/events?view=wall", "")
	e.next()
	end()
	if _, err := io.ReadAll(e.in); err != nil {
		t.Errorf("the stream ended with %v", err)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Errorf("somebody still listens")
	}
}

func TestEvents_TwoHundredWatchersAllHearEverything(t *testing.T) {
	h := open(t)
	const watchers, commits = 200, 50
	var wg sync.WaitGroup
	for range watchers {
		e := listen(t, h.url+"/v1/events?view=wall&zone=A", "")
		e.next()
		wg.Go(func() {
			for want := uint64(1); want <= commits; want++ {
				if f := e.facts(); f.Seq != want {
					t.Errorf("got %d, want %d", f.Seq, want)
					return
				}
			}
		})
	}
	for i := range commits {
		h.busy(i)
	}
	wg.Wait()
}
