package board

import (
	"slices"
	"strings"
	"time"

	"motcua/internal/queue"
)

// Earlier is how many calls that are over a wall keeps, so that a wall that
// starts again shows what it showed before: twice what any wall shows, because
// some of them are hidden.
const Earlier = 24

// Fold brings the queue up to the next commit. Facts already folded change
// nothing. False says that the facts do not follow on or are not whole, or that
// a ticket comes into a narrowed queue from outside: the queue is unchanged and
// a fresh snapshot is needed.
func (q *Queue) Fold(f Facts) bool {
	if f.Seq <= q.Seq {
		return true
	}
	if f.Seq != q.Seq+1 || !f.Whole() || q.stranger(f) {
		return false
	}
	for i := range f.Facts {
		n := &f.Facts[i]
		at := f.moment(n)
		q.foldTicket(n)
		q.Called = foldCalls(q.Called, q.Counters, n, at, 0)
		foldCounters(q.Counters, n, at)
	}
	q.Seq, q.At = f.Seq, f.At
	return true
}

// stranger tells whether a ticket comes to stand here that the queue knows nothing of.
func (q *Queue) stranger(f Facts) bool {
	here := map[string]bool{}
	for i := range f.Facts {
		n := &f.Facts[i]
		switch {
		case n.Name == "issued":
			here[n.Ticket] = true
		case n.In == nil || here[n.Ticket]:
		case !q.serves(n.In.Service):
			here[n.Ticket] = false
		case !q.has(n.Ticket):
			return true
		}
	}
	return false
}

func (q *Queue) has(id string) bool {
	is := func(t Ticket) bool { return t.ID == id }
	return slices.ContainsFunc(q.Waiting, is) || slices.ContainsFunc(q.Aside, is)
}

// Fold brings the wall up to the next commit, as [Queue.Fold] does.
func (w *Wall) Fold(f Facts) bool {
	if f.Seq <= w.Seq {
		return true
	}
	if f.Seq != w.Seq+1 || !f.Whole() {
		return false
	}
	for i := range f.Facts {
		n := &f.Facts[i]
		at := f.moment(n)
		if _, here := w.Waiting[n.Out]; here {
			w.Waiting[n.Out]--
		}
		if n.In != nil {
			if _, here := w.Waiting[n.In.Service]; here {
				w.Waiting[n.In.Service]++
			}
		}
		w.Called = foldCalls(w.Called, w.Counters, n, at, Earlier)
		foldCounters(w.Counters, n, at)
	}
	w.Seq, w.At = f.Seq, f.At
	return true
}

// moment is when a fact happened.
func (f *Facts) moment(n *Fact) time.Time {
	if n.At != nil {
		return *n.At
	}
	return f.At
}

// foldTicket moves the ticket of a fact between the lists.
func (q *Queue) foldTicket(n *Fact) {
	if n.Ticket == "" || n.State == "" && n.Out == "" && n.Class == "" {
		return
	}
	t, ok := q.take(n.Ticket)
	if n.Name == "issued" {
		t, ok = issued(q.Day, n), true
	}
	if !ok {
		return
	}
	if n.Class != "" {
		t.Class = n.Class
	}
	if n.State != "" {
		t.State = n.State
	}
	switch t.State {
	case string(queue.StatusWaiting):
		if n.In != nil {
			t.stand(n)
		}
		if q.serves(t.Service) {
			q.Waiting = insert(q.Waiting, t, byPlace)
		}
	case string(queue.StatusIssued), string(queue.StatusUnprinted), string(queue.StatusCalled),
		string(queue.StatusServing), string(queue.StatusParked):
		t.Key, t.Order = nil, 0
		if q.serves(t.Service) {
			q.Aside = insert(q.Aside, t, byID)
		}
	}
}

func issued(day string, n *Fact) Ticket {
	t := Ticket{ID: n.Ticket, Number: n.Number, Day: day, Service: n.Service, Class: n.Class}
	if n.Issued != nil {
		t.IssuedAt = *n.Issued
	}
	t.Legs = []Leg{{Service: t.Service, ArrivedAt: t.IssuedAt}}
	return t
}

