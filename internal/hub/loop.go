package hub

import (
	"context"
	"errors"
	"runtime"
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
	items   []item
	results []result
	acts    []journal.Act
	of      []int          // act of each item, -1: none
	keys    map[digest]int // items of this round by key
	twin    []int          // item with the same key that came first, -1: none
	said    []bool         // item was decided, and nothing changed
	at      time.Time      // event time of the round
	trusted bool           // whether the clock is believed
	buf     []byte         // for encoding, kept from round to round
	digests []press        // of keys and requests
}

func (h *Hub) run() {
	defer close(h.done)
	defer h.tape.close()
	h.round.keys = map[digest]int{}
	timer := time.NewTimer(h.untilDue())
	defer timer.Stop()
	for {
		items := h.round.items[:0]
		select {
		case it := <-h.in:
			// Whoever was just answered gets the chance to ask again before the
			// commit: without it every second commit would hold one order.
			runtime.Gosched()
			items = h.drain(append(items, it))
		case <-timer.C:
		case <-h.quit:
			for {
				if items = h.drain(items[:0]); len(items) == 0 || !h.serve(items) {
					return
				}
			}
		}
		if !h.serve(items) {
			return
		}
		timer.Reset(h.untilDue())
	}
}

func (h *Hub) drain(items []item) []item {
	for len(items) < drained {
		select {
		case it := <-h.in:
			items = append(items, it)
		default:
			return items
		}
	}
	return items
}

// serve brings a round to its end. False: the journal has failed for good.
func (h *Hub) serve(items []item) bool {
	h.round.items = items
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

// settle decides and appends until the outcome is known.
func (h *Hub) settle() error {
	for range tries {
		h.decide()
		err := h.append()
		switch {
		case err == nil:
			h.keep()
			return nil
		case errors.Is(err, journal.ErrConflict):
			err = h.goOn()
		case errors.Is(err, journal.ErrNotDurable):
			if again := h.goOn(); again != nil {
				return again
			}
			return err
		case errors.Is(err, journal.ErrBroken), errors.Is(err, journal.ErrClosed):
			return err
		default:
			time.Sleep(doubt)
			err = h.goOn()
		}
		if err != nil {
			return err
		}
	}
	return journal.ErrNotDurable
}

// goOn reads what is in the journal now. What was folded ahead is dropped.
func (h *Hub) goOn() error {
	ctx, cancel := context.WithTimeout(context.Background(), appends)
	defer cancel()
	if len(h.round.acts) > 0 {
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
		for i := range r.items {
			if r.said[i] {
				return h.o.Journal.Append(ctx, h.chain.Seq, nil)
			}
		}
		return nil
	}
	prev := h.chain.Hash
	if prev == "" {
		prev = journal.Genesis
	}
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
	h.sick.Store(nil)
	h.chain = journal.Chain{Seq: c.Seq, Hash: journal.Hash(prev, data)}
	h.tape.add(journal.Entry{Seq: c.Seq, Data: data})
	return nil
}

// keep remembers what the round came to, now that it is durable.
func (h *Hub) keep() {
	r := &h.round
	for i := range r.acts {
		h.turn(&r.acts[i], h.chain.Seq)
	}
	h.site = h.state.Site()
	for i, it := range r.items {
		switch a := r.of[i]; {
		case it.order == nil:
		case a >= 0:
			r.results[i].answer = answer(h.chain.Seq, &r.acts[a])
			h.keys.add(r.digests[i], h.chain.Seq)
		case r.said[i]:
			if r.results[i].err == nil {
				r.results[i].answer = journal.Answer{Seq: h.chain.Seq, At: r.at}
			}
			h.refused.add(r.digests[i], r.results[i])
		}
	}
	h.head.Store(h.chain.Seq)
	h.tape.tell()
}

// reply answers everyone; with an error all who asked for a change get it.
func (h *Hub) reply(err error) {
	r := &h.round
	for i := range r.items {
		it := &r.items[i]
		if it.look != nil {
			it.look()
			it.done <- result{}
			continue
		}
		res := r.results[i]
		if t := r.twin[i]; t >= 0 && res.err == nil {
			res = r.results[t]
			res.answer.Replay = true
		}
		if err != nil && res.again == 0 {
			res = result{err: err}
		}
		it.done <- res
	}
	clear(r.items) // hold nothing of an order that is over
	clear(r.acts)
}
