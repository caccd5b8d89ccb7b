package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
)

// Salvage is what Recover brought back.
type Salvage struct {
	Commits uint64
	Missing uint64 // commits the damaged file still counted, but the tape does not have
	Aside   string // where the damaged file lies now
}

// Recover makes centre.db again from the tape, for a directory that nobody has
// open. What the damaged file still gives of things that are not on the tape
// (keys, devices, officers, jobs) is taken over; the file itself is kept aside.
func Recover(dir string, o Options, at time.Time) (Salvage, error) {
	if o.Tape == "" {
		o.Tape = filepath.Join(dir, tapeName)
	}
	lock, err := lockDir(dir, max(o.Wait, time.Second))
	if err != nil {
		return Salvage{}, err
	}
	defer lock.Close()
	files, err := tapeFiles(o.Tape)
	if err != nil || len(files) == 0 {
		return Salvage{}, fmt.Errorf("store: there is no tape in %s; restore a backup into an empty directory with `kiosk restore`", o.Tape)
	}
	path := filepath.Join(dir, fileName)
	draft := path + ".new"
	if err := os.Remove(draft); err != nil && !errors.Is(err, os.ErrNotExist) {
		return Salvage{}, err
	}
	var out Salvage
	err = makeFile(draft, func(db *bolt.DB) error {
		p := player{update: db.Update, fold: newFold()}
		if err := p.play(files); err != nil {
			return err
		}
		out.Commits = p.chain.Seq
		out.Missing = takeOver(db, path, o, p.chain.Seq)
		return nil
	})
	if err != nil {
		return out, errors.Join(fmt.Errorf("store: making the record from the tape: %w", err), os.Remove(draft))
	}
	if _, err := os.Stat(path); err == nil {
		out.Aside = path + ".damaged-" + at.Format("20060102-150405")
		if err := os.Rename(path, out.Aside); err != nil {
			return out, err
		}
	}
	return out, publish(draft, path)
}

// player appends what a tape says to a record, a transaction a page.
type player struct {
	update func(func(*bolt.Tx) error) error
	chain  journal.Chain // where the record ends
	fold   *fold
	page   []entryLine
}

// play appends every line behind the end of the record. A tape that does not
// hang together is refused: what follows a break cannot be told from forgery.
func (p *player) play(files []string) error {
	for l, err := range tapeLines(files) {
		if err != nil {
			return err
		}
		c, err := journal.Head(l.data)
		if err != nil {
			return unreadable(p.chain.Seq+1, err)
		}
		if c.Seq <= p.chain.Seq {
			continue
		}
		if p.page = append(p.page, l); len(p.page) == pageEntries {
			if err := p.flush(); err != nil {
				return err
			}
		}
	}
	return p.flush()
}

func (p *player) flush() error {
	if len(p.page) == 0 {
		return nil
	}
	err := p.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(inJournal)
		b.FillPercent = 0.95
		for _, l := range p.page {
			if err := p.line(b, &txRows{tx: tx}, l); err != nil {
				return unreadable(p.chain.Seq+1, err)
			}
		}
		return nil
	})
	p.page = p.page[:0]
	return err
}

func (p *player) line(b *bolt.Bucket, to rows, l entryLine) error {
	c, err := journal.Decode(l.data)
	if err != nil {
		return err
	}
	next := p.chain
	if err := next.Next(&c, l.data); err != nil {
		return err
	}
	if next.Hash != l.hash {
		return errors.New("its hash does not fit")
	}
	p.chain = next
	return errors.Join(b.Put(seqKey(c.Seq), l.data), b.SetSequence(c.Seq), p.fold.commit(&c, to))
}

// takeOver copies what the tape does not hold from the damaged file, as far as
// it can be read, and gives how many commits it counted beyond the given head.
func takeOver(db *bolt.DB, damaged string, o Options, head uint64) (missing uint64) {
	o.Wait = time.Second
	old, err := openFile(damaged, o, true)
	if err != nil {
		return 0
	}
	defer old.Close()
	_ = guard(func() error {
		return old.View(func(tx *bolt.Tx) error {
			if b := tx.Bucket(inJournal); b != nil && b.Sequence() > head {
				missing = b.Sequence() - head
			}
			return nil
		})
	})
	for _, name := range [][]byte{inKeys, []byte("devices"), []byte("officers"), []byte("spool"), []byte("outbox"), []byte("inbox"), []byte("dossiers")} {
		// Each bucket by itself: one that cannot be read must not take the others with it.
		_ = guard(func() error {
			return old.View(func(from *bolt.Tx) error {
				return db.Update(func(to *bolt.Tx) error {
					return from.Bucket(name).ForEach(func(k, v []byte) error { return to.Bucket(name).Put(k, v) })
				})
			})
		})
	}
	return missing
}
