package counter

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/centre"
)

// Tone is how a state is coloured; its word stands beside it.
type Tone int

// The tones.
const (
	Good Tone = iota
	Quiet
	Alarm
)

// Button is one key on the screen: its name, what it does, and the stroke a
// click stands for.
type Button struct {
	Cap, Label string
	Icon       string
	Off        bool
	Stroke     Stroke
}

// Row is one line of a list.
type Row struct {
	Number, Text, Tag, Wait string
	Chosen                  bool
	Old                     bool
}

// Choice is one row of a panel.
type Choice struct {
	Text, Below string
	At, Marked  bool
}

// PanelLook is an open panel.
type PanelLook struct {
	Title   string
	Field   string // typed text
	Asked   bool   // there is a field
	Hint    string // in an empty field
	Rows    []Choice
	Sides   []Choice
	SideCap string
	Foot    string
	From    int // the first row seen of a longer list
	Go      Button
	Leave   Button
	Keys    bool // rows are keys and what they do
}

// Look is what a view looks like at a moment, as plain words.
type Look struct {
	Mode               Mode
	Linked             bool
	Title, Room, State string
	TitleShort         string // for a narrow place
	Tone               Tone
	Clock              string

	// The ticket in hand.
	Cap, Number, Service     string
	Timer, TimerNote, Waited string
	Late                     bool
	File, CallNote           string
	Coming                   bool

	// Without a ticket in hand.
	Icon, Big, Small string

	Main     Button
	MainNote string
	Actions  []Button

	Field       string
	FieldActive bool

	ListCap, ListNote, Stale string
	Rows                     []Row
	Empty                    string
	Aside                    []Row
	AsideCap                 string

	Band, BandNote   string // the hub is away
	Kept, KeptNote   string
	Foot             string
	FootGood         bool
	Undo, UndoAction string
	Help             string
	Panel            *PanelLook
	Zoom             float32
	Chosen           string // why the marked visitor stands there
	Why              string // the same, or of the first
	Shown            string // where the call has been shown and spoken
}

// clock is a time of day as the house writes it.
func clock(t time.Time) string { return t.In(centre.ICT).Format("15:04") }

// known are the words of the languages read so far: reading them is slow, and
// a view is looked at four times a second.
var known sync.Map

func words(lang string) assets.Phrases {
	if w, ok := known.Load(lang); ok {
		return w.(assets.Phrases)
	}
	w, _ := known.LoadOrStore(lang, assets.Words(lang))
	return w.(assets.Phrases)
}

func (v View) counterName(c centre.Counter) string {
	w := words(v.lang)
	if r, ok := v.site.Room(c.Room); ok && c.Label != "" && (c.Label[0] < '0' || c.Label[0] > '9') {
		return r.Name.In(v.lang)
	}
	return w.Say("app.counter", "n", c.Label)
}

// agencies names the agencies a counter serves, in short where there are
// several, and once more for a narrow place.
func (v View) agencies() (long, short string) {
	var names, shorts []string
	seen := map[string]bool{}
	for _, id := range v.counter.Services {
		s, _ := v.site.Service(id)
		a, ok := v.site.Agency(s.Agency)
		if !ok || seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		names, shorts = append(names, a.Name.In(v.lang)), append(shorts, a.ShortIn(v.lang))
	}
	switch len(names) {
	case 0:
		return "", ""
	case 1:
		return names[0], shorts[0]
	case 2:
		return strings.Join(shorts, ", "), shorts[0] + " +1"
	}
	return strings.Join(shorts[:2], ", ") + " +" + strconv.Itoa(len(shorts)-2), shorts[0] + " +" + strconv.Itoa(len(shorts)-1)
}

// Look is what the view looks like at a moment.
func (v View) Look(w assets.Phrases, now time.Time) Look {
	hub := v.hubTime(now)
	l := Look{
		Mode: v.Mode(), Linked: v.linked, Clock: clock(hub), Zoom: v.zoom,
		Title: v.counterName(v.counter), Help: w.Line("counter.key.help"),
		Field: v.typed, FieldActive: v.typing,
	}
	room, _ := v.site.Room(v.counter.Room)
	l.Room = room.Name.In(v.lang)
	l.TitleShort = l.Title
	if long, short := v.agencies(); long != "" {
		l.Title, l.TitleShort = l.Title+" · "+long, l.TitleShort+" · "+short
	}
	v.lookState(&l, w, hub)
	v.lookCard(&l, w, hub)
	v.lookKeys(&l, w)
	v.lookList(&l, w, hub)
	v.lookFoot(&l, w)
	l.Panel = v.lookPanel(w)
	return l
}

