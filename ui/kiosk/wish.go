package kiosk

import (
	"time"

	"motcua/internal/queue"
)

// Wish is something the visitor at this machine wants to happen. Wishes are
// imperatives; the answer comes back as [News].
//
//sumtype:decl
type Wish interface{ kioskWish() }

type (
	// Take wants a number. Press is made once per visit: however often the
	// button is touched there is one wish, answered by Issued or Refused.
	Take struct {
		Press uint64
		Do    queue.Take
	}
	// Estimate wants people ahead and a wait as if the number were taken now.
	Estimate struct{ Service, Class string }
	// Identify wants to know what a scanned or typed code stands for.
	Identify struct{ Code string }
	// Cancel gives a number back: by its holder, or one that was issued too late to be shown.
	Cancel struct{ Do queue.Cancel }
	// Print wants the slip of a ticket once more.
	Print struct{ Ticket string }
	// Help calls a guide to the machine.
	Help struct{}
	// Speak tells which language the machine now speaks.
	Speak struct{ Lang string }
)

func (Take) kioskWish()     {}
func (Estimate) kioskWish() {}
func (Identify) kioskWish() {}
func (Cancel) kioskWish()   {}
func (Print) kioskWish()    {}
func (Help) kioskWish()     {}
func (Speak) kioskWish()    {}

// News is what the machine is told from outside. News are past participles
// and states; each replaces what was told before of the same kind.
//
//sumtype:decl
type News interface{ kioskNews() }

// Printer is how the ticket printer is.
type Printer string

// The states of a printer. Unknown: it does not answer, paper may come or not.
const (
	PrinterReady   Printer = "ready"
	PrinterEmpty   Printer = "empty" // no paper, a jam, an open cover
	PrinterUnknown Printer = "unknown"
)

// Slip is what became of a printed ticket.
type Slip string

// The fates of a slip.
const (
	SlipOut     Slip = "out"
	SlipTaken   Slip = "taken"
	SlipFailed  Slip = "failed"
	SlipUnknown Slip = "unknown"
)

// Wait is people ahead and a range in minutes; Known is false where no
// estimate can be given.
type Wait struct {
	Ahead     int
	Low, High int
	Known     bool
}

type (
	// Hall is the state of the hall and of this machine. Before the first
	// Hall the machine says that it is starting.
	Hall struct {
		Waiting   map[string]int // by service
		Linked    bool           // the hub answers
		Spent     bool           // not linked, and the reserved numbers are used up
		Printer   Printer
		NoScanner bool
		Simulated bool // printer and scanner are simulated
		HoursOff  bool // opening hours are not enforced
		Unsure    bool // the clock is not trusted: no dates, no hours
	}
	// Estimated answers Estimate.
	Estimated struct {
		Service, Class string
		Wait
	}
	// Issued answers Take. Reserved: from the block of this machine, nothing is known of the wait.
	Issued struct {
		Press          uint64
		Ticket, Number string
		Service, Class string
		URL            string
		Paper          bool
		Reserved       bool
		Wait
	}
	// Refused answers Take that was not granted.
	Refused struct {
		Press uint64
		Code  queue.Code
		Opens time.Time
	}
	// Printed tells what became of the slip of a ticket.
	Printed struct {
		Ticket string
		Slip   Slip
	}
	// Scanned is a code that was held to the scanner.
	Scanned struct{ Code string }
	// Located answers Identify: the code belongs to a ticket of today.
	Located struct {
		Ticket, Number string
		Service        string
		Status         queue.Status
		Counter        string // that calls or serves it
		Returned       bool   // the scan gave an absent visitor the old place back
		Wait
	}
	// Unknown answers Identify: nothing is known. Kind is pay, bhyt, url,
	// other, none (a dossier code nobody knows) or rate (asked too often).
	Unknown struct{ Code, Kind string }
	// File answers Identify: the code belongs to a dossier. It holds nothing
	// of a person.
	File struct {
		Code    string
		Status  int // 1 to 10, another number is shown as being updated
		Agency  string
		Term    Term
		Due     time.Time
		Left    int    // working days
		Service string // to take a number for: the result if it is ready, else guidance
		AsOf    time.Time
		Days    [4]time.Time // when each of the four steps was reached, zero where not known
	}
	// Unfinished tells that the power failed while this slip was being printed.
	Unfinished struct{ Ticket, Number string }
)

func (Hall) kioskNews()       {}
func (Estimated) kioskNews()  {}
func (Issued) kioskNews()     {}
func (Refused) kioskNews()    {}
func (Printed) kioskNews()    {}
func (Scanned) kioskNews()    {}
func (Located) kioskNews()    {}
func (Unknown) kioskNews()    {}
func (File) kioskNews()       {}
func (Unfinished) kioskNews() {}

// Term is how a dossier stands to its due day.
type Term string

// The terms.
const (
	TermOnTime Term = "ontime"
	TermToday  Term = "today"
	TermLate   Term = "late"
	TermDone   Term = "done"
)
