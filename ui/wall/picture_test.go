package wall

import (
	"os"
	"slices"
	"testing"
	"time"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/centre"
)

func source(t *testing.T, site, zone string) *Source {
	t.Helper()
	document, ok := assets.Site(site)
	if !ok {
		t.Fatalf("no site %s", site)
	}
	s, err := centre.Parse(site, document)
	if err != nil {
		t.Fatal(err)
	}
	return &Source{Site: s, Words: assets.Words("vi"), Lang: "vi", Zone: zone}
}

// at is a moment of Wednesday 25 November 2026 in the centre.
func at(hour, minute int) time.Time {
	return time.Date(2026, 11, 25, hour, minute, 0, 0, centre.ICT)
}

func TestPicture_SpeaksOfTheSiteInItsOwnWords(t *testing.T) {
	s := source(t, "quang-binh", "A")
	w := board.Wall{
		Waiting: map[string]int{"khdt-new": 3, "khdt-ask": 2, "yte-new": 1},
		Called: []board.Called{
			{No: 1, Number: "A001", Service: "khdt-new", Counter: "1", Room: "1", Zone: "A", At: at(9, 40), Ended: true},
			{No: 2, Number: "B001", Service: "yte-new", Counter: "5", Room: "2", Zone: "A", At: at(9, 41)},
			{No: 3, Number: "N001", Counter: "18", Room: "4", Zone: "B", At: at(9, 41)},
		},
	}
	var l Line
	l.Follow(s.Calls(w.Called), at(9, 42))
	m := s.Picture(&w, l.View(at(9, 42)), at(9, 42), at(9, 42))

	if m.Name != "Trung tâm Phục vụ hành chính công" || m.Place != "Tỉnh Quảng Bình" || m.Zone != "Phòng chờ tầng 1" {
		t.Errorf("names: %q, %q, %q", m.Name, m.Place, m.Zone)
	}
	if h := m.View.Hero; h.Number != "B001" || h.Counter != "5" || h.Room != "Phòng giao dịch 2" || h.Agency != "Sở Y tế" {
		t.Errorf("hero %+v", h)
	}
	if len(m.View.Earlier) != 1 {
		t.Errorf("a call of another waiting room is shown: %+v", m.View.Earlier)
	}
	if r := m.Rows[0]; r != (Row{Name: "Kế hoạch – Đầu tư", Counters: "1–4, 19", Waiting: 5}) {
		t.Errorf("first row %+v", r)
	}
	if !m.Hours.Open || m.Hours.Over || len(m.Hours.Sessions) != 2 {
		t.Errorf("hours %+v", m.Hours)
	}
	if len(m.Rooms) < 2 || m.Rooms[0].Counters != "1–4, 19" {
		t.Errorf("rooms %+v", m.Rooms)
	}
}

func TestPicture_KnowsTheTimesOfTheDay(t *testing.T) {
	s := source(t, "quang-binh", "")
	hours := func(now time.Time) Hours { return s.Picture(&board.Wall{}, View{}, now, now).Hours }
	if h := hours(at(6, 0)); h.Open || h.Over || h.Begin == "" {
		t.Errorf("before opening: %+v", h)
	}
	if h := hours(at(12, 15)); h.Over || h.Begin <= "12:15" {
		t.Errorf("at noon: %+v", h)
	}
	if h := hours(at(20, 0)); !h.Over || h.Back == "" || h.BackDay != "thứ\u00a0Năm 26/11" {
		t.Errorf("in the evening: %+v", h)
	}
	if h := hours(time.Date(2026, 11, 29, 9, 0, 0, 0, centre.ICT)); !h.Over || h.BackDay != "thứ\u00a0Hai 30/11" {
		t.Errorf("on a Sunday: %+v", h)
	}
}

func TestPicture_OfASignFollowsItsCounter(t *testing.T) {
	s := source(t, "quang-binh", "")
	s.Counter = "3"
	w := board.Wall{
		Counters: []board.Counter{{ID: "3", Label: "3", State: "busy", Number: "A015"}, {ID: "4", State: "open"}},
		Called: []board.Called{
			{No: 7, Number: "A015", Counter: "3", Room: "1", Zone: "A", At: at(9, 42)},
			{No: 8, Number: "A016", Counter: "4", Room: "1", Zone: "A", At: at(9, 42)},
		},
	}
	calls := s.Calls(w.Called)
	if len(calls) != 1 || calls[0].No != 7 {
		t.Errorf("calls of the sign: %+v", calls)
	}
	sign := s.Picture(&w, View{}, at(9, 42), at(9, 42)).Sign
	if sign.Label != "3" || sign.State != "busy" || sign.Number != "A015" || !sign.Call || sign.Agency == "" {
		t.Errorf("sign %+v", sign)
	}
}

func TestPicture_OfBothSamplesFitsTheWall(t *testing.T) {
	app(t)
	for _, site := range []string{"quang-binh", "small"} {
		s := source(t, site, "")
		counts := map[string]int{}
		for _, sv := range s.Site.Services {
			counts[sv.ID] = len(sv.ID)
		}
		for _, layout := range []Layout{Hall, Rooms, Portrait} {
			screen := New(s.Words, layout)
			screen.Show(s.Picture(&board.Wall{Waiting: counts}, View{}, at(9, 42), at(9, 42)))
			story := story{layout: layout}
			screen.Object().Resize(story.size())
			if os.Getenv("SCREENS") != "" {
				paint(t, site+"-"+string(layout), screen, story.size())
			}
			for _, stage := range screen.Stages() {
				for _, c := range stage.Check() {
					t.Errorf("%s, %s: %s", site, layout, c)
				}
			}
		}
	}
}

func TestRanges_AreShort(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want string
	}{
		{nil, ""},
		{[]string{"7"}, "7"},
		{[]string{"4", "5"}, "4, 5"},
		{[]string{"1", "2", "3", "5", "G1", "BĐ"}, "1–3, 5, G1, BĐ"},
	} {
		if got := Ranges(slices.Clone(c.in)); got != c.want {
			t.Errorf("%v is written %q, want %q", c.in, got, c.want)
		}
	}
}
