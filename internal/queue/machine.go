package queue

import (
	"iter"
	"slices"
	"time"

	"motcua/internal/centre"
)

// Options of a state. The zero value is the law as it stands.
type Options struct {
	// IgnoreHours lets visitors take numbers at any time: trials and demonstrations.
	IgnoreHours bool
}

// State is one business day of the centre, folded from the record.
type State struct {
	site    *centre.Site
	applied string // hash of the document that was applied last in what was folded
	options Options
	rivals  map[string][]string // service: those that share a counter with it

	day   string
	open  bool
	at    time.Time
	order uint64 // the last one given

	tickets  map[string]*Ticket
	numbers  map[string]*Ticket
	list     []*Ticket // in the order of issue
	lines    map[string]*line
	booked   map[string]*line // checked-in bookings: held until shortly before their time
	bound    map[string]*line // by counter: only it may call these
	waiting  map[string]int   // by service, wherever they stand
	desks    map[string]*Desk
	calls    []*Calling
	issued   map[string]int // numbers of a service today, for its cap
	series   map[string]int // last number of the main line
	blocks   map[string][]block
	kiosks   []string // those that were given blocks, in order; the first is "kiosk 2"
	bookings map[string]Booking
	timers   timers
	steps    map[string]*step
}

// New is the state before the first day.
func New(site *centre.Site, o Options) *State {
	s := &State{options: o, bookings: map[string]Booking{}}
	s.clear()
	s.SetSite(site)
	return s
}

// clear empties everything that belongs to one day.
func (s *State) clear() {
	s.tickets, s.numbers, s.list = map[string]*Ticket{}, map[string]*Ticket{}, nil
	s.lines, s.booked, s.bound = map[string]*line{}, map[string]*line{}, map[string]*line{}
	s.waiting, s.desks, s.calls = map[string]int{}, map[string]*Desk{}, nil
	s.issued, s.series = map[string]int{}, map[string]int{}
	s.blocks, s.kiosks = map[string][]block{}, nil
	s.timers, s.steps = nil, map[string]*step{}
}

// SetSite puts a site document in force. Places already taken keep their keys.
func (s *State) SetSite(site *centre.Site) {
	s.site = site
	s.rivals = map[string][]string{}
	for i := range site.Services {
		id := site.Services[i].ID
		shared := map[string]bool{}
		for _, c := range site.CountersFor(id) {
			counter, _ := site.Counter(c)
			for _, other := range counter.Services {
				shared[other] = true
			}
		}
		for j := range site.Services {
			if other := site.Services[j].ID; shared[other] {
				s.rivals[id] = append(s.rivals[id], other)
			}
		}
	}
}

// Site is the document in force.
func (s *State) Site() *centre.Site { return s.site }

// Day is the business day, "2026-11-23", also after it was closed; "" before the first.
func (s *State) Day() string { return s.day }

// DayOpen tells whether the day is open.
func (s *State) DayOpen() bool { return s.open }

// At is the time of the last act.
func (s *State) At() time.Time { return s.at }

// Ticket is a visit of the day.
func (s *State) Ticket(id string) (*Ticket, bool) {
	t, ok := s.tickets[id]
	return t, ok
}

// ByNumber is the visit that holds a number of the day.
func (s *State) ByNumber(number string) (*Ticket, bool) {
	t, ok := s.numbers[number]
	return t, ok
}

// Tickets are the visits of the day in the order of issue.
func (s *State) Tickets() iter.Seq[*Ticket] { return slices.Values(s.list) }

// Desk is a counter today.
func (s *State) Desk(counter string) (Desk, bool) {
	if d, ok := s.desks[counter]; ok {
		return *d, true
	}
	_, ok := s.site.Counter(counter)
	return Desk{ID: counter, Mode: ModeClosed}, ok
}

// Desks are the counters in the order of the site document.
func (s *State) Desks() []Desk {
	out := make([]Desk, 0, len(s.site.Counters))
	for i := range s.site.Counters {
		d, _ := s.Desk(s.site.Counters[i].ID)
		out = append(out, d)
	}
	return out
}

// Bookings are the appointments that have not been checked in, by time.
func (s *State) Bookings() []Booking {
	out := make([]Booking, 0, len(s.bookings))
	for _, b := range s.bookings {
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b Booking) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return out
}

// Waiting are all who wait, in the order of the call rule.
func (s *State) Waiting() []*Ticket {
	var all []place
	for _, lines := range []map[string]*line{s.lines, s.booked, s.bound} {
		for _, l := range lines {
			all = append(all, l.places...)
		}
	}
	slices.SortFunc(all, func(a, b place) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	out := make([]*Ticket, len(all))
	for i, p := range all {
		out[i] = p.t
	}
	return out
}

// WaitingCount is how many wait for a service.
func (s *State) WaitingCount(service string) int { return s.waiting[service] }

// Calls are the calls of the day by their numbers.
func (s *State) Calls() []*Calling { return s.calls }

// Call is the call with a number of the day.
func (s *State) Call(no int) (*Calling, bool) {
	if no < 1 || no > len(s.calls) {
		return nil, false
	}
	return s.calls[no-1], true
}

// Ahead is how many people wait before a ticket at counters that could call it:
// those of every service that shares a counter with its own, of a smaller key.
func (s *State) Ahead(id string) int {
	t, ok := s.tickets[id]
	if !ok {
		return 0
	}
	if t.Status == StatusWaiting || t.Status == StatusIssued || t.Status == StatusUnprinted {
		return s.aheadOf(t.Spot.Service, spotPlace(t.Spot, t))
	}
	return 0
}

// AheadOf is Ahead for a number that would be taken now.
func (s *State) AheadOf(service, class string, at time.Time) int {
	key := at
	if c, ok := s.site.Class(class); ok {
		key = at.Add(-c.HeadStart)
	}
	return s.aheadOf(service, place{key.UnixMilli(), s.order + 1, nil})
}

func (s *State) aheadOf(service string, p place) int {
	n := 0
	for _, rival := range s.rivals[service] {
		n += s.lines[rival].rank(p) + s.booked[rival].rank(p)
	}
	for _, counter := range s.site.CountersFor(service) {
		n += s.bound[counter].rank(p)
	}
	return n
}

// lineFor is the line a place belongs to.
func (s *State) lineFor(sp Spot, t *Ticket) *line {
	lines, id := s.lines, sp.Service
	switch {
	case sp.Counter != "":
		lines, id = s.bound, sp.Counter
	case !t.Slot.IsZero() && len(t.Legs) == 1 && t.Absences == 0:
		lines = s.booked
	}
	l, ok := lines[id]
	if !ok {
		l = &line{}
		lines[id] = l
	}
	return l
}

// enter and leave are the only two ways into and out of a line.
func (s *State) enter(t *Ticket, sp Spot) {
	t.Spot, t.Status = sp, StatusWaiting
	t.in = s.lineFor(sp, t)
	t.in.insert(spotPlace(sp, t))
	s.waiting[sp.Service]++
	s.order = max(s.order, sp.Order)
}

func (s *State) leave(t *Ticket) {
	if t.in == nil {
		return
	}
	t.in.remove(spotPlace(t.Spot, t))
	t.in = nil
	s.waiting[t.Spot.Service]--
}
