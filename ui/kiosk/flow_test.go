package kiosk

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/assets"
	"motcua/internal/centre"
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

func TestFlow_ClosesAndOpensByItself(t *testing.T) {
	for _, c := range []struct {
		at    time.Time
		page  Page
		why   centre.Why
		opens string
	}{
		{at(0, 10, 59), Home, centre.WhyOpen, ""},
		{at(0, 11, 0), Closed, centre.WhyStopped, "13:30"},
		{at(0, 12, 0), Closed, centre.WhyLunch, "13:30"},
		{at(0, 13, 30), Home, centre.WhyOpen, ""},
		{at(0, 16, 30), Closed, centre.WhyStopped, "07:00"},
		{at(0, 20, 0), Closed, centre.WhyClosed, "07:00"},
		{at(3, 9, 0), Closed, centre.WhyDayOff, "07:00"},
		{at(5, 7, 0), Home, centre.WhyOpen, ""},
	} {
		w := visit(t, Options{})
		w.now = c.at
		w.Tick(w.now)
		m := w.model()
		if m.Page != c.page || m.Why != string(c.why) {
			t.Errorf("at %v: %s %s, want %s %s", c.at, m.Page, m.Why, c.page, c.why)
		}
		if c.opens != "" && clock(m.Opens) != c.opens {
			t.Errorf("at %v it opens at %s, want %s", c.at, clock(m.Opens), c.opens)
		}
	}
	w := visit(t, Options{}, func(h *Hall) { h.HoursOff = true })
	w.now = at(0, 20, 0)
	w.Tick(w.now)
	pageIs(t, w, Home)
}

func TestFlow_ARefusalNamesTheTimeToComeBack(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.press(PressPrint, "")
	w.hear(Refused{Press: 1, Code: queue.Quota, Opens: at(0, 13, 30)})
	m := w.model()
	got := assets.Words("vi").Line(m.Sentence, "t", m.When, "agency", m.Who)
	want := "Sở Kế hoạch và Đầu tư đã nhận đủ số của buổi này. Mời quý công dân trở lại lúc 13:30 hoặc đặt lịch hẹn."
	if got != want {
		t.Errorf("got %q", got)
	}
	w.press(PressYes, "")
	pageIs(t, w, Home)
}

func TestFlow_AScannedTicketShowsItsPlace(t *testing.T) {
	w := visit(t, Options{})
	w.hear(Scanned{Code: "http://mc/t/7k2m9qx4tb"})
	if got := wished[Identify](w); len(got) != 1 {
		t.Fatalf("asked for %v", got)
	}
	w.hear(located(queue.StatusWaiting))
	if m := w.model(); m.Page != Place || m.Card.Status != "waiting" || m.Card.Wait.Ahead != 5 {
		t.Fatalf("%s %+v", m.Page, m.Card)
	}
	w.press(PressGiveUp, "")
	w.press(PressNo, "")
	if len(wished[Cancel](w)) != 0 {
		t.Fatal("given up though the visitor said no")
	}
	w.press(PressGiveUp, "")
	w.press(PressYes, "")
	if got := wished[Cancel](w); len(got) != 1 || got[0].Do.Ticket != "20261125-A024" {
		t.Errorf("given up: %v", got)
	}
	pageIs(t, w, Home)
}

func TestFlow_TheSameServiceTwiceIsAskedCalmly(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.hear(located(queue.StatusWaiting))
	pageIs(t, w, Place)
	w.press(PressBack, "")
	w.press(PressService, "khdt-new")
	w.press(PressPrint, "")
	if m := w.model(); m.Question != AskAgain || m.Number != "A024" {
		t.Fatalf("question %q about %q", m.Question, m.Number)
	}
	w.press(PressYes, "")
	if len(wished[Take](w)) != 1 {
		t.Error("yes does not ask for another number")
	}
}

func TestFlow_AReadyDossierIsOneScanAndOneTouchFromItsNumber(t *testing.T) {
	w := visit(t, Options{})
	w.hear(Scanned{Code: "H46.05-261112-0037"})
	w.hear(sampleFile(9, TermDone))
	pageIs(t, w, Dossier)
	if !w.model().Record.Ready {
		t.Fatal("the result is not ready")
	}
	w.press(PressFile, "")
	pageIs(t, w, Confirm)
	w.press(PressPrint, "")
	if got := wished[Take](w)[0].Do; got.Service != "tuphap-result" || got.Dossier != "H46.05-261112-0037" {
		t.Errorf("asked for %+v", got)
	}
}

