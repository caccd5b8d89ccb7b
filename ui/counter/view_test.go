package counter

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/queue"
)

// desk is a view in a state of its desk, on the sample morning.
func desk(d board.Desk) View {
	v, _ := New(sampleSite(), "3", "vi").Snapshot(d, sampleNow)
	return v
}

func free(state queue.Mode, n int) board.Desk { return sampleDesk(string(state), n) }

// wishes are the wishes of presses, in order.
func wishes(out []Order) []queue.Wish {
	var list []queue.Wish
	for _, o := range out {
		if p, ok := o.(Press); ok {
			list = append(list, p.Do)
		}
	}
	return list
}

// said is what the status line says.
func said(v View) string { return v.Look(assets.Words("vi"), sampleNow).Foot }

// strike takes a stroke and returns what it led to, in a word for tables.
func strike(v View, s Stroke, now time.Time) string {
	v, out := v.Stroke(s, now)
	if w := wishes(out); len(w) > 0 {
		return strings.TrimPrefix(fmt.Sprintf("%T", w[0]), "queue.")
	}
	switch {
	case v.panel.Kind != NoPanel:
		return "panel " + string(v.panel.Kind)
	case v.typing:
		return "field"
	case v.said.key != "":
		return "says " + v.said.key
	}
	return ""
}

func TestView_EveryKeyActsOrSaysWhyInEveryState(t *testing.T) {
	states := map[string]View{
		"closed":  desk(free(queue.ModeClosed, 3)),
		"ready":   desk(free(queue.ModeOpen, 8)),
		"empty":   desk(free(queue.ModeOpen, 0)),
		"calling": desk(inHand(free(queue.ModeBusy, 8), 50*time.Second, 0)),
		"early":   desk(inHand(free(queue.ModeBusy, 8), 5*time.Second, 0)),
		"serving": desk(serving()),
		"paused":  desk(free(queue.ModePaused, 8)),
	}
	shift := func(k Key) Stroke { return Stroke{Key: k, Shift: true} }
	for _, c := range []struct {
		stroke Stroke
		want   map[string]string
	}{
		{Stroke{Key: F2}, map[string]string{
			"closed": "says error.counter-closed", "ready": "CallNext", "empty": "says counter.say.nobody", "calling": "Begin",
			"early": "Begin", "serving": "says error.busy", "paused": "says error.counter-paused",
		}},
		{Stroke{Key: F3}, map[string]string{"closed": "says error.counter-closed", "ready": "says counter.say.nokey", "calling": "Recall", "early": "says counter.say.recall.soon", "serving": "says counter.say.nokey"}},
		{Stroke{Key: F4}, map[string]string{"ready": "says counter.say.nokey", "calling": "MarkAbsent", "early": "says counter.say.toosoon", "serving": "says counter.say.nokey"}},
		{shift(F4), map[string]string{"ready": "says counter.say.nokey", "calling": "says counter.say.putback.late", "early": "PutBack"}},
		{Stroke{Key: F5}, map[string]string{"ready": "says counter.say.nokey", "serving": "panel park", "calling": "says counter.say.calling"}},
		{Stroke{Key: F6}, map[string]string{"ready": "says counter.say.nokey", "serving": "panel transfer"}},
		{Stroke{Key: F7}, map[string]string{"ready": "field", "serving": "field"}},
		{Stroke{Key: F8}, map[string]string{"closed": "says error.counter-closed", "ready": "says counter.say.nokey", "serving": "CallNext", "calling": "CallNext"}},
		{Stroke{Key: F9}, map[string]string{"ready": "says counter.say.nokey", "serving": "Finish", "calling": "Finish", "paused": "says error.counter-paused"}},
		{Stroke{Key: F10}, map[string]string{"closed": "says error.counter-closed", "ready": "panel pause", "serving": "panel pause", "paused": "ResumeCounter"}},
		{shift(F10), map[string]string{"closed": "OpenCounter", "ready": "CloseCounter", "serving": "says error.busy", "paused": "CloseCounter"}},
		{Stroke{Key: F11}, map[string]string{"closed": "says error.counter-closed", "ready": "panel any", "serving": "says error.busy", "paused": "says error.counter-paused"}},
		{Stroke{Key: F12}, map[string]string{"ready": "says counter.say.nokey"}},
		{Stroke{Key: F1}, map[string]string{"ready": "panel help", "closed": "panel help"}},
		{Stroke{Key: KeyZ, Ctrl: true}, map[string]string{"ready": "says counter.say.undo.none"}},
	} {
		for state, want := range c.want {
			if got := strike(states[state], c.stroke, sampleNow); got != want {
				t.Errorf("%s: %+v gives %q, want %q", state, c.stroke, got, want)
			}
		}
	}
}

