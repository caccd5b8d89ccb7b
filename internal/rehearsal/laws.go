package rehearsal

import (
	"math"
	"math/rand/v2"
	"time"

	"motcua/internal/centre"
)

// Laws are the chances by which a day is drawn. Shares are of visits unless
// they say otherwise; the zero value is a day on which nothing unusual happens.
type Laws struct {
	Dossiers int     // received a day: 200 on a usual day, 600 at peak
	DayToDay float64 // standard deviation of the logarithm of a day's visits
	Priority float64 // share with a ground for priority
	Booked   float64 // share with an appointment

	Officer float64       // spread of officers, as the deviation of a logarithm
	Steady  bool          // officers are the same from day to day
	Today   float64       // spread of days
	Drift   float64       // factor on every service, 0 for 1
	Walk    time.Duration // from the call to the counter

	Absent     float64 // of first calls, plus
	AbsentMore float64 // a minute waited
	GoneHome   float64 // of the absent: never comes back
	Missed     time.Duration
	Reports    float64 // of the absent who are still about: scan their slip again soon

	Returns   float64 // of submissions: comes back with papers the same day
	Transfers float64

	Late      float64 // of counters and half days: opens late by up to 8 minutes
	Breaks    float64 // of counters and half days
	LongBreak float64

	// What the design simulator leaves out and a real hall has.
	Cashier  float64 // of submissions: pays a fee and returns to the counter
	Parks    float64
	PutBacks float64 // of calls
	Undos    float64 // of ends of service
	Reserved float64 // of calls: a number called out of order
	Yields   float64
	Leaves   float64 // tired of waiting
	Recorded float64 // a priority that is noticed later
	Jams     float64 // of slips
	Phone    float64 // takes the number on the phone, without a slip
	Rated    float64 // of served visits
	React    time.Duration
}

// DesignLaws are the parameters of the design simulator (QUEUEING 8), for days
// of so many dossiers.
func DesignLaws(dossiers int) Laws {
	return Laws{
		Dossiers: dossiers, DayToDay: 0.15, Priority: 0.12, Booked: 0.08,
		Officer: 0.18, Today: 0.07, Walk: 24 * time.Second,
		Absent: 0.03, AbsentMore: 0.001, GoneHome: 0.4, Missed: 90 * time.Second,
		Returns: 0.05, Transfers: 0.03,
		Late: 0.3, Breaks: 0.7, LongBreak: 0.04,
	}
}

// RealLaws are DesignLaws with the small misfortunes of a real hall.
func RealLaws(dossiers int) Laws {
	l := DesignLaws(dossiers)
	l.Steady, l.Reports = true, 0.5
	l.Cashier, l.Parks, l.PutBacks, l.Undos = 0.12, 0.02, 0.006, 0.012
	l.Reserved, l.Yields, l.Leaves, l.Recorded = 0.006, 0.01, 0.015, 0.004
	l.Jams, l.Phone, l.Rated = 0.004, 0.08, 0.3
	l.React = 4 * time.Second
	return l
}

// world is a site with the chances that its services are asked for.
type world struct {
	site   *centre.Site
	laws   Laws
	share  []float64 // by service, sums to 1
	cv     []float64 // of the minutes of one visit
	index  map[string]int
	pay    string   // the cashier's service, empty without one
	ground []string // classes that stand for a priority
}

// agencyShare is how visits fall on agencies in the order of the document.
var agencyShare = []float64{22, 16, 10, 10, 7, 7, 6, 6, 4, 4, 4, 2, 2}

// kindShare and kindCV are how visits fall on kinds of service, and how much
// one visit differs from the next.
var (
	kindShare = map[string]float64{"submit": 58, "add": 6, "collect": 24, "ask": 8, "guide": 2, "post": 2}
	kindCV    = map[string]float64{"submit": 0.75, "add": 0.7, "collect": 0.6, "ask": 0.9, "guide": 0.9, "post": 0.6, "pay": 0.5}
)

func newWorld(site *centre.Site, laws Laws) *world {
	w := &world{
		site: site, laws: laws, index: map[string]int{},
		share: make([]float64, len(site.Services)), cv: make([]float64, len(site.Services)),
	}
	agency := map[string]float64{"": 8}
	for i, a := range site.Agencies {
		agency[a.ID] = agencyShare[min(i, len(agencyShare)-1)]
	}
	ofKind := map[string]float64{}
	for _, v := range site.Services {
		ofKind[v.Kind] += agency[v.Agency]
	}
	var total float64
	for i, v := range site.Services {
		w.index[v.ID] = i
		w.cv[i] = kindCV[v.Kind]
		if !v.Offered() {
			w.pay = v.ID
			continue
		}
		w.share[i] = max(kindShare[v.Kind], 0.5) * agency[v.Agency] / ofKind[v.Kind]
		total += w.share[i]
	}
	for i := range w.share {
		w.share[i] /= total
	}
	for _, c := range site.Classes {
		if c.ID != centre.Ordinary && c.ID != centre.Appointment && c.ID != centre.Return {
			w.ground = append(w.ground, c.ID)
		}
	}
	return w
}

// service draws a service by share.
func (w *world) service(r *rand.Rand) string {
	u := r.Float64()
	for i, s := range w.share {
		if u -= s; u < 0 {
			return w.site.Services[i].ID
		}
	}
	return w.site.Services[0].ID
}

// minutes draws the length of one visit of a service, the officer aside.
func (w *world) minutes(service string, r *rand.Rand) float64 {
	i, ok := w.index[service]
	if !ok {
		return 5
	}
	mean := w.site.Services[i].Minutes
	if mean <= 0 {
		mean = 10
	}
	sigma := math.Sqrt(math.Log1p(w.cv[i] * w.cv[i]))
	if w.laws.Drift > 0 {
		mean *= w.laws.Drift
	}
	return mean * math.Exp(sigma*r.NormFloat64()-sigma*sigma/2)
}

// agency names the agency of a service.
func (w *world) agency(service string) string {
	v, _ := w.site.Service(service)
	return v.Agency
}

// submits tells whether a service takes papers in.
func (w *world) submits(service string) bool {
	v, _ := w.site.Service(service)
	return v.Kind == "submit"
}
