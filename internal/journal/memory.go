package journal

import (
	"bytes"
	"context"
	"iter"
	"sync"
)

// Memory is a Journal that forgets when the program ends, for tests and rehearsals.
type Memory struct {
	mu      sync.Mutex // guards everything below
	entries [][]byte
	wake    chan struct{} // closed at the next append or at Close
	closed  bool
}

var _ Journal = (*Memory)(nil)

// NewMemory makes an empty journal.
func NewMemory() *Memory { return &Memory{wake: make(chan struct{})} }

// Append writes one commit after the given head.
func (m *Memory) Append(ctx context.Context, after uint64, data []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	if uint64(len(m.entries)) != after {
		return ErrConflict
	}
	if data == nil {
		return nil
	}
	m.entries = append(m.entries, bytes.Clone(data))
	close(m.wake)
	m.wake = make(chan struct{})
	return nil
}

// Read gives every entry after the given one, to the head at its call.
func (m *Memory) Read(ctx context.Context, after uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		m.mu.Lock()
		entries, closed := m.entries, m.closed
		m.mu.Unlock()
		if closed {
			yield(Entry{}, ErrClosed)
			return
		}
		for seq := after + 1; seq <= uint64(len(entries)); seq++ {
			if err := ctx.Err(); err != nil {
				yield(Entry{}, err)
				return
			}
			if !yield(Entry{Seq: seq, Data: entries[seq-1]}, nil) {
				return
			}
		}
	}
}

// Watch is Read that then follows until the context ends.
func (m *Memory) Watch(ctx context.Context, after uint64) iter.Seq2[Entry, error] {
	return Follow(ctx, after, m.Read, m.waiting)
}

// Close ends the journal and every watch of it.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.closed {
		m.closed = true
		close(m.wake)
	}
	return nil
}

// waiting gives the channel that the next change closes.
func (m *Memory) waiting() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.wake
}
