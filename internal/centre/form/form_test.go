package form_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"motcua/internal/centre/form"
)

// desk has one value of every kind a form knows.
type desk struct {
	Label string
	Open  bool
	Cap   int
	Share float64
	Wait  time.Duration
	Names map[string]string
	Lines []map[string]string
	Tags  []string
	Links map[string]string
	Parts []part
	Named map[string]part
	Inner part
}

type part struct{ ID string }

func (p *part) bind(s *form.Sheet) { s.Str("id", &p.ID, form.May) }

func (d *desk) bind(s *form.Sheet) {
	s.Group("desk", form.Must, func(s *form.Sheet) {
		s.Str("label", &d.Label, form.May)
		s.Yes("open", &d.Open)
		s.Whole("cap", &d.Cap, form.May)
		s.Number("share", &d.Share, form.May)
		s.Span("wait", &d.Wait)
		form.Text(s, "names", &d.Names, form.May)
		form.Texts(s, "lines", &d.Lines)
		s.Strs("tags", &d.Tags, form.May)
		s.Map("links", &d.Links)
		form.Each(s, "part", form.May, &d.Parts, (*part).bind)
		form.Named(s, "named", &d.Named, (*part).bind)
		s.Group("inner", form.May, d.Inner.bind)
	})
}

func TestForm_WhateverIsWrittenIsReadBack(t *testing.T) {
	text := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("a Ễ\"'\\\n\t\x01\x7f{}[]#=.")), rapid.Rune()))
	some := rapid.MapOfN(text, text, 0, 3)
	rapid.Check(t, func(r *rapid.T) {
		want := desk{
			Label: text.Draw(r, "label"),
			Open:  rapid.Bool().Draw(r, "open"),
			Cap:   int(rapid.Int32().Draw(r, "cap")),
			Share: rapid.Float64Range(-1e9, 1e9).Draw(r, "share"),
			Wait:  time.Duration(rapid.Int64().Draw(r, "wait")),
			Names: some.Draw(r, "names"),
			Tags:  rapid.SliceOfN(text, 0, 3).Draw(r, "tags"),
			Links: some.Draw(r, "links"),
			Inner: part{text.Draw(r, "inner")},
			Named: map[string]part{text.Draw(r, "name"): {"x"}},
			Parts: []part{{text.Draw(r, "part")}, {}},
			Lines: []map[string]string{some.Draw(r, "line")},
		}
		written := form.Write(want.bind)
		var got desk
		d := form.Read("desk.toml", written)
		d.Fill(got.bind)
		if err := d.Err(); err != nil {
			r.Fatalf("%v\n%s", err, written)
		}
		if diff := cmp.Diff(string(written), string(form.Write(got.bind))); diff != "" {
			r.Fatalf("(-written +read and written):\n%s", diff)
		}
		if got.Label != want.Label || got.Share != want.Share || got.Wait != want.Wait || got.Cap != want.Cap {
			r.Fatalf("got %+v\nwant %+v", got, want)
		}
		if diff := cmp.Diff(want.Named, got.Named); diff != "" {
			r.Fatalf("named tables (-want +got):\n%s", diff)
		}
	})
}

func TestNearest_GuessesWhatWasMeant(t *testing.T) {
	known := []string{"head_start", "id", "name", "room"}
	for word, want := range map[string]string{
		"headstart": "head_start", "nam": "name", "rooms": "room", "ix": "id", "colour": "", "": "", "xy": "",
	} {
		got, ok := form.Nearest(word, known)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", word, got, ok, want)
		}
	}
}

func TestQuote_ShowsNothingATerminalObeys(t *testing.T) {
	if got := form.Quote("a\x1b[31m\u202eb"); strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("%s holds a control character", got)
	}
	if got := form.Quote(strings.Repeat("Ễ", 1000)); len([]rune(got)) > 70 {
		t.Errorf("a long value is shown in %d letters", len([]rune(got)))
	}
}

func TestDocument_RefusesWhatIsNoTOML(t *testing.T) {
	for _, text := range []string{"[", "a = ", "a = 1 b = 2", "\xff = 1", "a = \"\\q\"", strings.Repeat("#", 300<<10)} {
		d := form.Read("x.toml", []byte(text))
		if !d.Broken() || d.Err() == nil {
			t.Errorf("%.20q is taken for TOML", text)
		}
	}
}
