package queue_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

var update = flag.Bool("update", false, "write what the transcripts say now; read the diff before")

// TestTranscripts plays every script of testdata and compares what the law
// answers with what stands there. A script is one line a wish:
//
//	08:00:00 kiosk: take tuphap-new class=elderly
//
// the answer stands below it, indented; # begins a remark. "rules guard=2" and
// "same-counter 10m", before all else, set knobs that are off by default.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d transcripts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := string(text)
			got := playScript(t, want)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the law answers otherwise (-stands +answers):\n%s", diff)
			}
		})
	}
}

// TestTranscripts_PlayEveryWish keeps the scripts from forgetting a rule.
func TestTranscripts_PlayEveryWish(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for verb := range scriptVerbs {
		if !strings.Contains(all.String(), ": "+verb) {
			t.Errorf("no transcript plays %q", verb)
		}
	}
}

// scriptHall is a day as a script plays it.
type scriptHall struct {
	t     *testing.T
	site  *centre.Site // on the first day
	knobs queue.Options
	s     *queue.State
	acts  []queue.Act
	at    time.Time
	day   centre.Date
	sits  map[string]string // counter to officer
	out   strings.Builder
	sites []*centre.Site // put in force, by act

	itself string // before what happens by itself
}

// scriptSite is a built-in site with more lines to its document.
func scriptSite(tb testing.TB, name string, more ...string) *centre.Site {
	tb.Helper()
	document, ok := assets.Site(name)
	if !ok {
		tb.Fatalf("no site %q", name)
	}
	site, err := centre.Parse(name, append(document, strings.Join(more, "\n")...))
	if err != nil {
		tb.Fatal(err)
	}
	return site
}

func playScript(t *testing.T, script string) string {
	t.Helper()
	site := scriptSite(t, "small")
	h := &scriptHall{
		t: t, site: site, s: queue.New(site, queue.Options{}), sits: map[string]string{},
		day: centre.Date{Year: 2026, Month: time.November, Day: 23},
	}
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "    ") {
			continue
		}
		fmt.Fprintln(&h.out, line)
		if line != "" && line[0] != '#' {
			h.line(line)
		}
	}
	h.replays()
	return h.out.String()
}

// replays holds that the acts alone give the same state.
func (h *scriptHall) replays() {
	h.t.Helper()
	again := queue.New(h.site, h.knobs)
	for i, a := range h.acts {
		again.Evolve(a)
		if h.sites[i] != nil {
			again.SetSite(h.sites[i])
		}
	}
	everything := cmp.Exporter(func(reflect.Type) bool { return true })
	if diff := cmp.Diff(h.s, again, everything); diff != "" {
		h.t.Errorf("the record alone gives another state:\n%s", diff)
	}
}

func (h *scriptHall) say(format string, args ...any) {
	fmt.Fprintf(&h.out, "    "+format+"\n", args...)
}

func (h *scriptHall) line(line string) {
	words := strings.Fields(line)
	switch words[0] {
	case "rules", "same-counter":
		h.knob(words)
		return
	case "day":
		d, err := centre.ParseDate(words[1])
		if err != nil {
			h.t.Fatal(err)
		}
		h.day = d
		return
	case "queue":
		h.queue()
		return
	case "why":
		h.why(words[1])
		return
	case "next":
		for _, c := range h.s.Next(words[1], 9, h.at) {
			h.say("%s, %s", c.Ticket.Number, c.Reason)
		}
		return
	case "ahead":
		h.say("%s", people(h.s.Ahead(h.id(words[1]))))
		return
	}
	h.at = h.clock(words[0])
	h.timers()
	actor, wish, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, words[0])), ": ")
	if actor == "wait" {
		return
	}
	if !ok {
		h.t.Fatalf("%q is no line of a script", line)
	}
	by := h.actor(actor)
	h.do(by, h.wish(by, wish), h.at)
}

