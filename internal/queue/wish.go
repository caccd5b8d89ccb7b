package queue

import (
	"time"

	"motcua/internal/centre"
)

// Role is what somebody may do: a visitor's machine, an officer, a lead officer,
// an administrator, or the hub itself for timed changes.
type Role string

// The roles, from the least to the most trusted.
const (
	Visitor Role = "visitor"
	Officer Role = "officer"
	Lead    Role = "lead"
	Admin   Role = "admin"
	Timer   Role = "timer"
)

// Actor is who wishes: the device, and at a counter the counter and its officer.
type Actor struct {
	Role    Role   `json:"role,omitempty"`
	Device  string `json:"device,omitempty"`
	Counter string `json:"counter,omitempty"`
	Officer string `json:"officer,omitempty"`
}

// Command is one wish of one actor. Key is made once per press and makes every
// repeat of the press harmless; the hub gives the command its time.
type Command struct {
	Key string
	By  Actor
	Do  Wish
}

// Wish is something somebody wants to happen. Wishes are imperatives.
//
//sumtype:decl
type Wish interface {
	wish()
	// decide grants or refuses it; it changes nothing.
	decide(s *State, by Actor, at time.Time) ([]Event, error)
}

// Place says where in the new line a transferred ticket stands.
type Place string

// The places of a transfer (QUEUEING 1.2).
const (
	Fair  Place = "fair"  // keeps the first arrival and the class; the default
	Last  Place = "last"  // key is now
	First Place = "first" // key of the head of that line; explained as a reserved call, needs a reason
)

// Sealed is text encrypted under a key of its day before it enters the record;
// deleting the day's key erases it everywhere.
type Sealed []byte

type (
	// OpenDay opens the business day Day ("2026-11-23"); opening the open day changes nothing.
	OpenDay struct{ Day string }
	// CloseDay closes the open business day: whoever still waits lapses.
	CloseDay struct{}

	// ApplySite puts a new site document in force; refused if it would strand waiting visitors.
	ApplySite struct {
		Document []byte
		Site     *centre.Site
	}

	// Take issues a number. Paper asks for a printed slip (state issued until
	// PaperOut); Number is set only by a machine that issued from its reserved
	// block while it was cut off, IssuedAt then being the moment it did so.
	Take struct {
		Service, Class string
		Dossier        string
		Lang           string
		Paper          bool
		Number         string
		IssuedAt       time.Time
	}
	// PaperOut says that the slip came out, with the proof the printer gave.
	PaperOut struct{ Ticket, Proof string }
	// PaperFailed says that no slip came out.
	PaperFailed struct{ Ticket, Cause string }
	// Cancel ends a visit that has not been served.
	Cancel struct{ Ticket, Reason string }
	// Return is a visitor reporting again after having been marked absent or sent away for papers.
	Return struct{ Ticket string }
	// MarkReturn is an officer's mark on a served or cancelled visit: it may come back as class return.
	MarkReturn struct{ Counter, Ticket string }
	// Rate is the visitor's judgement, once a visit.
	Rate struct {
		Ticket  string
		Scores  map[string]int
		Comment Sealed
	}
	// Yield steps back behind the third person behind (at most twice).
	Yield struct{ Ticket string }
	// OnMyWay tells the calling counter that the visitor is coming.
	OnMyWay struct{ Ticket string }
	// Reclassify records a priority late: the key becomes arrival less the new head start.
	Reclassify struct{ Ticket, Class string }

	// OpenCounter opens a counter; Skills narrows the services to those of its officer (nil: all).
	OpenCounter struct {
		Counter, Officer string
		Skills           []string
	}
	// CloseCounter closes a counter; a ticket it was calling goes back with its old key.
	CloseCounter struct{ Counter string }
	// PauseCounter pauses a counter with a reason that the public sees.
	PauseCounter struct{ Counter, Reason string }
	// ResumeCounter ends a pause.
	ResumeCounter struct{ Counter string }

	// CallNext calls the next ticket of a counter; Finish completes the one in hand first.
	CallNext struct {
		Counter  string
		Finish   bool
		Outcome  string
		Dossiers []string
		Fee      int64
	}
	// CallNumber calls one ticket out of order, with a reason of the site's list.
	CallNumber struct{ Counter, Ticket, Reason string }
	// Recall calls the ticket in hand again.
	Recall struct{ Counter string }
	// Begin says that the visitor is at the counter.
	Begin struct{ Counter string }
	// Finish completes the ticket in hand; Fee is in đồng.
	Finish struct {
		Counter, Outcome string
		Dossiers         []string
		Fee              int64
	}
	// MarkAbsent sends the called ticket to the tail; the third time cancels it.
	MarkAbsent struct{ Counter string }
	// PutBack returns a ticket just called to its place.
	PutBack struct{ Counter string }
	// Park sets the visitor in service aside; Until may be zero (no timer).
	Park struct {
		Counter, Reason string
		Until           time.Time
	}
	// Unpark brings a parked visit back into line with affinity to its counter.
	Unpark struct{ Ticket string }
	// Transfer begins the next leg elsewhere, with the same number.
	Transfer struct {
		Counter            string
		Service, ToCounter string
		Place              Place
		Reason             string
	}
	// SendAndReturn sends the visitor (to the cashier) and takes him back first afterwards.
	SendAndReturn struct{ Counter, Service, ToCounter string }
	// Undo takes back the actor's last step at the counter.
	Undo struct{ Counter string }
	// Acknowledge is a wall saying that a call has been painted, and spoken.
	Acknowledge struct {
		Wall   string
		No     int
		Spoken bool
	}

	// ReserveBlock gives a second kiosk twenty numbers of a series for when it is cut off.
	ReserveBlock struct{ Kiosk, Series string }

	// Book reserves a time; ID is made by the caller.
	Book struct {
		ID, Service string
		At          time.Time
	}
	// CheckIn turns a booking into a ticket.
	CheckIn struct {
		Booking string
		Lang    string
		Paper   bool
	}

	// Unproven is the timer's wish after a slip of which nothing is known for a minute: the ticket waits.
	Unproven struct{ Ticket string }
	// Void is the timer's wish for a slip that was never printed nor fetched.
	Void struct{ Ticket string }
)

func (OpenDay) wish()       {}
func (CloseDay) wish()      {}
func (ApplySite) wish()     {}
func (Take) wish()          {}
func (PaperOut) wish()      {}
func (PaperFailed) wish()   {}
func (Cancel) wish()        {}
func (Return) wish()        {}
func (MarkReturn) wish()    {}
func (Rate) wish()          {}
func (Yield) wish()         {}
func (OnMyWay) wish()       {}
func (Reclassify) wish()    {}
func (OpenCounter) wish()   {}
func (CloseCounter) wish()  {}
func (PauseCounter) wish()  {}
func (ResumeCounter) wish() {}
func (CallNext) wish()      {}
func (CallNumber) wish()    {}
func (Recall) wish()        {}
func (Begin) wish()         {}
func (Finish) wish()        {}
func (MarkAbsent) wish()    {}
func (PutBack) wish()       {}
func (Park) wish()          {}
func (Unpark) wish()        {}
func (Transfer) wish()      {}
func (SendAndReturn) wish() {}
func (Undo) wish()          {}
func (Acknowledge) wish()   {}
func (ReserveBlock) wish()  {}
func (Book) wish()          {}
func (CheckIn) wish()       {}
func (Unproven) wish()      {}
func (Void) wish()          {}
