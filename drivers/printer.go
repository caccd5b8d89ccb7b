package drivers

import (
	"context"
	"time"

	"motcua/drivers/escpos"
)

// Printer puts documents on paper, one at a time.
type Printer interface {
	Device
	// Caps tells what the printer can do; it may grow more exact once the
	// device has answered.
	Caps() Caps
	// Print puts a job on paper and tells what is known about it. It never
	// resends a byte by itself, and never blocks past the deadline of ctx. The
	// receipt is true with and without an error.
	Print(ctx context.Context, j Job) (Receipt, error)
}

// Caps is what a printer can do, so that a layout can be made for it.
type Caps struct {
	Dots       int  // printable width
	DPI        int  // dots per inch
	Columns    int  // characters of the native font in a line
	Slow       bool // the link is slow: use the short layout with native text
	QR         bool // draws QR codes itself
	Completion bool // says when the paper is really printed
	Presenter  bool // knows whether the slip was taken
	Status     bool // reports paper, cover and errors
	Cutter     bool
}

// Job is one document to print.
type Job struct {
	ID     string // up to 4 printable ASCII characters serve as proof on the wire: the ticket number
	Doc    escpos.Doc
	Copies int // 0 is one
}

// Receipt is what is known about a job.
type Receipt struct {
	Sent    int64 // bytes the device's wire accepted
	Total   int64 // bytes of the job
	Outcome Outcome
	Proof   Proof
	Elapsed time.Duration
}

// Outcome is what happened to the paper, as far as it is known.
type Outcome uint8

// The outcomes of a job.
const (
	NotStarted Outcome = iota // no byte reached the device: it may be sent again
	Printed                   // on paper, as surely as the proof says
	Partial                   // paper was marked and the slip is void: only a person asks for a copy
	Unknown                   // all bytes accepted, no proof
)

// String is the outcome as a word.
func (o Outcome) String() string {
	names := [...]string{"not-started", "printed", "partial", "unknown"}
	if int(o) < len(names) {
		return names[o]
	}
	return "unknown"
}

// Proof is how surely something was printed; a greater one includes the lesser.
type Proof uint8

// The ladder of proof.
const (
	None      Proof = iota
	Drained         // every byte left this machine
	Processed       // the printer worked through every command
	Completed       // the printer says the paper is printed
	Taken           // somebody pulled the slip out
)

// String is the proof as a word.
func (p Proof) String() string {
	names := [...]string{"none", "drained", "processed", "completed", "taken"}
	if int(p) < len(names) {
		return names[p]
	}
	return "none"
}