// knob begins the day anew with a knob set.
func (h *scriptHall) knob(words []string) {
	if words[0] == "rules" {
		h.site = scriptSite(h.t, "small", append([]string{"\n[rules]"}, words[1:]...)...)
	} else {
		keep, err := time.ParseDuration(words[1])
		if err != nil {
			h.t.Fatal(err)
		}
		h.knobs.SameCounter = keep
	}
	h.s = queue.New(h.site, h.knobs)
}

func (h *scriptHall) clock(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04:05", h.day.String()+" "+text, centre.ICT)
	if err != nil {
		h.t.Fatalf("%q is no time of day: %v", text, err)
	}
	return at
}

// timers makes the timed changes that are due.
func (h *scriptHall) timers() {
	for {
		at, c, ok := h.s.Due()
		if !ok || at.After(h.at) {
			return
		}
		h.itself = "by itself at " + at.In(centre.ICT).Format(time.TimeOnly) + ": "
		h.do(c.By, c.Do, at)
		h.itself = ""
	}
}

func (h *scriptHall) do(by queue.Actor, w queue.Wish, at time.Time) {
	h.t.Helper()
	events, err := queue.Decide(h.s, queue.Command{By: by, Do: w}, at)
	if twice, again := queue.Decide(h.s, queue.Command{By: by, Do: w}, at); !reflect.DeepEqual(events, twice) || (err == nil) != (again == nil) {
		h.t.Errorf("%T was answered otherwise the second time", w)
	}
	var r *queue.Refusal
	switch {
	case errors.As(err, &r):
		h.say("%s", refusalText(r))
		return
	case err != nil:
		h.t.Fatal(err)
	case len(events) == 0:
		h.say("nothing changes")
		return
	}
	for _, e := range events {
		h.say("%s%s", h.itself, queue.Describe(e))
	}
	a := queue.Act{At: at, By: by, Events: events}
	h.s.Evolve(a)
	h.acts = append(h.acts, a)
	h.sites = append(h.sites, nil)
	if w, ok := w.(queue.ApplySite); ok {
		h.s.SetSite(w.Site)
		h.sites[len(h.sites)-1] = w.Site
	}
}

func refusalText(r *queue.Refusal) string {
	text := "refused: " + string(r.Code)
	if r.Number != "" {
		text += ", " + r.Number
	}
	if r.Left > 0 {
		text += fmt.Sprintf(", %v to wait", r.Left)
	}
	if !r.Opens.IsZero() {
		text += ", again at " + r.Opens.In(centre.ICT).Format("2006-01-02 15:04")
	}
	if len(r.Numbers) > 0 {
		text += ", for " + strings.Join(r.Numbers, " ")
	}
	return text
}

func (h *scriptHall) queue() {
	for _, t := range h.s.Waiting() {
		line := fmt.Sprintf("%s waits for %s, counted from %s", t.Number, t.Spot.Service, t.Spot.Key.In(centre.ICT).Format(time.TimeOnly))
		if t.Spot.Counter != "" {
			line += ", counter " + t.Spot.Counter + " only"
		}
		h.say("%s", line)
	}
	for t := range h.s.Tickets() {
		if t.Status != queue.StatusWaiting {
			h.say("%s %s", t.Number, t.Status)
		}
	}
	for _, d := range h.s.Desks() {
		if d.Mode != queue.ModeClosed {
			line := "counter " + d.ID + " " + string(d.Mode)
			if t, ok := h.s.Ticket(d.Ticket); ok {
				line += " with " + t.Number
			}
			h.say("%s", strings.TrimRight(line+" "+d.Reason, " "))
		}
	}
}

