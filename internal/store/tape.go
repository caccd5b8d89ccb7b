package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
)

// tape writes every commit again, a little later, as lines that need no
// database to be read. It follows the record by number, so it can neither miss
// a commit nor hold one up; what it lacks after a power cut it takes up at start.
type tape struct {
	s    *Store
	dir  string
	quit chan struct{}
	done sync.WaitGroup

	// used by the writing goroutine alone, once it runs
	seq  uint64 // the last commit on the tape
	file *os.File
	day  string
	buf  *bufio.Writer

	mu  sync.Mutex // guards everything below
	err error      // why the tape is behind, nil when it is not
}

// tapePause is how long a commit may be on the way to the tape.
const tapePause = time.Second

// One line of the tape; the bytes of the commit are the bytes of the record.
const (
	lineHead = `{"hash":"`
	lineData = `","data":`
	lineTail = "}\n"
)

// parseLine cuts a line, with or without its line feed, into hash and data.
func parseLine(line []byte) (hash string, data []byte, err error) {
	line, head := bytes.CutPrefix(bytes.TrimSuffix(line, []byte("\n")), []byte(lineHead))
	hashed, data, cut := bytes.Cut(line, []byte(lineData))
	data, tail := bytes.CutSuffix(data, []byte("}"))
	if !head || !cut || !tail || len(hashed) != len(journal.Genesis) {
		return "", nil, errors.New("not a line of the tape")
	}
	return string(hashed), data, nil
}

// openTape finds where the tape ends, cuts off a torn line, and gives the
// record back what only the tape still has.
func openTape(s *Store) (*tape, error) {
	t := &tape{s: s, dir: s.o.Tape, quit: make(chan struct{})}
	files, err := tapeFiles(t.dir)
	if err != nil {
		return nil, err
	}
	for len(files) > 0 {
		last := files[len(files)-1]
		line, err := lastLine(last)
		if err != nil {
			return nil, fmt.Errorf("store: reading the tape: %w", err)
		}
		if line == nil { // nothing whole in it yet
			files = files[:len(files)-1]
			continue
		}
		hash, data, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("%w (the end of %s)", ErrTapeDiffers, filepath.Base(last))
		}
		c, err := journal.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("%w (the end of %s: %w)", ErrTapeDiffers, filepath.Base(last), err)
		}
		t.seq = c.Seq
		return t, t.agree(hash, files)
	}
	return t, nil
}

// agree checks that the end of the tape is a commit of the record. A tape that
// goes on where the record ends gives it back what the disk lost.
func (t *tape) agree(hash string, files []string) error {
	s := t.s
	if t.seq > s.chain.Seq {
		return t.giveBack(files)
	}
	known := s.chain.Hash
	if t.seq < s.chain.Seq {
		data, err := s.entry(t.seq + 1)
		if err != nil {
			return err
		}
		c, err := journal.Decode(data)
		if err != nil {
			return unreadable(t.seq+1, err)
		}
		known = c.Prev
	}
	if hash != known {
		return fmt.Errorf("%w (at commit %d)", ErrTapeDiffers, t.seq)
	}
	return nil
}

func (t *tape) giveBack(files []string) error {
	s := t.s
	p := player{update: s.update, chain: s.chain, fold: s.fold}
	if err := p.play(files); err != nil {
		if errors.Is(err, ErrDamaged) {
			err = fmt.Errorf("%w (%s)", ErrTapeDiffers, err.Error())
		}
		return err
	}
	s.chain = p.chain
	s.advance(p.chain.Seq)
	return nil
}

func (t *tape) start() { t.done.Go(t.run) }

// stop writes what is left and waits for the end.
func (t *tape) stop() error {
	if t == nil {
		return nil
	}
	close(t.quit)
	t.done.Wait()
	t.catchUp()
	return t.close()
}

func (t *tape) run() {
	for {
		wake := t.s.waiting()
		if t.seq >= t.s.Head() && t.problem() == nil {
			select {
			case <-t.quit:
				return
			case <-wake:
			}
		}
		// Commits that come together are synced together.
		pause := time.NewTimer(tapePause)
		select {
		case <-t.quit:
			pause.Stop()
			return
		case <-pause.C:
		}
		t.catchUp()
		// A missing ballast is no reason to stop; it is looked after again with the next commits.
		_ = t.s.keepReserve()
	}
}

