package printer

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/wire"
)

const (
	pieceTime  = 500 * time.Millisecond // one attempt to write
	stallTime  = 10 * time.Second       // no byte taken for so long is a stuck wire
	pauseTime  = 250 * time.Millisecond // a half-said answer is given up after so long
	noiseLimit = 16                     // bytes that fit nothing, before people are told
	missLimit  = 3                      // unanswered questions in a row, before the printer is gone
	writePiece = 4096
)

// link is one connection from dial to loss.
type link struct {
	conn    wire.Conn
	profile escpos.Profile
	opts    Options
	tell    func(*link)
	ended   func(*link, error)
	model   string // what the printer answered to GS I; fixed after greet

	pen  chan struct{} // one: whoever holds the token writes
	down chan struct{} // closed by fail
	work sync.WaitGroup
	end  sync.Once

	mu      sync.Mutex    // guards everything below
	heard   chan struct{} // closed and made anew with every answer
	err     error
	hello   bool // greeted: may print
	mute    bool // was asked and did not answer
	status  escpos.Status
	known   bool   // status was heard, or is not to be expected
	ask     byte   // the n of the DLE EOT in flight, or 0
	fences  int    // answers to GS r still to come
	text    string // the last text block
	done    map[[4]byte]bool
	paused  bool // XOFF
	noise   int
	oldTalk int // noise at the last tick
	misses  int
	answers int // everything that was understood
}

func newLink(c wire.Conn, p escpos.Profile, o Options, tell func(*link), ended func(*link, error)) *link {
	l := &link{
		conn: c, profile: p, opts: o, tell: tell, ended: ended,
		pen: make(chan struct{}, 1), down: make(chan struct{}), heard: make(chan struct{}),
		done: map[[4]byte]bool{},
	}
	l.work.Go(l.listen)
	return l
}

// fail ends the link; the first reason stays. When it returns, everybody knows.
func (l *link) fail(err error) {
	l.end.Do(func() {
		l.mu.Lock()
		l.err = err
		l.mu.Unlock()
		close(l.down)
		l.conn.Close()
		l.ended(l, err)
	})
}

// close waits for the goroutines of the link. The old descriptor is closed
// before a new one is opened, so that the device keeps its name.
func (l *link) close() {
	l.fail(drivers.ErrClosed)
	l.work.Wait()
}

func (l *link) reason() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

func (l *link) greeted() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.hello
}

// listen sorts everything the printer says.
func (l *link) listen() {
	var s escpos.Sorter
	buf := make([]byte, 256)
	for {
		var deadline time.Time
		if s.Half() {
			deadline = time.Now().Add(pauseTime)
		}
		if err := l.conn.SetReadDeadline(deadline); err != nil {
			l.fail(wire.Explain(err))
			return
		}
		n, err := l.conn.Read(buf)
		for _, c := range buf[:n] {
			l.take(s.Sort(c))
		}
		switch err = wire.Explain(err); {
		case err == nil:
		case errors.Is(err, drivers.ErrTimeout):
			l.take(s.Pause())
		default:
			l.fail(err)
			return
		}
	}
}

// take remembers one answer.
func (l *link) take(a escpos.Answer) {
	if a == nil {
		return
	}
	l.mu.Lock()
	l.answers++
	switch a := a.(type) {
	case escpos.Report:
		l.status, l.known = a.Status, true
	case escpos.Reply:
		if l.ask == 0 {
			l.noise++ // nobody asked: late or doubled
			break
		}
		l.status, l.known = l.status.Learn(l.ask, a.Byte), true
		l.ask = 0
	case escpos.Single:
		l.fences = max(l.fences-1, 0)
	case escpos.Block:
		if id, ok := a.Finished(); ok {
			l.done[id] = true
		} else {
			l.text = a.Text
		}
	case escpos.Flow:
		l.paused = a.Stop
	case escpos.Noise:
		l.noise += a.Bytes
		l.answers--
	}
	close(l.heard)
	l.heard = make(chan struct{})
	l.mu.Unlock()
	l.tell(l)
}

