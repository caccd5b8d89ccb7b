// Package board is the public picture of the queue: what everybody may be told
// about tickets, calls and counters, as values that travel as JSON. A snapshot
// is taken from the state of the day, facts follow from the events of a commit
// alone, and folding the facts into a snapshot keeps it equal to a fresh one,
// so that hub and screens cannot disagree.
//
// The room knows no wire and no screen, and nothing personal may enter it.
package board

import "time"

// Leg is one station of a visit, as the public may see it.
type Leg struct {
	Service    string     `json:"service"`
	Counter    string     `json:"counter,omitempty"`
	ArrivedAt  time.Time  `json:"arrived_at"`
	CalledAt   *time.Time `json:"called_at,omitempty"`
	BegunAt    *time.Time `json:"begun_at,omitempty"`
	FinishedAt *time.Time `json:"finished_at,omitempty"`
	Outcome    string     `json:"outcome,omitempty"`
}

// Ticket is one visit (DESIGN 6: `ticket`).
type Ticket struct {
	ID       string    `json:"id"`
	Number   string    `json:"number"`
	Day      string    `json:"day"`
	Service  string    `json:"service"`
	Class    string    `json:"class"`
	State    string    `json:"state"`
	IssuedAt time.Time `json:"issued_at"`
	Legs     []Leg     `json:"legs"`
	// Key and Order are the place in line of a waiting ticket: the order in which lists are kept.
	Key   *time.Time `json:"key,omitempty"`
	Order uint64     `json:"order,omitempty"`
	Back  string     `json:"back,omitempty"`
}

// Called is one call that is not over, for the walls.
type Called struct {
	No      int       `json:"no"`
	Number  string    `json:"number"`
	Ticket  string    `json:"ticket"`
	Service string    `json:"service,omitempty"`
	Counter string    `json:"counter"`
	Room    string    `json:"room"`
	Zone    string    `json:"zone"`
	At      time.Time `json:"at"`
	Recall  int       `json:"recall"`
	// Ended marks an earlier call of a wall: the visitor is no longer awaited.
	// Hidden of those is one that a wall does not show: the visitor did not come,
	// waits again, or was called anew since.
	Ended  bool `json:"ended,omitempty"`
	Hidden bool `json:"hidden,omitempty"`
}

// Counter is a counter of the centre, today.
type Counter struct {
	ID       string    `json:"id"`
	Label    string    `json:"label"`
	Room     string    `json:"room"`
	Zone     string    `json:"zone"`
	Services []string  `json:"services"`
	State    string    `json:"state"` // closed, open, paused, busy
	Reason   string    `json:"reason,omitempty"`
	Since    time.Time `json:"since,omitzero"`
	Ticket   string    `json:"ticket,omitempty"`
	Number   string    `json:"number,omitempty"`
}

// Queue is the snapshot of view=queue. Its tickets are lean: they carry the
// present leg only, because that is what the facts tell.
type Queue struct {
	Seq      uint64    `json:"seq"`
	At       time.Time `json:"at"`
	Day      string    `json:"day"`
	Waiting  []Ticket  `json:"waiting"`
	Called   []Called  `json:"called"`
	Counters []Counter `json:"counters"`
	// Aside are the visits that go on without waiting: issued, unprinted, called, serving, parked.
	Aside []Ticket `json:"aside"`
}

// Wall is the snapshot of view=wall: numbers waiting per service instead of tickets.
type Wall struct {
	Seq      uint64         `json:"seq"`
	At       time.Time      `json:"at"`
	Day      string         `json:"day"`
	Waiting  map[string]int `json:"waiting"`
	Called   []Called       `json:"called"`
	Counters []Counter      `json:"counters"`
}

// Next is a ticket that a counter would be given, and why it stands there.
type Next struct {
	Ticket  string    `json:"ticket"`
	Number  string    `json:"number"`
	Service string    `json:"service"`
	Class   string    `json:"class"`
	Since   time.Time `json:"since"`
	Reason  string    `json:"reason"` // code: arrival, priority, return, booking, transfer, affinity
}

// InHand is the ticket a counter is calling or serving.
type InHand struct {
	Ticket
	Call     Called     `json:"call"`
	CalledAt time.Time  `json:"called_at"` // last call or recall
	Begun    *time.Time `json:"begun,omitempty"`
	Dossiers []string   `json:"dossiers,omitempty"`
	Shown    int        `json:"shown"` // walls that painted the call
	Walls    int        `json:"walls"` // walls of the zone connected when it was stored
	Spoken   *time.Time `json:"spoken,omitempty"`
	Coming   bool       `json:"coming,omitempty"`
}

// Desk is the snapshot of view=counter: the queue as one counter sees it.
type Desk struct {
	Queue
	Counter string  `json:"counter"`
	InHand  *InHand `json:"ticket"`
	Next    []Next  `json:"next"`
	Here    int     `json:"waiting_here"`           // tickets this counter may call
	UndoFor int     `json:"undo_seconds,omitempty"` // how long the last step can be taken back
}

// Fact is one event as the public is told it. Name is a lower-case past participle.
type Fact struct {
	Name    string     `json:"name"`
	Ticket  string     `json:"ticket,omitempty"`
	Number  string     `json:"number,omitempty"`
	No      int        `json:"no,omitempty"`
	Counter string     `json:"counter,omitempty"`
	Room    string     `json:"room,omitempty"`
	Zone    string     `json:"zone,omitempty"`
	Recall  int        `json:"recall,omitempty"`
	Service string     `json:"service,omitempty"`
	Class   string     `json:"class,omitempty"`
	Reason  string     `json:"reason,omitempty"`
	State   string     `json:"state,omitempty"` // of the visit, or of the counter, afterwards
	Out     string     `json:"out,omitempty"`   // service whose line it leaves
	In      *Spot      `json:"in,omitempty"`    // place it takes
	Day     string     `json:"day,omitempty"`
	Wall    string     `json:"wall,omitempty"`
	Spoken  bool       `json:"spoken,omitempty"`
	Issued  *time.Time `json:"issued_at,omitempty"`
	At      *time.Time `json:"at,omitempty"` // when it is another moment than that of the commit
}

// Spot is a place in line.
type Spot struct {
	Service string    `json:"service"`
	Class   string    `json:"class"`
	Key     time.Time `json:"key"`
	Order   uint64    `json:"order"`
	Counter string    `json:"counter,omitempty"`
}

// Facts are the facts of one commit; a commit is folded whole.
type Facts struct {
	Seq   uint64    `json:"seq"`
	At    time.Time `json:"at"`
	Facts []Fact    `json:"facts"`
}
