package lan

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"unicode/utf8"
)

// FuzzParse compares the splitting of a body with what encoding/json makes of it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		``, `{}`, ` { "a" : 1 , "b" : [ {"c":"}\""} , 2 ] } `, `{"a":"\\\"","b":{"c":{}}}`, `{"\u0061":"x"}`, `{"a":1e5,"b":-0.1,"c":true,"d":null}`,
		`{"a":[]}`, "{\"a\"\t:\r\n\"\"}", `[]`, `null`, `{"a":1}x`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := parse(raw)
		var want map[string]any
		valid := json.Unmarshal(raw, &want) == nil && want != nil && utf8.Valid(raw)
		if err != nil {
			return // duplicates are refused, which encoding/json does not do
		}
		if len(b.members) == 0 {
			if valid && len(want) != 0 {
				t.Fatalf("%q: nothing found", raw)
			}
			return
		}
		if !valid {
			t.Fatalf("%q: taken though it is not an object", raw)
		}
		got := map[string]any{}
		for _, m := range b.members {
			var v any
			if err := json.Unmarshal(m.raw, &v); err != nil {
				t.Fatalf("%q: member %q: %v", raw, m.raw, err)
			}
			got[m.name] = v
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %v, want %v", raw, got, want)
		}
	})
}

func TestParse_WhatIsNotAnObjectOrNamesAMemberTwiceIsRefused(t *testing.T) {
	for raw, want := range map[string]int{
		`{"a":1,"a":2}`: 422, `{"a":1,"\u0061":2}`: 422, `[1]`: 422, `nul`: 400, `{"a":1,}`: 400, "{\"a\":\"\x80\"}": 400, `{} {}`: 400,
	} {
		_, err := parse([]byte(raw))
		p, ok := errors.AsType[*Problem](err)
		if !ok || p.Status != want {
			t.Errorf("%s: got %v, want %d", raw, err, want)
		}
	}
}
