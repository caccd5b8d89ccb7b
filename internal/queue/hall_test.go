package queue_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// hallSite is a hall made to be difficult: every counter shares a service with
// another one, two services share a series, and one counter is the cashier.
const hallSite = `
[centre]
name = "Một Cửa"
languages = ["vi"]

[[room]]
id = "1"
name = "Phòng 1"

[[zone]]
id = "A"
name = "Phòng chờ"

[[counter]]
id = "1"
room = "1"
zone = "A"
services = ["land", "house"]

[[counter]]
id = "2"
room = "1"
zone = "A"
services = ["land", "health"]

[[counter]]
id = "3"
room = "1"
zone = "A"
services = ["health", "result"]

[[counter]]
id = "4"
room = "1"
zone = "A"
services = ["result", "fee"]

[[service]]
id = "land"
name = "Đất đai"
group = "land"
series = "A"
kind = "submit"
minutes = 9

[[service]]
id = "house"
name = "Nhà ở"
group = "land"
series = "A"
kind = "submit"
minutes = 9

[[service]]
id = "health"
name = "Y tế"
group = "health"
series = "B"
kind = "submit"
minutes = 6

[[service]]
id = "result"
name = "Nhận kết quả"
group = "result"
series = "T"
kind = "collect"
minutes = 3

[[service]]
id = "fee"
name = "Thu phí"
group = "result"
series = "T"
kind = "pay"
minutes = 3

[hours]
monday = ["07:00-11:30", "13:30-17:00"]
tuesday = ["07:00-11:30", "13:30-17:00"]
wednesday = ["07:00-11:30", "13:30-17:00"]
thursday = ["07:00-11:30", "13:30-17:00"]
friday = ["07:00-11:30", "13:30-17:00"]
ticketing_closes_before = "30m"

[[reasons.pause]]
id = "break"
name = "Nghỉ giải lao"

[[reasons.call]]
id = "missed"
name = "Lỡ lượt"

[[reasons.cancel]]
id = "left"
name = "Ra về"

[[reasons.park]]
id = "papers"
name = "Lấy thêm giấy tờ"

[rating]

[[rating.question]]
id = "face"
text = "Hài lòng?"
scale = 3
levels = ["Rất hài lòng", "Hài lòng", "Không hài lòng"]
`

func hallOf(tb testing.TB, extra string) *centre.Site {
	tb.Helper()
	site, err := centre.Parse("hall", []byte(hallSite+extra))
	if err != nil {
		tb.Fatal(err)
	}
	return site
}

// morning is a Monday, half an hour after the doors open.
var morning = time.Date(2026, 11, 23, 7, 30, 0, 0, centre.ICT)

func officer(counter string) queue.Actor {
	return queue.Actor{Role: queue.Officer, Device: "pc-" + counter, Counter: counter, Officer: "o" + counter}
}

// dump writes down everything a state knows, hidden members included, so that
// two states can be compared and a change can be seen.
func dump(s *queue.State) string {
	d := dumper{seen: map[uintptr]int{}}
	d.write(reflect.ValueOf(s))
	return string(d.out)
}

type dumper struct {
	out  []byte
	seen map[uintptr]int
}

func (d *dumper) text(s string) { d.out = append(d.out, s...) }

func (d *dumper) number(n int64) { d.out = strconv.AppendInt(append(d.out, ' '), n, 10) }

func (d *dumper) write(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		d.pointer(v)
	case reflect.Struct:
		d.structure(v)
	case reflect.Map:
		d.table(v)
	case reflect.Slice, reflect.Array:
		d.text("[")
		for i := range v.Len() {
			d.write(v.Index(i))
		}
		d.text("]")
	case reflect.Interface:
		if !v.IsNil() {
			d.text(v.Elem().Type().String())
			d.write(v.Elem())
		}
	case reflect.String:
		d.out = strconv.AppendQuote(d.out, v.String())
	case reflect.Bool:
		d.out = strconv.AppendBool(d.out, v.Bool())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		d.number(int64(v.Uint()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		d.number(v.Int())
	default: // a new kind of member must not go unseen
		panic("dump: " + v.Type().String())
	}
}

func (d *dumper) pointer(v reflect.Value) {
	switch n, ok := d.seen[v.Pointer()]; {
	case v.IsNil():
		d.text("nil")
	case v.Type() == reflect.TypeFor[*centre.Site](): // given, never changed
	case ok:
		d.text("#")
		d.number(int64(n))
	default:
		d.seen[v.Pointer()] = len(d.seen)
		d.write(v.Elem())
	}
}

func (d *dumper) structure(v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Time]() { // whatever its zone is called
		d.number(v.Field(1).Int())
		d.number(int64(v.Field(0).Uint()))
		return
	}
	d.text("{")
	t := v.Type()
	for i := range v.NumField() {
		d.text(t.Field(i).Name)
		d.text(":")
		d.write(v.Field(i))
	}
	d.text("}\n")
}

func (d *dumper) table(v reflect.Value) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		if a.Kind() == reflect.String {
			return strings.Compare(a.String(), b.String())
		}
		return int(a.Int() - b.Int())
	})
	d.text("(")
	for _, k := range keys {
		d.write(k)
		d.text("=")
		d.write(v.MapIndex(k))
	}
	d.text(")")
}
