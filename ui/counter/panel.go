package counter

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// PanelKind is what a panel asks for.
type PanelKind string

// The panels.
const (
	NoPanel       PanelKind = ""
	HelpPanel     PanelKind = "help"
	PausePanel    PanelKind = "pause"
	ParkPanel     PanelKind = "park"
	TransferPanel PanelKind = "transfer"
	FirstPanel    PanelKind = "first" // reason of a transfer to the head of a line
	AnyPanel      PanelKind = "any"
)

// Panel is a question to the officer. Up and down move Row, left and right
// move Side; Marked is the reason an Enter has marked in a panel whose Enter
// must not act.
type Panel struct {
	Kind   PanelKind
	Row    int
	Side   int
	Marked int // 1 is the first row, 0 none
	Typed  string
	Target target
}

// target is where a ticket can be transferred to.
type target struct {
	service, counter string
	sendBack         bool
	name, below      string
}

// parkMinutes are the return times an officer chooses from.
var parkMinutes = []int{5, 10, 15}

// places are the places in the new line, in the order of the panel.
var places = []queue.Place{queue.Fair, queue.Last, queue.First}

// help opens or shuts the list of keys.
func (v View) help() View {
	if v.panel.Kind == HelpPanel {
		v.panel = Panel{}
		return v
	}
	v.panel = Panel{Kind: HelpPanel}
	return v
}

// openPanel opens the panel of a key, or says why not.
func (v View) openPanel(s Stroke, now time.Time) (View, []Order) {
	if s.Key == F10 && s.Shift {
		return v.doors(now)
	}
	mode := v.Mode()
	if !v.linked {
		return v.tell(now, "counter.offline.why"), nil
	}
	switch s.Key {
	case F5:
		if mode != Serving {
			return v.nokey(now)
		}
		v.panel = Panel{Kind: ParkPanel}
	case F6:
		if mode != Serving {
			return v.nokey(now)
		}
		v.panel = Panel{Kind: TransferPanel}
	case F10:
		switch mode {
		case Paused:
			return v.press(queue.ResumeCounter{Counter: v.counter.ID}, time.Time{})
		case Closed, Starting:
			return v.nokey(now)
		case Ready, Calling, Serving:
		}
		v.panel = Panel{Kind: PausePanel}
	case F11:
		if in := v.inHand(); in != nil {
			return v.tell(now, "error.busy", "n", in.Number), nil
		}
		if mode != Ready {
			return v.nokey(now)
		}
		v.panel = Panel{Kind: AnyPanel}
		if v.chosen >= 0 && v.chosen < len(v.desk.Next) {
			v.panel.Typed = v.desk.Next[v.chosen].Number
		}
	}
	return v, nil
}

// doors is Shift+F10: the counter opens or closes.
func (v View) doors(now time.Time) (View, []Order) {
	if !v.linked {
		return v.tell(now, "counter.offline.why"), nil
	}
	switch v.Mode() {
	case Closed:
		return v.press(queue.OpenCounter{Counter: v.counter.ID}, time.Time{})
	case Ready, Paused:
		return v.press(queue.CloseCounter{Counter: v.counter.ID}, time.Time{})
	case Calling, Serving:
		return v.tell(now, "error.busy", "n", v.inHand().Number), nil
	case Starting:
	}
	return v.nokey(now)
}

// Point is a click on a row of the open panel, or on one of its sides.
func (v View) Point(row int, side bool, now time.Time) (View, []Order) {
	switch {
	case v.panel.Kind == NoPanel || v.panel.Kind == HelpPanel:
		return v, nil
	case side:
		v.panel.Side = min(max(0, v.sides()-1), row)
		return v, nil
	}
	v.panel.Row = min(max(0, v.rows()-1), row)
	if v.panel.Kind == AnyPanel {
		v.panel.Marked = v.panel.Row + 1
	}
	return v, nil
}

// Mark is a click on a row of the list of next visitors.
func (v View) Mark(row int) View {
	if row == v.chosen {
		row = -1
	}
	v.chosen = min(row, len(v.desk.Next)-1)
	return v
}

