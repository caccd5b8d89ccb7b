package centre

import (
	"maps"
	"slices"
	"time"
)

// index makes look-ups cost the same for 4 services and for 400.
type index struct {
	agencies map[string]int
	rooms    map[string]int
	zones    map[string]int
	counters map[string]int
	services map[string]int
	classes  map[string]int
	servers  map[string][]string // service to the counters that serve it
	serves   map[[2]string]bool  // counter, service
}

// New checks a site built in memory, fills in what it leaves to defaults and
// makes its look-ups fast. The error is a [Faults] with everything that is
// wrong. The caller hands the lists over and must not change them afterwards.
func New(s Site) (*Site, error) {
	if s.Voice.Level == 0 && s.Voice.Call == nil && s.Voice.Brief == nil && s.Voice.Mute == nil {
		s.Voice.Level = DefaultVoice().Level
	}
	s.fill()
	if faults := s.check(); len(faults) > 0 {
		return nil, faults
	}
	s.index = s.makeIndex()
	return &s, nil
}

// fill gives a site the defaults a document may leave out.
func (s *Site) fill() {
	if s.Names == nil && s.Name != "" {
		s.Names = Text{"vi": s.Name}
	}
	if len(s.Languages) == 0 {
		s.Languages = []string{"vi"}
	}
	if s.Rules == (Rules{}) {
		s.Rules = DefaultRules()
	}
	if len(s.Classes) == 0 {
		s.Classes = DefaultClasses()
		for i := range s.Classes {
			s.Classes[i].Name = s.spoken(s.Classes[i].Name)
		}
	}
	if s.Voice.Call == nil {
		s.Voice.Call = s.spoken(DefaultVoice().Call)
	}
	if s.Voice.Brief == nil {
		s.Voice.Brief = s.spoken(DefaultVoice().Brief)
	}
	if s.Retention == (Retention{}) {
		s.Retention = DefaultRetention()
	}
	if s.Slip.Width == 0 {
		s.Slip.Width = 80
	}
	for i := range s.Counters {
		if s.Counters[i].Label == "" {
			s.Counters[i].Label = s.Counters[i].ID
		}
	}
}

// spoken leaves the languages of a default text that the centre speaks.
func (s *Site) spoken(t Text) Text {
	maps.DeleteFunc(t, func(lang, _ string) bool { return !slices.Contains(s.Languages, lang) })
	return t
}

func (s *Site) makeIndex() *index {
	x := &index{
		agencies: positions(s.Agencies, func(a Agency) string { return a.ID }),
		rooms:    positions(s.Rooms, func(r Room) string { return r.ID }),
		zones:    positions(s.Zones, func(z Zone) string { return z.ID }),
		counters: positions(s.Counters, func(c Counter) string { return c.ID }),
		services: positions(s.Services, func(v Service) string { return v.ID }),
		classes:  positions(s.Classes, func(c Class) string { return c.ID }),
		servers:  map[string][]string{},
		serves:   map[[2]string]bool{},
	}
	for _, c := range s.Counters {
		for _, v := range c.Services {
			x.servers[v] = append(x.servers[v], c.ID)
			x.serves[[2]string{c.ID, v}] = true
		}
	}
	return x
}

func positions[T any](list []T, id func(T) string) map[string]int {
	m := make(map[string]int, len(list))
	for i, v := range list {
		if _, twice := m[id(v)]; !twice {
			m[id(v)] = i
		}
	}
	return m
}

// at finds an entry by the index, or by walking where a site was written down
// without New.
func at[T any](list []T, known map[string]int, id string, idOf func(T) string) (T, bool) {
	i, ok := known[id]
	if known == nil {
		i = slices.IndexFunc(list, func(v T) bool { return idOf(v) == id })
		ok = i >= 0
	}
	if !ok {
		var none T
		return none, false
	}
	return list[i], true
}

// lookups is never nil, so that a site written down without New still answers.
func (s *Site) lookups() index {
	if s.index == nil {
		return index{}
	}
	return *s.index
}

// Agency finds an agency by its id.
func (s *Site) Agency(id string) (Agency, bool) {
	return at(s.Agencies, s.lookups().agencies, id, func(a Agency) string { return a.ID })
}

// Room finds a room by its id.
func (s *Site) Room(id string) (Room, bool) {
	return at(s.Rooms, s.lookups().rooms, id, func(r Room) string { return r.ID })
}

// Zone finds a zone by its id.
func (s *Site) Zone(id string) (Zone, bool) {
	return at(s.Zones, s.lookups().zones, id, func(z Zone) string { return z.ID })
}

// Counter finds a counter by its id.
func (s *Site) Counter(id string) (Counter, bool) {
	return at(s.Counters, s.lookups().counters, id, func(c Counter) string { return c.ID })
}

// Service finds a service by its id.
func (s *Site) Service(id string) (Service, bool) {
	return at(s.Services, s.lookups().services, id, func(v Service) string { return v.ID })
}

// Class finds a class by its id.
func (s *Site) Class(id string) (Class, bool) {
	return at(s.Classes, s.lookups().classes, id, func(c Class) string { return c.ID })
}

// CountersFor lists the counters that serve a service, in the document's
// order. The list is shared and must not be changed.
func (s *Site) CountersFor(service string) []string {
	if s.index != nil {
		return s.index.servers[service]
	}
	var ids []string
	for _, c := range s.Counters {
		if slices.Contains(c.Services, service) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// Serves tells whether a counter serves a service.
func (s *Site) Serves(counter, service string) bool {
	if s.index != nil {
		return s.index.serves[[2]string{counter, service}]
	}
	c, ok := s.Counter(counter)
	return ok && slices.Contains(c.Services, service)
}

// RoomsFor lists the rooms whose counters serve a service, each once.
func (s *Site) RoomsFor(service string) []string {
	return s.placesFor(service, func(c Counter) string { return c.Room })
}

// ZonesFor lists the zones in which a service is called, each once.
func (s *Site) ZonesFor(service string) []string {
	return s.placesFor(service, func(c Counter) string { return c.Zone })
}

func (s *Site) placesFor(service string, place func(Counter) string) []string {
	var ids []string
	for _, id := range s.CountersFor(service) {
		if c, ok := s.Counter(id); ok && !slices.Contains(ids, place(c)) {
			ids = append(ids, place(c))
		}
	}
	return ids
}

// ServicesOf lists the services of an agency in the document's order; the
// empty agency stands for the centre's own.
func (s *Site) ServicesOf(agency string) []Service {
	var list []Service
	for _, v := range s.Services {
		if v.Agency == agency {
			list = append(list, v)
		}
	}
	return list
}

// Bound is the longest time by which a later visitor can be called before an
// earlier one: the greatest head start, with a booking's grace added to its own.
func (s *Site) Bound() (bound time.Duration) {
	for _, c := range s.Classes {
		h := c.HeadStart
		if c.ID == Appointment {
			h += s.Rules.BookingGrace
		}
		bound = max(bound, h)
	}
	return bound
}

// FindReason finds a reason by its id in one of the lists of Reasons.
func FindReason(list []Reason, id string) (Reason, bool) {
	return at(list, nil, id, func(r Reason) string { return r.ID })
}

// The classes the rules themselves speak of; every site has them.
const (
	Ordinary    = "ordinary"
	Appointment = "appointment"
	Return      = "return"
)
