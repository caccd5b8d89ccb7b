package escpos

// Status is what a printer tells about itself. The zero value is all well.
type Status struct {
	Offline     bool // does not print now, for whatever reason
	Cover       bool // open
	FeedKey     bool // a person holds the feed button
	PaperOut    bool
	PaperLow    bool
	Cutter      bool // jammed
	Fatal       bool // only power off and on helps
	Recoverable bool // head too hot, or the cover was opened while printing
}

// Stopped reports whether the printer will not print now.
func (s Status) Stopped() bool {
	return s.Offline || s.Cover || s.PaperOut || s.Cutter || s.Fatal || s.Recoverable
}

const (
	rtFixed   = 0x12 // the fixed bits of an answer to DLE EOT: 0xx1xx10
	asbFixed  = 0x10 // the fixed bits of the first byte of an automatic report: 0xx1xx00
	fixedMask = 0x93
)

// FromASB is the status an automatic report of four bytes tells.
func FromASB(b [4]byte) Status {
	return Status{
		Offline:     b[0]&0x08 != 0,
		Cover:       b[0]&0x20 != 0,
		FeedKey:     b[0]&0x40 != 0,
		Cutter:      b[1]&0x08 != 0,
		Fatal:       b[1]&0x20 != 0,
		Recoverable: b[1]&0x40 != 0,
		PaperLow:    b[2]&0x03 != 0,
		PaperOut:    b[2]&0x0C != 0,
	}
}

// ASB is the automatic report of four bytes that tells this status.
func (s Status) ASB() [4]byte {
	return [4]byte{
		asbFixed | bit(s.Stopped(), 0x08) | bit(s.Cover, 0x20) | bit(s.FeedKey, 0x40),
		bit(s.Cutter, 0x08) | bit(s.Fatal, 0x20) | bit(s.Recoverable, 0x40),
		bit(s.PaperLow, 0x03) | bit(s.PaperOut, 0x0C),
		0x0F,
	}
}

// Learn is the status after the printer answered b to DLE EOT n.
func (s Status) Learn(n, b byte) Status {
	switch n {
	case 1:
		s.Offline = b&0x08 != 0
	case 2:
		s.Cover, s.FeedKey = b&0x04 != 0, b&0x08 != 0
	case 3:
		s.Cutter, s.Fatal, s.Recoverable = b&0x08 != 0, b&0x20 != 0, b&0x40 != 0
	case 4:
		s.PaperLow, s.PaperOut = b&0x0C != 0, b&0x60 != 0
	}
	return s
}

// Answer is what a printer of this status answers to DLE EOT n.
func (s Status) Answer(n byte) byte {
	switch n {
	case 1:
		return rtFixed | 0x04 | bit(s.Stopped(), 0x08)
	case 2:
		trouble := s.Cutter || s.Fatal || s.Recoverable
		return rtFixed | bit(s.Cover, 0x04) | bit(s.FeedKey, 0x08) | bit(s.PaperOut, 0x20) | bit(trouble, 0x40)
	case 3:
		return rtFixed | bit(s.Cutter, 0x08) | bit(s.Fatal, 0x20) | bit(s.Recoverable, 0x40)
	case 4:
		return rtFixed | bit(s.PaperLow, 0x0C) | bit(s.PaperOut, 0x60)
	}
	return rtFixed
}

// Paper is what a printer of this status answers to GS r 1.
func (s Status) Paper() byte { return bit(s.PaperLow, 0x03) | bit(s.PaperOut, 0x0C) }

func bit(on bool, mask byte) byte {
	if on {
		return mask
	}
	return 0
}

// Answer is one thing a printer said.
//
//sumtype:decl
type Answer interface{ answer() }

// Report is an automatic status report.
type Report struct{ Status Status }

// Reply is the answer to DLE EOT; which one, only the asker knows.
type Reply struct{ Byte byte }

// Single is a byte in the order of the print data: GS r, or GS I 1 to 3.
type Single struct{ Byte byte }

// Block is a text: the identity of the printer, or the ID of finished work.
type Block struct {
	Head byte // 5Fh, 3Dh or 37h
	Text string
}

// Flow is XOFF (Stop) or XON.
type Flow struct{ Stop bool }

// Noise is a byte that fits nothing, or a block that never ended.
type Noise struct{ Bytes int }

func (Report) answer() {}
func (Reply) answer()  {}
func (Single) answer() {}
func (Block) answer()  {}
func (Flow) answer()   {}
func (Noise) answer()  {}

// Finished is the ID of the work the printer says is on paper.
func (b Block) Finished() (id [4]byte, ok bool) {
	if b.Head != 0x37 || len(b.Text) != 5 || b.Text[0] != 0x22 {
		return id, false
	}
	return [4]byte([]byte(b.Text[1:])), true
}

// maxBlock is how long a text block may be before it is noise.
const maxBlock = 80

// Sorter tells the bytes of a printer apart by their fixed bits, in whatever
// order and pieces they come. It never blocks and never needs to know what was
// asked. Its zero value is ready.
type Sorter struct {
	asb   []byte // an automatic report that is not whole yet
	block []byte // a text block that has not ended yet
}

// Sort takes the next byte and tells what became whole with it, or nil.
func (s *Sorter) Sort(c byte) Answer {
	if s.block != nil {
		return s.inBlock(c)
	}
	switch {
	case c == 0x11 || c == 0x13:
		return Flow{Stop: c == 0x13}
	case c == 0x5F || c == 0x3D || c == 0x37:
		lost := s.drop()
		s.block = []byte{c}
		return lost
	case c&fixedMask == rtFixed:
		return Reply{Byte: c}
	case c&fixedMask == asbFixed:
		lost := s.drop()
		s.asb = []byte{c}
		return lost
	case c&0x90 == 0:
		return s.low(c)
	}
	return Noise{Bytes: 1}
}

// low takes a byte 0xx0xxxx: the next of a report, or an answer of its own.
func (s *Sorter) low(c byte) Answer {
	if s.asb == nil {
		return Single{Byte: c}
	}
	s.asb = append(s.asb, c)
	if len(s.asb) < 4 {
		return nil
	}
	r := Report{Status: FromASB([4]byte(s.asb))}
	s.asb = nil
	return r
}

func (s *Sorter) inBlock(c byte) Answer {
	if c == 0 {
		b := Block{Head: s.block[0], Text: string(s.block[1:])}
		s.block = nil
		return b
	}
	s.block = append(s.block, c)
	if len(s.block) > maxBlock {
		return s.drop()
	}
	return nil
}

// Half reports whether something is half said: the line should go on at once.
func (s *Sorter) Half() bool { return s.asb != nil || s.block != nil }

// Pause tells the sorter that the line was silent: what was half said will not
// be finished.
func (s *Sorter) Pause() Answer { return s.drop() }

func (s *Sorter) drop() Answer {
	n := len(s.asb) + len(s.block)
	s.asb, s.block = nil, nil
	if n == 0 {
		return nil
	}
	return Noise{Bytes: n}
}
