package rehearsal

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"motcua/internal/forecast"
)

// Line is a line under test: the product's own ([queue.Line]), or one that is
// wrong on purpose. The key is the arrival less the head start.
type Line interface {
	Enter(key time.Time, order uint64)
	Call() (order uint64, ok bool)
}

// Flow is one class of customers of a [Case].
type Flow struct {
	Arrive float64 // a minute
	Head   time.Duration
}

// Case is a queue whose waits are known from theory.
type Case struct {
	Name      string
	Counters  int
	Flows     []Flow
	Mean      float64 // minutes of service
	CV        float64 // 0: every service alike, 1: exponential, else lognormal
	Patience  float64 // mean minutes until a customer leaves, 0: never
	Customers int
	Expect    []Figure
}

// Figure is one number that theory gives: the mean wait of a flow (-1: of all),
// the share of waits over 15 minutes, the share that leaves, or the share that waits.
type Figure struct {
	What string // "mean", "over15", "leaves", "waits"
	Flow int
	Want float64
}

// Measured is a figure with what the simulation found.
type Measured struct {
	Case string
	Figure
	Got  float64
	Half float64 // half width of the 95 % interval, by batch means
}

// Check says whether the figure stands: the simulation must be sharp enough to
// tell, and agree with theory within 1 % or 1.6 half widths.
func (m Measured) Check(sharp float64) error {
	switch {
	case m.Half > sharp*m.Want:
		return fmt.Errorf("not measured: half width %.4f is over %.0f %% of %.4f", m.Half, 100*sharp, m.Want)
	case math.Abs(m.Got-m.Want) > max(0.01*m.Want, 1.6*m.Half):
		return fmt.Errorf("got %.4f, half width %.4f, theory says %.4f", m.Got, m.Half, m.Want)
	}
	return nil
}

const (
	batches = 30
	student = 2.045 // t of 29 degrees of freedom, 95 %
)

// Cases are the queues of QUEUEING 5 with the given number of customers; the
// fuller ones get more, for their waits vary more.
func Cases(customers int) []Case {
	strict := 24 * time.Hour
	plain := func(name string, c int, arrive float64, factor int) Case {
		q := forecast.MMc{Counters: c, Arrive: arrive, Serve: .1}
		return Case{
			Name: name, Counters: c, Flows: []Flow{{Arrive: arrive}}, Mean: 10, CV: 1, Customers: customers * factor,
			Expect: []Figure{{"mean", -1, q.Mean()}, {"over15", -1, q.Over(15)}, {"waits", -1, q.Waits()}},
		}
	}
	classes := func(name string, c int, first, second float64, factor int) Case {
		w := forecast.Cobham(c, .1, first, second)
		return Case{
			Name: name, Counters: c, Flows: []Flow{{first, strict}, {second, 0}}, Mean: 10, CV: 1, Customers: customers * factor,
			Expect: []Figure{{"mean", 0, w[0]}, {"mean", 1, w[1]}},
		}
	}
	left := forecast.ErlangA(4, .3, .1, 1.0/60)
	return []Case{
		plain("M/M/1 .08", 1, .08, 2), plain("M/M/3 .24", 3, .24, 2), plain("M/M/4 .36", 4, .36, 5),
		func() Case {
			c := plain("M/M/20 1.7", 20, 1.7, 7)
			c.Expect = []Figure{c.Expect[0], c.Expect[2]} // hardly anybody waits 15 minutes
			return c
		}(),
		{
			Name: "M/D/1 .08", Counters: 1, Flows: []Flow{{Arrive: .08}}, Mean: 10, Customers: customers,
			Expect: []Figure{{"mean", -1, forecast.MG1(.08, 10, 0)}},
		},
		{
			Name: "M/G/1 .08 cv .7", Counters: 1, Flows: []Flow{{Arrive: .08}}, Mean: 10, CV: .7, Customers: customers * 2,
			Expect: []Figure{{"mean", -1, forecast.MG1(.08, 10, .7)}},
		},
		classes("two classes, 1 counter", 1, .016, .064, 2),
		classes("two classes, 3 counters", 3, .06, .20, 5),
		classes("two classes, 4 counters", 4, .12, .24, 7),
		{
			Name: "Erlang-A 4", Counters: 4, Flows: []Flow{{Arrive: .3}}, Mean: 10, CV: 1, Patience: 60, Customers: customers,
			Expect: []Figure{{"waits", -1, left.Waits}, {"leaves", -1, left.Leaves}, {"mean", -1, left.Mean}},
		},
	}
}

// customer is one who is in the line.
type customer struct {
	at, serve, until float64
	flow             int
}

// Run measures a case with a line.
func (c Case) Run(seed uint64, line Line) []Measured {
	sums := c.simulate(seed, line)
	var out []Measured
	for _, f := range c.Expect {
		got, half := sums.figure(f)
		out = append(out, Measured{Case: c.Name, Figure: f, Got: got, Half: half})
	}
	return out
}

// Conserve gives the mean wait of all customers and of each flow. Where all
// flows are served alike the first is the same under any head starts.
func (c Case) Conserve(seed uint64, line Line) (all float64, flows []float64) {
	sums := c.simulate(seed, line)
	var wait, n float64
	flows = make([]float64, len(c.Flows))
	for i, f := range sums.whole {
		flows[i] = f.wait / f.n
		wait += f.wait
		n += f.n
	}
	return wait / n, flows
}

