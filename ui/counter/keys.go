package counter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"motcua/internal/queue"
)

// Stroke takes one key. Whatever it is, the view answers at once: by an order,
// a panel, or a sentence that says why nothing happens.
func (v View) Stroke(s Stroke, now time.Time) (View, []Order) {
	switch {
	case s.Ctrl && s.Key == KeyZ:
		return v.undo(now)
	case s.Ctrl && (s.Key == Plus || s.Key == Minus):
		return v.zoomed(s.Key)
	case s.Key == F1:
		return v.help(), nil
	case v.panel.Kind != NoPanel:
		return v.inPanel(s, now)
	case v.typing:
		if next, done := v.inField(s, now); done {
			return next, nil
		}
	}
	switch s.Key {
	case F2:
		return v.next(now)
	case F3:
		return v.recall(now)
	case F4:
		if s.Shift {
			return v.putBack(now)
		}
		return v.absent(now)
	case F5, F6, F10, F11:
		return v.openPanel(s, now)
	case F7:
		v.typing, v.typed = true, ""
		return v, nil
	case F8:
		return v.finishAndNext(now)
	case F9:
		return v.finishOnly(now)
	case F12:
		return v.tell(now, "counter.say.nokey"), nil
	case Up, Down:
		return v.choose(s.Key), nil
	case Enter:
		return v.openChosen(now)
	case Escape:
		v.chosen, v.bar = -1, sentence{}
		return v, nil
	}
	return v, nil
}

func (v View) zoomed(k Key) (View, []Order) {
	step := float32(0.125)
	if k == Minus {
		step = -step
	}
	v.zoom = min(1.5, max(1, v.zoom+step))
	return v, []Order{Zoom{Factor: v.zoom}}
}

// nokey says why a key has no meaning in the present mode.
func (v View) nokey(now time.Time) (View, []Order) {
	switch v.Mode() {
	case Closed:
		return v.tell(now, "error.counter-closed"), nil
	case Paused:
		return v.tell(now, "error.counter-paused"), nil
	case Calling:
		return v.tell(now, "counter.say.calling"), nil
	case Starting, Ready, Serving:
	}
	return v.tell(now, "counter.say.nokey"), nil
}

// next is F2: the next visitor, or the one who was called has come.
func (v View) next(now time.Time) (View, []Order) {
	switch {
	case v.Mode() == Calling:
		v, out := v.press(queue.Begin{Counter: v.counter.ID}, time.Time{})
		if !v.linked {
			v.begunOf, v.begunAt = v.inHand().ID, v.hubTime(now)
		}
		return v, out
	case !v.linked:
		return v.tell(now, "counter.offline.why"), nil
	case v.Mode() == Serving:
		return v.tell(now, "error.busy", "n", v.inHand().Number), nil
	case v.Mode() != Ready:
		return v.nokey(now)
	case len(v.desk.Next) == 0 && v.desk.Here == 0:
		return v.tell(now, "counter.say.nobody"), nil
	case v.unanswered():
		return v, nil
	}
	if len(v.desk.Next) > 0 {
		v.expect = v.desk.Next[0].Number
	}
	return v.press(queue.CallNext{Counter: v.counter.ID}, time.Time{})
}

// unanswered reports a call that is on its way: one press calls one visitor.
func (v View) unanswered() bool {
	for _, p := range v.pending {
		switch p.Do.(type) {
		case queue.CallNext, queue.CallNumber:
			return true
		default:
		}
	}
	return false
}

// until is the time after which a press is not worth sending any more.
func (v View) until(now time.Time) time.Time { return now.Add(SendUntil) }

func (v View) recall(now time.Time) (View, []Order) {
	if v.Mode() != Calling {
		return v.nokey(now)
	}
	in := v.inHand()
	rules := v.site.Rules
	if rules.RecallMax > 0 && in.Call.Recall >= rules.RecallMax {
		return v.tell(now, "counter.say.recall.max"), nil
	}
	if left := rules.RecallEvery - v.hubTime(now).Sub(in.CalledAt); left > 0 {
		return v.tell(now, "counter.say.recall.soon", "n", seconds(left)), nil
	}
	return v.press(queue.Recall{Counter: v.counter.ID}, v.until(now))
}

func (v View) absent(now time.Time) (View, []Order) {
	if v.Mode() != Calling {
		return v.nokey(now)
	}
	if left := v.site.Rules.AbsentAfter - v.hubTime(now).Sub(v.inHand().CalledAt); left > 0 {
		return v.tell(now, "counter.say.toosoon", "n", seconds(left)), nil
	}
	return v.droppable(queue.MarkAbsent{Counter: v.counter.ID}, now, "counter.step.absent")
}

func (v View) putBack(now time.Time) (View, []Order) {
	if v.Mode() != Calling {
		return v.nokey(now)
	}
	if v.hubTime(now).Sub(v.inHand().Call.At) > v.site.Rules.PutBackWithin {
		return v.tell(now, "counter.say.putback.late"), nil
	}
	return v.droppable(queue.PutBack{Counter: v.counter.ID}, now, "counter.step.putback")
}

// droppable is a step that is not kept for later than half a minute.
func (v View) droppable(do queue.Wish, now time.Time, key string) (View, []Order) {
	named := say(key, "n", v.inHand().Number)
	v, out := v.press(do, v.until(now))
	if len(out) > 0 {
		v.stepped, v.stepID, v.bar = named, v.last, sentence{}
	}
	return v, out
}

