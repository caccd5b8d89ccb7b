package board

import (
	"time"

	"motcua/internal/queue"
)

// Ahead is how many of the next tickets a counter is shown.
const Ahead = 8

// DeskFromState is the queue as one counter sees it after the commit seq: the
// lines it serves, the ticket in its hand, and who it would be given next. Walls
// says how many walls were connected when a call was stored; nil says none.
func DeskFromState(s *queue.State, seq uint64, counter string, at time.Time, walls func(no int) int) (*Desk, bool) {
	d, ok := s.Desk(counter)
	if !ok {
		return nil, false
	}
	b := &Desk{
		Queue:   *FromState(s, seq, Scope{Counter: counter}),
		Counter: counter, Next: []Next{},
		Here: s.WaitingHere(counter, at),
	}
	for _, c := range s.Next(counter, Ahead, at) {
		b.Next = append(b.Next, Next{
			Ticket: c.Ticket.ID, Number: c.Ticket.Number, Service: c.Ticket.Spot.Service,
			Class: c.Ticket.Spot.Class, Since: c.Ticket.Leg().EnteredAt, Reason: c.Reason,
		})
	}
	if t, ok := s.Ticket(d.Ticket); ok {
		b.InHand = inHand(s, t, walls)
	}
	if _, left, ok := s.Undoable(counter, at); ok {
		b.UndoFor = int(left / time.Second)
	}
	return b, true
}

func inHand(s *queue.State, t *queue.Ticket, walls func(no int) int) *InHand {
	h := &InHand{Ticket: TicketFromState(t), CalledAt: t.CalledAt, Begun: moment(t.Leg().BegunAt), Dossiers: t.Leg().Dossiers}
	if c, ok := s.Call(t.Call.No); ok {
		h.Call = calledOf(c)
		h.Call.Ended = t.Status != queue.StatusCalled
		h.Shown, h.Spoken = len(c.Shown), moment(c.Spoken)
	}
	if walls != nil {
		h.Walls = max(h.Shown, walls(t.Call.No))
	}
	return h
}
