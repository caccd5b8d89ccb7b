package queue

import (
	"slices"
	"sort"
)

// place is one ticket's place in a line.
type place struct {
	key   int64 // milliseconds
	order uint64
	t     *Ticket
}

// spotPlace is the place a spot stands for.
func spotPlace(s Spot, t *Ticket) place { return place{s.Key.UnixMilli(), s.Order, t} }

// before is the call rule: the smaller key, then the earlier entry.
func (p place) before(q place) bool {
	if p.key != q.key {
		return p.key < q.key
	}
	return p.order < q.order
}

// compare is before for sorting.
func (p place) compare(q place) int {
	switch {
	case p.before(q):
		return -1
	case q.before(p):
		return 1
	}
	return 0
}

// line is one waiting line, kept in the order of calls: the index of a ticket
// is the number of people before it. The places before the head are free, so
// that leaving at the head and coming back to it move nobody, and an entry
// moves the shorter side only.
type line struct {
	all  []place
	head int
}

// places are those who wait, in the order of calls. A line that nobody ever
// stood in may be nil.
func (l *line) places() []place {
	if l == nil {
		return nil
	}
	return l.all[l.head:]
}

func (l *line) len() int { return len(l.places()) }

// first are the places at the head, n at most.
func (l *line) first(n int) []place {
	list := l.places()
	return list[:min(n, len(list))]
}

// rank is the number of places before p.
func (l *line) rank(p place) int {
	list := l.places()
	return sort.Search(len(list), func(i int) bool { return !list[i].before(p) })
}

// after are the places behind p, n at most.
func (l *line) after(p place, n int) []place {
	list := l.places()
	i := l.rank(p)
	if i < len(list) && list[i].compare(p) == 0 {
		i++
	}
	return list[i:min(i+n, len(list))]
}

func (l *line) insert(p place) {
	i := l.head + l.rank(p)
	switch {
	case i == len(l.all):
		l.all = append(l.all, p)
	case l.head > 0 && i-l.head <= len(l.all)-i:
		copy(l.all[l.head-1:], l.all[l.head:i])
		l.head--
		l.all[i-1] = p
	default:
		l.all = slices.Insert(l.all, i, p)
	}
}

// remove takes the place out, if it is there.
func (l *line) remove(p place) {
	i := l.head + l.rank(p)
	if i == len(l.all) || l.all[i].compare(p) != 0 {
		return
	}
	if i-l.head > len(l.all)-1-i {
		l.all = slices.Delete(l.all, i, i+1)
		return
	}
	copy(l.all[l.head+1:], l.all[l.head:i])
	l.all[l.head] = place{}
	l.head++
	l.trim()
}

// trim gives up the free places before the head once they are most of the
// line, so that a busy line does not grow all day.
func (l *line) trim() {
	if l.head > 64 && l.head > len(l.all)/2 {
		l.all = slices.Delete(l.all, 0, l.head)
		l.head = 0
	}
}
