package queue

import (
	"slices"
	"time"
)

// step is the last thing done at a counter, with everything as it was before.
// A counter has one, used again for each step.
type step struct {
	stands  bool // has not been taken back
	name    string
	by      Actor
	at      time.Time
	desk    Desk // before
	deskNow Desk // after
	images  []image
}

// image is a ticket before the step, and its version after it. Of its lists a
// step changes the last entry at most, and appends.
type image struct {
	t       *Ticket
	before  Ticket
	leg     Leg
	wait    wait
	version int
}

func (im *image) take(t *Ticket) {
	im.t, im.before, im.leg = t, *t, *t.Leg()
	if n := len(t.waits); n > 0 {
		im.wait = t.waits[n-1]
	}
}

// restore makes the ticket what it was, out of every line.
func (im *image) restore() {
	t, version := im.t, im.t.version+1
	*t = im.before
	t.Legs, t.waits, t.slips = slices.Clip(t.Legs), slices.Clip(t.waits), slices.Clip(t.slips)
	t.version, t.in = version, nil
	*t.Leg() = im.leg
	if n := len(t.waits); n > 0 {
		t.waits[n-1] = im.wait
	}
}

// counterOf is the counter at which a step was done that can be taken back, "" for none.
func counterOf(e Event) string {
	switch e := e.(type) {
	case Called:
		return e.Counter
	case Begun:
		return e.Counter
	case Finished:
		return e.Counter
	case Absented:
		return e.Counter
	case WasPutBack:
		return e.Counter
	case Parked:
		return e.Counter
	case Transferred:
		return e.Counter
	case CounterPaused:
		return e.Counter
	case CounterResumed:
		return e.Counter
	default:
		return ""
	}
}

// remember keeps an image of what an act of an officer is about to change; nil
// if the act is no step of a counter.
func (s *State) remember(a Act) *step {
	if len(a.Events) == 0 || a.By.Role == Timer {
		return nil
	}
	counter := counterOf(a.Events[0])
	if counter == "" {
		return nil
	}
	st := s.steps[counter]
	if st == nil {
		st = &step{}
		s.steps[counter] = st
	}
	*st = step{stands: true, name: a.Events[0].Name(), by: a.By, at: a.At, desk: *s.desk(counter), images: st.images[:0]}
	for _, e := range a.Events {
		if _, begun := e.(Begun); !begun && st.name == (Begun{}).Name() {
			st.name = e.Name() // a finish implies the begin
		}
		if e, ok := e.(visiting); ok {
			t, known := s.tickets[e.About().Ticket]
			if known && !slices.ContainsFunc(st.images, func(im image) bool { return im.t == t }) {
				st.images = append(st.images, image{})
				st.images[len(st.images)-1].take(t)
			}
		}
	}
	return st
}

// settle notes how the step left things: as long as they are so, nothing later
// depends on it.
func (st *step) settle(s *State) {
	if st == nil {
		return
	}
	for i := range st.images {
		st.images[i].version = st.images[i].t.version
	}
	st.deskNow = *s.desk(st.desk.ID)
}

// Undoable tells whether the last step of a counter can be taken back now: its
// name, and for how long.
func (s *State) Undoable(counter string, at time.Time) (name string, left time.Duration, ok bool) {
	st, ok := s.steps[counter]
	if !ok || !st.stands {
		return "", 0, false
	}
	left = st.at.Add(s.site.Rules.UndoWithin).Sub(at.Truncate(time.Millisecond))
	if left < 0 || !s.desk(counter).same(st.deskNow) {
		return "", 0, false
	}
	for i := range st.images {
		if im := &st.images[i]; im.t.version != im.version {
			return "", 0, false
		}
	}
	return st.name, left, true
}

func (d Desk) same(o Desk) bool {
	return d.Mode == o.Mode && d.Ticket == o.Ticket && d.Officer == o.Officer && d.Reason == o.Reason && d.Since.Equal(o.Since)
}

// decide takes back the actor's last step. The event carries how the lines
// change; the record is never edited.
func (w Undo) decide(s *State, by Actor, at time.Time) ([]Event, error) {
	if _, _, err := s.counter(w.Counter); err != nil {
		return nil, err
	}
	name, _, ok := s.Undoable(w.Counter, at)
	if !ok {
		return nil, Refuse(NothingToUndo)
	}
	st := s.steps[w.Counter]
	if st.by.Officer != by.Officer || st.by.Device != by.Device {
		return nil, Refuse(NothingToUndo)
	}
	e := Undone{Counter: w.Counter, Step: name}
	for i := range st.images {
		im := &st.images[i]
		v := im.t.visit()
		if im.before.in != nil {
			spot := im.before.Spot
			v.In = &spot
		}
		e.Visits = append(e.Visits, v)
	}
	return []Event{e}, nil
}

// fold puts everything back as it was. Calls stay on the record, those of the
// step are over.
func (e Undone) fold(s *State, _ Act) {
	st, ok := s.steps[e.Counter]
	if !ok || !st.stands {
		return
	}
	st.stands = false
	for _, v := range e.Visits {
		i := slices.IndexFunc(st.images, func(im image) bool { return im.t.ID == v.Ticket })
		if i >= 0 {
			s.restore(&st.images[i], v)
		}
	}
	*s.desk(e.Counter) = st.desk
}

func (s *State) restore(im *image, v Visit) {
	t, no := im.t, im.t.Call.No
	s.endCall(t)
	s.leave(t)
	im.restore()
	if n := len(t.waits); n > 0 && !t.waits[n-1].closed { // it did not wait while it was called
		t.waits[n-1].to, t.waits[n-1].closed = max(0, no-1), true
	}
	if v.In != nil {
		s.enter(t, *v.In)
	}
	if c, ok := s.Call(t.Call.No); ok && (t.Status == StatusCalled || t.Status == StatusServing) {
		c.Ended = false
	}
	s.watch(t)
}
