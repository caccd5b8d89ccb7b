package lan

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"motcua/internal/board"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// Minutes is a range of whole minutes.
type Minutes struct {
	_    struct{} `nullable:"true"`
	Low  int      `json:"low"`
	High int      `json:"high"`
}

// Slip is what a visitor is told about a visit: the answer to a number taken,
// and to the question how it stands.
type Slip struct {
	Ticket   board.Ticket `json:"ticket"`
	Ahead    int          `json:"ahead" doc:"people who stand before this ticket"`
	Wait     *Minutes     `json:"wait" doc:"minutes, or null with a reason"`
	Reason   string       `json:"reason,omitempty" doc:"why the wait is unknown, or what is special about it"`
	Room     string       `json:"room" doc:"id of the room to go to"`
	Counters []string     `json:"counters" doc:"counters that may call the ticket"`
	URL      string       `json:"url" doc:"page of the ticket on a phone"`
}

// Took asks for a number.
type Took struct {
	Service string `json:"service"`
	Class   string `json:"class,omitempty"`
	Dossier string `json:"dossier,omitempty" doc:"code of a dossier the visit is about"`
	Paper   string `json:"paper,omitempty" enum:"none,printer" doc:"printer: the ticket waits when its slip is out"`
	Lang    string `json:"lang,omitempty"`
	Number  string `json:"number,omitempty" doc:"from a reserved block, by a kiosk that was cut off"`
	Issued  string `json:"issued_at,omitempty" format:"date-time" doc:"when it gave that number"`
}

func ticketRoutes() []route {
	ticket := func(verb, about string, in any, wish func(q *request) queue.Wish) route {
		return route{
			method: http.MethodPost, path: "/v1/tickets/{id}/" + verb, about: about, tag: "tickets",
			least: queue.Visitor, in: in, out: Done{}, serve: command(wish, done),
		}
	}
	id := func(q *request) string { return q.PathValue("id") }
	return []route{
		{
			method: http.MethodPost, path: "/v1/tickets", about: "Take a number", tag: "tickets",
			least: queue.Visitor, in: Took{}, out: Slip{}, status: http.StatusCreated, serve: command(take, created),
		},
		{method: http.MethodGet, path: "/v1/tickets/{id}", about: "How a visit stands", tag: "tickets", out: Slip{}, serve: getTicket},
		{method: http.MethodGet, path: "/v1/tickets/{id}/why", about: "Why the order is as it is", tag: "tickets", out: Reasons{}, serve: getWhy},
		ticket("printed", "The slip came out", Printed{}, func(q *request) queue.Wish {
			return queue.PaperOut{Ticket: id(q), Proof: q.token("proof")}
		}),
		ticket("print-failed", "No slip came out", PrintFailed{}, func(q *request) queue.Wish {
			return queue.PaperFailed{Ticket: id(q), Cause: q.token("cause")}
		}),
		ticket("cancel", "End a visit that was not served", Reasoned{}, func(q *request) queue.Wish {
			return queue.Cancel{Ticket: id(q), Reason: q.word("reason")}
		}),
		ticket("return", "Report again after an absence", nil, func(q *request) queue.Wish {
			return queue.Return{Ticket: id(q)}
		}),
		ticket("rate", "Judge the visit, once", Rated{}, rate),
		ticket("yield", "Step back behind the third person behind", nil, func(q *request) queue.Wish {
			return queue.Yield{Ticket: id(q)}
		}),
		ticket("on-my-way", "Tell the counter that the visitor is coming", nil, func(q *request) queue.Wish {
			return queue.OnMyWay{Ticket: id(q)}
		}),
		officers(ticket("unpark", "Bring a parked visit back into line", nil, func(q *request) queue.Wish {
			return queue.Unpark{Ticket: id(q)}
		})),
		officers(ticket("class", "Record a priority late", Classed{}, func(q *request) queue.Wish {
			return queue.Reclassify{Ticket: id(q), Class: q.need("class")}
		})),
	}
}

// officers makes a route one for officers.
func officers(r route) route {
	r.least = queue.Officer
	return r
}

func take(q *request) queue.Wish {
	return queue.Take{
		Service: q.need("service"), Class: q.word("class"), Dossier: q.word("dossier"),
		Paper: q.oneOf("paper", "none", "printer") == "printer", Lang: q.oneOf("lang", "", "vi", "en"),
		Number: q.word("number"), IssuedAt: q.when("issued_at"),
	}
}

