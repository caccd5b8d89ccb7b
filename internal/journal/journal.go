// Package journal is the one written language of the office: the words of the
// record with their envelope, the hash chain that makes it tamper-evident, and
// the interface of whatever keeps it. The same bytes stand on disk, on the tape
// and in /v1/journal. A word once written is never changed or removed, and an
// unknown word is refused, not skipped.
//
// The room knows neither disk nor wire nor rule.
package journal

import (
	"context"
	"errors"
	"iter"
	"time"

	"motcua/internal/queue"
)

// Entry is one commit as it is kept: its number, counted from 1 without gaps, and its bytes.
type Entry struct {
	Seq  uint64
	Data []byte
}

// Journal keeps the record. Implementations pass the suite in journaltest.
type Journal interface {
	// Append writes one commit after the given head and returns when it is
	// durable. ErrConflict: the head is another one, nothing was written. Any
	// other error leaves the outcome unknown; appending again with the same
	// `after` is safe. Nil data asks whether `after` is still the head.
	Append(ctx context.Context, after uint64, data []byte) error
	// Read gives every entry after the given one, without gaps, to the head at its call.
	Read(ctx context.Context, after uint64) iter.Seq2[Entry, error]
	// Watch is Read that then follows until the context ends.
	Watch(ctx context.Context, after uint64) iter.Seq2[Entry, error]
	Close() error
}

// Appender is a Journal that is handed the decoded commit beside its bytes, so
// that it need not decode what the hub has just encoded. The commit is only
// read, and not kept after the return.
type Appender interface {
	AppendCommit(ctx context.Context, after uint64, data []byte, c *Commit) error
}

// Errors of a journal. Everything else an Append returns leaves its outcome unknown.
var (
	// ErrConflict says that somebody else has appended.
	ErrConflict = errors.New("journal: the head has moved on")
	// ErrBroken says that the medium failed in a way after which nothing may be
	// believed: the program ends and is started again.
	ErrBroken = errors.New("journal: the medium has failed")
	// ErrClosed says that the journal was closed.
	ErrClosed = errors.New("journal: closed")
)

// Version is the version of the envelope this program writes.
const Version = 1

// Commit is the envelope of one append: a batch of acts decided in order.
type Commit struct {
	V    int       `json:"v"`
	Seq  uint64    `json:"seq"`
	Prev string    `json:"prev"` // hash of the commit before, hex
	Hub  string    `json:"hub"`
	At   time.Time `json:"at"`
	Acts []Act     `json:"acts"`
}

// Act is what one command did. Key and Request (SHA-256 of route and body, hex)
// make a repeat harmless; the events are the answer.
type Act struct {
	Key     string        `json:"key"`
	Request string        `json:"request,omitempty"`
	At      time.Time     `json:"at"`
	By      queue.Actor   `json:"by"`
	Events  []queue.Event `json:"events"` // encoded as {"name":WORD, ...}
}

// Order is a command as it reaches the hub: with the key that makes a repeat
// harmless and the digest of the request it came in.
type Order struct {
	Key     string
	Request string
	By      queue.Actor
	Do      queue.Wish
}

// Answer is what became of an order. Events are nil in a replay after a restart;
// Ticket and Call are always as they were the first time.
type Answer struct {
	Seq    uint64
	At     time.Time
	Ticket string
	Call   *queue.Call
	Events []queue.Event
	Replay bool
}

// Errors of a desk that are not refusals of the law.
var (
	// ErrKeyReused says that the key came before with another request.
	ErrKeyReused = errors.New("journal: the key belongs to another request")
	// ErrNotDurable says that nothing was told because nothing could be stored; trying again later with the same key is safe.
	ErrNotDurable = errors.New("journal: the record cannot be written just now")
)

// AnswerOf is what an act says to who asked for it: the visit it is about, and
// the call it made. An act that ends one visit and calls the next is about the next.
func AnswerOf(seq uint64, a *Act) Answer {
	ans := Answer{Seq: seq, At: a.At, Events: a.Events}
	for _, e := range a.Events {
		v, isVisit := e.(interface{ About() queue.Visit })
		switch e := e.(type) {
		case queue.Called:
			ans.Call, ans.Ticket = &e.Call, e.Ticket
		case queue.Recalled:
			ans.Call = &e.Call
		default: // no call
		}
		if isVisit && ans.Ticket == "" {
			ans.Ticket = v.About().Ticket
		}
	}
	return ans
}
