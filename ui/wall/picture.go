package wall

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/centre"
)

// Source is what a wall knows of its centre and of itself.
type Source struct {
	Site    *centre.Site
	Words   assets.Phrases
	Lang    string
	Zone    string // the waiting room; empty: all of the centre
	Counter string // the counter, for its sign
	Muted   bool
}

// Calls are the calls of the public board as the line of calls takes them.
// A wall of a zone gets the calls of its zone only.
func (s *Source) Calls(list []board.Called) []Call {
	out := make([]Call, 0, len(list))
	for _, c := range list {
		if s.Zone != "" && c.Zone != "" && c.Zone != s.Zone || s.Counter != "" && c.Counter != s.Counter {
			continue
		}
		call := Call{
			No: c.No, Recall: c.Recall, Number: c.Number, Counter: c.Counter, RoomID: c.Room, Ended: c.Ended, At: c.At,
		}
		if counter, ok := s.Site.Counter(c.Counter); ok {
			call.Counter = counter.Label
		}
		if room, ok := s.Site.Room(c.Room); ok {
			call.Room = room.Name.In(s.Lang)
		}
		call.Agency = s.agencyOf(c.Service)
		out = append(out, call)
	}
	return out
}

// agencyOf names whose service it is; the centre's own services go by their
// own names.
func (s *Source) agencyOf(service string) string {
	sv, ok := s.Site.Service(service)
	if !ok {
		return ""
	}
	if a, ok := s.Site.Agency(sv.Agency); ok {
		return a.Name.In(s.Lang)
	}
	return sv.Name.In(s.Lang)
}

// Picture makes the model of a wall: the board as last heard, the line's view,
// and the two times that tell how old it is.
func (s *Source) Picture(w *board.Wall, view View, now, heard time.Time) Model {
	now, heard = now.In(centre.ICT), inICT(heard)
	m := Model{
		Now: now, Heard: heard, Muted: s.Muted, View: view,
		Name: s.Site.Names.In(s.Lang), Place: s.Site.Place.In(s.Lang), Phone: s.Site.Hotline,
		Hours: s.hours(now), Rows: s.rows(w), Rooms: s.rooms(),
	}
	if m.Name == "" {
		m.Name = s.Site.Name
	}
	if zone, ok := s.Site.Zone(s.Zone); ok && len(s.Site.Zones) > 1 {
		m.Zone = zone.Name.In(s.Lang)
	}
	for _, n := range s.Site.Notices {
		switch standing := n.From.IsZero() && n.To.IsZero(); {
		case !n.Shown(now):
		case standing && m.Guide == "":
			m.Guide = n.Text.In(s.Lang)
		case !standing && m.Notice == "":
			m.Notice = n.Text.In(s.Lang)
		}
	}
	m.Sign = s.sign(w)
	return m
}

func inICT(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(centre.ICT)
}

func (s *Source) hours(now time.Time) Hours {
	day := centre.DateOf(now)
	h := Hours{Open: s.Site.Hours.Open(now)}
	list := s.Site.Hours.SessionsOn(day)
	for _, session := range list {
		from, to := day.At(session.From), day.At(session.To)
		h.Sessions = append(h.Sessions, clock(from)+"–"+clock(to))
		if h.Begin == "" && from.After(now) && !h.Open {
			h.Begin = clock(from)
		}
	}
	ends, working := s.Site.Hours.DayEnds(day)
	h.Over = !working || !now.Before(ends)
	if back, ok := s.Site.Hours.NextOpening(now); ok && h.Over {
		h.Back = clock(back)
		h.BackDay = s.Words.DayWithin(back) + " " + back.Format("02/01")
	}
	return h
}

// rows are the agencies of the board; while there is room, the centre's own
// desks come after them.
func (s *Source) rows(w *board.Wall) []Row {
	var out []Row
	for _, a := range s.Site.Agencies {
		row := Row{Name: a.ShortIn(s.Lang)}
		var counters []string
		for _, sv := range s.Site.ServicesOf(a.ID) {
			row.Waiting += w.Waiting[sv.ID]
			counters = append(counters, s.Site.CountersFor(sv.ID)...)
		}
		row.Counters = s.labels(counters)
		if row.Counters != "" || row.Waiting > 0 {
			out = append(out, row)
		}
	}
	for _, sv := range s.Site.ServicesOf("") {
		if sv.Offered() && len(out) < boardRows {
			out = append(out, Row{
				Name: sv.Name.In(s.Lang), Waiting: w.Waiting[sv.ID], Counters: s.labels(s.Site.CountersFor(sv.ID)),
			})
		}
	}
	return out
}

// labels writes counters in the order of the site, runs of numbers as ranges.
func (s *Source) labels(ids []string) string {
	var list []string
	for _, c := range s.Site.Counters {
		if slices.Contains(ids, c.ID) && (s.Zone == "" || c.Zone == "" || c.Zone == s.Zone) {
			list = append(list, c.Label)
		}
	}
	return Ranges(list)
}

// Ranges writes labels shortly: 1 2 3 and 5 become "1–3, 5".
func Ranges(labels []string) string {
	var out []string
	for i := 0; i < len(labels); {
		j := i
		for j+1 < len(labels) && follows(labels[j], labels[j+1]) {
			j++
		}
		switch j {
		case i:
			out = append(out, labels[i])
		case i + 1:
			out = append(out, labels[i], labels[j])
		default:
			out = append(out, labels[i]+"–"+labels[j])
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}

func follows(a, b string) bool {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	return errX == nil && errY == nil && y == x+1
}

// rooms are the rooms of this zone's counters, with the way to them from the
// wall's own setting.
func (s *Source) rooms() []RoomInfo {
	var ways map[string]string
	for _, w := range s.Site.Walls {
		if w.Zone == s.Zone && len(w.Arrows) > 0 {
			ways = w.Arrows
		}
	}
	var out []RoomInfo
	for _, r := range s.Site.Rooms {
		var labels []string
		for _, c := range s.Site.Counters {
			if c.Room == r.ID && (s.Zone == "" || c.Zone == s.Zone) {
				labels = append(labels, c.Label)
			}
		}
		if len(labels) > 0 {
			out = append(out, RoomInfo{ID: r.ID, Name: r.Name.In(s.Lang), Counters: Ranges(labels), Way: ways[r.ID]})
		}
	}
	return out
}

func (s *Source) sign(w *board.Wall) Sign {
	counter, ok := s.Site.Counter(s.Counter)
	if !ok {
		return Sign{}
	}
	out := Sign{Label: counter.Label}
	if len(counter.Services) > 0 {
		out.Agency = s.agencyOf(counter.Services[0])
	}
	for _, c := range w.Counters {
		if c.ID == s.Counter {
			out.State, out.Number = c.State, c.Number
			if r, ok := centre.FindReason(s.Site.Reasons.Pause, c.Reason); ok {
				out.Reason = r.Name.In(s.Lang)
			}
		}
	}
	for _, c := range w.Called {
		if c.Counter == s.Counter && !c.Ended && c.Number == out.Number {
			out.Call = true
		}
	}
	return out
}