// inPanel takes a key while a panel is open.
func (v View) inPanel(s Stroke, now time.Time) (View, []Order) {
	switch {
	case s.Key == Escape:
		v.panel = Panel{}
		return v, nil
	case v.panel.Kind == HelpPanel:
		v.panel = Panel{}
		return v.Stroke(s, now)
	case s.Key == Up:
		v.panel.Row = max(0, v.panel.Row-1)
	case s.Key == Down:
		v.panel.Row = min(max(0, v.rows()-1), v.panel.Row+1)
	case s.Key == Left:
		v.panel.Side = max(0, v.panel.Side-1)
	case s.Key == Right:
		v.panel.Side = min(max(0, v.sides()-1), v.panel.Side+1)
	case s.Key == Tab:
		if n := v.sides(); n > 0 {
			v.panel.Side = (v.panel.Side + 1) % n
		}
	case s.Key == Backspace:
		if r := []rune(v.panel.Typed); len(r) > 0 {
			v.panel.Typed, v.panel.Row = string(r[:len(r)-1]), v.rowAfterTyping()
		}
	case s.Rune != 0:
		return v.typeInPanel(s.Rune), nil
	case s.Key == Enter:
		return v.enter(now)
	case s.Key == F11 && v.panel.Kind == AnyPanel:
		return v.callAny(now)
	case s.Key == Space || s.Key == "":
	default:
		if strings.HasPrefix(string(s.Key), "F") {
			return v.tell(now, "counter.say.panel"), nil
		}
	}
	return v, nil
}

// rowAfterTyping keeps the row of a panel whose rows do not depend on what is typed.
func (v View) rowAfterTyping() int {
	if v.panel.Kind == TransferPanel {
		return 0
	}
	return v.panel.Row
}

func (v View) typeInPanel(r rune) View {
	if v.panel.Kind != TransferPanel && v.panel.Kind != AnyPanel {
		return v
	}
	if !unicode.IsPrint(r) || len([]rune(v.panel.Typed)) >= 24 {
		return v
	}
	if v.panel.Kind == AnyPanel {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return v
		}
		r = unicode.ToUpper(r)
	}
	v.panel.Typed += string(r)
	v.panel.Row = v.rowAfterTyping()
	return v
}

// enter is the Enter of a panel. It never calls anybody: in the panel of any
// number it marks a reason, and F11 calls.
func (v View) enter(now time.Time) (View, []Order) {
	p := v.panel
	switch p.Kind {
	case PausePanel:
		list := v.site.Reasons.Pause
		if p.Row >= len(list) {
			return v.tell(now, "counter.say.reason"), nil
		}
		v.panel = Panel{}
		return v.press(queue.PauseCounter{Counter: v.counter.ID, Reason: list[p.Row].ID}, time.Time{})
	case ParkPanel:
		return v.park(now)
	case TransferPanel:
		return v.transfer(now)
	case FirstPanel:
		list := v.site.Reasons.Call
		if p.Row >= len(list) {
			return v.tell(now, "counter.say.reason"), nil
		}
		return v.send(p.Target, queue.First, list[p.Row].ID)
	case AnyPanel:
		v.panel.Marked = p.Row + 1
	case NoPanel, HelpPanel:
	}
	return v, nil
}

// callAny is the second F11: it calls the number with the marked reason.
func (v View) callAny(now time.Time) (View, []Order) {
	list := v.site.Reasons.Call
	if v.panel.Marked == 0 || v.panel.Marked > len(list) {
		return v.tell(now, "counter.say.reason"), nil
	}
	id := ""
	for _, t := range slices.Concat(v.desk.Waiting, v.desk.Aside) {
		if t.Number == v.panel.Typed {
			id = t.ID
		}
	}
	for _, n := range v.desk.Next {
		if n.Number == v.panel.Typed {
			id = n.Ticket
		}
	}
	if id == "" {
		return v.tell(now, "error.unknown"), nil
	}
	if v.unanswered() {
		return v, nil
	}
	reason := list[v.panel.Marked-1].ID
	v.panel, v.chosen = Panel{}, -1
	return v.press(queue.CallNumber{Counter: v.counter.ID, Ticket: id, Reason: reason}, time.Time{})
}

