package lan

import (
	"net/http"
	"strconv"
	"time"

	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Counters is the list of counters.
type Counters struct {
	Counters []board.Counter `json:"counters" nullable:"false"`
}

// Health says that the process lives.
type Health struct {
	OK bool `json:"ok"`
}

func readRoutes() []route {
	get := func(path, about, tag string, out any, serve func(*request) error) route {
		return route{method: http.MethodGet, path: path, about: about, tag: tag, out: out, serve: serve}
	}
	views := []param{
		{"view", "wall, queue or counter"},
		{"zone", "id of a waiting room, to narrow the picture"},
		{"counter", "id of a counter; required for view=counter"},
	}
	picture := get("/v1/queue", "The queue as it stands", "queue", board.Queue{}, getQueue)
	picture.query = views
	events := get("/v1/events", "Snapshot, then the facts of every commit", "queue", board.Facts{}, getEvents)
	events.query, events.kind = views, "text/event-stream"
	record := get("/v1/journal", "The record, one commit a line", "journal", nil, getJournal)
	record.query, record.kind = []param{{"after", "number of the last commit the caller has"}}, "application/jsonl"
	document := get("/v1/site/document", "The site document for screens", "site", nil, getDocument)
	document.kind = "application/toml"
	metrics := get("/metrics", "Figures for Prometheus", "operation", nil, getMetrics)
	metrics.kind = "text/plain"
	return []route{
		picture, events, record, document, metrics,
		get("/v1/counters", "All counters", "counters", Counters{}, getCounters),
		get("/v1/counters/{id}", "One counter", "counters", board.Counter{}, getCounter),
		get("/v1/services", "All services", "site", Services{}, getServices),
		get("/v1/site", "The centre as constituted", "site", Site{}, getSite),
		get("/healthz", "The process lives", "operation", Health{}, getHealth),
		get("/readyz", "A command would be accepted", "operation", Health{}, getReady),
		get("/openapi.json", "This description", "operation", nil, getAPI),
	}
}

// look is Look for a handler that may refuse.
func (q *request) look(see func(st *queue.State, seq uint64) error) error {
	var no error
	if err := q.s.desk.Look(q.Context(), func(st *queue.State, seq uint64) { no = see(st, seq) }); err != nil {
		return err
	}
	return no
}

func getTicket(q *request) error {
	slip, ok, err := q.s.slip(q.Context(), q.PathValue("id"))
	if err != nil {
		return err
	}
	if !ok {
		return queue.Refuse(queue.UnknownTicket)
	}
	return q.answer(http.StatusOK, slip)
}

func getCounters(q *request) error {
	list := Counters{Counters: []board.Counter{}}
	err := q.look(func(st *queue.State, _ uint64) error {
		for _, d := range st.Desks() {
			if c, ok := board.CounterFromState(st, d.ID); ok {
				list.Counters = append(list.Counters, c)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return q.answer(http.StatusOK, list)
}

func getCounter(q *request) error {
	var c board.Counter
	err := q.look(func(st *queue.State, _ uint64) (err error) {
		var ok bool
		if c, ok = board.CounterFromState(st, q.PathValue("id")); !ok {
			err = queue.Refuse(queue.UnknownCounter)
		}
		return err
	})
	if err != nil {
		return err
	}
	return q.answer(http.StatusOK, c)
}

// view is what part of the queue somebody asks for.
type view struct {
	kind string
	in   board.Scope
}

func (q *request) view() (v view, err error) {
	query := q.URL.Query()
	v = view{kind: query.Get("view"), in: board.Scope{Zone: query.Get("zone"), Counter: query.Get("counter")}}
	switch v.kind {
	case "":
		v.kind = "queue"
	case "queue", "wall":
	case "counter":
		if v.in.Counter == "" {
			return v, problem(http.StatusUnprocessableEntity, "invalid")
		}
	default:
		return v, problem(http.StatusUnprocessableEntity, "unknown-view")
	}
	return v, q.look(func(st *queue.State, _ uint64) error { return v.known(st.Site()) })
}

// known refuses a view of what the centre does not have.
func (v view) known(site *centre.Site) error {
	if v.in.Zone != "" {
		if _, ok := site.Zone(v.in.Zone); !ok {
			return problem(http.StatusNotFound, "unknown-zone")
		}
	}
	if v.in.Counter != "" {
		if _, ok := site.Counter(v.in.Counter); !ok {
			return queue.Refuse(queue.UnknownCounter)
		}
	}
	return nil
}

// picture takes the snapshot of a view, and the commit it reflects.
func (s *Server) picture(st *queue.State, seq uint64, v view, now time.Time) (any, bool) {
	switch v.kind {
	case "wall":
		return board.WallFromState(st, seq, v.in), true
	case "counter":
		return board.DeskFromState(st, seq, v.in.Counter, now, s.reel.walls)
	}
	return board.FromState(st, seq, v.in), true
}

func getQueue(q *request) error {
	v, err := q.view()
	if err != nil {
		return err
	}
	var picture any
	now := q.s.o.Now()
	err = q.look(func(st *queue.State, seq uint64) error {
		p, ok := q.s.picture(st, seq, v, now)
		if !ok {
			return queue.Refuse(queue.UnknownCounter)
		}
		picture = p
		return nil
	})
	if err != nil {
		return err
	}
	return q.answer(http.StatusOK, picture)
}

// getJournal streams the record as it stands, one commit a line.
func getJournal(q *request) error {
	after, err := strconv.ParseUint(q.URL.Query().Get("after"), 10, 64)
	if err != nil && q.URL.Query().Get("after") != "" {
		return problem(http.StatusUnprocessableEntity, "invalid")
	}
	head := q.s.desk.Head()
	q.status = http.StatusOK
	q.w.Header().Set("Content-Type", "application/jsonl; charset=utf-8")
	q.w.Header().Set("Cache-Control", "no-store")
	q.w.WriteHeader(http.StatusOK)
	if after >= head || q.Method == http.MethodHead {
		return nil
	}
	out := http.NewResponseController(q.w)
	for e, err := range q.s.desk.Follow(q.Context(), after) {
		if err != nil {
			panic(http.ErrAbortHandler) // the lines already sent are good; a cut shows that more follow
		}
		_ = out.SetWriteDeadline(time.Now().Add(q.s.o.WriteWait))
		if _, err := q.w.Write(append(e.Data, '\n')); err != nil {
			return nil
		}
		if e.Seq >= head {
			return nil
		}
	}
	return nil
}

func getHealth(q *request) error { return q.answer(http.StatusOK, Health{OK: true}) }

func getReady(q *request) error {
	if err := q.s.desk.Ready(); err != nil {
		return err
	}
	return q.answer(http.StatusOK, Health{OK: true})
}

func getAPI(q *request) error {
	return q.raw(http.StatusOK, "application/json; charset=utf-8", q.s.api)
}

func getMetrics(q *request) error {
	q.status = http.StatusOK
	q.s.meter.handler.ServeHTTP(q.w, q.Request)
	return nil
}
