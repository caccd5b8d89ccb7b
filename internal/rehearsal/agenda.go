package rehearsal

import (
	"container/heap"
	"context"
	"time"
)

// Clock is the time a rehearsal is played on. Sleep returns early with the
// context's error when the context ends.
type Clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error
}

// item is something that happens at a moment; items of one moment happen in
// the order in which they were planned.
type item struct {
	at  time.Time
	seq int
	run func(context.Context) error
}

// agenda is what is still to happen, the earliest first.
type agenda struct {
	items []item
	seq   int
}

func (a *agenda) Len() int { return len(a.items) }
func (a *agenda) Less(i, j int) bool {
	if a.items[i].at.Equal(a.items[j].at) {
		return a.items[i].seq < a.items[j].seq
	}
	return a.items[i].at.Before(a.items[j].at)
}
func (a *agenda) Swap(i, j int) { a.items[i], a.items[j] = a.items[j], a.items[i] }

// Push and Pop belong to container/heap.
func (a *agenda) Push(x any) { a.items = append(a.items, x.(item)) }

// Pop takes the last item; use next instead.
func (a *agenda) Pop() any {
	last := len(a.items) - 1
	x := a.items[last]
	a.items[last] = item{}
	a.items = a.items[:last]
	return x
}

func (a *agenda) add(at time.Time, run func(context.Context) error) {
	a.seq++
	heap.Push(a, item{at, a.seq, run})
}

func (a *agenda) next() (item, bool) {
	if len(a.items) == 0 {
		return item{}, false
	}
	return heap.Pop(a).(item), true
}

// leap is a clock that is where it is asked to be: time costs nothing.
type leap struct{ now time.Time }

func (l *leap) Now() time.Time { return l.now }

func (l *leap) Sleep(ctx context.Context, d time.Duration) error {
	if d > 0 {
		l.now = l.now.Add(d)
	}
	return ctx.Err()
}
