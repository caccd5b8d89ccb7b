package hub

import (
	"context"
	"errors"
	"fmt"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// errUnreadable says that the record cannot be folded; the loop ends.
var errUnreadable = errors.New("hub: the record cannot be read")

// mark is a place from which the record can be folded: the first commit of a
// day, and the site before it.
type mark struct {
	after uint64
	site  *centre.Site
}

// refold makes the state anew from the first commit of the day before the last.
func (h *Hub) refold(ctx context.Context) error {
	from := h.marks[0]
	h.marks = append(h.marks[:0], from)
	h.site, h.state = from.site, queue.New(from.site, h.o.Rules)
	h.keys = answers{}
	h.chain = journal.Chain{Seq: from.after}
	err := h.readOn(ctx)
	h.ahead = err != nil
	return err
}

// readOn folds what the journal has beyond what has been folded.
func (h *Hub) readOn(ctx context.Context) error {
	for e, err := range h.o.Journal.Read(ctx, h.chain.Seq) {
		if err != nil {
			return err
		}
		c, err := journal.Decode(e.Data)
		if err == nil {
			if h.chain.Hash == "" && e.Seq > 1 {
				h.chain.Hash = c.Prev // where folding starts, the commit is taken at its word
			}
			err = h.chain.Next(&c, e.Data)
		}
		if err == nil {
			err = h.fold(&c)
		}
		if err != nil {
			return fmt.Errorf("%w: commit %d: %w", errUnreadable, e.Seq, err)
		}
		h.tail.Add(e)
	}
	h.clock.NotBefore(h.state.At())
	h.tail.Tell(h.chain.Seq)
	return nil
}

func (h *Hub) fold(c *journal.Commit) error {
	for i := range c.Acts {
		if err := h.evolve(&c.Acts[i], nil); err != nil {
			return err
		}
		h.turn(&c.Acts[i], c.Seq)
		if c.Acts[i].Key != "" {
			h.keys.add(pressOf(c.Acts[i].Key, c.Acts[i].Request), c.Seq)
		}
	}
	h.site = h.state.Site()
	return nil
}

// evolve folds one act. A site document is parsed here, because folding asks nothing.
func (h *Hub) evolve(a *journal.Act, site *centre.Site) error {
	for _, e := range a.Events {
		if s, ok := e.(queue.SiteApplied); ok {
			if site == nil {
				var err error
				if site, err = centre.Parse("site", []byte(s.Document)); err != nil {
					return err
				}
			}
			h.state.SetSite(site)
		}
	}
	h.state.Evolve(queue.Act{At: a.At, By: a.By, Events: a.Events})
	return nil
}

// turn notes where a day begins.
func (h *Hub) turn(a *journal.Act, seq uint64) {
	for _, e := range a.Events {
		if _, ok := e.(queue.DayOpened); ok {
			h.keys.turn()
			h.marks = append(h.marks, mark{after: seq - 1, site: h.site})
			if len(h.marks) > 2 {
				h.marks = h.marks[1:]
			}
		}
	}
}
