package wall

import (
	"cmp"
	"slices"
	"time"
)

// The times of the call line.
const (
	Hold       = 8 * time.Second         // a call is hero for at least this long
	HoldShort  = 4 * time.Second         // from the fourth call in line
	ChimeTime  = 900 * time.Millisecond  // the chime before the voice
	VoiceShort = 3500 * time.Millisecond // the short sentence
	FlashHalf  = 500 * time.Millisecond  // amber, then as long paper: one flash a second
	CalmAfter  = 5 * time.Minute         // then the last call stays without amber
	holdMost   = 15 * time.Second        // a voice that never ends does not hold the wall

	// Flashes is the number of cycles; QuietFlashes is used when the sound fails.
	Flashes      = 3
	QuietFlashes = 5

	rushFrom = 4 // calls in line, the hero counted, from which each is short
	cards    = 6 // earlier calls shown
	gridMost = 20
)

// Call is one call as the public may see it.
type Call struct {
	No      int    // its own number on its day
	Recall  int    // times it was repeated
	Number  string // of the ticket, "A015"
	Counter string // label of the counter, "3"
	RoomID  string
	Room    string // name of the room, "Phòng giao dịch 1"
	Agency  string // whose counter it is
	Ended   bool   // the visitor has come
	At      time.Time
}

// same reports whether two calls are the same calling of the same number.
func (c Call) same(d Call) bool { return c.No == d.No && c.Recall == d.Recall }

// Cue is something to be heard now.
//
//sumtype:decl
type Cue interface{ cue() }

// Chime is the two notes before a call.
type Chime struct{}

// Speak is one sentence; it belongs to the call that is the hero.
type Speak struct {
	Call  Call
	Short bool
}

func (Chime) cue() {}
func (Speak) cue() {}

// Line is the line of calls of one waiting room. The zero value is ready; it
// is used from one goroutine.
type Line struct {
	Flashes int  // cycles; 0 means Flashes
	Newest  bool // for a clock that runs fast: the newest call is hero at once, nothing is spoken

	started bool
	hero    *turn
	waiting []Call
	past    []Call // oldest first
	rush    bool
	burst   []Call // every call since the rush began, in order
}

// turn is a call in the hero.
type turn struct {
	call    Call
	since   time.Time
	aloud   bool      // flashes and is spoken
	voiceAt time.Time // when the voice begins and its form is chosen
	chosen  bool
	until   time.Time // not to be replaced before, once the form is chosen
}

// Follow takes the calls of the public board, oldest first: new ones and
// repeated ones join the line, those that vanished leave it silently. The very
// first list is what was called before this wall was switched on: it is shown
// and never spoken again. Like Tick it says what is to be heard now.
func (l *Line) Follow(calls []Call, now time.Time) []Cue {
	calls = slices.Clone(calls)
	slices.SortStableFunc(calls, func(a, b Call) int { return cmp.Compare(a.No, b.No) })
	if !l.started {
		l.started = true
		l.past = calls
		l.fallBack(now)
		return nil
	}
	l.forget(calls)
	for _, c := range calls {
		l.take(c)
	}
	if l.hero == nil && len(l.waiting) == 0 {
		l.fallBack(now)
	}
	return l.step(now)
}

// fallBack shows the last call again, silently.
func (l *Line) fallBack(now time.Time) {
	if n := len(l.past); n > 0 {
		l.hero = &turn{call: l.past[n-1], since: l.past[n-1].At, chosen: true, until: now}
		l.past = l.past[:n-1]
	}
}

// forget drops what is no longer on the board.
func (l *Line) forget(calls []Call) {
	gone := func(c Call) bool {
		return !slices.ContainsFunc(calls, func(d Call) bool { return d.No == c.No })
	}
	l.waiting = slices.DeleteFunc(l.waiting, gone)
	l.burst = slices.DeleteFunc(l.burst, gone)
	l.past = slices.DeleteFunc(l.past, gone)
	if l.hero != nil && gone(l.hero.call) {
		l.hero = nil
	}
}

