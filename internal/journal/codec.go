package journal

import (
	"errors"
	"fmt"
	"time"

	"motcua/internal/queue"
)

// Errors of reading. Nothing that this program does not understand is skipped:
// a record half understood is a wrong queue.
var (
	// ErrUnknownWord says that the record has a word this program does not know.
	ErrUnknownWord = errors.New("journal: unknown word; the record was written by a newer program, install that one")
	// ErrNewer says that the envelope is newer than this program.
	ErrNewer = errors.New("journal: the record was written by a newer program, install that one")
	// ErrMalformed says that the bytes are not a commit.
	ErrMalformed = errors.New("journal: not a commit")
)

// Encode writes a commit as its one line of JSON, without the line feed. The
// order of the members is part of the language: the same commit always gives
// the same bytes.
func Encode(c Commit) ([]byte, error) { return AppendEncoded(nil, &c) }

// AppendEncoded is Encode into a buffer of the caller.
func AppendEncoded(b []byte, c *Commit) ([]byte, error) {
	f := form{b: b}
	f.commit(c)
	if f.err != nil {
		return b, f.err
	}
	return f.b, nil
}

// Decode reads a commit. It takes exactly what Encode writes: members in their
// order, no white space, nothing left over.
func Decode(data []byte) (Commit, error) {
	var c Commit
	f := form{b: data, reading: true}
	f.commit(&c)
	if f.err == nil && f.i != len(f.b) {
		f.fail("bytes after the end")
	}
	if f.err != nil {
		return Commit{}, f.err
	}
	return c, nil
}

// Head reads the envelope of a commit without its acts, which is all that a
// copyist needs.
func Head(data []byte) (Commit, error) {
	var c Commit
	f := form{b: data, reading: true}
	f.head(&c)
	return c, f.err
}

func (f *form) commit(c *Commit) {
	f.head(c)
	if f.err == nil {
		each(f, "acts", &c.Acts, (*form).act)
		f.close()
	}
}

func (f *form) head(c *Commit) {
	f.open()
	f.number("v", &c.V)
	if f.reading && f.err == nil && c.V > Version {
		f.err = fmt.Errorf("%w (version %d)", ErrNewer, c.V)
		return
	}
	if f.err == nil && (c.V < 1 || c.V > Version) {
		f.fail("version")
		return
	}
	f.count("seq", &c.Seq)
	f.text("prev", &c.Prev)
	f.text("hub", &c.Hub)
	f.moment("at", &c.At)
}

func (f *form) act(a *Act) {
	f.open()
	f.text("key", &a.Key)
	f.textIf("request", &a.Request)
	f.moment("at", &a.At)
	f.key("by")
	f.actor(&a.By)
	each(f, "events", &a.Events, (*form).event)
	f.close()
}

func (f *form) actor(a *queue.Actor) {
	f.open()
	role := string(a.Role)
	f.textIf("role", &role)
	a.Role = queue.Role(role)
	f.textIf("device", &a.Device)
	f.textIf("counter", &a.Counter)
	f.textIf("officer", &a.Officer)
	f.close()
}

func (f *form) event(e *queue.Event) {
	f.open()
	if f.reading {
		f.key("name")
		f.readEvent(f.rawText(), e)
	} else {
		f.writeEvent(*e)
	}
	f.close()
}

// form is one pass over a line, in either direction: the same walk over the
// members of a word writes them and reads them, so that the two cannot differ.
type form struct {
	b       []byte // written so far, or all that is read
	i       int    // reading: where we are
	reading bool
	first   bool // no member of this object yet: no comma
	err     error
}

func (f *form) fail(what string) {
	if f.err == nil {
		f.err = fmt.Errorf("%w: %s at byte %d", ErrMalformed, what, f.i)
	}
}

// lit writes the literal or demands it.
func (f *form) lit(s string) {
	if !f.reading {
		f.b = append(f.b, s...)
		return
	}
	if !f.skip(s) {
		f.fail("expected " + s)
	}
}

// skip reports whether the literal comes next, and passes it.
func (f *form) skip(s string) bool {
	if f.err != nil || len(f.b)-f.i < len(s) || string(f.b[f.i:f.i+len(s)]) != s {
		return false
	}
	f.i += len(s)
	return true
}

func (f *form) open() {
	f.lit("{")
	f.first = true
}

func (f *form) close() {
	f.lit("}")
	f.first = false
}

// key writes the name of a member that is always there, or demands it.
func (f *form) key(name string) {
	if !f.reading {
		f.writeKey(name)
		return
	}
	if !f.has(name) {
		f.fail("expected member " + name)
	}
}

func (f *form) writeKey(name string) {
	if !f.first {
		f.b = append(f.b, ',')
	}
	f.first = false
	f.b = append(f.b, '"')
	f.b = append(f.b, name...)
	f.b = append(f.b, '"', ':')
}

// has reports whether the named member comes next, and passes its name.
func (f *form) has(name string) bool {
	if f.err != nil {
		return false
	}
	b := f.b[f.i:]
	n := 0
	if !f.first {
		n = 1
	}
	end := n + len(name) + 3
	if len(b) < end || n == 1 && b[0] != ',' || b[n] != '"' || string(b[n+1:end-2]) != name || b[end-2] != '"' || b[end-1] != ':' {
		return false
	}
	f.i += end
	f.first = false
	return true
}

// each is a list of objects or values; an absent or empty list is written [].
func each[T any](f *form, name string, list *[]T, one func(*form, *T)) {
	f.key(name)
	items(f, list, one)
}

// eachIf is a list that is left out when empty.
func eachIf[T any](f *form, name string, list *[]T, one func(*form, *T)) {
	if f.wants(name, len(*list) > 0) {
		items(f, list, one)
	}
}

func items[T any](f *form, list *[]T, one func(*form, *T)) {
	f.lit("[")
	if f.reading {
		if f.skip("]") {
			return
		}
		for f.err == nil {
			var v T
			one(f, &v)
			*list = append(*list, v)
			if !f.skip(",") {
				break
			}
		}
	} else {
		for i := range *list {
			if i > 0 {
				f.b = append(f.b, ',')
			}
			one(f, &(*list)[i])
		}
	}
	f.lit("]")
	f.first = false
}

// wants says whether a member that may be left out is there: when writing
// because it has a value, when reading because its name comes next.
func (f *form) wants(name string, filled bool) bool {
	if f.reading {
		return f.has(name)
	}
	if filled {
		f.writeKey(name)
	}
	return filled
}

func (f *form) text(name string, p *string) {
	f.key(name)
	f.value(p)
}

func (f *form) textIf(name string, p *string) {
	if f.wants(name, *p != "") {
		f.value(p)
	}
}

func (f *form) value(p *string) {
	if f.reading {
		*p = string(f.rawText())
		return
	}
	f.b = appendText(f.b, *p)
}

func (f *form) texts(name string, p *[]string) { eachIf(f, name, p, (*form).value) }

func (f *form) number(name string, p *int) {
	f.key(name)
	f.integer(p)
}

func (f *form) integer(p *int) {
	n := int64(*p)
	f.int64(&n)
	*p = int(n)
}

func (f *form) moment(name string, p *time.Time) {
	f.key(name)
	f.time(p)
}

func (f *form) momentIf(name string, p *time.Time) {
	if f.wants(name, !p.IsZero()) {
		f.time(p)
	}
}

// flag is left out when false, so that it is written only as true.
func (f *form) flag(name string, p *bool) {
	if f.wants(name, *p) {
		f.lit("true")
		*p = true
	}
}
