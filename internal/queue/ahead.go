package queue

import "time"

// Ahead is how many wait before a ticket whom a counter that serves it could
// call first: those of a smaller key in every line that shares a counter with
// its own. Which counters happen to be open does not matter, so that the number
// shown does not jump when an officer sits down.
func (s *State) Ahead(id string) int {
	t, ok := s.tickets[id]
	if !ok {
		return 0
	}
	switch t.Status {
	case StatusWaiting, StatusIssued, StatusUnprinted:
		return s.ahead(t.Spot, spotPlace(t.Spot, t))
	default:
		return 0
	}
}

// AheadOf is Ahead for a number that would be taken now.
func (s *State) AheadOf(service, class string, at time.Time) int {
	sp := s.spot(service, class, at.Truncate(time.Millisecond).Add(-s.headStart(class)))
	return s.ahead(sp, spotPlace(sp, nil))
}

func (s *State) ahead(sp Spot, p place) (n int) {
	services, counters := s.near(sp)
	for _, id := range services {
		n += s.lines[id].rank(p) + s.booked[id].rank(p)
	}
	for _, id := range counters {
		n += s.bound[id].rank(p)
	}
	return n
}

// near are the lines that a place competes with: the services and the counters'
// own lines of every counter that could call it.
func (s *State) near(sp Spot) (services, counters []string) {
	if sp.Counter != "" {
		c, _ := s.site.Counter(sp.Counter)
		return c.Services, []string{sp.Counter}
	}
	return s.rivals[sp.Service], s.site.CountersFor(sp.Service)
}

// following are the few people right behind a ticket, at the counters that could call it.
func (s *State) following(t *Ticket) []place {
	mine := spotPlace(t.Spot, t)
	var out []place
	services, counters := s.near(t.Spot)
	for _, id := range services {
		out = append(out, s.lines[id].after(mine, behind)...)
		out = append(out, s.booked[id].after(mine, behind)...)
	}
	for _, id := range counters {
		out = append(out, s.bound[id].after(mine, behind)...)
	}
	return least(out, behind)
}

// lineFor is the line a place belongs to.
func (s *State) lineFor(sp Spot, t *Ticket) *line {
	lines, id := s.lines, sp.Service
	switch {
	case sp.Counter != "":
		lines, id = s.bound, sp.Counter
	case t.isBooked():
		lines = s.booked
	}
	l, ok := lines[id]
	if !ok {
		l = &line{}
		lines[id] = l
	}
	return l
}

// isBooked tells whether a ticket waits by its appointment: the first leg of
// one who checked in on time and has not been absent.
func (t *Ticket) isBooked() bool {
	return !t.Slot.IsZero() && !t.late && !t.moved && len(t.Legs) == 1
}

// enter and leave are the only two ways into and out of a line.
func (s *State) enter(t *Ticket, sp Spot) {
	s.leave(t)
	t.Spot, t.Status, t.relabel = sp, StatusWaiting, false
	t.in = s.lineFor(sp, t)
	t.in.insert(spotPlace(sp, t))
	t.waits = append(t.waits, t.waiting(sp, len(s.calls)))
	s.waiting[sp.Service]++
	s.order = max(s.order, sp.Order)
}

func (s *State) leave(t *Ticket) {
	if t.in == nil {
		return
	}
	t.in.remove(spotPlace(t.Spot, t))
	t.in = nil
	last := &t.waits[len(t.waits)-1]
	last.to, last.closed = len(s.calls), true
	s.waiting[t.Spot.Service]--
}
