package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/ui/counter"
)

// cable is the wire between a counter and its hub: it can be cut, and it can
// lose the answer to what has arrived.
type cable struct {
	hub http.Handler

	mu     sync.Mutex // guards everything below
	cut    bool
	losing int // so many answers are lost
	keys   []string
	verbs  []string // in the order in which they arrived
}

var errCut = errors.New("the cable is out")

// RoundTrip implements http.RoundTripper.
func (c *cable) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	cut := c.cut
	c.mu.Unlock()
	if cut {
		return nil, errCut
	}
	w := httptest.NewRecorder()
	c.hub.ServeHTTP(w, r)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keys = append(c.keys, r.Header.Get("Idempotency-Key"))
	c.verbs = append(c.verbs, r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:])
	if c.losing > 0 {
		c.losing--
		return nil, errCut
	}
	return w.Result(), nil
}

func (c *cable) set(cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = cut
}

func (c *cable) lose(answers int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.losing = answers
}

// desk is a real hub with two people waiting, a counter that is open, and the
// sender of that counter's window at the other end of a cable.
type desk struct {
	t     *testing.T
	cable *cable
	hub   *lan.Client
	file  string
	next  uint64 // id of the next press
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	document, _ := assets.Site("small")
	site, err := centre.Parse("small", document)
	if err != nil {
		t.Fatal(err)
	}
	h, err := hub.New(t.Context(), hub.Options{Journal: journal.NewMemory(), Site: site, Rules: queue.Options{IgnoreHours: true}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &cable{hub: lan.NewServer(h, lan.Options{Dev: true, Secret: []byte("s"), Now: time.Now})}
	d := &desk{t: t, cable: c, file: filepath.Join(t.TempDir(), "pending.json")}
	d.hub = lan.Dial("http://hub", lan.DialOptions{Role: "officer", Device: "counter-1", Transport: c})
	for range 2 {
		if _, err := d.hub.Take(t.Context(), lan.NewKey(), lan.Took{Service: "tuphap-new"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.hub.Open(t.Context(), lan.NewKey(), "1", ""); err != nil {
		t.Fatal(err)
	}
	c.keys, c.verbs = nil, nil
	return d
}

// window starts a sender, as the program does at its start; the function it
// returns closes the window and gives what was settled.
func (d *desk) window() (*sender, func() map[uint64]*queue.Refusal) {
	s := newSender(d.hub, d.file)
	ctx, cancel := context.WithCancel(d.t.Context())
	settled := map[uint64]*queue.Refusal{}
	var wait sync.WaitGroup
	wait.Go(func() { s.run(ctx, func(id uint64, r *queue.Refusal) { settled[id] = r }) })
	return s, func() map[uint64]*queue.Refusal {
		cancel()
		wait.Wait()
		return settled
	}
}

func (d *desk) press(s *sender, w queue.Wish, until time.Time) uint64 {
	d.next++
	s.take(counter.Press{ID: d.next, Do: w, Until: until})
	return d.next
}

// see is the counter as the hub sees it; the cable must be whole.
func (d *desk) see() board.Desk {
	d.t.Helper()
	b, err := d.hub.Desk(d.t.Context(), "1")
	if err != nil {
		d.t.Fatal(err)
	}
	return b
}

func (d *desk) kept() bool {
	_, err := os.Stat(d.file)
	return err == nil
}

func TestSender_ALostAnswerIsAskedForAgainAndActsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		d.cable.lose(3)
		s, closed := d.window()
		id := d.press(s, queue.CallNext{Counter: "1"}, time.Time{})
		pass(30 * time.Second)
		if got := closed(); len(got) != 1 || got[id] != nil {
			t.Errorf("settled %v, want the press granted", got)
		}
		if n := len(slices.Compact(slices.Clone(d.cable.keys))); len(d.cable.keys) != 4 || n != 1 {
			t.Errorf("sent %d times under %d keys, want 4 times under one", len(d.cable.keys), n)
		}
		if b := d.see(); b.InHand == nil || b.InHand.Number != "A001" || len(b.Waiting) != 1 {
			t.Errorf("in hand %+v and %d waiting, want A001 and one", b.InHand, len(b.Waiting))
		}
	})
}

func TestSender_AnOutcomeIsKeptOverARestartAndSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		s, closed := d.window()
		d.press(s, queue.CallNext{Counter: "1"}, time.Time{})
		synctest.Wait()
		d.cable.set(true)
		d.press(s, queue.Finish{Counter: "1", Dossiers: []string{"H46.09-261123-0001"}}, time.Time{})
		pass(10 * time.Second)
		closed()
		if !d.kept() {
			t.Fatal("the outcome is not on disk while it waits")
		}
		d.cable.set(false)
		_, closed = d.window()
		pass(10 * time.Second)
		closed()
		if d.kept() {
			t.Error("the outcome is still on disk after it was sent")
		}
		if b := d.see(); b.InHand != nil {
			t.Errorf("%s is still in hand", b.InHand.Number)
		}
		_, closed = d.window()
		pass(10 * time.Second)
		closed()
		if n := count(d.cable.verbs, "finish"); n != 1 {
			t.Errorf("the outcome arrived %d times, want once", n)
		}
	})
}

