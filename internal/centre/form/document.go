package form

import "strings"

// Document is a document being read: what it says, where, and what is wrong.
type Document struct {
	tree  *tree
	place map[string]int // path to offset, for faults of meaning
	taken map[*node]map[string]bool
}

// Read takes a document apart; the name stands in front of every fault.
func Read(file string, document []byte) *Document {
	return &Document{tree: read(file, document), place: map[string]int{}, taken: map[*node]map[string]bool{}}
}

// Broken tells that the document is not TOML, so that nothing could be read.
func (d *Document) Broken() bool { return d.tree.broken }

// Fill reads the document by a description of its keys and refuses what the
// description leaves over.
func (d *Document) Fill(bind func(*Sheet)) {
	root := &Sheet{in: d.tree.root, name: "the document", doc: d}
	bind(root)
	root.leftOver()
}

// Add adds faults of meaning at the places of their paths. Where a value could
// not even be read, that is enough.
func (d *Document) Add(faults Faults) {
	unread := map[[2]int]bool{}
	for _, x := range d.tree.faults {
		unread[[2]int{x.Line, x.Column}] = true
	}
	for _, x := range faults {
		at := d.offset(x.Path)
		line, column := d.tree.place(at)
		if !unread[[2]int{line, column}] {
			d.tree.fault(at, x.What, x.Do)
		}
	}
}

// Err gives everything that is wrong, in the order of the document.
func (d *Document) Err() error {
	if len(d.tree.faults) == 0 {
		d.tree.refuse()
	}
	if len(d.tree.faults) == 0 {
		return nil
	}
	return d.tree.faults.Sorted()
}

// offset finds where a path stands, or the nearest part of the document that
// holds it.
func (d *Document) offset(path string) int {
	for path != "" {
		if at, ok := d.place[path]; ok {
			return at
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return 0
}

// Write writes a document by the description of its keys.
func Write(bind func(*Sheet)) []byte {
	var b strings.Builder
	bind(&Sheet{out: &page{b: &b}})
	return []byte(b.String())
}

// Writing tells a bind function which way it is used.
func (s *Sheet) Writing() bool { return s.out != nil }
