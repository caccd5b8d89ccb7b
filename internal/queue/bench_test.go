package queue_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// A busy province: ten thousand people wait, twenty counters call, and one loop
// has to decide for all of them.
const crowdSize = 10_000

// rounds are how often a thing is done in one turn of a benchmark, so that one
// turn is enough for a figure.
const rounds = 20_000

type busy struct {
	b        *testing.B
	s        *queue.State
	at       time.Time
	services []string
	counters []string
	classes  []string
	n        int
}

func province(b *testing.B) *centre.Site {
	b.Helper()
	document, err := os.ReadFile("../../assets/sites/quang-binh.toml")
	if err != nil {
		b.Fatal(err)
	}
	site, err := centre.Parse("quang-binh", document)
	if err != nil {
		b.Fatal(err)
	}
	return site
}

// filled is a day on which everybody of the crowd has come within three hours.
// With one service they all stand in one line.
func filled(b *testing.B, site *centre.Site, one bool) *busy {
	b.Helper()
	h := &busy{b: b, s: queue.New(site, queue.Options{IgnoreHours: true}), at: morning, classes: []string{"", "", "", "", "", "", "elderly", "merit"}}
	h.must(queue.Actor{Role: queue.Admin}, queue.OpenDay{Day: "2026-11-23"})
	for _, c := range site.Counters {
		h.must(officer(c.ID), queue.OpenCounter{Counter: c.ID, Officer: "o" + c.ID})
	}
	for _, v := range site.Services {
		if v.Offered() && (!one || len(h.services) == 0) {
			h.services = append(h.services, v.ID)
		}
	}
	for _, c := range site.Counters {
		for _, v := range h.services {
			if site.Serves(c.ID, v) {
				h.counters = append(h.counters, c.ID)
				break
			}
		}
	}
	for range crowdSize {
		h.take(h.services[h.n%len(h.services)])
		h.at = h.at.Add(time.Second)
	}
	return h
}

func (h *busy) must(by queue.Actor, w queue.Wish) []queue.Event {
	events, err := queue.Decide(h.s, queue.Command{Do: w, By: by}, h.at)
	if err != nil {
		h.b.Fatalf("%#v: %v", w, err)
	}
	h.s.Evolve(queue.Act{At: h.at, By: by, Events: events})
	return events
}

func (h *busy) take(service string) {
	h.n++
	h.must(visitor, queue.Take{Service: service, Class: h.classes[h.n%len(h.classes)]})
}

// call finishes at a counter and calls the next; it tells the line that lost one.
func (h *busy) call(i int) string {
	c := h.counters[i%len(h.counters)]
	events := h.must(queue.Actor{Role: queue.Officer, Counter: c, Officer: "o" + c}, queue.CallNext{Counter: c, Finish: true})
	h.at = h.at.Add(100 * time.Millisecond)
	called, ok := events[len(events)-1].(queue.Called)
	if !ok {
		h.b.Fatalf("nobody waits at %s", c)
	}
	return called.Out
}

// each runs a thing rounds times in every turn and reports the mean of one.
func each(b *testing.B, site *centre.Site, one bool, unit string, do func(h *busy, i int)) {
	b.Helper()
	var spent time.Duration
	turns := 0
	for b.Loop() {
		b.StopTimer()
		h := filled(b, site, one)
		b.StartTimer()
		start := b.Elapsed()
		for i := range rounds {
			do(h, i)
		}
		spent += b.Elapsed() - start
		turns++
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(spent.Nanoseconds())/1000/rounds/float64(turns), "us/"+unit)
}

// BenchmarkCallNext: figure Q19 wants call and insert within 5 us, and the spine
// a decision within 10 us.
func BenchmarkCallNext(b *testing.B) {
	site := province(b)
	for _, one := range []bool{false, true} {
		name := map[bool]string{false: "lines=all", true: "lines=one"}[one]
		b.Run(name+"/decide", func(b *testing.B) {
			each(b, site, one, "decision", func(h *busy, i int) {
				c := h.counters[i%len(h.counters)]
				if _, err := queue.Decide(h.s, queue.Command{Do: queue.CallNext{Counter: c}}, h.at); err != nil {
					b.Fatal(err)
				}
			})
		})
		b.Run(name+"/call+insert", func(b *testing.B) {
			b.ReportAllocs()
			each(b, site, one, "pair", func(h *busy, i int) { h.take(h.call(i)) })
		})
	}
}

func BenchmarkTake(b *testing.B) {
	site := province(b)
	b.ReportAllocs()
	each(b, site, false, "number", func(h *busy, i int) { h.take(h.services[i%len(h.services)]) })
}

// BenchmarkAhead is asked for every visitor who looks at a phone.
func BenchmarkAhead(b *testing.B) {
	site := province(b)
	each(b, site, false, "question", func(h *busy, i int) { h.s.Ahead(fmt.Sprintf("20261123-A%03d", 1+i%100)) })
}

// BenchmarkReplay folds a whole busy day, as a start does.
func BenchmarkReplay(b *testing.B) {
	site := province(b)
	var acts []queue.Act
	h := filled(b, site, false)
	again := queue.New(site, queue.Options{IgnoreHours: true})
	record := func(by queue.Actor, w queue.Wish) {
		events, err := queue.Decide(again, queue.Command{Do: w, By: by}, h.at)
		if err != nil {
			b.Fatal(err)
		}
		a := queue.Act{At: h.at, By: by, Events: events}
		again.Evolve(a)
		acts = append(acts, a)
	}
	record(queue.Actor{Role: queue.Admin}, queue.OpenDay{Day: "2026-11-23"})
	record(officer("1"), queue.OpenCounter{Counter: "1"})
	for i := range 1000 {
		record(visitor, queue.Take{Service: h.services[i%len(h.services)]})
		if c := h.counters[i%len(h.counters)]; c == "1" {
			record(officer(c), queue.CallNext{Counter: c, Finish: true})
		}
	}
	for b.Loop() {
		s := queue.New(site, queue.Options{})
		for _, a := range acts {
			s.Evolve(a)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(acts)), "us/act")
}
