package store

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
)

// Report is what Verify looked at.
type Report struct {
	Commits uint64
	Days    int
	Tickets int
	Hash    string // of the last commit: two copies with one hash are one record
	// TapeBehind is how many commits the tape lacks at its end; after a power cut the next start adds them.
	TapeBehind uint64
}

// Verify proves that a data directory, which nobody may have open, is whole:
// every commit in order and with its hash, the tape saying the same, the derived
// rows following from the record, the pages of the file in order. The first
// broken commit is named by a *BrokenError.
func Verify(dir string, o Options) (Report, error) {
	if o.Tape == "" {
		o.Tape = filepath.Join(dir, tapeName)
	}
	if o.Wait == 0 {
		o.Wait = 2 * time.Second
	}
	if _, err := os.Stat(filepath.Join(dir, fileName)); err != nil {
		return Report{}, ErrMissing
	}
	lock, err := lockDir(dir, o.Wait)
	if err != nil {
		return Report{}, err
	}
	defer lock.Close()
	return verifyFile(filepath.Join(dir, fileName), o)
}

func verifyFile(path string, o Options) (r Report, err error) {
	db, err := openFile(path, o, true)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	v := verifier{rep: &r, rows: memoryRows{}, fold: newFold(), seen: map[string]int{}}
	err = guard(func() error {
		return db.View(func(tx *bolt.Tx) error {
			if stale, err := readFormat(tx); err != nil || stale {
				return errors.Join(err, unless(!stale, errors.New("store: rows are being made again; start the hub once, then verify")))
			}
			return v.run(tx, o.Tape)
		})
	})
	return r, err
}

func unless(ok bool, err error) error {
	if ok {
		return nil
	}
	return err
}

type verifier struct {
	rep  *Report
	tx   *bolt.Tx
	tape *tapeReader

	chain journal.Chain
	fold  *fold
	rows  memoryRows     // derived again: those of the day in hand
	seen  map[string]int // how many keys of each derived bucket were compared
}

func (v *verifier) run(tx *bolt.Tx, tapeDir string) error {
	v.tx = tx
	files, err := tapeFiles(tapeDir)
	if err != nil {
		return err
	}
	v.tape = newTapeReader(files)
	defer v.tape.stop()
	if err := v.record(); err != nil {
		return err
	}
	if err := v.compareRows(); err != nil {
		return err
	}
	if err := v.nothingElse(); err != nil {
		return err
	}
	if _, ok, err := v.tape.at(v.chain.Seq + 1); ok || err != nil {
		return &BrokenError{Seq: v.chain.Seq + 1, Why: errors.New("it is on the tape, but not in the record; the next start takes it over")}
	}
	v.rep.Hash = v.chain.Hash
	return v.pages()
}

// record walks the commits.
func (v *verifier) record() error {
	b := v.tx.Bucket(inJournal)
	c := b.Cursor()
	for k, data := c.First(); k != nil; k, data = c.Next() {
		seq := v.chain.Seq + 1
		if n, ok := keySeq(k); !ok || n != seq {
			return &BrokenError{Seq: seq, Why: errors.New("it is missing")}
		}
		if err := v.commit(data); err != nil {
			return unreadable(seq, err)
		}
	}
	if b.Sequence() != v.chain.Seq {
		return &BrokenError{Seq: v.chain.Seq + 1, Why: fmt.Errorf("the record should go on to commit %d", b.Sequence())}
	}
	return nil
}

func (v *verifier) commit(data []byte) error {
	c, err := journal.Decode(data)
	if err != nil {
		if v.altered(data) {
			return errors.New("its bytes are not those that were written")
		}
		return err
	}
	if err := v.chain.Next(&c, data); err != nil {
		return err
	}
	if err := v.onTape(data); err != nil {
		return err
	}
	day := v.fold.day
	if err := v.fold.commit(&c, v.rows); err != nil {
		return err
	}
	v.rep.Commits++
	if v.fold.day != day {
		return v.compareRows()
	}
	return nil
}

