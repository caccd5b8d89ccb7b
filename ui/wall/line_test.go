package wall

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// said is one sentence of the voice and when it began.
type said struct {
	no    int
	short bool
	at    time.Duration
}

// hallOf plays calls, each at its own moment, and moves the line on exactly
// when it asks for it. It checks at every moment what must always hold.
type hallOf struct {
	t      failer
	line   Line
	calls  []Call
	now    time.Time
	spoken []said
	chimes int
	shown  map[int]time.Duration
}

type failer interface{ Errorf(string, ...any) }

func newHallOf(t failer) *hallOf {
	h := &hallOf{t: t, now: morning, shown: map[int]time.Duration{}}
	h.line.Follow(nil, h.now)
	return h
}

func (h *hallOf) since() time.Duration { return h.now.Sub(morning) }

func (h *hallOf) call(number, counter string) {
	h.calls = append(h.calls, Call{No: len(h.calls) + 1, Number: number, Counter: counter, At: h.now})
	h.hear(h.line.Follow(h.calls, h.now))
}

func (h *hallOf) follow() { h.hear(h.line.Follow(h.calls, h.now)) }

func (h *hallOf) hear(cues []Cue) {
	v := h.line.View(h.now)
	for _, c := range cues {
		switch c := c.(type) {
		case Chime:
			h.chimes++
		case Speak:
			h.spoken = append(h.spoken, said{c.Call.No, c.Short, h.since()})
			if !v.Called || v.Hero.No != c.Call.No {
				h.t.Errorf("at %v the voice says %s and the hero shows %s", h.since(), c.Call.Number, v.Hero.Number)
			}
		}
	}
	for _, no := range v.Visible(cards) {
		if _, ok := h.shown[no]; !ok {
			h.shown[no] = h.since()
		}
	}
}

// run moves the clock to the given time after the start.
func (h *hallOf) run(until time.Duration) {
	end := morning.Add(until)
	for {
		next := h.line.Next(h.now)
		if next.IsZero() || next.After(end) {
			h.now = end
			h.hear(h.line.Tick(end))
			return
		}
		h.now = next
		h.hear(h.line.Tick(next))
	}
}

func TestLine_ACallIsHeroAtOnceFlashesThreeTimesAndStaysAmber(t *testing.T) {
	h := newHallOf(t)
	h.call("A015", "3")
	var stubs []Stub
	for i := range 14 {
		h.run(time.Duration(i)*FlashHalf + 10*time.Millisecond)
		stubs = append(stubs, h.line.View(h.now).Stub)
	}
	want := []Stub{0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}
	if d := cmp.Diff(want, stubs); d != "" {
		t.Errorf("stub every half second (-want +got):\n%s", d)
	}
	if h.chimes != 1 || len(h.spoken) != 1 || h.spoken[0].short {
		t.Errorf("%d chimes, said %v; want one chime and the long form", h.chimes, h.spoken)
	}
	h.run(CalmAfter)
	if got := h.line.View(h.now).Stub; got != StubCalm {
		t.Errorf("after 5 minutes the stub is %v, want calm", got)
	}
}

func TestLine_HoldsEachCallForEightSeconds(t *testing.T) {
	h := newHallOf(t)
	h.call("A015", "3")
	h.run(2 * time.Second)
	h.call("B009", "4")
	v := h.line.View(h.now)
	if v.Hero.Number != "A015" || len(v.Earlier) != 1 || !v.Earlier[0].Waiting {
		t.Errorf("the second call is not the first card with an outline: %+v", v)
	}
	h.run(7900 * time.Millisecond)
	if got := h.line.View(h.now).Hero.Number; got != "A015" {
		t.Errorf("at 7.9 s the hero is %s", got)
	}
	h.run(8 * time.Second)
	v = h.line.View(h.now)
	if v.Hero.Number != "B009" || len(v.Earlier) != 1 || v.Earlier[0].Number != "A015" || v.Earlier[0].Waiting {
		t.Errorf("at 8 s: %+v", v)
	}
}

