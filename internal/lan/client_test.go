package lan_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/board"
	"motcua/internal/lan"
)

// wire is a transport that loses what the test wants lost.
type wire struct {
	http.RoundTripper
	mu   sync.Mutex // guards everything below
	lose func(n int, r *http.Request) (before, after bool)
	n    int
	keys []string
}

var errCut = errors.New("the cable is cut")

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.n++
	before, after := w.lose(w.n, r)
	w.keys = append(w.keys, r.Header.Get("Idempotency-Key"))
	w.mu.Unlock()
	if before {
		return nil, errCut
	}
	resp, err := w.RoundTripper.RoundTrip(r)
	if err == nil && after {
		_ = resp.Body.Close()
		return nil, errCut
	}
	return resp, err
}

// inside answers requests without a wire, so that a test may stand in a bubble.
type inside struct{ h http.Handler }

func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	pr, pw := io.Pipe()
	w := &insideWriter{body: pw, header: http.Header{}, wrote: make(chan int, 1)}
	ctx, cancel := context.WithCancel(r.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		i.h.ServeHTTP(w, r.WithContext(ctx))
		w.WriteHeader(http.StatusOK)
		_ = pw.Close()
	}()
	select {
	case status := <-w.wrote:
		stop := context.AfterFunc(r.Context(), func() { _ = pr.CloseWithError(r.Context().Err()) })
		return &http.Response{StatusCode: status, Header: w.header, Body: insideBody{pr, func() { stop(); cancel() }}, Request: r}, nil
	case <-r.Context().Done():
		cancel()
		return nil, r.Context().Err()
	}
}

type insideBody struct {
	io.ReadCloser
	end func()
}

func (b insideBody) Close() error {
	b.end()
	return b.ReadCloser.Close()
}

type insideWriter struct {
	body   io.Writer
	header http.Header
	wrote  chan int
	once   sync.Once
}

func (w *insideWriter) Header() http.Header { return w.header }
func (w *insideWriter) WriteHeader(status int) {
	w.once.Do(func() { w.wrote <- status })
}

func (w *insideWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}
func (w *insideWriter) Flush()                           {}
func (w *insideWriter) SetWriteDeadline(time.Time) error { return nil }
func (w *insideWriter) SetReadDeadline(time.Time) error  { return nil }

func TestClient_APressIsRepeatedByItsKeyUntilItIsAnsweredAndActsOnce(t *testing.T) {
	h := open(t)
	w := &wire{RoundTripper: http.DefaultTransport, lose: func(n int, _ *http.Request) (bool, bool) { return n == 1, n == 2 || n == 3 }}
	c := lan.Dial(h.url, lan.DialOptions{Transport: w})
	slip, err := c.Take(t.Context(), "", lan.Took{Service: "tuphap-new"})
	if err != nil || slip.Ticket.Number != "A001" {
		t.Fatalf("got %+v %v", slip, err)
	}
	if len(w.keys) != 4 || w.keys[0] == "" || w.keys[0] != w.keys[3] {
		t.Errorf("keys %v", w.keys)
	}
	if next, err := c.Take(t.Context(), lan.NewKey(), lan.Took{Service: "tuphap-new"}); err != nil || next.Ticket.Number != "A002" {
		t.Errorf("the lost answers took numbers: %+v %v", next, err)
	}
}

func TestClient_ARefusalIsAnAnswer(t *testing.T) {
	h := open(t)
	w := &wire{RoundTripper: http.DefaultTransport, lose: func(int, *http.Request) (bool, bool) { return false, false }}
	c := lan.Dial(h.url, lan.DialOptions{Transport: w, Lang: "en"})
	_, err := c.Take(t.Context(), "", lan.Took{Service: "nonsense"})
	var p *lan.Problem
	if !errors.As(err, &p) || p.Name() != "unknown-service" || p.Status != 422 || !strings.Contains(p.Detail, "no such service") || w.n != 1 {
		t.Errorf("got %v after %d tries", err, w.n)
	}
	if _, err := c.Next(t.Context(), "", "1", lan.Nexted{}); !errors.As(err, &p) || p.Name() != "counter-closed" {
		t.Errorf("got %v", err)
	}
	if _, err := c.Open(t.Context(), "", "1", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Next(t.Context(), "", "1", lan.Nexted{}); !errors.Is(err, lan.ErrNobody) {
		t.Errorf("got %v", err)
	}
}

func TestClient_NotDurableIsTriedAgainUntilTheTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		s := lan.NewServer(d, lan.Options{Dev: true, Now: d.now})
		c := lan.Dial("http://hub", lan.DialOptions{Transport: inside{s}})
		d.breakDisk(true)
		go func() {
			time.Sleep(7 * time.Second)
			d.breakDisk(false)
		}()
		slip, err := c.Take(t.Context(), "", lan.Took{Service: "tuphap-new"})
		if err != nil || slip.Ticket.Number != "A001" {
			t.Errorf("got %+v %v", slip, err)
		}
		d.breakDisk(true)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		var p *lan.Problem
		if _, err := c.Take(ctx, "", lan.Took{Service: "tuphap-new"}); !errors.As(err, &p) || p.Status != 503 {
			t.Errorf("got %v", err)
		}
	})
}

func TestClient_AHubThatIsNotThereIsSaidToBeSo(t *testing.T) {
	c := lan.Dial("http://127.0.0.1:1", lan.DialOptions{})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := c.Ready(ctx); !errors.Is(err, lan.ErrNoHub) {
		t.Errorf("got %v", err)
	}
}

