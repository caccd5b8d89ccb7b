package store

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"motcua/internal/queue"
)

// row is what is remembered of a visit for good, in the public shape of a ticket.
type row struct {
	ID       string         `json:"id"`
	Number   string         `json:"number"`
	Day      string         `json:"day"`
	Service  string         `json:"service"`
	Class    string         `json:"class"`
	State    string         `json:"state"`
	IssuedAt time.Time      `json:"issued_at"`
	Legs     []leg          `json:"legs"`
	Dossier  string         `json:"dossier,omitempty"`
	Reason   string         `json:"reason,omitempty"`
	Absences int            `json:"absences,omitempty"`
	Marked   bool           `json:"return_marked,omitempty"`
	Open     bool           `json:"unfinished,omitempty"` // was being served when the day closed
	Scores   map[string]int `json:"scores,omitempty"`
}

// leg is one station of it.
type leg struct {
	Service    string    `json:"service"`
	Counter    string    `json:"counter,omitempty"`
	ArrivedAt  time.Time `json:"arrived_at"`
	CalledAt   time.Time `json:"called_at,omitzero"`
	BegunAt    time.Time `json:"begun_at,omitzero"`
	FinishedAt time.Time `json:"finished_at,omitzero"`
	Outcome    string    `json:"outcome,omitempty"`
	Dossiers   []string  `json:"dossiers,omitempty"`
	Fee        int64     `json:"fee,omitempty"`
}

func (r *row) leg() *leg { return &r.Legs[len(r.Legs)-1] }

// key is day/service/number, where the service is that of the first leg, which never changes.
func (r *row) key(b []byte) []byte { return ticketKey(b, r.Day, r.Legs[0].Service, r.Number) }

func ticketKey(b []byte, day, service, number string) []byte {
	b = append(append(b, day...), '/')
	b = append(append(b, service...), '/')
	return append(b, number...)
}

// copy is a row that may be changed without changing this one.
func (r *row) copy() *row {
	c := *r
	c.Legs = slices.Clone(r.Legs)
	return &c
}

func readRow(data []byte) (*row, error) {
	r := new(row)
	if err := json.Unmarshal(data, r); err != nil || len(r.Legs) == 0 {
		return nil, ErrDamaged
	}
	return r, nil
}

// encode writes the row as the tags say. By hand, for every new number waits for it.
func (r *row) encode(b []byte) []byte {
	b = text(append(b, `{"id":`...), r.ID)
	b = text(append(b, `,"number":`...), r.Number)
	b = text(append(b, `,"day":`...), r.Day)
	b = text(append(b, `,"service":`...), r.Service)
	b = text(append(b, `,"class":`...), r.Class)
	b = text(append(b, `,"state":`...), r.State)
	b = moment(append(b, `,"issued_at":`...), r.IssuedAt)
	b = append(b, `,"legs":[`...)
	for i := range r.Legs {
		if i > 0 {
			b = append(b, ',')
		}
		b = r.Legs[i].encode(b)
	}
	b = append(b, ']')
	b = textIf(b, `,"dossier":`, r.Dossier)
	b = textIf(b, `,"reason":`, r.Reason)
	if r.Absences != 0 {
		b = strconv.AppendInt(append(b, `,"absences":`...), int64(r.Absences), 10)
	}
	if r.Marked {
		b = append(b, `,"return_marked":true`...)
	}
	if r.Open {
		b = append(b, `,"unfinished":true`...)
	}
	if len(r.Scores) > 0 {
		scores, _ := json.Marshal(r.Scores) // a map of text to numbers always marshals, in order
		b = append(append(b, `,"scores":`...), scores...)
	}
	return append(b, '}')
}

func (l *leg) encode(b []byte) []byte {
	b = text(append(b, `{"service":`...), l.Service)
	b = textIf(b, `,"counter":`, l.Counter)
	b = moment(append(b, `,"arrived_at":`...), l.ArrivedAt)
	b = momentIf(b, `,"called_at":`, l.CalledAt)
	b = momentIf(b, `,"begun_at":`, l.BegunAt)
	b = momentIf(b, `,"finished_at":`, l.FinishedAt)
	b = textIf(b, `,"outcome":`, l.Outcome)
	if len(l.Dossiers) > 0 {
		list, _ := json.Marshal(l.Dossiers) // a list of texts always marshals
		b = append(append(b, `,"dossiers":`...), list...)
	}
	if l.Fee != 0 {
		b = strconv.AppendInt(append(b, `,"fee":`...), l.Fee, 10)
	}
	return append(b, '}')
}

func text(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(s) // text always marshals
			return append(b, quoted...)
		}
	}
	b = append(append(b, '"'), s...)
	return append(b, '"')
}

func textIf(b []byte, key, s string) []byte {
	if s == "" {
		return b
	}
	return text(append(b, key...), s)
}

func moment(b []byte, t time.Time) []byte {
	b = t.AppendFormat(append(b, '"'), time.RFC3339Nano)
	return append(b, '"')
}

func momentIf(b []byte, key string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	return moment(append(b, key...), t)
}

// issue makes the row of a number given out.
func issue(day string, e queue.Issued) *row {
	r := &row{
		ID: e.Ticket, Number: e.Number, Day: day, Service: e.Service, Class: e.Class, State: string(queue.StatusIssued),
		IssuedAt: e.IssuedAt, Dossier: e.Dossier, Legs: []leg{{Service: e.Service, ArrivedAt: e.IssuedAt}},
	}
	if e.In != nil {
		r.State = string(queue.StatusWaiting)
	}
	return r
}

// enter puts the visit into the line the event names, if it names one.
func (r *row) enter(in *queue.Spot) {
	if in == nil {
		return
	}
	r.State = string(queue.StatusWaiting)
	r.Class = in.Class
}

// next begins another leg in the line the event names.
func (r *row) next(in *queue.Spot, at time.Time) {
	if in == nil {
		return
	}
	r.enter(in)
	r.Service = in.Service
	r.Legs = append(r.Legs, leg{Service: in.Service, ArrivedAt: at})
}
