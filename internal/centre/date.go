package centre

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ICT is the time of Vietnam, UTC+7 all year; the appliance knows no other zone.
var ICT = time.FixedZone("ICT", 7*60*60)

// Date is a calendar day in Vietnam.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the day a moment belongs to in Vietnam.
func DateOf(at time.Time) Date {
	y, m, d := at.In(ICT).Date()
	return Date{y, m, d}
}

// ParseDate reads a day written as 2026-11-23.
func ParseDate(text string) (Date, error) {
	t, err := time.ParseInLocation(time.DateOnly, text, ICT)
	if err != nil {
		return Date{}, fmt.Errorf("centre: %q is not a day of the calendar, write it as 2026-11-23", text)
	}
	return DateOf(t), nil
}

// String writes the day as 2026-11-23.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// At gives the moment a time of day has on this day.
func (d Date) At(c Clock) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, ICT).Add(time.Duration(c))
}

// Add gives the day n days later, or earlier where n is negative.
func (d Date) Add(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, ICT))
}

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.At(0).Weekday() }

// Before tells whether the day lies before another.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// Compare is -1, 0 or +1 as the day lies before, on or after another.
func (d Date) Compare(o Date) int { return d.At(0).Compare(o.At(0)) }

// Clock is a time of day, counted from midnight.
type Clock time.Duration

// ClockOf gives the time of day of a moment in Vietnam.
func ClockOf(at time.Time) Clock {
	t := at.In(ICT)
	return Clock(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute +
		time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond()))
}

// ParseClock reads a time of day written as 07:00 or 7:00; 24:00 is the end of
// the day.
func ParseClock(text string) (Clock, error) {
	hours, minutes, ok := strings.Cut(text, ":")
	h, err1 := strconv.ParseUint(hours, 10, 8)
	m, err2 := strconv.ParseUint(minutes, 10, 8)
	if !ok || err1 != nil || err2 != nil || len(hours) > 2 || len(minutes) != 2 || m > 59 || h*60+m > 24*60 {
		return 0, fmt.Errorf("centre: %q is not a time of day, write it as 07:00", text)
	}
	return Clock(time.Duration(h*60+m) * time.Minute), nil
}

// String writes the time of day as 07:00.
func (c Clock) String() string {
	m := int(time.Duration(c) / time.Minute)
	return fmt.Sprintf("%02d:%02d", m/60, m%60)
}