// catchUp writes all commits that are not on the tape, and syncs. A tape that
// cannot be written never stops the office: it is said, and tried again.
func (t *tape) catchUp() {
	err := t.write()
	if err != nil {
		// What was written of a failed batch is unknown: begin again behind the last whole line.
		_ = t.close()
		if at, again := t.end(); again == nil {
			t.seq = at
		}
	}
	t.mu.Lock()
	t.err = err
	t.mu.Unlock()
}

func (t *tape) write() error {
	for head := t.s.Head(); t.seq < head; {
		page, err := t.s.page(t.seq, head)
		if err != nil {
			return err
		}
		for _, e := range page {
			c, err := journal.Head(e.Data)
			if err != nil {
				return err
			}
			if err := t.line(&c, e.Data); err != nil {
				return err
			}
		}
		if err := t.sync(); err != nil {
			return err
		}
		t.seq = page[len(page)-1].Seq
	}
	return nil
}

func (t *tape) line(c *journal.Commit, data []byte) error {
	if day := centre.DateOf(c.At).String(); day != t.day || t.file == nil {
		if err := t.turn(day); err != nil {
			return err
		}
	}
	for _, part := range [][]byte{[]byte(lineHead), []byte(journal.Hash(c.Prev, data)), []byte(lineData), data, []byte(lineTail)} {
		if _, err := t.buf.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// turn goes on to the file of another day.
func (t *tape) turn(day string) error {
	if err := t.close(); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(t.dir, day+".jsonl"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o640)
	if err != nil {
		return err
	}
	t.file, t.day, t.buf = f, day, bufio.NewWriterSize(f, 64<<10)
	return syncDir(t.dir)
}

func (t *tape) sync() error {
	if t.file == nil {
		return nil
	}
	if err := t.buf.Flush(); err != nil {
		return err
	}
	return t.file.Sync()
}

func (t *tape) close() error {
	if t.file == nil {
		return nil
	}
	err := errors.Join(t.sync(), t.file.Close())
	t.file = nil
	return err
}

// end cuts a torn line off the last file and gives the number of the last commit on the tape.
func (t *tape) end() (uint64, error) {
	files, err := tapeFiles(t.dir)
	for ; err == nil && len(files) > 0; files = files[:len(files)-1] {
		line, err := lastLine(files[len(files)-1])
		if err != nil {
			return 0, err
		}
		if line == nil {
			continue
		}
		_, data, err := parseLine(line)
		if err != nil {
			return 0, err
		}
		c, err := journal.Decode(data)
		return c.Seq, err
	}
	return 0, err
}

func (t *tape) problem() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err
}

// TapeProblem says why the tape is behind; nil when it is not.
func (s *Store) TapeProblem() error { return s.tape.problem() }

func tapeFiles(dir string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "????-??-??.jsonl"))
	if err != nil {
		return nil, err
	}
	return names, nil // sorted by day, for Glob sorts
}

// lastLine gives the last whole line, nil when there is none, and cuts off what
// a power cut left behind it.
func lastLine(path string) (line []byte, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	var tail []byte
	for at := size; at > 0; {
		n := min(at, 256<<10)
		at -= n
		block := make([]byte, n)
		if _, err := f.ReadAt(block, at); err != nil {
			return nil, err
		}
		tail = append(block, tail...)
		end := bytes.LastIndexByte(tail, '\n')
		if end < 0 {
			continue
		}
		start := bytes.LastIndexByte(tail[:end], '\n')
		if start < 0 && at > 0 {
			continue
		}
		if whole := at + int64(end) + 1; whole < size {
			if err := errors.Join(f.Truncate(whole), f.Sync()); err != nil {
				return nil, err
			}
		}
		return tail[start+1 : end], nil
	}
	if size > 0 {
		return nil, errors.Join(f.Truncate(0), f.Sync())
	}
	return nil, nil
}

// entryLine is a line as read back.
type entryLine struct {
	hash string
	data []byte
}

// tapeLines reads whole lines of the files in their order; half a line at the
// very end is left out.
func tapeLines(files []string) func(func(entryLine, error) bool) {
	return func(yield func(entryLine, error) bool) {
		for _, path := range files {
			if !linesOf(path, yield) {
				return
			}
		}
	}
}

func linesOf(path string, yield func(entryLine, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		yield(entryLine{}, err)
		return false
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 256<<10)
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return true
		}
		if err == nil {
			var l entryLine
			if l.hash, l.data, err = parseLine(line); err == nil {
				if !yield(l, nil) {
					return false
				}
				continue
			}
			err = fmt.Errorf("%s line %d: %w", strings.TrimSuffix(filepath.Base(path), ".jsonl"), n, err)
		}
		yield(entryLine{}, err)
		return false
	}
}
