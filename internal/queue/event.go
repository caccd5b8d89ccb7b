package queue

import "time"

// Event is something that has happened. Events are past participles, they are
// the words of the record, and a word once written is never changed or removed.
//
//sumtype:decl
type Event interface {
	event()
	// Name is the word of the record, lower-case.
	Name() string
}

// Spot is a place in a line, written in full so that the order can be read from
// the record alone.
type Spot struct {
	Service string    `json:"service"`
	Class   string    `json:"class"`
	Key     time.Time `json:"key"`               // virtual arrival: the order
	Order   uint64    `json:"order"`             // breaks equal keys, grows by one per entry
	Counter string    `json:"counter,omitempty"` // only this counter may call it
}

// Visit heads every event about a visit: which one, and how the lines change.
// Out names the service whose line the ticket leaves, In the place it takes.
type Visit struct {
	Ticket string `json:"ticket"`
	Number string `json:"number"`
	Out    string `json:"out,omitempty"`
	In     *Spot  `json:"in,omitempty"`
}

// About is the visit an event is about.
func (v Visit) About() Visit { return v }

// Call is where a ticket is called to: the call's own number on its day, and the counter.
type Call struct {
	No      int    `json:"no"`
	Counter string `json:"counter"`
	Room    string `json:"room"`
	Zone    string `json:"zone"`
}

// Booking is an appointment that has not been checked in.
type Booking struct {
	ID      string    `json:"id"`
	Service string    `json:"service"`
	At      time.Time `json:"at"`
}

type (
	// DayOpened begins a business day; Bookings are those carried into it, so that the day is its own snapshot.
	DayOpened struct {
		Day      string    `json:"day"`
		Bookings []Booking `json:"bookings,omitempty"`
	}
	// DayClosed ends it: who lapsed, and who was still being served.
	DayClosed struct {
		Day        string   `json:"day"`
		Lapsed     []string `json:"lapsed,omitempty"`
		Unfinished []string `json:"unfinished,omitempty"`
	}
	// SiteApplied is a new site document in force. The document is kept whole, so
	// that any day can be read by the rules that held on it.
	SiteApplied struct {
		Hash     string `json:"hash"`
		Document string `json:"document"`
	}
	// Issued is a number given out. In is nil while a slip is awaited.
	Issued struct {
		Visit
		Service  string    `json:"service"`
		Class    string    `json:"class"`
		IssuedAt time.Time `json:"issued_at"`
		Spot     Spot      `json:"spot"` // the place it has, or will have once the slip is out
		Dossier  string    `json:"dossier,omitempty"`
		Lang     string    `json:"lang,omitempty"`
		Paper    bool      `json:"paper,omitempty"`
		Booking  string    `json:"booking,omitempty"`
		Slot     time.Time `json:"slot,omitzero"`
		Kiosk    string    `json:"kiosk,omitempty"`
		Reserved bool      `json:"reserved,omitempty"`
	}
	// Printed is a slip that came out; proof "unproven" is the timer's.
	Printed struct {
		Visit
		Proof string `json:"proof"`
	}
	// PrintFailed is a slip that did not.
	PrintFailed struct {
		Visit
		Cause string `json:"cause"`
	}
	// Voided is a number that nobody ever held.
	Voided struct{ Visit }
	// Called is a call; Reason is set for a reserved call (out of order).
	Called struct {
		Visit
		Call
		Reason string `json:"reason,omitempty"`
	}
	// Recalled is the same call again, for the Nth time.
	Recalled struct {
		Visit
		Call
		Recall int `json:"recall"`
	}
	// Begun is a visitor at the counter.
	Begun struct {
		Visit
		Counter string `json:"counter"`
	}
	// Finished is a leg that is done; with a Back counter the visit goes back there first.
	Finished struct {
		Visit
		Counter  string   `json:"counter"`
		Outcome  string   `json:"outcome,omitempty"`
		Dossiers []string `json:"dossiers,omitempty"`
		Fee      int64    `json:"fee,omitempty"`
		Back     string   `json:"back,omitempty"`
	}
	// Absented is a visitor who did not come: at the tail, or cancelled the last time (In nil).
	Absented struct {
		Visit
		Counter string `json:"counter"`
		Times   int    `json:"times"`
		Final   bool   `json:"final,omitempty"`
	}
	// WasPutBack is a call taken back: the old place.
	WasPutBack struct {
		Visit
		Counter string `json:"counter"`
		Why     string `json:"why,omitempty"` // "counter-closed" when the counter left while calling
	}
	// Parked is a visit set aside.
	Parked struct {
		Visit
		Counter string    `json:"counter"`
		Reason  string    `json:"reason,omitempty"`
		Until   time.Time `json:"until,omitzero"`
	}
	// Unparked is a parked visit in line again.
	Unparked struct{ Visit }
	// Transferred is the next leg of a visit, with the same number. Back is the
	// counter that gets the visitor back first (sent and to return).
	Transferred struct {
		Visit
		Counter string `json:"counter"`
		Place   Place  `json:"place"`
		Reason  string `json:"reason,omitempty"`
		Back    string `json:"back,omitempty"`
	}
	// Returned is a visitor who reported again: forgiven (old key) or as class return.
	Returned struct {
		Visit
		Forgiven bool `json:"forgiven,omitempty"`
	}
	// ReturnMarked is an officer's leave to come back as class return.
	ReturnMarked struct {
		Visit
		Counter string `json:"counter,omitempty"`
	}
	// Cancelled is a visit that ended unserved.
	Cancelled struct {
		Visit
		Reason string `json:"reason,omitempty"`
	}
	// Yielded is a visitor who stepped back behind another number.
	Yielded struct {
		Visit
		Behind string `json:"behind,omitempty"`
	}
	// Reclassified is a priority recorded late.
	Reclassified struct {
		Visit
		Class string `json:"class"`
	}
	// Approached is a visitor on the way to the counter.
	Approached struct {
		Visit
		Counter string `json:"counter"`
	}
	// Rated is the visitor's judgement.
	Rated struct {
		Visit
		Scores  map[string]int `json:"scores"`
		Comment Sealed         `json:"comment,omitempty"`
		Counter string         `json:"counter,omitempty"`
		Officer string         `json:"officer,omitempty"`
	}
	// Undone takes back the last step of a counter: the visits and their lines are as before it.
	Undone struct {
		Counter string  `json:"counter"`
		Step    string  `json:"step"` // name of the event taken back
		Visits  []Visit `json:"visits"`
	}
	// Shown is a wall's acknowledgement of a call.
	Shown struct {
		Wall   string `json:"wall"`
		No     int    `json:"no"`
		Spoken bool   `json:"spoken,omitempty"`
	}
	// CounterOpened is a counter ready to call.
	CounterOpened struct {
		Counter string   `json:"counter"`
		Officer string   `json:"officer,omitempty"`
		Skills  []string `json:"skills,omitempty"`
	}
	// CounterClosed is a counter that left.
	CounterClosed struct {
		Counter string `json:"counter"`
	}
	// CounterPaused is a counter on a pause that the public sees.
	CounterPaused struct {
		Counter string `json:"counter"`
		Reason  string `json:"reason"`
	}
	// CounterResumed is the end of a pause.
	CounterResumed struct {
		Counter string `json:"counter"`
	}
	// BlockReserved gives numbers From..To of a series to a kiosk.
	BlockReserved struct {
		Kiosk  string `json:"kiosk"`
		Series string `json:"series"`
		From   int    `json:"from"`
		To     int    `json:"to"`
	}
	// Booked is an appointment made.
	Booked struct{ Booking }
)

