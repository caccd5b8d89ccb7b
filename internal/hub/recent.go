package hub

import (
	"sync"

	"motcua/internal/journal"
)

// recent are the last commits, so that those who follow closely never ask the
// disk, however many they are.
type recent struct {
	limit int

	mu     sync.Mutex // guards everything below
	list   []journal.Entry
	size   int
	wake   chan struct{} // closed when there is more
	closed bool
}

// add takes a commit; one that is there already is passed over.
func (r *recent) add(e journal.Entry) {
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
		r.list[0] = journal.Entry{}
		r.list = r.list[1:]
	}
}

// after gives what follows the given commit; false when memory does not reach back so far.
func (r *recent) after(seq uint64) ([]journal.Entry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.list) == 0 || r.list[0].Seq > seq+1 {
		return nil, false
	}
	from := min(int(seq+1-r.list[0].Seq), len(r.list))
	return r.list[from:], true
}

// tell wakes everyone who follows.
func (r *recent) tell() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		close(r.wake)
		r.wake = make(chan struct{})
	}
}

func (r *recent) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		r.closed = true
		close(r.wake)
	}
}

func (r *recent) waiting() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.wake
}
