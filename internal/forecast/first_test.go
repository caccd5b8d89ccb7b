package forecast_test

import (
	"fmt"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
	"motcua/internal/queue"
)

// day is an open day at the two counters of hall.
type day struct {
	t     *testing.T
	state *queue.State
	at    time.Time
}

func open(t *testing.T) *day {
	t.Helper()
	d := &day{t: t, state: queue.New(hall(t), queue.Options{}), at: seven}
	d.do(queue.Admin, queue.OpenDay{Day: "2026-11-23"})
	return d
}

// do has a wish decided and gives the ticket it made.
func (d *day) do(role queue.Role, w queue.Wish) (ticket string) {
	d.t.Helper()
	by := queue.Actor{Role: role, Device: "d", Officer: "o"}
	events, err := queue.Decide(d.state, queue.Command{Key: fmt.Sprintf("%T%v", w, d.at), By: by, Do: w}, d.at)
	if err != nil {
		d.t.Fatalf("%T at %s: %v", w, d.at.Format(time.TimeOnly), err)
	}
	d.state.Evolve(queue.Act{At: d.at, By: by, Events: events})
	for _, e := range events {
		if i, ok := e.(queue.Issued); ok {
			ticket = i.Ticket
		}
	}
	return ticket
}

func (d *day) take(service string, n int) (last string) {
	d.t.Helper()
	for range n {
		d.at = d.at.Add(time.Second)
		last = d.do(queue.Visitor, queue.Take{Service: service, Class: centre.Ordinary})
	}
	return last
}

func (d *day) openAll() {
	d.do(queue.Officer, queue.OpenCounter{Counter: "1"})
	d.do(queue.Officer, queue.OpenCounter{Counter: "2"})
}

func (d *day) wait(ticket string) forecast.Range {
	return forecast.NewModel(d.state.Site()).Wait(d.state, ticket, d.at)
}

func TestFirst_SaysNothingWhereNobodyServes(t *testing.T) {
	d := open(t)
	r := d.wait(d.take("collect", 1))
	if r.Known || r.Reason != forecast.NobodyServes || r.Low != 0 || r.High != 0 {
		t.Errorf("with every counter closed the range is %+v", r)
	}
	if want := time.Date(2026, 11, 23, 13, 30, 0, 0, centre.ICT); !r.Opens.Equal(want) {
		t.Errorf("opens %v, want %v", r.Opens, want)
	}

	d.do(queue.Officer, queue.OpenCounter{Counter: "2"}) // does not hand out results
	if r := d.wait(d.take("collect", 1)); r.Known {
		t.Errorf("a counter for something else does not help, got %+v", r)
	}
	d.do(queue.Officer, queue.OpenCounter{Counter: "1", Skills: []string{"submit"}})
	if r := d.wait(d.take("collect", 1)); r.Known {
		t.Errorf("an officer who may not do it does not help, got %+v", r)
	}
}

func TestFirst_AnIdleCounterMeansSoon(t *testing.T) {
	d := open(t)
	d.openAll()
	ticket := d.take("submit", 1)
	low, high, ok, reason := forecast.First(d.state, ticket, d.at)
	if low != 0 || high != 5 || !ok || reason != string(forecast.Soon) {
		t.Errorf("first of the day = %d-%d %v %q, want 0-5 and soon", low, high, ok, reason)
	}
}

func TestFirst_MorePeopleMeanLonger(t *testing.T) {
	d := open(t)
	d.openAll()
	d.take("submit", 2)
	d.do(queue.Officer, queue.CallNext{Counter: "1"})
	d.do(queue.Officer, queue.CallNext{Counter: "2"})
	last := forecast.Range{}
	for n := range 31 {
		r := d.wait(d.take("submit", 1))
		if !r.Known || r.Ahead != n || r.Low%5 != 0 || r.High%5 != 0 || r.High-r.Low < 5 {
			t.Fatalf("ticket %d: %+v", n, r)
		}
		if r.Low < last.Low || r.High < last.High {
			t.Errorf("with %d ahead %d-%d, with one less %d-%d", n, r.Low, r.High, last.Low, last.High)
		}
		last = r
	}
	if last.Reason != forecast.Long || last.Low < 90 || last.High > 270 {
		t.Errorf("30 visits of ten minutes at two counters = %+v", last)
	}
}

