package centre_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/centre"
)

func TestQuangBinh_IsTheCentreOfThirteenAgencies(t *testing.T) {
	s := sample(t, "quang-binh")
	want := []string{
		"Sở Kế hoạch và Đầu tư", "Sở Y tế", "Sở Giao thông Vận tải", "Sở Tài nguyên và Môi trường", "Sở Tư pháp",
		"Sở Lao động - Thương binh và Xã hội", "Sở Xây dựng", "Sở Công Thương", "Sở Văn hóa và Thể thao",
		"Ban Quản lý Khu kinh tế", "Văn phòng UBND tỉnh", "Bảo hiểm xã hội", "Công an tỉnh",
	}
	var names []string
	letters := ""
	for _, a := range s.Agencies {
		names = append(names, a.Name.In("vi"))
		own := ""
		for _, v := range s.ServicesOf(a.ID) {
			if v.Kind == "collect" {
				if v.Series != "T" {
					t.Errorf("%s hands out results under %s, want T", a.ID, v.Series)
				}
				continue
			}
			if own != "" && own != v.Series {
				t.Errorf("%s has two letters, %s and %s", a.ID, own, v.Series)
			}
			own = v.Series
		}
		letters += own
		kinds := map[string]bool{}
		for _, v := range s.ServicesOf(a.ID) {
			kinds[v.Kind] = true
		}
		if len(kinds) != 4 {
			t.Errorf("%s has services of %d kinds, want 4", a.ID, len(kinds))
		}
	}
	if d := cmp.Diff(want, names); d != "" {
		t.Errorf("agencies (-want +got):\n%s", d)
	}
	if letters != "ABCDEGHKLMNPR" {
		t.Errorf("letters %s, want ABCDEGHKLMNPR", letters)
	}
	for id, letter := range map[string]string{"guidance": "S", "result": "T", "post": "V"} {
		if v, ok := s.Service(id); !ok || v.Series != letter {
			t.Errorf("%s has the letter %q, want %s", id, v.Series, letter)
		}
	}
}

func TestQuangBinh_HasTwentyCountersInFourRoomsAndTwoMoreBeside(t *testing.T) {
	s := sample(t, "quang-binh")
	rooms := map[string]int{}
	for _, c := range s.Counters {
		rooms[c.Room]++
	}
	if d := cmp.Diff(map[string]int{"1": 5, "2": 5, "3": 7, "4": 3, "G": 1, "BD": 1}, rooms); d != "" {
		t.Errorf("counters in rooms (-want +got):\n%s", d)
	}
	if len(s.Zones) != 2 || len(s.Counters) != 22 {
		t.Errorf("%d zones, %d counters, want 2 and 22", len(s.Zones), len(s.Counters))
	}
	for _, c := range s.Counters[:20] {
		if c.Room == "G" || c.Room == "BD" {
			t.Errorf("counter %s stands in room %s", c.ID, c.Room)
		}
	}
	twenty, _ := s.Counter("20")
	for _, want := range []string{"result", "cashier"} {
		if !slices.Contains(twenty.Services, want) {
			t.Errorf("counter 20 does not serve %s", want)
		}
	}
	for _, v := range twenty.Services {
		if svc, _ := s.Service(v); svc.Kind != "collect" && svc.Kind != "pay" {
			t.Errorf("counter 20 serves %s, it is result desk and cashier only", v)
		}
	}
	for id, label := range map[string]string{"G1": "G1", "BD": "BĐ"} {
		if c, ok := s.Counter(id); !ok || c.Label != label {
			t.Errorf("counter %s has the label %q, want %q", id, c.Label, label)
		}
	}
}

func TestQuangBinh_FollowsThePlanOfCounters(t *testing.T) {
	s := sample(t, "quang-binh")
	for agency, want := range map[string]string{
		"khdt": "1 2 3 4", "yte": "5 6 7", "gtvt": "8 9", "tnmt": "10 11", "tuphap": "12 13", "ldtbxh": "13 14", "xaydung": "14 15",
		"congthuong": "15 16", "vhtt": "12 16", "khukinhte": "17", "vanphong": "17 18", "bhxh": "18", "congan": "19",
	} {
		if got := strings.Join(s.CountersFor(agency+"-new"), " "); got != want {
			t.Errorf("%s is served at %s, want %s", agency, got, want)
		}
	}
	for service, want := range map[string]string{
		"khdt-result": "1 2 3 4 19", "gtvt-result": "8 9 19", "tnmt-result": "10 11 20", "bhxh-result": "18 20", "congan-result": "19", "cashier": "20",
	} {
		if got := strings.Join(s.CountersFor(service), " "); got != want {
			t.Errorf("%s is served at %s, want %s", service, got, want)
		}
	}
}

func TestQuangBinh_CallsEachServiceInOneZone(t *testing.T) {
	s := sample(t, "quang-binh")
	for _, v := range s.Services {
		if zones := s.ZonesFor(v.ID); len(zones) != 1 {
			t.Errorf("%s is called in zones %v; a visitor can wait in one only", v.ID, zones)
		}
		if v.Kind == "submit" {
			if rooms := s.RoomsFor(v.ID); len(rooms) != 1 {
				t.Errorf("%s is served in rooms %v, the ticket has place for one", v.ID, rooms)
			}
		}
	}
}