// take adds a call that is new or was repeated.
func (l *Line) take(c Call) {
	if l.hero != nil && l.hero.call.same(c) {
		l.hero.call.Ended = c.Ended
		return
	}
	if i := slices.IndexFunc(l.waiting, c.same); i >= 0 {
		if !c.Ended {
			return
		}
		// The visitor came before the turn of the call: nobody is left to call.
		l.waiting = slices.Delete(l.waiting, i, i+1)
		l.past = append(l.past, c)
		return
	}
	if slices.ContainsFunc(l.past, c.same) {
		return
	}
	if c.Ended {
		l.past = append(l.past, c)
		return
	}
	// A repeat of a number that still waits for its turn needs no second turn.
	if i := slices.IndexFunc(l.waiting, func(w Call) bool { return w.No == c.No }); i >= 0 {
		l.waiting[i] = c
		return
	}
	l.past = slices.DeleteFunc(l.past, func(p Call) bool { return p.Number == c.Number })
	l.waiting = append(l.waiting, c)
	if l.rush {
		l.burst = append(l.burst, c)
	}
}

// Tick moves the line on and says what is to be heard now.
func (l *Line) Tick(now time.Time) []Cue { return l.step(now) }

// Busy keeps the hero until the voice has ended: the voice never says another
// number than the hero shows.
func (l *Line) Busy(no int, until time.Time) {
	if h := l.hero; h != nil && h.call.No == no && until.After(h.until) {
		h.until = until
		if most := h.since.Add(holdMost); h.until.After(most) {
			h.until = most
		}
	}
}

func (l *Line) step(now time.Time) (cues []Cue) {
	for {
		l.count(now)
		switch {
		case l.Newest && len(l.waiting) > 0:
			l.begin(now)
		case l.hero == nil && len(l.waiting) > 0:
			cues = append(cues, l.begin(now)...)
		case l.hero != nil && !l.hero.chosen && !now.Before(l.hero.voiceAt):
			cues = append(cues, l.choose())
		case l.hero != nil && l.hero.chosen && len(l.waiting) > 0 && !now.Before(l.hero.until):
			// A tick that is a little late must not make the whole line late.
			at := l.hero.until
			if now.Sub(at) > FlashHalf {
				at = now
			}
			cues = append(cues, l.begin(at)...)
		default:
			return cues
		}
	}
}

// count decides whether the line is long enough for the short form, which
// lasts until the line is empty.
func (l *Line) count(now time.Time) {
	inLine := len(l.waiting)
	if l.hero != nil && (!l.hero.chosen || now.Before(l.hero.until)) {
		inLine++
	}
	switch {
	case inLine >= rushFrom && !l.rush:
		l.rush = true
		if l.hero != nil && l.hero.aloud {
			l.burst = append(l.burst, l.hero.call)
		}
		l.burst = append(l.burst, l.waiting...)
	case inLine == 0:
		l.rush, l.burst = false, nil
	}
}

// begin makes the first of the waiting the hero.
func (l *Line) begin(at time.Time) []Cue {
	if l.hero != nil {
		l.past = append(l.past, l.hero.call)
	}
	next := l.waiting[0]
	l.waiting = l.waiting[1:]
	if l.Newest {
		l.past = append(l.past, next)
		l.past = append(l.past, l.waiting...)
		last := len(l.past) - 1
		next, l.past, l.waiting = l.past[last], l.past[:last], nil
		l.hero = &turn{call: next, since: at, chosen: true, until: at, aloud: true}
		return nil
	}
	l.hero = &turn{call: next, since: at, aloud: true, voiceAt: at}
	if l.rush {
		return nil // one chime for the whole line
	}
	l.hero.voiceAt = at.Add(ChimeTime)
	return []Cue{Chime{}}
}

// choose fixes the form when the voice begins.
func (l *Line) choose() Cue {
	h := l.hero
	h.chosen, h.until = true, h.since.Add(Hold)
	if l.rush {
		h.until = h.since.Add(HoldShort)
		if end := h.voiceAt.Add(VoiceShort); end.After(h.until) {
			h.until = end
		}
	}
	return Speak{Call: h.call, Short: l.rush}
}

// Next is when Tick has something to do again; zero means not before the next
// Follow.
func (l *Line) Next(now time.Time) (next time.Time) {
	soonest := func(t time.Time) {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	h := l.hero
	if h == nil {
		return next
	}
	if !h.chosen {
		soonest(h.voiceAt)
	}
	if h.chosen {
		soonest(h.until)
	}
	if h.aloud {
		for i := range 2 * l.flashes() {
			soonest(h.since.Add(time.Duration(i+1) * FlashHalf))
		}
	}
	soonest(h.since.Add(CalmAfter))
	return next
}

func (l *Line) flashes() int { return cmp.Or(l.Flashes, Flashes) }
