package kiosk

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/queue"
)

// visit is a machine in the sample centre on the sample morning.
func visit(t *testing.T, o Options, change ...func(*Hall)) *walk {
	t.Helper()
	if o.Procedures == nil {
		o.Procedures = catalogue()
	}
	w := &walk{now: sampleDay}
	w.Flow = NewFlow(sampleSite(), o, func(x Wish) { w.wishes = append(w.wishes, x) })
	h := sampleHall()
	for _, c := range change {
		c(&h)
	}
	w.hear(h)
	return w
}

func (w *walk) model() Model { return w.Model(w.now) }

// wished lists the wishes of one kind.
func wished[T Wish](w *walk) []T {
	var out []T
	for _, x := range w.wishes {
		if x, ok := x.(T); ok {
			out = append(out, x)
		}
	}
	return out
}

func pageIs(t *testing.T, w *walk, want Page) {
	t.Helper()
	if got := w.Page(); got != want {
		t.Fatalf("the page is %s, want %s", got, want)
	}
}

func TestFlow_FourTouchesLeadFromHomeToTheTicket(t *testing.T) {
	w := visit(t, Options{})
	pageIs(t, w, Home)
	w.press(PressTake, "")
	pageIs(t, w, Agencies)
	w.press(PressAgency, "khdt")
	pageIs(t, w, Services)
	w.press(PressService, "khdt-new")
	pageIs(t, w, Confirm)
	w.press(PressPrint, "")
	got := wished[Take](w)
	want := []Take{{Press: 1, Do: queue.Take{Service: "khdt-new", Lang: "vi", Paper: true}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("wishes (-want +got):\n%s", d)
	}
	w.issue("A024", true)
	pageIs(t, w, Ticket)
	if m := w.model(); m.Card.Number != "A024" || m.Card.Room != "Phòng giao dịch 1" || m.Card.Counters != "1–4" || m.Card.Wait.High != 25 {
		t.Errorf("the ticket says %+v", m.Card)
	}
}

func TestFlow_TenTouchesOnConfirmAskForOneNumber(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	for range 5 {
		w.Touch(Touch{Button: PressPrint}, w.now)
		w.Touch(Touch{Button: PressPhone}, w.now)
	}
	if got := wished[Take](w); len(got) != 1 {
		t.Fatalf("%d numbers were asked for, want 1", len(got))
	}
	// Nothing leads away while the number is on its way.
	w.press(PressBack, "")
	w.press(PressHome, "")
	w.press(PressPriority, "")
	pageIs(t, w, Confirm)
}

func TestFlow_AsksAfterHalfAMinuteAndGoesHomeTwentySecondsLater(t *testing.T) {
	w := visit(t, Options{})
	w.press(PressTake, "")
	w.wait(IdleAsk - time.Second)
	if w.model().Question != AskNothing {
		t.Fatal("it asks too early")
	}
	w.wait(time.Second)
	if w.model().Question != AskIdle {
		t.Fatal("it does not ask after 30 s")
	}
	w.wait(19 * time.Second)
	pageIs(t, w, Agencies)
	if got := w.model().Left; got != 1 {
		t.Errorf("the bar says %d s, want 1", got)
	}
	w.wait(time.Second)
	pageIs(t, w, Home)
}

func TestFlow_ATouchOnTheIdleQuestionKeepsWhatWasEntered(t *testing.T) {
	w := visit(t, Options{})
	w.toSearch("DANG")
	w.wait(IdleAsk)
	w.press(PressKey, "X") // asleep under the question
	w.press(PressYes, "")
	if m := w.model(); m.Page != Search || m.Typed != "DANG" || m.Question != AskNothing {
		t.Errorf("after yes the page is %s with %q", m.Page, m.Typed)
	}
	w.wait(IdleAsk)
	if w.model().Question != AskIdle {
		t.Error("it does not ask a second time")
	}
}

func TestFlow_ConfirmWaitsFortyFiveSeconds(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.wait(IdleConfirm - time.Second)
	if w.model().Question != AskNothing {
		t.Fatal("it asks too early")
	}
	w.wait(time.Second)
	if w.model().Question != AskIdle {
		t.Fatal("it does not ask after 45 s")
	}
}

func TestFlow_HomeForgetsLanguageSizeButtonsAndChoices(t *testing.T) {
	w := visit(t, Options{})
	w.press(PressLanguage, "")
	w.press(PressLarge, "")
	w.press(PressLow, "")
	w.toConfirm()
	w.press(PressPriority, "")
	w.press(PressClass, "elderly")
	m := w.model()
	if m.Lang != "en" || !m.Large || !m.Low || m.Class != "elderly" || m.Fact.Class != "Aged 60 or over" {
		t.Fatalf("before: %s %v %v %q", m.Lang, m.Large, m.Low, m.Class)
	}
	w.press(PressHome, "")
	m = w.model()
	if m.Page != Home || m.Lang != "vi" || m.Large || m.Low || m.Class != "" || m.Typed != "" {
		t.Errorf("home remembers %s %v %v %q", m.Lang, m.Large, m.Low, m.Class)
	}
	if d := cmp.Diff([]Speak{{"en"}, {"vi"}}, wished[Speak](w)); d != "" {
		t.Errorf("languages (-want +got):\n%s", d)
	}
}

func TestFlow_ThePriorityGoesWithTheNumberAndTheEstimate(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.press(PressPriority, "")
	w.press(PressClass, "merit")
	pageIs(t, w, Confirm)
	if got := wished[Estimate](w); len(got) != 2 || got[1] != (Estimate{"khdt-new", "merit"}) {
		t.Errorf("estimates asked for: %v", got)
	}
	w.press(PressPhone, "")
	if got := wished[Take](w)[0].Do; got.Class != "merit" || got.Paper {
		t.Errorf("asked for %+v", got)
	}
}

func TestFlow_TheTicketLeavesTwelveSecondsAfterThePaper(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.press(PressPrint, "")
	w.issue("A024", true)
	w.wait(14 * time.Second) // the paper is on its way
	pageIs(t, w, Ticket)
	w.hear(Printed{Ticket: "20261125-A024", Slip: SlipOut})
	w.wait(TicketStays - time.Second)
	if m := w.model(); m.Page != Ticket || m.Left != 1 {
		t.Fatalf("page %s with %d s left", m.Page, m.Left)
	}
	pulses := map[bool]bool{}
	for range 3 {
		pulses[w.model().Pulse] = true
		w.now = w.now.Add(300 * time.Millisecond)
	}
	if !pulses[true] && !w.Model(w.now.Add(time.Second)).Pulse {
		t.Error("the arrow does not pulse though nobody takes the paper")
	}
	w.wait(time.Second)
	pageIs(t, w, Home)
}

func TestFlow_DoneLeavesAtOnce(t *testing.T) {
	w := visit(t, Options{})
	w.toTicket(SlipOut)
	w.press(PressDone, "")
	pageIs(t, w, Home)
}

func TestFlow_APrinterThatSaysNothingGivesTheNumberOnTheScreen(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.press(PressPrint, "")
	w.issue("A024", true)
	w.wait(SlipLate)
	if got := w.model().Card.Slip; got != SlipUnknown {
		t.Fatalf("the slip is %q, want unknown", got)
	}
	w.wait(PhoneStays - time.Second)
	pageIs(t, w, Ticket)
	w.wait(time.Second)
	pageIs(t, w, Home)
}

func TestFlow_PaperOutKeepsTheNumberForAMinute(t *testing.T) {
	w := visit(t, Options{})
	w.toTicket(SlipFailed)
	pageIs(t, w, NoPaper)
	w.press(PressNoPhone, "")
	if len(wished[Help](w)) != 1 || w.model().Note != "help.called" {
		t.Error("nobody is called for a visitor without a telephone")
	}
	w.wait(PhoneStays - time.Second)
	pageIs(t, w, NoPaper)
	w.wait(time.Second)
	pageIs(t, w, Home)
}

func TestFlow_ANumberThatComesTooLateIsGivenBack(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.press(PressPrint, "")
	w.wait(AnswerLate)
	if m := w.model(); m.Question != Tell || m.Sentence != "full" {
		t.Fatalf("after %v the question is %q", AnswerLate, m.Question)
	}
	w.press(PressYes, "")
	pageIs(t, w, Home)
	w.issue("A024", true)
	pageIs(t, w, Home)
	if got := wished[Cancel](w); len(got) != 1 || got[0].Do.Ticket != "20261125-A024" {
		t.Errorf("given back: %v", got)
	}
}

func TestFlow_ALongWaitIsAskedAboutFirst(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.hear(Estimated{Service: "khdt-new", Wait: Wait{Ahead: 41, Low: 95, High: 130, Known: true}})
	w.press(PressPrint, "")
	if len(wished[Take](w)) != 0 || w.model().Question != AskLong {
		t.Fatal("a number was asked for without the question")
	}
	w.press(PressYes, "")
	if len(wished[Take](w)) != 1 {
		t.Error("yes does not ask for the number")
	}
}

func TestFlow_ARangeIsNeverNarrowerThanFiveMinutes(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.hear(Estimated{Service: "khdt-new", Wait: Wait{Ahead: 1, Low: 3, High: 4, Known: true}})
	if got := w.model().Fact.Wait; got.Low != 3 || got.High != 8 {
		t.Errorf("the range is %d to %d", got.Low, got.High)
	}
}

func TestFlow_WithoutTheHubNothingIsEstimatedNorLookedUp(t *testing.T) {
	w := visit(t, Options{}, alone)
	w.press(PressLookUp, "")
	w.press(PressCollect, "")
	pageIs(t, w, Home)
	w.hear(Scanned{Code: "H46.05-261112-0037"})
	w.press(PressTake, "")
	w.press(PressAgency, "khdt")
	for _, c := range w.model().Cells {
		if c.Count >= 0 {
			t.Errorf("%s shows %d waiting", c.Name, c.Count)
		}
	}
	w.press(PressService, "khdt-new")
	if got := w.model().Fact.Wait; got.Known || got.Ahead >= 0 {
		t.Errorf("confirm shows a wait: %+v", got)
	}
	w.press(PressPrint, "")
	w.hear(Issued{Press: 1, Ticket: "20261125-A501", Number: "A501", Service: "khdt-new", Paper: true, Reserved: true})
	pageIs(t, w, Ticket)
	if len(wished[Estimate](w))+len(wished[Identify](w)) != 0 {
		t.Error("something was asked of a hub that does not answer")
	}
}

func TestFlow_SpentReservesSendTheVisitorToTheDesk(t *testing.T) {
	w := visit(t, Options{}, alone)
	w.hear(Hall{Spent: true})
	pageIs(t, w, Away)
	w.hear(sampleHall())
	pageIs(t, w, Home)
}
