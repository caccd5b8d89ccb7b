package queue

import "time"

// Line is one waiting line without a day around it: the same order, for
// measuring the call rule over millions of customers.
type Line struct{ line line }

// Enter takes a place in the line.
func (l *Line) Enter(key time.Time, order uint64) {
	l.line.insert(spotPlace(Spot{Key: key, Order: order}, nil))
}

// Call takes out who is called next, by the order given at entry.
func (l *Line) Call() (order uint64, ok bool) {
	if l.line.len() == 0 {
		return 0, false
	}
	first := l.line.places()[0]
	l.line.remove(first)
	return first.order, true
}