func seconds(d time.Duration) string { return strconv.Itoa(int((d + time.Second - 1) / time.Second)) }

// finishAndNext is F8, the everyday key. While the hub is away its second
// half is refused and its first half is kept.
func (v View) finishAndNext(now time.Time) (View, []Order) {
	in := v.inHand()
	switch {
	case in == nil:
		return v.nokey(now)
	case !v.linked:
		v, out := v.finish(now)
		return v.tell(now, "counter.offline.why"), out
	case v.unanswered():
		return v, nil
	}
	if len(v.desk.Next) > 0 {
		v.expect = v.desk.Next[0].Number
	}
	return v.step(queue.CallNext{Counter: v.counter.ID, Finish: true, Dossiers: v.attached()}, say("counter.say.done", "n", in.Number))
}

func (v View) finishOnly(now time.Time) (View, []Order) {
	if v.inHand() == nil {
		return v.nokey(now)
	}
	return v.finish(now)
}

func (v View) finish(now time.Time) (View, []Order) {
	in := v.inHand()
	if in == nil {
		return v, nil
	}
	done := say("counter.say.done", "n", in.Number)
	v, out := v.step(queue.Finish{Counter: v.counter.ID, Dossiers: v.attached()}, done)
	if !v.linked {
		v.gone = in.ID
		v = v.tell(now, "counter.say.done", "n", in.Number)
	}
	return v, out
}

// attached are the dossiers of the ticket in hand.
func (v View) attached() []string {
	if in := v.inHand(); in == nil || in.ID != v.filesOf {
		return nil
	}
	return v.files
}

func (v View) undo(now time.Time) (View, []Order) {
	if !v.linked {
		return v.tell(now, "counter.offline.why"), nil
	}
	left := time.Duration(v.desk.UndoFor)*time.Second - v.hubTime(now).Sub(v.desk.At)
	if v.desk.UndoFor == 0 || left <= 0 {
		return v.tell(now, "counter.say.undo.none"), nil
	}
	v.bar = sentence{}
	return v.press(queue.Undo{Counter: v.counter.ID}, v.until(now))
}

// choose moves the mark in the list of the next visitors.
func (v View) choose(k Key) View {
	last := len(v.desk.Next) - 1
	if k == Down {
		v.chosen = min(v.chosen+1, last)
	} else {
		v.chosen = max(v.chosen-1, -1)
	}
	return v
}

// openChosen opens the panel of the marked visitor; it never calls.
func (v View) openChosen(now time.Time) (View, []Order) {
	if v.chosen < 0 || v.chosen >= len(v.desk.Next) {
		return v, nil
	}
	number := v.desk.Next[v.chosen].Number
	v, out := v.openPanel(Stroke{Key: F11}, now)
	if v.panel.Kind == AnyPanel {
		v.panel.Typed = number
	}
	return v, out
}

// fileCode is how a dossier code is printed: agency, day of receipt, serial.
var fileCode = regexp.MustCompile(`^[A-Z]\d{2}(\.\d{1,3}){0,4}-\d{6}-\d{4,6}$`)

// inField takes a key while the file field is open. Function keys but F7 are
// not its own.
func (v View) inField(s Stroke, now time.Time) (next View, done bool) {
	switch {
	case s.Key == Escape:
		v.typing, v.typed = false, ""
	case s.Key == Enter:
		v = v.Scanned(v.typed, now)
	case s.Key == Backspace:
		if r := []rune(v.typed); len(r) > 0 {
			v.typed = string(r[:len(r)-1])
		}
	case s.Rune != 0:
		if len(v.typed) < 40 && unicode.IsPrint(s.Rune) {
			v.typed += string(unicode.ToUpper(s.Rune))
		}
	default:
		return v, false
	}
	return v, true
}

// Scanned takes a dossier code that was scanned, or typed and entered.
func (v View) Scanned(code string, now time.Time) View {
	code = strings.ToUpper(strings.TrimSpace(code))
	in := v.inHand()
	switch {
	case code == "":
		v.typing = false
		return v
	case !fileCode.MatchString(code):
		v.typing, v.typed = true, code
		return v.tell(now, "counter.say.code")
	case in == nil:
		return v.tell(now, "counter.say.nokey")
	}
	v.typing, v.typed = false, ""
	v.filesOf = in.ID
	if slices.Contains(v.files, code) {
		return v.tell(now, "counter.say.attached", "n", code)
	}
	v.files = append(slices.Clip(v.files), code)
	return v.tell(now, "counter.say.attached", "n", code)
}

// refused says in words why a wish was not granted.
func (v View) refused(r *queue.Refusal, now time.Time) View {
	switch r.Code {
	case queue.Busy:
		return v.tell(now, "error.busy", "n", r.Number)
	case queue.Nobody:
		return v.tell(now, "counter.say.nobody")
	case queue.TooEarly:
		return v.tell(now, "error.too-early")
	case queue.CounterIsClosed, queue.CounterIsPaused, queue.TooLate, queue.TooOften, queue.WrongState, queue.DayOver:
		return v.tell(now, "error."+string(r.Code))
	case queue.NothingToUndo:
		return v.tell(now, "counter.say.undo.none")
	case queue.NothingInHand, queue.CalledElsewhere:
		return v.tell(now, "error.wrong-state")
	case queue.NeedsReason, queue.UnknownReason:
		return v.tell(now, "counter.say.reason")
	case queue.UnknownTicket:
		return v.tell(now, "error.unknown")
	}
	return v.tell(now, "counter.say.failed")
}
