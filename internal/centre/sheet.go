package centre

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

// sheet is one table of the site document, either being read or being written.
// Each part of the centre describes its keys once, in a bind function, and that
// one description serves both ways, so that Export cannot drift from Parse.
type sheet struct {
	in   *node // nil when writing
	out  *page // nil when reading
	path string
	name string // how messages call the table
	form *form
}

// form gathers what a whole reading finds out.
type form struct {
	tree  *tree
	place map[string]int // path to offset, for faults of meaning
	taken map[*node]map[string]bool
}

// need marks a key that must be there.
type need bool

const (
	must need = true
	may  need = false
)

func (s *sheet) key(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "." + name
}

// take finds the value of a key when reading and remembers that it was asked
// for; like says how a missing one is written.
func (s *sheet) take(key string, n need, like string) *node {
	if s.form.taken[s.in] == nil {
		s.form.taken[s.in] = map[string]bool{}
	}
	s.form.taken[s.in][key] = true
	v, ok := s.in.table[key]
	if !ok {
		s.form.place[s.key(key)] = s.in.offset
		if n == must {
			wanted := s.key(key)
			if like == asLine {
				wanted = key
			}
			s.form.tree.fault(s.in.offset, fmt.Sprintf("%s has no %s", s.name, key), "add "+fmt.Sprintf(like, wanted))
		}
		return nil
	}
	s.form.place[s.key(key)] = v.offset
	return v
}

// The ways a missing value is written.
const (
	asLine  = "a line that begins with %[1]s ="
	asTable = "a table that begins with [%[1]s]"
	asList  = "at least one table that begins with [[%[1]s]]"
)

// scalar finds a value of one of the given kinds.
func (s *sheet) scalar(key string, n need, wanted string, kinds ...unstable.Kind) *node {
	v := s.take(key, n, asLine)
	if v != nil && !slices.Contains(kinds, v.kind) {
		s.wrong(v, key, wanted)
		return nil
	}
	return v
}

func (s *sheet) wrong(v *node, key, wanted string) {
	s.form.tree.fault(v.offset, key+" cannot be read", "write "+wanted)
}

func (s *sheet) str(key string, p *string, n need) {
	if s.out != nil {
		s.out.str(key, *p)
		return
	}
	if v := s.scalar(key, n, "a text in quotes", unstable.String); v != nil {
		*p = v.text
		if *p == "" && n == must {
			s.form.tree.fault(v.offset, key+" is empty", "fill it in")
		}
	}
}

func (s *sheet) yes(key string, p *bool) {
	if s.out != nil {
		s.out.yes(key, *p)
		return
	}
	if v := s.scalar(key, may, "true or false", unstable.Bool); v != nil {
		*p = v.text == "true"
	}
}

func (s *sheet) whole(key string, p *int, n need) {
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

func (s *sheet) number(key string, p *float64, n need) {
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

func (s *sheet) span(key string, p *time.Duration) {
	if s.out != nil {
		s.out.str(key, shortSpan(*p))
		return
	}
	const wanted = `a duration in quotes such as "45s", "5m" or "1h30m"`
	if v := s.scalar(key, may, wanted, unstable.String); v != nil {
		d, err := time.ParseDuration(v.text)
		if err != nil {
			s.wrong(v, key, wanted)
			return
		}
		*p = d
	}
}

// shortSpan writes 5m where Go writes 5m0s.
func shortSpan(d time.Duration) string {
	t := d.String()
	if strings.HasSuffix(t, "m0s") {
		t = strings.TrimSuffix(t, "0s")
	}
	if strings.HasSuffix(t, "h0m") {
		t = strings.TrimSuffix(t, "0m")
	}
	return t
}

func (s *sheet) date(key string, p *Date, n need) {
	if s.out != nil {
		if *p != (Date{}) {
			s.out.line(key, p.String())
		}
		return
	}
	const wanted = "a day of the calendar such as 2026-11-23"
	if v := s.scalar(key, n, wanted, unstable.LocalDate, unstable.String); v != nil {
		d, err := ParseDate(v.text)
		if err != nil {
			s.wrong(v, key, wanted)
			return
		}
		*p = d
	}
}

func (s *sheet) moment(key string, p *time.Time) {
	if s.out != nil {
		if !p.IsZero() {
			s.out.line(key, p.In(ICT).Format("2006-01-02T15:04:05.999999999-07:00"))
		}
		return
	}
	const wanted = "a day or a moment such as 2026-11-23T07:00:00"
	v := s.scalar(key, may, wanted, unstable.LocalDate, unstable.LocalDateTime, unstable.DateTime, unstable.String)
	if v == nil {
		return
	}
	text := strings.Replace(v.text, " ", "T", 1)
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, ICT); err == nil {
			*p = t.In(ICT)
			return
		}
	}
	s.wrong(v, key, wanted)
}

