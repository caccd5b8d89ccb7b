package kiosk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Model is what the screen shows at a time.
func (f *Flow) Model(now time.Time) Model {
	m := Model{
		Page: f.page, Lang: f.lang, Large: f.large, Low: f.low, Now: now.In(centre.ICT), Unsure: f.hall.Unsure,
		Centre: f.site.Names.In(f.lang), Province: f.site.Place.In(f.lang), Hotline: f.site.Hotline,
		Linked: f.hall.Linked, Simulated: f.hall.Simulated, NoScanner: f.hall.NoScanner,
		NoPaper: f.hall.Printer == PrinterEmpty, Booking: len(f.site.Slots) > 0,
		CanSearch: len(f.opt.Procedures) > 0 && !f.collect,
		Turn:      f.turn, Class: f.class, Typed: f.typed, Digits: f.digits, Found: len(f.found),
		Question: f.question, Number: f.number, Sentence: f.sentence, When: f.when, Who: f.who,
		Note: f.note, Unfinished: f.lost.Number, Slot: f.opt.Slot,
	}
	if f.site.Names == nil {
		m.Centre = f.site.Name
	}
	m.Morning, m.Afternoon = f.sessions(now)
	m.Left, m.Share = f.left(now)
	for _, n := range f.hall.Waiting {
		m.Waiting += n
	}
	switch f.page {
	case Home, Closed:
		_, opens, why := f.ready(now)
		m.Opens, m.Why = opens, string(why)
	case Agencies:
		m.Step, m.Unsettled = 1, len(f.offered("")) > 0
		m.Cells = f.agencyCells()
	case Services:
		m.Step = 2
		f.lookServices(&m)
	case Search:
		m.Cells = f.foundCells()
	case Papers, Confirm, Priority:
		m.Step = 3
		f.lookConfirm(&m, now)
	case Ticket, NoPaper, Place:
		m.Card = f.lookCard()
		m.Pulse = f.page == Ticket && m.Card.Slip == SlipOut && now.Sub(f.slipAt) >= PulseAfter && now.Second()%2 == 0
	case Dossier:
		m.Record = f.lookRecord()
	}
	return m
}

// clock is a time of day as the house writes it.
func clock(t time.Time) string { return t.In(centre.ICT).Format("15:04") }

// sessions are the hours of the day, or of the next day with any.
func (f *Flow) sessions(now time.Time) (morning, afternoon string) {
	if f.hall.Unsure {
		return "", ""
	}
	d := centre.DateOf(now)
	for range 10 {
		if list := f.site.Hours.SessionsOn(d); len(list) > 0 {
			morning = span(list[0])
			if len(list) > 1 {
				afternoon = span(list[len(list)-1])
			}
			return morning, afternoon
		}
		d = d.Add(1)
	}
	return "", ""
}

func span(s centre.Session) string { return s.From.String() + "–" + s.To.String() }

// count is the people waiting for services, -1 where nothing is known.
func (f *Flow) count(services ...centre.Service) int {
	if !f.hall.Linked {
		return -1
	}
	n := 0
	for _, s := range services {
		n += f.hall.Waiting[s.ID]
	}
	return n
}

func (f *Flow) agencyCells() []Cell {
	var cells []Cell
	for _, a := range f.agencies() {
		list := f.offered(a.ID)
		letter := list[0].Series
		if f.collect {
			// A result number has the letter of the result desk; the agency keeps its own sign here.
			for _, s := range f.site.ServicesOf(a.ID) {
				if s.Kind != "collect" && s.Offered() {
					letter = s.Series
					break
				}
			}
		}
		cells = append(cells, Cell{
			ID: a.ID, Letter: letter, Name: strings.Join(a.Lines(f.lang), "\n"), Short: a.ShortIn(f.lang), Count: f.count(list...),
		})
	}
	return cells
}

// icons of the kinds of service, where the document names none.
var icons = map[string]string{
	"submit": "doc", "add": "add", "collect": "done", "ask": "talk", "pay": "ticket", "post": "next", "guide": "help",
}

func (f *Flow) lookServices(m *Model) {
	m.Title = f.agencyName(f.agency)
	list := f.offered(f.agency)
	for _, s := range list {
		icon := s.Icon
		if icon == "" || !known(icon) {
			icon = icons[s.Kind]
		}
		if icon == "" {
			icon = "doc"
		}
		m.Cells = append(m.Cells, Cell{ID: s.ID, Icon: icon, Name: s.Name.In(f.lang), Hint: s.Hint.In(f.lang), Count: f.count(s)})
	}
	if len(list) > 0 && !f.own {
		m.Foot.Room, m.Foot.Counters = f.where(list[0].ID)
		m.Foot.Wait = f.estimate[[2]string{list[0].ID, ""}]
	}
}

