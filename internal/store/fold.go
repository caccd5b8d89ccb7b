package store

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
	"motcua/internal/queue"
)

// rows is where derived rows are written to and read back from.
type rows interface {
	put(bucket, key, value []byte) error
	get(bucket, key []byte) []byte
}

// txRows are the buckets themselves, in one transaction.
type txRows struct {
	tx   *bolt.Tx
	open [4]struct { // buckets in use: looking one up is not free
		name []byte
		b    *bolt.Bucket
	}
}

func (r *txRows) bucket(name []byte) *bolt.Bucket {
	for i := range r.open {
		o := &r.open[i]
		if o.b == nil {
			o.name, o.b = name, r.tx.Bucket(name)
			o.b.FillPercent = 0.9 // nearly all rows come in the order of their keys
		}
		if bytes.Equal(o.name, name) {
			return o.b
		}
	}
	return r.tx.Bucket(name)
}

func (r *txRows) put(bucket, key, value []byte) error { return r.bucket(bucket).Put(key, value) }
func (r *txRows) get(bucket, key []byte) []byte       { return r.bucket(bucket).Get(key) }

// memoryRows are rows that are only compared, or thrown away.
type memoryRows map[string][]byte

func (r memoryRows) put(bucket, key, value []byte) error {
	r[string(bucket)+"\x00"+string(key)] = slices.Clone(value)
	return nil
}

func (r memoryRows) get(bucket, key []byte) []byte { return r[string(bucket)+"\x00"+string(key)] }

// dayRow is what is remembered of a business day.
type dayRow struct {
	First    uint64    `json:"first"` // the commit that opened it
	OpenedAt time.Time `json:"opened_at"`
	ClosedAt time.Time `json:"closed_at,omitzero"`
	Last     uint64    `json:"last,omitempty"` // the commit that closed it
}

// siteRow is a site document and when it came into force.
type siteRow struct {
	At       time.Time `json:"at"`
	Hash     string    `json:"hash"`
	Document string    `json:"document"`
}

// before is a row as it was before an act, in case the act is taken back.
type before struct {
	row   row
	steps []string // the names of the act's events
}

// keptBefore bounds how many acts can be taken back; a step can be taken back
// for half a minute, in which no centre makes so many.
const keptBefore = 1024

// fold derives rows from the words alone. It keeps in memory only what moves:
// the visits at the counters, the day's numbers, and the last few steps.
type fold struct {
	day    string
	hot    map[string]*row   // visits at a counter or set aside, by id
	series map[string]uint16 // number of the day to its first service
	names  []string          // the services that series points to
	past   []before          // in order, the oldest first

	// of the commit in hand
	seq     uint64
	at      time.Time
	events  []queue.Event      // of the act in hand
	act     int                // its number
	touched map[string]changed // rows changed by this commit, by id
	order   []string           // their ids in the order of their first change
	arena   []byte             // keys and values, which bbolt keeps until the transaction ends
	rows    rows
	err     error
}

// changed is a row and the act that changed it last.
type changed struct {
	row *row
	act int
}

func newFold() *fold {
	return &fold{hot: map[string]*row{}, series: map[string]uint16{}, touched: map[string]changed{}}
}

// commit folds a commit and writes every row it changed, each once.
func (f *fold) commit(c *journal.Commit, to rows) error {
	f.seq, f.rows, f.err = c.Seq, to, nil
	clear(f.touched)
	// A new arena, for another commit of the same transaction may hold the old one.
	f.order, f.arena = f.order[:0], make([]byte, 0, cap(f.arena))
	for i := range c.Acts {
		f.act = i
		f.fold(&c.Acts[i])
	}
	for _, id := range f.order {
		r := f.touched[id].row
		key := len(f.arena)
		f.arena = r.key(f.arena)
		value := len(f.arena)
		f.arena = r.encode(f.arena)
		f.put(inTickets, f.arena[key:value:value], f.arena[value:])
		switch queue.Status(r.State) {
		case queue.StatusCalled, queue.StatusServing, queue.StatusParked:
			f.hot[id] = r
		default:
			delete(f.hot, id)
		}
	}
	f.rows, f.events = nil, nil
	return f.err
}

func (f *fold) put(bucket, key, value []byte) {
	if f.err == nil {
		f.err = f.rows.put(bucket, key, value)
	}
}

func (f *fold) putJSON(bucket, key []byte, v any) {
	data, err := json.Marshal(v)
	if err != nil && f.err == nil {
		f.err = err
	}
	f.put(bucket, key, data)
}

func (f *fold) fold(a *journal.Act) {
	f.at, f.events = a.At, a.Events
	for _, e := range a.Events {
		switch e := e.(type) {
		case queue.DayOpened:
			f.dayOpened(e)
		case queue.DayClosed:
			f.dayClosed(e)
		case queue.SiteApplied:
			f.putJSON(inSite, seqKey(f.seq), siteRow{At: a.At, Hash: e.Hash, Document: e.Document})
		case queue.Issued:
			f.issued(e)
		case queue.Undone:
			f.undone(e)
		case interface{ About() queue.Visit }:
			if r := f.change(e.About().Ticket); r != nil {
				f.visit(r, e.(queue.Event))
			}
		default: // the counters, the walls and the bookings have no rows
		}
	}
}

