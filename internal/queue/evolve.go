package queue

import "time"

// Evolve folds one act. It cannot fail and asks nothing: whatever stands in the
// record is taken as true.
func (s *State) Evolve(a Act) {
	if a.At.After(s.at) {
		s.at = a.At
	}
	s.remember(a)
	for _, e := range a.Events {
		s.fold(a, e)
	}
	s.settle(a)
}

// about is what every event about a visit has.
type about interface{ About() Visit }

func (s *State) fold(a Act, e Event) {
	v, isVisit := e.(about)
	if !isVisit {
		s.foldOther(a, e)
		return
	}
	visit := v.About()
	if i, ok := e.(Issued); ok {
		s.foldIssued(i)
	}
	t, ok := s.tickets[visit.Ticket]
	if !ok {
		return
	}
	t.version++
	if visit.Out != "" {
		s.leave(t)
	}
	s.foldVisit(a, t, e)
	if visit.In != nil {
		s.enter(t, *visit.In)
	}
	s.watch(t)
}

func (s *State) foldIssued(e Issued) {
	t := &Ticket{
		ID: e.Ticket, Number: e.Number, Day: s.day, Status: StatusIssued,
		Lang: e.Lang, Dossier: e.Dossier, IssuedAt: e.IssuedAt, Spot: e.Spot, Slot: e.Slot,
		Kiosk: e.Kiosk, Reserved: e.Reserved,
		Legs: []Leg{{Service: e.Service, Class: e.Class, ArrivedAt: arrival(e), EnteredAt: e.IssuedAt}},
	}
	s.tickets[t.ID], s.numbers[t.Number] = t, t
	s.list = append(s.list, t)
	s.issued[e.Service]++
	s.order = max(s.order, e.Spot.Order)
	series, n := splitNumber(e.Number)
	if e.Reserved {
		s.useReserved(series, n)
	} else {
		s.series[series] = max(s.series[series], n)
	}
	delete(s.bookings, e.Booking)
}

// arrival is the moment that counts for the order: a booking on time has arrived at its slot.
func arrival(e Issued) time.Time {
	if !e.Slot.IsZero() {
		return e.Slot
	}
	return e.IssuedAt
}

//nolint:funlen // one case a word: a table is read more easily whole
func (s *State) foldVisit(a Act, t *Ticket, e Event) {
	switch e := e.(type) {
	case Issued:
	case Printed:
		t.Proof, t.Unproven = e.Proof, e.Proof == unproven
	case PrintFailed:
		if t.Status == StatusIssued {
			t.Status = StatusUnprinted
		}
	case Voided:
		t.Status, t.EndedAt = StatusVoid, a.At
	case Called:
		s.foldCalled(a, t, e)
	case Recalled:
		t.Recalls, t.CalledAt = e.Recall, a.At
		if c, ok := s.Call(e.No); ok {
			c.Recall, c.RecalledAt = e.Recall, a.At
		}
	case Begun:
		t.Status, t.Leg().BegunAt = StatusServing, a.At
		s.endCall(t)
	case Finished:
		s.foldFinished(a, t, e)
	case Absented:
		t.Absences, t.AbsentAt, t.oldSpot, t.Coming = e.Times, a.At, t.Spot, false
		s.free(a, t, e.Counter)
		if e.Final {
			t.Status, t.EndedAt = StatusCancelled, a.At
		}
	case WasPutBack:
		s.free(a, t, e.Counter)
	case Parked:
		t.Status, t.Reason, t.Until, t.ParkedAt = StatusParked, e.Reason, e.Until, a.At
		s.free(a, t, e.Counter)
	case Unparked:
		t.Until = time.Time{}
		t.Leg().EnteredAt = a.At
	case Transferred:
		s.foldTransferred(a, t, e)
	case Returned:
		s.foldReturned(a, t, e)
	case ReturnMarked:
		t.ReturnMarked = true
	case Cancelled:
		t.Status, t.Reason, t.EndedAt = StatusCancelled, e.Reason, a.At
		s.free(a, t, t.Call.Counter)
	case Yielded:
		t.Yields++
		t.YieldedTo, t.YieldedAt = e.Behind, a.At
	case Reclassified:
		t.Leg().Class = e.Class
	case Approached:
		t.Coming = true
	case Rated:
		t.Rated = true
	default:
	}
}

func (s *State) foldCalled(a Act, t *Ticket, e Called) {
	leg := t.Leg()
	t.Status, t.Call, t.Reason, t.CalledAt, t.Recalls, t.Coming = StatusCalled, e.Call, e.Reason, a.At, 0, false
	leg.Counter, leg.Officer = e.Counter, a.By.Officer
	if leg.CalledAt.IsZero() {
		leg.CalledAt = a.At
	}
	d := s.desk(e.Counter)
	d.Mode, d.Ticket, d.Since = ModeBusy, t.ID, a.At
	if d.Officer != "" {
		leg.Officer = d.Officer
	}
	s.calls = append(s.calls, &Calling{
		Call: e.Call, Ticket: t.ID, Number: t.Number, Service: leg.Service, Class: leg.Class, At: a.At,
		Key: t.Spot.Key, Order: t.Spot.Order, IssuedAt: leg.ArrivedAt, Reason: e.Reason, Place: leg.Place,
		Booked: !t.Slot.IsZero() && len(t.Legs) == 1,
	})
}

