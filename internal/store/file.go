package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"motcua/internal/journal"
)

// format is the version of the data directory this program reads and writes;
// folded is the version of the derived rows, which are made anew when it differs.
const (
	format = 1
	folded = 1
)

var (
	inMeta      = []byte("meta")
	inJournal   = []byte("journal")
	inDays      = []byte("days")
	inTickets   = []byte("tickets")
	inByDossier = []byte("bydossier")
	inSite      = []byte("site")
	inKeys      = []byte("keys")

	buckets = [][]byte{
		inMeta, inJournal, inDays, inTickets, []byte("dossiers"), inByDossier, []byte("outbox"), []byte("inbox"),
		[]byte("devices"), []byte("officers"), []byte("spool"), inSite, inKeys,
	}
	// derived are the buckets that Rebuild drops and folds again.
	derived = [][]byte{inDays, inTickets, inByDossier, inSite}

	metaFormat = []byte("format")
	metaFolded = []byte("folded")
)

// create makes the first centre.db under another name and gives it its own when
// it is whole: a power cut during the very first writes leaves bbolt files that
// cannot be opened.
func create(path string) error {
	draft := path + ".new"
	if err := os.Remove(draft); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: removing what a power cut left: %w", err)
	}
	if _, err := os.Stat(path); err == nil || !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := makeFile(draft, nil); err != nil {
		return fmt.Errorf("store: making %s: %w", path, err)
	}
	return publish(draft, path)
}

// makeFile writes a new database with all buckets and lets fill put into it.
func makeFile(draft string, fill func(*bolt.DB) error) error {
	db, err := bolt.Open(draft, 0o640, &bolt.Options{FreelistType: bolt.FreelistMapType, Timeout: time.Second})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		meta := tx.Bucket(inMeta)
		return errors.Join(meta.Put(metaFormat, version(format)), meta.Put(metaFolded, version(folded)))
	})
	if err == nil && fill != nil {
		err = fill(db)
	}
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, db.Close())
}

// publish gives a finished file its name, so that a power cut leaves the old or the new.
func publish(draft, path string) error {
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// writeWhole replaces a small file as a whole.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return publish(f.Name(), path)
}

func openFile(path string, o Options, readOnly bool) (db *bolt.DB, err error) {
	// bbolt would make an empty file a new record, in place of the one that was here.
	if info, statErr := os.Stat(path); statErr == nil && info.Size() == 0 {
		return nil, fmt.Errorf("%w (the file is empty)", ErrDamaged)
	}
	err = guard(func() error {
		db, err = bolt.Open(path, 0o640, &bolt.Options{
			Timeout:         o.Wait,
			FreelistType:    bolt.FreelistMapType,
			PreLoadFreelist: true,
			InitialMmapSize: 256 << 20, // a growing file below this never waits for a reader
			MaxSize:         o.MaxSize,
			ReadOnly:        readOnly,
		})
		return err
	})
	switch {
	case err == nil:
		db.AllocSize = allocSize
		return db, nil
	case errors.Is(err, berrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, os.ErrNotExist):
		return nil, ErrMissing
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	case failed(err):
		return nil, fmt.Errorf("%w: %w", ErrDisk, err)
	default:
		return nil, fmt.Errorf("store: opening %s: %w", path, err)
	}
}

// allocSize is how far the file grows at once: MaxSize and a full disk are
// missed by no more than this.
const allocSize = 1 << 20

// guard runs what touches mapped pages. A page that is damaged, or that is a
// hole because the disk was full, faults or panics; that is damage, not a crash.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w (%v)", ErrDamaged, r)
		}
	}()
	return f()
}

// view reads in one short transaction.
func (s *Store) view(f func(*bolt.Tx) error) error {
	s.open.RLock()
	defer s.open.RUnlock()
	if s.db == nil {
		return s.noFile()
	}
	return guard(func() error { return s.db.View(f) })
}

// update writes in one transaction; when it returns nil the change is on disk.
func (s *Store) update(f func(*bolt.Tx) error) error {
	s.open.RLock()
	defer s.open.RUnlock()
	if s.db == nil {
		return s.noFile()
	}
	return guard(func() error { return s.db.Update(f) })
}

func (s *Store) noFile() error {
	if s.closed() {
		return journal.ErrClosed
	}
	return ErrFull // between a full disk and a reopening that has not worked yet
}

// reopen opens the file anew after a failed write: what bbolt has in memory may
// speak of pages that never reached the disk.
func (s *Store) reopen() error {
	s.open.Lock()
	defer s.open.Unlock()
	if s.db != nil {
		if err := s.db.Close(); err != nil {
			return err
		}
		s.db = nil
	}
	db, err := openFile(s.path(), s.o, false)
	if err != nil {
		return err
	}
	s.db = db
	return nil
}

func (s *Store) checkFormat() error {
	var stale bool
	err := s.view(func(tx *bolt.Tx) (err error) {
		stale, err = readFormat(tx)
		return err
	})
	if err == nil && stale {
		err = s.Rebuild()
	}
	return err
}

// readFormat refuses a newer format and tells whether the derived rows are of another make.
func readFormat(tx *bolt.Tx) (stale bool, err error) {
	for _, name := range buckets {
		if tx.Bucket(name) == nil {
			return false, fmt.Errorf("%w (no bucket %s)", ErrDamaged, name)
		}
	}
	meta := tx.Bucket(inMeta)
	n, err := strconv.Atoi(string(meta.Get(metaFormat)))
	if err != nil || n < 1 {
		return false, fmt.Errorf("%w (no format)", ErrDamaged)
	}
	if n > format {
		return false, fmt.Errorf("%w (format %d, this program knows %d)", ErrNewer, n, format)
	}
	return string(meta.Get(metaFolded)) != strconv.Itoa(folded), nil
}

func version(n int) []byte { return []byte(strconv.Itoa(n)) }

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func keySeq(key []byte) (uint64, bool) {
	if len(key) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(key), true
}
