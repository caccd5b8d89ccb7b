package queue

import "sort"

// place is one ticket's place in a line.
type place struct {
	key   int64 // milliseconds
	order uint64
	t     *Ticket
}

// before is the call rule: the smaller key, then the earlier entry.
func (p place) before(q place) bool {
	if p.key != q.key {
		return p.key < q.key
	}
	return p.order < q.order
}

// line is the waiting line of one service, kept in the order of calls: the
// index of a ticket is the number of people before it. Leaving at the head is
// free, and entries are nearly always at the tail.
type line struct{ places []place }

// rank is the number of places before p.
func (l *line) rank(p place) int {
	if l == nil {
		return 0
	}
	return sort.Search(len(l.places), func(i int) bool { return !l.places[i].before(p) })
}

func (l *line) insert(p place) {
	n := len(l.places)
	if n == 0 || l.places[n-1].before(p) {
		l.places = append(l.places, p)
		return
	}
	i := l.rank(p)
	l.places = append(l.places, place{})
	copy(l.places[i+1:], l.places[i:])
	l.places[i] = p
}

// remove takes the place out; it reports whether it was there.
func (l *line) remove(p place) bool {
	i := l.rank(p)
	if l == nil || i >= len(l.places) || l.places[i].order != p.order || l.places[i].key != p.key {
		return false
	}
	if i == 0 {
		l.places[0] = place{}
		l.places = l.places[1:]
		return true
	}
	l.places = append(l.places[:i], l.places[i+1:]...)
	return true
}

func (l *line) len() int {
	if l == nil {
		return 0
	}
	return len(l.places)
}

// spotPlace is the place a spot stands for.
func spotPlace(s Spot, t *Ticket) place { return place{s.Key.UnixMilli(), s.Order, t} }
