package widgets

import "time"

// The times of a touch.
const (
	TapPause  = 400 * time.Millisecond // a second tap sooner than this is a ghost
	KeyPause  = 80 * time.Millisecond  // the same on a key of an on-screen keyboard
	PagePause = 300 * time.Millisecond // a new page does not take the tap that made it
	Slip      = 24                     // design pixels a finger may slip off its target
)

// Guard decides which taps count. Its clock is an argument, so tests own it.
type Guard struct {
	last, shown time.Time
}

// Allow reports whether a tap at that time counts, and remembers it if so.
func (g *Guard) Allow(now time.Time, key bool) bool {
	pause := TapPause
	if key {
		pause = KeyPause
	}
	if now.Sub(g.last) < pause || now.Sub(g.shown) < PagePause && !key {
		return false
	}
	g.last = now
	return true
}

// Changed tells the guard that a new page has been shown.
func (g *Guard) Changed(now time.Time) { g.shown = now }
