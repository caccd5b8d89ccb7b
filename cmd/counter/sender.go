package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/ui/counter"
)

// sender sends the presses of the window in order, each by its own key until it
// is answered. What may wait (the outcome of the visitor in hand) is kept on
// disk, so that it is sent once even if the window is closed meanwhile.
type sender struct {
	hub  *lan.Client
	file string
	more chan struct{} // 1: something has come

	mu        sync.Mutex // guards everything below
	waiting   []pending
	withdrawn []uint64
	under     context.CancelFunc // ends the press under way
	underID   uint64
}

// pending is one press that has no answer yet.
type pending struct {
	ID    uint64       `json:"-"`
	Key   string       `json:"key"`
	Do    queue.Finish `json:"finish"` // the only wish that is kept over a restart
	Kept  bool         `json:"-"`
	wish  queue.Wish
	until time.Time
}

func newSender(hub *lan.Client, file string) *sender {
	s := &sender{hub: hub, file: file, more: make(chan struct{}, 1)}
	raw, err := os.ReadFile(file)
	if err != nil {
		return s
	}
	if err := json.Unmarshal(raw, &s.waiting); err != nil {
		s.waiting = nil // a file from another program: nothing of ours is lost
		return s
	}
	for i := range s.waiting {
		s.waiting[i].wish, s.waiting[i].Kept = s.waiting[i].Do, true
	}
	return s
}

// take takes an order of the window. It never waits.
func (s *sender) take(o counter.Order) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch o := o.(type) {
	case counter.Press:
		p := pending{ID: o.ID, Key: lan.NewKey(), wish: o.Do, until: o.Until}
		if f, ok := o.Do.(queue.Finish); ok {
			p.Do, p.Kept = f, true
		}
		s.waiting = append(s.waiting, p)
		s.keep()
	case counter.Withdraw:
		s.withdrawn = append(s.withdrawn, o.ID)
		if s.under != nil && s.underID == o.ID {
			s.under()
		}
	case counter.Bell, counter.Zoom:
	}
	select {
	case s.more <- struct{}{}:
	default:
	}
}

// run sends until the context ends.
func (s *sender) run(ctx context.Context, settled func(uint64, *queue.Refusal)) {
	s.wake()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.more:
		}
		for {
			p, ok := s.next()
			if !ok {
				break
			}
			err, dropped := s.send(ctx, p)
			if ctx.Err() != nil {
				return
			}
			s.done(p.Key)
			if !dropped && p.ID != 0 {
				settled(p.ID, lan.RefusalOf(err))
			}
		}
	}
}

func (s *sender) wake() {
	select {
	case s.more <- struct{}{}:
	default:
	}
}

func (s *sender) next() (pending, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 {
		return pending{}, false
	}
	return s.waiting[0], true
}

// send repeats one press until it is answered, taken back or too late.
func (s *sender) send(ctx context.Context, p pending) (err error, dropped bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if !p.until.IsZero() {
		ctx, cancel = context.WithDeadline(ctx, p.until)
		defer cancel()
	}
	s.mu.Lock()
	if slices.Contains(s.withdrawn, p.ID) {
		s.mu.Unlock()
		return nil, true
	}
	s.under, s.underID = cancel, p.ID
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.under = nil
		s.mu.Unlock()
	}()
	for {
		_, err := s.hub.Wish(ctx, p.Key, p.wish)
		if answered(err) {
			return err, false
		}
		select {
		case <-ctx.Done():
			return nil, true
		case <-time.After(300 * time.Millisecond):
		}
	}
}

func (s *sender) done(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.waiting {
		if s.waiting[i].Key == key {
			s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
			break
		}
	}
	s.keep()
}

// keep writes what may wait over a restart; the caller holds the lock. A disk
// that refuses costs only that: the press is still sent while the window is open.
func (s *sender) keep() {
	var list []pending
	for _, p := range s.waiting {
		if p.Kept {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		if err := os.Remove(s.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintln(os.Stderr, "counter:", err)
		}
		return
	}
	raw, err := json.Marshal(list)
	if err == nil {
		err = os.WriteFile(s.file+".new", raw, 0o600)
	}
	if err == nil {
		err = os.Rename(s.file+".new", s.file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "counter:", err)
	}
}

// close says what stays behind.
func (s *sender) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, p := range s.waiting {
		if p.Kept {
			n++
		}
	}
	if n > 0 {
		fmt.Fprintf(os.Stderr, "counter: %d steps could not be sent; they are sent at the next start\n", n)
	}
	return nil
}
