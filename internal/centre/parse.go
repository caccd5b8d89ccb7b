package centre

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Parse reads a site document. The name stands in front of every fault; the
// error is a [Faults] with everything that is wrong, each with its line, its
// column and what to do. A document is either wholly right or refused.
func Parse(name string, document []byte) (*Site, error) {
	t := read(name, document)
	if t.broken {
		return nil, t.faults
	}
	f := &form{tree: t, place: map[string]int{}, taken: map[*node]map[string]bool{}}
	s := &Site{Rules: DefaultRules(), Retention: DefaultRetention(), Voice: Voice{Level: DefaultVoice().Level}}
	root := &sheet{in: t.root, name: "the document", form: f}
	s.bind(root)
	root.leftOver()
	s.fill()
	f.meaning(append(s.check(), s.everOpen()...))
	if len(t.faults) == 0 {
		t.refuse()
	}
	if len(t.faults) > 0 {
		return nil, t.faults.sorted()
	}
	s.index = s.makeIndex()
	return s, nil
}

// everOpen asks of a document that some weekday has hours; a site built in
// memory may do without.
func (s *Site) everOpen() Faults {
	for _, list := range s.Hours.Week {
		if len(list) > 0 {
			return nil
		}
	}
	return Faults{{Path: "hours", What: "the centre never opens", Do: `give at least one weekday its hours, for example monday = ["07:00-11:30"]`}}
}

// meaning adds the faults of meaning at their places; where a value could not
// even be read, that is enough.
func (f *form) meaning(faults Faults) {
	unread := map[[2]int]bool{}
	for _, x := range f.tree.faults {
		unread[[2]int{x.Line, x.Column}] = true
	}
	for _, x := range faults {
		at := f.offset(x.Path)
		line, column := f.tree.place(at)
		if !unread[[2]int{line, column}] {
			f.tree.fault(at, x.What, x.Do)
		}
	}
}

// offset finds where a path stands, or the nearest part of the document that
// holds it.
func (f *form) offset(path string) int {
	for path != "" {
		if at, ok := f.place[path]; ok {
			return at
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return 0
}

// Export writes a site as its canonical document: Parse gives the same site
// back, and two equal sites give the same bytes.
func Export(s *Site) []byte {
	var b strings.Builder
	c := *s
	c.bind(&sheet{out: &page{b: &b}})
	return []byte(b.String())
}

// Hash identifies what a site says, whatever the spelling of its document.
func (s *Site) Hash() string {
	sum := sha256.Sum256(Export(s))
	return hex.EncodeToString(sum[:])
}

// Equal tells whether two sites say the same.
func (s *Site) Equal(o *Site) bool {
	if s == nil || o == nil {
		return s == o
	}
	return string(Export(s)) == string(Export(o))
}
