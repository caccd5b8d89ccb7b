package queue

import (
	"slices"
	"time"
)

// decide opens a counter. Opening one that is open changes nothing; another
// officer, or other skills, take over between two visitors.
func (w OpenCounter) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	_, d, err := s.counter(w.Counter)
	if err != nil {
		return nil, err
	}
	if !isText(w.Officer) {
		return nil, Refuse(BadValue)
	}
	for _, skill := range w.Skills {
		if _, ok := s.site.Service(skill); !ok {
			return nil, Refuse(UnknownService)
		}
	}
	if err := s.today(); err != nil {
		return nil, err
	}
	same := (w.Officer == "" || w.Officer == d.Officer) && (w.Skills == nil || slices.Equal(w.Skills, d.Skills))
	switch {
	case same && (d.Mode == ModeOpen || d.Mode == ModeBusy):
		return nil, nil
	case d.Ticket != "":
		return nil, s.tickets[d.Ticket].refuse(Busy)
	}
	return []Event{CounterOpened{Counter: w.Counter, Officer: w.Officer, Skills: slices.Clone(w.Skills)}}, nil
}

// decide closes a counter: a ticket being called goes back with its old key, a
// visitor at the counter is finished first.
func (w CloseCounter) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	_, d, err := s.counter(w.Counter)
	switch {
	case err != nil:
		return nil, err
	case d.Mode == ModeClosed:
		return nil, nil
	case d.Ticket == "":
		return []Event{CounterClosed(w)}, nil
	}
	t := s.tickets[d.Ticket]
	if t.Status != StatusCalled {
		return nil, t.refuse(Busy)
	}
	return []Event{
		WasPutBack{Visit: t.into(s.oldPlace(t)), Counter: w.Counter, Why: string(CounterIsClosed)},
		CounterClosed(w),
	}, nil
}

func (w PauseCounter) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	_, d, err := s.counter(w.Counter)
	if err != nil {
		return nil, err
	}
	if err := reasonIn(s.site.Reasons.Pause, w.Reason); err != nil {
		return nil, err
	}
	switch {
	case d.Mode == ModeClosed:
		return nil, Refuse(CounterIsClosed)
	case d.Ticket != "":
		return nil, s.tickets[d.Ticket].refuse(Busy)
	case d.Mode == ModePaused && d.Reason == w.Reason:
		return nil, nil
	}
	return []Event{CounterPaused(w)}, nil
}

func (w ResumeCounter) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	_, d, err := s.counter(w.Counter)
	switch {
	case err != nil:
		return nil, err
	case d.Mode == ModeClosed:
		return nil, Refuse(CounterIsClosed)
	case d.Mode != ModePaused:
		return nil, nil
	}
	return []Event{CounterResumed(w)}, nil
}

func (e CounterOpened) fold(s *State, a Act) {
	*s.desk(e.Counter) = Desk{ID: e.Counter, Mode: ModeOpen, Officer: e.Officer, Skills: e.Skills, Since: a.At}
}

func (e CounterClosed) fold(s *State, a Act) {
	*s.desk(e.Counter) = Desk{ID: e.Counter, Mode: ModeClosed, Since: a.At}
}

func (e CounterPaused) fold(s *State, a Act) {
	d := s.desk(e.Counter)
	d.Mode, d.Reason, d.Since = ModePaused, e.Reason, a.At
}

func (e CounterResumed) fold(s *State, a Act) {
	d := s.desk(e.Counter)
	d.Mode, d.Reason, d.Since = ModeOpen, "", a.At
}

// decide takes a wall's acknowledgement, once a wall and a call.
func (w Acknowledge) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	if w.Wall == "" || !isText(w.Wall) {
		return nil, Refuse(BadValue)
	}
	c, ok := s.Call(w.No)
	if !ok {
		return nil, Refuse(UnknownCall)
	}
	if slices.Contains(c.Shown, w.Wall) && (!w.Spoken || !c.Spoken.IsZero()) {
		return nil, nil
	}
	return []Event{Shown(w)}, nil
}

func (e Shown) fold(s *State, a Act) {
	c, ok := s.Call(e.No)
	if !ok {
		return
	}
	if !slices.Contains(c.Shown, e.Wall) {
		c.Shown = append(c.Shown, e.Wall)
	}
	if e.Spoken && c.Spoken.IsZero() {
		c.Spoken = a.At
	}
}
