package form

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Sheet is one table of the document, either being read or being written.
// Whoever owns the values describes the keys once, in a bind function, and that
// one description serves both ways, so that writing cannot drift from reading.
type Sheet struct {
	in   *node // nil when writing
	out  *page // nil when reading
	path string
	name string // how messages call the table
	doc  *Document
}

// Need marks a key that must be there.
type Need bool

// The two kinds of Need.
const (
	Must Need = true
	May  Need = false
)

func (s *Sheet) key(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "." + name
}

// take finds the value of a key when reading and remembers that it was asked
// for; like says how a missing one is written.
func (s *Sheet) take(key string, n Need, like string) *node {
	if s.doc.taken[s.in] == nil {
		s.doc.taken[s.in] = map[string]bool{}
	}
	s.doc.taken[s.in][key] = true
	v, ok := s.in.table[key]
	if !ok {
		s.doc.place[s.key(key)] = s.in.offset
		if n == Must {
			wanted := s.key(key)
			if like == asLine {
				wanted = key
			}
			s.doc.tree.fault(s.in.offset, fmt.Sprintf("%s has no %s", s.name, key), "add "+fmt.Sprintf(like, wanted))
		}
		return nil
	}
	s.doc.place[s.key(key)] = v.offset
	return v
}

// The ways a missing value is written.
const (
	asLine  = "a line that begins with %[1]s ="
	asTable = "a table that begins with [%[1]s]"
	asList  = "at least one table that begins with [[%[1]s]]"
)

// scalar finds a value of one of the given kinds.
func (s *Sheet) scalar(key string, n Need, wanted string, kinds ...unstable.Kind) *node {
	v := s.take(key, n, asLine)
	if v != nil && !slices.Contains(kinds, v.kind) {
		s.wrong(v, key, wanted)
		return nil
	}
	return v
}

func (s *Sheet) wrong(v *node, key, wanted string) {
	s.doc.tree.fault(v.offset, key+" cannot be read", "write "+wanted)
}

// Str is a text in quotes.
func (s *Sheet) Str(key string, p *string, n Need) {
	if s.out != nil {
		s.out.str(key, *p)
		return
	}
	if v := s.scalar(key, n, "a text in quotes", unstable.String); v != nil {
		*p = v.text
		if *p == "" && n == Must {
			s.doc.tree.fault(v.offset, key+" is empty", "fill it in")
		}
	}
}

// Yes is true or false; false is not written.
func (s *Sheet) Yes(key string, p *bool) {
	if s.out != nil {
		s.out.yes(key, *p)
		return
	}
	if v := s.scalar(key, May, "true or false", unstable.Bool); v != nil {
		*p = v.text == "true"
	}
}

// Whole is a whole number.
func (s *Sheet) Whole(key string, p *int, n Need) {
	if s.out != nil {
		s.out.line(key, strconv.Itoa(*p))
		return
	}
	if v := s.scalar(key, n, "a whole number", unstable.Integer); v != nil {
		i, err := strconv.ParseInt(v.text, 0, 32)
		if err != nil {
			s.wrong(v, key, "a whole number")
			return
		}
		*p = int(i)
	}
}

// Number is a number with or without a fraction.
func (s *Sheet) Number(key string, p *float64, n Need) {
	if s.out != nil {
		s.out.number(key, *p)
		return
	}
	const wanted = "a number such as 7.5"
	if v := s.scalar(key, n, wanted, unstable.Integer, unstable.Float); v != nil {
		f, err := strconv.ParseFloat(strings.ReplaceAll(v.text, "_", ""), 64)
		if err != nil || f != f || f > 1e9 || f < -1e9 {
			s.wrong(v, key, wanted)
			return
		}
		*p = f
	}
}

// Span is a duration such as "45s".
func (s *Sheet) Span(key string, p *time.Duration) {
	if s.out != nil {
		s.out.str(key, ShortSpan(*p))
		return
	}
	const wanted = `a duration in quotes such as "45s", "5m" or "1h30m"`
	if v := s.scalar(key, May, wanted, unstable.String); v != nil {
		d, err := time.ParseDuration(v.text)
		if err != nil {
			s.wrong(v, key, wanted)
			return
		}
		*p = d
	}
}

