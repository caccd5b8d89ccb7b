package centre

import (
	"crypto/sha256"
	"encoding/hex"

	"motcua/internal/centre/form"
)

// Fault is one thing wrong with a site document.
type Fault = form.Fault //nolint:errname // see form.Fault

// Faults are all things wrong with a site document, in its order.
type Faults = form.Faults //nolint:errname // see form.Faults

// Parse reads a site document. The name stands in front of every fault; the
// error is a [Faults] with everything that is wrong, each with its line, its
// column and what to do. A document is either wholly right or refused.
func Parse(name string, document []byte) (*Site, error) {
	d := form.Read(name, document)
	if d.Broken() {
		return nil, d.Err()
	}
	s := &Site{Rules: DefaultRules(), Retention: DefaultRetention(), Voice: Voice{Level: DefaultVoice().Level}}
	d.Fill(s.bind)
	s.fill()
	d.Add(append(s.check(), s.everOpen()...))
	if err := d.Err(); err != nil {
		return nil, err
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

// Export writes a site as its canonical document: Parse gives the same site
// back, and two equal sites give the same bytes.
func Export(s *Site) []byte {
	c := *s
	return form.Write(c.bind)
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
