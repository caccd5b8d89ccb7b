package centre

import "time"

// Wall is one public screen and what it shows.
type Wall struct {
	ID         string
	Zone       string // a wall shows a zone, or
	Counter    string // the sign of one counter
	Layout     string // one of Layouts
	BoardPages bool   // the board shows few agencies at a time in large letters
	Media      string // folder shown while idle
	Ticker     Text
	Arrows     map[string]string // room to one of Directions
}

// Layouts are the pictures a wall can show.
var Layouts = []string{"hall", "rooms", "portrait", "sign", "board"}

// Directions are the ways an arrow on a wall can point.
var Directions = []string{"left", "right", "up", "down", "stairs-up", "stairs-down", "here"}

// Notice is a sentence shown to the public between two moments; an empty
// moment is no limit.
type Notice struct {
	Text Text
	From time.Time
	To   time.Time
}

// Shown tells whether the notice stands at a moment.
func (n Notice) Shown(at time.Time) bool {
	return (n.From.IsZero() || !at.Before(n.From)) && (n.To.IsZero() || at.Before(n.To))
}

// Rating is what a visitor is asked after a visit.
type Rating struct {
	Comment   bool // a free comment may be left
	Questions []Question
}

// Question is one question of the rating; a score is a whole number from 1
// (worst) to Scale (best).
type Question struct {
	ID     string
	Text   Text
	Scale  int
	Levels []Text // words for the scores from best to worst, empty or as many as Scale
	Where  string // "counter" (faces after a visit) or "survey" (the long form)
}

// Slip is the printed ticket.
type Slip struct {
	Width int    // paper in millimetres: 80 or 58
	Short bool   // leaves out the lines a visitor can do without
	Lines []Text // the centre's own lines before the cut
}

// Voice is what is said aloud in the waiting rooms.
type Voice struct {
	Level float64  // 0 to 1
	Mute  []string // zones that stay silent
	Call  Text     // sentence with {number} and {counter}
	Brief Text     // the same for a long line of calls
}

// Kiosk is one ticket machine and its devices, named by their addresses.
type Kiosk struct {
	Zone    string
	Slot    string // where the paper comes out: down, left or right
	Printer string
	Scanner string
	Lamp    string
	Idle    time.Duration // an untouched screen asks, then returns home
}

// Slot is a row of appointment times on some weekdays.
type Slot struct {
	Services []string // empty: every service that is offered
	Days     []time.Weekday
	From     Clock
	To       Clock
	Every    time.Duration
	Places   int // bookings at each time
}

// Retention is how many days each kind of record is kept.
type Retention struct {
	Tickets  int
	Dossiers int
	Ratings  int
	Sealed   int // keys of sealed fields: comments, telephone numbers
	Audit    int // who signed in and who looked up what
	Tape     int
	Backups  int // number of nightly copies
}

// DefaultRetention is kept where a site document sets none.
func DefaultRetention() Retention {
	return Retention{Tickets: 1095, Dossiers: 3650, Ratings: 1095, Sealed: 30, Audit: 365, Tape: 1095, Backups: 7}
}

// Province is how the centre talks to the provincial one-stop system.
type Province struct {
	Dialect     string // one of Dialects
	Unit        string // the sender's code there (madonvi)
	Dest        string // the addressee's code (dstcode)
	Rate        float64
	Window      string            // hours in which it may be spoken to, "18:00-06:00", empty for always
	Endpoints   map[string]string // name to http address
	Credentials map[string]string // name to the path of the file that holds it
	Inbound     *Inbound
}

// Dialects are the one-stop dialects a site may name.
var Dialects = []string{"dvcqg", "igate", "lgsp", "local", "file"}

// Inbound is the permission for the province to push to the centre.
type Inbound struct {
	TokenFile string
	Allow     []string // networks such as 10.0.0.0/8
}

// Notify is one way to tell a visitor something by telephone.
type Notify struct {
	Channel     string // one of Channels
	Sender      string // account or brand name shown to the visitor
	Endpoint    string
	Rate        float64 // messages a second
	Credentials map[string]string
	Templates   map[string]string // event to template id or text
}

// Channels are the ways of notifying a site may name.
var Channels = []string{"zalo-oa", "zns", "sms-viettel", "sms-vnpt", "sms-esms"}