func (v View) lookState(l *Look, w assets.Phrases, hub time.Time) {
	keys := map[Mode]string{
		Starting: "counter.state.starting", Closed: "counter.state.closed", Ready: "counter.state.ready",
		Calling: "counter.state.calling", Serving: "counter.state.serving", Paused: "counter.state.paused",
	}
	l.State, l.Tone = w.Line(keys[l.Mode]), Good
	if l.Mode == Closed || l.Mode == Paused || l.Mode == Starting {
		l.Tone = Quiet
	}
	if l.Mode == Ready && v.over(hub) {
		l.State, l.Tone = w.Line("counter.state.over"), Quiet
	}
	if !v.linked && v.known {
		l.State, l.Tone = w.Line("counter.state.offline"), Alarm
		l.Band, l.BandNote = w.Say("counter.offline.title", "t", clock(v.lost)), w.Say("counter.offline.sub")
		if n := v.waiting(); n > 0 {
			l.Kept, l.KeptNote = w.Count("counter.offline.kept", n), w.Line("counter.offline.kept.sub")
		}
	}
}

// over reports that the last session of the day has ended.
func (v View) over(hub time.Time) bool {
	end, ok := v.site.Hours.DayEnds(centre.DateOf(hub))
	return ok && hub.After(end) && v.desk.Day != ""
}

func (v View) lookCard(l *Look, w assets.Phrases, hub time.Time) {
	in := v.inHand()
	if in == nil {
		v.lookFree(l, w, hub)
		return
	}
	l.Number, l.Service = in.Number, v.service(in.Service)
	l.CallNote = w.Say("counter.label.call", "n", strconv.Itoa(in.Call.Recall+1))
	l.File = w.Line("counter.label.nofile")
	if files := append(append([]string{}, in.Dossiers...), v.attached()...); len(files) > 0 {
		l.File = strings.Join(files, ", ")
	}
	arrived := in.IssuedAt
	if n := len(in.Legs); n > 0 {
		arrived = in.Legs[n-1].ArrivedAt
	}
	l.Waited = w.Say("counter.label.waited", "n", whole(in.Call.At.Sub(arrived)))
	l.Coming = in.Coming
	if l.Mode == Calling {
		l.Cap = w.Line("counter.label.calling")
		l.Timer, l.TimerNote = timer(hub.Sub(in.CalledAt)), w.Line("counter.label.calltimer")
		return
	}
	l.Cap = w.Line("counter.label.serving")
	begun := in.CalledAt
	if in.Begun != nil {
		begun = *in.Begun
	}
	if in.ID == v.begunOf {
		begun = v.begunAt
	}
	took := hub.Sub(begun)
	l.Timer, l.TimerNote = timer(took), w.Line("counter.label.timer")
	if s, ok := v.site.Service(in.Service); ok && s.Minutes > 0 {
		l.Late = took.Minutes() > LateAfter*s.Minutes
	}
}

// lookFree is the card of a counter with nobody in hand.
func (v View) lookFree(l *Look, w assets.Phrases, hub time.Time) {
	l.Icon = "people"
	here := max(v.desk.Here, len(v.desk.Next))
	switch l.Mode {
	case Starting:
		l.Icon, l.Big, l.Small = "clock", w.Line("counter.state.starting"), ""
	case Closed:
		l.Icon, l.Big, l.Small = "moon", w.Line("counter.state.closed"), w.Line("counter.say.closed")
	case Paused:
		own := v.own()
		l.Icon, l.Big = "hold", w.Line("counter.state.paused")
		l.Small = w.Say("counter.say.paused", "reason", v.reason(own.Reason), "t", clock(own.Since))
	case Ready:
		l.Big = w.Count("counter.label.count", here)
		l.Small = w.Line("counter.say.empty")
		if n, wait, ok := v.longest(hub); ok {
			l.Small = w.Say("counter.label.longest", "n", n, "m", whole(wait))
		}
		if v.over(hub) {
			l.Small = w.Count("counter.say.over", here)
		}
	case Calling, Serving:
	}
}

// longest is who has waited longest of the next visitors.
func (v View) longest(hub time.Time) (number string, wait time.Duration, ok bool) {
	for _, n := range v.desk.Next {
		if d := hub.Sub(n.Since); !ok || d > wait {
			number, wait, ok = n.Number, d, true
		}
	}
	return number, wait, ok
}

func (v View) service(id string) string {
	s, ok := v.site.Service(id)
	if !ok {
		return id
	}
	return s.Name.In(v.lang)
}