func TestClient_TheWholeSiteDocumentComesOver(t *testing.T) {
	h := open(t)
	got, err := lan.Dial(h.url, lan.DialOptions{}).Site(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !got.Equal(site(t, "small")) {
		t.Errorf("another site came over")
	}
}

func TestStream_FoldsToTheHubsOwnPictureThroughCuts(t *testing.T) {
	for _, view := range []string{"wall", "queue"} {
		t.Run(view, func(t *testing.T) {
			h := open(t)
			dice := rand.New(rand.NewPCG(7, 9))
			w := &wire{RoundTripper: &cutter{RoundTripper: http.DefaultTransport, dice: dice}, lose: func(int, *http.Request) (bool, bool) { return false, false }}
			c := lan.Dial(h.url, lan.DialOptions{Transport: w, Probe: 100 * time.Millisecond})
			plain := lan.Dial(h.url, lan.DialOptions{})
			gate := make(chan struct{}, 4) // keeps the morning near the watcher, so that cuts fall into it
			over := make(chan struct{})
			go func() {
				defer close(over)
				morningOf(t.Context(), plain, gate)
			}()
			told, pictured, lost := uint64(0), uint64(0), 0
			for n := range c.Stream(t.Context(), lan.Query{View: view, Zone: "A"}) {
				select {
				case <-gate:
				default:
				}
				if n.Lost != nil {
					lost++
					continue
				}
				switch {
				case n.Facts == nil:
					pictured = max(pictured, seqOf(n))
				case n.Facts.Seq <= told || n.Facts.Seq != told+1 && n.Facts.Seq > pictured+1:
					t.Fatalf("after the facts of %d and a picture of %d come those of %d", told, pictured, n.Facts.Seq)
				default:
					told = n.Facts.Seq
				}
				select {
				case <-over:
					if seqOf(n) == h.Head() {
						compare(t, h, view, n)
						goto done
					}
				default:
				}
			}
		done:
			if lost < 5 {
				t.Errorf("the line was cut %d times only", lost)
			}
		})
	}
}

func seqOf(n lan.News) uint64 {
	switch {
	case n.Wall != nil:
		return n.Wall.Seq
	case n.Queue != nil:
		return n.Queue.Seq
	}
	return 0
}

func compare(t *testing.T, h *hall, view string, n lan.News) {
	t.Helper()
	raw := h.get("/v1/queue?view=" + view + "&zone=A").body
	if view == "wall" {
		var want board.Wall
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*n.Wall, want); diff != "" {
			t.Error(diff)
		}
		return
	}
	var want board.Queue
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(*n.Queue, want); diff != "" {
		t.Error(diff)
	}
}

// morningOf makes commits of many kinds.
func morningOf(ctx context.Context, c *lan.Client, gate chan<- struct{}) {
	for _, id := range []string{"1", "2", "3"} {
		_, _ = c.Open(ctx, "", id, "")
	}
	dice := rand.New(rand.NewPCG(3, 4))
	for range 250 {
		id := []string{"1", "2", "3"}[dice.IntN(3)]
		var err error
		switch dice.IntN(9) {
		case 0, 1, 2:
			service := []string{"tuphap-new", "result", "diachinh-ask"}[dice.IntN(3)]
			_, err = c.Take(ctx, "", lan.Took{Service: service, Class: []string{"", "elderly"}[dice.IntN(2)]})
		case 3, 4:
			_, err = c.Next(ctx, "", id, lan.Nexted{})
		case 5:
			_, err = c.Begin(ctx, "", id)
		case 6:
			_, err = c.Next(ctx, "", id, lan.Nexted{Finish: true})
		case 7:
			_, err = c.Transfer(ctx, "", id, lan.Moved{Service: "result"})
		case 8:
			_, err = c.Undo(ctx, "", id)
		}
		if err != nil {
			continue // refused, so there is no news of it
		}
		select {
		case gate <- struct{}{}:
		case <-ctx.Done():
			return
		}
	}
}

// cutter ends every stream after a random number of events.
type cutter struct {
	http.RoundTripper
	dice *rand.Rand
}

func (c *cutter) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := c.RoundTripper.RoundTrip(r)
	if err == nil && strings.HasPrefix(r.URL.Path, "/v1/events") {
		resp.Body = &cut{ReadCloser: resp.Body, left: 2 + c.dice.IntN(12)}
	}
	return resp, err
}

// cut is a body that breaks off within an event.
type cut struct {
	io.ReadCloser
	left int
	last byte
}

func (c *cut) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	for i, x := range b[:n] {
		if x == '\n' && c.last == '\n' {
			c.left--
		}
		if c.last = x; c.left <= 0 {
			return max(i-2, 0), io.ErrUnexpectedEOF
		}
	}
	return n, err
}

func TestStream_ASilentHubIsAskedWhetherItLives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		s := lan.NewServer(d, lan.Options{Dev: true, Now: d.now})
		w := &wire{RoundTripper: inside{s}, lose: func(int, *http.Request) (bool, bool) { return false, false }}
		c := lan.Dial("http://hub", lan.DialOptions{Transport: w})
		began := time.Now()
		for n := range c.Stream(t.Context(), lan.Query{View: "wall"}) {
			switch {
			case n.Lost != nil:
				if took := time.Since(began); took < 12*time.Second || took > 25*time.Second {
					t.Errorf("the loss was seen after %v", took)
				}
				return
			case time.Since(began) >= 12*time.Second: // from here on the cable is out
				w.mu.Lock()
				w.lose = func(int, *http.Request) (bool, bool) { return true, true }
				w.mu.Unlock()
			case time.Since(n.Heard) > time.Second:
				t.Errorf("heard %v ago", time.Since(n.Heard))
			}
		}
	})
}
