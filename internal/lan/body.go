package lan

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"motcua/internal/queue"
)

// maxBody is the most a request may carry (DESIGN 6).
const maxBody = 64 << 10

// body is the JSON object of a request, read strictly: the getters check types
// and remember the first fault, end finds members nobody asked for. It is ours
// because reading into structs by reflection takes names in any case, merges
// members given twice and cannot tell an absent one from an empty one.
type body struct {
	members []member
	fault   error
}

type member struct {
	name string
	raw  []byte
	seen bool
}

// readAll reads what a request carries, up to the limit.
func readAll(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength == 0 {
		return nil, nil
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, problem(http.StatusRequestEntityTooLarge, "too-large")
	case err != nil:
		return nil, problem(http.StatusBadRequest, "unreadable")
	}
	return raw, nil
}

// parse splits the object into its members. An empty body is an empty object.
func parse(raw []byte) (*body, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return &body{}, nil
	}
	if !utf8.Valid(raw) || !json.Valid(raw) {
		return nil, problem(http.StatusBadRequest, "unreadable")
	}
	if raw[0] != '{' {
		return nil, problem(http.StatusUnprocessableEntity, "invalid")
	}
	b := &body{}
	for rest := skip(raw[1:]); rest[0] != '}'; {
		name, after := value(rest)
		raw, more := value(skip(after[1:])) // after is the colon
		m := member{raw: raw}
		if json.Unmarshal(name, &m.name) != nil || b.find(m.name) != nil {
			return nil, problem(http.StatusUnprocessableEntity, "invalid")
		}
		b.members = append(b.members, m)
		if rest = more; rest[0] == ',' {
			rest = skip(rest[1:])
		}
	}
	return b, nil
}

// skip steps over the white space of valid JSON.
func skip(raw []byte) []byte { return bytes.TrimLeft(raw, " \t\r\n") }

// value cuts the first value off valid JSON and gives the rest from the next token on.
func value(raw []byte) (first, rest []byte) {
	depth, quoted := 0, false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
			if !quoted && depth == 0 {
				return raw[:i+1], skip(raw[i+1:])
			}
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth == 0 {
				return bytes.TrimRight(raw[:i], " \t\r\n"), raw[i:]
			}
			if depth--; depth == 0 {
				return raw[:i+1], skip(raw[i+1:])
			}
		case depth == 0 && (c == ',' || c == ':'):
			return bytes.TrimRight(raw[:i], " \t\r\n"), raw[i:]
		}
	}
	return raw, nil
}

func (b *body) find(name string) *member {
	for i := range b.members {
		if b.members[i].name == name {
			return &b.members[i]
		}
	}
	return nil
}

// blame remembers that the body does not fit, if that is the first fault.
func (b *body) blame() {
	if b.fault == nil {
		b.fault = problem(http.StatusUnprocessableEntity, "invalid")
	}
}

// get reads a member into a value; false if it is not there or not of that type.
func (b *body) get(name string, into any) bool {
	m := b.find(name)
	if m == nil {
		return false
	}
	m.seen = true
	if bytes.Equal(m.raw, []byte("null")) || json.Unmarshal(m.raw, into) != nil {
		b.blame()
		return false
	}
	return true
}

// end is the first fault, a member nobody asked for included.
func (b *body) end() error {
	for i := range b.members {
		if !b.members[i].seen {
			b.blame()
		}
	}
	return b.fault
}

// maxWord is the longest name or code anybody may send.
const maxWord = 64

// word is an optional name or code: short, without control characters or markup.
func (b *body) word(name string) string {
	var s string
	if !b.get(name, &s) {
		return ""
	}
	if !wordy(s) {
		b.blame()
		return ""
	}
	return s
}

// need is a name or code that must be there.
func (b *body) need(name string) string {
	s := b.word(name)
	if s == "" {
		b.blame()
	}
	return s
}

// wordy refuses what no name of ours can hold.
func wordy(s string) bool {
	return len(s) <= maxWord && strings.IndexFunc(s, func(r rune) bool {
		return strings.ContainsRune(`<>"&\`, r) || !unicode.IsPrint(r)
	}) < 0
}

// oneOf is an optional word out of a few; the first is the default.
func (b *body) oneOf(name string, words ...string) string {
	var s string
	if !b.get(name, &s) {
		return words[0]
	}
	if !slices.Contains(words, s) {
		b.blame()
		return words[0]
	}
	return s
}

// token is a lower-case code that must be there, such as the proof of a printer.
func (b *body) token(name string) string {
	s := b.need(name)
	if s != "" && !tokens.MatchString(s) {
		b.blame()
	}
	return s
}

var tokens = regexp.MustCompile(`^[a-z][a-z0-9_:.-]{0,40}$`)

func (b *body) flag(name string) (yes bool) {
	b.get(name, &yes)
	return yes
}

func (b *body) whole(name string, least, most int64) (n int64) {
	if b.get(name, &n) && (n < least || n > most) {
		b.blame()
		return 0
	}
	return n
}

func (b *body) words(name string, most int) []string {
	var list []string
	if !b.get(name, &list) {
		return nil
	}
	if len(list) > most {
		b.blame()
		return nil
	}
	for _, s := range list {
		if s == "" || !wordy(s) {
			b.blame()
			return nil
		}
	}
	return list
}

func (b *body) when(name string) (at time.Time) {
	var s string
	if !b.get(name, &s) {
		return at
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil || at.Year() < 2000 || at.Year() > 2200 {
		b.blame()
		return time.Time{}
	}
	return at
}

// scores are the answers to the questions of the rating.
func (b *body) scores(name string) map[string]int {
	var m map[string]*int
	if !b.get(name, &m) || len(m) == 0 || len(m) > 50 {
		b.blame()
		return nil
	}
	scores := make(map[string]int, len(m))
	for id, n := range m {
		if n == nil || !wordy(id) {
			b.blame()
			return nil
		}
		scores[id] = *n
	}
	return scores
}

// maxText is the longest free text, in characters.
const maxText = 2000

// text is free text of a visitor: it may hold lines, but neither other control
// characters nor markup.
func (b *body) text(name string) string {
	var s string
	if !b.get(name, &s) {
		return ""
	}
	odd := func(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) }
	if utf8.RuneCountInString(s) > maxText || strings.IndexFunc(s, odd) >= 0 || markup.MatchString(s) {
		b.blame()
		return ""
	}
	return strings.TrimSpace(s)
}

var markup = regexp.MustCompile(`<[A-Za-z/!?]`)

// place is where a transferred ticket shall stand.
func (b *body) place(name string) queue.Place { return queue.Place(b.word(name)) }
