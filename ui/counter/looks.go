package counter

import (
	"slices"
	"strconv"

	"motcua/assets"
	"motcua/internal/queue"
)

// lookKeys says what the keys do in the present mode.
func (v View) lookKeys(l *Look, w assets.Phrases) {
	b := func(cap, key string, s Stroke) Button { return Button{Cap: cap, Label: w.Line(key), Stroke: s} }
	recall := b("F3", "counter.key.recall", Stroke{Key: F3})
	absent := b("F4", "counter.key.absent", Stroke{Key: F4})
	back := b("Shift+F4", "counter.short.putback", Stroke{Key: F4, Shift: true})
	park := b("F5", "counter.key.park", Stroke{Key: F5})
	move := b("F6", "counter.key.transfer", Stroke{Key: F6})
	done := b("F9", "counter.key.done", Stroke{Key: F9})
	pause := b("F10", "counter.key.pause", Stroke{Key: F10})
	anyone := b("F11", "counter.short.any", Stroke{Key: F11})
	closing := b("Shift+F10", "counter.short.close", Stroke{Key: F10, Shift: true})
	switch l.Mode {
	case Starting:
		l.Main = Button{Cap: "F2", Label: w.Line("counter.key.next"), Off: true, Stroke: Stroke{Key: F2}}
	case Closed:
		l.Main = b("Shift+F10", "counter.key.open", Stroke{Key: F10, Shift: true})
		l.Main.Icon = "next"
	case Paused:
		l.Main = b("F10", "counter.key.resume", Stroke{Key: F10})
		l.Main.Icon = "next"
		l.Actions = []Button{closing}
	case Ready:
		l.Main = b("F2", "counter.key.next", Stroke{Key: F2})
		l.Main.Icon = "bell"
		if len(v.desk.Next) > 0 {
			l.Main.Label = w.Line("counter.key.next.named", "n", v.desk.Next[0].Number)
		}
		l.Actions = []Button{anyone, pause, closing}
	case Calling:
		l.Main = b("F2", "counter.key.begin", Stroke{Key: F2})
		l.Main.Icon = "check"
		l.Actions = []Button{recall, absent, back, done, pause}
	case Serving:
		l.Main = b("F8", "counter.key.donenext", Stroke{Key: F8})
		l.Main.Icon = "next"
		l.Actions = []Button{park, move, done, pause}
	}
	if !v.linked && v.known {
		v.keysAlone(l, w, recall, absent, back, done)
	}
}

// keysAlone is what can be done while the hub is away.
func (v View) keysAlone(l *Look, w assets.Phrases, recall, absent, back, done Button) {
	off := Button{Cap: "F2", Label: w.Line("counter.offline.next"), Off: true, Stroke: Stroke{Key: F2}}
	l.MainNote = w.Line("counter.offline.why")
	switch l.Mode {
	case Calling:
		l.Actions, l.MainNote = []Button{recall, absent, back, done}, ""
	case Serving:
		off.Cap, off.Stroke = "F8", Stroke{Key: F8}
		l.Main, l.Actions = off, []Button{done}
	case Starting, Closed, Ready, Paused:
		l.Main, l.Actions = off, nil
	}
}

// barKeys are all keys in short, for the bar of the wide window.
func barKeys(w assets.Phrases) []Button {
	out := make([]Button, 0, 11)
	for _, k := range []struct{ cap, key string }{
		{"F1", "counter.key.help"},
		{"F2", "counter.short.next"},
		{"F3", "counter.key.recall"},
		{"F4", "counter.key.absent"},
		{"F5", "counter.key.park"},
		{"F6", "counter.short.transfer"},
		{"F7", "counter.key.code"},
		{"F8", "counter.short.donenext"},
		{"F9", "counter.short.done"},
		{"F10", "counter.key.pause"},
		{"F11", "counter.short.any"},
	} {
		out = append(out, Button{Cap: k.cap, Label: w.Line(k.key), Stroke: Stroke{Key: Key(k.cap)}})
	}
	return out
}

// panelRows is how many rows of a panel are seen at once.
const panelRows = 7

func (v View) lookPanel(w assets.Phrases) *PanelLook {
	l := v.panelOf(w)
	if l != nil && l.Go.Cap == "" && v.panel.Kind != HelpPanel {
		l.Go = Button{Cap: "Enter", Label: w.Line("counter.key.ok"), Stroke: Stroke{Key: Enter}}
	}
	if l != nil {
		l.Leave = Button{Cap: "Esc", Label: w.Line("counter.key.escape"), Stroke: Stroke{Key: Escape}}
	}
	return l
}