func TestLine_TwentyCallsInASecondAreAllSeenAtOnceAndSpokenInOrderWithin80Seconds(t *testing.T) {
	h := newHallOf(t)
	for i := range 20 {
		h.run(time.Duration(i) * 50 * time.Millisecond)
		h.call(fmt.Sprintf("%c%03d", 'A'+i, i+1), fmt.Sprint(i+1))
	}
	h.run(2 * time.Second)
	if len(h.shown) != 20 {
		t.Errorf("%d of 20 calls can be read", len(h.shown))
	}
	for no, at := range h.shown {
		if at > time.Second {
			t.Errorf("call %d was seen after %v", no, at)
		}
	}
	v := h.line.View(h.now)
	if len(v.Burst) != 20 || v.Burst[0].State != CellNow || v.Burst[19].State != CellWaiting {
		t.Errorf("the grid has %d cells, first %v, last %v", len(v.Burst), v.Burst[0].State, v.Burst[19].State)
	}

	h.run(2 * time.Minute)
	var order []int
	for _, s := range h.spoken {
		order = append(order, s.no)
	}
	want := make([]int, 20)
	for i := range want {
		want[i] = i + 1
	}
	if d := cmp.Diff(want, order); d != "" {
		t.Errorf("order of the voice (-want +got):\n%s", d)
	}
	last := h.spoken[len(h.spoken)-1]
	if end := last.at + VoiceShort; end > 80*time.Second {
		t.Errorf("the last call has been spoken after %v, want 80 s", end)
	}
	if h.chimes != 1 {
		t.Errorf("%d chimes, want one for the whole line", h.chimes)
	}
	if v := h.line.View(h.now); v.Burst != nil || len(v.Earlier) != 19 {
		t.Errorf("after the burst: grid %v, %d earlier calls", v.Burst != nil, len(v.Earlier))
	}
}

func TestLine_TwelveCallsAMinuteKeepTheVoiceWithin15Seconds(t *testing.T) {
	h := newHallOf(t)
	for i := range 240 {
		h.run(time.Duration(i) * 5 * time.Second)
		h.call(fmt.Sprintf("A%03d", i+1), "1")
	}
	h.run(25 * time.Minute)
	if len(h.spoken) != 240 {
		t.Fatalf("%d of 240 calls were spoken", len(h.spoken))
	}
	for _, s := range h.spoken {
		if late := s.at - time.Duration(s.no-1)*5*time.Second; late > 15*time.Second {
			t.Errorf("call %d was spoken %v late", s.no, late)
		}
	}
}

func TestLine_ARecallFlashesAndIsSpokenAgain(t *testing.T) {
	h := newHallOf(t)
	h.call("A015", "3")
	h.run(20 * time.Second)
	h.calls[0].Recall = 1
	h.follow()
	h.run(21 * time.Second)
	v := h.line.View(h.now)
	if v.Hero.Recall != 1 || len(v.Earlier) != 0 {
		t.Errorf("hero %+v, cards %v; want the recall and no second card of the number", v.Hero, v.Earlier)
	}
	if len(h.spoken) != 2 || h.chimes != 2 {
		t.Errorf("spoken %v, %d chimes", h.spoken, h.chimes)
	}
}

func TestLine_AWithdrawnCallLeavesSilently(t *testing.T) {
	h := newHallOf(t)
	h.call("A015", "3")
	h.call("B009", "4")
	h.calls = h.calls[:1]
	h.follow()
	h.run(time.Minute)
	if len(h.spoken) != 1 || len(h.line.View(h.now).Earlier) != 0 {
		t.Errorf("spoken %v, cards %v", h.spoken, h.line.View(h.now).Earlier)
	}

	h.calls = nil // and the hero's call is put back
	h.follow()
	if v := h.line.View(h.now); v.Called {
		t.Errorf("a call that was put back is still shown: %+v", v.Hero)
	}
}

func TestLine_AVisitorWhoCameBeforeTheTurnIsNotCalled(t *testing.T) {
	h := newHallOf(t)
	h.call("A015", "3")
	h.call("B009", "4")
	h.calls[1].Ended = true
	h.follow()
	h.run(time.Minute)
	v := h.line.View(h.now)
	if len(h.spoken) != 1 || v.Hero.Number != "A015" || len(v.Earlier) != 1 {
		t.Errorf("spoken %v, %+v", h.spoken, v)
	}
}