func TestView_SpaceAndEnterNeverCall(t *testing.T) {
	for _, s := range scenes() {
		base := s.view()
		for _, first := range []Key{F1, F2, F3, F5, F6, F7, F8, F9, F10, F11, Down} {
			v, _ := base.Stroke(Stroke{Key: first}, sampleNow)
			for range 2 {
				for _, k := range []Stroke{{Key: Space}, {Rune: ' '}, {Key: Enter}, {Key: Down}, {Key: Enter, Shift: true}} {
					var out []Order
					v, out = v.Stroke(k, sampleNow)
					for _, w := range wishes(out) {
						switch w.(type) {
						case queue.CallNext, queue.CallNumber, queue.Recall, queue.Begin:
							t.Errorf("%s after %s: %+v gives %T", s.name, first, k, w)
						default:
						}
					}
				}
			}
		}
	}
}

func TestView_F8CompletesAndCallsInOneStepAndOffersUndo(t *testing.T) {
	v, out := desk(serving()).Stroke(Stroke{Key: F8}, sampleNow)
	want := []queue.Wish{queue.CallNext{Counter: "3", Finish: true}}
	if d := cmp.Diff(want, wishes(out)); d != "" {
		t.Fatalf("wishes (-want +got):\n%s", d)
	}
	// A second press while the first is on its way calls nobody.
	if _, again := v.Stroke(Stroke{Key: F8}, sampleNow); len(again) != 0 {
		t.Error("a second F8 acts before the first is answered")
	}
	v, _ = v.Settled(out[0].(Press).ID, nil, sampleNow)
	d := inHand(free(queue.ModeBusy, 7), time.Second, 0)
	d.UndoFor = 30
	v, _ = v.Snapshot(d, sampleNow)
	if got := v.Look(assets.Words("vi"), sampleNow).Undo; got != "Đã hoàn thành A015" {
		t.Fatalf("the bar says %q", got)
	}
	_, out = v.Stroke(Stroke{Key: KeyZ, Ctrl: true}, sampleNow.Add(5*time.Second))
	if got := wishes(out); len(got) != 1 || got[0] != (queue.Undo{Counter: "3"}) {
		t.Errorf("Ctrl+Z gives %v", got)
	}
	late, _ := v.Tick(sampleNow.Add(BarStays))
	if late.Look(assets.Words("vi"), sampleNow.Add(BarStays)).Undo != "" {
		t.Error("the bar stays longer than 10 s")
	}
	if _, out = late.Stroke(Stroke{Key: KeyZ, Ctrl: true}, sampleNow.Add(29*time.Second)); len(wishes(out)) != 1 {
		t.Error("29 s after the step it can no longer be undone")
	}
	if _, out = late.Stroke(Stroke{Key: KeyZ, Ctrl: true}, sampleNow.Add(31*time.Second)); len(wishes(out)) != 0 {
		t.Error("31 s after the step it can still be undone")
	}
}