// visit is what an event makes of the row of its visit.
func (f *fold) visit(r *row, e queue.Event) {
	switch e := e.(type) {
	case queue.Printed:
		r.enter(e.In)
	case queue.PrintFailed:
		r.State = string(queue.StatusUnprinted)
	case queue.Voided:
		r.State = string(queue.StatusVoid)
	case queue.Called:
		r.State, r.Reason = string(queue.StatusCalled), e.Reason
		l := r.leg()
		if l.Counter = e.Counter; l.CalledAt.IsZero() {
			l.CalledAt = f.at
		}
	case queue.Begun:
		r.State, r.leg().BegunAt = string(queue.StatusServing), f.at
	case queue.Finished:
		f.finished(r, e)
	case queue.Absented:
		r.State, r.Absences = string(queue.StatusCancelled), e.Times
		r.enter(e.In)
	case queue.WasPutBack:
		r.enter(e.In)
	case queue.Parked:
		r.State, r.Reason = string(queue.StatusParked), e.Reason
	case queue.Unparked:
		r.enter(e.In)
	case queue.Transferred:
		r.leg().FinishedAt = f.at
		r.next(e.In, f.at)
	case queue.Returned:
		if e.Forgiven {
			r.enter(e.In)
		} else {
			r.next(e.In, f.at)
		}
	case queue.ReturnMarked:
		r.Marked = true
	case queue.Cancelled:
		r.State, r.Reason = string(queue.StatusCancelled), e.Reason
	case queue.Reclassified:
		r.Class = e.Class
	case queue.Rated:
		r.Scores = e.Scores
	default: // changes nothing that is kept for good
	}
}

func (f *fold) finished(r *row, e queue.Finished) {
	l := r.leg()
	l.Counter, l.FinishedAt, l.Outcome, l.Dossiers, l.Fee = e.Counter, f.at, e.Outcome, e.Dossiers, e.Fee
	if l.BegunAt.IsZero() {
		l.BegunAt = l.CalledAt
	}
	r.State = string(queue.StatusDone)
	r.next(e.In, f.at)
	for _, d := range e.Dossiers {
		f.put(inByDossier, []byte(d+"/"+r.ID), nil)
	}
}

func (f *fold) issued(e queue.Issued) {
	r := issue(f.day, e)
	i := slices.Index(f.names, e.Service)
	if i < 0 && len(f.names) < 1<<16 {
		i = len(f.names)
		f.names = append(f.names, e.Service)
	}
	if i >= 0 {
		f.series[e.Number] = uint16(i)
	}
	f.touch(r)
	if e.Dossier != "" {
		f.put(inByDossier, []byte(e.Dossier+"/"+r.ID), nil)
	}
}

func (f *fold) dayOpened(e queue.DayOpened) {
	f.day = e.Day
	clear(f.hot)
	clear(f.series)
	f.names, f.past = nil, nil
	f.putJSON(inDays, []byte(e.Day), dayRow{First: f.seq, OpenedAt: f.at})
}

func (f *fold) dayClosed(e queue.DayClosed) {
	for _, id := range e.Lapsed {
		if r := f.change(id); r != nil {
			r.State = string(queue.StatusLapsed)
		}
	}
	for _, id := range e.Unfinished {
		if r := f.change(id); r != nil {
			r.State, r.Open, r.leg().FinishedAt = string(queue.StatusDone), true, f.at
		}
	}
	var d dayRow
	if json.Unmarshal(f.rows.get(inDays, []byte(e.Day)), &d) == nil {
		d.ClosedAt, d.Last = f.at, f.seq
		f.putJSON(inDays, []byte(e.Day), d)
	}
}

// undone gives the visits the rows they had before the step.
func (f *fold) undone(e queue.Undone) {
	for _, v := range e.Visits {
		r := f.change(v.Ticket)
		if r == nil {
			continue
		}
		for i := len(f.past) - 1; i >= 0; i-- {
			if p := &f.past[i]; p.row.ID == v.Ticket && slices.Contains(p.steps, e.Step) {
				*r = *p.row.copy()
				f.past = slices.Delete(f.past, i, i+1)
				break
			}
		}
	}
}

// change gives the row of a visit to change, and keeps what it was. A visit
// that nobody issued today has none.
func (f *fold) change(id string) *row {
	c, ok := f.touched[id]
	if ok && c.act == f.act {
		return c.row
	}
	r := c.row
	if !ok {
		if r = f.find(id); r == nil {
			return nil
		}
	}
	if len(f.past) == keptBefore {
		f.past = slices.Delete(f.past, 0, keptBefore/4)
	}
	p := before{row: *r}
	for _, e := range f.events {
		p.steps = append(p.steps, e.Name())
	}
	f.past = append(f.past, p)
	r = r.copy()
	f.touch(r)
	return r
}

func (f *fold) touch(r *row) {
	if _, ok := f.touched[r.ID]; !ok {
		f.order = append(f.order, r.ID)
	}
	f.touched[r.ID] = changed{row: r, act: f.act}
}

func (f *fold) find(id string) *row {
	if r := f.hot[id]; r != nil {
		return r
	}
	number := id
	if _, n, ok := strings.Cut(id, "-"); ok {
		number = n
	}
	i, ok := f.series[number]
	if !ok {
		return nil
	}
	r, err := readRow(f.rows.get(inTickets, ticketKey(nil, f.day, f.names[i], number)))
	if err != nil {
		if f.err == nil {
			f.err = err
		}
		return nil
	}
	return r
}
