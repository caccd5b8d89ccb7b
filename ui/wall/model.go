package wall

import "time"

// Freshness limits of the picture.
const (
	StaleAfter   = 10 * time.Second // then the header says the age of the data
	OfflineAfter = 2 * time.Minute  // then the wall says that it is being reconnected
)

// Model is everything a wall shows, as a plain value.
type Model struct {
	Now   time.Time // in the centre's time
	Heard time.Time // when the hub was last heard; zero: it never was

	Name  string // of the centre
	Place string // the line under it
	Zone  string // name of the waiting room, if it has to be told apart
	Muted bool   // the voice is off by setting

	View  View
	Rooms []RoomInfo // for the layout of two rooms

	Hours  Hours
	Phone  string // hotline
	Notice string // a sentence of the manager for a time, two lines at most
	Guide  string // the standing sentence; empty: the house's own

	Rows    []Row
	Tails   []string // file codes ready to be collected, ends only
	Sign    Sign     // for the sign of one counter
	Dossier bool     // the rows carry figures of files
}

// RoomInfo is a room beside which a wall stands.
type RoomInfo struct {
	ID, Name string
	Counters string // "1–10"
	Way      string // left, right, up, down, stairs-up, stairs-down, here
}

// Hours are the opening hours of the day, as text.
type Hours struct {
	Open     bool
	Sessions []string // "07:00–11:30"
	Begin    string   // "07:00": when calling begins; empty if it has begun
	Over     bool     // the day is over (or off)
	Back     string   // when to come back: "07:00"
	BackDay  string   // and on which day: "thứ Năm 26/11"
}

// Row is one line of the board.
type Row struct {
	Name     string
	Counters string // "1–3"
	Waiting  int

	OnTime, Today, Late int // files in progress
}

// Sign is what the sign over one counter shows.
type Sign struct {
	Label  string
	Agency string
	State  string // closed, open, paused, busy
	Reason string
	Number string // called or served
	Call   bool   // the number is being called
}

// age says how old the picture is.
type age int

const (
	fresh age = iota
	stale
	offline
)

func (m *Model) age() age {
	switch passed := m.Now.Sub(m.Heard); {
	case m.Heard.IsZero() || passed >= OfflineAfter:
		return offline
	case passed >= StaleAfter:
		return stale
	}
	return fresh
}

// resting tells whether a view is a wall at rest: nothing called yet, or the
// last call of a day that is over has been up for long enough. A call made
// after hours is a call: somebody waits to see it.
func (m Model) resting(v View) bool {
	return !v.Called || m.Hours.Over && v.Stub == StubCalm
}

// Visible are the calls that can be read on the wall now, for its
// acknowledgement; most is how many cards its layout has. A wall at rest shows none.
func (m Model) Visible(most int) []int {
	if m.resting(m.View) {
		return nil
	}
	return m.View.Visible(most)
}
