package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
)

// Pages are short so that a reader never keeps a writer from reusing pages.
const (
	pageEntries = 512
	pageBytes   = 1 << 20
)

// book is the journal of a store.
type book struct{ s *Store }

// Journal is the record in this store. Closing it closes the store.
func (s *Store) Journal() journal.Journal { return book{s} }

func (b book) Append(ctx context.Context, after uint64, data []byte) error {
	return b.s.append(ctx, after, data, nil)
}

func (b book) AppendCommit(ctx context.Context, after uint64, data []byte, c *journal.Commit) error {
	return b.s.append(ctx, after, data, c)
}

func (b book) Read(ctx context.Context, after uint64) iter.Seq2[journal.Entry, error] {
	return b.s.read(ctx, after)
}

func (b book) Watch(ctx context.Context, after uint64) iter.Seq2[journal.Entry, error] {
	return journal.Follow(ctx, after, b.s.read, b.s.waiting)
}

func (b book) Close() error { return b.s.Close() }

// append writes one commit and what is derived from it in one transaction.
func (s *Store) append(ctx context.Context, after uint64, data []byte, c *journal.Commit) error {
	s.write.Lock()
	defer s.write.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.closed() {
		return journal.ErrClosed
	}
	if s.fold == nil {
		if err := s.goBack(); err != nil {
			return err
		}
	}
	if after != s.chain.Seq {
		return journal.ErrConflict
	}
	if data == nil {
		return nil // the directory is locked, so nobody else can have written
	}
	if c == nil {
		decoded, err := journal.Decode(data)
		if err != nil {
			return err
		}
		c = &decoded
	}
	next := s.chain
	if err := next.Next(c, data); err != nil {
		return err
	}
	err := s.put(c, data)
	if err != nil && full(err) && s.freeReserve() {
		if err = s.goBack(); err == nil {
			err = s.put(c, data)
		}
	}
	if err != nil {
		return s.notWritten(err)
	}
	s.chain = next
	s.advance(next.Seq)
	return nil
}

func (s *Store) put(c *journal.Commit, data []byte) error {
	return s.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(inJournal)
		if b.Sequence() != c.Seq-1 {
			return fmt.Errorf("%w (the file ends at commit %d, not %d)", ErrDamaged, b.Sequence(), c.Seq-1)
		}
		b.FillPercent = 0.95 // keys only grow
		if err := b.Put(seqKey(c.Seq), data); err != nil {
			return err
		}
		if err := b.SetSequence(c.Seq); err != nil {
			return err
		}
		return s.fold.commit(c, &txRows{tx: tx})
	})
}

// notWritten says what a failed write means. Whatever the cause, what is in
// memory may be ahead of the file, so both are read again before the next append.
func (s *Store) notWritten(err error) error {
	s.fold = nil
	switch {
	case failed(err):
		return fmt.Errorf("%w: %w", ErrDisk, err)
	case full(err):
		if again := s.goBack(); again != nil && !full(again) {
			return again
		}
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, ErrDamaged):
		return fmt.Errorf("%w: %w", journal.ErrBroken, err)
	}
	return err
}

// goBack returns to what is on disk.
func (s *Store) goBack() error {
	s.fold = nil
	if err := s.reopen(); err != nil {
		if full(err) {
			return fmt.Errorf("%w: %w", ErrFull, err)
		}
		return fmt.Errorf("%w: %w", journal.ErrBroken, err)
	}
	return s.refold()
}

// read gives every entry after the given one, page by page, to the head at its call.
func (s *Store) read(ctx context.Context, after uint64) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		if s.closed() {
			yield(journal.Entry{}, journal.ErrClosed)
			return
		}
		for head := s.Head(); after < head; {
			if err := ctx.Err(); err != nil {
				yield(journal.Entry{}, err)
				return
			}
			page, err := s.page(after, head)
			if err != nil {
				yield(journal.Entry{}, err)
				return
			}
			for _, e := range page {
				if !yield(e, nil) {
					return
				}
			}
			after = page[len(page)-1].Seq
		}
	}
}

// page reads the next entries after the given one; there is at least one.
func (s *Store) page(after, head uint64) ([]journal.Entry, error) {
	var list []journal.Entry
	err := s.view(func(tx *bolt.Tx) error {
		list = nil
		size := 0
		c := tx.Bucket(inJournal).Cursor()
		k, v := c.Seek(seqKey(after + 1))
		for seq := after + 1; seq <= head && len(list) < pageEntries && size < pageBytes; seq++ {
			if n, ok := keySeq(k); !ok || n != seq {
				return &BrokenError{Seq: seq, Why: errors.New("it is missing")}
			}
			list = append(list, journal.Entry{Seq: seq, Data: bytes.Clone(v)})
			size += len(v)
			k, v = c.Next()
		}
		return nil
	})
	return list, err
}

// entry reads one commit; nil when there is none of that number.
func (s *Store) entry(seq uint64) ([]byte, error) {
	var data []byte
	err := s.view(func(tx *bolt.Tx) error {
		data = bytes.Clone(tx.Bucket(inJournal).Get(seqKey(seq)))
		return nil
	})
	return data, err
}

// Ready is nil when an append would find room. It looks at the disk itself, so
// that a store that was full is known to be well before the next append.
func (b book) Ready() error {
	if b.s.closed() {
		return journal.ErrClosed
	}
	_, free, err := room(b.s.dir)
	if err != nil {
		return err
	}
	if free < 2*allocSize {
		return ErrFull
	}
	return nil
}
