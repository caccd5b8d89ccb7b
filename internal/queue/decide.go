package queue

import "time"

// Decide puts a wish to the law. It returns the events that make it true, none
// where it already is, or a *Refusal. It changes nothing.
//
//nolint:funlen,gocognit // the dictionary of wishes: one case each
func Decide(s *State, c Command, at time.Time) ([]Event, error) {
	at = at.Truncate(time.Millisecond)
	if at.Before(s.at) {
		at = s.at
	}
	switch w := c.Do.(type) {
	case OpenDay:
		return s.decideOpenDay(w)
	case CloseDay:
		return s.decideCloseDay()
	case ApplySite:
		return s.decideSite(w)
	case Take:
		return s.decideTake(c.By, w, at)
	case PaperOut:
		return s.decidePaperOut(w)
	case PaperFailed:
		return s.decidePaperFailed(w)
	case Cancel:
		return s.decideCancel(w)
	case Return:
		return s.decideReturn(w, at)
	case MarkReturn:
		return s.decideMarkReturn(w)
	case Rate:
		return s.decideRate(w)
	case Yield:
		return s.decideYield(w)
	case OnMyWay:
		return s.decideOnMyWay(w)
	case Reclassify:
		return s.decideReclassify(w)
	case OpenCounter:
		return s.decideOpenCounter(w)
	case CloseCounter:
		return s.decideCloseCounter(w)
	case PauseCounter:
		return s.decidePause(w)
	case ResumeCounter:
		return s.decideResume(w)
	case CallNext:
		return s.decideNext(w, at)
	case CallNumber:
		return s.decideNumber(w)
	case Recall:
		return s.decideRecall(w, at)
	case Begin:
		return s.decideBegin(w)
	case Finish:
		return s.decideFinish(w, at)
	case MarkAbsent:
		return s.decideAbsent(w, at)
	case PutBack:
		return s.decidePutBack(w, at)
	case Park:
		return s.decidePark(w, at)
	case Unpark:
		return s.decideUnpark(w)
	case Transfer:
		return s.decideTransfer(w, at)
	case SendAndReturn:
		return s.decideSend(w, at)
	case Undo:
		return s.decideUndo(c.By, w, at)
	case Acknowledge:
		return s.decideShown(w)
	case ReserveBlock:
		return s.decideBlock(w)
	case Book:
		return s.decideBook(w, at)
	case CheckIn:
		return s.decideCheckIn(c.By, w, at)
	case Unproven:
		return s.decideUnproven(w, at)
	case Void:
		return s.decideVoid(w, at)
	default:
		return nil, Refuse(BadValue)
	}
}

// visit heads an event about a ticket; a waiting one leaves its line.
func (t *Ticket) visit() Visit {
	v := Visit{Ticket: t.ID, Number: t.Number}
	if t.in != nil {
		v.Out = t.Spot.Service
	}
	return v
}

// into heads an event that gives a ticket a place.
func (t *Ticket) into(sp Spot) Visit {
	v := t.visit()
	v.In = &sp
	return v
}

// spot is a new place at the end of the entries.
func (s *State) spot(service, class string, key time.Time) Spot {
	return Spot{Service: service, Class: class, Key: key, Order: s.order + 1}
}

// headStart is the head start of a class, none for one the site no longer has.
func (s *State) headStart(class string) time.Duration {
	c, _ := s.site.Class(class)
	return c.HeadStart
}

// hand is the ticket a counter has in hand.
func (s *State) hand(counter string) (*Ticket, *Desk, error) {
	if _, ok := s.site.Counter(counter); !ok {
		return nil, nil, Refuse(UnknownCounter)
	}
	d, ok := s.desks[counter]
	if !ok || d.Ticket == "" {
		return nil, d, Refuse(NothingInHand)
	}
	return s.tickets[d.Ticket], d, nil
}

func (s *State) known(id string) (*Ticket, error) {
	t, ok := s.tickets[id]
	if !ok {
		return nil, Refuse(UnknownTicket)
	}
	return t, nil
}
