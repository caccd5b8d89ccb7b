package board

import (
	"maps"
	"slices"
)

// Clone is a copy that further folding leaves alone.
func (q *Queue) Clone() *Queue {
	c := *q
	c.Waiting, c.Called = slices.Clone(q.Waiting), slices.Clone(q.Called)
	c.Counters, c.Aside = slices.Clone(q.Counters), slices.Clone(q.Aside)
	return &c
}

// Clone is a copy that further folding leaves alone.
func (w *Wall) Clone() *Wall {
	c := *w
	c.Waiting = maps.Clone(w.Waiting)
	c.Called, c.Counters = slices.Clone(w.Called), slices.Clone(w.Counters)
	return &c
}
