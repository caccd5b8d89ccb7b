// Package centre is the one-stop centre as constituted: its agencies, rooms,
// counters, services, classes, hours, holidays and rules, as one site document.
//
// It holds values and what follows from them alone: which counters serve a
// service, whether a moment is within hours, when a term runs out. It must not
// know a visitor, a dossier, the present time, a disk or a network, and nothing
// in it changes while a day runs.
package centre

import (
	"strings"
	"time"
)

// Site is one centre as its site document describes it. It is made by [Parse]
// or [New] and never changed afterwards; every reader may share it.
type Site struct {
	Name      string // in Vietnamese
	Names     Text   // Name in every language
	Place     Text   // the line under the name: the province or the district
	Short     string
	Address   string
	Hotline   string
	Code      string   // identifier of the centre, for example H46
	Languages []string // the first is the language of the house

	Agencies []Agency
	Rooms    []Room
	Zones    []Zone
	Counters []Counter
	Services []Service
	Classes  []Class

	Hours   Hours
	Rules   Rules
	Walls   []Wall
	Notices []Notice
	Reasons Reasons
	Rating  Rating

	Slip      Slip
	Voice     Voice
	Kiosks    map[string]Kiosk
	Slots     []Slot
	Retention Retention
	Province  *Province
	Notify    map[string]Notify

	index *index
}

// Text is one text in several languages, keyed by language.
type Text map[string]string

// In gives the text in a language, and in Vietnamese where that one is missing.
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok && s != "" {
		return s
	}
	return t["vi"]
}

// Agency is an office with counters in the centre (cơ quan).
type Agency struct {
	ID      string
	Name    Text
	Short   Text // for boards and narrow columns
	Break   Text // Name with its configured line break
	Code    string
	Contact string
}

// ShortIn gives the short name in a language, or the name where none is set.
func (a Agency) ShortIn(lang string) string {
	if s := a.Short.In(lang); s != "" {
		return s
	}
	return a.Name.In(lang)
}

// Lines gives the name in a language cut at its configured line break.
func (a Agency) Lines(lang string) []string {
	s, ok := a.Break[lang]
	if !ok {
		s = a.Name.In(lang)
	}
	return strings.Split(s, "\n")
}

// Room is a place where counters stand (phòng giao dịch).
type Room struct {
	ID   string
	Name Text
}

// Zone is a waiting room with its walls and one voice (phòng chờ).
type Zone struct {
	ID   string
	Name Text
}

// Counter is a desk that calls visitors (quầy).
type Counter struct {
	ID        string
	Label     string // what walls and voice say: "3", "G1"
	Room      string
	Zone      string
	Services  []string
	Indicator string // address of its sign or lamp, empty without one
}

// Service is one reason to come that has a line of its own.
type Service struct {
	ID      string
	Name    Text
	Hint    Text   // one line under the name on the kiosk
	Agency  string // empty: the centre's own (guidance, results, post, cashier)
	Group   string // services of one group share a series; the agency where empty
	Series  string // the letter before the number
	Minutes float64
	Cap     int // numbers a day, 0 for no limit
	Needs   []Text
	Icon    string
	Kind    string // one of Kinds
}

// Kinds are the kinds of service the forecast and the kiosk tell apart.
var Kinds = []string{"submit", "add", "collect", "ask", "pay", "post", "guide"}

// Offered tells whether a visitor may choose the service at the kiosk; the
// cashier is reached only by being sent there.
func (s Service) Offered() bool { return s.Kind != "pay" }

// SeriesGroup names the group whose numbers the service shares.
func (s Service) SeriesGroup() string {
	switch {
	case s.Group != "":
		return s.Group
	case s.Agency != "":
		return s.Agency
	}
	return s.ID
}

// Class is a kind of visitor with the head start it is given in every line.
type Class struct {
	ID        string
	Name      Text
	HeadStart time.Duration
	Asked     bool // the kiosk offers it to the visitor
}

// Rules are the numbers of the call rule and of the visit's life.
type Rules struct {
	RecallEvery   time.Duration // least time between a call and its recall
	RecallMax     int           // recalls of one call
	AbsentAfter   time.Duration // wait after the last call before "absent"
	Absences      int           // the absence that cancels
	ForgiveWithin time.Duration // a return this soon gives the old place back, once
	PutBackWithin time.Duration
	UndoWithin    time.Duration
	ProofWait     time.Duration // a ticket without word from the printer waits after this
	UnprintedVoid time.Duration // an unprinted ticket is void after this
	BookingGrace  time.Duration
	BookingEarly  time.Duration // a booking is held until this long before its time
	Guard         int           // head-start calls in a row past an ordinary visitor, 0 for off
	ReservedWarn  float64       // share of reserved calls of a day that is worth a warning
	YieldMax      int           // times a visitor may step back
}

// DefaultRules are the rules of a site document that sets none.
func DefaultRules() Rules {
	return Rules{
		RecallEvery: 10 * time.Second, RecallMax: 3,
		AbsentAfter: 45 * time.Second, Absences: 3, ForgiveWithin: 5 * time.Minute,
		PutBackWithin: 30 * time.Second, UndoWithin: 30 * time.Second,
		ProofWait: time.Minute, UnprintedVoid: 10 * time.Minute,
		BookingGrace: 10 * time.Minute, BookingEarly: 15 * time.Minute,
		ReservedWarn: 0.03, YieldMax: 2,
	}
}

// Reason is one entry of a list an officer or the kiosk chooses from.
type Reason struct {
	ID   string
	Name Text
}

// Reasons are the lists from which reasons are chosen; there is no free text.
type Reasons struct {
	Pause  []Reason
	Call   []Reason
	Cancel []Reason
	Park   []Reason
}
