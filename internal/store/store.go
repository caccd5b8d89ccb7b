package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
)

// Names in the data directory.
const (
	fileName    = "centre.db"
	tapeName    = "tape"
	backupName  = "backup"
	reserveName = "reserve"
	addressName = "address"
)

// Options change how a data directory is opened; the zero value is right for a hub.
type Options struct {
	// Tape is the directory of the tape, best on a second disk. Empty: tape/ in the data directory.
	Tape string
	// MaxSize bounds centre.db in bytes. 0: the disk is the bound.
	MaxSize int
	// Reserve is the size of the ballast in bytes. 0: 4 MiB or 5 % of the disk, the smaller. Negative: none.
	Reserve int64
	// Wait is how long another process may take to let go of the directory. 0: 2 s.
	Wait time.Duration
}

// Store is one open data directory. Its methods may be called from anywhere.
type Store struct {
	dir  string
	o    Options
	lock *os.File // holds the directory

	tape *tape

	open sync.RWMutex // guards db, which is replaced after a full disk
	db   *bolt.DB

	write sync.Mutex // serialises writers and guards everything below
	chain journal.Chain
	fold  *fold // nil: to be folded again before the next append

	head headline
}

// headline is what readers may ask without waiting for a writer.
type headline struct {
	mu     sync.Mutex // guards everything below
	seq    uint64
	wake   chan struct{} // closed at the next append or at Close
	closed bool
}

// Open opens the data directory, making it when there is none, and finishes
// what a power cut left undone. The caller closes the store.
func Open(dir string, o Options) (*Store, error) {
	if o.Wait == 0 {
		o.Wait = 2 * time.Second
	}
	if o.Tape == "" {
		o.Tape = filepath.Join(dir, tapeName)
	}
	for _, d := range []string{dir, o.Tape, filepath.Join(dir, backupName)} {
		if err := os.MkdirAll(d, 0o750); err != nil {
			return nil, fmt.Errorf("store: making %s: %w", d, err)
		}
	}
	lock, err := lockDir(dir, o.Wait)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, o: o, lock: lock, head: headline{wake: make(chan struct{})}}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.release())
	}
	return s, nil
}

func (s *Store) start() error {
	if err := create(s.path()); err != nil {
		return err
	}
	db, err := openFile(s.path(), s.o, false)
	if err != nil {
		return err
	}
	s.db = db
	if err := s.checkFormat(); err != nil {
		return err
	}
	if err := s.refold(); err != nil {
		return err
	}
	t, err := openTape(s)
	if err != nil {
		return err
	}
	if err := s.keepReserve(); err != nil && !full(err) {
		return fmt.Errorf("store: keeping a reserve: %w", err)
	}
	s.tape = t
	t.start()
	return nil
}

// Close waits for writers, finishes the tape and lets the directory go.
// Closing twice is harmless.
func (s *Store) Close() error {
	s.head.mu.Lock()
	was := s.head.closed
	s.head.closed = true
	if !was {
		close(s.head.wake)
	}
	s.head.mu.Unlock()
	if was {
		return nil
	}
	s.write.Lock() // a writer inside an append finishes first
	defer s.write.Unlock()
	err := s.tape.stop()
	return errors.Join(err, s.release())
}

func (s *Store) release() error {
	s.open.Lock()
	defer s.open.Unlock()
	var err error
	if s.db != nil {
		err = s.db.Close()
		s.db = nil
	}
	return errors.Join(err, s.lock.Close())
}

// Head is the number of the last commit.
func (s *Store) Head() uint64 {
	s.head.mu.Lock()
	defer s.head.mu.Unlock()
	return s.head.seq
}

// Dir is the data directory.
func (s *Store) Dir() string { return s.dir }

func (s *Store) path() string { return filepath.Join(s.dir, fileName) }

// advance tells the new head to whoever waits for it.
func (s *Store) advance(seq uint64) {
	s.head.mu.Lock()
	defer s.head.mu.Unlock()
	s.head.seq = seq
	if !s.head.closed {
		close(s.head.wake)
		s.head.wake = make(chan struct{})
	}
}

func (s *Store) waiting() <-chan struct{} {
	s.head.mu.Lock()
	defer s.head.mu.Unlock()
	return s.head.wake
}

func (s *Store) closed() bool {
	s.head.mu.Lock()
	defer s.head.mu.Unlock()
	return s.head.closed
}

// WriteAddress notes where the hub listens now, for programs on the same machine.
func WriteAddress(dir, address string) error {
	return writeWhole(filepath.Join(dir, addressName), []byte(address+"\n"))
}

// ReadAddress gives what WriteAddress noted last.
func ReadAddress(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, addressName))
	if err != nil {
		return "", err
	}
	for i, c := range b {
		if c == '\n' {
			return string(b[:i]), nil
		}
	}
	return string(b), nil
}
