package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

var update = flag.Bool("update", false, "write the golden files anew; only for words that are new")

var morning = time.Date(2026, 11, 23, 8, 15, 4, 123_000_000, centre.ICT)

// events are one event of every kind, with every member filled.
func events() []queue.Event {
	list := []queue.Event{
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
	for i, e := range list {
		v := reflect.New(reflect.TypeOf(e)).Elem()
		fill(v, "")
		list[i] = v.Interface().(queue.Event)
	}
	return list
}

// fill gives every field a value, so that a member the codec forgets is missed.
func fill(v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(sample(name))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(3 + len(name)))
	case reflect.Uint64:
		v.SetUint(uint64(700 + len(name)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]int{"speed": 4, "attitude": 5}))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte{0, 1, 2, 0xFE})
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), name)
		fill(v.Index(1), name+"2")
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(morning.Add(time.Duration(len(name)) * time.Minute)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Name)
		}
	default:
		panic("no sample for " + v.Type().String())
	}
}

func sample(name string) string {
	known := map[string]string{
		"Ticket": "20261123-A015", "Number": "A015", "Day": "2026-11-23", "Counter": "3", "Room": "P1", "Zone": "A", "Class": "elderly",
		"Service": "ho-tich", "Reason": "thiếu \"bản chính\"\n", "Document": "[centre]\nname = \"Một Cửa\"\n",
	}
	if s, ok := known[name]; ok {
		return s
	}
	return strings.ToLower(name)
}

func lineOf(e queue.Event) journal.Commit {
	return journal.Commit{
		V: journal.Version, Seq: 7, Prev: journal.Genesis, Hub: "kiosk-1", At: morning,
		Acts: []journal.Act{{
			Key: "k1", Request: "ab", At: morning, Events: []queue.Event{e},
			By: queue.Actor{Role: queue.Officer, Device: "counter-3", Counter: "3", Officer: "lan"},
		}},
	}
}

