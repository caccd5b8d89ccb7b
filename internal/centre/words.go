package centre

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"motcua/internal/centre/form"
)

// date is a day of the calendar, written bare as TOML does.
func date(d *form.Sheet, key string, p *Date, n form.Need) {
	text := ""
	if *p != (Date{}) {
		text = p.String()
	}
	d.Word(key, n, "a day of the calendar such as 2026-11-23", true, text, func(text string) (err error) {
		*p, err = ParseDate(text)
		return err
	})
}

// moment is a day or a time on a day.
func moment(d *form.Sheet, key string, p *time.Time) {
	text := ""
	if !p.IsZero() {
		text = p.In(ICT).Format("2006-01-02T15:04:05.999999999-07:00")
	}
	d.Word(key, form.May, "a day or a moment such as 2026-11-23T07:00:00", true, text, func(text string) (err error) {
		text = strings.Replace(text, " ", "T", 1)
		for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04", time.RFC3339} {
			t, failed := time.ParseInLocation(layout, text, ICT)
			if err = failed; err == nil {
				*p = t.In(ICT)
				return nil
			}
		}
		return err
	})
}

// clock is a time of day.
func clock(d *form.Sheet, key string, p *Clock) {
	d.Word(key, form.Must, `a time of day in quotes such as "07:00"`, false, p.String(), func(text string) (err error) {
		*p, err = ParseClock(text)
		return err
	})
}

// sessions are the hours of one weekday.
func sessions(d *form.Sheet, key string, p *[]Session) {
	const wanted = `a list of hours such as ["07:00-11:30", "13:30-17:00"]`
	texts := make([]string, len(*p))
	for i, x := range *p {
		texts[i] = x.String()
	}
	d.Words(key, form.May, wanted, texts, func(text string) error {
		s, err := ParseSession(text)
		if err == nil {
			*p = append(*p, s)
		}
		return err
	})
}

// ParseSession reads the hours of a session written as 07:00-11:30.
func ParseSession(text string) (Session, error) {
	from, to, _ := strings.Cut(text, "-")
	a, err := ParseClock(strings.TrimSpace(from))
	if err != nil {
		return Session{}, err
	}
	b, err := ParseClock(strings.TrimSpace(to))
	return Session{a, b}, err
}

// String writes the session as 07:00-11:30.
func (s Session) String() string { return s.From.String() + "-" + s.To.String() }

// days are weekdays by their English names.
func days(d *form.Sheet, key string, p *[]time.Weekday) {
	texts := make([]string, len(*p))
	for i, day := range *p {
		texts[i] = weekdays[day]
	}
	d.Words(key, form.Must, "weekdays in English: "+form.OrList(append(weekdays[1:], weekdays[0])), texts, func(text string) error {
		day := slices.Index(weekdays[:], text)
		if day < 0 {
			return fmt.Errorf("centre: %q is no weekday", text)
		}
		*p = append(*p, time.Weekday(day))
		return nil
	})
}
