package forecast

import "math"

// ErlangB is the share of arrivals that find c counters busy and leave at once,
// at an offered load of a (arrivals per minute x mean minutes).
func ErlangB(c int, a float64) float64 {
	b := 1.0
	for k := 1; k <= c; k++ {
		b = a * b / (float64(k) + a*b)
	}
	return b
}

// ErlangC is the share of arrivals that have to wait at c counters under an
// offered load of a; it is 1 where the load is not below c, for then the queue
// grows without end.
func ErlangC(c int, a float64) float64 {
	rho := a / float64(c)
	if rho >= 1 {
		return 1
	}
	b := ErlangB(c, a)
	return b / (1 - rho + rho*b)
}

// MMc is the queue of c equal counters with Poisson arrivals and exponential
// service, rates per minute.
type MMc struct {
	Counters int
	Arrive   float64 // arrivals per minute
	Serve    float64 // visits a minute at one counter
}

// Waits is the share of visitors that wait at all.
func (q MMc) Waits() float64 { return ErlangC(q.Counters, q.Arrive/q.Serve) }

// Mean is the mean wait in minutes of all visitors, +Inf under overload.
func (q MMc) Mean() float64 {
	spare := float64(q.Counters)*q.Serve - q.Arrive
	if spare <= 0 {
		return math.Inf(1)
	}
	return q.Waits() / spare
}

// Over is the share of visitors that wait longer than t minutes.
func (q MMc) Over(t float64) float64 {
	spare := float64(q.Counters)*q.Serve - q.Arrive
	if spare <= 0 {
		return 1
	}
	return q.Waits() * math.Exp(-spare*t)
}

// MG1 is the mean wait at one counter where visits last mean minutes with a
// coefficient of variation cv (Pollaczek and Khinchine).
func MG1(arrive, mean, cv float64) float64 {
	rho := arrive * mean
	if rho >= 1 {
		return math.Inf(1)
	}
	return rho * mean * (1 + cv*cv) / (2 * (1 - rho))
}

// Cobham gives the mean wait of each class, the most urgent first, where a more
// urgent visitor always goes before and nobody in service is interrupted. All
// classes are served at the same rate.
func Cobham(c int, serve float64, arrive ...float64) []float64 {
	var total float64
	for _, l := range arrive {
		total += l
	}
	capacity := float64(c) * serve
	residual := ErlangC(c, total/serve) / capacity

	waits := make([]float64, len(arrive))
	above := 0.0
	for i, l := range arrive {
		below := above + l/capacity
		waits[i] = residual / ((1 - above) * (1 - below))
		if below >= 1 {
			waits[i] = math.Inf(1)
		}
		above = below
	}
	return waits
}

// Patience is what becomes of visitors who leave when they are tired of waiting.
type Patience struct {
	Waits  float64 // share that does not go straight to a counter
	Leaves float64 // share that leaves uncalled
	Mean   float64 // mean wait in minutes of all, those who leave included
}

// ErlangA is the queue of c counters whose visitors leave at the rate leave a
// minute while they wait. It is stable under any load.
func ErlangA(c int, arrive, serve, leave float64) Patience {
	// Weights of the states relative to the one with all counters just busy, so
	// that nothing overflows however many counters there are.
	total, busy, queued := 1.0, 1.0, 0.0
	for n, p := c, 1.0; n > 0; n-- {
		p *= float64(n) * serve / arrive
		total += p
	}
	for j, p := 1, 1.0; ; j++ {
		p *= arrive / (float64(c)*serve + float64(j)*leave)
		total += p
		busy += p
		queued += p * float64(j)
		if p*float64(j) < 1e-15*total && arrive < float64(c)*serve+float64(j)*leave {
			break
		}
	}
	mean := queued / total / arrive // Little's law
	return Patience{Waits: busy / total, Leaves: leave * mean, Mean: mean}
}