func TestView_AnyNumberNeedsAReasonAndItsOwnKey(t *testing.T) {
	v := desk(free(queue.ModeOpen, 8))
	v, _ = v.Stroke(Stroke{Key: F11}, sampleNow)
	for _, r := range "a017" {
		v, _ = v.Stroke(Stroke{Rune: r}, sampleNow)
	}
	v, out := v.Stroke(Stroke{Key: F11}, sampleNow)
	if len(out) != 0 || v.said.key != "counter.say.reason" {
		t.Fatalf("without a reason: %v, %q", out, v.said.key)
	}
	v, _ = v.Stroke(Stroke{Key: Down}, sampleNow)
	v, out = v.Stroke(Stroke{Key: Enter}, sampleNow)
	if len(out) != 0 {
		t.Fatalf("Enter gives %v", out)
	}
	v, out = v.Stroke(Stroke{Key: F11}, sampleNow)
	want := []queue.Wish{queue.CallNumber{Counter: "3", Ticket: "20261125-A017", Reason: sampleSite().Reasons.Call[1].ID}}
	if d := cmp.Diff(want, wishes(out)); d != "" {
		t.Errorf("wishes (-want +got):\n%s", d)
	}
	if v.panel.Kind != NoPanel {
		t.Error("the panel stays open")
	}
}

func TestView_PausingNeedsAReason(t *testing.T) {
	v, out := desk(free(queue.ModeOpen, 2)).Stroke(Stroke{Key: F10}, sampleNow)
	if len(out) != 0 || v.panel.Kind != PausePanel {
		t.Fatalf("F10 gives %v and the panel %q", out, v.panel.Kind)
	}
	v, _ = v.Stroke(Stroke{Key: Down}, sampleNow)
	_, out = v.Stroke(Stroke{Key: Enter}, sampleNow)
	if d := cmp.Diff([]queue.Wish{queue.PauseCounter{Counter: "3", Reason: "meeting"}}, wishes(out)); d != "" {
		t.Errorf("wishes (-want +got):\n%s", d)
	}
	site := *sampleSite()
	site.Reasons.Pause = nil
	bare, _ := New(&site, "3", "vi").Snapshot(free(queue.ModeOpen, 2), sampleNow)
	bare, _ = bare.Stroke(Stroke{Key: F10}, sampleNow)
	if _, out = bare.Stroke(Stroke{Key: Enter}, sampleNow); len(out) != 0 {
		t.Errorf("paused without a reason: %v", out)
	}
}

func TestView_ParkingTakesMinutesAndAReasonIfWished(t *testing.T) {
	v := desk(serving())
	v, _ = v.Stroke(Stroke{Key: F5}, sampleNow)
	plain, out := v.Stroke(Stroke{Key: Enter}, sampleNow)
	if d := cmp.Diff([]queue.Wish{queue.Park{Counter: "3", Until: sampleNow.Add(5 * time.Minute)}}, wishes(out)); d != "" {
		t.Errorf("wishes (-want +got):\n%s", d)
	}
	if plain.stepped.key != "counter.say.parked" {
		t.Error("parking cannot be undone")
	}
	for _, k := range []Key{Down, Right} {
		v, _ = v.Stroke(Stroke{Key: k}, sampleNow)
	}
	_, out = v.Stroke(Stroke{Key: Enter}, sampleNow)
	want := []queue.Wish{queue.Park{Counter: "3", Reason: sampleSite().Reasons.Park[0].ID, Until: sampleNow.Add(10 * time.Minute)}}
	if d := cmp.Diff(want, wishes(out)); d != "" {
		t.Errorf("wishes (-want +got):\n%s", d)
	}
}

