package centre

import "time"

// workDay is how many hours of work a day of a term counts for; half of it is
// a half day (nửa ngày).
const workDay = 8 * time.Hour

// century is how many days a count of days goes on at most, so that a date
// mistyped as the year 9999 keeps nobody waiting.
const century = 36525

// Term is how long a procedure may take. Days and hours add up.
type Term struct {
	HalfDays int           // working half days: 10 for five days
	Hours    time.Duration // working hours on top
	Calendar int           // calendar days instead; a due day off moves to the next working day
	Quarter  bool          // the due time is rounded up to the next quarter hour
}

// Days is a term of whole working days.
func Days(n int) Term { return Term{HalfDays: 2 * n} }

// Due gives the moment at which a term that began with a reception runs out.
// ok is false where the centre has no working time within the horizon, as with
// an empty site.
func (h Hours) Due(received time.Time, t Term) (due time.Time, ok bool) {
	if t.Calendar > 0 {
		due, ok = h.calendarDue(received, t.Calendar)
	} else {
		due, ok = h.AddHalfDays(received, t.HalfDays)
		if ok && t.Hours > 0 {
			due, ok = h.AddWorkingTime(due, t.Hours)
		}
	}
	if ok && t.Quarter {
		due = h.quarter(due)
	}
	return due, ok
}

// calendarDue counts days on the calendar and moves a due day off to the
// opening of the next working day.
func (h Hours) calendarDue(received time.Time, n int) (time.Time, bool) {
	d := DateOf(received).Add(n)
	if h.IsWorkingDay(d) {
		return h.on(d, ClockOf(received)), true
	}
	return h.NextOpening(d.At(0))
}

// CountsFrom gives the moment from which a reception counts: itself within a
// session, else the start of the next one: after closing the next morning, at
// lunch the afternoon.
func (h Hours) CountsFrom(received time.Time) (time.Time, bool) {
	if h.Open(received) {
		return received, true
	}
	return h.NextOpening(received.Add(-time.Nanosecond))
}

// AddWorkingDays gives the same time of day n working days later, skipping
// days off. Where that day has other hours, it is the nearest moment of work
// before, or the opening.
func (h Hours) AddWorkingDays(from time.Time, n int) (time.Time, bool) {
	start, ok := h.CountsFrom(from)
	if !ok || n <= 0 {
		return start, ok
	}
	d := DateOf(start)
	for range century {
		d = d.Add(1)
		if !h.IsWorkingDay(d) {
			continue
		}
		if n--; n == 0 {
			return h.on(d, ClockOf(start)), true
		}
	}
	return time.Time{}, false
}

// AddHalfDays is AddWorkingDays for half days; an odd one is four hours of work.
func (h Hours) AddHalfDays(from time.Time, n int) (time.Time, bool) {
	due, ok := h.AddWorkingDays(from, n/2)
	if ok && n > 0 && n%2 == 1 {
		return h.AddWorkingTime(due, workDay/2)
	}
	return due, ok
}

// AddWorkingTime walks through the sessions until an amount of work has
// passed, jumping lunch, night and days off. Work that ends with a session is
// due at its end, not at the start of the next.
func (h Hours) AddWorkingTime(from time.Time, amount time.Duration) (time.Time, bool) {
	at, ok := h.CountsFrom(from)
	if amount <= 0 {
		return at, ok
	}
	for days := 0; ok && days < century; days++ {
		closes, running := h.Closing(at)
		if !running {
			at, ok = h.NextOpening(at.Add(-time.Nanosecond))
			continue
		}
		left := closes.Sub(at)
		if amount <= left {
			return at.Add(amount), true
		}
		amount -= left
		at = closes
	}
	return time.Time{}, false
}

// WorkingTime measures the work between two moments, of a century at most; it
// is 0 where the second is not after the first.
func (h Hours) WorkingTime(from, to time.Time) (sum time.Duration) {
	d, last := DateOf(from), DateOf(to)
	for range century {
		if last.Before(d) {
			break
		}
		for _, s := range h.SessionsOn(d) {
			a, b := later(d.At(s.From), from), earlier(d.At(s.To), to)
			if b.After(a) {
				sum += b.Sub(a)
			}
		}
		d = d.Add(1)
	}
	return sum
}

// WorkingDaysBetween counts the working days after one day up to and including
// another, of a century at most: 0 for the same day, negative where the second
// lies before.
func (h Hours) WorkingDaysBetween(from, to Date) (n int) {
	if to.Before(from) {
		return -h.WorkingDaysBetween(to, from)
	}
	d := from
	for range century {
		if d = d.Add(1); to.Before(d) {
			break
		}
		if h.IsWorkingDay(d) {
			n++
		}
	}
	return n
}

// on puts a time of day on a working day: as it is within a session, else the
// end of the session before it, or the opening. The end of a session stays.
func (h Hours) on(d Date, c Clock) time.Time {
	list := h.SessionsOn(d)
	at := list[0].From
	for _, s := range list {
		if c >= s.From {
			at = min(c, s.To)
		}
	}
	return d.At(at)
}

// quarter rounds up to the next quarter hour, not beyond the end of the
// session that a due moment lies in.
func (h Hours) quarter(due time.Time) time.Time {
	const step = 15 * time.Minute
	d, c := DateOf(due), ClockOf(due)
	up := (c + Clock(step) - 1) / Clock(step) * Clock(step)
	for _, s := range h.SessionsOn(d) {
		if c >= s.From && c <= s.To {
			return d.At(min(up, s.To))
		}
	}
	return d.At(up)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