// ShortSpan writes 5m where Go writes 5m0s.
func ShortSpan(d time.Duration) string {
	t := d.String()
	if strings.HasSuffix(t, "m0s") {
		t = strings.TrimSuffix(t, "0s")
	}
	if strings.HasSuffix(t, "h0m") {
		t = strings.TrimSuffix(t, "0m")
	}
	return t
}

// Word is a value that is written as a word of its own kind, such as a day or a
// time of day. Bare words (TOML dates) are accepted too, and are written bare
// where bare is set. Parse refuses what is no such word; an empty text is not
// written.
func (s *Sheet) Word(key string, n Need, wanted string, bare bool, text string, parse func(string) error) {
	if s.out != nil {
		switch {
		case text != "" && bare:
			s.out.line(key, text)
		default:
			s.out.str(key, text)
		}
		return
	}
	v := s.scalar(key, n, wanted, unstable.String, unstable.LocalDate, unstable.LocalDateTime, unstable.DateTime)
	if v != nil && parse(v.text) != nil {
		s.wrong(v, key, wanted)
	}
}

// Words is a list of such words.
func (s *Sheet) Words(key string, n Need, wanted string, texts []string, parse func(string) error) {
	if s.out != nil {
		s.out.strs(key, texts)
		return
	}
	for _, x := range s.list(key, n, wanted) {
		if x.kind != unstable.String || parse(x.text) != nil {
			s.wrong(x, key, wanted)
		}
	}
}

// Text is a text in quotes (Vietnamese) or one in several languages.
func Text[M ~map[string]string](s *Sheet, key string, p *M, n Need) {
	if s.out != nil {
		s.out.text(key, *p)
		return
	}
	if v := s.take(key, n, asLine); v != nil {
		*p = s.textOf(v, key)
	}
}

func (s *Sheet) textOf(v *node, key string) map[string]string {
	const wanted = `a text in quotes or { vi = "...", en = "..." }`
	switch v.kind {
	case unstable.String:
		return map[string]string{"vi": v.text}
	case unstable.Table:
		t := map[string]string{}
		for _, lang := range v.keys {
			if v.table[lang].kind != unstable.String {
				s.wrong(v.table[lang], key+"."+lang, "a text in quotes")
				t[lang] = "?" // said once is enough
				continue
			}
			t[lang] = v.table[lang].text
		}
		if len(t) == 0 {
			return nil
		}
		return t
	default:
		s.wrong(v, key, wanted)
		return nil
	}
}

// list reads the items of a list one by one; nil where the key is not there.
func (s *Sheet) list(key string, n Need, wanted string) []*node {
	v := s.take(key, n, asLine)
	if v == nil {
		return nil
	}
	if v.kind != unstable.Array || v.tables {
		s.wrong(v, key, wanted)
		return nil
	}
	for i, x := range v.items {
		s.doc.place[fmt.Sprintf("%s[%d]", s.key(key), i)] = x.offset
	}
	return v.items
}

// Strs is a list of texts.
func (s *Sheet) Strs(key string, p *[]string, n Need) {
	if s.out != nil {
		s.out.strs(key, *p)
		return
	}
	const wanted = `a list of texts such as ["a", "b"]`
	for _, x := range s.list(key, n, wanted) {
		if x.kind != unstable.String {
			s.wrong(x, key, wanted)
			return
		}
		*p = append(*p, x.text)
	}
}

// Texts is a list of texts in several languages.
func Texts[M ~map[string]string](s *Sheet, key string, p *[]M) {
	if s.out != nil {
		list := make([]map[string]string, len(*p))
		for i, t := range *p {
			list[i] = t
		}
		s.out.texts(key, list)
		return
	}
	for _, x := range s.list(key, May, `a list of texts such as [{ vi = "...", en = "..." }]`) {
		*p = append(*p, s.textOf(x, key))
	}
}

// Map is a small table of texts whose keys the site chooses.
func (s *Sheet) Map(key string, p *map[string]string) {
	if s.out != nil {
		s.out.strmap(key, *p)
		return
	}
	v := s.take(key, May, asTable)
	if v == nil {
		return
	}
	if v.kind != unstable.Table {
		s.wrong(v, key, `{ name = "value" }`)
		return
	}
	m := map[string]string{}
	for _, k := range v.keys {
		s.doc.place[s.key(key)+"."+k] = v.table[k].offset
		if v.table[k].kind != unstable.String {
			s.wrong(v.table[k], key+"."+k, "a text in quotes")
			continue
		}
		m[k] = v.table[k].text
	}
	if len(m) > 0 {
		*p = m
	}
}