func (h *scriptHall) why(number string) {
	w, ok := h.s.Why(h.id(number), h.at)
	if !ok {
		h.say("no such number")
		return
	}
	clock := func(t time.Time) string { return t.In(centre.ICT).Format("15:04") }
	for _, b := range w.Lines {
		call := fmt.Sprintf("%s %s to counter %s:", clock(b.At), b.Number, b.Counter)
		switch b.Code {
		case "other":
			h.say("%s that counter does not serve you", call)
		case "earlier":
			h.say("%s came at %s, %d minutes before you", call, clock(b.Since), b.Minutes)
		case "transfer":
			h.say("%s has waited since %s and was sent on", call, clock(b.Since))
		case "booking":
			h.say("%s has an appointment at %s", call, clock(b.Since))
		case "priority":
			h.say("%s has priority and counts as %d minutes earlier", call, b.Minutes)
		case "return":
			h.say("%s came back with papers and counts as %d minutes earlier", call, b.Minutes)
		case "reserved":
			h.say("%s called out of order, reason %s", call, b.Reason)
		case "absent":
			h.say("%s you were called to counter %s and did not come; %d went before you", clock(b.At), b.Counter, b.Calls)
		case "yielded":
			h.say("%s you stepped back behind %s; %d went before you", clock(b.At), b.Number, b.Calls)
		default:
			h.t.Errorf("%s cannot be explained: %+v", call, b)
		}
	}
	if t, _ := h.s.ByNumber(number); t.Status != queue.StatusWaiting {
		return
	}
	h.say("%s before you; nobody who comes from %s on can be placed before you", people(w.Ahead), clock(w.NoneAfter))
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

func (h *scriptHall) id(number string) string {
	if t, ok := h.s.ByNumber(number); ok {
		return t.ID
	}
	return number
}

// actor reads who wishes: kiosk, kiosk-2, phone, desk, hub, wall NAME,
// counter N, counter N as NAME.
func (h *scriptHall) actor(text string) queue.Actor {
	words := strings.Fields(text)
	switch words[0] {
	case "counter":
		a := queue.Actor{Role: queue.Officer, Device: "counter-" + words[1], Counter: words[1], Officer: h.sits[words[1]]}
		if len(words) == 4 {
			a.Officer = words[3]
		}
		return a
	case "desk":
		return queue.Actor{Role: queue.Officer, Device: "desk"}
	case "hub":
		return queue.Actor{Role: queue.Admin, Device: "hub"}
	case "wall":
		return queue.Actor{Role: queue.Visitor, Device: words[1]}
	}
	return queue.Actor{Role: queue.Visitor, Device: words[0]}
}

// scriptWords are the words of a wish: the verb aside, those that name
// something and those that set it.
type scriptWords struct {
	h    *scriptHall
	by   queue.Actor
	bare []string
	set  map[string]string
}

func (h *scriptHall) wish(by queue.Actor, text string) queue.Wish {
	words := strings.Fields(text)
	w := scriptWords{h: h, by: by, set: map[string]string{}}
	for _, x := range words[1:] {
		if k, v, ok := strings.Cut(x, "="); ok {
			w.set[k] = v
		} else {
			w.bare = append(w.bare, x)
		}
	}
	verb, ok := scriptVerbs[words[0]]
	if !ok {
		h.t.Fatalf("%q is no wish", text)
	}
	return verb(w)
}

// word is the i-th bare word, empty without one.
func (w scriptWords) word(i int) string {
	if i < len(w.bare) {
		return w.bare[i]
	}
	return ""
}

func (w scriptWords) ticket() string { return w.h.id(w.word(0)) }

func (w scriptWords) has(x string) bool {
	return slices.Contains(w.bare, x)
}

func (w scriptWords) time(key string) time.Time {
	if w.set[key] == "" {
		return time.Time{}
	}
	if d, clock, ok := strings.Cut(w.set[key], "T"); ok { // on another day
		at, err := time.ParseInLocation(time.DateTime, d+" "+clock, centre.ICT)
		if err != nil {
			w.h.t.Fatal(err)
		}
		return at
	}
	return w.h.clock(w.set[key])
}

func (w scriptWords) list(key string) []string {
	if w.set[key] == "" {
		return nil
	}
	return strings.Split(w.set[key], ",")
}

func (w scriptWords) number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil && text != "" {
		w.h.t.Fatal(err)
	}
	return n
}