func (v View) park(now time.Time) (View, []Order) {
	in := v.inHand()
	if in == nil {
		v.panel = Panel{}
		return v, nil
	}
	until := v.hubTime(now).Add(time.Duration(parkMinutes[min(v.panel.Row, len(parkMinutes)-1)]) * time.Minute)
	reason := ""
	if list := v.site.Reasons.Park; v.panel.Side > 0 && v.panel.Side <= len(list) {
		reason = list[v.panel.Side-1].ID
	}
	v.panel = Panel{}
	named := say("counter.say.parked", "n", in.Number, "t", clock(until))
	return v.step(queue.Park{Counter: v.counter.ID, Reason: reason, Until: until}, named)
}

func (v View) transfer(now time.Time) (View, []Order) {
	list := v.targets()
	if v.panel.Row >= len(list) {
		return v.tell(now, "error.unknown"), nil
	}
	t, place := list[v.panel.Row], places[min(v.panel.Side, len(places)-1)]
	if place == queue.First && !t.sendBack {
		v.panel = Panel{Kind: FirstPanel, Target: t}
		return v, nil
	}
	return v.send(t, place, "")
}

func (v View) send(t target, place queue.Place, reason string) (View, []Order) {
	in := v.inHand()
	v.panel = Panel{}
	if in == nil {
		return v, nil
	}
	named := say("counter.say.moved", "n", in.Number, "m", t.name)
	if t.sendBack {
		return v.step(queue.SendAndReturn{Counter: v.counter.ID, Service: t.service}, named)
	}
	return v.step(queue.Transfer{
		Counter: v.counter.ID, Service: t.service, ToCounter: t.counter, Place: place, Reason: reason,
	}, named)
}

// rows and sides are how many choices a panel has.
func (v View) rows() int {
	switch v.panel.Kind {
	case PausePanel:
		return len(v.site.Reasons.Pause)
	case ParkPanel:
		return len(parkMinutes)
	case TransferPanel:
		return len(v.targets())
	case FirstPanel, AnyPanel:
		return len(v.site.Reasons.Call)
	case NoPanel, HelpPanel:
	}
	return 0
}

func (v View) sides() int {
	switch v.panel.Kind {
	case ParkPanel:
		return len(v.site.Reasons.Park) + 1
	case TransferPanel:
		return len(places)
	case NoPanel, HelpPanel, PausePanel, FirstPanel, AnyPanel:
	}
	return 0
}

// targets are the places a ticket can be sent to that match what was typed:
// the cashier first, then the own agency, other counters, other agencies.
func (v View) targets() []target {
	in := v.inHand()
	service := ""
	if in != nil {
		service = in.Service
	}
	own, _ := v.site.Service(service)
	var first, near, far []target
	for _, s := range v.site.Services {
		if s.ID == service {
			continue
		}
		t := target{service: s.ID, name: s.Name.In(v.lang), below: v.agencyOf(s)}
		switch {
		case s.Kind == "pay":
			t.sendBack = true
			first = append(first, t)
		case s.Agency == own.Agency || s.Agency == "":
			near = append(near, t)
		default:
			far = append(far, t)
		}
	}
	all := slices.Concat(first, near, v.otherCounters(service), far)
	want := fold(v.panel.Typed)
	return slices.DeleteFunc(all, func(t target) bool {
		return want != "" && !strings.Contains(fold(t.name+" "+t.below), want)
	})
}

func (v View) otherCounters(service string) []target {
	var list []target
	for _, id := range v.site.CountersFor(service) {
		if c, ok := v.site.Counter(id); ok && id != v.counter.ID {
			room, _ := v.site.Room(c.Room)
			list = append(list, target{service: service, counter: id, name: v.counterName(c), below: room.Name.In(v.lang)})
		}
	}
	return list
}

// agencyOf is the agency of a service, nothing for the centre's own.
func (v View) agencyOf(s centre.Service) string {
	if a, ok := v.site.Agency(s.Agency); ok {
		return a.ShortIn(v.lang)
	}
	return ""
}

// fold makes texts comparable: no marks, lower case.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteByte('d')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
