package centre_test

import (
	"testing"
	"time"

	"motcua/internal/centre"
)

func TestTicketing_SaysWhyAndWhenItGoesOn(t *testing.T) {
	h := sample(t, "quang-binh").Hours
	for _, c := range []struct {
		at    string
		why   centre.Why
		opens string
	}{
		{"2026-11-23 06:59:59", centre.WhyEarly, "2026-11-23 07:00"},
		{"2026-11-23 07:00", centre.WhyOpen, "2026-11-23 07:00"},
		{"2026-11-23 10:59:59", centre.WhyOpen, "2026-11-23 10:59"},
		{"2026-11-23 11:00", centre.WhyStopped, "2026-11-23 13:30"},
		{"2026-11-23 11:30", centre.WhyLunch, "2026-11-23 13:30"},
		{"2026-11-23 13:29:59", centre.WhyLunch, "2026-11-23 13:30"},
		{"2026-11-23 13:30", centre.WhyOpen, "2026-11-23 13:30"},
		{"2026-11-23 16:30", centre.WhyStopped, "2026-11-24 07:00"},
		{"2026-11-23 17:00", centre.WhyClosed, "2026-11-24 07:00"},
		{"2026-11-27 23:59:59", centre.WhyClosed, "2026-11-30 07:00"},
		{"2026-11-28 09:00", centre.WhyDayOff, "2026-11-30 07:00"},
		{"2026-02-18 09:00", centre.WhyHoliday, "2026-02-23 07:00"},
		{"2026-08-31 09:00", centre.WhyDayOff, "2026-09-03 07:00"},
		{"2026-08-22 09:00", centre.WhyOpen, "2026-08-22 09:00"},
		{"2026-08-22 16:59", centre.WhyStopped, "2026-08-24 07:00"},
	} {
		ok, opens, why := h.TicketingOpen(at(t, c.at))
		if why != c.why || ok != (why == centre.WhyOpen) || opens.Format(minute) != c.opens {
			t.Errorf("%s: %v, opens %s, %s; want %s, %s", c.at, ok, opens.Format(minute), why, c.opens, c.why)
		}
	}
}

func TestHours_AreThoseOfVietnamWhateverTheZoneOfTheMoment(t *testing.T) {
	h := sample(t, "quang-binh").Hours
	utc := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) // 07:00 in Vietnam
	if !h.Open(utc) || h.Open(utc.Add(-time.Second)) {
		t.Error("the morning does not begin at 07:00 in Vietnam")
	}
	if d := centre.DateOf(time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC)); d.String() != "2026-11-23" {
		t.Errorf("midnight in Vietnam belongs to %s", d)
	}
}

func TestHours_ClosingAndTheEndOfTheDay(t *testing.T) {
	h := sample(t, "quang-binh").Hours
	if c, ok := h.Closing(at(t, "2026-11-23 09:00")); !ok || c.Format(minute) != "2026-11-23 11:30" {
		t.Errorf("the morning ends at %s, %v", c, ok)
	}
	if c, ok := h.Closing(at(t, "2026-11-23 12:00")); ok {
		t.Errorf("lunch ends at %s", c)
	}
	if e, ok := h.DayEnds(day(t, "2026-11-23")); !ok || e.Format(minute) != "2026-11-23 17:00" {
		t.Errorf("the day ends at %s, %v", e, ok)
	}
	if e, ok := h.DayEnds(day(t, "2026-11-22")); ok {
		t.Errorf("a Sunday ends at %s", e)
	}
}

func TestHours_ACentreThatNeverOpensSaysSo(t *testing.T) {
	var h centre.Hours
	now := at(t, "2026-11-23 09:00")
	if opens, ok := h.NextOpening(now); ok {
		t.Errorf("opens at %s", opens)
	}
	if ok, opens, why := h.TicketingOpen(now); ok || !opens.IsZero() || why != centre.WhyDayOff {
		t.Errorf("%v, %s, %s", ok, opens, why)
	}
}

func TestHours_AWorkedHolidayIsNoHoliday(t *testing.T) {
	h := centre.Hours{
		Holidays: []centre.Holiday{{From: day(t, "2026-11-23"), To: day(t, "2026-11-25")}},
		Swaps:    []centre.Swap{{Work: day(t, "2026-11-24")}},
	}
	h.Week[time.Monday] = []centre.Session{{From: clock(t, "08:00"), To: clock(t, "12:00")}}
	if _, off := h.Holiday(day(t, "2026-11-24")); off {
		t.Error("the worked day counts as a holiday")
	}
	if !h.IsWorkingDay(day(t, "2026-11-24")) || h.IsWorkingDay(day(t, "2026-11-23")) || h.IsWorkingDay(day(t, "2026-11-25")) {
		t.Error("only the 24th is worked")
	}
	if got := h.SessionsOn(day(t, "2026-11-24")); len(got) != 1 || got[0].String() != "08:00-12:00" {
		t.Errorf("a Tuesday without hours of its own is worked %v, want the hours of Monday", got)
	}
}

func clock(tb testing.TB, text string) centre.Clock {
	tb.Helper()
	c, err := centre.ParseClock(text)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func TestClock_ReadsTimesOfDayAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{"07:00": "07:00", "7:05": "07:05", "00:00": "00:00", "24:00": "24:00"} {
		if got := clock(t, text).String(); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "7", "7:5", "24:01", "25:00", "07:60", "-1:00", "07:00:00", "ab:cd", "7h00", "+7:00", "7: 00"} {
		if c, err := centre.ParseClock(text); err == nil {
			t.Errorf("%q is taken for %s", text, c)
		}
	}
}

func TestDate_ReadsDaysOfTheCalendarOnly(t *testing.T) {
	for _, text := range []string{"", "2026-02-29", "2026-13-01", "26-01-01", "2026/01/01", "2026-1-1"} {
		if d, err := centre.ParseDate(text); err == nil {
			t.Errorf("%q is taken for %s", text, d)
		}
	}
	d := day(t, "2026-12-31")
	if got := d.Add(1).String(); got != "2027-01-01" {
		t.Errorf("the day after is %s", got)
	}
	if !d.Before(d.Add(1)) || d.Before(d) || d.Compare(d.Add(-1)) != 1 {
		t.Error("days are not in order")
	}
}
