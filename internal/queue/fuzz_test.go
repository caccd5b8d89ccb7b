package queue_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// wishes are all there are; events likewise.
var (
	wishes = []queue.Wish{
		queue.OpenDay{},
		queue.CloseDay{},
		queue.ApplySite{},
		queue.Take{},
		queue.PaperOut{},
		queue.PaperFailed{},
		queue.Cancel{},
		queue.Return{},
		queue.MarkReturn{},
		queue.Rate{},
		queue.Yield{},
		queue.OnMyWay{},
		queue.Reclassify{},
		queue.OpenCounter{},
		queue.CloseCounter{},
		queue.PauseCounter{},
		queue.ResumeCounter{},
		queue.CallNext{},
		queue.CallNumber{},
		queue.Recall{},
		queue.Begin{},
		queue.Finish{},
		queue.MarkAbsent{},
		queue.PutBack{},
		queue.Park{},
		queue.Unpark{},
		queue.Transfer{},
		queue.SendAndReturn{},
		queue.Undo{},
		queue.Acknowledge{},
		queue.ReserveBlock{},
		queue.Book{},
		queue.CheckIn{},
		queue.Unproven{},
		queue.Void{},
	}
	events = []queue.Event{
		queue.DayOpened{},
		queue.DayClosed{},
		queue.SiteApplied{},
		queue.Issued{},
		queue.Printed{},
		queue.PrintFailed{},
		queue.Voided{},
		queue.Called{},
		queue.Recalled{},
		queue.Begun{},
		queue.Finished{},
		queue.Absented{},
		queue.WasPutBack{},
		queue.Parked{},
		queue.Unparked{},
		queue.Transferred{},
		queue.Returned{},
		queue.ReturnMarked{},
		queue.Cancelled{},
		queue.Yielded{},
		queue.Reclassified{},
		queue.Approached{},
		queue.Rated{},
		queue.Undone{},
		queue.Shown{},
		queue.CounterOpened{},
		queue.CounterClosed{},
		queue.CounterPaused{},
		queue.CounterResumed{},
		queue.BlockReserved{},
		queue.Booked{},
	}
)

// odd are words that somebody outside may send where a code is meant.
var odd = []string{
	"", "\x00", "a\nb", "\x1b[2J", "<b>x</b>", "A\u202e100", "\xff\xfe", strings.Repeat("9", 300), "A001; DROP", "Nguyễn Thị Bưởi",
	"2026-13-40", "2026-11-24", "9999-12-31", "-1", "A501", "A0001", "H46.10-261123-0001",
}

// filler draws values for the members of a wish or an event: mostly such as
// mean something, else such as mean nothing.
type filler struct {
	t    *rapid.T
	s    *queue.State
	site *centre.Site
	at   time.Time
}

func (f *filler) text(member string) string {
	if uniform(f.t, 6, "odd") == 0 {
		return pick(f.t, "word", odd...)
	}
	switch member {
	case "Counter", "ToCounter", "Back":
		return pick(f.t, member, "1", "2", "3", "4")
	case "Ticket":
		var ids []string
		for t := range f.s.Tickets() {
			ids = append(ids, t.ID)
		}
		return pick(f.t, member, append(ids, "20261123-A001")...)
	case "Service", "Out":
		return pick(f.t, member, "land", "house", "health", "result", "fee")
	case "Class":
		return pick(f.t, member, "", "ordinary", "elderly", "appointment", "return")
	case "Reason":
		return pick(f.t, member, "", "break", "missed", "left", "papers")
	case "Day":
		return "2026-11-23"
	case "Series":
		return pick(f.t, member, "A", "B", "T")
	case "Kiosk", "Device":
		return pick(f.t, member, "kiosk-2", "kiosk-3", "kiosk-4")
	case "ID", "Booking":
		return pick(f.t, member, "b1", "b2", "b3")
	case "Number":
		return pick(f.t, member, "", "", "A501", "B520", "T601", "A001")
	case "Place":
		return pick(f.t, member, "", "fair", "last", "first")
	case "Dossier", "Dossiers":
		return pick(f.t, member, "", "H46.10-261123-0001")
	}
	return pick(f.t, member, "", "x", "cut")
}

func (f *filler) moment() time.Time {
	return pick(f.t, "time", time.Time{}, f.at, f.at.Add(time.Hour).Truncate(time.Minute), f.at.Add(90*time.Second), f.at.Add(-time.Hour),
		f.at.AddDate(0, 0, 1), f.at.AddDate(20_000, 0, 0), f.at.AddDate(-4_000, 0, 0), time.Unix(1<<50, 7),
		f.at.Add(time.Minute).In(time.FixedZone("odd", 86_399+3_601)))
}

func (f *filler) number() int64 {
	return pick(f.t, "number", int64(0), 1, 2, 3, 20_000, -1, 1<<31, 1<<62, -1<<63)
}

func (f *filler) fill(v reflect.Value, member string) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(f.moment()))
		return
	case v.Type() == reflect.TypeFor[*centre.Site]():
		if uniform(f.t, 2, "site") == 0 {
			v.Set(reflect.ValueOf(f.site))
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i), v.Type().Field(i).Name)
		}
	case reflect.Pointer:
		if uniform(f.t, 2, "nil") == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem(), member)
		}
	case reflect.String:
		v.SetString(f.text(member))
	case reflect.Bool:
		v.SetBool(uniform(f.t, 2, member) == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(f.number())
	case reflect.Uint64:
		v.SetUint(uint64(f.number()))
	case reflect.Uint8:
		v.SetUint(uint64(f.number()) & 255)
	case reflect.Slice:
		if n := uniform(f.t, 4, member); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range v.Len() {
				f.fill(v.Index(i), strings.TrimSuffix(member, "s"))
			}
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(pick(f.t, "question", "face", "\x00")), reflect.ValueOf(int(f.number())))
	default:
		f.t.Fatalf("%s: nobody can draw a %s", member, v.Type())
	}
}