func TestFirst_BothCountersAreFasterThanOne(t *testing.T) {
	wait := func(counters ...string) forecast.Range {
		d := open(t)
		for _, c := range counters {
			d.do(queue.Officer, queue.OpenCounter{Counter: c})
		}
		return d.wait(d.take("submit", 9))
	}
	one, two := wait("2"), wait("1", "2")
	if two.High >= one.High || two.Low >= one.Low {
		t.Errorf("two counters %d-%d, one %d-%d", two.Low, two.High, one.Low, one.High)
	}
}

func TestFirst_AFreeCounterOfOnesOwnIsNotHeldUpByOthers(t *testing.T) {
	d := open(t)
	d.openAll()
	d.take("submit", 2)
	d.do(queue.Officer, queue.CallNext{Counter: "2"})
	d.do(queue.Officer, queue.CallNext{Counter: "1"})
	d.take("submit", 4)
	busy := d.wait(d.take("collect", 1))
	if busy.Low == 0 && busy.High == 5 {
		t.Errorf("four people before the only counter that hands out results, yet %+v", busy)
	}
	if r := d.wait(d.take("submit", 1)); r.Ahead != 5 {
		t.Errorf("ahead = %d, want 5", r.Ahead)
	}
}

func TestFirst_KnowsThatASlipIsStillToCome(t *testing.T) {
	d := open(t)
	d.openAll()
	d.take("submit", 2)
	d.do(queue.Officer, queue.CallNext{Counter: "1"})
	d.do(queue.Officer, queue.CallNext{Counter: "2"})
	d.take("submit", 5)
	d.at = d.at.Add(time.Second)
	before := forecast.NewModel(d.state.Site()).Before(d.state, "submit", centre.Ordinary, d.at)
	ticket := d.do(queue.Visitor, queue.Take{Service: "submit", Class: centre.Ordinary, Paper: true})
	issued := d.wait(ticket)
	d.do(queue.Visitor, queue.PaperOut{Ticket: ticket, Proof: "p"})
	waiting := d.wait(ticket)
	if before.Low != waiting.Low || before.High != waiting.High || issued != waiting {
		t.Errorf("before %+v\nissued %+v\nwaiting %+v", before, issued, waiting)
	}
}

func TestFirst_PriorityIsToldItsOwnRange(t *testing.T) {
	d := open(t)
	d.openAll()
	d.take("submit", 14)
	m := forecast.NewModel(d.state.Site())
	at := d.at.Add(time.Second)
	elder, other := m.Before(d.state, "submit", "elderly", at), m.Before(d.state, "submit", centre.Ordinary, at)
	if elder.Ahead != 0 || elder.High >= other.Low+10 {
		t.Errorf("elderly %+v, ordinary %+v", elder, other)
	}
}

func TestFirst_WarnsWhenTheDayEnds(t *testing.T) {
	d := open(t)
	d.at = time.Date(2026, 11, 23, 16, 0, 0, 0, centre.ICT)
	d.openAll()
	served := map[int]float64{}
	for n := range 40 {
		r := d.wait(d.take("submit", 1))
		served[n] = r.Served
		if r.Served < .1 && (r.Known || r.Reason != forecast.Closing || r.Opens.Day() != 24) {
			t.Fatalf("hardly a chance today: %+v", r)
		}
		if r.Known && r.To.After(time.Date(2026, 11, 23, 17, 0, 0, 0, centre.ICT).Add(5*time.Minute)) {
			t.Fatalf("%+v reaches beyond closing", r)
		}
	}
	if served[0] < .9 || served[39] > .1 {
		t.Errorf("chances from %.2f to %.2f", served[0], served[39])
	}
}

func TestFirst_IsSilentForWhoDoesNotWait(t *testing.T) {
	d := open(t)
	d.openAll()
	ticket := d.take("submit", 1)
	d.do(queue.Officer, queue.CallNext{Counter: "1"})
	if r := d.wait(ticket); r.Known || r.Reason != forecast.NotWaiting {
		t.Errorf("a called visitor = %+v", r)
	}
	if r := d.wait("20261123-Z999"); r.Known || r.Reason != forecast.NotWaiting {
		t.Errorf("an unknown ticket = %+v", r)
	}
}
