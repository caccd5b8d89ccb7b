package queue

import "time"

// Status is where a visit stands.
type Status string

// The states of a visit (DESIGN 3.1).
const (
	StatusIssued    Status = "issued"
	StatusUnprinted Status = "unprinted"
	StatusWaiting   Status = "waiting"
	StatusCalled    Status = "called"
	StatusServing   Status = "serving"
	StatusParked    Status = "parked"
	StatusDone      Status = "done"
	StatusCancelled Status = "cancelled"
	StatusVoid      Status = "void"
	StatusLapsed    Status = "lapsed"
)

// Leg is one station of a visit: a service and what became of it there.
type Leg struct {
	Service    string
	Class      string
	ArrivedAt  time.Time // first arrival that counts for the order
	EnteredAt  time.Time // when this leg's wait began
	Place      Place     // how a transferred leg was placed; empty for the first
	Counter    string    // the last counter that called it
	Officer    string
	CalledAt   time.Time // first call
	BegunAt    time.Time
	FinishedAt time.Time
	Outcome    string
	Dossiers   []string
	Fee        int64
}

// Ticket is one visit: one paper number through all its legs.
type Ticket struct {
	ID, Number, Day string
	Status          Status
	Lang            string
	Dossier         string
	IssuedAt        time.Time
	Legs            []Leg
	Spot            Spot // its place in line (current, or the one it was called from)
	Absences        int
	Yields          int
	Call            Call      // the last call
	Reason          string    // of a reserved call, or of the end
	CalledAt        time.Time // last call or recall
	Recalls         int
	Proof           string
	Unproven        bool
	Forgiven        bool
	ReturnMarked    bool
	Rated           bool
	Back            string // counter that gets the visit back first
	Slot            time.Time
	Until           time.Time // of a parked visit
	Booking         string    // the appointment it was made from
	Kiosk           string
	Reserved        bool // a number of a reserved block
	AbsentAt        time.Time
	YieldedTo       string
	YieldedAt       time.Time
	ParkedAt        time.Time
	EndedAt         time.Time
	Coming          bool // said to be on the way

	// What the law needs to remember beside.
	in      *line     // the line it stands in, nil when in none
	version int       // grows with every event about it: what undo depends on
	from    time.Time // when its timer began to run
	late    bool      // a booking that checked in after its grace
	moved   bool      // the key is no longer arrival less head start
	relabel bool      // the class was changed while it stood in no line
	missing bool      // was called in vain, and has not been seen since
	lost    lost      // what a forgiven return gives back
	errand  errand    // what it comes back to
	marked  string    // counter that gave leave to return
	ground  string    // reason of a leg placed first
	waits   []wait    // when it stood where, for "why not me?"
	slips   []slip    // its own absences and steps back
	slip    int       // the one it stands behind for, counted from 1; 0 for none

	// Where Legs and waits begin: most visits need no more.
	ownLeg  [1]Leg
	ownWait [1]wait
}

// Leg is the leg the visit is in.
func (t *Ticket) Leg() *Leg { return &t.Legs[len(t.Legs)-1] }

// Mode is what a counter is doing.
type Mode string

// The modes of a counter.
const (
	ModeClosed Mode = "closed"
	ModeOpen   Mode = "open"
	ModePaused Mode = "paused"
	ModeBusy   Mode = "busy"
)

// Desk is a counter today.
type Desk struct {
	ID      string
	Mode    Mode
	Officer string
	Skills  []string
	Reason  string // of a pause
	Since   time.Time
	Ticket  string // in hand, "" when none
}

// Calling is one call of the day, kept for the walls and for "why not me?".
type Calling struct {
	Call
	Ticket, Number string
	Service, Class string
	At             time.Time
	Key            time.Time
	Order          uint64
	IssuedAt       time.Time
	Reason         string // reserved call
	Place          Place  // of a transferred leg
	Booked         bool
	Recall         int
	RecalledAt     time.Time
	Shown          []string // walls that painted it
	Spoken         time.Time
	Ended          bool // the ticket has left the counter or the call was taken back

	slot   time.Time // of an appointment
	ground string    // reason of a transfer placed first
	skills []string  // of the officer who called; nil: all
}

// Act is what one command did: the unit in which the record is folded and in
// which an officer takes a step back.
type Act struct {
	At     time.Time
	By     Actor
	Events []Event
}
