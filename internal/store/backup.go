package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
)

// keptBackups is how many copies Backup leaves in its directory.
const keptBackups = 7

// Backup writes a copy of centre.db as it is now into dir, while the hub works
// on, keeps the newest seven, and gives the name of the copy. Empty: backup/ in
// the data directory. The moment becomes part of the name.
func (s *Store) Backup(dir string, at time.Time) (string, error) {
	if dir == "" {
		dir = filepath.Join(s.dir, backupName)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", fmt.Errorf("store: making %s: %v", dir, err)
	}
	name := filepath.Join(dir, "centre-"+at.Format("20060102-150405")+".db")
	draft := name + ".new"
	err := s.view(func(tx *bolt.Tx) (err error) {
		f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		if _, err := tx.WriteTo(f); err != nil {
			return err
		}
		return f.Sync()
	})
	if err == nil {
		err = publish(draft, name)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("store: writing a copy to %s: %w", dir, err), os.Remove(draft))
	}
	return name, prune(dir)
}

// prune removes all copies but the newest.
func prune(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "centre-????????-??????.db"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	for len(names) > keptBackups {
		if err := os.Remove(names[0]); err != nil {
			return err
		}
		names = names[1:]
	}
	return nil
}

// Restore makes a copy written by Backup the record of an empty data directory,
// after proving that the copy is whole.
func Restore(file, dir string) (Report, error) {
	if _, err := os.Stat(file); err != nil {
		return Report{}, fmt.Errorf("store: no copy at %s; give the file, it is named centre-DATE-TIME.db", file)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return Report{}, fmt.Errorf("store: making %s: %v", dir, err)
	}
	lock, err := lockDir(dir, time.Second)
	if err != nil {
		return Report{}, err
	}
	defer lock.Close()
	path := filepath.Join(dir, fileName)
	lines, _ := tapeFiles(filepath.Join(dir, tapeName))
	if _, err := os.Stat(path); err == nil || len(lines) > 0 {
		return Report{}, ErrNotEmpty
	}
	draft := path + ".new"
	if err := copyFile(file, draft); err != nil {
		return Report{}, errors.Join(fmt.Errorf("store: copying %s: %w", file, err), os.Remove(draft))
	}
	report, err := verifyFile(draft, Options{Wait: time.Second, Tape: filepath.Join(dir, tapeName)})
	if err != nil {
		return report, errors.Join(err, os.Remove(draft))
	}
	return report, publish(draft, path)
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}

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
		var chain journal.Chain
		if err := playTape(db, files, &chain); err != nil {
			return err
		}
		out.Commits = chain.Seq
		out.Missing = takeOver(db, path, o, chain.Seq)
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

// playTape appends the lines to an empty database, a transaction a page. A tape
// that does not hang together is refused: what follows a break cannot be told
// from forgery.
func playTape(db *bolt.DB, files []string, chain *journal.Chain) error {
	f := newFold()
	var page []entryLine
	flush := func() error {
		err := db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket(inJournal)
			b.FillPercent = 0.95
			for _, l := range page {
				c, err := journal.Decode(l.data)
				if err == nil {
					err = chain.Next(&c, l.data)
				}
				if err == nil && chain.Hash != l.hash {
					err = errors.New("its hash does not fit")
				}
				if err == nil {
					err = errors.Join(b.Put(seqKey(c.Seq), l.data), b.SetSequence(c.Seq), f.commit(&c, &txRows{tx: tx}))
				}
				if err != nil {
					return unreadable(chain.Seq+1, err)
				}
			}
			return nil
		})
		page = page[:0]
		return err
	}
	for l, err := range tapeLines(files) {
		if err != nil {
			return err
		}
		if page = append(page, l); len(page) == pageEntries {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
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
