package lan

import (
	"context"
	"fmt"
	"iter"
	"net"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"motcua/internal/journal"
	"motcua/internal/queue"
)

// Desk is the hub as the corridor needs it.
type Desk interface {
	// Do decides an order and answers when it is durable. Errors are a
	// *queue.Refusal, journal.ErrKeyReused, journal.ErrNotDurable or the context's.
	Do(ctx context.Context, o journal.Order) (journal.Answer, error)
	// Look shows the state of the last durable commit. The function must be quick and keep nothing.
	Look(ctx context.Context, see func(s *queue.State, seq uint64)) error
	// Follow gives every commit after the given one and then those to come.
	Follow(ctx context.Context, after uint64) iter.Seq2[journal.Entry, error]
	// Head is the number of the last durable commit.
	Head() uint64
	// Ready is nil when a command would be accepted.
	Ready() error
	// Seal encrypts free text under the key of the day.
	Seal(text string) (queue.Sealed, error)
}

// Options of a server. The zero value serves without a forecast, without roles
// and with the clock of the machine.
type Options struct {
	// Secret makes the tokens of the phone tickets; it belongs to the site.
	Secret []byte
	// Dev lets `Authorization: Dev ROLE` pick a role and accepts commands of
	// anybody. Until there is enrolment it is the only way to be let in.
	Dev bool
	// Now is the clock of the hub, for questions that need a time.
	Now func() time.Time
	// Forecast says how long a ticket waits, in minutes; ok is false where it is
	// not known, reason is a word for why, or for what is special.
	Forecast func(s *queue.State, ticket string, at time.Time) (low, high int, ok bool, reason string)
	// Metrics are served at /metrics beside the server's own; nil makes a registry.
	Metrics *prometheus.Registry
	// Heartbeat is the pause after which a silent stream shows that it lives; 0 is 15 s.
	Heartbeat time.Duration
	// WriteWait is how long a client may take to accept what it asked for; 0 is 5 s.
	WriteWait time.Duration
	// Logf, if set, is told of a broken promise of our own code, without values of the caller.
	Logf func(format string, args ...any)
}

func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 15 * time.Second
	}
	if o.WriteWait == 0 {
		o.WriteWait = 5 * time.Second
	}
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	if o.Logf == nil {
		o.Logf = func(string, ...any) {}
	}
}

// CheckListen refuses every address but loopback: without a site CA the
// interface is plain HTTP and lets anybody command.
func CheckListen(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("the address %q is not HOST:PORT; write for example 127.0.0.1:8440", addr)
	}
	if strings.EqualFold(host, "localhost") {
		return nil
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("the address %q can be reached from other machines, and this hub has no site CA yet: "+
		"it would answer without sign-in over plain HTTP; use 127.0.0.1, ::1 or localhost", addr)
}
