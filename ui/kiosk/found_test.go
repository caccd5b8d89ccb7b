package kiosk

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

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
