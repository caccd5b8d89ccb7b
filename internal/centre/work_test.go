package centre_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"motcua/internal/centre"
)

// at reads a moment written as 2026-11-23 07:00 or with seconds.
func at(tb testing.TB, text string) time.Time {
	tb.Helper()
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if m, err := time.ParseInLocation(layout, text, centre.ICT); err == nil {
			return m
		}
	}
	tb.Fatalf("%q is no moment", text)
	return time.Time{}
}

func day(tb testing.TB, text string) centre.Date {
	tb.Helper()
	d, err := centre.ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

const minute = "2006-01-02 15:04"

func TestDue_WalksTheWorkingTimeOfTheDecree(t *testing.T) {
	h := sample(t, "quang-binh").Hours
	five := centre.Days(5)
	for name, c := range map[string]struct {
		received string
		term     centre.Term
		due      string
	}{
		"within the morning":              {"2026-11-23 08:10", centre.Days(1), "2026-11-24 08:10"},
		"over a weekend":                  {"2026-11-25 09:00", five, "2026-12-02 09:00"},
		"after closing":                   {"2026-11-23 17:30", five, "2026-12-01 07:00"},
		"at the last moment of the day":   {"2026-11-23 17:00", five, "2026-12-01 07:00"},
		"before opening":                  {"2026-11-23 06:00", five, "2026-11-30 07:00"},
		"at lunch":                        {"2026-11-23 12:00", five, "2026-11-30 13:30"},
		"at the first moment of lunch":    {"2026-11-23 11:30", five, "2026-11-30 13:30"},
		"on a Saturday":                   {"2026-11-28 09:00", five, "2026-12-07 07:00"},
		"over the Lunar New Year":         {"2026-02-13 10:00", five, "2026-02-27 10:00"},
		"a worked Saturday counts":        {"2026-08-21 10:00", centre.Days(1), "2026-08-22 10:00"},
		"the day given for it does not":   {"2026-08-28 10:00", centre.Days(1), "2026-09-03 10:00"},
		"half a day from the morning":     {"2026-11-23 07:00", centre.Term{HalfDays: 1}, "2026-11-23 11:00"},
		"half a day over lunch":           {"2026-11-23 09:30", centre.Term{HalfDays: 1}, "2026-11-23 15:30"},
		"half a day over night":           {"2026-11-23 15:00", centre.Term{HalfDays: 1}, "2026-11-24 09:00"},
		"half a day from the afternoon":   {"2026-11-23 13:30", centre.Term{HalfDays: 1}, "2026-11-24 07:30"},
		"two days and a half":             {"2026-11-26 10:00", centre.Term{HalfDays: 5}, "2026-11-30 16:00"},
		"eight hours are a day":           {"2026-11-23 08:00", centre.Term{Hours: 8 * time.Hour}, "2026-11-24 08:00"},
		"four hours end with the morning": {"2026-11-23 07:00", centre.Term{Hours: 4*time.Hour + 30*time.Minute}, "2026-11-23 11:30"},
		"four hours end with the day":     {"2026-11-23 13:30", centre.Term{Hours: 3*time.Hour + 30*time.Minute}, "2026-11-23 17:00"},
		"a day and an hour over night":    {"2026-11-23 16:30", centre.Term{HalfDays: 2, Hours: time.Hour}, "2026-11-25 07:30"},
		"up to the quarter hour":          {"2026-11-23 08:01", centre.Term{HalfDays: 2, Quarter: true}, "2026-11-24 08:15"},
		"a quarter hour stays":            {"2026-11-23 08:15", centre.Term{HalfDays: 2, Quarter: true}, "2026-11-24 08:15"},
		"not beyond the end of the day":   {"2026-11-23 16:55", centre.Term{HalfDays: 2, Quarter: true}, "2026-11-24 17:00"},
		"calendar days":                   {"2026-11-23 09:00", centre.Term{Calendar: 2}, "2026-11-25 09:00"},
		"calendar days onto a Sunday":     {"2026-11-23 09:00", centre.Term{Calendar: 6}, "2026-11-30 07:00"},
		"calendar days onto a holiday":    {"2026-04-20 09:00", centre.Term{Calendar: 10}, "2026-05-04 07:00"},
		"calendar days after closing":     {"2026-11-23 20:00", centre.Term{Calendar: 1}, "2026-11-24 17:00"},
		"no term is due at once":          {"2026-11-23 09:00", centre.Term{}, "2026-11-23 09:00"},
	} {
		due, ok := h.Due(at(t, c.received), c.term)
		if got := due.Format(minute); !ok || got != c.due {
			t.Errorf("%s: received %s, due %s (%v), want %s", name, c.received, got, ok, c.due)
		}
	}
}

func TestDue_OnADayWithFewerHoursFallsBackWithinThem(t *testing.T) {
	h := sample(t, "small").Hours // Saturday: mornings only
	for _, c := range []struct{ received, due string }{
		{"2026-11-27 10:00", "2026-11-28 10:00"},
		{"2026-11-27 15:00", "2026-11-28 11:30"},
	} {
		if due, _ := h.Due(at(t, c.received), centre.Days(1)); due.Format(minute) != c.due {
			t.Errorf("received %s: due %s, want %s", c.received, due.Format(minute), c.due)
		}
	}
}

func TestDue_WithoutAnyWorkingTimeHasNoAnswer(t *testing.T) {
	var never centre.Hours
	now := at(t, "2026-11-23 09:00")
	for _, term := range []centre.Term{{}, centre.Days(1), {HalfDays: 1}, {Hours: time.Hour}, {Calendar: 3}} {
		if due, ok := never.Due(now, term); ok {
			t.Errorf("%+v: due %s in a centre that never opens", term, due)
		}
	}
	h := sample(t, "quang-binh").Hours
	if _, ok := h.AddWorkingDays(now, 1<<30); ok {
		t.Error("a term of millions of years has an end")
	}
	if _, ok := h.AddWorkingTime(now, 1<<62); ok {
		t.Error("work of centuries has an end")
	}
}

func TestWorkingTime_IsWhatAddWorkingTimeAdds(t *testing.T) {
	h := sample(t, "quang-binh").Hours
	from := at(t, "2026-01-01 00:00")
	rapid.Check(t, func(r *rapid.T) {
		start := from.Add(time.Duration(rapid.IntRange(0, 500*24*60).Draw(r, "minutes")) * time.Minute)
		amount := time.Duration(rapid.IntRange(1, 20*8*60).Draw(r, "work")) * time.Minute
		due, ok := h.AddWorkingTime(start, amount)
		if !ok {
			r.Fatal("no end")
		}
		if got := h.WorkingTime(start, due); got != amount {
			r.Fatalf("from %s to %s are %s of work, want %s", start, due, got, amount)
		}
		if !h.IsWorkingDay(centre.DateOf(due)) {
			r.Fatalf("due on a day off, %s", due)
		}
		later, _ := h.AddWorkingTime(start.Add(time.Hour), amount)
		if later.Before(due) {
			r.Fatalf("received an hour later, due earlier: %s before %s", later, due)
		}
	})
}

func TestDue_NeverLiesOutsideTheHours(t *testing.T) {
	h := sample(t, "small").Hours
	from := at(t, "2026-01-01 00:00")
	rapid.Check(t, func(r *rapid.T) {
		received := from.Add(time.Duration(rapid.IntRange(0, 500*24*60).Draw(r, "minutes")) * time.Minute)
		term := centre.Term{
			HalfDays: rapid.IntRange(0, 40).Draw(r, "half days"),
			Hours:    time.Duration(rapid.IntRange(0, 20).Draw(r, "hours")) * time.Hour,
			Quarter:  rapid.Bool().Draw(r, "quarter"),
		}
		due, ok := h.Due(received, term)
		if !ok {
			r.Fatal("no end")
		}
		if !h.Open(due) && !h.Open(due.Add(-time.Second)) {
			r.Fatalf("%+v from %s is due at %s, outside the hours", term, received, due)
		}
		if due.Before(received) {
			r.Fatalf("due %s before it was received %s", due, received)
		}
	})
}

func TestWorkingDaysBetween_CountsTheDaysLeft(t *testing.T) {
	h := sample(t, "quang-binh").Hours
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026-11-23", "2026-11-23", 0},
		{"2026-11-23", "2026-11-24", 1},
		{"2026-11-27", "2026-11-30", 1},
		{"2026-11-30", "2026-11-27", -1},
		{"2026-02-13", "2026-02-23", 1},
		{"2026-08-21", "2026-09-03", 7}, // Saturday 22 is worked, Monday 31 is not
	} {
		if got := h.WorkingDaysBetween(day(t, c.from), day(t, c.to)); got != c.want {
			t.Errorf("%s to %s: %d, want %d", c.from, c.to, got, c.want)
		}
	}
	if got := h.WorkingDaysBetween(day(t, "2026-01-01"), day(t, "9999-12-31")); got < 25000 || got > 27000 {
		t.Errorf("%d working days are counted, want those of one century", got)
	}
}