// simulate lets every customer through. The same seed gives the same customers
// whatever the line does.
func (c Case) simulate(seed uint64, line Line) *batchSums {
	r := rand.New(rand.NewPCG(seed, 5))
	s := &system{c: c, line: line, chance: r, free: make([]float64, c.Counters), sums: newBatches(len(c.Flows), c.Customers)}
	var total float64
	for _, f := range c.Flows {
		total += f.Arrive
	}
	at := 0.0
	for range c.Customers {
		at += r.ExpFloat64() / total
		s.serveUntil(at)
		s.arrive(at, total)
	}
	s.serveUntil(math.Inf(1))
	return s.sums
}

// system is a case while it runs.
type system struct {
	c      Case
	line   Line
	chance *rand.Rand
	free   []float64  // when each counter is free
	crowd  []customer // who may be in line, by order of entry from base on
	base   uint64
	inLine int
	sums   *batchSums
}

func (s *system) arrive(at, total float64) {
	flow := 0
	for u := s.chance.Float64() * total; flow < len(s.c.Flows)-1; flow++ {
		if u -= s.c.Flows[flow].Arrive; u < 0 {
			break
		}
	}
	x := customer{at: at, serve: s.service(), until: math.Inf(1), flow: flow}
	if s.c.Patience > 0 {
		x.until = at + s.c.Patience*s.chance.ExpFloat64()
	}
	if s.inLine == 0 {
		if k := s.freeCounter(at); k >= 0 {
			s.sums.add(flow, 0, false, false)
			s.free[k] = at + x.serve
			return
		}
	}
	s.crowd = append(s.crowd, x)
	key := time.UnixMilli(int64(at * 60_000)).Add(-s.c.Flows[flow].Head)
	s.line.Enter(key, s.base+uint64(len(s.crowd)-1))
	s.inLine++
}

// take takes a customer out of the crowd, and forgets those at its front who
// have all been called.
func (s *system) take(order uint64) customer {
	x := s.crowd[order-s.base]
	s.crowd[order-s.base].flow = -1
	gone := 0
	for gone < len(s.crowd) && s.crowd[gone].flow < 0 {
		gone++
	}
	s.crowd = s.crowd[gone:]
	s.base += uint64(gone)
	return x
}

func (s *system) service() float64 {
	switch s.c.CV {
	case 0:
		return s.c.Mean
	case 1:
		return s.c.Mean * s.chance.ExpFloat64()
	}
	v := math.Log1p(s.c.CV * s.c.CV)
	return s.c.Mean * math.Exp(math.Sqrt(v)*s.chance.NormFloat64()-v/2)
}

// freeCounter finds a counter that is free at a moment, or -1.
func (s *system) freeCounter(at float64) int {
	for k, f := range s.free {
		if f <= at {
			return k
		}
	}
	return -1
}

// serveUntil lets counters call from the line until a moment. Whoever has run
// out of patience by his call has left before.
func (s *system) serveUntil(at float64) {
	for s.inLine > 0 {
		k := 0
		for j, f := range s.free {
			if f < s.free[k] {
				k = j
			}
		}
		now := s.free[k]
		if now > at {
			return
		}
		order, ok := s.line.Call()
		if !ok {
			return // a line that loses customers shows in its figures
		}
		s.inLine--
		x := s.take(order)
		if x.until < now {
			s.sums.add(x.flow, x.until-x.at, true, true)
			continue
		}
		s.sums.add(x.flow, now-x.at, true, false)
		s.free[k] = now + x.serve
	}
}

// batchSums are the sums of batches of customers in the order of their calls.
type batchSums struct {
	size  int
	n     int
	skip  int
	sum   [batches][]flowSum
	whole []flowSum // everybody, the start included
}

type flowSum struct{ n, wait, over, waits, left float64 }

func newBatches(flows, customers int) *batchSums {
	skip := customers / 50 // until the empty start is forgotten
	b := &batchSums{size: (customers - skip) / batches, skip: skip, whole: make([]flowSum, flows)}
	for i := range b.sum {
		b.sum[i] = make([]flowSum, flows)
	}
	return b
}

func (b *batchSums) add(flow int, wait float64, waited, left bool) {
	b.n++
	b.whole[flow].n++
	b.whole[flow].wait += wait
	k := (b.n - 1 - b.skip) / max(b.size, 1)
	if b.n <= b.skip || k >= batches {
		return
	}
	f := &b.sum[k][flow]
	f.n++
	f.wait += wait
	if wait > 15 {
		f.over++
	}
	if waited {
		f.waits++
	}
	if left {
		f.left++
	}
}

// figure is the mean of the batches and its half width.
func (b *batchSums) figure(f Figure) (mean, half float64) {
	var sum, squares float64
	for k := range b.sum {
		var n, v float64
		for i, x := range b.sum[k] {
			if f.Flow >= 0 && f.Flow != i {
				continue
			}
			n += x.n
			switch f.What {
			case "mean":
				v += x.wait
			case "over15":
				v += x.over
			case "waits":
				v += x.waits
			case "leaves":
				v += x.left
			}
		}
		sum += v / n
		squares += v / n * v / n
	}
	mean = sum / batches
	variance := (squares - batches*mean*mean) / (batches - 1)
	return mean, student * math.Sqrt(max(variance, 0)/batches)
}