func (v View) panelOf(w assets.Phrases) *PanelLook {
	p := v.panel
	switch p.Kind {
	case NoPanel:
		return nil
	case HelpPanel:
		return v.lookHelp(w)
	case PausePanel:
		l := &PanelLook{Title: w.Line("counter.ask.pause"), Foot: w.Line("counter.panel.enter")}
		for i, r := range v.site.Reasons.Pause {
			l.Rows = append(l.Rows, Choice{Text: r.Name.In(v.lang), At: i == p.Row})
		}
		return l
	case ParkPanel:
		return v.lookPark(w)
	case TransferPanel:
		return v.lookTransfer(w)
	case FirstPanel:
		l := &PanelLook{Title: w.Line("counter.ask.first"), Foot: w.Line("counter.panel.enter")}
		for i, r := range v.site.Reasons.Call {
			l.Rows = append(l.Rows, Choice{Text: r.Name.In(v.lang), At: i == p.Row})
		}
		return l
	case AnyPanel:
		l := &PanelLook{
			Title: w.Line("counter.ask.any"), Asked: true, Field: p.Typed, Hint: w.Line("counter.ask.number"),
			Foot: w.Line("counter.panel.any"), Go: Button{Cap: "F11", Label: w.Line("counter.panel.call"), Stroke: Stroke{Key: F11}},
		}
		for i, r := range v.site.Reasons.Call {
			l.Rows = append(l.Rows, Choice{Text: r.Name.In(v.lang), At: i == p.Row, Marked: i+1 == p.Marked})
		}
		return l
	}
	return nil
}

func (v View) lookPark(w assets.Phrases) *PanelLook {
	l := &PanelLook{Title: w.Line("counter.ask.park"), SideCap: w.Line("counter.ask.reason"), Foot: w.Line("counter.panel.sides")}
	for i, m := range parkMinutes {
		l.Rows = append(l.Rows, Choice{Text: w.Say("counter.label.minutes", "n", strconv.Itoa(m)), At: i == v.panel.Row})
	}
	l.Sides = append(l.Sides, Choice{Text: w.Line("counter.reason.none"), At: v.panel.Side == 0})
	for i, r := range v.site.Reasons.Park {
		l.Sides = append(l.Sides, Choice{Text: r.Name.In(v.lang), At: i+1 == v.panel.Side})
	}
	return l
}

func (v View) lookTransfer(w assets.Phrases) *PanelLook {
	p := v.panel
	l := &PanelLook{
		Title: w.Line("counter.ask.transfer"), Asked: true, Field: p.Typed, Hint: w.Line("counter.ask.find"),
		SideCap: w.Line("counter.ask.place"), Foot: w.Line("counter.panel.sides"),
	}
	list := v.targets()
	from := max(0, min(p.Row-panelRows/2, len(list)-panelRows))
	l.From = from
	for i := from; i < min(from+panelRows, len(list)); i++ {
		t := list[i]
		name := t.name
		if t.sendBack {
			name = w.Say("counter.label.sendback", "n", t.name)
		}
		l.Rows = append(l.Rows, Choice{Text: name, Below: t.below, At: i == p.Row})
	}
	for i, place := range []queue.Place{queue.Fair, queue.Last, queue.First} {
		l.Sides = append(l.Sides, Choice{Text: w.Line("counter.place." + string(place)), At: i == p.Side})
	}
	return l
}

func (v View) lookHelp(w assets.Phrases) *PanelLook {
	l := &PanelLook{Title: w.Line("counter.key.help"), Keys: true}
	for _, k := range slices.Concat([][2]string{
		{"F2", "counter.help.next"},
		{"F3", "counter.help.recall"},
		{"F4", "counter.help.absent"},
		{"Shift+F4", "counter.help.putback"},
		{"F5", "counter.help.park"},
		{"F6", "counter.help.transfer"},
		{"F7", "counter.help.code"},
		{"F8", "counter.help.donenext"},
		{"F9", "counter.help.done"},
		{"F10", "counter.help.pause"},
		{"Shift+F10", "counter.help.open"},
		{"F11", "counter.help.any"},
		{"Ctrl+Z", "counter.help.undo"},
		{"Esc", "counter.help.escape"},
	}) {
		l.Rows = append(l.Rows, Choice{Text: k[0], Below: w.Line(k[1])})
	}
	return l
}

// verb names what a dropped press would have done.
func (v View) verb(do queue.Wish) string {
	w, n := words(v.lang), ""
	if in := v.inHand(); in != nil {
		n = in.Number
	}
	switch do.(type) {
	case queue.Recall:
		return w.Say("counter.verb.recall", "n", n)
	case queue.MarkAbsent:
		return w.Say("counter.verb.absent", "n", n)
	case queue.PutBack:
		return w.Say("counter.verb.putback", "n", n)
	default:
	case queue.Undo:
		return w.Line("counter.verb.undo")
	}
	return w.Line("counter.verb.other")
}
