package forecast_test

import (
	"math"
	"testing"

	"motcua/internal/forecast"
)

// near fails unless the value agrees with four printed decimals.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.00005+1e-9 {
		t.Errorf("%s = %.6f, want %.4f", what, got, want)
	}
}

func TestTheory_ErlangCAgreesWithThePublishedTable(t *testing.T) {
	for _, c := range []struct {
		name          string
		counters      int
		arrive, serve float64
		waits, mean   float64
		over15        float64 // 0: the table gives none
	}{
		{"one counter", 1, .08, .1, .8, 40, .5927},
		{"three", 3, .24, .1, .6472, 10.7865, .2631},
		{"four", 4, .36, .1, .7878, 19.6938, .4323},
		{"twenty", 20, 1.7, .1, .3851, 1.2835, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := forecast.MMc{Counters: c.counters, Arrive: c.arrive, Serve: c.serve}
			near(t, "share that waits", q.Waits(), c.waits)
			near(t, "mean wait", q.Mean(), c.mean)
			if c.over15 > 0 {
				near(t, "share over 15 minutes", q.Over(15), c.over15)
			}
		})
	}
}

func TestTheory_ErlangCOfTheCounterPlan(t *testing.T) {
	for _, c := range []struct {
		counters            int
		waits, mean, over15 float64
	}{{5, .7536, 13.91, .3344}, {6, .4156, 2.62, .0387}, {7, .2135, .81, .0042}} {
		q := forecast.MMc{Counters: c.counters, Arrive: 14.0 / 30, Serve: 1 / 9.6}
		near(t, "share that waits", q.Waits(), c.waits)
		near(t, "share over 15 minutes", q.Over(15), c.over15)
		if math.Abs(q.Mean()-c.mean) > .005 {
			t.Errorf("%d counters: mean wait = %.4f, want %.2f", c.counters, q.Mean(), c.mean)
		}
	}
}

func TestTheory_OneCounterWithAnyServiceLaw(t *testing.T) {
	near(t, "every visit alike", forecast.MG1(.08, 10, 0), 20)
	near(t, "lognormal, cv .7", forecast.MG1(.08, 10, .7), 29.8)
	near(t, "exponential", forecast.MG1(.08, 10, 1), forecast.MMc{Counters: 1, Arrive: .08, Serve: .1}.Mean())
	if !math.IsInf(forecast.MG1(.1, 10, 1), 1) {
		t.Error("a counter that is never idle has no mean wait")
	}
}

func TestTheory_StrictPriorityOfTwoClasses(t *testing.T) {
	for _, c := range []struct {
		counters      int
		first, second float64
		w1, w2        float64
	}{{1, .016, .064, 9.5238, 47.6190}, {3, .06, .20, 3.1621, 23.7155}, {4, .12, .24, 2.8134, 28.1340}} {
		w := forecast.Cobham(c.counters, .1, c.first, c.second)
		near(t, "first class", w[0], c.w1)
		near(t, "second class", w[1], c.w2)

		// Work is conserved: the mean over both classes is that of one line.
		mean := (c.first*w[0] + c.second*w[1]) / (c.first + c.second)
		near(t, "mean of both", mean, forecast.MMc{Counters: c.counters, Arrive: c.first + c.second, Serve: .1}.Mean())
	}
}

func TestTheory_VisitorsWhoLeave(t *testing.T) {
	p := forecast.ErlangA(4, .3, .1, 1.0/60)
	near(t, "share that waits", p.Waits, .4442)
	near(t, "share that leaves", p.Leaves, .0444)
	near(t, "mean wait", p.Mean, 2.6611)

	for _, c := range []struct {
		counters            int
		waits, leaves, mean float64
	}{{5, .6379, .055, 4.90}, {6, .3813, .020, 1.79}, {7, .2031, .007, .67}} {
		p := forecast.ErlangA(c.counters, 14.0/30, 1/9.6, 1.0/90)
		near(t, "share that waits", p.Waits, c.waits)
		if math.Abs(p.Leaves-c.leaves) > .0006 || math.Abs(p.Mean-c.mean) > .006 {
			t.Errorf("%d counters: leaves %.4f mean %.4f, want %.3f and %.2f", c.counters, p.Leaves, p.Mean, c.leaves, c.mean)
		}
	}
	if over := forecast.ErlangA(2, 10, .1, .05); over.Waits < .999 || over.Mean > 20 {
		t.Errorf("impatience keeps an overloaded hall finite, got %+v", over)
	}
}

func TestTheory_LossAndOverload(t *testing.T) {
	near(t, "two lines, load one", forecast.ErlangB(2, 1), .2)
	if q := (forecast.MMc{Counters: 2, Arrive: .3, Serve: .1}); !math.IsInf(q.Mean(), 1) || q.Over(1000) != 1 || q.Waits() != 1 {
		t.Error("under overload everybody waits without end")
	}
	if w := forecast.Cobham(1, .1, .05, .08); math.IsInf(w[0], 1) || !math.IsInf(w[1], 1) {
		t.Errorf("overload harms the lower class only, got %v", w)
	}
}