func TestLine_ARestartSpeaksNothingOld(t *testing.T) {
	var l Line
	old := []Call{
		{No: 1, Number: "A001", Counter: "1", At: morning.Add(-9 * time.Minute)},
		{No: 2, Number: "A002", Counter: "2", At: morning.Add(-2 * time.Minute)},
	}
	cues := l.Follow(old, morning)
	for i := range 100 {
		cues = append(cues, l.Tick(morning.Add(time.Duration(i)*time.Second))...)
		cues = append(cues, l.Follow(old, morning.Add(time.Duration(i)*time.Second))...)
	}
	if len(cues) != 0 {
		t.Errorf("heard %v after a restart", cues)
	}
	v := l.View(morning)
	if v.Hero.Number != "A002" || v.Stub != StubAmber || len(v.Earlier) != 1 {
		t.Errorf("shown after a restart: %+v", v)
	}
}

func TestLine_AFastClockShowsTheNewestAndSaysNothing(t *testing.T) {
	l := Line{Newest: true}
	l.Follow(nil, morning)
	cues := l.Follow([]Call{{No: 1, Number: "A001"}, {No: 2, Number: "A002"}, {No: 3, Number: "A003"}}, morning)
	if v := l.View(morning); v.Hero.Number != "A003" || len(v.Earlier) != 2 || len(cues) != 0 {
		t.Errorf("hero %s, %d cards, cues %v", v.Hero.Number, len(v.Earlier), cues)
	}
}

func TestLine_TheVoiceKeepsItsHeroButNotForEver(t *testing.T) {
	h := newHallOf(t)
	h.call("A015", "3")
	h.call("B009", "4")
	h.run(time.Second)
	h.line.Busy(1, h.now.Add(time.Hour))
	h.run(14 * time.Second)
	if got := h.line.View(h.now).Hero.No; got != 1 {
		t.Errorf("the hero left while the voice spoke: %d", got)
	}
	h.run(16 * time.Second)
	if got := h.line.View(h.now).Hero.No; got != 2 {
		t.Errorf("a voice that never ends holds the wall: hero %d", got)
	}
}

func TestLine_WhateverHappensEveryCallIsSpokenOnceInOrderByItsHero(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := newHallOf(rt)
		at := time.Duration(0)
		n := rapid.IntRange(1, 40).Draw(rt, "calls")
		for i := range n {
			at += time.Duration(rapid.IntRange(0, 9000).Draw(rt, "pause")) * time.Millisecond
			h.run(at)
			h.call(fmt.Sprintf("A%03d", i+1), "1")
		}
		h.run(at + 10*time.Minute)
		if len(h.spoken) != n {
			rt.Fatalf("%d of %d calls were spoken", len(h.spoken), n)
		}
		if !slices.IsSortedFunc(h.spoken, func(a, b said) int { return a.no - b.no }) {
			rt.Errorf("spoken out of order: %v", h.spoken)
		}
		for i := 1; i < n; i++ {
			least := HoldShort - ChimeTime
			if gap := h.spoken[i].at - h.spoken[i-1].at; gap < least && !h.spoken[i-1].short {
				rt.Errorf("call %d was spoken %v after the one before", i+1, gap)
			}
			if h.spoken[i-1].short && h.spoken[i].at-h.spoken[i-1].at < VoiceShort {
				rt.Errorf("call %d cut off the voice of the one before", i+1)
			}
		}
		if v := h.line.View(h.now); len(v.Earlier) != n-1 {
			rt.Errorf("%d earlier calls, want %d", len(v.Earlier), n-1)
		}
	})
}

func TestView_OfARoomShowsItsOwnCallsOnly(t *testing.T) {
	v := View{
		Called: true, Stub: StubPaper, Hero: Call{No: 9, Number: "A015", RoomID: "p1"},
		Earlier: []Card{
			{Call: Call{No: 8, Number: "P012", RoomID: "p2"}},
			{Call: Call{No: 7, Number: "C021", RoomID: "p1"}},
			{Call: Call{No: 6, Number: "R005", RoomID: "p2"}},
		},
	}
	one, two := v.In("p1"), v.In("p2")
	if one.Hero.Number != "A015" || one.Stub != StubPaper || len(one.Earlier) != 1 {
		t.Errorf("room 1: %+v", one)
	}
	if two.Hero.Number != "P012" || two.Stub != StubAmber || len(two.Earlier) != 1 || two.Earlier[0].Number != "R005" {
		t.Errorf("room 2: %+v", two)
	}
}
