package forecast

import (
	"math"
	"slices"
	"time"

	"motcua/internal/queue"
)

// pool is what the counters that may call a ticket have before them.
type pool struct {
	open   int     // of these counters
	free   bool    // one of them has nobody before this ticket
	start  float64 // minutes until one of them gets to it, by the mean of everything
	each   float64 // mean minutes of a visit there
	half   float64 // mean rest of a visit that has lasted for an unknown time
	noise  float64 // squared coefficient of variation of a visit
	unsure float64 // variance of what is believed about the minutes
}

// rounds is in how many layers the waiting work is poured over the counters;
// more is finer and slower.
const rounds = 6

// pool pours the work that waits over the counters that may do it, always on
// the one that is free first, and reads off when a counter of this ticket gets
// through. It costs the same however many people wait.
func (m *Model) pool(s *queue.State, spot queue.Spot, q place, at time.Time) pool {
	desks := s.Desks()
	lines, own := linesOf(s, spot.Service, desks)
	mine := make([]bool, len(desks))
	var p pool
	for _, i := range own {
		if spot.Counter == "" || spot.Counter == desks[i].ID {
			mine[i] = true
			p.open++
		}
	}
	if p.open == 0 {
		return p
	}
	m.visits(&p, lines, spot.Service, mine)
	level, idle := m.levels(s, desks, at)
	work := m.before(lines, spot.Service, q, mine)
	for i := range desks {
		if mine[i] && idle[i] && !work.reaches(i) {
			p.free = true
			return p
		}
	}
	p.start = m.through(work, mine, level, p.open)
	return p
}

// lineOf is a line in which somebody waits, with the desks that call from it now.
type lineOf struct {
	service string
	waiting float64
	by      []int
}

// reachedBy tells whether one of the marked desks calls from the line.
func (l lineOf) reachedBy(mine []bool) bool {
	return slices.ContainsFunc(l.by, func(i int) bool { return mine[i] })
}

// linesOf are the lines that are not empty, and those who call from the line of
// one service.
func linesOf(s *queue.State, service string, desks []queue.Desk) (lines []lineOf, own []int) {
	site := s.Site()
	index := make(map[string]int, len(desks))
	for i, d := range desks {
		index[d.ID] = i
	}
	for k := range site.Services {
		id := site.Services[k].ID
		n := s.WaitingCount(id)
		if n == 0 && id != service {
			continue
		}
		l := lineOf{service: id, waiting: float64(n)}
		for _, c := range site.CountersFor(id) {
			if i, ok := index[c]; ok && able(desks[i], id) {
				l.by = append(l.by, i)
			}
		}
		if id == service {
			own = l.by
		}
		if len(l.by) > 0 {
			lines = append(lines, l)
		}
	}
	return lines, own
}

// through is the mean time until a counter of the ticket gets through. Counters
// with nobody before it race each other, and the others, who share the work.
func (m *Model) through(work loads, mine []bool, level []float64, open int) float64 {
	race, shared := 0.0, 0
	for i := range level {
		switch {
		case !mine[i]:
		case work.reaches(i):
			shared++
		default:
			race += 1 / max(level[i], 0.3)
		}
	}
	if shared == 0 {
		return 1 / race
	}
	for i := range level {
		level[i] /= float64(open) // the others are in the middle of a visit when this one is called
	}
	work.pour(level)
	first := math.Inf(1)
	for i := range level {
		if mine[i] && work.reaches(i) {
			first = min(first, level[i])
		}
	}
	return 1 / (race + 1/first)
}

// visits are the mean minutes and the noise of what these counters serve.
func (m *Model) visits(p *pool, lines []lineOf, service string, mine []bool) {
	var sum float64
	for _, l := range lines {
		weight := l.waiting
		if l.service == service {
			weight++ // never empty, even where nobody waits
		}
		if !l.reachedBy(mine) {
			continue
		}
		sum += weight
		p.each += weight * m.turn(l.service)
		p.noise += weight * (math.Exp(m.variance(l.service)) - 1)
		p.unsure += weight * m.unsure(l.service)
	}
	p.each, p.noise, p.unsure = p.each/sum, p.noise/sum, p.unsure/sum
	p.half = p.each * (1 + p.noise) / 2
}

// turn is what one ticket of a service costs a counter: a visit, or the wait
// for somebody who does not come, and its share of the breaks.
func (m *Model) turn(service string) float64 {
	gone := m.absent.mean(priorAbsence, shareWeight)
	return (m.Minutes(service)*(1-gone) + missed*gone) * (1 + breakShare)
}

// levels are the minutes until each counter is free, and whether it is.
func (m *Model) levels(s *queue.State, desks []queue.Desk, at time.Time) (level []float64, idle []bool) {
	level, idle = make([]float64, len(desks)), make([]bool, len(desks))
	for i, d := range desks {
		left, busy := m.left(s, d, at)
		level[i], idle[i] = left*(1+breakShare), !busy
	}
	return level, idle
}

// load is the work of one line, and the counters that may do it.
type load struct {
	minutes float64
	by      []int
}

type loads []load

// place is where a ticket stands: how many are before it, and whether it is
// counted among those who wait.
type place struct {
	ahead  int
	inLine bool
}

// before is the work that waits before a ticket.
func (m *Model) before(lines []lineOf, service string, q place, mine []bool) loads {
	var all loads
	rivals := 0.0
	for _, l := range lines {
		n := l.waiting
		if l.service == service && q.inLine {
			n--
		}
		if n <= 0 {
			continue
		}
		if l.reachedBy(mine) {
			rivals += n
		}
		all = append(all, load{minutes: n * m.turn(l.service), by: l.by})
	}
	// The share of the lines that stands before this ticket is taken to be the
	// same in each of them.
	share := 0.0
	if rivals > 0 {
		share = min(float64(q.ahead)/rivals, 1)
	}
	for i := range all {
		all[i].minutes *= share
	}
	return all
}

// reaches tells whether a counter may call somebody of these lines.
func (l loads) reaches(counter int) bool {
	for _, w := range l {
		if w.minutes > 0 && slices.Contains(w.by, counter) {
			return true
		}
	}
	return false
}

// pour raises the levels of the counters by the work of all lines, layer by
// layer, since the lines are called from in turn.
func (l loads) pour(level []float64) {
	for range rounds {
		for _, w := range l {
			parts := 2 * len(w.by)
			drop := w.minutes / float64(rounds*parts)
			for range parts {
				lowest := w.by[0]
				for _, i := range w.by[1:] {
					if level[i] < level[lowest] {
						lowest = i
					}
				}
				level[lowest] += drop
			}
		}
	}
}

// able tells whether a desk that serves a service is open, with an officer who may.
func able(d queue.Desk, service string) bool {
	return d.Mode != queue.ModeClosed && (d.Skills == nil || slices.Contains(d.Skills, service))
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
