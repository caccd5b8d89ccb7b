package queue

import (
	"container/heap"
	"time"
)

// timer is a moment at which a ticket changes by itself, if it is still as it was.
type timer struct {
	at      time.Time
	t       *Ticket
	version int
}

type timers []timer

func (h timers) Len() int           { return len(h) }
func (h timers) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h timers) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is heap's.
func (h *timers) Push(x any) { *h = append(*h, x.(timer)) }

// Pop is heap's.
func (h *timers) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

// watch sets the timer of a ticket that will change by itself.
func (s *State) watch(t *Ticket) {
	at := time.Time{}
	switch t.Status {
	case StatusIssued:
		at = t.IssuedAt.Add(s.site.Rules.ProofWait)
	case StatusUnprinted:
		at = t.IssuedAt.Add(s.site.Rules.UnprintedVoid)
	case StatusParked:
		at = t.Until
	default:
	}
	if !at.IsZero() {
		heap.Push(&s.timers, timer{at, t, t.version})
	}
}

// Due is the next change that happens by itself: when, and the command that
// makes it. It is sent late rather than never. The command's key is made from
// the ticket, so that sending it twice is harmless.
func (s *State) Due() (at time.Time, c Command, ok bool) {
	for len(s.timers) > 0 {
		next := s.timers[0]
		if next.t.version == next.version {
			return next.at, Command{Key: dueKey(next.t), By: Actor{Role: Timer}, Do: dueWish(next.t)}, true
		}
		heap.Pop(&s.timers)
	}
	return time.Time{}, Command{}, false
}

func dueKey(t *Ticket) string { return "due-" + t.ID + "-" + string(t.Status) + "-" + itoa(t.version) }

func dueWish(t *Ticket) Wish {
	switch t.Status {
	case StatusIssued:
		return Unproven{Ticket: t.ID}
	case StatusUnprinted:
		return Void{Ticket: t.ID}
	default:
		return Unpark{Ticket: t.ID}
	}
}
