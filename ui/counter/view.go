package counter

import (
	"reflect"
	"slices"
	"time"

	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

// The times of the window.
const (
	SayStays  = 3 * time.Second  // why a key does nothing
	BarStays  = 10 * time.Second // the undo bar
	SendUntil = 30 * time.Second // recall, absent and put-back that cannot be sent are dropped
	LateAfter = 2                // a service this many times the usual turns the timer amber
)

// Mode is what the counter is doing, as the officer sees it.
type Mode string

// The modes.
const (
	Starting Mode = "starting"
	Closed   Mode = "closed"
	Ready    Mode = "ready"
	Calling  Mode = "calling"
	Serving  Mode = "serving"
	Paused   Mode = "paused"
)

// View is everything one counter knows and has open. It is a value: what
// happens to it gives a new one. The zero value is not usable.
type View struct {
	site    *centre.Site
	counter centre.Counter
	lang    string

	desk  board.Desk
	known bool          // a snapshot has come
	skew  time.Duration // the hub's clock less ours

	linked bool
	lost   time.Time
	tries  int

	last    uint64  // id of the last press
	pending []Press // not answered yet, in order
	gone    string  // ticket finished here while the hub was away
	begunOf string  // ticket begun here while the hub was away
	begunAt time.Time
	expect  string // number that the last call should have given

	filesOf string // ticket the files belong to
	files   []string

	panel  Panel
	chosen int    // row of the list, -1 none
	typing bool   // the file field is open
	typed  string // what it holds
	zoom   float32

	said    sentence
	saidAt  time.Time
	bar     sentence
	barAt   time.Time
	stepped sentence // what the last step would be called if it can be undone
	stepID  uint64
}

// sentence is a key of the words with its places filled.
type sentence struct {
	key   string
	pairs [6]string
}

func say(key string, pairs ...string) sentence {
	s := sentence{key: key}
	copy(s.pairs[:], pairs)
	return s
}

// New returns the view of a counter of the centre before anything is known.
func New(site *centre.Site, counter, lang string) View {
	c, ok := site.Counter(counter)
	if !ok {
		c = centre.Counter{ID: counter, Label: counter}
	}
	return View{site: site, counter: c, lang: lang, chosen: -1, zoom: 1}
}

// Snapshot puts the desk as the hub sees it in force.
func (v View) Snapshot(d board.Desk, now time.Time) (View, []Order) {
	var out []Order
	was := v
	v.desk, v.known = d, true
	v.linked, v.tries, v.lost = true, 0, time.Time{}
	if !d.At.IsZero() {
		v.skew = d.At.Sub(now)
	}
	if v.desk.InHand == nil || v.desk.InHand.ID != v.gone || len(v.pending) == 0 {
		v.gone = ""
	}
	if in := v.inHand(); in != nil && in.ID != v.filesOf {
		v.filesOf, v.files = in.ID, nil
	}
	v.chosen = min(v.chosen, len(v.desk.Next)-1)
	v = v.race(now)
	if was.known && len(was.desk.Next) == 0 && len(v.desk.Next) > 0 && v.Mode() == Ready {
		out = append(out, Bell{})
	}
	return v, out
}

// race tells when another counter was quicker.
func (v View) race(now time.Time) View {
	in := v.desk.InHand
	if v.expect == "" || in == nil || in.Number == "" {
		return v
	}
	if in.Number != v.expect {
		for _, c := range v.desk.Called {
			if c.Number == v.expect && c.Counter != v.counter.ID {
				v = v.tell(now, "counter.say.race", "n", v.expect, "c", v.label(c.Counter), "m", in.Number)
			}
		}
	}
	v.expect = ""
	return v
}

func (v View) label(counter string) string {
	if c, ok := v.site.Counter(counter); ok {
		return c.Label
	}
	return counter
}

// Link tells whether the hub answers, and how often it has been tried.
func (v View) Link(up bool, tries int, now time.Time) View {
	switch {
	case up && !v.linked:
		v.linked, v.lost = true, time.Time{}
	case !up && (v.linked || v.lost.IsZero()):
		v.linked, v.lost = false, now
		if v.panel.Kind != NoPanel && v.panel.Kind != HelpPanel {
			v.panel = Panel{}
		}
	}
	v.tries = tries
	return v
}

// Settled tells that a press was answered: refused, or with nil granted.
func (v View) Settled(id uint64, refused *queue.Refusal, now time.Time) (View, []Order) {
	var do queue.Wish
	v.pending = slices.Clone(v.pending)
	v.pending = slices.DeleteFunc(v.pending, func(p Press) bool {
		if p.ID == id {
			do = p.Do
		}
		return p.ID == id
	})
	// F8 with nobody waiting completes the visitor of the moment all the same.
	next, ok := do.(queue.CallNext)
	alone := ok && next.Finish && refused != nil && refused.Code == queue.Nobody
	if alone {
		v = v.tell(now, "counter.say.nobody")
	}
	if refused == nil || alone {
		if id == v.stepID {
			v.bar, v.barAt, v.stepped = v.stepped, now, sentence{}
		}
		return v, nil
	}
	if id == v.stepID {
		v.stepped = sentence{}
	}
	v.expect = ""
	return v.refused(refused, now), nil
}

// Tick lets time pass: what could not be sent in time is dropped and said.
func (v View) Tick(now time.Time) (View, []Order) {
	var out []Order
	for _, p := range v.pending {
		if p.Until.IsZero() || now.Before(p.Until) {
			continue
		}
		out = append(out, Withdraw{ID: p.ID})
		v = v.tell(now, "counter.say.dropped", "n", v.verb(p.Do))
	}
	if len(out) > 0 {
		v.pending = slices.DeleteFunc(slices.Clone(v.pending), func(p Press) bool {
			return !p.Until.IsZero() && !now.Before(p.Until)
		})
	}
	if v.said.key != "" && now.Sub(v.saidAt) >= v.stays() {
		v.said = sentence{}
	}
	if v.bar.key != "" && now.Sub(v.barAt) >= BarStays {
		v.bar = sentence{}
	}
	return v, out
}

// stays is how long the said sentence stays: what was dropped longer than why
// a key does nothing.
func (v View) stays() time.Duration {
	if v.said.key == "counter.say.dropped" || v.said.key == "counter.say.race" {
		return BarStays
	}
	return SayStays
}

func (v View) tell(now time.Time, key string, pairs ...string) View {
	v.said, v.saidAt = say(key, pairs...), now
	return v
}

// inHand is the ticket the officer has, or nil.
func (v View) inHand() *board.InHand {
	in := v.desk.InHand
	if in == nil || in.ID == "" || in.ID == v.gone {
		return nil
	}
	return in
}

// Mode is what the counter is doing.
func (v View) Mode() Mode {
	if !v.known {
		return Starting
	}
	if in := v.inHand(); in != nil {
		if in.Begun != nil || in.ID == v.begunOf || in.State == string(queue.StatusServing) {
			return Serving
		}
		return Calling
	}
	switch v.own().State {
	case string(queue.ModePaused):
		return Paused
	case string(queue.ModeOpen), string(queue.ModeBusy):
		return Ready
	}
	return Closed
}

// own is this counter in the snapshot.
func (v View) own() board.Counter {
	for _, c := range v.desk.Counters {
		if c.ID == v.counter.ID {
			return c
		}
	}
	return board.Counter{ID: v.counter.ID, State: string(queue.ModeClosed)}
}

// Linked reports whether the hub answers.
func (v View) Linked() bool { return v.linked }

// hubTime is a moment by the hub's clock.
func (v View) hubTime(now time.Time) time.Time { return now.Add(v.skew) }

// press makes a press of a wish. While one of its kind is on its way a second
// is not made: one press does one thing.
func (v View) press(do queue.Wish, until time.Time) (View, []Order) {
	for _, p := range v.pending {
		if reflect.TypeOf(p.Do) == reflect.TypeOf(do) {
			return v, nil
		}
	}
	v.last++
	p := Press{ID: v.last, Do: do, Until: until}
	v.pending = append(slices.Clone(v.pending), p)
	return v, []Order{p}
}

// step makes a press whose undoing is offered afterwards.
func (v View) step(do queue.Wish, named sentence) (View, []Order) {
	v, out := v.press(do, time.Time{})
	if len(out) == 0 {
		return v, nil
	}
	v.stepped, v.stepID = named, v.last
	v.bar = sentence{}
	return v, out
}

// waiting is what is not sent yet and will be kept.
func (v View) waiting() int {
	if v.linked {
		return 0
	}
	return len(v.pending)
}
