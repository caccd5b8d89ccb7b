package forecast

import (
	"math"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Reason says in one word why a range is unknown, or what is special about it.
type Reason string

// The reasons of a [Range].
const (
	NotWaiting   Reason = "not-waiting"   // the visit is not in a line
	NobodyServes Reason = "nobody-serves" // no counter that may call it is open; Opens says when
	Lunch        Reason = "lunch"         // known: the range reaches over the break
	Closing      Reason = "closing"       // it may be, or will be, too late today
	Soon         Reason = "soon"          // next or next but one
	Long         Reason = "long"          // 90 minutes or more: say the clock time
)

// Range is what a visitor is told: eight of ten waits end within it.
type Range struct {
	Known     bool
	Low, High int       // minutes from the question on, rounded for people
	From, To  time.Time // the same as times of the day
	Reason    Reason    // empty for a plain range
	Opens     time.Time // when the centre works again, for NobodyServes and Closing
	Served    float64   // chance of being called today
	Ahead     int
	Initial   bool // hardly a visit has been seen: say that it is a first estimate
}

// spreads that sums of independent visits do not average away, as standard
// deviations of a logarithm (QUEUEING 8).
const (
	officerSpread = 0.18
	daySpread     = 0.07
	tide          = 0.15 // breaks, late counters and crowds differ from day to day
)

const (
	breakShare = 0.08 // of open time
	missed     = 1.5  // minutes a counter loses by a call nobody answers
	pressure   = 1.1  // work arriving per work done, at a line where people wait
	press      = 0.4  // minutes until an idle counter has called
	decile     = 1.2815515655446004
	longWait   = 90
	fewVisits  = 5
)

// First is the range shown for a ticket by a centre that has seen no visit yet;
// low and high are whole minutes, reason is set where ok is false and where the
// range needs a word more.
func First(s *queue.State, id string, at time.Time) (low, high int, ok bool, reason string) {
	r := NewModel(s.Site()).Wait(s, id, at)
	return r.Low, r.High, r.Known, string(r.Reason)
}

// Wait is the range for a ticket that waits, or that will once its slip is out.
func (m *Model) Wait(s *queue.State, id string, at time.Time) Range {
	t, ok := s.Ticket(id)
	if !ok {
		return Range{Reason: NotWaiting}
	}
	switch t.Status {
	case queue.StatusWaiting:
		return m.wait(s, t.Spot, place{s.Ahead(id), true}, at)
	case queue.StatusIssued, queue.StatusUnprinted:
		return m.wait(s, t.Spot, place{ahead: s.AheadOf(t.Spot.Service, t.Spot.Class, at)}, at)
	default:
		return Range{Reason: NotWaiting}
	}
}

// Before is the range for a number that has not been taken yet.
func (m *Model) Before(s *queue.State, service, class string, at time.Time) Range {
	c, _ := s.Site().Class(class)
	spot := queue.Spot{Service: service, Class: class, Key: at.Add(-c.HeadStart)}
	return m.wait(s, spot, place{ahead: s.AheadOf(service, class, at)}, at)
}

func (m *Model) wait(s *queue.State, spot queue.Spot, q place, at time.Time) Range {
	site := s.Site()
	p := m.pool(s, spot, q, at)
	if p.open == 0 {
		r := Range{Reason: NobodyServes, Ahead: q.ahead}
		r.Opens, _ = site.Hours.NextOpening(at)
		return r
	}

	mean, spread := m.guess(p, spot, at)
	day := workday{at: at, left: remaining(site.Hours, at)}
	center := math.Log(mean) - spread*spread/2
	r := Range{Known: true, Ahead: q.ahead, Initial: m.seen < fewVisits, Served: 1}
	if total, ends := day.total(); ends {
		r.Served = normal((math.Log(total) - center) / spread)
	}
	return day.shown(r, math.Exp(center-decile*spread), math.Exp(center+decile*spread), site.Hours)
}

// guess is the mean of the wait in working minutes and the standard deviation
// of its logarithm.
func (m *Model) guess(p pool, spot queue.Spot, at time.Time) (mean, spread float64) {
	if p.free {
		return press, 0.7
	}
	// Who comes later with a head start passes until this key is older than any.
	window := max(spot.Key.Add(headStart(m.site)).Sub(at).Minutes(), 0)
	mean = p.start + m.ahead.mean(priorHeadStarts, shareWeight)*pressure*min(p.start, window)
	mean = max(mean, press)

	c := float64(p.open)
	n := max(mean*c/p.each-0.5, 0) // visits that will be served before, at these counters
	chance := (n*p.noise*p.each*p.each + 3*p.half*p.half) / (c * c)
	shared := officerSpread*officerSpread/c + daySpread*daySpread + tide*tide + p.unsure
	return mean, math.Sqrt(math.Log1p(chance/(mean*mean)) + shared)
}

// headStart is the greatest head start a site gives.
func headStart(site *centre.Site) (most time.Duration) {
	for _, c := range site.Classes {
		most = max(most, c.HeadStart)
	}
	return most
}

// normal is the share of a standard normal below z.
func normal(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
