package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
	"motcua/internal/queue"
)

var seven = time.Date(2026, 11, 23, 7, 0, 0, 0, centre.ICT)

// hall is a centre of two counters that share a long service, one of which also hands out results.
func hall(tb testing.TB) *centre.Site {
	tb.Helper()
	var week [7][]centre.Session
	for d := time.Monday; d <= time.Friday; d++ {
		week[d] = []centre.Session{
			{From: clock(tb, "07:00"), To: clock(tb, "11:30")},
			{From: clock(tb, "13:30"), To: clock(tb, "17:00")},
		}
	}
	site, err := centre.New(centre.Site{
		Name:  "Một cửa",
		Rooms: []centre.Room{{ID: "1", Name: centre.Text{"vi": "Phòng 1"}}},
		Zones: []centre.Zone{{ID: "A", Name: centre.Text{"vi": "Phòng chờ"}}},
		Counters: []centre.Counter{
			{ID: "1", Room: "1", Zone: "A", Services: []string{"submit", "collect"}},
			{ID: "2", Room: "1", Zone: "A", Services: []string{"submit"}},
		},
		Services: []centre.Service{
			{ID: "submit", Name: centre.Text{"vi": "Nộp hồ sơ"}, Series: "A", Kind: "submit", Minutes: 10},
			{ID: "collect", Name: centre.Text{"vi": "Nhận kết quả"}, Series: "T", Kind: "collect", Minutes: 4},
		},
		Classes: []centre.Class{
			{ID: "ordinary", Name: centre.Text{"vi": "Thông thường"}},
			{ID: "elderly", Name: centre.Text{"vi": "Từ đủ 60 tuổi"}, HeadStart: 30 * time.Minute},
			{ID: "appointment", Name: centre.Text{"vi": "Có lịch hẹn"}, HeadStart: 20 * time.Minute},
			{ID: "return", Name: centre.Text{"vi": "Quay lại bổ sung"}, HeadStart: 20 * time.Minute},
		},
		Hours: centre.Hours{Week: week},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return site
}

func clock(tb testing.TB, text string) centre.Clock {
	tb.Helper()
	c, err := centre.ParseClock(text)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// serve folds one visit of so many minutes at a counter.
func serve(m *forecast.Model, service, counter string, minutes float64) {
	m.Fold(queue.Act{At: seven, Events: []queue.Event{
		queue.Called{Visit: queue.Visit{Ticket: "t", Out: service}, Call: queue.Call{Counter: counter}},
	}})
	m.Fold(queue.Act{At: seven.Add(time.Duration(minutes * float64(time.Minute))), Events: []queue.Event{
		queue.Finished{Visit: queue.Visit{Ticket: "t"}, Counter: counter},
	}})
}

func TestModel_BelievesTheSiteDocumentUntilItHasSeenVisits(t *testing.T) {
	m := forecast.NewModel(hall(t))
	for service, want := range map[string]float64{"submit": 10, "collect": 4} {
		if got := m.Minutes(service); math.Abs(got-want) > 1e-9 {
			t.Errorf("minutes of %s = %.3f, want %.0f", service, got, want)
		}
	}
}

func TestModel_LearnsTheMeanOfWhatItSees(t *testing.T) {
	m := forecast.NewModel(hall(t))
	chance := rand.New(rand.NewPCG(1, 2))
	sigma := math.Sqrt(math.Log1p(.49)) // cv .7
	for i := range 600 {
		minutes := 15 * math.Exp(sigma*chance.NormFloat64()-sigma*sigma/2)
		serve(m, "submit", []string{"1", "2"}[i%2], minutes)
	}
	if got := m.Minutes("submit"); math.Abs(got-15) > 1.2 {
		t.Errorf("after 600 visits of 15 minutes the model says %.2f", got)
	}
	if m.Seen() != 600 {
		t.Errorf("seen %d visits, want 600", m.Seen())
	}
}

func TestModel_ASlowMorningCountsForEveryService(t *testing.T) {
	m := forecast.NewModel(hall(t))
	for range 200 {
		serve(m, "submit", "1", 10)
		serve(m, "submit", "2", 10)
	}
	before := m.Minutes("collect")
	m.Fold(queue.Act{At: seven, Events: []queue.Event{queue.DayOpened{Day: "2026-11-24"}}})
	for range 60 {
		serve(m, "submit", "2", 14)
	}
	if after := m.Minutes("collect"); after < before*1.05 {
		t.Errorf("a slow day moved a service it did not see from %.2f to %.2f, want more", before, after)
	}
}

func TestModel_AForgottenVisitTeachesLittle(t *testing.T) {
	m := forecast.NewModel(hall(t))
	for range 100 {
		serve(m, "submit", "1", 10)
	}
	before := m.Minutes("submit")
	serve(m, "submit", "1", 600)
	if got := m.Minutes("submit"); got != before {
		t.Errorf("ten hours at a counter moved the mean from %.2f to %.2f", before, got)
	}
	serve(m, "submit", "1", 200)
	if got := m.Minutes("submit"); got > before*1.1 {
		t.Errorf("one outlier moved the mean from %.2f to %.2f", before, got)
	}
}

func TestModel_UnlearnsAnUndoneStep(t *testing.T) {
	m := forecast.NewModel(hall(t))
	for range 50 {
		serve(m, "submit", "1", 10)
	}
	before := m.Minutes("submit")
	serve(m, "submit", "1", 1)
	if m.Minutes("submit") >= before {
		t.Fatal("a short visit should shorten the mean")
	}
	m.Fold(queue.Act{At: seven, Events: []queue.Event{queue.Undone{Counter: "1", Step: "finished"}}})
	if got := m.Minutes("submit"); math.Abs(got-before) > 0.02*before {
		t.Errorf("after the undo the mean is %.3f, want about %.3f", got, before)
	}
	m.Fold(queue.Act{At: seven.Add(10 * time.Minute), Events: []queue.Event{
		queue.Finished{Visit: queue.Visit{Ticket: "t"}, Counter: "1"},
	}})
	if m.Seen() != 51 {
		t.Errorf("the visit goes on after the undo and is learnt when it ends, seen %d want 51", m.Seen())
	}
}

func TestModel_UnlearnsFinishAndNextAsOne(t *testing.T) {
	m := forecast.NewModel(hall(t))
	m.Fold(queue.Act{At: seven, Events: []queue.Event{
		queue.Called{Visit: queue.Visit{Ticket: "a", Out: "submit"}, Call: queue.Call{Counter: "1"}},
	}})
	m.Fold(queue.Act{At: seven.Add(time.Minute), Events: []queue.Event{
		queue.Finished{Visit: queue.Visit{Ticket: "a"}, Counter: "1"},
		queue.Called{Visit: queue.Visit{Ticket: "b", Out: "collect"}, Call: queue.Call{Counter: "1"}},
	}})
	m.Fold(queue.Act{At: seven.Add(time.Minute), Events: []queue.Event{queue.Undone{Counter: "1", Step: "finished"}}})
	if m.Seen() != 0 {
		t.Errorf("the visit was taken back and is still learnt, seen %d", m.Seen())
	}
	m.Fold(queue.Act{At: seven.Add(30 * time.Minute), Events: []queue.Event{
		queue.Finished{Visit: queue.Visit{Ticket: "a"}, Counter: "1"},
	}})
	if got := m.Minutes("submit"); m.Seen() != 1 || got <= 10 {
		t.Errorf("thirty minutes of a submission are learnt as such: seen %d, mean %.1f", m.Seen(), got)
	}
}

func TestModel_TheSameActsGiveTheSameModel(t *testing.T) {
	build := func() *forecast.Model {
		m := forecast.NewModel(hall(t))
		chance := rand.New(rand.NewPCG(3, 4))
		for range 300 {
			serve(m, "collect", "1", 2+4*chance.Float64())
			m.Fold(queue.Act{At: seven, Events: []queue.Event{queue.Absented{Counter: "2"}}})
		}
		return m
	}
	if a, b := build().Minutes("collect"), build().Minutes("collect"); a != b {
		t.Errorf("two folds of one record differ: %v and %v", a, b)
	}
}
