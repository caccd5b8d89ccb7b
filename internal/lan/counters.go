package lan

import (
	"net/http"
	"strings"
	"time"

	"motcua/internal/board"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// CallNo is which call it is: its number on its day, and the commit that stored it.
type CallNo struct {
	No      int    `json:"no"`
	Seq     uint64 `json:"seq"`
	Counter string `json:"counter,omitempty"`
}

// Done is the answer to an officer's verb, or to a step of a visit.
type Done struct {
	Ticket  *board.Ticket  `json:"ticket,omitempty"`
	Call    *CallNo        `json:"call,omitempty"`
	Counter *board.Counter `json:"counter,omitempty"`
}

// The bodies of the officer's verbs.
type (
	// Opened opens a counter.
	Opened struct {
		Officer string `json:"officer,omitempty"`
	}
	// Reasoned carries a reason of the site's list.
	Reasoned struct {
		Reason string `json:"reason,omitempty"`
	}
	// Paused pauses a counter.
	Paused struct {
		Reason string `json:"reason"`
	}
	// Finished completes the ticket in hand; with Finish of next, before the next is called.
	Finished struct {
		Outcome  string   `json:"outcome,omitempty"`
		Dossiers []string `json:"dossiers,omitempty" nullable:"false"`
		Fee      int64    `json:"fee,omitempty" minimum:"0" doc:"in đồng"`
	}
	// Nexted calls the next ticket.
	Nexted struct {
		Finish bool `json:"finish,omitempty" doc:"complete the ticket in hand first"`
		Finished
	}
	// Named calls one ticket out of order.
	Named struct {
		Ticket string `json:"ticket" doc:"id of a ticket, or its number"`
		Reason string `json:"reason"`
	}
	// Parked sets the visitor aside, for some minutes or until a time.
	Parked struct {
		Reason  string `json:"reason,omitempty"`
		Minutes int    `json:"minutes,omitempty" minimum:"1" maximum:"480"`
		Until   string `json:"until,omitempty" format:"date-time"`
	}
	// Moved begins the next leg of the visit elsewhere.
	Moved struct {
		Service string `json:"service,omitempty"`
		Counter string `json:"counter,omitempty"`
		Place   string `json:"place,omitempty" enum:"fair,last,first"`
		Reason  string `json:"reason,omitempty" doc:"needed for place first"`
	}
	// Sent sends the visitor elsewhere and takes him back first afterwards.
	Sent struct {
		Service string `json:"service,omitempty"`
		Counter string `json:"counter,omitempty"`
	}
	// Marked lets a visit come back as class return.
	Marked struct {
		Ticket string `json:"ticket"`
	}
	// Classed records a priority.
	Classed struct {
		Class string `json:"class"`
	}
	// Printed carries the proof of the printer.
	Printed struct {
		Proof string `json:"proof"`
	}
	// PrintFailed carries what kept the slip from coming out.
	PrintFailed struct {
		Cause string `json:"cause"`
	}
	// Rated is the visitor's judgement.
	Rated struct {
		Scores  map[string]int `json:"scores" doc:"score by question"`
		Comment string         `json:"comment,omitempty" maxLength:"2000"`
	}
)

func counterRoutes() []route {
	counter := func(verb, about string, in any, wish func(q *request, id string) queue.Wish) route {
		return route{
			method: http.MethodPost, path: "/v1/counters/{id}/" + verb, about: about, tag: "counters",
			least: queue.Officer, atCounter: true, in: in, out: Done{},
			serve: command(func(q *request) queue.Wish { return wish(q, q.PathValue("id")) }, done),
		}
	}
	next := counter("next", "Call the next ticket", Nexted{}, next)
	next.empty = true
	return []route{
		next,
		counter("open", "Open the counter", Opened{}, func(q *request, id string) queue.Wish {
			return queue.OpenCounter{Counter: id, Officer: q.word("officer")}
		}),
		counter("close", "Close the counter", nil, func(_ *request, id string) queue.Wish { return queue.CloseCounter{Counter: id} }),
		counter("pause", "Pause the counter", Paused{}, func(q *request, id string) queue.Wish {
			return queue.PauseCounter{Counter: id, Reason: q.need("reason")}
		}),
		counter("resume", "End the pause", nil, func(_ *request, id string) queue.Wish { return queue.ResumeCounter{Counter: id} }),
		counter("call", "Call one ticket out of order", Named{}, func(q *request, id string) queue.Wish {
			return queue.CallNumber{Counter: id, Ticket: q.ticket("ticket"), Reason: q.need("reason")}
		}),
		counter("recall", "Call the ticket in hand again", nil, func(_ *request, id string) queue.Wish { return queue.Recall{Counter: id} }),
		counter("begin", "The visitor is at the counter", nil, func(_ *request, id string) queue.Wish { return queue.Begin{Counter: id} }),
		counter("finish", "Complete the ticket in hand", Finished{}, func(q *request, id string) queue.Wish {
			return queue.Finish{Counter: id, Outcome: q.word("outcome"), Dossiers: q.words("dossiers", 50), Fee: q.fee()}
		}),
		counter("absent", "The visitor did not come", nil, func(_ *request, id string) queue.Wish { return queue.MarkAbsent{Counter: id} }),
		counter("put-back", "Take the call back", nil, func(_ *request, id string) queue.Wish { return queue.PutBack{Counter: id} }),
		counter("park", "Set the visitor aside", Parked{}, park),
		counter("transfer", "Send the visit on to another line", Moved{}, func(q *request, id string) queue.Wish {
			return queue.Transfer{
				Counter: id, Service: q.word("service"), ToCounter: q.word("counter"),
				Place: q.place("place"), Reason: q.word("reason"),
			}
		}),
		counter("send", "Send the visitor elsewhere and back here", Sent{}, func(q *request, id string) queue.Wish {
			return queue.SendAndReturn{Counter: id, Service: q.word("service"), ToCounter: q.word("counter")}
		}),
		counter("mark-return", "Let a visit come back", Marked{}, func(q *request, id string) queue.Wish {
			return queue.MarkReturn{Counter: id, Ticket: q.ticket("ticket")}
		}),
		counter("undo", "Take the last step back", nil, func(_ *request, id string) queue.Wish { return queue.Undo{Counter: id} }),
	}
}

func next(q *request, id string) queue.Wish {
	return queue.CallNext{
		Counter: id, Finish: q.flag("finish"),
		Outcome: q.word("outcome"), Dossiers: q.words("dossiers", 50), Fee: q.fee(),
	}
}

func park(q *request, id string) queue.Wish {
	w := queue.Park{Counter: id, Reason: q.word("reason"), Until: q.when("until")}
	if n := q.whole("minutes", 1, 480); n > 0 {
		w.Until = q.s.o.Now().Add(time.Duration(n) * time.Minute)
	}
	return w
}

// maxFee is more đồng than any counter takes at once.
const maxFee = 1_000_000_000_000

func (q *request) fee() int64 { return q.whole("fee", 0, maxFee) }

// ticket reads the id of a ticket, or the number an officer reads from paper.
func (q *request) ticket(name string) string {
	said := q.need(name)
	if said == "" || strings.Contains(said, "-") {
		return said
	}
	id := said
	err := q.s.desk.Look(q.Context(), func(st *queue.State, _ uint64) {
		if t, ok := st.ByNumber(strings.ToUpper(said)); ok {
			id = t.ID
		}
	})
	if err != nil && q.fault == nil {
		q.fault = err
	}
	return id
}

// done answers a verb: the visit it was about, the call it made, the counter it was made at.
func done(q *request, a journal.Answer) error {
	if a.Ticket != "" && a.Call == nil && strings.HasSuffix(q.route.path, "/next") {
		q.empty() // finished the one in hand, and nobody waits
		return nil
	}
	var d Done
	err := q.s.desk.Look(q.Context(), func(st *queue.State, _ uint64) {
		if t, ok := st.Ticket(a.Ticket); ok {
			b := board.TicketFromState(t)
			d.Ticket = &b
		}
		if c, ok := board.CounterFromState(st, q.by.Counter); ok {
			d.Counter = &c
		}
	})
	if err != nil {
		return err
	}
	if d.Ticket == nil && a.Ticket != "" {
		b := q.past(a).Ticket
		d.Ticket = &b
	}
	if a.Call != nil {
		d.Call = &CallNo{No: a.Call.No, Seq: a.Seq, Counter: a.Call.Counter}
	}
	return q.answer(http.StatusOK, d)
}