// drawn is one of the list with its members filled in.
func drawn[T any](f *filler, list []T) T {
	v := reflect.New(reflect.TypeOf(pick(f.t, "kind", list...))).Elem()
	f.fill(v, "")
	return v.Interface().(T)
}

// clean tells whether every word of an event can be shown to people.
func clean(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return !strings.ContainsFunc(v.String(), func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar || r == '\u202e' })
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() || v.Type() == reflect.TypeFor[queue.SiteApplied]() {
			return true // a document is text of its own, and checked by who reads it
		}
		for _, member := range v.Fields() {
			if !clean(member) {
				return false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !clean(v.Index(i)) {
				return false
			}
		}
	case reflect.Pointer:
		return v.IsNil() || clean(v.Elem())
	default:
	}
	return true
}

// strangers put odd wishes to a hall that is at work. A refusal changes nothing,
// what is granted can be written in the record, and nothing panics.
func strangers(t *rapid.T, site, next *centre.Site) {
	s := queue.New(site, queue.Options{IgnoreHours: true})
	f := &filler{t: t, s: s, site: next, at: morning}
	s.Evolve(queue.Act{At: f.at, Events: []queue.Event{queue.DayOpened{Day: "2026-11-23"}}})
	for range rapid.IntRange(1, 60).Draw(t, "wishes") {
		f.at = f.at.Add(pick(t, "clock", 0, time.Second, 50*time.Second, 11*time.Minute))
		c := queue.Command{Key: pick(t, "key", odd...), Do: drawn(f, wishes)}
		c.By = pick(t, "by", queue.Actor{}, visitor, officer("1"), officer("2"), queue.Actor{Role: "\x00", Device: "kiosk-2"})
		was := dump(s)
		got, err := queue.Decide(s, c, f.at)
		if now := dump(s); now != was {
			t.Fatalf("deciding %#v changed the state", c.Do)
		}
		if err != nil {
			if r, ok := errors.AsType[*queue.Refusal](err); !ok || r.Code == "" || len(got) > 0 {
				t.Fatalf("%#v: %v", c.Do, err)
			}
			continue
		}
		for _, e := range got {
			if _, err := json.Marshal(e); err != nil {
				t.Fatalf("%#v: cannot be written: %v", c.Do, err)
			}
			if !clean(reflect.ValueOf(e)) {
				t.Fatalf("%#v: %#v cannot be shown", c.Do, e)
			}
			if queue.Describe(e) == "" {
				t.Fatalf("%#v has no description", e)
			}
		}
		s.Evolve(queue.Act{At: f.at, By: c.By, Events: got})
		if standing, counted := look(s, f.at); standing != counted {
			t.Fatalf("%d stand in line, %d are counted", standing, counted)
		}
	}
}

// look asks the state everything it can be asked: how many stand in its lines,
// and how many it says there are.
func look(s *queue.State, at time.Time) (standing, counted int) {
	for x := range s.Tickets() {
		s.Ahead(x.ID)
		s.Why(x.ID, at)
	}
	n := 0
	for _, d := range s.Desks() {
		s.Next(d.ID, 5, at)
		s.Undoable(d.ID, at)
		s.WaitingHere(d.ID, at)
	}
	for _, x := range s.Site().Services {
		n += s.WaitingCount(x.ID)
		s.AheadOf(x.ID, "\x00", at)
	}
	s.Due()
	s.Bookings()
	s.Blocks("kiosk-2")
	return len(s.Waiting()), n
}

func TestDecide_OddWishesAreRefusedAndChangeNothing(t *testing.T) {
	site, next := hallOf(t, ""), hallOf(t, "\n[slip]\nwidth = 58\n")
	rapid.Check(t, func(t *rapid.T) { strangers(t, site, next) })
}

func FuzzDecide(f *testing.F) {
	site, next := hallOf(f, ""), hallOf(f, "\n[slip]\nwidth = 58\n")
	for seed := range uint64(4) { // long enough for a whole hall
		chance := rand.NewPCG(seed, 1)
		var data []byte
		for range 1 << 16 {
			data = binary.LittleEndian.AppendUint64(data, chance.Uint64())
		}
		f.Add(data)
	}
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { strangers(t, site, next) }))
}

// Evolve takes the record as it is, even one that no law could have written.
func TestEvolve_TakesAnyRecord(t *testing.T) {
	site := hallOf(t, "")
	rapid.Check(t, func(t *rapid.T) {
		s := queue.New(site, queue.Options{})
		f := &filler{t: t, s: s, at: morning}
		for range rapid.IntRange(1, 60).Draw(t, "acts") {
			a := queue.Act{At: f.moment(), By: pick(t, "by", queue.Actor{}, officer("1"), queue.Actor{Role: queue.Timer})}
			for range 1 + uniform(t, 3, "events") {
				a.Events = append(a.Events, drawn(f, events))
			}
			s.Evolve(a)
			look(s, f.at)
		}
	})
}

func TestWishes_NoneIsForgotten(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range events {
		if seen[e.Name()] || e.Name() != strings.ToLower(e.Name()) {
			t.Errorf("the word %q is used twice, or is not lower-case", e.Name())
		}
		seen[e.Name()] = true
	}
	s := queue.New(hallOf(t, ""), queue.Options{})
	for _, w := range append(slices.Clone(wishes), nil) {
		if _, err := queue.Decide(s, queue.Command{Do: w}, time.Time{}); err == nil {
			if _, ok := w.(queue.CloseDay); !ok {
				t.Errorf("%T of nothing is granted before the first day", w)
			}
		}
	}
}