func TestEvent_EveryKindHasAWordASampleAndAGoldenFile(t *testing.T) {
	var declared []string
	fset := token.NewFileSet()
	files, err := filepath.Glob("../queue/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of the queue: %v", err)
	}
	for _, file := range files {
		tree, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "event" && fn.Recv != nil {
				declared = append(declared, fn.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	var sampled, words []string
	for _, e := range events() {
		sampled = append(sampled, reflect.TypeOf(e).Name())
		words = append(words, e.Name())
	}
	slices.Sort(declared)
	slices.Sort(sampled)
	if diff := cmp.Diff(sampled, declared); diff != "" {
		t.Errorf("the samples are not the events of the queue (-sampled +declared):\n%s", diff)
	}
	if diff := cmp.Diff(journal.Words, words); diff != "" {
		t.Errorf("Words are not the words of the samples (-Words +samples):\n%s", diff)
	}
	golden, err := filepath.Glob("testdata/words/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range golden {
		golden[i] = strings.TrimSuffix(filepath.Base(f), ".json")
	}
	slices.Sort(words)
	if diff := cmp.Diff(golden, words); diff != "" && !*update {
		t.Errorf("golden files are not the words (-files +words):\n%s", diff)
	}
}

// Each golden file holds the word with every member and the word with none.
func TestWord_BytesNeverChange(t *testing.T) {
	for _, full := range events() {
		t.Run(full.Name(), func(t *testing.T) {
			zero := reflect.Zero(reflect.TypeOf(full)).Interface().(queue.Event)
			var got []byte
			for _, e := range []queue.Event{full, zero} {
				data, err := journal.Encode(lineOf(e))
				if err != nil {
					t.Fatal(err)
				}
				got = append(append(got, data...), '\n')
			}
			file := filepath.Join("testdata", "words", full.Name()+".json")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("a word without a golden file: %v", err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("the bytes of %q changed; a word once written is never changed\n got %s\nwant %s", full.Name(), got, want)
			}
			line, _, _ := bytes.Cut(want, []byte("\n"))
			back, err := journal.Decode(line)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(back, lineOf(full)); diff != "" {
				t.Errorf("read back differs (-got +want):\n%s", diff)
			}
		})
	}
}

// The standard library knows every field by its tag; the codec by hand must say the same.
func TestWord_SaysTheSameAsTheTagsOfTheEvent(t *testing.T) {
	for _, e := range events() {
		data, err := journal.Encode(lineOf(e))
		if err != nil {
			t.Fatal(err)
		}
		var line struct {
			Acts []struct{ Events []map[string]any }
		}
		if err := json.Unmarshal(data, &line); err != nil {
			t.Fatalf("%s: not JSON: %v", e.Name(), err)
		}
		plain, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var want map[string]any
		if err := json.Unmarshal(plain, &want); err != nil {
			t.Fatal(err)
		}
		want["name"] = e.Name()
		if diff := cmp.Diff(line.Acts[0].Events[0], want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", e.Name(), diff)
		}
	}
}

func TestDecode_RefusesWhatItDoesNotKnow(t *testing.T) {
	good, err := journal.Encode(lineOf(queue.Voided{Visit: queue.Visit{Ticket: "t", Number: "n"}}))
	if err != nil {
		t.Fatal(err)
	}
	line := string(good)
	tests := map[string]struct {
		line string
		want error
	}{
		"an unknown word":        {strings.Replace(line, `"voided"`, `"vanished"`, 1), journal.ErrUnknownWord},
		"a newer envelope":       {strings.Replace(line, `{"v":1,`, `{"v":2,"new":true,`, 1), journal.ErrNewer},
		"an unknown member":      {strings.Replace(line, `"number":"n"`, `"number":"n","colour":"red"`, 1), journal.ErrMalformed},
		"version nought":         {strings.Replace(line, `{"v":1,`, `{"v":0,`, 1), journal.ErrMalformed},
		"a member missing":       {strings.Replace(line, `"ticket":"t",`, ``, 1), journal.ErrMalformed},
		"white space":            {strings.Replace(line, `{"v":1,`, `{"v": 1,`, 1), journal.ErrMalformed},
		"something behind":       {line + "\n", journal.ErrMalformed},
		"half a line":            {line[:len(line)/2], journal.ErrMalformed},
		"nothing":                {"", journal.ErrMalformed},
		"the 30th of February":   {strings.Replace(line, "2026-11-23T", "2026-02-30T", 1), journal.ErrMalformed},
		"a number that overruns": {strings.Replace(line, `"seq":7`, `"seq":99999999999999999999`, 1), journal.ErrMalformed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.line == line {
				t.Fatal("the test changed nothing")
			}
			if _, err := journal.Decode([]byte(tt.line)); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestEncode_RefusesAnEventWithoutAWord(t *testing.T) {
	if _, err := journal.Encode(lineOf(nil)); !errors.Is(err, journal.ErrUnknownWord) {
		t.Errorf("got %v, want ErrUnknownWord", err)
	}
}

func TestEncode_KeepsAnyText(t *testing.T) {
	for _, text := range []string{"", "Bộ phận Một Cửa", "a\"b\\c\n\r\t\x00\x1f", "<script>&", "\u2028", "đ\xff"} {
		c := lineOf(queue.Cancelled{Reason: text})
		data, err := journal.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(data, "\n\r") || !json.Valid(data) {
			t.Errorf("%q: not one line of JSON: %s", text, data)
		}
		back, err := journal.Decode(data)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want := strings.ToValidUTF8(text, "\uFFFD")
		if got := back.Acts[0].Events[0].(queue.Cancelled).Reason; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestChain_NamesWhatDoesNotContinue(t *testing.T) {
	var chain journal.Chain
	first := lineOf(queue.Shown{})
	first.Seq = 1
	data, _ := journal.Encode(first)
	if err := chain.Next(&first, data); err != nil {
		t.Fatal(err)
	}
	second := lineOf(queue.Shown{Wall: "w"})
	second.Seq, second.Prev = 2, chain.Hash
	if chain.Hash == journal.Genesis || len(chain.Hash) != 64 {
		t.Fatalf("hash %q", chain.Hash)
	}
	for name, c := range map[string]journal.Commit{
		"a gap":            {Seq: 3, Prev: chain.Hash},
		"another ancestor": {Seq: 2, Prev: journal.Genesis},
	} {
		there := chain
		if err := there.Next(&c, nil); !errors.Is(err, journal.ErrChain) {
			t.Errorf("%s: got %v", name, err)
		}
		if there != chain {
			t.Errorf("%s: moved on all the same", name)
		}
	}
	if err := chain.Next(&second, []byte("x")); err != nil || chain.Seq != 2 {
		t.Errorf("got %v at %d", err, chain.Seq)
	}
}

func FuzzDecode(f *testing.F) {
	for _, e := range events() {
		data, err := journal.Encode(lineOf(e))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := journal.Decode(data)
		if err != nil {
			return
		}
		again, err := journal.Encode(c)
		if err != nil {
			t.Fatalf("read but not written: %v", err)
		}
		back, err := journal.Decode(again)
		if err != nil {
			t.Fatalf("own bytes refused: %v\n%s", err, again)
		}
		if diff := cmp.Diff(back, c); diff != "" {
			t.Fatalf("changed on the way (-got +want):\n%s", diff)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	c := lineOf(events()[3])
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = journal.AppendEncoded(buf[:0], &c)
	}
	b.SetBytes(int64(len(buf)))
}

func BenchmarkDecode(b *testing.B) {
	data, _ := journal.Encode(lineOf(events()[3]))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := journal.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