// Group is a table of its own. It tells whether the table is there.
func (s *Sheet) Group(key string, n Need, bind func(*Sheet)) bool {
	if s.out != nil {
		s.out.group(s.key(key), func(o *page) { bind(&Sheet{out: o, path: s.key(key)}) })
		return true
	}
	v := s.take(key, n, asTable)
	if v == nil {
		return false
	}
	if v.kind != unstable.Table {
		s.wrong(v, key, "a table that begins with ["+s.key(key)+"]")
		return false
	}
	s.sub(v, s.key(key), "["+s.key(key)+"]", bind)
	return true
}

// sub reads one table with its own description and refuses what that leaves over.
func (s *Sheet) sub(v *node, path, name string, bind func(*Sheet)) {
	s.doc.place[path] = v.offset
	t := &Sheet{in: v, path: path, name: name, doc: s.doc}
	bind(t)
	t.leftOver()
}

// Each is a list of tables, [[key]].
func Each[T any](s *Sheet, key string, n Need, items *[]T, bind func(*T, *Sheet)) {
	if s.out != nil {
		for i := range *items {
			s.out.item(s.key(key), func(o *page) { bind(&(*items)[i], &Sheet{out: o, path: s.key(key)}) })
		}
		return
	}
	v := s.take(key, n, asList)
	if v == nil {
		return
	}
	for i, x := range v.items {
		if x.kind != unstable.Table {
			s.wrong(x, key, "tables that begin with [["+s.key(key)+"]]")
			continue
		}
		var item T
		s.sub(x, fmt.Sprintf("%s[%d]", s.key(key), i), "[["+s.key(key)+"]]", func(t *Sheet) { bind(&item, t) })
		*items = append(*items, item)
	}
	if v.kind != unstable.Array {
		s.wrong(v, key, "tables that begin with [["+s.key(key)+"]]")
	}
}

// Named is a table of tables whose names the site chooses, [key.NAME].
func Named[T any](s *Sheet, key string, items *map[string]T, bind func(*T, *Sheet)) {
	if s.out != nil {
		for _, name := range slices.Sorted(maps.Keys(*items)) {
			item := (*items)[name]
			s.out.group(s.key(key)+"."+keyName(name), func(o *page) { bind(&item, &Sheet{out: o, path: s.key(key) + "." + name}) })
		}
		return
	}
	v := s.take(key, May, asTable)
	if v == nil {
		return
	}
	if v.kind != unstable.Table {
		s.wrong(v, key, "tables that begin with ["+key+".NAME]")
		return
	}
	for _, name := range v.keys {
		x := v.table[name]
		if x.kind != unstable.Table {
			s.wrong(x, key, "a table that begins with ["+key+"."+name+"]")
			continue
		}
		var item T
		s.sub(x, s.key(key)+"."+name, "["+key+"."+name+"]", func(t *Sheet) { bind(&item, t) })
		if *items == nil {
			*items = map[string]T{}
		}
		(*items)[name] = item
	}
}

// secretWords are what people call a secret; a key of that name with a value in
// it is told to move the value into a file, and the value is not repeated.
var secretWords = []string{"password", "secret", "token", "api_key", "apikey", "private_key", "pin"}

// leftOver refuses the keys nobody asked for.
func (s *Sheet) leftOver() {
	known := slices.Sorted(maps.Keys(s.doc.taken[s.in]))
	for _, k := range s.in.keys {
		if s.doc.taken[s.in][k] {
			continue
		}
		what, do := fmt.Sprintf("unknown key %s in %s", Quote(k), s.name), "known here: "+strings.Join(known, ", ")
		if near, ok := Nearest(k, known); ok {
			do = fmt.Sprintf("did you mean %q?", near)
		}
		if slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(strings.ToLower(k), w) }) {
			do = "a secret never stands in this document: put it into a file only the appliance may read and name that file"
		}
		s.doc.tree.fault(s.in.names[k], what, do)
	}
}
