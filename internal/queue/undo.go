package queue

import (
	"slices"
	"time"
)

// step is the last thing done at a counter, with everything as it was before.
type step struct {
	name    string
	by      Actor
	at      time.Time
	desk    Desk // before
	deskNow Desk // after
	images  []image
}

// image is a ticket before the step, and its version after it.
type image struct {
	t       *Ticket
	before  Ticket
	version int
}

func imageOf(t *Ticket) image {
	before := *t
	before.Legs, before.waits, before.slips = slices.Clone(t.Legs), slices.Clone(t.waits), slices.Clone(t.slips)
	return image{t: t, before: before}
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
	st := &step{name: a.Events[0].Name(), by: a.By, at: a.At, desk: *s.desk(counter)}
	for _, e := range a.Events {
		if _, begun := e.(Begun); !begun && st.name == (Begun{}).Name() {
			st.name = e.Name() // a finish implies the begin
		}
		if e, ok := e.(visiting); ok {
			t, known := s.tickets[e.About().Ticket]
			if known && !slices.ContainsFunc(st.images, func(im image) bool { return im.t == t }) {
				st.images = append(st.images, imageOf(t))
			}
		}
	}
	s.steps[counter] = st
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
	if !ok {
		return "", 0, false
	}
	left = st.at.Add(s.site.Rules.UndoWithin).Sub(at.Truncate(time.Millisecond))
	if left < 0 || !s.desk(counter).same(st.deskNow) {
		return "", 0, false
	}
	for _, im := range st.images {
		if im.t.version != im.version {
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
	for _, im := range st.images {
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
func (e Undone) fold(s *State, a Act) {
	st, ok := s.steps[e.Counter]
	if !ok {
		return
	}
	delete(s.steps, e.Counter)
	for _, v := range e.Visits {
		i := slices.IndexFunc(st.images, func(im image) bool { return im.t.ID == v.Ticket })
		if i >= 0 {
			s.restore(st.images[i], v, a)
		}
	}
	*s.desk(e.Counter) = st.desk
}

func (s *State) restore(im image, v Visit, a Act) {
	t, version := im.t, im.t.version+1
	s.endCall(t)
	s.leave(t)
	calledBy := t.Call.No
	*t = im.before
	t.version = version
	if t.in != nil { // it did not wait while it was called
		t.in = nil
		last := &t.waits[len(t.waits)-1]
		last.to, last.closed = min(len(s.calls), max(0, calledBy-1)), true
	}
	if v.In != nil {
		s.enter(t, *v.In)
	}
	if c, ok := s.Call(t.Call.No); ok && (t.Status == StatusCalled || t.Status == StatusServing) {
		c.Ended = false
	}
	s.watch(t)
}
