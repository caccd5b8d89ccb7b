package hub

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"time"

	"motcua/internal/journal"
)

const (
	drained = 512                    // orders in one commit
	tries   = 8                      // of one round, before its orders are told to come again
	doubt   = 20 * time.Millisecond  // before reading what became of an append
	patient = 500 * time.Millisecond // between tries of a journal that cannot be written
	appends = 10 * time.Second       // an append that takes longer has an unknown outcome
)

// round is one turn of the loop: what was asked, and what it came to.
type round struct {
	slots   []slot
	keys    map[digest]int // slots of this round by key
	acts    []journal.Act
	at      time.Time // event time of the round
	today   string    // its date
	trusted bool      // whether the clock is believed
	buf     []byte    // for encoding, kept from round to round
}

// slot is one item of a round and what it came to.
type slot struct {
	item
	result
	press press
	act   int  // the act that grants it, or none
	twin  int  // the slot of the same key that came first, or none
	said  bool // it was decided, and nothing changed
}

const none = -1

func (h *Hub) run() {
	defer close(h.done)
	defer h.tail.Close()
	h.round.keys = map[digest]int{}
	timer := time.NewTimer(h.untilDue())
	defer timer.Stop()
	for {
		h.round.slots = h.round.slots[:0]
		select {
		case it := <-h.in:
			h.put(it)
			// Whoever was just answered gets the chance to ask again before the
			// commit: without it every second commit would hold one order.
			runtime.Gosched()
			if h.drain(); len(h.round.slots) == 0 {
				continue // looks only
			}
		case <-timer.C:
		case <-h.quit:
			for h.drain(); len(h.round.slots) > 0 && h.serve(); h.drain() {
				h.round.slots = h.round.slots[:0]
			}
			return
		}
		if !h.serve() {
			return
		}
		timer.Reset(h.untilDue())
	}
}

// put takes one item into the round. A look at a state that is that of the
// journal is had at once: it need not wait for a commit that is not its own.
func (h *Hub) put(it item) {
	if it.look != nil && !h.ahead {
		it.look()
		it.done <- result{}
		return
	}
	h.round.slots = append(h.round.slots, slot{item: it})
}

func (h *Hub) drain() {
	for len(h.round.slots) < drained {
		select {
		case it := <-h.in:
			h.put(it)
		default:
			return
		}
	}
}

// serve brings a round to its end. False: the journal has failed for good.
func (h *Hub) serve() bool {
	err := h.settle()
	switch {
	case err == nil:
		h.reply(nil)
	case errors.Is(err, journal.ErrBroken), errors.Is(err, journal.ErrClosed), errors.Is(err, errUnreadable):
		h.sick.Store(&err)
		h.reply(journal.ErrNotDurable)
		return false
	default:
		h.pause = time.Now().Add(patient)
		h.sick.Store(&journal.ErrNotDurable)
		h.reply(journal.ErrNotDurable)
	}
	return true
}

// settle decides and appends until the outcome is known. Before deciding, and
// before anybody looks, the state is that of the journal.
func (h *Hub) settle() error {
	var err error
	for range tries {
		if h.ahead {
			if err = h.goOn(); err != nil {
				return err
			}
		}
		h.decide()
		if err = h.append(); err == nil {
			h.keep()
			return nil
		}
		switch {
		case errors.Is(err, journal.ErrBroken), errors.Is(err, journal.ErrClosed), errors.Is(err, errUnreadable):
			return err
		case errors.Is(err, journal.ErrConflict):
		case errors.Is(err, journal.ErrNotDurable):
			_ = h.goOn() // if it cannot be read now, it is read before the next round
			return err
		default:
			time.Sleep(doubt)
		}
		if err = h.goOn(); err != nil {
			return err
		}
	}
	return journal.ErrNotDurable
}

// goOn reads what is in the journal now. What was folded ahead is dropped.
func (h *Hub) goOn() error {
	ctx, cancel := context.WithTimeout(context.Background(), appends)
	defer cancel()
	if h.ahead {
		return h.refold(ctx)
	}
	return h.readOn(ctx)
}

// append stores the acts as one commit. Without acts it asks whether the head
// is still the one that the refusals were decided on: a "no" must be true too.
func (h *Hub) append() error {
	r := &h.round
	ctx, cancel := context.WithTimeout(context.Background(), appends)
	defer cancel()
	if len(r.acts) == 0 {
		if slices.ContainsFunc(r.slots, func(s slot) bool { return s.said }) {
			return h.o.Journal.Append(ctx, h.chain.Seq, nil)
		}
		return nil
	}
	prev := h.chain.Prev()
	c := journal.Commit{V: journal.Version, Seq: h.chain.Seq + 1, Prev: prev, Hub: h.o.Name, At: r.at, Acts: r.acts}
	var err error
	if r.buf, err = journal.AppendEncoded(r.buf[:0], &c); err != nil {
		return errors.Join(errUnreadable, err)
	}
	data := append(make([]byte, 0, len(r.buf)), r.buf...)
	if a, ok := h.o.Journal.(journal.Appender); ok {
		err = a.AppendCommit(ctx, h.chain.Seq, data, &c)
	} else {
		err = h.o.Journal.Append(ctx, h.chain.Seq, data)
	}
	if err != nil {
		return err
	}
	h.ahead = false
	h.sick.Store(nil)
	h.chain = journal.Chain{Seq: c.Seq, Hash: journal.Hash(prev, data)}
	h.tail.Add(journal.Entry{Seq: c.Seq, Data: data})
	return nil
}

// keep remembers what the round came to, now that it is durable.
func (h *Hub) keep() {
	r := &h.round
	for i := range r.acts {
		h.turn(&r.acts[i], h.chain.Seq)
	}
	h.site = h.state.Site()
	for i := range r.slots {
		switch s := &r.slots[i]; {
		case s.order == nil:
		case s.act != none:
			s.answer = journal.AnswerOf(h.chain.Seq, &r.acts[s.act])
			h.keys.add(s.press, h.chain.Seq)
		case s.said:
			if s.err == nil {
				s.answer = journal.Answer{Seq: h.chain.Seq, At: r.at}
			}
			h.refused.add(s.press, s.result)
		}
	}
	h.tail.Tell(h.chain.Seq)
}

// reply answers everyone; with an error all who asked for a change get it, and
// all who would look at a state that is ahead of the journal.
func (h *Hub) reply(err error) {
	r := &h.round
	for i := range r.slots {
		s := &r.slots[i]
		res := s.result
		switch {
		case s.look != nil && h.ahead:
			res = result{err: journal.ErrNotDurable}
		case s.look != nil:
			s.look()
		case err != nil && s.again == 0:
			res = result{err: err}
		case s.twin != none && res.err == nil:
			res = r.slots[s.twin].result
			res.answer.Replay = true
		}
		s.done <- res
	}
	clear(r.slots) // hold nothing of an order that is over
	clear(r.acts)
}