// altered tells a commit whose bytes were changed from one of a newer program:
// neither its tape nor the commit after it knows these bytes.
func (v *verifier) altered(data []byte) bool {
	seq := v.chain.Seq + 1
	if line, ok, err := v.tape.at(seq); err == nil && ok && !bytes.Equal(line.data, data) {
		return true
	}
	next := v.tx.Bucket(inJournal).Get(seqKey(seq + 1))
	if next == nil {
		return false
	}
	head, err := journal.Head(next)
	return err == nil && head.Prev != journal.Hash(v.chain.Hash, data)
}

// onTape compares the commit with the next line of the tape.
func (v *verifier) onTape(data []byte) error {
	line, ok, err := v.tape.at(v.chain.Seq)
	switch {
	case err != nil:
		return fmt.Errorf("the tape cannot be read there: %w", err)
	case !ok && v.tape.begun:
		v.rep.TapeBehind++
	case !ok: // the tape of those days has been put away
	case line.hash != v.chain.Hash:
		return errors.New("its hash on the tape is another one")
	case !bytes.Equal(line.data, data):
		return errors.New("the tape says something else")
	}
	return nil
}

// compareRows checks the rows derived so far against the buckets and forgets
// them, but for those of the day in hand, which still change.
func (v *verifier) compareRows() error {
	day := []byte(v.fold.day)
	compact := bytes.ReplaceAll(day, []byte("-"), nil)
	if v.chain.Seq == v.tx.Bucket(inJournal).Sequence() {
		day, compact = []byte("no day"), []byte("no day")
	}
	for k, want := range v.rows {
		name, row, _ := strings.Cut(k, "\x00")
		bucket, key := []byte(name), []byte(row)
		if bytes.Contains(key, day) || bytes.Contains(key, compact) {
			continue
		}
		if !bytes.Equal(v.tx.Bucket(bucket).Get(key), want) {
			return fmt.Errorf("%w (a row of %s does not follow from the record up to commit %d; `kiosk rebuild` makes it anew)", ErrDamaged, bucket, v.chain.Seq)
		}
		v.seen[name]++
		delete(v.rows, k)
	}
	return nil
}

// nothingElse checks that the buckets hold no row that does not follow from the record.
func (v *verifier) nothingElse() error {
	v.rep.Days, v.rep.Tickets = v.seen[string(inDays)], v.seen[string(inTickets)]
	for _, name := range derived {
		n := 0
		c := v.tx.Bucket(name).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			n++
		}
		if n != v.seen[string(name)] {
			return fmt.Errorf("%w (%d rows in %s, %d follow from the record)", ErrDamaged, n, name, v.seen[string(name)])
		}
	}
	return nil
}

// pages lets bbolt look at every page.
func (v *verifier) pages() error {
	var first error
	for err := range v.tx.Check() { // to the end, or its goroutine would stay
		if first == nil {
			first = fmt.Errorf("%w (%w)", ErrDamaged, err)
		}
	}
	return first
}

// tapeReader gives the line of one commit after the other.
type tapeReader struct {
	pull  func() (entryLine, error, bool)
	stop  func()
	first uint64 // the number of the first line
	held  *entryLine
	begun bool
}

// newTapeReader looks at the first line: old files of the tape may have been put away.
func newTapeReader(files []string) *tapeReader {
	t := &tapeReader{}
	t.pull, t.stop = iter.Pull2(iter.Seq2[entryLine, error](tapeLines(files)))
	line, err, ok := t.pull()
	if !ok {
		t.first = math.MaxUint64
		return t
	}
	t.held = &line
	if c, bad := journal.Decode(line.data); err == nil && bad == nil {
		t.first = c.Seq
	}
	return t
}

// at gives the line of the given commit; ok is false when the tape has none.
func (t *tapeReader) at(seq uint64) (line entryLine, ok bool, err error) {
	if seq < t.first {
		return line, false, nil
	}
	t.begun = true
	if t.held != nil {
		line, t.held = *t.held, nil
		return line, true, nil
	}
	line, err, ok = t.pull()
	return line, ok, err
}