// TestSender_AnOutcomeSentAgainEndsNobodyElse: the answer to a finish
// was lost, the window was closed, and another visitor is in hand when it opens.
func TestSender_AnOutcomeSentAgainEndsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		s, closed := d.window()
		d.press(s, queue.CallNext{Counter: "1"}, time.Time{})
		synctest.Wait()
		d.cable.lose(1)
		d.press(s, queue.Finish{Counter: "1"}, time.Time{})
		synctest.Wait()
		closed()
		if n := count(d.cable.verbs, "finish"); n != 1 || !d.kept() {
			t.Fatalf("the outcome arrived %d times and is kept: %v; want once, and kept for want of an answer", n, d.kept())
		}
		if _, err := d.hub.Next(t.Context(), lan.NewKey(), "1", lan.Nexted{}); err != nil {
			t.Fatal(err)
		}
		_, closed = d.window()
		pass(10 * time.Second)
		closed()
		if b := d.see(); b.InHand == nil || b.InHand.Number != "A002" {
			t.Errorf("in hand is %+v, want A002 untouched", b.InHand)
		}
		if d.kept() || count(d.cable.verbs, "finish") != 2 {
			t.Errorf("the outcome was asked for %d times and is kept: %v; want its answer", count(d.cable.verbs, "finish"), d.kept())
		}
	})
}

func TestSender_WhatIsTooLateIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		s, closed := d.window()
		d.press(s, queue.CallNext{Counter: "1"}, time.Time{})
		synctest.Wait()
		d.cable.set(true)
		id := d.press(s, queue.PutBack{Counter: "1"}, time.Now().Add(counter.SendUntil))
		after := d.press(s, queue.Finish{Counter: "1"}, time.Time{})
		pass(counter.SendUntil + time.Second)
		d.cable.set(false)
		pass(10 * time.Second)
		got := closed()
		if _, told := got[id]; told || count(d.cable.verbs, "put-back") != 0 {
			t.Error("a step from half a minute ago was sent")
		}
		if _, told := got[after]; !told || count(d.cable.verbs, "finish") != 1 {
			t.Errorf("what came after it was sent %d times, want once", count(d.cable.verbs, "finish"))
		}
	})
}

func TestSender_WhatIsTakenBackIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		s, closed := d.window()
		d.cable.set(true)
		first := d.press(s, queue.CallNext{Counter: "1"}, time.Time{})
		second := d.press(s, queue.PauseCounter{Counter: "1", Reason: "break"}, time.Time{})
		pass(time.Second)
		s.take(counter.Withdraw{ID: second})
		s.take(counter.Withdraw{ID: first})
		pass(time.Second)
		d.cable.set(false)
		pass(10 * time.Second)
		if got := closed(); len(got) != 0 || len(d.cable.verbs) != 0 {
			t.Errorf("settled %v, arrived %v, want nothing", got, d.cable.verbs)
		}
	})
}

func TestSender_PressesArriveInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		s, closed := d.window()
		d.cable.lose(2)
		d.press(s, queue.CallNext{Counter: "1"}, time.Time{})
		d.press(s, queue.Begin{Counter: "1"}, time.Time{})
		d.press(s, queue.Finish{Counter: "1"}, time.Time{})
		last := d.press(s, queue.Finish{Counter: "1"}, time.Time{})
		pass(time.Minute)
		got := closed()
		if want := []string{"next", "next", "next", "begin", "finish", "finish"}; !slices.Equal(d.cable.verbs, want) {
			t.Errorf("arrived %v, want %v", d.cable.verbs, want)
		}
		if len(got) != 4 || got[last] == nil || got[last].Code != queue.NothingInHand {
			t.Errorf("settled %v, want the last of them refused: nobody is in hand", got)
		}
	})
}

func TestSender_AFileThatIsNoneIsNoReasonToStop(t *testing.T) {
	d := newDesk(t)
	if err := os.WriteFile(d.file, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := newSender(d.hub, d.file); len(s.waiting) != 0 {
		t.Errorf("got %d presses out of a letter", len(s.waiting))
	}
}

func count(list []string, s string) (n int) {
	for _, l := range list {
		if l == s {
			n++
		}
	}
	return n
}

// pass lets time go by; in a bubble of synctest it costs none.
func pass(d time.Duration) { <-time.After(d) }