func (s *State) foldFinished(a Act, t *Ticket, e Finished) {
	leg := t.Leg()
	if leg.BegunAt.IsZero() {
		leg.BegunAt = t.CalledAt
	}
	leg.FinishedAt, leg.Outcome, leg.Dossiers, leg.Fee = a.At, e.Outcome, e.Dossiers, e.Fee
	s.free(a, t, e.Counter)
	t.Back = ""
	if e.Back == "" {
		t.Status, t.EndedAt = StatusDone, a.At
		return
	}
	back := t.Legs[0]
	if n := len(t.Legs); n > 1 {
		back = t.Legs[n-2]
	}
	t.Legs = append(t.Legs, Leg{
		Service: e.In.Service, Class: e.In.Class, ArrivedAt: back.ArrivedAt, EnteredAt: a.At, Place: First,
	})
}

func (s *State) foldTransferred(a Act, t *Ticket, e Transferred) {
	from := t.Leg()
	if from.BegunAt.IsZero() {
		from.BegunAt = t.CalledAt
	}
	from.FinishedAt, from.Outcome = a.At, "transferred"
	arrived := from.ArrivedAt
	if e.Place == Last {
		arrived = a.At
	}
	s.free(a, t, e.Counter)
	t.Back, t.Reason = e.Back, e.Reason
	t.Legs = append(t.Legs, Leg{
		Service: e.In.Service, Class: e.In.Class, ArrivedAt: arrived, EnteredAt: a.At, Place: e.Place,
	})
}

func (s *State) foldReturned(a Act, t *Ticket, e Returned) {
	if e.Forgiven {
		t.Forgiven, t.EndedAt = true, time.Time{}
		return
	}
	t.ReturnMarked, t.EndedAt, t.Absences, t.Rated = false, time.Time{}, 0, false
	t.Legs = append(t.Legs, Leg{Service: e.In.Service, Class: e.In.Class, ArrivedAt: a.At, EnteredAt: a.At})
}

// free takes the ticket from the counter that has it in hand.
func (s *State) free(a Act, t *Ticket, counter string) {
	s.endCall(t)
	d, ok := s.desks[counter]
	if !ok || d.Ticket != t.ID {
		return
	}
	d.Ticket, d.Since = "", a.At
	if d.Mode == ModeBusy {
		d.Mode = ModeOpen
	}
}

func (s *State) endCall(t *Ticket) {
	if c, ok := s.Call(t.Call.No); ok && c.Ticket == t.ID {
		c.Ended = true
	}
}

func (s *State) desk(counter string) *Desk {
	d, ok := s.desks[counter]
	if !ok {
		d = &Desk{ID: counter, Mode: ModeClosed}
		s.desks[counter] = d
	}
	return d
}

func (s *State) foldOther(a Act, e Event) {
	switch e := e.(type) {
	case DayOpened:
		s.clear()
		s.day, s.open = e.Day, true
		s.bookings = map[string]Booking{}
		for _, b := range e.Bookings {
			s.bookings[b.ID] = b
		}
	case DayClosed:
		s.foldClosed(a, e)
	case Undone:
		s.foldUndone(a, e)
	case Shown:
		s.foldShown(a, e)
	case CounterOpened:
		*s.desk(e.Counter) = Desk{ID: e.Counter, Mode: ModeOpen, Officer: e.Officer, Skills: e.Skills, Since: a.At}
	case CounterClosed:
		d := s.desk(e.Counter)
		d.Mode, d.Officer, d.Skills, d.Reason, d.Since = ModeClosed, "", nil, "", a.At
	case CounterPaused:
		d := s.desk(e.Counter)
		d.Mode, d.Reason, d.Since = ModePaused, e.Reason, a.At
	case CounterResumed:
		d := s.desk(e.Counter)
		d.Mode, d.Reason, d.Since = ModeOpen, "", a.At
	case BlockReserved:
		s.foldBlock(e)
	case Booked:
		s.bookings[e.ID] = e.Booking
	case SiteApplied: // putting it in force is the hub's, who can read it
		s.applied = e.Hash
	default:
	}
}

func (s *State) foldClosed(a Act, e DayClosed) {
	for _, id := range e.Lapsed {
		if t, ok := s.tickets[id]; ok {
			s.leave(t)
			s.endCall(t)
			t.Status, t.EndedAt = StatusLapsed, a.At
			t.version++
		}
	}
	for _, id := range e.Unfinished {
		if t, ok := s.tickets[id]; ok {
			leg := t.Leg()
			leg.FinishedAt, leg.Outcome = a.At, unfinished
			t.Status, t.EndedAt = StatusDone, a.At
			t.version++
		}
	}
	for _, d := range s.desks {
		*d = Desk{ID: d.ID, Mode: ModeClosed, Since: a.At}
	}
	s.open = false
	s.timers, s.steps = nil, map[string]*step{}
}

func (s *State) foldShown(a Act, e Shown) {
	c, ok := s.Call(e.No)
	if !ok {
		return
	}
	if !contains(c.Shown, e.Wall) {
		c.Shown = append(c.Shown, e.Wall)
	}
	if e.Spoken {
		c.Spoken = a.At
	}
}

func contains(list []string, x string) bool {
	for _, l := range list {
		if l == x {
			return true
		}
	}
	return false
}

const (
	unproven   = "unproven"
	unfinished = "unfinished"
)
