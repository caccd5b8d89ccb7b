// Package form reads and writes a strict TOML document from one description of
// its keys. It gathers everything that is wrong, each with its place and the
// way out, and knows nothing of what the keys mean.
package form

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// maxDocument keeps a hostile or mistaken file from being read for minutes.
const maxDocument = 256 << 10

// node is one value of the document with the place where it stands.
type node struct {
	kind   unstable.Kind // Table, Array or the kind of a scalar
	text   string        // scalar value; the raw letters but for strings
	offset int
	keys   []string // of a table, in the order of the document
	table  map[string]*node
	names  map[string]int // offset of each key of a table
	items  []*node
	tables bool // a list made of [[headers]]
	sealed bool // an inline table or a table whose header was seen
}

func newTable(offset int) *node {
	return &node{kind: unstable.Table, offset: offset, table: map[string]*node{}, names: map[string]int{}}
}

// tree is a document taken apart, before anything is known of its meaning.
type tree struct {
	file   string
	data   []byte
	root   *node
	lines  []int // where each line begins
	broken bool  // it is not TOML, there is no tree
	faults Faults
}

// read takes a document apart. Its faults are those of TOML itself.
func read(file string, data []byte) *tree {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // editors of Windows begin a file with it
	t := &tree{file: file, data: slices.Clip(data), root: newTable(0)}
	if len(data) > maxDocument {
		t.broken = true
		t.fault(0, "the document is larger than 256 KiB", "a document is a few pages; check that this is the right file")
		return t
	}
	var p unstable.Parser
	p.Reset(t.data)
	at := t.root
	for p.NextExpression() {
		at = t.expression(at, p.Expression())
	}
	if p.Error() != nil {
		t.broken = true
		t.faults = nil // what was seen before the break may be a part of it
		t.refuse()
	}
	return t
}

// refuse lets the TOML library say what it has against the document; it says
// one thing at a time, so it is asked only where the tree could not be made or
// nothing else is wrong.
func (t *tree) refuse() {
	t.refusal(toml.Unmarshal(t.data, new(map[string]any)))
}

// refusal records what the TOML library itself has against the document.
func (t *tree) refusal(err error) {
	var de *toml.DecodeError
	switch {
	case err == nil:
	case errors.As(err, &de):
		row, col := de.Position()
		t.faults = append(t.faults, Fault{
			File: t.file, Line: row, Column: t.runeColumn(row, col),
			What: strings.TrimPrefix(de.Error(), "toml: "), Do: "mend the TOML at this place, the rest is read after that",
		})
	default:
		t.fault(0, strings.TrimPrefix(err.Error(), "toml: "), "mend the TOML, the rest is read after that")
	}
}

// expression reads one line of the document and returns the table that the
// following lines belong to.
func (t *tree) expression(at *node, e *unstable.Node) *node {
	switch e.Kind {
	case unstable.Table:
		return t.header(e, false)
	case unstable.ArrayTable:
		return t.header(e, true)
	case unstable.KeyValue:
		t.put(at, e)
		return at
	default: // a comment
		return at
	}
}

// header follows [a.b] or [[a.b]] from the root.
func (t *tree) header(e *unstable.Node, list bool) *node {
	at, start := t.root, -1
	for it := e.Key(); it.Next(); {
		k := it.Node()
		if start < 0 {
			start = t.bracket(int(k.Raw.Offset))
		}
		name, last := string(k.Data), it.IsLast()
		next, known := at.table[name]
		switch {
		case !known && last && list:
			next = &node{kind: unstable.Array, offset: int(k.Raw.Offset), tables: true}
			at.add(name, int(k.Raw.Offset), next)
		case !known:
			next = newTable(start)
			at.add(name, int(k.Raw.Offset), next)
		}
		if last && list {
			if !next.tables {
				t.twice(name, k)
				return newTable(start)
			}
			next.items = append(next.items, newTable(start))
		}
		if next.tables {
			next = next.items[len(next.items)-1]
		}
		if next.kind != unstable.Table || last && !list && next.sealed {
			t.twice(name, k)
			return newTable(start)
		}
		at = next
	}
	at.sealed = true
	at.offset = start
	return at
}

// bracket finds where the header begins whose first key stands at an offset.
func (t *tree) bracket(key int) int {
	for key > 0 && strings.IndexByte(" \t[", t.data[key-1]) >= 0 {
		key--
	}
	for t.data[key] == ' ' || t.data[key] == '\t' {
		key++
	}
	return key
}

// put follows the dotted key of a key = value line and sets the value.
func (t *tree) put(at *node, e *unstable.Node) {
	for it := e.Key(); it.Next(); {
		k := it.Node()
		name := string(k.Data)
		next, known := at.table[name]
		if it.IsLast() {
			if known {
				t.twice(name, k)
				return
			}
			at.add(name, int(k.Raw.Offset), t.value(e.Value(), int(k.Raw.Offset)))
			return
		}
		if !known {
			next = newTable(int(k.Raw.Offset))
			at.add(name, int(k.Raw.Offset), next)
		}
		if next.kind != unstable.Table {
			t.twice(name, k)
			return
		}
		at = next
	}
}

func (n *node) add(name string, offset int, value *node) {
	n.keys = append(n.keys, name)
	n.table[name] = value
	n.names[name] = offset
}

func (t *tree) twice(name string, k *unstable.Node) {
	t.fault(int(k.Raw.Offset), fmt.Sprintf("%s is set twice", Quote(name)), "keep one of the two")
}

// value copies a value out of the parser, which reuses its memory.
func (t *tree) value(v *unstable.Node, offset int) *node {
	if v.Raw.Length > 0 {
		offset = int(v.Raw.Offset)
	}
	switch v.Kind {
	case unstable.InlineTable:
		n := newTable(offset)
		n.sealed = true
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				t.put(n, it.Node())
			}
		}
		return n
	case unstable.Array:
		n := &node{kind: unstable.Array, offset: offset}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				n.items = append(n.items, t.value(it.Node(), offset))
			}
		}
		return n
	default:
		return &node{kind: v.Kind, text: string(v.Data), offset: offset}
	}
}

func (t *tree) fault(offset int, what, do string) {
	line, column := t.place(offset)
	t.faults = append(t.faults, Fault{File: t.file, Line: line, Column: column, What: what, Do: do})
}

// place gives line and column of an offset, columns counted in letters as
// editors do.
func (t *tree) place(offset int) (line, column int) {
	if t.lines == nil {
		t.lines = []int{0}
		for i, c := range t.data {
			if c == '\n' {
				t.lines = append(t.lines, i+1)
			}
		}
	}
	offset = min(offset, len(t.data))
	line, found := slices.BinarySearch(t.lines, offset)
	if !found {
		line-- // it stands within the line that begins before it
	}
	return line + 1, utf8.RuneCount(t.data[t.lines[line]:offset]) + 1
}

// runeColumn turns a column counted in bytes into one counted in letters.
func (t *tree) runeColumn(row, col int) int {
	lines := strings.SplitN(string(t.data), "\n", row+1)
	if row < 1 || row > len(lines) {
		return col
	}
	line := lines[row-1]
	return utf8.RuneCountInString(line[:min(max(col-1, 0), len(line))]) + 1
}
