package counter

import (
	"fmt"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Story is one window in one state, from canned data.
type Story struct {
	Name   string
	Size   fyne.Size
	Object fyne.CanvasObject
}

// sampleNow is the minute of the specification's pictures.
var sampleNow = time.Date(2026, time.November, 25, 9, 42, 0, 0, centre.ICT)

func ago(d time.Duration) time.Time { return sampleNow.Add(-d) }

// sampleSite is the centre of the specification's pictures.
var sampleSite = sync.OnceValue(func() *centre.Site {
	data, ok := assets.Site("quang-binh")
	if !ok {
		panic("counter: the sample centre is not built in")
	}
	site, err := centre.Parse("quang-binh.toml", data)
	if err != nil {
		panic(fmt.Sprintf("counter: the sample centre is broken: %v", err))
	}
	return site
})

// sampleNext are eight visitors with their reasons.
func sampleNext(n int) []board.Next {
	list := []board.Next{
		{Number: "A016", Service: "khdt-new", Class: "ordinary", Since: ago(19 * time.Minute), Reason: "arrival"},
		{Number: "A019", Service: "khdt-result", Class: "elderly", Since: ago(6 * time.Minute), Reason: "priority"},
		{Number: "A017", Service: "khdt-add", Class: "ordinary", Since: ago(17 * time.Minute), Reason: "arrival"},
		{Number: "A018", Service: "khdt-new", Class: "return", Since: ago(12 * time.Minute), Reason: "return"},
		{Number: "A020", Service: "khdt-ask", Class: "ordinary", Since: ago(5 * time.Minute), Reason: "transfer"},
		{Number: "A021", Service: "khdt-new", Class: "ordinary", Since: ago(4 * time.Minute), Reason: "arrival"},
		{Number: "A022", Service: "khdt-result", Class: "ordinary", Since: ago(3 * time.Minute), Reason: "affinity"},
		{Number: "A023", Service: "khdt-new", Class: "ordinary", Since: ago(time.Minute), Reason: "arrival"},
	}
	for i := range list {
		list[i].Ticket = "20261125-" + list[i].Number
	}
	return list[:n]
}

// sampleDesk is a desk in a state of its counter, with n visitors waiting.
func sampleDesk(state string, n int) board.Desk {
	d := board.Desk{Counter: "3", Next: sampleNext(n), Here: n}
	d.At, d.Day = sampleNow, "2026-11-25"
	d.Counters = []board.Counter{{ID: "3", Label: "3", Room: "1", Zone: "A", State: state, Since: ago(22 * time.Minute), Reason: "meeting"}}
	return d
}

// inHand puts A015 into the officer's hand: called, and begun when begun is not zero.
func inHand(d board.Desk, called time.Duration, begun time.Duration) board.Desk {
	h := &board.InHand{
		Ticket: board.Ticket{
			ID: "20261125-A015", Number: "A015", Service: "khdt-new", Class: "ordinary", State: string(queue.StatusCalled),
			IssuedAt: ago(called + 16*time.Minute), Legs: []board.Leg{{Service: "khdt-new", ArrivedAt: ago(called + 16*time.Minute)}},
		},
		Call:     board.Called{No: 15, Number: "A015", Counter: "3", At: ago(called)},
		CalledAt: ago(called), Shown: 1, Walls: 1, Spoken: new(ago(called - 4*time.Second)),
	}
	if begun > 0 {
		h.Begun, h.State = new(ago(begun)), string(queue.StatusServing)
	}
	d.InHand = h
	d.Counters[0].State = string(queue.ModeBusy)
	return d
}

// scene is how a view came to what it shows.
type scene struct {
	name    string
	counter string
	lang    string
	desk    func() board.Desk
	then    func(v View) View
}

func strokes(list ...Stroke) func(View) View {
	return func(v View) View {
		for _, s := range list {
			v, _ = v.Stroke(s, sampleNow)
		}
		return v
	}
}

func typed(s string) []Stroke {
	var out []Stroke
	for _, r := range s {
		out = append(out, Stroke{Rune: r})
	}
	return out
}

func open(n int) func() board.Desk {
	return func() board.Desk { return sampleDesk(string(queue.ModeOpen), n) }
}

func calling() board.Desk { return inHand(sampleDesk("busy", 8), 20*time.Second, 0) }

func serving() board.Desk { return inHand(sampleDesk("busy", 8), 5*time.Minute, 252*time.Second) }

// cut is the link lost six minutes after the last snapshot.
func cut(then ...Stroke) func(View) View {
	return func(v View) View {
		v = v.Link(false, 4, ago(6*time.Minute))
		v.skew = 0
		v.desk.At = ago(6 * time.Minute)
		for _, s := range then {
			v, _ = v.Stroke(s, sampleNow)
		}
		return v
	}
}

func scenes() []scene {
	undo := func(v View) View {
		v, _ = v.Stroke(Stroke{Key: F9}, sampleNow)
		d := sampleDesk(string(queue.ModeOpen), 8)
		d.UndoFor = 28
		v, _ = v.Settled(v.last, nil, sampleNow)
		v, _ = v.Snapshot(d, sampleNow)
		return v
	}
	late := func() board.Desk { return inHand(sampleDesk("busy", 8), 31*time.Minute, 30*time.Minute) }
	alone := func() board.Desk {
		d := inHand(sampleDesk("busy", 3), 11*time.Minute, 612*time.Second)
		return d
	}
	return []scene{
		{name: "starting"},
		{name: "closed", desk: func() board.Desk { return sampleDesk(string(queue.ModeClosed), 3) }},
		{name: "idle", desk: open(8)},
		{name: "idle-english", lang: "en", desk: open(8)},
		{name: "idle-empty", desk: open(0)},
		{name: "idle-one", desk: open(1)},
		{name: "idle-chosen", desk: open(8), then: strokes(Stroke{Key: Down}, Stroke{Key: Down})},
		{name: "idle-many", counter: "15", desk: open(8)},
		{name: "idle-undo", desk: serving, then: undo},
		{name: "calling", desk: calling},
		{name: "calling-early", desk: calling, then: strokes(Stroke{Key: F4})},
		{name: "serving", desk: serving},
		{name: "serving-english", lang: "en", desk: serving},
		{name: "serving-late", desk: late},
		{name: "serving-file", desk: serving, then: func(v View) View { return v.Scanned("H46.01-261112-0037", sampleNow) }},
		{name: "serving-badfile", desk: serving, then: strokes(append(append([]Stroke{{Key: F7}}, typed("H46")...), Stroke{Key: Enter})...)},
		{name: "paused", desk: func() board.Desk { return sampleDesk(string(queue.ModePaused), 8) }},
		{name: "offline", desk: alone, then: cut()},
		{name: "offline-kept", desk: alone, then: cut(Stroke{Key: F8})},
		{name: "offline-idle", desk: open(3), then: cut(Stroke{Key: F2})},
		{name: "panel-help", desk: open(8), then: strokes(Stroke{Key: F1})},
		{name: "panel-pause", desk: open(8), then: strokes(Stroke{Key: F10}, Stroke{Key: Down})},
		{name: "panel-park", desk: serving, then: strokes(Stroke{Key: F5}, Stroke{Key: Down}, Stroke{Key: Right})},
		{name: "panel-transfer", desk: serving, then: strokes(Stroke{Key: F6}, Stroke{Key: Down})},
		{name: "panel-transfer-typed", desk: serving, then: strokes(append([]Stroke{{Key: F6}}, typed("y te")...)...)},
		{name: "panel-any", desk: open(8), then: strokes(Stroke{Key: Down}, Stroke{Key: F11}, Stroke{Key: Down}, Stroke{Key: Enter})},
		{name: "panel-any-english", lang: "en", desk: open(8), then: strokes(Stroke{Key: F11})},
	}
}

// view plays a scene.
func (s scene) view() View {
	counter, lang := s.counter, s.lang
	if counter == "" {
		counter = "3"
	}
	if lang == "" {
		lang = "vi"
	}
	v := New(sampleSite(), counter, lang)
	if s.desk != nil {
		d := s.desk()
		d.Counters[0].ID = counter
		v, _ = v.Snapshot(d, sampleNow)
	}
	if s.then != nil {
		v = s.then(v)
	}
	return v
}

// sizes are the windows every scene is drawn in.
var sizes = []struct {
	name string
	size fyne.Size
}{
	{"narrow", fyne.NewSize(420, 760)},
	{"small", fyne.NewSize(380, 640)},
	{"wide", fyne.NewSize(1280, 800)},
	{"two", fyne.NewSize(1000, 700)},
}

// Storybook draws every state of the window at every size, from canned data.
func Storybook() []Story {
	var out []Story
	for _, s := range scenes() {
		for _, z := range sizes {
			out = append(out, s.story(z.name, z.size))
		}
	}
	return out
}

func (s scene) story(name string, size fyne.Size) Story {
	v := s.view()
	screen := NewScreen(func() time.Time { return sampleNow }, Hands{
		Stroke: func(Stroke) {}, Point: func(int, bool) {}, Mark: func(int) {},
	})
	screen.Object().Resize(size)
	screen.Show(v.Look(words(v.lang), sampleNow), v.lang)
	return Story{Name: "counter-" + s.name + "-" + name, Size: size, Object: screen.Object()}
}
