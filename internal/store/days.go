package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
)

// Start is where a hub begins to fold: after which commit, and by which site
// document. Document is nil before the first one.
type Start struct {
	After    uint64
	Document []byte
}

// Start goes back to the first commit of the business day before the last, so
// that the keys of two days are remembered, and the site in force there.
func (s *Store) Start() (Start, error) {
	var st Start
	err := s.view(func(tx *bolt.Tx) error {
		c := tx.Bucket(inDays).Cursor()
		_, last := c.Last()
		if last == nil {
			return nil
		}
		if _, v := c.Prev(); v != nil {
			last = v
		}
		var d dayRow
		if err := json.Unmarshal(last, &d); err != nil || d.First == 0 {
			return fmt.Errorf("%w (a day without its first commit)", ErrDamaged)
		}
		st.After = d.First - 1
		var err error
		st.Document, err = siteAt(tx, st.After)
		return err
	})
	return st, err
}

// Document is the site document in force now, nil when there is none.
func (s *Store) Document() ([]byte, error) {
	var doc []byte
	err := s.view(func(tx *bolt.Tx) (err error) {
		doc, err = siteAt(tx, s.Head())
		return err
	})
	return doc, err
}

func siteAt(tx *bolt.Tx, seq uint64) ([]byte, error) {
	c := tx.Bucket(inSite).Cursor()
	before := c.Prev
	if k, _ := c.Seek(seqKey(seq + 1)); k == nil {
		before = c.Last
	}
	k, v := before()
	if k == nil {
		return nil, nil
	}
	var r siteRow
	if err := json.Unmarshal(v, &r); err != nil {
		return nil, fmt.Errorf("%w (a site document)", ErrDamaged)
	}
	return []byte(r.Document), nil
}

// Day is one business day of the record: its first commit and, once the day is
// closed, its last.
type Day struct {
	Day         string
	First, Last uint64
}

// Days lists the business days of the record, the oldest first.
func (s *Store) Days() ([]Day, error) {
	var list []Day
	err := s.view(func(tx *bolt.Tx) error {
		return tx.Bucket(inDays).ForEach(func(k, v []byte) error {
			var d dayRow
			if err := json.Unmarshal(v, &d); err != nil {
				return fmt.Errorf("%w (day %s)", ErrDamaged, k)
			}
			list = append(list, Day{Day: string(k), First: d.First, Last: d.Last})
			return nil
		})
	})
	return list, err
}

// DocumentAt is the site document in force after the given commit.
func (s *Store) DocumentAt(seq uint64) ([]byte, error) {
	var doc []byte
	err := s.view(func(tx *bolt.Tx) (err error) {
		doc, err = siteAt(tx, seq)
		return err
	})
	return doc, err
}

// Tickets gives the rows of one day's visits, by service and number, each as
// the JSON of a ticket with its legs.
func (s *Store) Tickets(day string) ([]json.RawMessage, error) {
	var list []json.RawMessage
	prefix := append([]byte(day), '/')
	err := s.view(func(tx *bolt.Tx) error {
		list = nil
		c := tx.Bucket(inTickets).Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			list = append(list, bytes.Clone(v))
		}
		return nil
	})
	return list, err
}

// TicketsOf gives the ids of the visits in which a dossier was named.
func (s *Store) TicketsOf(dossier string) ([]string, error) {
	var list []string
	prefix := append([]byte(dossier), '/')
	err := s.view(func(tx *bolt.Tx) error {
		list = nil
		c := tx.Bucket(inByDossier).Cursor()
		for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
			list = append(list, string(k[len(prefix):]))
		}
		return nil
	})
	return list, err
}

// refold brings what is kept in memory to the head: the chain from the last
// commit, the fold from the first commit of the last day, checking the chain on
// the way. The rows themselves are in their buckets already.
func (s *Store) refold() error {
	var first, head uint64
	err := s.view(func(tx *bolt.Tx) error {
		head = tx.Bucket(inJournal).Sequence()
		if k, _ := tx.Bucket(inJournal).Cursor().Last(); (k == nil) != (head == 0) || k != nil && !bytes.Equal(k, seqKey(head)) {
			return fmt.Errorf("%w (the record does not end at commit %d)", ErrDamaged, head)
		}
		first = head // without a day the last commit is enough for the chain
		if _, v := tx.Bucket(inDays).Cursor().Last(); v != nil {
			var d dayRow
			if err := json.Unmarshal(v, &d); err != nil || d.First == 0 || d.First > head {
				return fmt.Errorf("%w (a day without its first commit)", ErrDamaged)
			}
			first = d.First
		}
		return nil
	})
	if err != nil {
		return err
	}
	f, chain, err := s.foldFrom(first, head, memoryRows{})
	if err != nil {
		return err
	}
	s.fold, s.chain = f, chain
	s.advance(head)
	return nil
}

// foldFrom folds the commits first..head, where first may be 0 for none.
func (s *Store) foldFrom(first, head uint64, to rows) (*fold, journal.Chain, error) {
	f := newFold()
	var chain journal.Chain
	if head == 0 {
		return f, chain, nil
	}
	for after := first - 1; after < head; {
		page, err := s.page(after, head)
		if err != nil {
			return nil, chain, err
		}
		for _, e := range page {
			if err := f.entry(e, &chain, to); err != nil {
				return nil, chain, err
			}
			after = e.Seq
		}
	}
	return f, chain, nil
}

// entry reads one entry of the record, checks that it goes on from the chain,
// and folds it. The first one a chain meets is taken at its word.
func (f *fold) entry(e journal.Entry, chain *journal.Chain, to rows) error {
	c, err := journal.Decode(e.Data)
	if err != nil {
		return unreadable(e.Seq, err)
	}
	if chain.Seq == 0 && c.Seq > 1 {
		*chain = journal.Chain{Seq: c.Seq - 1, Hash: c.Prev}
	}
	if err := chain.Next(&c, e.Data); err != nil {
		return unreadable(e.Seq, err)
	}
	if err := f.commit(&c, to); err != nil {
		return unreadable(e.Seq, err)
	}
	return nil
}

// unreadable names the commit, unless it is merely newer than this program.
func unreadable(seq uint64, err error) error {
	if errors.Is(err, journal.ErrNewer) || errors.Is(err, journal.ErrUnknownWord) {
		return fmt.Errorf("%w (commit %d: %w)", ErrNewer, seq, err)
	}
	return &BrokenError{Seq: seq, Why: err}
}
