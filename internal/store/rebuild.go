package store

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
)

// Rebuild drops everything derived and folds it again from the record. It may
// be broken off at any moment: the next opening begins it anew.
func (s *Store) Rebuild() error {
	s.write.Lock()
	defer s.write.Unlock()
	err := s.update(func(tx *bolt.Tx) error {
		for _, name := range derived {
			if err := errors.Join(tx.DeleteBucket(name), ignore(tx.CreateBucket(name))); err != nil {
				return err
			}
		}
		return tx.Bucket(inMeta).Put(metaFolded, version(0))
	})
	if err == nil {
		err = s.foldAgain()
	}
	if err == nil {
		err = s.update(func(tx *bolt.Tx) error { return tx.Bucket(inMeta).Put(metaFolded, version(folded)) })
	}
	if err != nil {
		return s.notWritten(err)
	}
	return nil
}

func ignore(_ *bolt.Bucket, err error) error { return err }

// foldAgain folds the whole record, a transaction a page.
func (s *Store) foldAgain() error {
	var head uint64
	if err := s.view(func(tx *bolt.Tx) error {
		head = tx.Bucket(inJournal).Sequence()
		return nil
	}); err != nil {
		return err
	}
	f := newFold()
	var chain journal.Chain
	for after := uint64(0); after < head; {
		page, err := s.page(after, head)
		if err != nil {
			return err
		}
		err = s.update(func(tx *bolt.Tx) error {
			for _, e := range page {
				if err := f.entry(e, &chain, &txRows{tx: tx}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("store: folding the record again: %w", err)
		}
		after = page[len(page)-1].Seq
	}
	s.fold, s.chain = f, chain
	return nil
}
