package centre

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"motcua/internal/centre/form"
)

// series are the letters a voice clip exists for and that nobody mistakes for
// a digit.
const series = "ABCDEGHKLMNPRSTVX"

// checker gathers what is wrong with the meaning of a site.
type checker struct {
	s      *Site
	faults Faults
}

func (c *checker) bad(path, do, what string, args ...any) {
	c.faults = append(c.faults, Fault{Path: path, What: fmt.Sprintf(what, args...), Do: do})
}

// check looks at what a document means, once it could be read.
func (s *Site) check() Faults {
	c := &checker{s: s}
	c.centre()
	c.places()
	c.counters()
	c.services()
	c.classes()
	c.hours()
	c.rules()
	c.walls()
	c.reasons()
	c.rating()
	c.senses()
	c.slots()
	c.province()
	c.notify()
	return c.faults
}

// plain are the letters and digits every keyboard and every address knows.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// goodID tells whether an id can stand in an address and in a file name.
func goodID(id string) bool {
	if id == "" || len(id) > 40 || id[0] == '.' || id[0] == '-' {
		return false
	}
	return strings.Trim(id, plain+"-_.") == ""
}

// ids checks the ids of one list: well formed and each once.
func ids[T any](c *checker, key string, list []T, id func(T) string) {
	seen := map[string]bool{}
	for i, v := range list {
		path := fmt.Sprintf("%s[%d].id", key, i)
		switch x := id(v); {
		case x == "": // a missing id is reported where the document is read
		case !goodID(x):
			c.bad(path, "use up to 40 plain letters, digits, - and _, for example khdt-new", "%s cannot be an id", form.Quote(x))
		case seen[x]:
			c.bad(path, "give each entry of "+key+" an id of its own", "the id %s is used twice", form.Quote(x))
		default:
			seen[x] = true
		}
	}
}

// text checks a text of the document: no control characters, and one in every
// language the centre speaks.
func (c *checker) text(path string, t Text) {
	if len(t) == 0 {
		return
	}
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		words := t[lang]
		if i := strings.IndexFunc(words, func(r rune) bool { return unicode.IsControl(r) && r != '\n' || r == unicode.ReplacementChar }); i >= 0 {
			c.bad(path+"."+lang, "type the text again by hand", "the text holds an invisible control character")
		}
		if !slices.Contains(c.s.Languages, lang) {
			c.bad(path+"."+lang, "add it to languages in [centre] or remove the text", "the language %s is not spoken here", form.Quote(lang))
		}
	}
	for _, lang := range c.s.Languages {
		if strings.TrimSpace(t[lang]) == "" {
			c.bad(path, fmt.Sprintf("add %s = \"...\", or take it out of languages in [centre]", lang), "the text in %s is missing", form.Quote(lang))
		}
	}
}

func oneOf(c *checker, path, value string, known []string) {
	if value == "" || slices.Contains(known, value) {
		return
	}
	do := "use " + form.OrList(known)
	if near, ok := form.Nearest(value, known); ok {
		do = fmt.Sprintf("did you mean %q?", near)
	}
	c.bad(path, do, "%s is not known here", form.Quote(value))
}

// refer checks that an id names an entry of a list.
func refer[T any](c *checker, path, kind, id string, list []T, idOf func(T) string) {
	if id == "" {
		return
	}
	known := make([]string, len(list))
	for i, v := range list {
		known[i] = idOf(v)
	}
	if slices.Contains(known, id) || slices.Contains(known, "") {
		return // an id that could not be read may be the one that is meant
	}
	do := fmt.Sprintf("add a [[%s]] with this id or correct it", kind)
	if near, ok := form.Nearest(id, known); ok {
		do = fmt.Sprintf("did you mean %q?", near)
	}
	c.bad(path, do, "there is no %s %s", kind, form.Quote(id))
}

func (c *checker) within(path string, value, low, high time.Duration) {
	if value < low || value > high {
		c.bad(path, fmt.Sprintf("use %s to %s", form.ShortSpan(low), form.ShortSpan(high)), "%s is out of range", form.ShortSpan(value))
	}
}

func between[N int | float64](c *checker, path string, value, low, high N) {
	if value < low || value > high {
		c.bad(path, fmt.Sprintf("use %v to %v", low, high), "%v is out of range", value)
	}
}

func (c *checker) centre() {
	s := c.s
	for i, lang := range s.Languages {
		oneOf(c, fmt.Sprintf("centre.languages[%d]", i), lang, []string{"vi", "en"})
	}
	if !slices.Contains(s.Languages, "vi") {
		c.bad("centre.languages", `add "vi"`, "Vietnamese is missing")
	}
	c.text("centre.name", s.Names)
	c.text("centre.place", s.Place)
	if s.Code != "" && !agencyCode(s.Code) {
		c.bad("centre.code", "write it as H46 or H46.10", "%s is not an identifier of an agency", form.Quote(s.Code))
	}
	if strings.IndexFunc(s.Hotline, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(" .+()-", r) }) >= 0 {
		c.bad("centre.hotline", "write digits and spaces only, for example 0232 000 0000", "the hotline is not a telephone number")
	}
}

// agencyCode knows identifiers such as H46, H46.10 and 000.00.06.H46.
func agencyCode(code string) bool {
	parts := strings.Split(code, ".")
	if len(code) > 35 {
		return false
	}
	level1 := func(p string) bool {
		return len(p) == 3 && p[0] >= 'A' && p[0] <= 'Y' && p[1] >= '0' && p[1] <= '9' && p[2] >= '0' && p[2] <= '9'
	}
	for _, p := range parts {
		if p == "" || len(p) > 5 || strings.Trim(p, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return false
		}
	}
	return level1(parts[0]) || level1(parts[len(parts)-1])
}
