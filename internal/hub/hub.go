package hub

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"motcua/internal/centre"
	"motcua/internal/hub/eventtime"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// Sealer encrypts text under the key of a day; the store is one.
type Sealer interface {
	Seal(day, text string) (queue.Sealed, error)
}

// Clock tells the time of day. Only tests and rehearsals give another than the
// wall's; one that runs at another speed has a method Real as well, which says
// how long a stretch of its time lasts on the machine.
type Clock interface{ Now() time.Time }

// Wall is the clock of the machine.
type Wall struct{}

// Now is the time of the machine.
func (Wall) Now() time.Time { return time.Now() }

// Options say what a hub works on. Journal and Site must be given.
type Options struct {
	Name    string // of this hub, written into every commit
	Journal journal.Journal
	// After is the commit behind which folding starts, and Site the document in
	// force there; the beginning of the record by default.
	After uint64
	Site  *centre.Site
	Rules queue.Options
	Clock Clock     // nil: the clock on the wall
	Built time.Time // a wall clock before it is not believed; zero: not checked
	Seals Sealer    // nil: nothing can be sealed
	// Recent bounds the commits kept in memory for followers, in bytes. 0: 4 MiB.
	Recent int
}

// Hub is the one decider of a centre.
type Hub struct {
	o     Options
	in    chan item     // 1,024: more waiting orders than a centre has machines
	quit  chan struct{} // closed by Close
	done  chan struct{} // closed when the loop has ended
	stop  sync.Once
	waits sync.Pool // of the channels that answers come through
	tail  *journal.Recent
	sick  atomic.Pointer[error] // why a command would not be accepted just now

	// owned by the loop
	state   *queue.State
	chain   journal.Chain // the last durable commit
	clock   *eventtime.Clock
	keys    answers
	refused refusals
	marks   []mark
	site    *centre.Site // in force after the last durable commit
	round   round
	ahead   bool      // the state holds acts that are not in the journal
	pause   time.Time // the journal is not tried again before
	snooze  time.Time // a timed change that was refused is not tried again before
}

// item is one thing for the loop to do: an order, or a look at the state.
type item struct {
	order *journal.Order
	look  func()
	done  chan result // 1: the loop never waits for who asked
}

// result is what became of it.
type result struct {
	answer journal.Answer
	again  uint64 // the commit in which the order was granted before
	err    error
}

// New folds the record and starts the loop. It fails if the record cannot be
// read. The caller closes the hub, and the journal after it.
func New(ctx context.Context, o Options) (*Hub, error) {
	if o.Clock == nil {
		o.Clock = Wall{}
	}
	if o.Recent == 0 {
		o.Recent = 4 << 20
	}
	if o.Journal == nil || o.Site == nil {
		return nil, errors.New("hub: no journal, or no site to begin with")
	}
	h := &Hub{o: o, clock: eventtime.New(o.Clock, o.Built), in: make(chan item, 1024), quit: make(chan struct{}), done: make(chan struct{})}
	h.tail = journal.NewRecent(o.Journal, o.Recent)
	h.marks = []mark{{after: o.After, site: o.Site}}
	if err := h.refold(ctx); err != nil {
		return nil, err
	}
	go h.run() //nolint:contextcheck // the loop outlives the call, and ends by Close
	return h, nil
}

// Do puts an order to the law and answers when its outcome is durable. A repeat
// by the same key gets the first answer. The error is a *queue.Refusal,
// journal.ErrKeyReused, journal.ErrNotDurable or that of the context; after the
// last two the outcome is unknown, and asking again by the same key is safe.
func (h *Hub) Do(ctx context.Context, o journal.Order) (journal.Answer, error) {
	r, err := h.ask(ctx, item{order: &o})
	if err == nil {
		err = r.err
	}
	if err != nil {
		return journal.Answer{Replay: r.answer.Replay}, err // a refusal can be a repeat, too
	}
	if r.again != 0 {
		return h.recall(ctx, r.again, o.Key)
	}
	return r.answer, nil
}