func TestSamples_SayEverythingInBothLanguages(t *testing.T) {
	for _, name := range []string{"quang-binh", "small"} {
		s := sample(t, name)
		if !slices.Equal(s.Languages, []string{"vi", "en"}) {
			t.Errorf("%s speaks %v", name, s.Languages)
		}
		for _, list := range [][]centre.Reason{s.Reasons.Pause, s.Reasons.Call, s.Reasons.Cancel, s.Reasons.Park} {
			if len(list) == 0 {
				t.Errorf("%s has an empty list of reasons", name)
			}
		}
		if k := s.Kiosks["main"]; !strings.HasPrefix(k.Printer, "sim://") || !strings.HasPrefix(k.Scanner, "sim://") {
			t.Errorf("%s: the kiosk has %q and %q, want simulated devices", name, k.Printer, k.Scanner)
		}
	}
	faces, survey := 0, 0
	for _, q := range sample(t, "quang-binh").Rating.Questions {
		switch q.Where {
		case "counter":
			faces++
		case "survey":
			survey++
		}
		if q.Scale != 3 || len(q.Levels) != 3 {
			t.Errorf("question %s has the scale %d with %d words", q.ID, q.Scale, len(q.Levels))
		}
	}
	if faces != 1 || survey != 9 {
		t.Errorf("%d questions at the counter and %d in the survey, want 1 and 9", faces, survey)
	}
}

func TestAgency_BreaksItsNameWhereItIsToldTo(t *testing.T) {
	s := sample(t, "quang-binh")
	a, _ := s.Agency("ldtbxh")
	if d := cmp.Diff([]string{"Sở Lao động - Thương binh", "và Xã hội"}, a.Lines("vi")); d != "" {
		t.Error(d)
	}
	b, _ := s.Agency("yte")
	if d := cmp.Diff([]string{"Department of Health"}, b.Lines("en")); d != "" {
		t.Error(d)
	}
	if got := (centre.Agency{Name: centre.Text{"vi": "Sở Y tế"}}).ShortIn("en"); got != "Sở Y tế" {
		t.Errorf("without a short name it is %q", got)
	}
}

func TestText_FallsBackToVietnamese(t *testing.T) {
	text := centre.Text{"vi": "Quầy", "en": ""}
	for lang, want := range map[string]string{"vi": "Quầy", "en": "Quầy", "fr": "Quầy"} {
		if got := text.In(lang); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := centre.Text(nil).In("vi"); got != "" {
		t.Errorf("no text is %q", got)
	}
}

func TestNew_GivesAnIndexedSiteWithDefaults(t *testing.T) {
	plain := centre.Site{
		Name:  "Một cửa",
		Rooms: []centre.Room{{ID: "1", Name: centre.Text{"vi": "Phòng"}}},
		Zones: []centre.Zone{{ID: "A", Name: centre.Text{"vi": "Chờ"}}},
		Counters: []centre.Counter{
			{ID: "1", Room: "1", Zone: "A", Services: []string{"new", "ask"}},
			{ID: "2", Room: "1", Zone: "A", Services: []string{"new"}},
		},
		Services: []centre.Service{
			{ID: "new", Name: centre.Text{"vi": "Nộp"}, Series: "A", Group: "a", Minutes: 9},
			{ID: "ask", Name: centre.Text{"vi": "Hỏi"}, Series: "A", Group: "a", Minutes: 5},
		},
	}
	built, err := centre.New(plain)
	if err != nil {
		t.Fatal(err)
	}
	if built.Rules != centre.DefaultRules() || len(built.Classes) != 8 || built.Counters[0].Label != "1" {
		t.Errorf("defaults are missing: %+v", built.Rules)
	}
	for name, s := range map[string]*centre.Site{"built": built, "written down": &plain} {
		if got := s.CountersFor("new"); !slices.Equal(got, []string{"1", "2"}) {
			t.Errorf("%s: new is served at %v", name, got)
		}
		if !s.Serves("1", "ask") || s.Serves("2", "ask") || s.Serves("3", "ask") || s.Serves("1", "none") {
			t.Errorf("%s: who serves what is wrong", name)
		}
		if _, ok := s.Service("none"); ok {
			t.Errorf("%s: an unknown service is found", name)
		}
		if v, ok := s.Service("ask"); !ok || v.Minutes != 5 {
			t.Errorf("%s: ask is %+v, %v", name, v, ok)
		}
	}
	again, err := centre.Parse("export.toml", append(centre.Export(built), "\n"...))
	if err == nil || again != nil {
		t.Error("a document without hours is accepted")
	}
}

func TestNew_NamesTheFaultyPart(t *testing.T) {
	_, err := centre.New(centre.Site{
		Name:     "Một cửa",
		Counters: []centre.Counter{{ID: "1", Services: []string{"new"}}},
	})
	want := `counter[0].services[0]: there is no service "new"; add a [[service]] with this id or correct it`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestSite_TwoEqualSitesHaveOneHash(t *testing.T) {
	a, b := sample(t, "small"), sample(t, "small")
	if a.Hash() != b.Hash() || !a.Equal(b) {
		t.Error("the same document gives two sites")
	}
	b.Rules.RecallMax++
	if a.Hash() == b.Hash() || a.Equal(b) {
		t.Error("another rule gives the same hash")
	}
	var none *centre.Site
	if a.Equal(none) || !none.Equal(nil) {
		t.Error("no site equals a site")
	}
}

func TestReasons_FindsOnlyWhatIsOnTheList(t *testing.T) {
	r := sample(t, "quang-binh").Reasons
	if got, ok := centre.FindReason(r.Pause, "meeting"); !ok || got.Name.In("en") != "Meeting" {
		t.Errorf("meeting is %+v, %v", got, ok)
	}
	if _, ok := centre.FindReason(r.Pause, "missed"); ok {
		t.Error("a reason of another list is found")
	}
}