func TestFlow_EveryStatusHasWordsAndAStep(t *testing.T) {
	for _, lang := range assets.Languages() {
		words := assets.Words(lang)
		seen := map[string]bool{}
		for n := -1; n <= 12; n++ {
			s := status(n, words)
			if s == "" || step(n) < 1 || step(n) > 4 {
				t.Errorf("%s: status %d is %q at step %d", lang, n, s, step(n))
			}
			seen[s] = true
		}
		if len(seen) != 11 {
			t.Errorf("%s has %d different words, want ten and one for the unknown", lang, len(seen))
		}
	}
}

func TestFlow_ForeignCodesGetTheirOwnSentence(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range []string{"pay", "bhyt", "url", "other", "none", "rate", "never heard of"} {
		w := visit(t, Options{})
		w.hear(Unknown{Kind: kind})
		m := w.model()
		if _, ok := assets.Words("vi")[m.Note]; !ok {
			t.Errorf("%s is told by %q", kind, m.Note)
		}
		seen[m.Note] = true
		w.wait(NoteStays)
		if w.model().Note != "" {
			t.Errorf("%s stays", kind)
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d different sentences, want 6", len(seen))
	}
}

func TestFlow_SearchIgnoresCaseAndMarks(t *testing.T) {
	w := visit(t, Options{Procedures: []Procedure{
		{Key: "1", Name: "Cấp lại giấy đăng ký hành nghề", Agency: "tuphap"},
		{Key: "2", Name: "Đăng ký thành lập doanh nghiệp", Agency: "khdt"},
		{Key: "3", Name: "Gia hạn giấy phép", Agency: "yte"},
		{Key: "4", Name: "Đăng  Ký  giá", Agency: "khdt"},
	}})
	w.toSearch("dang ky")
	var got []string
	for _, c := range w.model().Cells {
		got = append(got, c.ID)
	}
	if d := cmp.Diff([]string{"2", "4", "1"}, got); d != "" {
		t.Errorf("found (-want +got):\n%s", d)
	}
	w.press(PressFound, "2")
	if m := w.model(); m.Page != Confirm || m.Fact.Procedure != "Đăng ký thành lập doanh nghiệp" || m.Fact.Service != "Nộp hồ sơ mới" {
		t.Errorf("%s %+v", m.Page, m.Fact)
	}
}

func TestFlow_BackRetracesTheSteps(t *testing.T) {
	w := visit(t, Options{})
	w.toConfirm()
	w.press(PressPriority, "")
	for _, want := range []Page{Confirm, Services, Agencies, Home, Home} {
		w.press(PressBack, "")
		pageIs(t, w, want)
	}
}

func TestFlow_AScanInTheMiddleOfATicketIsNotHeard(t *testing.T) {
	w := visit(t, Options{})
	w.toTicket(SlipOut)
	w.hear(Scanned{Code: "H46.05-261112-0037"})
	w.hear(sampleFile(4, TermOnTime))
	pageIs(t, w, Ticket)
	if len(wished[Identify](w)) != 0 {
		t.Error("the scan was heard")
	}
}

func TestFlow_AnUnfinishedSlipCanBePrintedOnce(t *testing.T) {
	w := visit(t, Options{})
	w.hear(Unfinished{Ticket: "20261125-A037", Number: "A037"})
	w.press(PressAgain, "")
	w.press(PressAgain, "")
	if got := wished[Print](w); len(got) != 1 || got[0].Ticket != "20261125-A037" {
		t.Errorf("printed %v", got)
	}
}

func TestRanges_JoinRunsOfNumbers(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want string
	}{
		{nil, ""},
		{[]string{"3"}, "3"},
		{[]string{"1", "2", "3"}, "1–3"},
		{[]string{"1", "2", "4", "G1", "BĐ"}, "1–2, 4, G1, BĐ"},
	} {
		if got := ranges(c.in); got != c.want {
			t.Errorf("%v is written %q, want %q", c.in, got, c.want)
		}
	}
}
