package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// fill appends until the store says that it is full, and gives how many commits it took.
func fill(t *testing.T, w *scribe) int {
	t.Helper()
	for n := range 20_000 {
		err := w.append([]queue.Event{queue.Shown{Wall: strings.Repeat("w", 12_000), No: n}})
		if err == nil {
			continue
		}
		if !errors.Is(err, store.ErrFull) || !errors.Is(err, journal.ErrNotDurable) {
			t.Fatalf("after %d commits: got %v, want ErrFull", n, err)
		}
		return n
	}
	t.Fatal("never full")
	return 0
}

// stillReads checks that a full store answers every question.
func stillReads(t *testing.T, s *store.Store, w *scribe) {
	t.Helper()
	if s.Head() != w.chain.Seq {
		t.Errorf("head %d, told %d", s.Head(), w.chain.Seq)
	}
	n := uint64(0)
	for e, err := range s.Journal().Read(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		n = e.Seq
	}
	if n != w.chain.Seq {
		t.Errorf("read %d of %d commits", n, w.chain.Seq)
	}
	if days, err := s.Days(); err != nil || len(days) != 1 {
		t.Errorf("days: %v, %v", days, err)
	}
	if _, err := s.Start(); err != nil {
		t.Error(err)
	}
}

func TestFull_BoundOfTheFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Options{MaxSize: 4 << 20})
	w := newScribe(s.Journal())
	w.open("2026-11-23")
	if n := fill(t, w); n < 50 {
		t.Errorf("full after %d commits", n)
	}
	for range 3 {
		fill(t, w)
	}
	stillReads(t, s, w)
	s.Close()
	verify(t, dir)
	if st, err := os.Stat(filepath.Join(dir, "centre.db")); err != nil || st.Size() > 5<<20 {
		t.Errorf("the file has %d bytes, %v", st.Size(), err)
	}
	s = open(t, dir, store.Options{MaxSize: 6 << 20})
	w.j = s.Journal()
	if n := fill(t, w); n < 20 {
		t.Errorf("with a wider bound only %d more", n)
	}
	s.Close()
	verify(t, dir)
}

// limit bounds every file this process writes.
func limit(t *testing.T, bytes uint64) {
	t.Helper()
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
		t.Fatal(err)
	}
	l.Cur = min(bytes, l.Max)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
		t.Fatal(err)
	}
}

// A disk without room is met in the middle of a write, and the same store goes
// on in place as soon as there is room.
func TestFull_GoesOnInPlaceWhenThereIsRoom(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Options{Reserve: 4 << 20})
	w := newScribe(s.Journal())
	w.open("2026-11-23")
	t.Cleanup(func() { limit(t, ^uint64(0)) })
	limit(t, 3<<20) // less than the ballast, so that it cannot be made again meanwhile
	fill(t, w)
	stillReads(t, s, w)
	fill(t, w)
	if s.HasReserve() {
		t.Error("the ballast was not given up")
	}
	limit(t, ^uint64(0))
	w.must([]queue.Event{queue.Shown{Wall: "w"}})
	stillReads(t, s, w)
	s.Close()
	verify(t, dir)
	s = open(t, dir, store.Options{Reserve: 4 << 20})
	if !s.HasReserve() {
		t.Error("the ballast was not made again")
	}
}

// On a real full disk the ballast lets the day end. Without the right to mount
// one, the two tests above stand alone.
func TestFull_TheBallastLetsTheDayEnd(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=12m"); err != nil {
		t.Logf("no small disk here: %v", err)
		return
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	s := open(t, dir, store.Options{Reserve: 2 << 20})
	w := newScribe(s.Journal())
	w.open("2026-11-23")
	if !s.HasReserve() {
		t.Fatal("no ballast to begin with")
	}
	filler := filepath.Join(dir, "filler")
	if err := os.WriteFile(filler, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filler, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.Write(make([]byte, 64<<10))
	}
	f.Close()
	n := fill(t, w)
	if n < 50 {
		t.Errorf("only %d commits after the disk was full: the ballast did not help", n)
	}
	if s.HasReserve() {
		t.Error("the ballast is still there")
	}
	stillReads(t, s, w)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	w.must([]queue.Event{queue.Shown{Wall: "w"}})
	stillReads(t, s, w)
	s.Close()
	verify(t, dir)
}

func TestTape_IsWrittenWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		s := open(t, dir, store.Options{})
		w := newScribe(s.Journal())
		w.open("2026-11-23")
		file := []string{filepath.Join(dir, "tape", "2026-11-23.jsonl")}
		time.Sleep(1100 * time.Millisecond)
		if got := strings.Count(contents(t, file), "\n"); got != 1 {
			t.Errorf("got %d lines, want 1", got)
		}
		w.must([]queue.Event{queue.Shown{Wall: "w"}})
		s.Close()
		if got := strings.Count(contents(t, file), "\n"); got != 2 {
			t.Errorf("after Close got %d lines, want 2", got)
		}
	})
}

func TestTape_ThatCannotBeWrittenStopsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		tape := filepath.Join(dir, "second disk")
		s := open(t, dir, store.Options{Tape: tape})
		w := newScribe(s.Journal())
		if err := os.RemoveAll(tape); err != nil {
			t.Fatal(err)
		}
		w.open("2026-11-23")
		w.must([]queue.Event{queue.Shown{Wall: "w"}})
		time.Sleep(3 * time.Second)
		if s.TapeProblem() == nil {
			t.Error("the missing tape is not said")
		}
		w.must([]queue.Event{queue.Shown{Wall: "w"}})
		if err := os.Mkdir(tape, 0o700); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second)
		if err := s.TapeProblem(); err != nil {
			t.Errorf("still: %v", err)
		}
		if got := strings.Count(contents(t, []string{filepath.Join(tape, "2026-11-23.jsonl")}), "\n"); got != 3 {
			t.Errorf("got %d lines, want 3", got)
		}
		s.Close()
		if _, err := store.Verify(dir, store.Options{Tape: tape}); err != nil {
			t.Error(err)
		}
	})
}
