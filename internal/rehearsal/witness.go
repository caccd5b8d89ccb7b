package rehearsal

import (
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Witness watches the record alone and holds the call rule to its promise:
// nobody who came more than the bound after an ordinary visitor is called
// before him at a counter that serves him.
type Witness struct {
	Lag    time.Duration // greatest lateness of one who was called before an ordinary visitor
	Passes int           // later-comers called before ordinary visitors, all together
	Most   int           // most that one visitor had to let pass

	site  *centre.Site
	seen  map[string]*watched
	lines map[string][]*watched // ordinary visitors by service
}

// watched is one ticket as the witness sees it.
type watched struct {
	arrival time.Time
	class   string
	counter string // the only one that may call it
	excused bool   // was absent, stepped back, or is not ordinary
	passed  int
}

// NewWitness is a witness for a centre.
func NewWitness(site *centre.Site) *Witness {
	return &Witness{site: site, seen: map[string]*watched{}, lines: map[string][]*watched{}}
}

// Fold watches one act.
func (w *Witness) Fold(a queue.Act) {
	for _, e := range a.Events {
		w.before(e, a.At)
		if v, ok := e.(interface{ About() queue.Visit }); ok {
			w.move(v.About())
		}
	}
}

// before settles what an event means for the order, before lines change.
func (w *Witness) before(e queue.Event, at time.Time) {
	switch e := e.(type) {
	case queue.DayOpened:
		clear(w.seen)
		clear(w.lines)
	case queue.Issued:
		w.seen[e.Ticket] = &watched{arrival: e.IssuedAt, class: e.Class, excused: e.Class != centre.Ordinary}
	case queue.Called:
		if e.Reason == "" {
			w.called(e)
		}
	case queue.Absented:
		w.excuse(e.Ticket)
	case queue.Yielded:
		w.excuse(e.Ticket)
	case queue.Reclassified:
		w.excuse(e.Ticket)
	case queue.Returned:
		if x := w.seen[e.Ticket]; x != nil && !e.Forgiven {
			x.arrival, x.excused = at, true
		}
	default: // says nothing about the order
	}
}

func (w *Witness) excuse(ticket string) {
	if x := w.seen[ticket]; x != nil {
		x.excused = true
	}
}

// called compares a call with everybody who was left waiting.
func (w *Witness) called(c queue.Called) {
	j := w.seen[c.Ticket]
	counter, ok := w.site.Counter(c.Counter)
	if j == nil || !ok {
		return
	}
	for _, service := range counter.Services {
		for _, i := range w.lines[service] {
			if i == j || i.excused || !j.arrival.After(i.arrival) || i.counter != "" && i.counter != c.Counter {
				continue
			}
			i.passed++
			w.Passes++
			w.Most = max(w.Most, i.passed)
			w.Lag = max(w.Lag, j.arrival.Sub(i.arrival))
		}
	}
}

// move follows a ticket from line to line.
func (w *Witness) move(v queue.Visit) {
	x := w.seen[v.Ticket]
	if x == nil {
		return
	}
	if v.Out != "" {
		w.lines[v.Out] = without(w.lines[v.Out], x)
	}
	if v.In != nil {
		x.counter = v.In.Counter
		w.lines[v.In.Service] = append(w.lines[v.In.Service], x)
	}
}

func without(list []*watched, x *watched) []*watched {
	for i, y := range list {
		if y == x {
			return append(list[:i], list[i+1:]...)
		}
	}
	return list
}
