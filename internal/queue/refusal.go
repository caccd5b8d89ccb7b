package queue

import "time"

// Code names a refusal; it is the last part of /problems/NAME.
type Code string

// The refusals. Those marked 404 and 422 are about the request itself; all others are rules (409).
const (
	Busy            Code = "busy"           // the counter has a ticket in hand (Refusal.Ticket)
	Nobody          Code = "nobody-waiting" // 204 for CallNext
	CounterIsClosed Code = "counter-closed"
	CounterIsPaused Code = "counter-paused"
	TooEarly        Code = "too-early" // Refusal.Left says how long to wait
	TooLate         Code = "too-late"
	TooOften        Code = "too-often"
	WrongState      Code = "wrong-state"
	NothingInHand   Code = "nothing-in-hand"
	NothingToUndo   Code = "nothing-to-undo"
	AlreadyRated    Code = "already-rated"
	CalledElsewhere Code = "called-elsewhere" // lost race: another counter has it
	NotServedHere   Code = "not-served-here"
	DayOver         Code = "day-over"
	DayNotOpen      Code = "day-not-open"
	Closed          Code = "closed" // outside hours; Refusal.Opens
	Quota           Code = "quota"  // cap of the day reached; Refusal.Opens
	BlockSpent      Code = "block-spent"
	NumberTaken     Code = "number-taken"
	NeedsReason     Code = "reason-needed"    // 422
	UnknownService  Code = "unknown-service"  // 422
	UnknownClass    Code = "unknown-class"    // 422
	UnknownReason   Code = "unknown-reason"   // 422
	UnknownPlace    Code = "unknown-place"    // 422
	UnknownCounter  Code = "unknown-counter"  // 404
	UnknownTicket   Code = "unknown-ticket"   // 404
	UnknownBooking  Code = "unknown-booking"  // 404
	UnknownCall     Code = "unknown-call"     // 404
	BadDossierCode  Code = "bad-dossier-code" // 422
	Stranded        Code = "stranded"         // a site document that would strand Refusal.Numbers
	BadValue        Code = "bad-value"        // 422
)

// Refusal is the answer of the law to a wish it does not grant. Nothing changed.
//
//nolint:errname // a refusal is a decision of the law, not a fault
type Refusal struct {
	Code   Code
	Ticket string        // the ticket in hand, for Busy
	Number string        // and its number
	Opens  time.Time     // when to come back, for Closed and Quota
	Left   time.Duration // how long to wait, for TooEarly
	// Numbers are the waiting numbers that a new site document would strand.
	Numbers []string
}

// Error names the code; people are shown the sentence of their language instead.
func (r *Refusal) Error() string { return "queue: " + string(r.Code) }

// Is makes two refusals of one code equal to errors.Is.
func (r *Refusal) Is(target error) bool {
	t, ok := target.(*Refusal)
	return ok && t.Code == r.Code
}

// Refuse is a refusal with nothing but its code.
func Refuse(c Code) error { return &Refusal{Code: c} }