// stand gives a ticket its place in line. Only a new leg brings its class along:
// one that was recorded late is the ticket's own.
func (t *Ticket) stand(n *Fact) {
	in := n.In
	t.Key, t.Order, t.Service = &in.Key, in.Order, in.Service
	if n.Name == "finished" || n.Name == "transferred" {
		t.Class = in.Class
	}
	t.Legs = []Leg{{Service: in.Service, ArrivedAt: t.IssuedAt}}
}

// serves tells whether one of the counters of the picture gives a service.
func (q *Queue) serves(service string) bool {
	return slices.ContainsFunc(q.Counters, func(c Counter) bool { return slices.Contains(c.Services, service) })
}

// take removes a ticket from whatever list it is in.
func (q *Queue) take(id string) (Ticket, bool) {
	for _, list := range []*[]Ticket{&q.Waiting, &q.Aside} {
		if i := slices.IndexFunc(*list, func(t Ticket) bool { return t.ID == id }); i >= 0 {
			t := (*list)[i]
			*list = slices.Delete(*list, i, i+1)
			return t, true
		}
	}
	return Ticket{}, false
}

func insert(list []Ticket, t Ticket, order func(a, b Ticket) int) []Ticket {
	i, _ := slices.BinarySearchFunc(list, t, order)
	return slices.Insert(list, i, t)
}

// byPlace is the order of calls: the smaller key first, then the earlier entry.
func byPlace(a, b Ticket) int {
	if a.Key != nil && b.Key != nil {
		if c := a.Key.Compare(*b.Key); c != 0 {
			return c
		}
	}
	switch {
	case a.Order < b.Order:
		return -1
	case a.Order > b.Order:
		return 1
	}
	return 0
}

func byID(a, b Ticket) int { return strings.Compare(a.ID, b.ID) }

// foldCalls keeps the list of calls: those not over, and the last keep of those that are.
func foldCalls(list []Called, counters []Counter, n *Fact, at time.Time, keep int) []Called {
	switch n.Name {
	case "called":
		list = endCalls(list, n.Ticket, true, keep)
		if !slices.ContainsFunc(counters, func(c Counter) bool { return c.ID == n.Counter }) {
			return list
		}
		return append(list, Called{
			No: n.No, Number: n.Number, Ticket: n.Ticket,
			Counter: n.Counter, Room: n.Room, Zone: n.Zone, At: at,
		})
	case "recalled":
		for i := range list {
			if list[i].No == n.No {
				list[i].Recall = n.Recall
			}
		}
		return list
	}
	if n.Ticket == "" || n.State == "" {
		return list
	}
	return endCalls(list, n.Ticket, !settled(n.State), keep)
}

// endCalls makes the calls of a ticket earlier ones. Once hidden, a call is not
// shown again.
func endCalls(list []Called, ticket string, hidden bool, keep int) []Called {
	for i := range list {
		if c := &list[i]; c.Ticket == ticket {
			c.Hidden = hidden || c.Ended && c.Hidden
			c.Ended = true
		}
	}
	return trim(list, keep)
}

// trim drops the oldest of the calls that are over, down to keep of them.
func trim(list []Called, keep int) []Called {
	over := 0
	for i := range slices.Backward(list) {
		if !list[i].Ended {
			continue
		}
		if over++; over > keep {
			list = slices.Delete(list, i, i+1)
		}
	}
	return list
}

// foldCounters keeps what each counter is doing.
func foldCounters(list []Counter, n *Fact, at time.Time) {
	switch n.Name {
	case "counter_opened", "counter_closed", "counter_paused", "counter_resumed":
		if c := counterAt(list, n.Counter); c != nil {
			c.State, c.Reason, c.Since = n.State, n.Reason, at
		}
	case "called":
		if c := counterAt(list, n.Counter); c != nil {
			c.State, c.Since, c.Ticket, c.Number = string(queue.ModeBusy), at, n.Ticket, n.Number
		}
	case "finished", "absented", "put_back", "parked", "transferred", "cancelled":
		for i := range list {
			c := &list[i]
			if n.Ticket != "" && c.Ticket == n.Ticket {
				c.State, c.Since, c.Ticket, c.Number = string(queue.ModeOpen), at, "", ""
			}
		}
	}
}

func counterAt(list []Counter, id string) *Counter {
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}
