package lan

import (
	"context"
	"errors"
	"net/http"
	"os"
	"strconv"
	"time"

	"motcua/internal/board"
	"motcua/internal/queue"
)

// stream is one client that watches.
type stream struct {
	s    *Server
	q    *request
	out  *http.ResponseController
	view view
	at   uint64 // the commit the client has
	// refreshed is when the last whole picture went out, due whether a new one is owed.
	refreshed time.Time
	due       bool
}

// calm is the least time between two whole pictures of a stream.
const calm = 200 * time.Millisecond

// heartbeat is a comment: it shows that the line lives, and changes nothing.
var heartbeat = []byte(": hb\n\n")

func getEvents(q *request) error {
	v, err := q.view()
	if err != nil {
		return err
	}
	st := &stream{s: q.s, q: q, out: http.NewResponseController(q.w), view: v}
	q.status = http.StatusOK
	h := q.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	if q.Method == http.MethodHead {
		q.w.WriteHeader(http.StatusOK)
		return nil
	}
	// The server's limit is for requests; a stream is read as long as it is open.
	_ = st.out.SetReadDeadline(time.Time{})
	ctx := q.Context()
	q.s.reel.join(st)
	defer q.s.reel.leave(st)
	first, err := st.first(ctx)
	if err != nil {
		return err
	}
	q.w.WriteHeader(http.StatusOK)
	if err = st.write(first); err == nil {
		err = st.pump(ctx)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		q.s.meter.slow.Inc()
	}
	return nil
}

// first is what the stream begins with: the snapshot, or nothing but the time
// to wait before coming back, where the client goes on from the commit it names.
func (st *stream) first(ctx context.Context) ([]byte, error) {
	retry := []byte("retry: 1000\n\n")
	if id, ok := st.resumes(); ok {
		st.at = id
		return retry, nil
	}
	picture, seq, err := st.picture(ctx)
	if err != nil {
		return nil, err
	}
	data, err := eventOf("snapshot", &seq, picture)
	if err != nil {
		return nil, err
	}
	st.at, st.refreshed = seq, time.Now()
	return append(retry, data...), nil
}

// resumes reads Last-Event-ID: nonsense, the future and the far past are not
// gone on from.
func (st *stream) resumes() (uint64, bool) {
	said := st.q.Header.Get("Last-Event-ID")
	if said == "" {
		return 0, false
	}
	id, err := strconv.ParseUint(said, 10, 64)
	head := st.s.desk.Head()
	return id, err == nil && id <= head && head-id <= farBehind
}

func (st *stream) picture(ctx context.Context) (picture any, seq uint64, err error) {
	ok, now := false, st.s.o.Now()
	err = st.s.desk.Look(ctx, func(s *queue.State, at uint64) { seq = at; picture, ok = st.s.picture(s, at, st.view, now) })
	if err == nil && !ok {
		err = queue.Refuse(queue.UnknownCounter)
	}
	return picture, seq, err
}

// pump sends commit after commit until the client leaves, stops reading, or the server ends.
func (st *stream) pump(ctx context.Context) error {
	beat := time.NewTimer(st.s.o.Heartbeat)
	defer beat.Stop()
	for !st.s.isEnding() {
		frames, woken, behind, err := st.s.reel.after(st.at)
		switch {
		case err != nil:
			return err
		case behind:
			err = st.catchUp(ctx)
		case len(frames) > 0:
			err = st.send(frames)
		case st.owes():
			err = st.refresh(ctx)
		default:
			err = st.wait(ctx, woken, beat)
		}
		if err != nil {
			return err
		}
		if len(frames) > 0 || behind {
			beat.Reset(st.s.o.Heartbeat)
		}
	}
	return errEnding
}

// errEnding says that the server has been told to end.
var errEnding = errors.New("lan: the server ends")

func (s *Server) isEnding() bool {
	select {
	case <-s.ending:
		return true
	default:
		return false
	}
}

// wait sleeps until there is something to send.
func (st *stream) wait(ctx context.Context, woken <-chan struct{}, beat *time.Timer) error {
	var calmed <-chan time.Time
	if st.due {
		calmed = time.After(time.Until(st.refreshed.Add(calm)))
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-st.s.ending:
		return errEnding
	case <-woken:
	case <-calmed:
	case <-beat.C:
		beat.Reset(st.s.o.Heartbeat)
		return st.write(heartbeat)
	}
	return nil
}

// oneWrite is the most that goes out in one piece.
const oneWrite = 256 << 10

// send writes frames of the reel, as many as fit in one piece.
func (st *stream) send(frames []frame) error {
	st.s.meter.lag.Observe(float64(len(frames)))
	var piece []byte
	for i := range frames {
		if len(piece) > 0 && len(piece)+len(frames[i].data) > oneWrite {
			break
		}
		if i == 0 && len(frames) == 1 {
			piece = frames[i].data
		} else {
			piece = append(piece[:len(piece):cap(piece)], frames[i].data...)
		}
		st.took(&frames[i])
	}
	return st.write(piece)
}

// took notes a frame that goes out.
func (st *stream) took(f *frame) {
	st.at = f.seq
	if !f.whole || st.view.kind == "counter" {
		st.due = true
	}
}

// catchUp reads the record itself up to where the reel begins.
func (st *stream) catchUp(ctx context.Context) error {
	head := st.s.desk.Head()
	if st.at >= head {
		return nil
	}
	for e, err := range st.s.desk.Follow(ctx, st.at) {
		if err != nil {
			return err
		}
		f, _, err := frameOf(e)
		if err != nil {
			return err
		}
		st.took(&f)
		if err := st.write(f.data); err != nil {
			return err
		}
		if e.Seq >= head || st.s.isEnding() {
			return nil
		}
	}
	return ctx.Err()
}

// owes tells whether a whole picture is due now. The views of counters live on
// them, since who comes next is law and not for screens to work out; the others
// need them after what facts cannot tell.
func (st *stream) owes() bool { return st.due && time.Since(st.refreshed) >= calm }

// refresh sends a whole picture between the facts. It has no id: the facts go
// on after it without a gap, and those it reflects already are known by their seq.
func (st *stream) refresh(ctx context.Context) error {
	picture, _, err := st.picture(ctx)
	if err != nil {
		return err
	}
	data, err := eventOf("refresh", nil, picture)
	if err != nil {
		return err
	}
	st.due, st.refreshed = false, time.Now()
	return st.write(data)
}

// write sends a piece at once, within the time a client may take.
func (st *stream) write(piece []byte) error {
	if err := st.out.SetWriteDeadline(time.Now().Add(st.s.o.WriteWait)); err != nil {
		return err
	}
	if _, err := st.q.w.Write(piece); err != nil {
		return err
	}
	return st.out.Flush()
}

// watches tells whether a wall shows the call of a fact.
func (st *stream) watches(f *board.Fact) bool {
	in := st.view.in
	return (in.Zone == "" || in.Zone == f.Zone) && (in.Counter == "" || in.Counter == f.Counter)
}
