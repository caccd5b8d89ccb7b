package queue_test

import (
	"slices"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

func (x *machine) park() {
	c, v, want := x.inHand(queue.StatusServing)
	w := queue.Park{Counter: c, Reason: "papers"}
	if uniform(x.t, 2, "timed") == 0 {
		w.Until = x.m.now.Add(5 * time.Minute)
	}
	if v == nil {
		_, refused := x.do(officer(c), w)
		x.expect(w, refused, want)
		return
	}
	d := x.m.remember(c, officer(c), v)
	if _, refused := x.do(officer(c), w); x.expect(w, refused, want) {
		x.m.posts[c].hand, v.counter, v.status = "", "", queue.StatusParked
		v.bound = c // where it will come back
		x.m.settle(c, d)
	}
}

func (x *machine) unpark() {
	if v := x.someone(queue.StatusParked); v != nil {
		x.unparked(x.must(officer("1"), queue.Unpark{Ticket: v.id}), v.id)
	}
}

// unparked is a row that comes back to the counter that set it aside, with its old key.
func (x *machine) unparked(events []queue.Event, id string) {
	v, sp := x.m.find(id), in(events)
	if sp.Counter != v.bound && sp.Counter != "" {
		x.fail("%s comes back to %q, not %q", v.number, sp.Counter, v.bound)
	}
	v.status, v.seq, v.bound = queue.StatusWaiting, x.m.next(), sp.Counter
}

func (x *machine) transfer() {
	c, v, want := x.inHand(queue.StatusServing)
	w := queue.Transfer{Counter: c, Service: x.service(), Place: pick(x.t, "place", "", queue.Fair, queue.Last, queue.First)}
	if w.Place == queue.First {
		w.Reason = "missed"
	}
	if to := x.counter(); uniform(x.t, 2, "there") == 0 && to != c && x.m.site.Serves(to, w.Service) {
		w.ToCounter = to
	}
	if v == nil {
		_, refused := x.do(officer(c), w)
		x.expect(w, refused, want)
		return
	}
	d := x.m.remember(c, officer(c), v)
	events, refused := x.do(officer(c), w)
	if !x.expect(w, refused, want) {
		return
	}
	x.m.posts[c].hand = ""
	sp := in(events)
	if sp.Service != w.Service || sp.Counter != w.ToCounter && sp.Counter != "" {
		x.fail("%#v placed %+v", w, sp)
	}
	x.leg(v, sp)
	switch fair := v.arrived.Add(-x.m.headStart(v.class)); w.Place {
	case queue.Last:
		v.arrived, v.key, v.taken = x.m.now, x.m.now, x.m.now
	case queue.First:
		if v.key, v.moved, v.favoured = sp.Key, true, true; v.key.After(fair) {
			x.fail("%s is placed first, behind its fair place", x.m.describe(v))
		}
		for _, o := range x.m.waiting() {
			if o != v && o.service == v.service && o.bound == v.bound && before(o, v) < 0 {
				x.fail("%s is placed first behind %s", x.m.describe(v), x.m.describe(o))
			}
		}
	default:
		v.key = fair
	}
	x.m.settle(c, d)
}

func (x *machine) send() {
	c, v, want := x.inHand(queue.StatusServing)
	w := queue.SendAndReturn{Counter: c, Service: "fee"}
	if v == nil {
		_, refused := x.do(officer(c), w)
		x.expect(w, refused, want)
		return
	}
	d := x.m.remember(c, officer(c), v)
	events, refused := x.do(officer(c), w)
	if want == "" && refused == queue.WrongState && v.back != "" { // one errand at a time
		return
	}
	if want == "" && refused == queue.BadValue && c == "4" { // the cashier sends nobody to himself
		return
	}
	if !x.expect(w, refused, want) {
		return
	}
	x.m.posts[c].hand = ""
	x.leg(v, in(events))
	v.key, v.back = v.arrived.Add(-x.m.headStart(v.class)), c
	x.m.settle(c, d)
}

func (x *machine) cancel() {
	if uniform(x.t, 4, "leaves") > 0 {
		return
	}
	v := x.someone(queue.StatusIssued, queue.StatusWaiting, queue.StatusCalled, queue.StatusParked)
	if v == nil {
		return
	}
	w := queue.Cancel{Ticket: v.id}
	_, refused := x.do(visitor, w)
	if v.status == queue.StatusCalled { // he is in an officer's hands
		x.expect(w, refused, queue.WrongState)
		return
	}
	x.expect(w, refused, "")
	v.status, v.lost = queue.StatusCancelled, nil
}

func (x *machine) yield() {
	v := x.someone(queue.StatusWaiting)
	if v == nil {
		return
	}
	w := queue.Yield{Ticket: v.id}
	list := x.m.behind(v)
	_, refused := x.do(visitor, w)
	switch {
	case v.yields >= x.m.site.Rules.YieldMax:
		x.expect(w, refused, queue.TooOften)
	case len(list) == 0:
		x.expect(w, refused, queue.Nobody)
	case x.expect(w, refused, ""):
		v.key, v.seq, v.moved = list[min(3, len(list))-1].key, x.m.next(), true
		v.yields++
	}
}

// reclassify records a priority late: the key becomes what it would have been.
func (x *machine) reclassify() {
	v := x.someone(queue.StatusWaiting)
	if v == nil {
		return
	}
	w := queue.Reclassify{Ticket: v.id, Class: pick(x.t, "class", "ordinary", "elderly", "merit")}
	events := x.must(officer("1"), w)
	if v.class == w.Class {
		if len(events) > 0 {
			x.fail("%s was %s already", v.number, w.Class)
		}
		return
	}
	v.class = w.Class
	sp := in(events)
	if want := v.arrived.Add(-x.m.headStart(w.Class)); !v.moved && v.bound == "" && !sp.Key.Equal(want) {
		x.fail("%s is %s from %s, not %s", v.number, w.Class, sp.Key, want)
	}
	if v.key = sp.Key; !v.moved {
		v.seq = x.m.next()
	}
}

func (x *machine) mark() {
	v := x.someone(queue.StatusServing, queue.StatusDone, queue.StatusCancelled)
	if v == nil {
		return
	}
	x.must(officer("1"), queue.MarkReturn{Counter: "1", Ticket: v.id})
	v.marked = true
}

func (x *machine) returns() {
	v := x.someone(queue.StatusWaiting, queue.StatusCancelled, queue.StatusDone)
	if v == nil {
		return
	}
	w := queue.Return{Ticket: v.id}
	events, refused := x.do(visitor, w)
	standing := v.status == queue.StatusWaiting || v.status == queue.StatusCancelled
	soon := standing && v.lost != nil && !v.forgiven && x.m.now.Sub(v.absentAt) <= x.m.site.Rules.ForgiveWithin
	switch {
	case soon && v.absences > 0 && refused == "":
		was := v.lost
		sp := in(events)
		if !sp.Key.Equal(was.key) || sp.Service != was.service {
			x.fail("%s gets back %+v, not %s", v.number, sp, x.m.describe(was))
		}
		v.status, v.key, v.seq, v.bound = queue.StatusWaiting, was.key, was.seq, sp.Counter
		v.forgiven, v.lost, v.moved = true, nil, was.moved
	case v.status != queue.StatusWaiting && v.marked && refused == "":
		sp := in(events)
		x.leg(v, sp)
		v.class, v.arrived, v.taken, v.key = centre.Return, x.m.now, x.m.now, x.m.now.Add(-x.m.headStart(centre.Return))
		v.absences, v.marked = 0, false
		if !sp.Key.Equal(v.key) {
			x.fail("%s returns from %s", v.number, sp.Key)
		}
	case refused == "" && len(events) > 0:
		x.fail("%s returned: %v", x.m.describe(v), events)
	case soon && v.absences > 0 || v.status != queue.StatusWaiting && v.marked:
		x.fail("%s may return, and is refused: %s", x.m.describe(v), refused)
	}
}

func (x *machine) undo() {
	c := x.counterThat(func(p *post) bool { return p.last != nil && x.m.now.Sub(p.last.at) <= x.m.site.Rules.UndoWithin })
	by := officer(c)
	if uniform(x.t, 6, "stranger") == 0 {
		by.Officer = "somebody"
	}
	w := queue.Undo{Counter: c}
	could := x.m.undoable(c, by)
	events, refused := x.do(by, w)
	if !could {
		x.expect(w, refused, queue.NothingToUndo)
		return
	}
	x.expect(w, refused, "")
	e, ok := events[0].(queue.Undone)
	if !ok || len(e.Visits) != len(x.m.posts[c].last.rows) {
		x.fail("undo at %s: %+v", c, events)
	}
	x.m.undo(c)
}

// whys asks every row why it was not its turn: each call of others that was made
// while it waited has one reason, and what the reason says is true.
func (x *machine) whys() {
	for _, v := range x.m.rows {
		why, ok := x.s.Why(v.id, x.m.now)
		if !ok {
			x.fail("%s has no why", x.m.describe(v))
		}
		told := 0
		for _, b := range why.Lines {
			told += b.Calls
			if b.No > 0 {
				told++
				x.honest(v, b)
			}
		}
		if told != v.witnessed {
			x.fail("%s saw %d calls, %d are explained: %+v", x.m.describe(v), v.witnessed, told, why.Lines)
		}
	}
}

// honest holds one reason against what happened.
func (x *machine) honest(v *visit, b queue.Because) {
	c, ok := x.s.Call(b.No)
	if !ok || c.Number != b.Number || c.Counter != b.Counter || !c.At.Equal(b.At) {
		x.fail("%+v is no call of the day", b)
	}
	good := false
	switch b.Code {
	case "other":
		with := x.m.skills[b.No-1]
		good = v.legs > 1 || v.bound != "" || !x.m.site.Serves(b.Counter, v.service) || with != nil && !slices.Contains(with, v.service)
	case "earlier":
		good = v.legs > 1 || b.Minutes >= 0 && b.Since.Before(maxTime(v.taken, v.arrived)) || b.Since.Equal(v.taken)
	case "transfer":
		good = c.Place == queue.Fair || c.Place == queue.Last
	case "booking":
		good = c.Booked && !b.Since.IsZero()
	case "priority", "return":
		good = b.Minutes > 0 && c.Key.Before(c.IssuedAt) && (b.Code == "return") == (c.Class == centre.Return)
	case "reserved":
		good = b.Reason == "missed"
	}
	if !good {
		x.fail("%s is told %+v of %+v", x.m.describe(v), b, *c)
	}
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
