package queue

import (
	"container/heap"
	"strconv"
	"time"
)

// kind is what a ticket that changes by itself is waiting for.
type kind int

const (
	proofs kind = iota // a word from the printer
	papers             // paper, or somebody who takes the number by phone
	parks              // the end of the time it was set aside for
	kinds
)

// timer is a moment that counts for a ticket, if it is still as it was then.
// How long after it the change is due is asked of the site when it is asked at
// all: folding needs no site.
type timer struct {
	from    time.Time
	t       *Ticket
	version int
}

func (t timer) stale() bool { return t.t.version != t.version }

type timers []timer

// Len is heap's.
func (h timers) Len() int { return len(h) }

// Less is heap's.
func (h timers) Less(i, j int) bool { return h[i].from.Before(h[j].from) }

// Swap is heap's.
func (h timers) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push is heap's.
func (h *timers) Push(x any) { *h = append(*h, x.(timer)) }

// Pop is heap's.
func (h *timers) Pop() any {
	old := *h
	last := old[len(old)-1]
	old[len(old)-1] = timer{}
	*h = old[:len(old)-1]
	return last
}

// watch sets the timer of a ticket that will change by itself.
func (s *State) watch(t *Ticket) {
	switch t.Status {
	case StatusIssued:
		heap.Push(&s.timers[proofs], timer{t.from, t, t.version})
	case StatusUnprinted:
		heap.Push(&s.timers[papers], timer{t.from, t, t.version})
	case StatusParked:
		if !t.Until.IsZero() {
			heap.Push(&s.timers[parks], timer{t.Until, t, t.version})
		}
	default:
	}
}

// prune leaves a timer that still counts at the head of each heap.
func (s *State) prune() {
	for k := range s.timers {
		for h := &s.timers[k]; len(*h) > 0 && (*h)[0].stale(); {
			heap.Pop(h)
		}
	}
}

// Due is the next change that happens by itself: when, and the command that
// makes it. It is made late rather than never. The command's key is made from
// the ticket, so that sending it twice is harmless.
func (s *State) Due() (at time.Time, c Command, ok bool) {
	after := [kinds]time.Duration{proofs: s.site.Rules.ProofWait, papers: s.site.Rules.UnprintedVoid}
	for k := range kinds {
		if len(s.timers[k]) == 0 {
			continue
		}
		next := s.timers[k][0]
		if when := next.from.Add(after[k]); !ok || when.Before(at) {
			at, c, ok = when, next.command(k), true
		}
	}
	return at, c, ok
}

func (t timer) command(k kind) Command {
	c := Command{
		Key: "due-" + t.t.ID + "-" + strconv.Itoa(t.version),
		By:  Actor{Role: Timer},
	}
	switch k {
	case proofs:
		c.Do = Unproven{Ticket: t.t.ID}
	case papers:
		c.Do = Void{Ticket: t.t.ID}
	default:
		c.Do = Unpark{Ticket: t.t.ID}
	}
	return c
}