// health is what the link knows about the printer; told is false before
// anything is known.
func (l *link) health() (h drivers.Health, told bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.status
	for cause, on := range map[drivers.Cause]bool{
		drivers.PaperOut:  s.PaperOut,
		drivers.PaperLow:  s.PaperLow && !s.PaperOut,
		drivers.CoverOpen: s.Cover,
		drivers.CutterJam: s.Cutter,
		drivers.Fault:     s.Fatal,
		drivers.HeadHot:   s.Recoverable && !s.Cover,
		drivers.NoReply:   l.mute,
		drivers.Garbage:   l.noise >= noiseLimit,
	} {
		if on {
			h.Causes |= cause
		}
	}
	switch {
	case s.Stopped():
		h.State = drivers.Offline
	case h.Causes != 0:
		h.State = drivers.Degraded
	default:
		h.State = drivers.Online
	}
	return h, l.known || l.hello
}

// wait waits until ok, asked under the lock, is true. It fails when the link or
// ctx ends.
func (l *link) wait(ctx context.Context, ok func() bool) error {
	for {
		l.mu.Lock()
		done, heard := ok(), l.heard
		l.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-heard:
		case <-l.down:
			return l.reason()
		case <-ctx.Done():
			return wire.Explain(ctx.Err())
		}
	}
}

// write sends bytes and tells how many the wire took. While the printer stands
// still for a reason people can mend it waits until ctx ends; a wire that
// takes nothing without a reason is given up after a while.
func (l *link) write(ctx context.Context, b []byte) (sent int, err error) {
	stuck := time.Now()
	for sent < len(b) {
		if err := l.flow(ctx); err != nil {
			return sent, err
		}
		until := time.Now().Add(pieceTime)
		if d, ok := ctx.Deadline(); ok && d.Before(until) {
			until = d
		}
		if err := l.conn.SetWriteDeadline(until); err != nil {
			return sent, wire.Explain(err)
		}
		n, err := l.conn.Write(b[sent:min(sent+writePiece, len(b))])
		sent += n
		if n > 0 {
			stuck = time.Now()
		}
		switch err = wire.Explain(err); {
		case err == nil:
		case !errors.Is(err, drivers.ErrTimeout):
			return sent, err
		case ctx.Err() != nil:
			return sent, wire.Explain(ctx.Err())
		case time.Since(stuck) > stallTime && !l.standing():
			return sent, fmt.Errorf("%w: the wire takes no bytes", drivers.ErrTimeout)
		}
	}
	return sent, nil
}

// flow waits while the printer asked to wait, at most stallTime.
func (l *link) flow(ctx context.Context) error {
	l.mu.Lock()
	paused := l.paused
	l.mu.Unlock()
	if !paused {
		return wire.Explain(ctx.Err())
	}
	ctx, cancel := context.WithTimeout(ctx, stallTime)
	defer cancel()
	return l.wait(ctx, func() bool { return !l.paused })
}

// standing reports whether the printer stands still for a reason it told, over
// the data or beside it.
func (l *link) standing() bool {
	if p, ok := l.conn.(wire.Portal); ok {
		if port, err := p.PortStatus(); err == nil && port.PaperOut && port.Error {
			return true
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.status.Stopped()
}

// question asks DLE EOT n and waits for the answer. The caller holds the pen.
func (l *link) question(ctx context.Context, n byte) error {
	ctx, cancel := context.WithTimeout(ctx, l.opts.Answer)
	defer cancel()
	l.mu.Lock()
	l.ask = n
	l.mu.Unlock()
	if _, err := l.write(ctx, []byte{0x10, 0x04, n}); err != nil {
		return err
	}
	err := l.wait(ctx, func() bool { return l.ask == 0 })
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil {
		l.misses, l.mute = 0, false
		return nil
	}
	// A late answer must not be taken for the answer to the next question.
	l.ask = 0
	l.misses++
	return err
}