func (f *Flow) foundCells() []Cell {
	cells := make([]Cell, 0, len(f.found))
	for _, i := range f.found {
		e := f.index[i]
		letter := ""
		for _, s := range f.site.ServicesOf(e.Agency) {
			if s.Offered() && s.Kind != "collect" {
				letter = s.Series
				break
			}
		}
		cells = append(cells, Cell{ID: e.Key, Letter: letter, Name: e.Name, Hint: f.agencyName(e.Agency), Count: -1})
	}
	return cells
}

func (f *Flow) lookConfirm(m *Model, now time.Time) {
	s, _ := f.site.Service(f.service)
	w := f.estimate[[2]string{f.service, f.class}]
	m.Fact = Fact{
		Agency: f.agencyName(s.Agency), AgencyShort: f.agencyShort(s.Agency), Service: s.Name.In(f.lang), Procedure: f.procedure.Name,
		Wait: w, Asking: f.asking, HasPapers: len(f.papers()) > 0, NoPrinter: f.hall.Printer == PrinterEmpty,
	}
	if !f.hall.Linked {
		m.Fact.Wait = Wait{Ahead: -1}
	} else if _, told := f.estimate[[2]string{f.service, f.class}]; !told {
		m.Fact.Wait = Wait{Ahead: f.count(s)}
	}
	if w.Known && f.hall.Linked {
		m.Fact.From, m.Fact.To = now.Add(time.Duration(w.Low)*time.Minute), now.Add(time.Duration(w.High)*time.Minute)
	}
	m.Fact.Room, m.Fact.Counters = f.where(f.service)
	if c, ok := f.site.Class(f.class); ok {
		m.Fact.Class = c.Name.In(f.lang)
	}
	m.Title = m.Fact.Service
	switch f.page {
	case Priority:
		for _, c := range f.site.Classes {
			if c.Asked {
				m.Cells = append(m.Cells, Cell{ID: c.ID, Name: c.Name.In(f.lang), Count: -1})
			}
		}
	case Papers:
		m.Papers = f.papers()
	}
}

func (f *Flow) lookCard() Card {
	c := f.card
	s, _ := f.site.Service(c.Service)
	c.Room, c.Counters = f.where(c.Service)
	c.Service, c.Agency, c.Short = s.Name.In(f.lang), f.agencyName(c.Agency), f.agencyShort(c.Agency)
	if label, ok := f.site.Counter(c.Counter); ok {
		c.Counter = label.Label
		if r, ok := f.site.Room(label.Room); ok && c.Status == string(queue.StatusCalled) {
			c.Room, c.Counters = r.Name.In(f.lang), label.Label
		}
	}
	return c
}

func (f *Flow) lookRecord() Record {
	r := f.record
	r.AgencyName = f.agencyName(r.Agency)
	if r.AgencyName == "" {
		r.AgencyName = f.site.Names.In(f.lang)
	}
	r.Room, r.Counters = f.where(r.Service)
	r.Step = step(r.Status)
	return r
}

// step is the level of a dossier as one of four dots.
func step(status int) int {
	switch status {
	case 1, 2, 3:
		return 1
	case 4, 5, 6, 7, 8:
		return 3
	case 9, 10:
		return 4
	}
	return 2
}

func (f *Flow) agencyName(id string) string {
	a, ok := f.site.Agency(id)
	if !ok {
		return ""
	}
	return a.Name.In(f.lang)
}

func (f *Flow) agencyShort(id string) string {
	a, ok := f.site.Agency(id)
	if !ok {
		return ""
	}
	return a.ShortIn(f.lang)
}

// where are the room and the counters a service is called to.
func (f *Flow) where(service string) (room, counters string) {
	var rooms []string
	for _, id := range f.site.RoomsFor(service) {
		if r, ok := f.site.Room(id); ok {
			rooms = append(rooms, r.Name.In(f.lang))
		}
	}
	var labels []string
	for _, id := range f.site.CountersFor(service) {
		if c, ok := f.site.Counter(id); ok {
			labels = append(labels, c.Label)
		}
	}
	return strings.Join(rooms, ", "), ranges(labels)
}

// ranges writes labels in order, runs of numbers as "1–3".
func ranges(labels []string) string {
	labels = slices.Clone(labels)
	var out []string
	for i := 0; i < len(labels); {
		j := i
		first, err := strconv.Atoi(labels[i])
		for err == nil && j+1 < len(labels) {
			next, bad := strconv.Atoi(labels[j+1])
			if bad != nil || next != first+j+1-i {
				break
			}
			j++
		}
		if j > i {
			out = append(out, fmt.Sprintf("%s–%s", labels[i], labels[j]))
		} else {
			out = append(out, labels[i])
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}

// known reports whether the house has an icon of that name.
func known(icon string) bool { return slices.Contains(assets.IconNames(), icon) }