// reason is the name of a pause's reason.
func (v View) reason(id string) string {
	for _, r := range v.site.Reasons.Pause {
		if r.ID == id {
			return r.Name.In(v.lang)
		}
	}
	return id
}

// whole is a time in whole minutes, never negative.
func whole(d time.Duration) string { return strconv.Itoa(max(0, int(d/time.Minute))) }

// timer is a time as minutes and seconds.
func timer(d time.Duration) string {
	s := max(0, int(d/time.Second))
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}

func (v View) lookList(l *Look, w assets.Phrases, hub time.Time) {
	l.ListCap = w.Line("counter.label.waiting")
	if l.Number != "" {
		l.ListCap = w.Line("counter.label.next")
	}
	here := max(v.desk.Here, len(v.desk.Next))
	_, l.ListNote = v.agencies()
	if _, wait, ok := v.longest(hub); ok {
		l.ListNote = w.Say("counter.label.summary", "n", strconv.Itoa(here), "m", whole(wait))
	}
	old := !v.linked && v.known
	if old {
		l.ListCap = w.Line("counter.label.old", "t", clock(v.desk.At))
		l.ListNote = ""
		l.Stale = w.Say("counter.label.stale", "n", whole(hub.Sub(v.desk.At)))
	}
	for i, n := range v.desk.Next {
		since := hub
		if old {
			since = v.desk.At
		}
		l.Rows = append(l.Rows, Row{
			Number: n.Number, Text: v.service(n.Service), Tag: tag(n, w), Old: old,
			Wait: w.Say("counter.label.minutes", "n", whole(since.Sub(n.Since))), Chosen: i == v.chosen,
		})
		if i == max(0, v.chosen) {
			l.Why = v.why(n, w)
		}
		if i == v.chosen {
			l.Chosen = l.Why
		}
	}
	if len(l.Rows) == 0 && v.known {
		l.Empty = w.Line("counter.label.count.none")
	}
	v.lookAside(l, w)
}

// tag is why a visitor stands before others, in a word.
func tag(n board.Next, w assets.Phrases) string {
	if n.Reason == "" || n.Reason == "arrival" {
		return ""
	}
	if s := w.Line("counter.tag." + n.Reason); s != "counter.tag."+n.Reason {
		return s
	}
	return ""
}

// why is the sentence behind the tag.
func (v View) why(n board.Next, w assets.Phrases) string {
	key := "counter.why." + n.Reason
	s := w.Line(key, "t", clock(n.Since))
	if s == key {
		s = w.Line("counter.why.arrival", "t", clock(n.Since))
	}
	if c, ok := v.site.Class(n.Class); ok && n.Reason == "priority" {
		s = c.Name.In(v.lang) + ". " + s
	}
	return n.Number + ": " + s
}

// lookAside lists who is held here.
func (v View) lookAside(l *Look, w assets.Phrases) {
	l.AsideCap = w.Line("counter.label.aside")
	for _, t := range v.desk.Aside {
		if t.State != "parked" || t.Back != "" && t.Back != v.counter.ID || len(t.Legs) == 0 {
			continue
		}
		if leg := t.Legs[len(t.Legs)-1]; leg.Counter != v.counter.ID {
			continue
		}
		l.Aside = append(l.Aside, Row{Number: t.Number, Text: w.Line("counter.label.held")})
	}
}

func (v View) lookFoot(l *Look, w assets.Phrases) {
	l.FootGood = v.linked
	if in := v.inHand(); in != nil && in.Walls > 0 {
		l.Shown = w.Say("counter.label.shown", "n", strconv.Itoa(in.Shown), "m", strconv.Itoa(in.Walls))
		if in.Spoken != nil {
			l.Shown += ", " + w.Say("counter.label.spoken", "t", in.Spoken.In(centre.ICT).Format("15:04:05"))
		}
		if in.Coming {
			l.Shown += ". " + w.Line("counter.label.onmyway")
		}
	}
	switch {
	case v.said.key != "":
		l.Foot = v.said.say(w)
	case !v.known:
		l.Foot = w.Line("app.starting")
	case !v.linked:
		l.Foot = w.Say("counter.label.searching", "n", strconv.Itoa(max(1, v.tries)))
	case l.Chosen != "":
		l.Foot = l.Chosen
	case l.Shown != "":
		l.Foot = l.Shown
	default:
		l.Foot = w.Line("counter.label.connected")
	}
	if v.bar.key != "" && v.desk.UndoFor > 0 && v.linked {
		l.Undo, l.UndoAction = v.bar.say(w), w.Line("counter.key.undo")
	}
}

func (s sentence) say(w assets.Phrases) string { return w.Line(s.key, s.pairs[:]...) }