func (s *sheet) clock(key string, p *Clock) {
	if s.out != nil {
		s.out.str(key, p.String())
		return
	}
	const wanted = `a time of day in quotes such as "07:00"`
	if v := s.scalar(key, must, wanted, unstable.String); v != nil {
		c, err := ParseClock(v.text)
		if err != nil {
			s.wrong(v, key, wanted)
			return
		}
		*p = c
	}
}

// text is a text in quotes (Vietnamese) or one in several languages.
func (s *sheet) text(key string, p *Text, n need) {
	if s.out != nil {
		s.out.text(key, *p)
		return
	}
	if v := s.take(key, n, asLine); v != nil {
		*p = s.textOf(v, key)
	}
}

func (s *sheet) textOf(v *node, key string) Text {
	const wanted = `a text in quotes or { vi = "...", en = "..." }`
	switch v.kind {
	case unstable.String:
		return Text{"vi": v.text}
	case unstable.Table:
		t := Text{}
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
	}
	s.wrong(v, key, wanted)
	return nil
}

// list reads the items of a list one by one; nil where the key is not there.
func (s *sheet) list(key string, n need, wanted string) []*node {
	v := s.take(key, n, asLine)
	if v == nil {
		return nil
	}
	if v.kind != unstable.Array || v.tables {
		s.wrong(v, key, wanted)
		return nil
	}
	for i, x := range v.items {
		s.form.place[fmt.Sprintf("%s[%d]", s.key(key), i)] = x.offset
	}
	return v.items
}

func (s *sheet) strs(key string, p *[]string, n need) {
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

func (s *sheet) texts(key string, p *[]Text) {
	if s.out != nil {
		s.out.texts(key, *p)
		return
	}
	for _, x := range s.list(key, may, `a list of texts such as [{ vi = "...", en = "..." }]`) {
		*p = append(*p, s.textOf(x, key))
	}
}

// strmap is a small table of texts whose keys the site chooses.
func (s *sheet) strmap(key string, p *map[string]string) {
	if s.out != nil {
		s.out.strmap(key, *p)
		return
	}
	v := s.take(key, may, asTable)
	if v == nil {
		return
	}
	if v.kind != unstable.Table {
		s.wrong(v, key, `{ name = "value" }`)
		return
	}
	m := map[string]string{}
	for _, k := range v.keys {
		s.form.place[s.key(key)+"."+k] = v.table[k].offset
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

// group is a table of its own. It tells whether the table is there.
func (s *sheet) group(key string, n need, bind func(*sheet)) bool {
	if s.out != nil {
		s.out.group(s.key(key), func(o *page) { bind(&sheet{out: o, path: s.key(key)}) })
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
func (s *sheet) sub(v *node, path, name string, bind func(*sheet)) {
	s.form.place[path] = v.offset
	t := &sheet{in: v, path: path, name: name, form: s.form}
	bind(t)
	t.leftOver()
}

// each is a list of tables, [[key]].
func each[T any](s *sheet, key string, n need, items *[]T, bind func(*T, *sheet)) {
	if s.out != nil {
		for i := range *items {
			s.out.item(s.key(key), func(o *page) { bind(&(*items)[i], &sheet{out: o, path: s.key(key)}) })
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
		s.sub(x, fmt.Sprintf("%s[%d]", s.key(key), i), "[["+s.key(key)+"]]", func(t *sheet) { bind(&item, t) })
		*items = append(*items, item)
	}
	if v.kind != unstable.Array {
		s.wrong(v, key, "tables that begin with [["+s.key(key)+"]]")
	}
}

// named is a table of tables whose names the site chooses, [key.NAME].
func named[T any](s *sheet, key string, items *map[string]T, bind func(*T, *sheet)) {
	if s.out != nil {
		for _, name := range slices.Sorted(maps.Keys(*items)) {
			item := (*items)[name]
			s.out.group(s.key(key)+"."+keyName(name), func(o *page) { bind(&item, &sheet{out: o, path: s.key(key) + "." + name}) })
		}
		return
	}
	v := s.take(key, may, asTable)
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
		s.sub(x, s.key(key)+"."+name, "["+key+"."+name+"]", func(t *sheet) { bind(&item, t) })
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
func (s *sheet) leftOver() {
	known := slices.Sorted(maps.Keys(s.form.taken[s.in]))
	for _, k := range s.in.keys {
		if s.form.taken[s.in][k] {
			continue
		}
		what, do := fmt.Sprintf("unknown key %s in %s", quote(k), s.name), "known here: "+strings.Join(known, ", ")
		if near, ok := nearest(k, known); ok {
			do = fmt.Sprintf("did you mean %q?", near)
		}
		if slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(strings.ToLower(k), w) }) {
			do = "a secret never stands in this document: put it into a file only the appliance may read and name that file"
		}
		s.form.tree.fault(s.in.names[k], what, do)
	}
}