func TestView_TransferFindsItsTargetByTyping(t *testing.T) {
	v := desk(serving())
	v, _ = v.Stroke(Stroke{Key: F6}, sampleNow)
	for _, r := range "nop ho so moi y te" {
		v, _ = v.Stroke(Stroke{Rune: r}, sampleNow)
	}
	v, _ = v.Stroke(Stroke{Key: Right}, sampleNow) // last
	_, out := v.Stroke(Stroke{Key: Enter}, sampleNow)
	want := []queue.Wish{queue.Transfer{Counter: "3", Service: "yte-new", Place: queue.Last}}
	if d := cmp.Diff(want, wishes(out)); d != "" {
		t.Errorf("wishes (-want +got):\n%s", d)
	}
	first, _ := v.Stroke(Stroke{Key: Right}, sampleNow)
	first, out = first.Stroke(Stroke{Key: Enter}, sampleNow)
	if len(out) != 0 || first.panel.Kind != FirstPanel {
		t.Fatal("the head of a line is given without a reason")
	}
	_, out = first.Stroke(Stroke{Key: Enter}, sampleNow)
	if got := wishes(out)[0].(queue.Transfer); got.Place != queue.First || got.Reason == "" {
		t.Errorf("transferred by %+v", got)
	}
}

func TestView_TheCashierSendsBack(t *testing.T) {
	v := desk(serving())
	v, _ = v.Stroke(Stroke{Key: F6}, sampleNow)
	_, out := v.Stroke(Stroke{Key: Enter}, sampleNow)
	if d := cmp.Diff([]queue.Wish{queue.SendAndReturn{Counter: "3", Service: "cashier"}}, wishes(out)); d != "" {
		t.Errorf("wishes (-want +got):\n%s", d)
	}
}

func TestView_WithoutTheHubTheNextIsRefusedAndTheRestIsKept(t *testing.T) {
	v := desk(serving()).Link(false, 1, sampleNow)
	next, out := v.Stroke(Stroke{Key: F2}, sampleNow)
	if len(out) != 0 || said(next) != "Chờ nối lại để không gọi trùng một người ở hai quầy." {
		t.Fatalf("F2 gives %v and says %q", out, said(next))
	}
	v, out = v.Stroke(Stroke{Key: F8}, sampleNow)
	if len(out) != 1 || out[0].(Press).Do.(queue.Finish).Counter != "3" || !out[0].(Press).Until.IsZero() {
		t.Fatalf("F8 gives %+v, want a finish that is kept", out)
	}
	if v.Mode() != Ready || said(v) != "Chờ nối lại để không gọi trùng một người ở hai quầy." {
		t.Errorf("after F8 the mode is %s and it says %q", v.Mode(), said(v))
	}
	look := v.Look(assets.Words("vi"), sampleNow)
	if look.Kept != "1 thao tác đang chờ gửi" || !look.Main.Off {
		t.Errorf("kept %q, main %+v", look.Kept, look.Main)
	}
	if _, again := v.Stroke(Stroke{Key: F9}, sampleNow); len(again) != 0 {
		t.Error("a finished visitor can be finished again")
	}
	later, dropped := v.Tick(sampleNow.Add(time.Hour))
	if len(dropped) != 0 || later.waiting() != 1 {
		t.Error("a finish is dropped after an hour")
	}
	back := later.Link(true, 0, sampleNow.Add(time.Hour))
	back, _ = back.Settled(out[0].(Press).ID, nil, sampleNow.Add(time.Hour))
	if back.waiting() != 0 || len(back.pending) != 0 {
		t.Error("what was sent is still kept")
	}
}

