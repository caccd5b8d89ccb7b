package barcode

import (
	"context"
	"errors"
	"sync"
	"time"

	"motcua/drivers"
	"motcua/drivers/wire"
)

const (
	queueSize = 16          // scans that wait for a reader: a visitor does not scan more in a breath
	again     = time.Second // the same text within this time is one scan held too long
)

// Scanner is a drivers.Scanner on a wire, or on a keyboard taken from the system.
type Scanner struct {
	drivers.Pulse

	dialer wire.Dialer
	idle   time.Duration
	make   func() decoder
	scans  chan drivers.Scan
	stop   context.CancelFunc
	owner  sync.WaitGroup
	end    sync.Once

	mu         sync.Mutex // guards everything below
	lastText   string
	lastAt     time.Time
	suppressed int
	overrun    bool // a scan was refused and nobody was told yet
}

// decoder turns what one connection carries into scans.
type decoder interface {
	feed(b []byte, emit func(drivers.Scan))
	pending() bool
	finish() (drivers.Scan, bool)
	spoil(err error)
}

// bytesIn is the decoder of a serial scanner.
type bytesIn struct{ framer }

func (d *bytesIn) feed(b []byte, emit func(drivers.Scan)) {
	for _, c := range b {
		if s, ok := d.push(c); ok {
			emit(s)
		}
	}
}

func (f *framer) spoil(err error) { f.broken = err }

// OpenSerial starts a scanner that sends its codes as text over a wire. A
// scanner that is not there is no error: its Health says so. Options of the
// URI: suffix (any) and idle (80ms), the silence that ends a code.
func OpenSerial(ctx context.Context, u drivers.URI, d wire.Dialer) *Scanner {
	suffix := u.Option("suffix", "any")
	return open(ctx, d, u.Duration("idle", 80*time.Millisecond), func() decoder {
		return &bytesIn{framer{suffix: suffix}}
	})
}

// OpenKeyboard starts a scanner that types its codes as a keyboard does. Options
// of the URI: grab (0), serial, suffix (any) and idle (60ms).
func OpenKeyboard(ctx context.Context, u drivers.URI) *Scanner {
	return openKeys(ctx, u, evdev{u})
}

func openKeys(ctx context.Context, u drivers.URI, d wire.Dialer) *Scanner {
	suffix := u.Option("suffix", "any")
	return open(ctx, d, u.Duration("idle", 60*time.Millisecond), func() decoder {
		return &keyboard{framer: framer{suffix: suffix}}
	})
}

func open(ctx context.Context, d wire.Dialer, idle time.Duration, mk func() decoder) *Scanner {
	s := &Scanner{dialer: d, idle: idle, make: mk, scans: make(chan drivers.Scan, queueSize)}
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	first := make(chan struct{})
	var once sync.Once
	tried := func() { once.Do(func() { close(first) }) }
	s.owner.Go(func() {
		wire.Keep(life, d, func(c wire.Conn) (bool, error) {
			s.Tell(drivers.Health{State: drivers.Online})
			tried()
			return s.listen(life, c)
		}, func(err error) {
			s.Tell(wire.Lost(err))
			tried()
		})
	})
	select {
	case <-first:
	case <-ctx.Done():
	}
	return s
}

// listen reads one connection to its end.
func (s *Scanner) listen(life context.Context, c wire.Conn) (bool, error) {
	defer context.AfterFunc(life, func() { c.Close() })()
	d := s.make()
	buf := make([]byte, 4096)
	for {
		var until time.Time
		if d.pending() {
			until = time.Now().Add(s.idle)
		}
		if err := c.SetReadDeadline(until); err != nil {
			return true, s.ended(d, err)
		}
		n, err := c.Read(buf)
		d.feed(buf[:n], s.deliver)
		clear(buf[:n])
		if err == nil {
			continue
		}
		if err = wire.Explain(err); !errors.Is(err, drivers.ErrTimeout) {
			return true, s.ended(d, err)
		}
		if scan, ok := d.finish(); ok {
			s.deliver(scan)
		}
	}
}

// ended tells of a code that broke off with the connection.
func (s *Scanner) ended(d decoder, err error) error {
	if d.pending() {
		d.spoil(drivers.ErrPartial)
		if scan, ok := d.finish(); ok {
			s.deliver(scan)
		}
	}
	return wire.Explain(err)
}

// deliver hands a scan on. It never waits: the reader of a keyboard that waits
// loses keys. What nobody takes is refused, and the next scan is preceded by
// the news of it.
func (s *Scanner) deliver(scan drivers.Scan) {
	scan.At, scan.Source = time.Now(), s.String()
	s.mu.Lock()
	defer s.mu.Unlock()
	if scan.Err == nil {
		twice := scan.Text == s.lastText && scan.At.Sub(s.lastAt) < again
		s.lastText, s.lastAt = scan.Text, scan.At
		if twice {
			s.suppressed++
			return
		}
	}
	if s.overrun {
		select {
		case s.scans <- drivers.Scan{At: scan.At, Source: scan.Source, Err: drivers.ErrOverrun}:
			s.overrun = false
		default:
			return
		}
	}
	select {
	case s.scans <- scan:
	default:
		s.overrun = true
	}
}

// Scans delivers every scan in order.
func (s *Scanner) Scans() <-chan drivers.Scan { return s.scans }

// Suppressed is how many scans were the same code held too long.
func (s *Scanner) Suppressed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.suppressed
}

// String is the canonical URI.
func (s *Scanner) String() string { return s.dialer.String() }

// Info tells what is known about the scanner.
func (s *Scanner) Info() drivers.Info {
	return drivers.Info{Kind: "scanner", Twin: s.dialer.Traits().Twin}
}

// Halt does nothing: a scanner only listens.
func (s *Scanner) Halt() error { return nil }

// Close lets go of the scanner and closes Scans.
func (s *Scanner) Close() error {
	s.stop()
	s.owner.Wait()
	s.end.Do(func() {
		s.mu.Lock()
		s.lastText = ""
		s.mu.Unlock()
		close(s.scans)
		s.Stop(drivers.Health{State: drivers.Gone, Err: drivers.ErrClosed})
	})
	return nil
}
