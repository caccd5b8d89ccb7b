package queue

import "time"

// Evolve folds one act. It cannot fail and asks nothing, not even the site:
// whatever stands in the record is taken as true.
func (s *State) Evolve(a Act) {
	a.At = a.At.Truncate(time.Millisecond)
	if a.At.After(s.at) {
		s.at = a.At
	}
	st := s.remember(a)
	for _, e := range a.Events {
		if v, ok := e.(visiting); ok {
			s.foldVisit(v, a)
		}
		if f, ok := e.(folding); ok {
			f.fold(s, a)
		}
	}
	st.settle(s)
	s.prune()
}

// visiting is an event about a visit: it heads itself with how the lines
// change, and change does the rest.
type visiting interface {
	Event
	About() Visit
	change(s *State, t *Ticket, a Act)
}

// folding is any other event.
type folding interface {
	Event
	fold(s *State, a Act)
}

func (s *State) foldVisit(e visiting, a Act) {
	v := e.About()
	if i, ok := e.(Issued); ok {
		s.register(i)
	}
	t, ok := s.tickets[v.Ticket]
	if !ok {
		return
	}
	t.version++
	if v.Out != "" {
		s.leave(t)
	}
	e.change(s, t, a)
	switch {
	case v.In != nil:
		s.enter(t, *v.In)
	case t.Status != StatusWaiting:
		s.leave(t)
	}
	s.watch(t)
}

// register makes the visit of a new number.
func (s *State) register(e Issued) {
	t := &Ticket{
		ID: e.Ticket, Number: e.Number, Day: s.day, Status: StatusIssued,
		Lang: e.Lang, Dossier: e.Dossier, IssuedAt: e.IssuedAt, Spot: e.Spot, Slot: e.Slot,
		Booking: e.Booking, Kiosk: e.Kiosk, Reserved: e.Reserved,
	}
	leg := Leg{Service: e.Service, Class: e.Class, ArrivedAt: e.IssuedAt, EnteredAt: e.IssuedAt}
	if b, ok := s.bookings[e.Booking]; ok && e.Slot.IsZero() {
		t.Slot, t.late = b.At, true
	}
	if !e.Slot.IsZero() {
		leg.ArrivedAt = e.Slot // who is on time arrives at the time booked
	}
	t.ownLeg[0] = leg
	t.Legs, t.waits = t.ownLeg[:], t.ownWait[:0]
	delete(s.bookings, e.Booking)
	if old, twice := s.tickets[t.ID]; twice {
		s.leave(old)
		*old = *t
		old.Legs, old.waits = old.ownLeg[:], old.ownWait[:0]
		return
	}
	s.tickets[t.ID], s.numbers[t.Number] = t, t
	s.list = append(s.list, t)
	s.order = max(s.order, e.Spot.Order)
	s.count(e)
}

func (e Issued) change(_ *State, t *Ticket, a Act) { t.from = a.At }

func (s *State) desk(counter string) *Desk {
	d, ok := s.desks[counter]
	if !ok {
		d = &Desk{ID: counter, Mode: ModeClosed}
		s.desks[counter] = d
	}
	return d
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

// end is the last thing that happens to a visit, unless it returns.
func (t *Ticket) end(as Status, a Act) { t.Status, t.EndedAt = as, a.At }
