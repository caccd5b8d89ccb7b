package rehearsal

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
	"motcua/internal/queue"
)

// Heads are the head starts of a design site.
type Heads struct{ Priority, Booked, Return time.Duration }

// DefaultHeads are those of the decisions of QUEUEING.
func DefaultHeads() Heads {
	return Heads{Priority: 30 * time.Minute, Booked: 20 * time.Minute, Return: 20 * time.Minute}
}

// designCounters are the counters of the 13 agencies.
var designCounters = [][]int{
	{1, 2, 3, 4}, {5, 6, 7}, {8, 9}, {10, 11}, {12, 13}, {13, 14}, {14, 15}, {15, 16}, {12, 16}, {17}, {17, 18}, {18}, {19},
}

// designKinds are the four services of an agency: minutes are base + span * U.
var designKinds = []struct {
	id, kind              string
	base, span, cv, cvMax float64
	share                 float64
}{
	{"short", "submit", 7, 4, 0.6, 0.3, 42},
	{"long", "submit", 11, 9, 0.5, 0.4, 20},
	{"consult", "ask", 3, 4, 0.9, 0, 10},
	{"collect", "collect", 2.5, 2, 0.6, 0, 28},
}

// designWorld is the centre of the design simulator: 20 counters, 13 agencies,
// 52 services, drawn once from one seed.
func designWorld(heads Heads, laws Laws) (*world, error) {
	// Of the centres that could be drawn this one is as busy as the one the goals
	// were measured on: 0.30, 0.58 and 0.83 of the day at 200, 400 and 600 dossiers.
	r := rand.New(rand.NewPCG(2024, 23))
	s := centre.Site{
		Name:  "Design",
		Rooms: []centre.Room{{ID: "1", Name: centre.Text{"vi": "1"}}},
		Zones: []centre.Zone{{ID: "A", Name: centre.Text{"vi": "A"}}},
		Classes: []centre.Class{
			{ID: centre.Ordinary, Name: centre.Text{"vi": "0"}},
			{ID: "priority", Name: centre.Text{"vi": "1"}, HeadStart: heads.Priority},
			{ID: centre.Appointment, Name: centre.Text{"vi": "2"}, HeadStart: heads.Booked},
			{ID: centre.Return, Name: centre.Text{"vi": "3"}, HeadStart: heads.Return},
		},
		Reasons: centre.Reasons{Pause: []centre.Reason{{ID: "break", Name: centre.Text{"vi": "0"}}}},
	}
	for d := range s.Hours.Week {
		s.Hours.Week[d] = []centre.Session{
			{From: centre.Clock(7 * time.Hour), To: centre.Clock(11*time.Hour + 30*time.Minute)},
			{From: centre.Clock(13*time.Hour + 30*time.Minute), To: centre.Clock(17 * time.Hour)},
		}
	}
	serves := make([][]string, 21)
	var share, cv []float64
	for i, counters := range designCounters {
		agency := fmt.Sprintf("a%d", i+1)
		s.Agencies = append(s.Agencies, centre.Agency{ID: agency, Name: centre.Text{"vi": agency}})
		for _, k := range designKinds {
			id := agency + "-" + k.id
			s.Services = append(s.Services, centre.Service{
				ID: id, Name: centre.Text{"vi": id}, Agency: agency, Series: string("ABCDEGHKLMNPR"[i]),
				Minutes: k.base + k.span*r.Float64(), Kind: k.kind,
			})
			share = append(share, agencyShare[i]/100*k.share/100)
			cv = append(cv, k.cv+k.cvMax*r.Float64())
			for _, c := range counters {
				serves[c] = append(serves[c], id)
			}
			if extra := 19 + min(i/3, 1); k.kind == "collect" {
				serves[extra] = append(serves[extra], id)
			}
		}
	}
	for c := 1; c <= 20; c++ {
		s.Counters = append(s.Counters, centre.Counter{ID: strconv.Itoa(c), Room: "1", Zone: "A", Services: serves[c]})
	}
	site, err := centre.New(s)
	if err != nil {
		return nil, err
	}
	w := newWorld(site, laws)
	w.share, w.cv = share, cv
	return w, nil
}

// Days are days of the design simulator, played by the product's own rules.
type Days struct {
	Heads Heads
	Laws  Laws
	Count int
	Learn int // days before those counted, from which the model learns
	Ask   bool
	Seed  uint64
}

// Played is what days of the design simulator amount to.
type Played struct {
	Summary
	Witness *Witness
	Seen    int // visits the model has learnt from
}

// Play plays the days, one after the other.
func (d Days) Play(ctx context.Context) (Played, error) {
	w, err := designWorld(d.Heads, d.Laws)
	if err != nil {
		return Played{}, err
	}
	witness, sum := NewWitness(w.site), newTally()
	var model *forecast.Model
	if d.Ask {
		model = forecast.NewModel(w.site)
	}
	clock := &leap{}
	o := &office{state: queue.New(w.site, queue.Options{}), clock: clock}
	o.record = func(by queue.Actor, _ string, at time.Time, events []queue.Event) {
		witness.Fold(queue.Act{At: at, By: by, Events: events})
	}
	day := centre.Date{Year: 2026, Month: time.January, Day: 5}
	for i := range d.Learn + d.Count {
		if i == d.Learn {
			sum = newTally()
		}
		h := newHall(w, w.draw(d.Seed, day), d.Seed, o, clock)
		h.sum, h.model, h.brief = sum, model, true
		if err := h.fullDay(ctx, o, clock, day); err != nil {
			return Played{}, err
		}
		day = day.Add(1)
	}
	p := Played{Summary: sum.summary(), Witness: witness}
	if model != nil {
		p.Seen = model.Seen()
	}
	return p, nil
}