func TestView_WithoutTheHubRecallAbsentAndPutBackAreDroppedAfterHalfAMinute(t *testing.T) {
	for _, c := range []struct {
		stroke Stroke
		called time.Duration
		says   string
	}{
		{Stroke{Key: F3}, 50 * time.Second, "Chưa gửi được nên đã bỏ: gọi lại A015. Xin mời bằng lời."},
		{Stroke{Key: F4}, 50 * time.Second, "Chưa gửi được nên đã bỏ: vắng mặt A015. Xin mời bằng lời."},
		{Stroke{Key: F4, Shift: true}, 5 * time.Second, "Chưa gửi được nên đã bỏ: trả lại chỗ cũ A015. Xin mời bằng lời."},
	} {
		v := desk(inHand(free(queue.ModeBusy, 2), c.called, 0)).Link(false, 1, sampleNow)
		v, out := v.Stroke(c.stroke, sampleNow)
		if len(out) != 1 {
			t.Fatalf("%+v gives %v", c.stroke, out)
		}
		v, out2 := v.Tick(sampleNow.Add(SendUntil - time.Second))
		if len(out2) != 0 {
			t.Errorf("%+v is dropped early", c.stroke)
		}
		v, out2 = v.Tick(sampleNow.Add(SendUntil))
		if d := cmp.Diff([]Order{Withdraw{ID: out[0].(Press).ID}}, out2); d != "" {
			t.Errorf("%+v (-want +got):\n%s", c.stroke, d)
		}
		if got := v.Look(assets.Words("vi"), sampleNow.Add(SendUntil)).Foot; got != c.says {
			t.Errorf("it says %q, want %q", got, c.says)
		}
	}
}

func TestView_WhyAKeyDoesNothingStaysThreeSeconds(t *testing.T) {
	v, _ := desk(inHand(free(queue.ModeBusy, 2), 20*time.Second, 0)).Stroke(Stroke{Key: F4}, sampleNow)
	if got := said(v); got != "Vắng mặt: còn 25 giây nữa." {
		t.Errorf("it says %q", got)
	}
	v, _ = v.Tick(sampleNow.Add(SayStays - time.Millisecond))
	if v.said.key == "" {
		t.Error("it is gone too early")
	}
	if v, _ = v.Tick(sampleNow.Add(SayStays)); v.said.key != "" {
		t.Error("it stays")
	}
}

func TestView_ALostRaceIsTold(t *testing.T) {
	v, out := desk(free(queue.ModeOpen, 8)).Stroke(Stroke{Key: F2}, sampleNow)
	v, _ = v.Settled(out[0].(Press).ID, nil, sampleNow)
	d := inHand(free(queue.ModeBusy, 6), time.Second, 0)
	d.InHand.Number = "A017"
	d.Called = []board.Called{{Number: "A016", Counter: "2"}, {Number: "A017", Counter: "3"}}
	v, _ = v.Snapshot(d, sampleNow)
	if got := said(v); got != "A016 vừa được quầy 2 gọi, đã gọi A017." {
		t.Errorf("it says %q", got)
	}
}

func TestView_NobodyWaitingCompletesTheVisitorAllTheSame(t *testing.T) {
	v := desk(inHand(free(queue.ModeBusy, 0), time.Minute, 50*time.Second))
	v, out := v.Stroke(Stroke{Key: F8}, sampleNow)
	if _, ok := wishes(out)[0].(queue.CallNext); !ok {
		t.Fatalf("F8 gives %T: somebody may have come since", wishes(out)[0])
	}
	v, out = v.Settled(out[0].(Press).ID, &queue.Refusal{Code: queue.Nobody}, sampleNow)
	if len(out) != 0 || len(v.pending) != 0 || said(v) != "Chưa có người chờ." {
		t.Errorf("after the answer: %v, %d pending, says %q", out, len(v.pending), said(v))
	}
	d := free(queue.ModeOpen, 0)
	d.UndoFor = 30
	v, _ = v.Snapshot(d, sampleNow)
	if got := v.Look(assets.Words("vi"), sampleNow).Undo; got != "Đã hoàn thành A015" {
		t.Errorf("the bar says %q", got)
	}
}

func TestView_APressOnItsWayIsNotMadeTwice(t *testing.T) {
	calling := inHand(free(queue.ModeBusy, 3), 50*time.Second, 0)
	for _, s := range []Stroke{{Key: F2}, {Key: F3}, {Key: F4}, {Key: F8}, {Key: F9}} {
		v, out := desk(calling).Stroke(s, sampleNow)
		if len(out) != 1 {
			t.Fatalf("%s gives %v", s.Key, out)
		}
		for range 9 {
			var again []Order
			if v, again = v.Stroke(s, sampleNow); len(again) != 0 {
				t.Errorf("%s acts twice: %v", s.Key, again)
			}
		}
	}
}

