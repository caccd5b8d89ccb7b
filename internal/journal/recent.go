package journal

import (
	"context"
	"iter"
	"sync"
)

// Recent keeps the last commits of a journal in memory, so that those who follow
// closely never ask the disk, however many they are. Whoever appends adds what is
// durable, in order, and then tells.
type Recent struct {
	from  Journal
	limit int

	mu     sync.Mutex // guards everything below
	head   uint64     // the last commit that was told
	list   []Entry
	size   int
	wake   chan struct{} // closed when there is more
	closed bool
}

// NewRecent keeps commits of so many bytes, and reads older ones from the journal.
func NewRecent(from Journal, bytes int) *Recent {
	return &Recent{from: from, limit: bytes, wake: make(chan struct{})}
}

// Add takes a durable commit; one that is there already is passed over.
func (r *Recent) Add(e Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.list); n > 0 {
		if e.Seq <= r.list[n-1].Seq {
			return
		}
		if e.Seq != r.list[n-1].Seq+1 {
			r.list, r.size = nil, 0
		}
	}
	r.list = append(r.list, e)
	r.size += len(e.Data)
	for r.size > r.limit && len(r.list) > 1 {
		r.size -= len(r.list[0].Data)
		r.list[0] = Entry{}
		r.list = r.list[1:]
	}
}

// Tell lets everyone read up to the given commit, and wakes those who wait for it.
func (r *Recent) Tell(head uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if head > r.head && !r.closed {
		r.head = head
		close(r.wake)
		r.wake = make(chan struct{})
	}
}

// Head is the last commit that was told.
func (r *Recent) Head() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.head
}

// Close ends everyone who follows, with ErrClosed. The journal stays open.
func (r *Recent) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		r.closed = true
		close(r.wake)
	}
}

// Follow gives every commit after the given one, without gaps, as they are told.
func (r *Recent) Follow(ctx context.Context, after uint64) iter.Seq2[Entry, error] {
	return Follow(ctx, after, r.Read, r.waiting)
}

// Read gives the commits after the given one that were told before its call or meanwhile.
func (r *Recent) Read(ctx context.Context, after uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for {
			page, err := r.next(ctx, after)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			from := after
			for e, err := range page {
				if !yield(e, err) || err != nil {
					return
				}
				if after = e.Seq; after >= r.Head() {
					break
				}
			}
			if after == from {
				return
			}
		}
	}
}

// next gives what follows a commit, from memory or, where that does not reach
// back so far, from the journal.
func (r *Recent) next(ctx context.Context, after uint64) (iter.Seq2[Entry, error], error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []Entry
	switch {
	case r.closed:
		return nil, ErrClosed
	case after >= r.head || ctx.Err() != nil:
		return func(func(Entry, error) bool) {}, ctx.Err()
	case len(r.list) == 0 || r.list[0].Seq > after+1:
		return r.from.Read(ctx, after), nil
	default:
		first := r.list[0].Seq
		list = r.list[after+1-first : r.head+1-first]
	}
	return func(yield func(Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}, nil
}

func (r *Recent) waiting() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.wake
}