func (DayOpened) event()      {}
func (DayClosed) event()      {}
func (SiteApplied) event()    {}
func (Issued) event()         {}
func (Printed) event()        {}
func (PrintFailed) event()    {}
func (Voided) event()         {}
func (Called) event()         {}
func (Recalled) event()       {}
func (Begun) event()          {}
func (Finished) event()       {}
func (Absented) event()       {}
func (WasPutBack) event()     {}
func (Parked) event()         {}
func (Unparked) event()       {}
func (Transferred) event()    {}
func (Returned) event()       {}
func (ReturnMarked) event()   {}
func (Cancelled) event()      {}
func (Yielded) event()        {}
func (Reclassified) event()   {}
func (Approached) event()     {}
func (Rated) event()          {}
func (Undone) event()         {}
func (Shown) event()          {}
func (CounterOpened) event()  {}
func (CounterClosed) event()  {}
func (CounterPaused) event()  {}
func (CounterResumed) event() {}
func (BlockReserved) event()  {}
func (Booked) event()         {}

// The words of the record. A word once written is never changed or removed.

// Name is the word of the record.
func (DayOpened) Name() string { return "day_opened" }

// Name is the word of the record.
func (DayClosed) Name() string { return "day_closed" }

// Name is the word of the record.
func (SiteApplied) Name() string { return "site_applied" }

// Name is the word of the record.
func (Issued) Name() string { return "issued" }

// Name is the word of the record.
func (Printed) Name() string { return "printed" }

// Name is the word of the record.
func (PrintFailed) Name() string { return "print_failed" }

// Name is the word of the record.
func (Voided) Name() string { return "voided" }

// Name is the word of the record.
func (Called) Name() string { return "called" }

// Name is the word of the record.
func (Recalled) Name() string { return "recalled" }

// Name is the word of the record.
func (Begun) Name() string { return "begun" }

// Name is the word of the record.
func (Finished) Name() string { return "finished" }

// Name is the word of the record.
func (Absented) Name() string { return "absented" }

// Name is the word of the record.
func (WasPutBack) Name() string { return "put_back" }

// Name is the word of the record.
func (Parked) Name() string { return "parked" }

// Name is the word of the record.
func (Unparked) Name() string { return "unparked" }

// Name is the word of the record.
func (Transferred) Name() string { return "transferred" }

// Name is the word of the record.
func (Returned) Name() string { return "returned" }

// Name is the word of the record.
func (ReturnMarked) Name() string { return "return_marked" }

// Name is the word of the record.
func (Cancelled) Name() string { return "cancelled" }

// Name is the word of the record.
func (Yielded) Name() string { return "yielded" }

// Name is the word of the record.
func (Reclassified) Name() string { return "reclassified" }

// Name is the word of the record.
func (Approached) Name() string { return "approached" }

// Name is the word of the record.
func (Rated) Name() string { return "rated" }

// Name is the word of the record.
func (Undone) Name() string { return "undone" }

// Name is the word of the record.
func (Shown) Name() string { return "shown" }

// Name is the word of the record.
func (CounterOpened) Name() string { return "counter_opened" }

// Name is the word of the record.
func (CounterClosed) Name() string { return "counter_closed" }

// Name is the word of the record.
func (CounterPaused) Name() string { return "counter_paused" }

// Name is the word of the record.
func (CounterResumed) Name() string { return "counter_resumed" }

// Name is the word of the record.
func (BlockReserved) Name() string { return "block_reserved" }

// Name is the word of the record.
func (Booked) Name() string { return "booked" }