func TestView_EveryRefusalHasASentence(t *testing.T) {
	words := assets.Words("vi")
	for _, c := range []queue.Code{
		queue.Busy, queue.Nobody, queue.CounterIsClosed, queue.CounterIsPaused, queue.TooEarly, queue.TooLate, queue.TooOften,
		queue.WrongState, queue.NothingInHand, queue.NothingToUndo, queue.CalledElsewhere, queue.NotServedHere, queue.DayOver,
		queue.NeedsReason, queue.UnknownReason, queue.UnknownTicket, queue.BadDossierCode,
	} {
		v := desk(serving()).refused(&queue.Refusal{Code: c, Number: "A015"}, sampleNow)
		if _, ok := words[v.said.key]; !ok {
			t.Errorf("%s is told by %q, which is no sentence", c, v.said.key)
		}
	}
}

func TestView_ADossierGoesWithTheFinish(t *testing.T) {
	v := desk(serving())
	v = v.Scanned("h46.01-261112-0037", sampleNow)
	v = v.Scanned("H46.01-261112-0037", sampleNow) // twice is once
	bad := v.Scanned("H46", sampleNow)
	if bad.said.key != "counter.say.code" || !bad.typing {
		t.Error("a wrong code is not said")
	}
	_, out := v.Stroke(Stroke{Key: F9}, sampleNow)
	want := []queue.Wish{queue.Finish{Counter: "3", Dossiers: []string{"H46.01-261112-0037"}}}
	if d := cmp.Diff(want, wishes(out)); d != "" {
		t.Errorf("wishes (-want +got):\n%s", d)
	}
	other, _ := v.Snapshot(free(queue.ModeOpen, 1), sampleNow)
	d := inHand(free(queue.ModeBusy, 1), time.Second, 0)
	d.InHand.ID = "20261125-A016"
	if other, _ = other.Snapshot(d, sampleNow); len(other.attached()) != 0 {
		t.Error("the dossier stays for the next visitor")
	}
}

func TestView_ANewVisitorInAnEmptyLineRings(t *testing.T) {
	v := desk(free(queue.ModeOpen, 0))
	_, out := v.Snapshot(free(queue.ModeOpen, 1), sampleNow)
	if d := cmp.Diff([]Order{Bell{}}, out); d != "" {
		t.Errorf("orders (-want +got):\n%s", d)
	}
	_, out = desk(free(queue.ModeOpen, 1)).Snapshot(free(queue.ModeOpen, 2), sampleNow)
	if len(out) != 0 {
		t.Error("it rings though others wait")
	}
}

func TestView_TimersFollowTheHubsClock(t *testing.T) {
	d := serving()
	v, _ := New(sampleSite(), "3", "vi").Snapshot(d, sampleNow.Add(-3*time.Hour)) // our clock is wrong
	l := v.Look(assets.Words("vi"), sampleNow.Add(-3*time.Hour+10*time.Second))
	if l.Timer != "04:22" || l.Clock != "09:42" {
		t.Errorf("the timer says %s at %s", l.Timer, l.Clock)
	}
}

func TestView_StateIsAlwaysInWords(t *testing.T) {
	for _, s := range scenes() {
		v := s.view()
		l := v.Look(assets.Words(v.lang), sampleNow)
		if l.State == "" || l.Title == "" || l.Foot == "" || l.Main.Label == "" {
			t.Errorf("%s: state %q, title %q, foot %q, main %q", s.name, l.State, l.Title, l.Foot, l.Main.Label)
		}
		if l.Number == "" && l.Big == "" {
			t.Errorf("%s: neither a ticket nor a word in its place", s.name)
		}
	}
}