// Look calls see with the state as of the given commit, between two commits. It
// must be quick and must keep nothing of the state.
func (h *Hub) Look(ctx context.Context, see func(s *queue.State, seq uint64)) error {
	_, err := h.ask(ctx, item{look: func() { see(h.state, h.chain.Seq) }})
	return err
}

// Time gives the event time, and whether the clock is believed; while it is
// not, the day changes by hand only.
func (h *Hub) Time(ctx context.Context) (at time.Time, trusted bool, err error) {
	_, err = h.ask(ctx, item{look: func() { at, trusted = h.clock.Now() }})
	return at, trusted, err
}

func (h *Hub) ask(ctx context.Context, it item) (result, error) {
	if c, ok := h.waits.Get().(chan result); ok {
		it.done = c
	} else {
		it.done = make(chan result, 1)
	}
	select {
	case h.in <- it:
	case <-ctx.Done():
		return result{}, ctx.Err()
	case <-h.quit:
		return result{}, journal.ErrNotDurable
	}
	select {
	case r := <-it.done:
		h.waits.Put(it.done)
		return r, nil
	case <-ctx.Done():
		return result{}, ctx.Err() // the channel is left to the loop
	case <-h.done:
	}
	select {
	case r := <-it.done: // answered by the last round
		return r, nil
	default:
		return result{}, journal.ErrNotDurable
	}
}

// Follow gives every commit after the given one, without gaps, and goes on until
// the context ends or the hub closes.
func (h *Hub) Follow(ctx context.Context, after uint64) iter.Seq2[journal.Entry, error] {
	return h.tail.Follow(ctx, after)
}

// recall finds the answer given first in the record itself.
func (h *Hub) recall(ctx context.Context, seq uint64, key string) (journal.Answer, error) {
	for e, err := range h.tail.Read(ctx, seq-1) {
		if err != nil {
			return journal.Answer{}, err
		}
		c, err := journal.Decode(e.Data)
		if err != nil {
			return journal.Answer{}, err
		}
		for i := range c.Acts {
			if c.Acts[i].Key == key {
				a := journal.AnswerOf(seq, &c.Acts[i])
				a.Replay = true
				return a, nil
			}
		}
		break
	}
	return journal.Answer{}, fmt.Errorf("hub: commit %d does not hold the answer it should", seq)
}

// Head is the number of the last commit that has been told.
func (h *Hub) Head() uint64 { return h.tail.Head() }

// Ready is nil if a command would be accepted, else it says why not.
func (h *Hub) Ready() error {
	select {
	case <-h.quit:
		return journal.ErrNotDurable
	default:
	}
	err := h.sick.Load()
	if err == nil {
		return nil
	}
	// A journal that knows better says when there is room again.
	if j, ok := h.o.Journal.(interface{ Ready() error }); ok && errors.Is(*err, journal.ErrNotDurable) {
		return j.Ready()
	}
	return *err
}

// Seal encrypts a text under the key of the business day.
func (h *Hub) Seal(text string) (queue.Sealed, error) {
	if h.o.Seals == nil {
		return nil, errors.New("hub: this hub keeps no keys")
	}
	day := ""
	err := h.Look(context.Background(), func(s *queue.State, _ uint64) {
		if day = s.Day(); day == "" {
			at, _ := h.clock.Now()
			day = centre.DateOf(at).String()
		}
	})
	if err != nil {
		return nil, err
	}
	return h.o.Seals.Seal(day, text)
}

// Close answers what is waiting and ends the loop; the journal stays open.
// Closing twice is harmless.
func (h *Hub) Close() error {
	h.stop.Do(func() { close(h.quit) })
	<-h.done
	return h.Err()
}

// Dead is closed when the loop has ended, by Close or because the journal failed
// for good; the program then ends, to be started again.
func (h *Hub) Dead() <-chan struct{} { return h.done }

// Err says why the loop ended by itself; nil while it runs and after Close.
func (h *Hub) Err() error {
	if err := h.sick.Load(); err != nil && !errors.Is(*err, journal.ErrNotDurable) {
		return *err
	}
	return nil
}
