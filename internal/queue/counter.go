package queue

func (s *State) decideOpenCounter(w OpenCounter) ([]Event, error) {
	if _, ok := s.site.Counter(w.Counter); !ok {
		return nil, Refuse(UnknownCounter)
	}
	if !tag(w.Officer) || len(w.Skills) > 200 {
		return nil, Refuse(BadValue)
	}
	for _, skill := range w.Skills {
		if _, ok := s.site.Service(skill); !ok {
			return nil, Refuse(UnknownService)
		}
	}
	if !s.open {
		return nil, Refuse(DayOver)
	}
	if d, ok := s.desks[w.Counter]; ok && d.Mode != ModeClosed {
		return nil, nil
	}
	return []Event{CounterOpened{Counter: w.Counter, Officer: w.Officer, Skills: w.Skills}}, nil
}

// decideCloseCounter: a ticket being called goes back with its old key; a
// visitor at the counter is finished first.
func (s *State) decideCloseCounter(w CloseCounter) ([]Event, error) {
	if _, ok := s.site.Counter(w.Counter); !ok {
		return nil, Refuse(UnknownCounter)
	}
	d, ok := s.desks[w.Counter]
	if !ok || d.Mode == ModeClosed {
		return nil, nil
	}
	if d.Ticket == "" {
		return []Event{CounterClosed{Counter: w.Counter}}, nil
	}
	t := s.tickets[d.Ticket]
	if t.Status == StatusServing {
		return nil, &Refusal{Code: Busy, Ticket: t.ID, Number: t.Number}
	}
	sp := t.Spot
	if sp.Counter == w.Counter { // nobody else could call it any more
		sp.Counter = ""
	}
	return []Event{
		WasPutBack{Visit: t.into(sp), Counter: w.Counter, Why: string(CounterIsClosed)},
		CounterClosed{Counter: w.Counter},
	}, nil
}

func (s *State) decidePause(w PauseCounter) ([]Event, error) {
	if _, ok := s.site.Counter(w.Counter); !ok {
		return nil, Refuse(UnknownCounter)
	}
	if err := s.reasonIn(s.site.Reasons.Pause, w.Reason); err != nil {
		return nil, err
	}
	d, ok := s.desks[w.Counter]
	switch {
	case !ok || d.Mode == ModeClosed:
		return nil, Refuse(CounterIsClosed)
	case d.Ticket != "":
		return nil, &Refusal{Code: Busy, Ticket: d.Ticket, Number: s.tickets[d.Ticket].Number}
	case d.Mode == ModePaused && d.Reason == w.Reason:
		return nil, nil
	}
	return []Event{CounterPaused{Counter: w.Counter, Reason: w.Reason}}, nil
}

func (s *State) decideResume(w ResumeCounter) ([]Event, error) {
	if _, ok := s.site.Counter(w.Counter); !ok {
		return nil, Refuse(UnknownCounter)
	}
	d, ok := s.desks[w.Counter]
	switch {
	case !ok || d.Mode == ModeClosed:
		return nil, Refuse(CounterIsClosed)
	case d.Mode != ModePaused:
		return nil, nil
	}
	return []Event{CounterResumed{Counter: w.Counter}}, nil
}

// decideShown takes a wall's acknowledgement, once a wall and a call.
func (s *State) decideShown(w Acknowledge) ([]Event, error) {
	if w.Wall == "" || !tag(w.Wall) {
		return nil, Refuse(BadValue)
	}
	c, ok := s.Call(w.No)
	if !ok {
		return nil, Refuse(UnknownCall)
	}
	if contains(c.Shown, w.Wall) && (!w.Spoken || !c.Spoken.IsZero()) {
		return nil, nil
	}
	return []Event{Shown{Wall: w.Wall, No: w.No, Spoken: w.Spoken}}, nil
}
