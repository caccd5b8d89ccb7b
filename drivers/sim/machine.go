package sim

import (
	"context"
	"math"
	"sync"

	"motcua/drivers/escpos"
	"motcua/drivers/wire"
)

// Endless is the paper of a roll that never ends.
const Endless = math.MaxInt32

// Knobs is what a person can do to the machine, and how it behaves. The zero
// value of a field but Paper is a healthy machine.
type Knobs struct {
	Paper   int   // millimetres left on the roll; 0 is out of paper
	NearEnd int   // told as running low when so many millimetres or fewer are left; 0 is 5,000
	Cover   bool  // open
	Jam     bool  // the cutter cannot move at the next cut
	Hot     bool  // the head is too hot
	Mute    bool  // prints and answers nothing
	Garbage bool  // answers with noise between
	Speed   int   // millimetres of paper a second; 0 is at once
	Slow    int   // bytes taken a second; 0 is at once
	CutAt   int64 // the connection breaks after so many more bytes, once; 0 is never
}

// bufferSize is how many bytes the machine takes before the wire must wait.
const bufferSize = 4096

// Machine is a receipt printer: bytes go in, paper comes out, and it answers
// what its profile can answer. Run it, and give it connections.
type Machine struct {
	profile escpos.Profile
	dir     string

	sending sync.Mutex // held while bytes go to the host

	mu       sync.Mutex // guards everything below
	changed  chan struct{}
	knobs    Knobs
	conn     wire.Conn
	in       []byte // taken and not yet worked through
	real     [2]byte
	mask     byte          // of the automatic status
	told     escpos.Status // by it
	jammed   bool
	spare    int // dots of the millimetre of paper that is being used
	slip     escpos.Bitmap
	tickets  []Ticket
	count    int
	onTicket func(Ticket)
	saveErr  error
}

// Ticket is one piece of paper that was cut off.
type Ticket struct {
	No     int
	Bitmap escpos.Bitmap
	File   string // of its picture, when the machine has a folder
}

// NewMachine is a machine with a full roll. The pictures of its tickets go into
// the folder dir, unless that is empty.
func NewMachine(p escpos.Profile, dir string) *Machine {
	m := &Machine{profile: p, dir: dir, changed: make(chan struct{}), slip: escpos.NewBitmap(p.Dots, 0)}
	m.knobs.Paper = Endless
	return m
}

// Turn changes the knobs; the machine notices at once and tells its host.
func (m *Machine) Turn(fn func(k *Knobs)) {
	m.mu.Lock()
	fn(&m.knobs)
	if !m.knobs.Jam {
		m.jammed = false
	}
	m.wake()
	noisy := m.knobs.Garbage
	m.mu.Unlock()
	if noisy {
		m.send(nil)
	}
	m.report()
}

// Knobs is how the knobs stand.
func (m *Machine) Knobs() Knobs {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.knobs
}

// Tickets is the last tickets, at most the last sixteen.
func (m *Machine) Tickets() []Ticket {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Ticket(nil), m.tickets...)
}

// Count is how many tickets were cut off.
func (m *Machine) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.count
}

// Slip is the paper that hangs out and is not cut off yet.
func (m *Machine) Slip() escpos.Bitmap {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.slip
	s.Bits = append([]byte(nil), s.Bits...)
	return s
}

// OnTicket sets who is told of each ticket; it is called by the machine's own
// goroutine and must return soon.
func (m *Machine) OnTicket(fn func(Ticket)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.onTicket = fn
}

// wake tells those who wait that something changed. The caller holds the mutex.
func (m *Machine) wake() {
	close(m.changed)
	m.changed = make(chan struct{})
}

// wait waits until ok, asked under the mutex, is true; false when ctx ended first.
func (m *Machine) wait(ctx context.Context, ok func() bool) bool {
	for {
		m.mu.Lock()
		done, changed := ok(), m.changed
		m.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

// status is how the machine is. The caller holds the mutex.
func (m *Machine) status() escpos.Status {
	k := m.knobs
	near := k.NearEnd
	if near == 0 {
		near = 5000
	}
	s := escpos.Status{
		Cover: k.Cover, PaperOut: k.Paper <= 0, PaperLow: k.Paper <= near,
		Cutter: m.jammed, Recoverable: k.Hot,
	}
	s.Offline = s.Stopped()
	return s
}

// report sends the automatic status when it was asked for and has changed.
func (m *Machine) report() {
	m.mu.Lock()
	s := m.status()
	tell := m.mask != 0 && s != m.told
	if tell {
		m.told = s
	}
	m.mu.Unlock()
	if tell {
		b := s.ASB()
		m.send(b[:])
	}
}
