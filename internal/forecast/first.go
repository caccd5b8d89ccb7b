package forecast

import (
	"math"
	"slices"
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
	breakShare = 0.05 // of open time
	missed     = 1.5  // minutes a counter loses by a call nobody answers
	pressure   = 0.9  // work arriving per work done, at a line where people wait
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
		return m.wait(s, t.Spot, s.Ahead(id), at)
	case queue.StatusIssued, queue.StatusUnprinted:
		return m.wait(s, t.Spot, s.AheadOf(t.Spot.Service, t.Spot.Class, at), at)
	}
	return Range{Reason: NotWaiting}
}

// Before is the range for a number that has not been taken yet.
func (m *Model) Before(s *queue.State, service, class string, at time.Time) Range {
	c, _ := s.Site().Class(class)
	spot := queue.Spot{Service: service, Class: class, Key: at.Add(-c.HeadStart)}
	return m.wait(s, spot, s.AheadOf(service, class, at), at)
}

func (m *Model) wait(s *queue.State, spot queue.Spot, ahead int, at time.Time) Range {
	p := m.pool(s, spot, at)
	site := s.Site()
	if p.open == 0 {
		r := Range{Reason: NobodyServes, Ahead: ahead}
		r.Opens, _ = site.Hours.NextOpening(at)
		return r
	}

	mean, spread := m.guess(p, spot, ahead, at)
	day := workday{at: at, left: remaining(site.Hours, at)}
	center := math.Log(mean) - spread*spread/2
	r := Range{Known: true, Ahead: ahead, Initial: m.seen < fewVisits, Served: 1}
	if total, ends := day.total(); ends {
		r.Served = normal((math.Log(total) - center) / spread)
	}
	return day.shown(r, math.Exp(center-decile*spread), math.Exp(center+decile*spread), site.Hours)
}

// pool is the counters that may call a ticket and the work they share.
type pool struct {
	open, idle int
	inHand     float64 // minutes left of the visits in service, all counters together
	minutes    float64 // mean minutes of one visit of the lines they serve
	share      float64 // of the visits ahead that these counters will take
	noise      float64 // squared coefficient of variation of one visit
	unsure     float64 // variance of what is believed about the minutes
}

func (m *Model) pool(s *queue.State, spot queue.Spot, at time.Time) pool {
	var p pool
	site, desks := s.Site(), s.Desks()
	mine := make([]bool, len(desks))
	for i, d := range desks {
		if !able(site, d, spot.Service) || spot.Counter != "" && spot.Counter != d.ID {
			continue
		}
		mine[i] = true
		p.open++
		switch left, busy := m.left(s, d, at); {
		case busy:
			p.inHand += left
		default:
			p.idle++
		}
	}

	var lines float64
	for _, v := range site.Services {
		ours, all := 0, 0
		for i, d := range desks {
			if able(site, d, v.ID) {
				all++
				if mine[i] {
					ours++
				}
			}
		}
		if ours == 0 {
			continue
		}
		weight := float64(s.WaitingCount(v.ID))
		if v.ID == spot.Service {
			weight++ // never empty, even where nobody waits
		}
		taken := float64(ours) / float64(all) * weight
		lines += weight
		p.share += taken
		p.minutes += taken * m.Minutes(v.ID)
		p.noise += taken * (math.Exp(m.variance(v.ID)) - 1)
		p.unsure += taken * m.unsure(v.ID)
	}
	if p.share > 0 {
		p.minutes, p.noise, p.unsure = p.minutes/p.share, p.noise/p.share, p.unsure/p.share
		p.share /= lines
	}
	return p
}

// able tells whether a counter that is open today may call a service.
func able(site *centre.Site, d queue.Desk, service string) bool {
	return d.Mode != queue.ModeClosed && site.Serves(d.ID, service) &&
		(d.Skills == nil || slices.Contains(d.Skills, service))
}

// left is the mean rest of what keeps a counter busy: of a visit, given how
// long it has lasted, or of a pause.
func (m *Model) left(s *queue.State, d queue.Desk, at time.Time) (minutes float64, busy bool) {
	if d.Mode == queue.ModePaused {
		return 10, true
	}
	t, ok := s.Ticket(d.Ticket)
	if !ok {
		return 0, false
	}
	leg := t.Leg()
	sigma := math.Sqrt(m.variance(leg.Service))
	mu := m.level(leg.Service) + m.today.mean(0, todayWeight)
	gone := at.Sub(t.CalledAt).Minutes()
	if gone <= 0 {
		return math.Exp(mu + sigma*sigma/2), true
	}
	z := (math.Log(gone) - mu) / sigma
	later := max(normal(-z), 1e-9)
	rest := math.Exp(mu+sigma*sigma/2)*normal(sigma-z)/later - gone
	return min(max(rest, 0.5), 120), true
}

// guess is the mean of the wait in working minutes and the standard deviation
// of its logarithm.
func (m *Model) guess(p pool, spot queue.Spot, ahead int, at time.Time) (mean, spread float64) {
	if ahead == 0 && p.idle > 0 {
		return press, 0.7
	}
	c := float64(p.open)
	n := float64(ahead) * p.share
	gone := m.absent.mean(priorAbsence, shareWeight)
	each := p.minutes*(1-gone) + missed*gone
	// When the visitor is called the other counters are in the middle of a
	// visit, so that work is not ahead of him.
	half := p.minutes * (1 + p.noise) / 2
	rest := max(p.inHand-(c-1)*half, half/2)
	mean = (n*each + rest) / c * (1 + breakShare)

	// Who comes later with a head start passes until this key is older than any.
	window := spot.Key.Add(headStart(m.site)).Sub(at).Minutes()
	mean += m.ahead.mean(priorHeadStarts, shareWeight) * pressure * min(mean, max(window, 0))
	mean = max(mean, press)

	chance := (n*p.noise*each*each + half*half) / (c * c)
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
