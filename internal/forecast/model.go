package forecast

import (
	"math"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Priors: what is believed before the centre has records, and how many visits
// it takes to be talked out of it.
const (
	priorMinutes     = 10.0 // of a service without typical minutes
	priorVariance    = 0.45 // of the logarithm of minutes
	varianceWeight   = 8.0
	serviceWeight    = 4.0
	kindWeight       = 4.0
	officerWeight    = 15.0
	todayWeight      = 60.0
	priorAbsence     = 0.03 // of calls
	priorHeadStarts  = 0.15 // of entries
	shareWeight      = 20.0
	clip             = 3.0 // sigmas: a forgotten "done" must not poison the history
	shortest         = 0.1 // minutes; a press of two buttons is no visit
	forgottenMinutes = 240 // a visit left open over lunch teaches nothing
)

// Model is what past visits have taught about the length of services. It is a
// fold of the record: the same acts give the same model. Minutes are modelled
// by their logarithm as service + officer + today + chance.
type Model struct {
	services map[string]*service
	kinds    map[string]*sum // by kind of service: distance from the typical minutes
	officers map[string]*sum
	today    sum
	absent   sum // 1 for a call nobody answered, 0 for one that was
	ahead    sum // 1 for an entry with a head start, 0 for one without

	site  *centre.Site
	hands map[string]hand // by counter: the visit in service
	last  map[string]lesson
	who   map[string]string // officer by counter
	seen  int
}

// service is what is known of one service.
type service struct {
	level sum // log minutes, cleared of officer and day
	noise sum // squared residuals
}

// hand is a visit at a counter, from its call on.
type hand struct {
	service string
	since   time.Time
}

// lesson is what the last visit of a counter taught, kept so that an undone
// step can be unlearnt.
type lesson struct {
	hand
	officer                   string
	level, rest, today, noise float64
	learnt                    bool
}

// NewModel is a model that knows the site document and no visit yet.
func NewModel(site *centre.Site) *Model {
	return &Model{
		services: map[string]*service{}, kinds: map[string]*sum{}, officers: map[string]*sum{},
		site: site, hands: map[string]hand{}, last: map[string]lesson{}, who: map[string]string{},
	}
}

// SetSite puts a new site document in force; what was learnt stays.
func (m *Model) SetSite(site *centre.Site) { m.site = site }

// Fold learns from one act of the record.
func (m *Model) Fold(a queue.Act) {
	for i, e := range a.Events {
		if c, ok := e.(queue.Called); ok && i == 0 {
			delete(m.last, c.Counter) // a call by itself; undoing it brings no visit back
		}
		m.fold(e, a.At)
	}
}

func (m *Model) fold(e queue.Event, at time.Time) {
	switch e := e.(type) {
	case queue.DayOpened:
		m.today = sum{}
		clear(m.hands)
		clear(m.last)
	case queue.CounterOpened:
		m.who[e.Counter] = e.Officer
	case queue.CounterClosed:
		delete(m.who, e.Counter)
		delete(m.hands, e.Counter)
	case queue.Issued:
		m.entered(e.Class)
	case queue.Called:
		m.absent.add(0)
		m.hands[e.Counter] = hand{service: e.Out, since: at}
	case queue.Finished:
		m.done(e.Counter, at)
	case queue.Transferred:
		m.done(e.Counter, at)
	case queue.Absented:
		m.absent.drop(0)
		m.absent.add(1)
		m.letGo(e.Counter)
	case queue.WasPutBack:
		m.absent.drop(0)
		m.letGo(e.Counter)
	case queue.Parked:
		m.letGo(e.Counter)
	case queue.Undone:
		m.undo(e)
	default: // nothing about the length of a visit
	}
}

func (m *Model) entered(class string) {
	c, ok := m.site.Class(class)
	if ok && c.HeadStart > 0 {
		m.ahead.add(1)
	} else {
		m.ahead.add(0)
	}
}

// letGo ends a visit at a counter without learning its length.
func (m *Model) letGo(counter string) {
	m.last[counter] = lesson{hand: m.hands[counter]}
	delete(m.hands, counter)
}

// done learns the minutes of the visit at a counter.
func (m *Model) done(counter string, at time.Time) {
	h, ok := m.hands[counter]
	delete(m.hands, counter)
	minutes := at.Sub(h.since).Minutes()
	if !ok || minutes < shortest || minutes > forgottenMinutes {
		m.last[counter] = lesson{hand: h}
		return
	}
	m.last[counter] = m.learn(h, m.officer(counter), math.Log(minutes))
}

func (m *Model) officer(counter string) string {
	if who := m.who[counter]; who != "" {
		return who
	}
	return counter
}

func (m *Model) learn(h hand, officer string, y float64) lesson {
	v := m.services[h.service]
	if v == nil {
		v = &service{}
		m.services[h.service] = v
	}
	o := m.officers[officer]
	if o == nil {
		o = &sum{}
		m.officers[officer] = o
	}
	level, skill, day := m.level(h.service), o.mean(0, officerWeight), m.today.mean(0, todayWeight)
	sigma := math.Sqrt(m.variance(h.service))
	rest := min(max(y-level-skill-day, -clip*sigma), clip*sigma)

	l := lesson{
		hand: h, officer: officer, learnt: true,
		level: level + rest, rest: skill + rest, today: day + rest, noise: rest * rest,
	}
	v.level.add(l.level)
	v.noise.add(l.noise)
	m.ofKind(h.service).add(l.level - m.typical(h.service))
	o.add(l.rest)
	m.today.add(l.today)
	m.seen++
	return l
}

// undo brings the visit back that the counter's last step ended.
func (m *Model) undo(e queue.Undone) {
	l, ok := m.last[e.Counter]
	delete(m.last, e.Counter)
	switch e.Step {
	case queue.Called{}.Name():
		m.absent.drop(0)
		delete(m.hands, e.Counter)
		return
	case queue.Absented{}.Name():
		m.absent.drop(1)
		m.absent.add(0)
	}
	if !ok || l.service == "" {
		return
	}
	m.hands[e.Counter] = l.hand
	if l.learnt {
		v := m.services[l.service]
		v.level.drop(l.level)
		v.noise.drop(l.noise)
		m.ofKind(l.service).drop(l.level - m.typical(l.service))
		m.officers[l.officer].drop(l.rest)
		m.today.drop(l.today)
		m.seen--
	}
}

func (m *Model) ofKind(service string) *sum {
	v, _ := m.site.Service(service)
	if m.kinds[v.Kind] == nil {
		m.kinds[v.Kind] = &sum{}
	}
	return m.kinds[v.Kind]
}

// typical is the log median of a service as its site document has it.
func (m *Model) typical(service string) float64 {
	v, _ := m.site.Service(service)
	if v.Minutes <= 0 {
		v.Minutes = priorMinutes
	}
	return math.Log(v.Minutes) - priorVariance/2
}

// level is the log median of a service as it has turned out.
func (m *Model) level(id string) float64 {
	prior := m.typical(id)
	if v, _ := m.site.Service(id); m.kinds[v.Kind] != nil {
		prior += m.kinds[v.Kind].mean(0, kindWeight)
	}
	if v := m.services[id]; v != nil {
		return v.level.mean(prior, serviceWeight)
	}
	return prior
}

func (m *Model) variance(id string) float64 {
	if v := m.services[id]; v != nil {
		return v.noise.mean(priorVariance, varianceWeight)
	}
	return priorVariance
}

// unsure is the variance of what is believed about the level of a service.
func (m *Model) unsure(id string) float64 {
	weight := serviceWeight
	if v := m.services[id]; v != nil {
		weight += v.level.w
	}
	return m.variance(id) / weight
}

// Minutes is the mean length of a service today, from the call to the end.
func (m *Model) Minutes(service string) float64 {
	return math.Exp(m.level(service) + m.today.mean(0, todayWeight) + m.variance(service)/2)
}

// Seen is how many visits the model has learnt from.
func (m *Model) Seen() int { return m.seen }
