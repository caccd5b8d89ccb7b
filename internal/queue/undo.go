package queue

import "time"

// step is the last thing done at a counter, with everything as it was before.
type step struct {
	name    string
	by      Actor
	at      time.Time
	desk    Desk
	deskNow Desk
	images  []image
	calls   int // calls of the day before the step
}

// image is a ticket before the step, and its version after it.
type image struct {
	t       *Ticket
	before  Ticket
	inLine  bool
	version int
}

// counterOf is the counter an event happened at, "" for none.
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

// remember keeps an image of what an act of an officer is about to change.
func (s *State) remember(a Act) {
	if len(a.Events) == 0 || a.By.Role == Timer {
		return
	}
	counter := counterOf(a.Events[0])
	if counter == "" {
		return
	}
	st := &step{name: a.Events[0].Name(), by: a.By, at: a.At, desk: *s.desk(counter), calls: len(s.calls)}
	for _, e := range a.Events {
		v, ok := e.(about)
		if !ok {
			continue
		}
		if t, ok := s.tickets[v.About().Ticket]; ok {
			before := *t
			before.Legs = append([]Leg(nil), t.Legs...)
			st.images = append(st.images, image{t: t, before: before, inLine: t.in != nil})
		}
	}
	s.steps[counter] = st
}

// settle notes the versions that a step may be taken back at.
func (s *State) settle(a Act) {
	if len(a.Events) == 0 || a.By.Role == Timer {
		return
	}
	if st, ok := s.steps[counterOf(a.Events[0])]; ok {
		for i := range st.images {
			st.images[i].version = st.images[i].t.version
		}
		st.deskNow = *s.desk(st.desk.ID)
	}
}

// Undoable tells whether the last step of a counter can be taken back now: its
// name, and for how long.
func (s *State) Undoable(counter string, at time.Time) (name string, left time.Duration, ok bool) {
	st, ok := s.steps[counter]
	if !ok {
		return "", 0, false
	}
	left = st.at.Add(s.site.Rules.UndoWithin).Sub(at)
	if left <= 0 || !sameDesk(*s.desk(counter), st.deskNow) {
		return "", 0, false
	}
	for _, im := range st.images {
		if im.t.version != im.version {
			return "", 0, false
		}
	}
	return st.name, left, true
}

func sameDesk(a, b Desk) bool {
	return a.Mode == b.Mode && a.Ticket == b.Ticket && a.Officer == b.Officer && a.Reason == b.Reason && a.Since.Equal(b.Since)
}

func (s *State) decideUndo(by Actor, w Undo, at time.Time) ([]Event, error) {
	if _, ok := s.site.Counter(w.Counter); !ok {
		return nil, Refuse(UnknownCounter)
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
		v := Visit{Ticket: im.t.ID, Number: im.t.Number}
		if im.t.in != nil {
			v.Out = im.t.Spot.Service
		}
		if im.inLine {
			spot := im.before.Spot
			v.In = &spot
		}
		e.Visits = append(e.Visits, v)
	}
	return []Event{e}, nil
}

// foldUndone puts everything back as it was; calls stay on the record, ended.
func (s *State) foldUndone(a Act, e Undone) {
	st, ok := s.steps[e.Counter]
	if !ok {
		return
	}
	for _, im := range st.images {
		t := im.t
		s.leave(t)
		version := t.version + 1
		*t = im.before
		t.Legs = append([]Leg(nil), im.before.Legs...)
		t.version, t.in = version, nil
		if im.inLine {
			s.enter(t, t.Spot)
		}
		s.watch(t)
	}
	for i := st.calls; i < len(s.calls); i++ {
		if s.calls[i].Counter == e.Counter {
			s.calls[i].Ended = true
		}
	}
	since := s.desk(e.Counter).Since
	*s.desk(e.Counter) = st.desk
	if st.desk.Ticket == "" {
		s.desk(e.Counter).Since = since
	}
	for _, im := range st.images {
		if c, ok := s.Call(im.t.Call.No); ok && c.Ticket == im.t.ID && im.t.Status == StatusCalled {
			c.Ended = false
		}
	}
	delete(s.steps, e.Counter)
}
