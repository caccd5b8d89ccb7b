//go:build !race

package rehearsal

import (
	"math"
	"strings"
	"testing"
	"time"

	"motcua/internal/forecast"
	"motcua/internal/queue"
)

// customers a case has at least; the race detector would make minutes of this.
const customers = 2_000_000

func TestTheory_TheProductsOwnLineWaitsAsTheoryDemands(t *testing.T) {
	for _, c := range Cases(customers) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			for _, m := range c.Run(1, &queue.Line{}) {
				if err := m.Check(0.02); err != nil {
					t.Errorf("%s of flow %d: %v", m.What, m.Flow, err)
				}
			}
		})
	}
}

func TestTheory_SeesAWrongRule(t *testing.T) {
	wrong := func(t *testing.T, c Case, line Line) (faults []string) {
		t.Helper()
		for _, m := range c.Run(1, line) {
			if err := m.Check(0.02); err != nil && !strings.HasPrefix(err.Error(), "not measured") {
				faults = append(faults, m.What)
			}
		}
		return faults
	}
	for _, c := range Cases(customers) {
		switch {
		case c.Name == "M/M/3 .24":
			t.Run("last come, first served", func(t *testing.T) {
				t.Parallel()
				if got := wrong(t, c, &stack{}); len(got) == 0 {
					t.Error("serving who came last passes every check")
				}
			})
		case len(c.Flows) == 2 && c.Counters == 1:
			t.Run("priority ignored", func(t *testing.T) {
				t.Parallel()
				if got := wrong(t, c, &blind{}); len(got) == 0 {
					t.Error("a line that knows no class passes every check")
				}
			})
		}
	}
}

func TestTheory_AFigureThatIsNotSharpIsNotMeasured(t *testing.T) {
	c := Cases(20_000)[2]
	for _, m := range c.Run(1, &queue.Line{})[:1] {
		if err := m.Check(0.02); err == nil || !strings.HasPrefix(err.Error(), "not measured") {
			t.Errorf("a hundred thousand customers at nine tenths of capacity are too few, got %v", err)
		}
	}
}

func TestTheory_HeadStartsMoveWaitsButDoNotMakeThem(t *testing.T) {
	c := Case{Name: "heads", Counters: 3, Flows: []Flow{{Arrive: .06}, {Arrive: .20}}, Mean: 10, CV: 1, Customers: customers}
	byArrival, _ := c.Conserve(1, &queue.Line{})
	for _, want := range []struct {
		head          time.Duration
		first, second float64
	}{{10 * time.Minute, 14.7, 20.3}, {30 * time.Minute, 9.4, 21.9}, {time.Hour, 5.6, 23.0}} {
		c.Flows[0].Head = want.head
		all, flows := c.Conserve(1, &queue.Line{})
		if off := math.Abs(all-byArrival) / byArrival; off > 0.002 {
			t.Errorf("a head start of %v moved the mean by %.3f %%", want.head, 100*off)
		}
		// These customers found the hall a little fuller or emptier than theory has it.
		full := byArrival / forecast.MMc{Counters: 3, Arrive: .26, Serve: .1}.Mean()
		if math.Abs(flows[0]/full-want.first) > .05*want.first || math.Abs(flows[1]/full-want.second) > .05*want.second {
			t.Errorf("head start %v: waits %.1f and %.1f, want about %.1f and %.1f", want.head, flows[0]/full, flows[1]/full, want.first, want.second)
		}
	}
}
