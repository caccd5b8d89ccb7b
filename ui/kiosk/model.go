package kiosk

import "time"

// Page is what fills the screen.
type Page string

// The pages.
const (
	Starting Page = "starting"
	Home     Page = "home"
	Agencies Page = "agencies"
	Services Page = "services"
	Search   Page = "search"
	Papers   Page = "papers"
	Confirm  Page = "confirm"
	Priority Page = "priority"
	Ticket   Page = "ticket"
	NoPaper  Page = "no-paper"
	Enter    Page = "enter" // a code is scanned or typed
	Place    Page = "place" // where one's own ticket stands
	Dossier  Page = "dossier"
	Closed   Page = "closed"
	Away     Page = "away"
)

// Pages lists every page.
func Pages() []Page {
	return []Page{
		Starting, Home, Agencies, Services, Search, Papers, Confirm, Priority,
		Ticket, NoPaper, Enter, Place, Dossier, Closed, Away,
	}
}

// Question is a card above the page that must be answered first.
type Question string

// The questions. A telling has one button.
const (
	AskNothing Question = ""
	AskIdle    Question = "idle"
	AskLong    Question = "long"   // the wait is long
	AskAgain   Question = "again"  // a number of the same service is held already
	AskGiveUp  Question = "giveup" // really cancel?
	Tell       Question = "tell"
)

// Cell is one choice of a list.
type Cell struct {
	ID     string
	Letter string // series letter, or
	Icon   string
	Name   string // with its configured line break
	Short  string // for a narrow place
	Hint   string
	Count  int // people waiting, -1 not known
}

// Card is a ticket as it is drawn.
type Card struct {
	ID, Number string
	Agency     string // "" for the centre's own
	Short      string // of the agency
	Service    string
	Room       string
	Counters   string
	URL        string
	Wait       Wait
	Reserved   bool
	Slip       Slip // "" while it is being printed
	Paper      bool
	Status     string // of a looked-up ticket: waiting, called, over
	Counter    string
}

// Fact is what the visitor is asked to check before a number is taken.
type Fact struct {
	Agency, Service string
	AgencyShort     string
	Procedure       string
	Wait            Wait
	From, To        time.Time // around when the call may come
	Room, Counters  string
	Class           string // name, "" for ordinary
	HasPapers       bool
	Asking          bool // a number has been asked for
	NoPrinter       bool
}

// Record is a dossier as it is drawn.
type Record struct {
	File
	AgencyName string
	Room       string // where the result is handed out
	Counters   string
	Step       int // 1 to 4
	Ready      bool
}

// Model is everything the screen shows, as a plain value.
type Model struct {
	Page       Page
	Lang       string
	Large, Low bool
	Now        time.Time
	Unsure     bool // the clock is not trusted

	Centre, Province string
	Hotline          string
	Morning          string // hours of the day's sessions, "" where there is none
	Afternoon        string
	Linked           bool
	Simulated        bool
	NoPaper          bool
	NoScanner        bool
	Booking          bool
	CanSearch        bool
	Waiting          int

	Step      int // of three, 0: none
	Title     string
	Cells     []Cell
	Unsettled bool // the list ends with "I am not sure"
	Turn      int  // page of the list
	Foot      Fact // of the services page: where, and how long

	Fact   Fact
	Class  string // id of the chosen class
	Card   Card
	Record Record
	Typed  string
	Digits bool
	Found  int
	Papers []string

	Question   Question
	Number     string // of the question
	Sentence   string // of a telling: a key of the words, with its place {n} filled by Number
	When       string // {t} of the sentence
	Who        string // {agency} of the sentence
	Left       int    // seconds of the bar
	Share      float32
	Note       string // key of a passing sentence, "" for none
	Unfinished string // number of a slip that may not have come out

	Why   string // of a closed centre: open, early, lunch, stopped, closed, holiday, dayoff
	Opens time.Time
	Slot  string // where the paper comes out
	Pulse bool
}
