package queue_test

import (
	"slices"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// What people do in the hall, and what the sheet of paper says must come of it.

var visitor = queue.Actor{Role: queue.Visitor, Device: "kiosk"}

func (x *machine) counter() string {
	return pick(x.t, "counter", "1", "2", "3", "4")
}

// counterThat is mostly a counter of which something is true, if there is one.
func (x *machine) counterThat(is func(p *post) bool) string {
	var list []string
	for _, c := range x.m.site.Counters {
		if is(x.m.posts[c.ID]) {
			list = append(list, c.ID)
		}
	}
	if len(list) == 0 || uniform(x.t, 8, "any") == 0 {
		return x.counter()
	}
	return pick(x.t, "counter", list...)
}

func (x *machine) service() string {
	return pick(x.t, "service", "land", "house", "health", "result")
}

// someone is a row in one of the states, nil if there is none.
func (x *machine) someone(states ...queue.Status) *visit {
	var list []*visit
	for _, v := range x.m.rows {
		if slices.Contains(states, v.status) {
			list = append(list, v)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return pick(x.t, "who", list...)
}

func (x *machine) openDay(day string) {
	x.must(officer("1"), queue.OpenDay{Day: day})
	x.m.clear()
	x.m.day, x.m.open = day, true
	for range 5 {
		x.openCounter()
	}
}

func (x *machine) day() {
	if uniform(x.t, 10, "close") > 0 {
		return
	}
	x.whys()
	x.must(officer("1"), queue.CloseDay{})
	for _, v := range x.m.rows {
		switch v.status {
		case queue.StatusIssued, queue.StatusUnprinted, queue.StatusWaiting, queue.StatusCalled, queue.StatusParked:
			v.status = queue.StatusLapsed
		case queue.StatusServing:
			v.status = queue.StatusDone
		default:
		}
	}
	for id := range x.m.posts {
		x.m.posts[id] = &post{mode: queue.ModeClosed}
	}
	x.m.open = false
	x.compare()
	w := queue.Take{Service: "land"}
	_, refused := x.do(visitor, w)
	x.expect(w, refused, queue.DayOver)
	x.m.now = x.m.now.Add(24 * time.Hour)
	x.openDay(x.m.now.In(centre.ICT).Format(time.DateOnly))
}

func (x *machine) take() {
	w := queue.Take{
		Service: x.service(),
		Class:   pick(x.t, "class", "", "", "elderly", "merit", "return"),
		Paper:   uniform(x.t, 4, "paper") == 0,
	}
	x.issued(x.must(visitor, w), w.Service, w.Class, w.Paper)
}

func (x *machine) issued(events []queue.Event, service, class string, paper bool) *visit {
	e, ok := events[0].(queue.Issued)
	if !ok || len(events) != 1 {
		x.fail("taking a number gave %v", events)
	}
	s, _ := x.m.site.Service(service)
	x.m.series[s.Series]++
	v := &visit{id: e.Ticket, number: e.Number, service: service, class: class, arrived: x.m.now, status: queue.StatusWaiting, taken: x.m.now, legs: 1}
	if want := numbered(s.Series, x.m.series[s.Series]); v.number != want {
		x.fail("number %s, not %s", v.number, want)
	}
	if class == "" {
		v.class = centre.Ordinary
	}
	v.key, v.seq = x.m.now.Add(-x.m.headStart(v.class)), x.m.next()
	if paper {
		v.status = queue.StatusIssued
	}
	x.m.rows = append(x.m.rows, v)
	return v
}

func numbered(series string, n int) string {
	digits := []byte{byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)}
	return series + string(digits)
}

func (x *machine) paper() {
	v := x.someone(queue.StatusIssued, queue.StatusUnprinted)
	if v == nil {
		return
	}
	if uniform(x.t, 2, "out") == 0 {
		x.enters(x.must(visitor, queue.PaperOut{Ticket: v.id, Proof: "cut"}), v.id)
		return
	}
	x.must(visitor, queue.PaperFailed{Ticket: v.id, Cause: "paper-out"})
	v.status = queue.StatusUnprinted
}

// book makes an appointment and checks in for it at once, early, on time or late.
func (x *machine) book() {
	lead := pick(x.t, "lead", time.Minute, 10*time.Minute, 40*time.Minute)
	slot := x.m.now.Add(lead).Truncate(time.Minute)
	id := "b" + slot.Format("150405") + numbered("-", len(x.acts))
	service := x.service()
	if _, refused := x.do(officer("1"), queue.Book{ID: id, Service: service, At: slot}); refused != "" {
		if refused != queue.Closed {
			x.fail("booking %s refused: %s", slot, refused)
		}
		return
	}
	late := uniform(x.t, 4, "late") == 0
	if late {
		x.m.now = slot.Add(x.m.site.Rules.BookingGrace + time.Second)
		x.timers()
	}
	events := x.must(visitor, queue.CheckIn{Booking: id})
	v := x.issued(events, service, centre.Appointment, false)
	if !late {
		v.slot, v.arrived, v.key = slot, slot, slot.Add(-x.m.headStart(centre.Appointment))
	}
}

func (x *machine) openCounter() {
	c := x.counter()
	p := x.m.posts[c]
	if p.mode != queue.ModeClosed {
		return
	}
	full, _ := x.m.site.Counter(c)
	w := queue.OpenCounter{Counter: c, Officer: "o" + c}
	if uniform(x.t, 4, "skilled") == 0 {
		w.Skills = full.Services[:1]
	}
	x.must(officer(c), w)
	*p = post{mode: queue.ModeOpen, skills: w.Skills}
}

func (x *machine) closeCounter() {
	c := x.counter()
	p := x.m.posts[c]
	w := queue.CloseCounter{Counter: c}
	d := x.m.remember(c, officer(c))
	if v := x.m.find(p.hand); v != nil {
		d = x.m.remember(c, officer(c), v)
	}
	events, refused := x.do(officer(c), w)
	v := x.m.find(p.hand)
	if v != nil && v.status == queue.StatusServing {
		x.expect(w, refused, queue.Busy)
		return
	}
	x.expect(w, refused, "")
	if v != nil { // back to its place
		v.status, v.counter = queue.StatusWaiting, ""
		v.bound = in(events[:1]).Counter
	}
	*p = post{mode: queue.ModeClosed}
	if v != nil {
		x.m.settle(c, d)
	}
}

func (x *machine) pause() {
	c := x.counter()
	p := x.m.posts[c]
	w := queue.PauseCounter{Counter: c, Reason: "break"}
	d := x.m.remember(c, officer(c))
	events, refused := x.do(officer(c), w)
	switch {
	case p.mode == queue.ModeClosed:
		x.expect(w, refused, queue.CounterIsClosed)
	case p.hand != "":
		x.expect(w, refused, queue.Busy)
	case x.expect(w, refused, "") && len(events) > 0:
		p.mode, p.since = queue.ModePaused, x.m.now
		x.m.settle(c, d)
	}
}

func (x *machine) resume() {
	c := x.counterThat(func(p *post) bool { return p.mode == queue.ModePaused })
	p := x.m.posts[c]
	w := queue.ResumeCounter{Counter: c}
	d := x.m.remember(c, officer(c))
	events, refused := x.do(officer(c), w)
	switch {
	case p.mode == queue.ModeClosed:
		x.expect(w, refused, queue.CounterIsClosed)
	case x.expect(w, refused, "") && len(events) > 0:
		p.mode = queue.ModeOpen
		x.m.settle(c, d)
	}
}

// idle is what a counter that wants to call is refused, empty if it may.
func (p *post) idle() queue.Code {
	switch {
	case p.mode == queue.ModeClosed:
		return queue.CounterIsClosed
	case p.hand != "":
		return queue.Busy
	case p.mode == queue.ModePaused:
		return queue.CounterIsPaused
	}
	return ""
}

func (x *machine) next() {
	c := x.counterThat(func(p *post) bool { return p.mode == queue.ModeOpen })
	p := x.m.posts[c]
	w := queue.CallNext{Counter: c, Finish: uniform(x.t, 2, "finish") == 0}
	row := x.m.choose(c)
	d := x.m.remember(c, officer(c), row[:min(1, len(row))]...)
	hand := x.m.find(p.hand)
	if hand == nil || !w.Finish {
		events, refused := x.do(officer(c), w)
		x.calls(w, d, row, events, refused, p.idle())
		return
	}
	done := x.m.remember(c, officer(c), hand)
	events, refused := x.do(officer(c), w)
	x.expect(w, refused, "")
	cut := slices.IndexFunc(events, func(e queue.Event) bool { _, ok := e.(queue.Called); return ok })
	if cut < 0 {
		cut = len(events)
	}
	x.finished(c, hand, events[:cut])
	row = x.m.choose(c) // an errand may have ended here
	if len(row) == 0 || row[0] == hand {
		d.rows = nil
	}
	d.rows, d.post = append(d.rows, done.rows...), done.post
	if len(row) == 0 && cut == len(events) {
		x.m.settle(c, d)
		return
	}
	if cut == len(events) {
		x.fail("finished at %s, and %s was not called", c, x.m.describe(row[0]))
	}
	x.calls(w, d, row, events[cut:], refused, "")
}

// calls is the call of the first of a row, if the counter may call.
func (x *machine) calls(w queue.CallNext, d *deed, row []*visit, events []queue.Event, refused, want queue.Code) {
	if want == "" && len(row) == 0 {
		want = queue.Nobody
	}
	if !x.expect(w, refused, want) {
		return
	}
	x.bounded(w.Counter, row[0])
	x.called(w.Counter, row[0], events)
	x.m.settle(w.Counter, d)
}

// bounded holds a call against the promise on paper (QUEUEING 1.3): nobody who
// came later than the bound after somebody the counter could serve is called
// before him, unless he was absent, stepped back, or the other was placed first.
func (x *machine) bounded(c string, called *visit) {
	bound := x.m.site.Bound()
	for _, v := range x.m.choose(c) {
		if lag := called.taken.Sub(v.key); !v.moved && !x.m.held(v) && !called.favoured && lag > bound {
			x.fail("%s is called %v before %s", x.m.describe(called), lag, x.m.describe(v))
		}
		if !v.home.IsZero() && !v.moved && !called.favoured && called.taken.After(v.home) {
			x.fail("%s came after the errand and is called before %s", x.m.describe(called), x.m.describe(v))
		}
	}
}

func (x *machine) called(c string, want *visit, events []queue.Event) {
	e, ok := events[0].(queue.Called)
	if !ok || e.Ticket != want.id {
		x.fail("counter %s called %#v, not %s", c, events[0], x.m.describe(want))
	}
	if x.m.calls++; e.No != x.m.calls {
		x.fail("call %d, not %d", e.No, x.m.calls)
	}
	if want.counter != "" {
		x.fail("%s is in hand at %s", want.number, want.counter)
	}
	for _, v := range x.m.waiting() {
		if v != want {
			v.witnessed++
		}
	}
	want.status, want.counter, want.recalls = queue.StatusCalled, c, 0
	x.m.skills = append(x.m.skills, x.m.posts[c].skills)
	want.calledAt, want.madeAt = x.m.now, x.m.now
	x.m.posts[c].hand = want.id
}

func (x *machine) callNumber() {
	c := x.counterThat(func(p *post) bool { return p.idle() == "" })
	v := x.someone(queue.StatusWaiting)
	if v == nil {
		return
	}
	w := queue.CallNumber{Counter: c, Ticket: v.id, Reason: "missed"}
	d := x.m.remember(c, officer(c), v)
	events, refused := x.do(officer(c), w)
	full, _ := x.m.site.Counter(c)
	if want := x.m.posts[c].idle(); want != "" {
		x.expect(w, refused, want)
		return
	}
	if !slices.Contains(full.Services, v.service) {
		x.expect(w, refused, queue.NotServedHere)
		return
	}
	if refused == queue.NotServedHere && !x.m.may(c, v) { // beyond the officer's skills
		return
	}
	x.expect(w, refused, "")
	x.called(c, v, events)
	x.m.settle(c, d)
}

// inHand draws a counter, and the row it has in hand if it has one.
func (x *machine) inHand(states ...queue.Status) (string, *visit, queue.Code) {
	c := x.counterThat(func(p *post) bool { return p.hand != "" && slices.Contains(states, x.m.find(p.hand).status) })
	v := x.m.find(x.m.posts[c].hand)
	switch {
	case v == nil:
		return c, nil, queue.NothingInHand
	case !slices.Contains(states, v.status):
		return c, v, queue.WrongState
	}
	return c, v, ""
}

func (x *machine) recall() {
	c, v, want := x.inHand(queue.StatusCalled)
	w := queue.Recall{Counter: c}
	if want == "" && v.recalls >= x.m.site.Rules.RecallMax {
		want = queue.TooOften
	} else if want == "" && x.m.now.Sub(v.calledAt) < x.m.site.Rules.RecallEvery {
		want = queue.TooEarly
	}
	if _, refused := x.do(officer(c), w); x.expect(w, refused, want) {
		v.recalls++
		v.calledAt = x.m.now
	}
}

func (x *machine) begin() {
	c, v, want := x.inHand(queue.StatusCalled)
	w := queue.Begin{Counter: c}
	if v == nil {
		_, refused := x.do(officer(c), w)
		x.expect(w, refused, want)
		return
	}
	d := x.m.remember(c, officer(c), v)
	if _, refused := x.do(officer(c), w); x.expect(w, refused, want) {
		v.status = queue.StatusServing
		x.m.settle(c, d)
	}
}

func (x *machine) finish() {
	c, v, want := x.inHand(queue.StatusCalled, queue.StatusServing)
	w := queue.Finish{Counter: c, Fee: 20_000}
	if v == nil {
		_, refused := x.do(officer(c), w)
		x.expect(w, refused, want)
		return
	}
	d := x.m.remember(c, officer(c), v)
	events, refused := x.do(officer(c), w)
	x.expect(w, refused, "")
	x.finished(c, v, events)
	x.m.settle(c, d)
}

// finished is the end of a leg: done, or back to the counter that sent him, first.
func (x *machine) finished(c string, v *visit, events []queue.Event) {
	x.m.posts[c].hand, v.counter = "", ""
	if v.back == "" {
		v.status = queue.StatusDone
		return
	}
	sp := in(events)
	if sp == nil {
		x.fail("%s does not go back to %s", v.number, v.back)
	}
	home := v.back
	v.back = ""
	x.leg(v, sp)
	v.key, v.bound, v.favoured, v.home = sp.Key, sp.Counter, true, x.m.now
	if x.m.posts[home].mode == queue.ModeClosed {
		return
	}
	if first := x.m.choose(home); v.bound != home || first[0] != v {
		x.fail("%s is not the first at %s after the errand", x.m.describe(v), home)
	}
}

// leg begins the next leg of a visit.
func (x *machine) leg(v *visit, sp *queue.Spot) {
	v.status, v.counter, v.service, v.bound = queue.StatusWaiting, "", sp.Service, sp.Counter
	v.moved, v.slot, v.lost, v.favoured, v.home = false, time.Time{}, nil, false, time.Time{}
	v.legs++
	v.seq = x.m.next()
}

func (x *machine) absent() {
	c, v, want := x.inHand(queue.StatusCalled)
	w := queue.MarkAbsent{Counter: c}
	if want == "" && x.m.now.Sub(v.calledAt) < x.m.site.Rules.AbsentAfter {
		want = queue.TooEarly
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
	was := *v
	v.lost, v.absentAt, v.moved = &was, x.m.now, true
	x.m.posts[c].hand, v.counter = "", ""
	if v.absences++; v.absences == x.m.site.Rules.Absences {
		v.status = queue.StatusCancelled
	} else {
		v.status, v.key, v.seq, v.bound = queue.StatusWaiting, x.m.now, x.m.next(), in(events).Counter
	}
	x.m.settle(c, d)
}

func (x *machine) putBack() {
	c, v, want := x.inHand(queue.StatusCalled)
	w := queue.PutBack{Counter: c}
	if want == "" && x.m.now.Sub(v.madeAt) > x.m.site.Rules.PutBackWithin {
		want = queue.TooLate
	}
	if v == nil {
		_, refused := x.do(officer(c), w)
		x.expect(w, refused, want)
		return
	}
	d := x.m.remember(c, officer(c), v)
	if _, refused := x.do(officer(c), w); x.expect(w, refused, want) {
		x.m.posts[c].hand, v.counter, v.status = "", "", queue.StatusWaiting
		x.m.settle(c, d)
	}
}
