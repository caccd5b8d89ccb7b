package centre_test

import (
	"testing"
	"time"

	"motcua/internal/centre"
)

func TestAppointments_StandWithinTheHours(t *testing.T) {
	s := sample(t, "quang-binh")
	monday := s.Appointments("khdt-new", day(t, "2026-11-23"))
	if len(monday) != 14+11 {
		t.Fatalf("%d times on a Monday, want 25", len(monday))
	}
	first, last := monday[0], monday[len(monday)-1]
	if got := first.At.Format("15:04") + " " + last.At.Format("15:04"); got != "07:30 16:15" || first.Places != 4 {
		t.Errorf("from %s with %d places", got, first.Places)
	}
	for _, d := range []string{"2026-11-28", "2026-02-17", "2026-08-31"} {
		if got := s.Appointments("khdt-new", day(t, d)); len(got) != 0 {
			t.Errorf("%d times on %s, a day off", len(got), d)
		}
	}
	if got := s.Appointments("cashier", day(t, "2026-11-23")); len(got) != 0 {
		t.Error("the cashier can be booked")
	}
}

func TestAppointments_RowsOfOneTimeAddUp(t *testing.T) {
	s := sample(t, "small")
	row := centre.Slot{
		Days: []time.Weekday{time.Monday}, From: clock(t, "11:00"), To: clock(t, "14:00"), Every: 30 * time.Minute, Places: 2,
	}
	named := row
	named.Services, named.To, named.Places = []string{"result"}, clock(t, "11:30"), 1
	s.Slots = []centre.Slot{row, named}
	for service, want := range map[string]string{"result": "11:00=3 13:30=2 ", "tuphap-new": "11:00=2 13:30=2 "} {
		got := ""
		for _, b := range s.Appointments(service, day(t, "2026-11-23")) {
			got += b.At.Format("15:04") + "=" + string(rune('0'+b.Places)) + " "
		}
		if got != want {
			t.Errorf("%s: %q, want %q", service, got, want)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	doc := centre.Export(sample(b, "quang-binh"))
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		if _, err := centre.Parse("quang-binh.toml", doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkServes(b *testing.B) {
	s := sample(b, "quang-binh")
	for b.Loop() {
		if !s.Serves("20", "cashier") {
			b.Fatal("the cashier has left")
		}
	}
}
