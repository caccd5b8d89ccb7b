package lan

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"time"

	"motcua/internal/board"
)

// News is what a watching client learns: a picture, what is new in it, or how
// the line is.
type News struct {
	// One of these is the picture as it stands, by the view that was asked for;
	// all are nil until the first has come. They are copies to keep. A counter's
	// changes with every refresh, the others with every commit.
	Wall  *board.Wall
	Queue *board.Queue
	Desk  *board.Desk
	// Facts are what is new; nil when the whole picture is, or only the line.
	Facts *board.Facts
	// Heard is when the hub was last heard.
	Heard time.Time
	// Lost is why there is no line just now, nil while there is one; it is the
	// Try-th try. A *Problem will not mend by itself: the hub does not know what was asked for.
	Lost error
	Try  int
}

// Stream watches the hub until the context ends: it goes on after the last
// commit it has when the line was cut, so nothing is missed and nothing told twice.
func (c *Client) Stream(ctx context.Context, q Query) iter.Seq[News] {
	return func(yield func(News) bool) {
		w := &watch{c: c, q: q, yield: yield}
		for try := 0; ctx.Err() == nil; try++ {
			before := w.heard
			err := w.once(ctx)
			if w.left || ctx.Err() != nil {
				return
			}
			if w.heard.After(before) {
				try = 0
			}
			if !w.tell(News{Lost: err, Try: try + 1}) || sleep(ctx, backOff(try)) != nil {
				return
			}
		}
	}
}

// watch is one Stream under way.
type watch struct {
	c     *Client
	q     Query
	yield func(News) bool
	left  bool // the caller has had enough

	id    string // the last commit the client has, as the hub wrote it
	seq   uint64
	stale bool // facts came that were not whole; a refresh follows
	heard time.Time
	wall  *board.Wall
	queue *board.Queue
	desk  *board.Desk
}

// errGap says that the stream left something out, so a snapshot is needed.
var errGap = errors.New("lan: the stream has a gap")

// tell gives news to the caller, with copies of the pictures.
func (w *watch) tell(n News) bool {
	n.Heard = w.heard
	if w.wall != nil {
		n.Wall = w.wall.Clone()
	}
	if w.queue != nil {
		n.Queue = w.queue.Clone()
	}
	n.Desk = w.desk
	if !w.yield(n) {
		w.left = true
	}
	return !w.left
}

// once is one connection, until it breaks.
func (w *watch) once(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.c.base+"/v1/events?"+w.q.encode(), http.NoBody)
	if err != nil {
		return err
	}
	w.c.sign(r)
	if w.id != "" && !w.stale {
		r.Header.Set("Last-Event-ID", w.id)
	}
	slow := time.AfterFunc(w.c.o.Attempt, func() { cancel(ErrNoHub) })
	resp, err := w.c.http.Do(r)
	if !slow.Stop() || err != nil {
		return fmt.Errorf("%w: %w", ErrNoHub, errors.Join(err, context.Cause(ctx)))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		raw, _ := io.ReadAll(io.LimitReader(resp.Body, maxBody)) // the status says enough
		return problemOf(resp.StatusCode, raw)
	}
	return w.read(ctx, cancel, resp.Body)
}

// piece is one event of the stream, or a sign of life where name is empty.
type piece struct {
	id, name string
	data     []byte
	err      error
}

// read takes events as they come; a line that stays silent is asked about.
func (w *watch) read(ctx context.Context, cancel context.CancelCauseFunc, body io.Reader) error {
	pieces := make(chan piece) // no buffer: the reader waits for the caller
	go readPieces(ctx, body, pieces)
	for {
		select {
		case p, ok := <-pieces:
			if !ok {
				return context.Cause(ctx)
			}
			if err := w.take(p); err != nil || w.left {
				return err
			}
		case <-time.After(w.c.o.Probe):
			if err := w.probe(ctx); err != nil || w.left {
				cancel(err)
				return err
			}
		}
	}
}

// probe asks a silent hub whether it lives: a pulled cable says nothing.
func (w *watch) probe(ctx context.Context) error {
	var h Health
	_, _, err := w.c.attempt(ctx, func(ctx context.Context) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, w.c.base+"/healthz", http.NoBody)
	}, &h)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoHub, err)
	}
	w.heard = time.Now()
	w.tell(News{})
	return nil
}

// readPieces passes on what comes until the line breaks or the context ends.
func readPieces(ctx context.Context, body io.Reader, pieces chan<- piece) {
	defer close(pieces)
	in := bufio.NewReaderSize(body, 64<<10)
	for {
		p := readPiece(in)
		select {
		case pieces <- p:
		case <-ctx.Done():
			return
		}
		if p.err != nil {
			return
		}
	}
}

// readPiece reads lines up to the empty one that ends an event.
func readPiece(in *bufio.Reader) (p piece) {
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			p.err = err
			return p
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			return p
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(name) {
		case "id":
			p.id = string(value)
		case "event":
			p.name = string(value)
		case "data":
			p.data = append(p.data, value...)
		}
	}
}

// take folds an event into the picture and tells of it.
func (w *watch) take(p piece) error {
	if p.err != nil {
		return fmt.Errorf("%w: %w", ErrNoHub, p.err)
	}
	w.heard = time.Now()
	var err error
	switch p.name {
	case "snapshot", "refresh":
		err = w.picture(p)
	case "facts":
		return w.facts(p)
	}
	if p.id != "" && err == nil {
		w.id = p.id
		w.seq, _ = strconv.ParseUint(p.id, 10, 64) // ours are numbers
	}
	if err == nil {
		w.tell(News{})
	}
	return err
}

// picture replaces the whole picture.
func (w *watch) picture(p piece) error {
	w.stale = false
	switch w.q.View {
	case "wall":
		w.wall = &board.Wall{}
		return json.Unmarshal(p.data, w.wall)
	case "counter":
		w.desk = &board.Desk{}
		return json.Unmarshal(p.data, w.desk)
	}
	w.queue = &board.Queue{}
	return json.Unmarshal(p.data, w.queue)
}

// facts brings the picture up to the next commit.
func (w *watch) facts(p piece) error {
	var f board.Facts
	if err := json.Unmarshal(p.data, &f); err != nil {
		return err
	}
	if f.Seq <= w.seq {
		return nil // told before
	}
	if f.Seq != w.seq+1 {
		w.id = ""
		return errGap
	}
	w.seq, w.id = f.Seq, strconv.FormatUint(f.Seq, 10)
	if !f.Whole() && w.desk == nil {
		w.stale = true
	}
	if !w.stale {
		if w.wall != nil && !w.wall.Fold(f) || w.queue != nil && !w.queue.Fold(f) {
			w.id = ""
			return errGap
		}
	}
	w.tell(News{Facts: &f})
	return nil
}
