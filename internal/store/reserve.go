package store

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
)

// The ballast is a file of no use: when the disk is full it is given up once, so
// that the day can end, and made again when there is room.

func (s *Store) reservePath() string { return filepath.Join(s.dir, reserveName) }

// keepReserve makes the ballast if it is missing and there is ample room for it.
func (s *Store) keepReserve() error {
	if s.o.Reserve < 0 {
		return nil
	}
	if _, err := os.Stat(s.reservePath()); err == nil {
		return nil
	}
	size, free, err := room(s.dir)
	if err != nil {
		return err
	}
	want := s.o.Reserve
	if want == 0 {
		want = min(4<<20, size/20)
	}
	if free < 3*want {
		return nil
	}
	// Random bytes, so that no file system stores them as a hole or compressed.
	data := make([]byte, want)
	rand.Read(data)
	return writeWhole(s.reservePath(), data)
}

// freeReserve gives the ballast up and reports whether there was one.
func (s *Store) freeReserve() bool {
	if err := os.Remove(s.reservePath()); err != nil {
		return false
	}
	// The name is gone; that the blocks are free again needs no sync.
	return true
}

// HasReserve tells whether the ballast is in place; without it the next full disk ends the day at once.
func (s *Store) HasReserve() bool {
	_, err := os.Stat(s.reservePath())
	return s.o.Reserve < 0 || !errors.Is(err, os.ErrNotExist)
}
