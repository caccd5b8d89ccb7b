package forecast

import (
	"math"
	"time"

	"motcua/internal/centre"
)

// span is a stretch of work left today, in minutes from the question on.
type span struct{ from, to float64 }

// workday turns working minutes into times of the day.
type workday struct {
	at   time.Time
	left []span // empty: hours do not bind, work goes on
}

// remaining lists the sessions of the day that are not over. Outside all of
// them a counter that is open works on, and so does the estimate.
func remaining(h centre.Hours, at time.Time) []span {
	if _, running := h.SessionAt(at); !running {
		return nil
	}
	var list []span
	d := centre.DateOf(at)
	for _, s := range h.SessionsOn(d) {
		to := d.At(s.To).Sub(at).Minutes()
		if to > 0 {
			list = append(list, span{max(d.At(s.From).Sub(at).Minutes(), 0), to})
		}
	}
	return list
}

// total is the working minutes left today; ends is false where hours do not bind.
func (d workday) total() (minutes float64, ends bool) {
	for _, s := range d.left {
		minutes += s.to - s.from
	}
	return minutes, len(d.left) > 0
}

// clock is the minute of the day at which so much work is done, and whether
// that is before a break; work that does not fit ends with the day.
func (d workday) clock(work float64) (minutes float64, session int) {
	if len(d.left) == 0 {
		return work, 0
	}
	for i, s := range d.left {
		if work < s.to-s.from {
			return s.from + work, i
		}
		work -= s.to - s.from
	}
	last := len(d.left) - 1
	return d.left[last].to, last
}

// shown rounds a range of working minutes for people and says what is special.
func (d workday) shown(r Range, low, high float64, h centre.Hours) Range {
	if r.Served < 0.1 {
		r.Known, r.Reason = false, Closing
		end, _ := h.DayEnds(centre.DateOf(d.at))
		r.Opens, _ = h.NextOpening(end)
		return r
	}
	from, _ := d.clock(low)
	to, session := d.clock(high)
	r.Low, r.High = round(from, to)
	r.From, r.To = d.at.Add(time.Duration(r.Low)*time.Minute), d.at.Add(time.Duration(r.High)*time.Minute)

	switch {
	case r.Served < 0.9:
		r.Reason = Closing
	case session > 0:
		r.Reason = Lunch
	case r.Ahead <= 1 && r.High <= 5:
		r.Reason = Soon
	case r.Low >= longWait:
		r.Reason = Long
	}
	return r
}

// round brings the ends to the nearest 5 minutes, outwards where that would cut
// more than 2, and keeps the range at least 5 wide.
func round(low, high float64) (int, int) {
	l := 5 * math.Round(low/5)
	if l-low > 2 {
		l -= 5
	}
	h := 5 * math.Round(high/5)
	if high-h > 2 {
		h += 5
	}
	if h-l < 5 {
		if l > 0 && l-low > high-h {
			l -= 5
		} else {
			h = l + 5
		}
	}
	return int(max(l, 0)), int(h)
}
