package queue_test

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// The model is the waiting line as a clerk would keep it on one sheet of paper:
// a plain list, searched from top to bottom every time.

// visit is one row of the sheet.
type visit struct {
	id, number, service, class string
	status                     queue.Status
	arrived, key               time.Time
	seq                        int    // which entry it was: breaks equal keys
	bound                      string // only this counter may call it
	back                       string // counter that sent it on an errand
	slot                       time.Time
	moved                      bool // no longer where its arrival put it
	absences, yields, recalls  int
	calledAt, madeAt, absentAt time.Time
	lost                       *visit // as it was before the last absence
	forgiven, marked           bool
	counter                    string    // that has it in hand
	taken                      time.Time // when the visitor came for this leg
	legs                       int
	favoured                   bool      // placed first, or back from an errand
	home                       time.Time // when it came back from one
	changed                    int       // how many events were about it
	witnessed                  int       // calls of others while it waited
}

// post is one counter.
type post struct {
	mode   queue.Mode
	skills []string
	hand   string
	since  time.Time // of a pause
	last   *deed
}

// deed is what was done last at a counter, and the rows as they were.
type deed struct {
	by      queue.Actor
	at      time.Time
	rows    []visit
	changed []int
	post    post
	after   post
}

type model struct {
	site   *centre.Site
	day    string
	open   bool
	now    time.Time
	rows   []*visit
	posts  map[string]*post
	calls  int
	skills [][]string // of the officer at each call
	seq    int
	series map[string]int
}

func newModel(site *centre.Site) *model {
	m := &model{site: site}
	m.clear()
	return m
}

func (m *model) clear() {
	m.rows, m.posts, m.calls, m.skills, m.series = nil, map[string]*post{}, 0, nil, map[string]int{}
	for _, c := range m.site.Counters {
		m.posts[c.ID] = &post{mode: queue.ModeClosed}
	}
}

func (m *model) find(id string) *visit {
	for _, v := range m.rows {
		if v.id == id {
			return v
		}
	}
	return nil
}

func (m *model) headStart(class string) time.Duration {
	c, _ := m.site.Class(class)
	return c.HeadStart
}

// next is the number of the next entry on the sheet.
func (m *model) next() int { m.seq++; return m.seq }

func before(a, b *visit) int {
	return cmp.Or(a.key.Compare(b.key), cmp.Compare(a.seq, b.seq))
}

// waiting are the rows that wait, in the order of calls.
func (m *model) waiting() []*visit {
	var out []*visit
	for _, v := range m.rows {
		if v.status == queue.StatusWaiting {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, before)
	return out
}

// may tells whether a counter may call a row now.
func (m *model) may(counter string, v *visit) bool {
	p := m.posts[counter]
	c, _ := m.site.Counter(counter)
	able := slices.Contains(c.Services, v.service) && (p.skills == nil || slices.Contains(p.skills, v.service))
	if v.bound == "" || v.bound == counter {
		return v.bound == counter || able
	}
	home := m.posts[v.bound] // closed or away for long, it would wait for nobody
	return able && (home.mode == queue.ModeClosed || home.mode == queue.ModePaused && m.now.Sub(home.since) >= 10*time.Minute)
}

func (m *model) held(v *visit) bool {
	return !v.slot.IsZero() && !v.moved && m.now.Before(v.slot.Add(-m.site.Rules.BookingEarly))
}

// choose are all rows a counter may call, in the order it would be given them.
func (m *model) choose(counter string) []*visit {
	var ready, held []*visit
	for _, v := range m.waiting() {
		switch {
		case !m.may(counter, v):
		case m.held(v):
			held = append(held, v)
		default:
			ready = append(ready, v)
		}
	}
	return append(ready, held...)
}

// share tells whether some counter could call both rows.
func (m *model) share(a, b *visit) bool {
	for _, c := range m.site.Counters {
		could := func(v *visit) bool {
			if v.bound != "" {
				return v.bound == c.ID
			}
			return slices.Contains(c.Services, v.service)
		}
		if could(a) && could(b) {
			return true
		}
	}
	return false
}

func (m *model) ahead(v *visit) (n int) {
	for _, o := range m.waiting() {
		if o != v && before(o, v) < 0 && m.share(o, v) {
			n++
		}
	}
	return n
}

// behind are the rows behind one, at counters that could call both.
func (m *model) behind(v *visit) (out []*visit) {
	for _, o := range m.waiting() {
		if before(v, o) < 0 && m.share(v, o) {
			out = append(out, o)
		}
	}
	return out
}

func (m *model) describe(v *visit) string {
	return fmt.Sprintf("%s %s for %s from %s (%d) %s", v.number, v.status, v.service, v.key.Format("15:04:05.000"), v.seq, v.bound)
}

// remember keeps the rows and the counter as they are before a deed.
func (m *model) remember(counter string, by queue.Actor, rows ...*visit) *deed {
	d := &deed{by: by, at: m.now, post: *m.posts[counter]}
	for _, v := range rows {
		d.rows = append(d.rows, *v)
	}
	return d
}

// settle notes how the rows stand after a deed.
func (m *model) settle(counter string, d *deed) {
	for i := range d.rows {
		d.changed = append(d.changed, m.find(d.rows[i].id).changed)
	}
	d.after = *m.posts[counter]
	m.posts[counter].last = d
}

// undoable tells whether the last deed of a counter can be taken back.
func (m *model) undoable(counter string, by queue.Actor) bool {
	p := m.posts[counter]
	d := p.last
	if d == nil || d.by.Officer != by.Officer || d.by.Device != by.Device || m.now.Sub(d.at) > m.site.Rules.UndoWithin {
		return false
	}
	if d.after.mode != p.mode || d.after.hand != p.hand {
		return false
	}
	for i := range d.rows {
		if m.find(d.rows[i].id).changed != d.changed[i] {
			return false
		}
	}
	return true
}

func (m *model) undo(counter string) {
	p := m.posts[counter]
	d := p.last
	for i := range d.rows {
		v := m.find(d.rows[i].id)
		changed := v.changed + 1
		*v = d.rows[i]
		v.changed = changed
	}
	*p = d.post
	p.last = nil
}
