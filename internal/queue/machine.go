package queue

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"motcua/internal/centre"
)

// Options of a state. The zero value is the law as it stands.
type Options struct {
	// IgnoreHours lets visitors take numbers at any time: trials and demonstrations.
	IgnoreHours bool
	// SameCounter is how long a visitor who returns with papers is kept for the
	// counter that gave leave to; zero lets every counter call at once.
	SameCounter time.Duration
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

	tickets map[string]*Ticket
	numbers map[string]*Ticket
	list    []*Ticket // in the order of issue
	lines   map[string]*line
	booked  map[string]*line // checked-in bookings: held until shortly before their time
	bound   map[string]*line // by counter: only it may call these
	waiting map[string]int   // by service, wherever they stand
	desks   map[string]*Desk
	calls   []*Calling
	issued  map[string]int // numbers of a service today, for its cap
	series  map[string]int // last number of the main line
	before  map[string]int // its last number before it went on after the blocks
	blocks  map[string][]block
	owners  map[int]string // kiosk by the hundred its blocks lie in
	timers  [kinds]timers
	steps   map[string]*step

	bookings map[string]Booking
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
	s.issued, s.series, s.before = map[string]int{}, map[string]int{}, map[string]int{}
	s.blocks, s.owners = map[string][]block{}, map[int]string{}
	s.timers, s.steps = [kinds]timers{}, map[string]*step{}
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
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Waiting are all who wait, in the order of the call rule.
func (s *State) Waiting() []*Ticket {
	var all []place
	for _, lines := range []map[string]*line{s.lines, s.booked, s.bound} {
		for _, l := range lines {
			all = append(all, l.places()...)
		}
	}
	slices.SortFunc(all, place.compare)
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