func rate(q *request) queue.Wish {
	w := queue.Rate{Ticket: q.PathValue("id"), Scores: q.scores("scores")}
	text := q.text("comment")
	if text == "" || q.fault != nil {
		return w
	}
	sealed, err := q.s.desk.Seal(text)
	if err != nil {
		q.fault = err
	}
	w.Comment = sealed
	return w
}

// created answers a number taken.
func created(q *request, a journal.Answer) error {
	slip, ok, err := q.s.slip(q.Context(), a.Ticket)
	if err != nil {
		return err
	}
	if !ok {
		slip = q.past(a)
	}
	return q.answer(http.StatusCreated, slip)
}

// slip is how a visit of today stands.
func (s *Server) slip(ctx context.Context, id string) (slip Slip, ok bool, err error) {
	now := s.o.Now()
	err = s.desk.Look(ctx, func(st *queue.State, _ uint64) { slip, ok = s.slipOf(st, id, now) })
	slip.URL = "/t/" + s.token(id)
	return slip, ok, err
}

// slipOf is slip within a look, without the address: that takes time the loop has not.
func (s *Server) slipOf(st *queue.State, id string, now time.Time) (Slip, bool) {
	t, ok := st.Ticket(id)
	if !ok {
		return Slip{}, false
	}
	slip := Slip{Ticket: board.TicketFromState(t), Counters: []string{}, Reason: "not-waiting"}
	switch t.Status {
	case queue.StatusWaiting, queue.StatusIssued, queue.StatusUnprinted:
		slip.Ahead = st.Ahead(id)
		slip.Reason = "no-forecast"
		if s.o.Forecast != nil {
			low, high, known, reason := s.o.Forecast(st, id, now)
			if slip.Reason = reason; known {
				slip.Wait = &Minutes{Low: low, High: high}
			}
		}
		slip.Counters = places(st, t)
	case queue.StatusCalled, queue.StatusServing:
		slip.Counters = []string{t.Call.Counter}
	case queue.StatusParked, queue.StatusDone, queue.StatusCancelled, queue.StatusVoid, queue.StatusLapsed:
	}
	slip.Room = roomOf(st, slip.Counters)
	return slip, true
}

// places are the counters that may call a ticket.
func places(st *queue.State, t *queue.Ticket) []string {
	if t.Spot.Counter != "" {
		return []string{t.Spot.Counter}
	}
	list := st.Site().CountersFor(t.Leg().Service)
	if list == nil {
		return []string{}
	}
	return slices.Clone(list)
}

// roomOf is the room where most of the counters stand.
func roomOf(st *queue.State, counters []string) string {
	best, most := "", 0
	seen := map[string]int{}
	for _, id := range counters {
		c, ok := st.Site().Counter(id)
		if !ok {
			continue
		}
		if seen[c.Room]++; seen[c.Room] > most {
			best, most = c.Room, seen[c.Room]
		}
	}
	return best
}

// past answers a repeat that comes when its day is over: what the record says.
func (q *request) past(a journal.Answer) Slip {
	day, number, _ := strings.Cut(a.Ticket, "-")
	if len(day) == 8 {
		day = day[:4] + "-" + day[4:6] + "-" + day[6:]
	}
	slip := Slip{
		Ticket:   board.Ticket{ID: a.Ticket, Number: number, Day: day, State: string(queue.StatusLapsed), Legs: []board.Leg{}},
		Counters: []string{}, Reason: "not-waiting", URL: "/t/" + q.s.token(a.Ticket),
	}
	for _, e := range q.s.recorded(q.Context(), a.Seq, q.key) {
		if is, ok := e.(queue.Issued); ok && is.Ticket == a.Ticket {
			slip.Ticket.Service, slip.Ticket.Class, slip.Ticket.IssuedAt = is.Service, is.Class, is.IssuedAt
		}
	}
	return slip
}

// recorded are the events of an act, read out of the record again.
func (s *Server) recorded(ctx context.Context, seq uint64, key string) []queue.Event {
	if seq == 0 {
		return nil
	}
	for e, err := range s.desk.Follow(ctx, seq-1) {
		if err != nil {
			return nil
		}
		c, err := journal.Decode(e.Data)
		if err != nil {
			return nil
		}
		for i := range c.Acts {
			if c.Acts[i].Key == key {
				return c.Acts[i].Events
			}
		}
		return nil
	}
	return nil
}
