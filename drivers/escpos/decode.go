package escpos

import (
	"errors"
	"fmt"
)

// What can be wrong with bytes that should be a document.
var (
	ErrTruncated = errors.New("escpos: the last command is cut off")
	ErrStrange   = errors.New("escpos: unknown command")
)

// Decode is the operations that bytes stand for. With an error it still gives
// all it understood.
func Decode(b []byte) (Doc, error) {
	var d Decoder
	d.Write(b)
	var doc Doc
	var strange error
	for {
		at := len(b) - d.Waiting()
		o, ok := d.Next()
		if !ok {
			break
		}
		if s, is := o.(Strange); is && strange == nil {
			strange = fmt.Errorf("%w: % x at byte %d", ErrStrange, s.Bytes, at)
		}
		doc = append(doc, o)
	}
	if t, ok := d.unended(); ok {
		doc = append(doc, t)
	}
	if d.Waiting() > 0 {
		return doc, errors.Join(strange, fmt.Errorf("%w: %d bytes are left over", ErrTruncated, d.Waiting()))
	}
	return doc, strange
}

// Decoder turns a stream of bytes into operations as they become whole. Its
// zero value is a printer that was just switched on.
type Decoder struct {
	buf   []byte
	state state
	ready []Op // operations that one command brought beside its first
}

// state is what a printer remembers between commands.
type state struct {
	align   Align
	w, h    int
	bold    bool
	line    []byte
	qr      QR
	graphic Bitmap
}

// Write gives the decoder more bytes.
func (d *Decoder) Write(b []byte) { d.buf = append(d.buf, b...) }

// Waiting is the number of bytes that are not yet a whole command.
func (d *Decoder) Waiting() int { return len(d.buf) }

// Reset forgets everything, as ESC @ and the power switch do.
func (d *Decoder) Reset() { *d = Decoder{} }

// Next is the next whole operation, or false when more bytes are needed.
func (d *Decoder) Next() (Op, bool) {
	for {
		if len(d.ready) > 0 {
			o := d.ready[0]
			d.ready = d.ready[1:]
			return o, true
		}
		if len(d.buf) == 0 {
			return nil, false
		}
		n := d.step()
		if n == 0 {
			return nil, false
		}
		d.buf = d.buf[n:]
	}
}

// step works through what the buffer begins with, puts what it means in ready
// and tells how many bytes that took: 0 when the command is not whole.
func (d *Decoder) step() int {
	switch c := d.buf[0]; c {
	case 0x10:
		return d.realTime()
	case 0x1B:
		return d.table(escTable)
	case 0x1C:
		return d.table(fsTable)
	case 0x1D:
		return d.table(gsTable)
	case '\n':
		d.endLine()
		return 1
	case 0, '\r':
		return 1
	case '\t':
		d.state.line = append(d.state.line, ' ')
		return 1
	default:
		if c < 0x20 {
			d.strange(1)
			return 1
		}
		if c > 0x7E {
			c = '?'
		}
		d.state.line = append(d.state.line, c)
		return 1
	}
}

func (d *Decoder) emit(o Op) {
	if t, ok := d.unended(); ok {
		d.ready = append(d.ready, t)
	}
	d.ready = append(d.ready, o)
}

func (d *Decoder) strange(n int) {
	d.ready = append(d.ready, Strange{Bytes: append([]byte(nil), d.buf[:n]...)})
}

func (d *Decoder) endLine() {
	d.ready = append(d.ready, d.lineText())
}

// unended is the text of a line that was not ended, if there is one.
func (d *Decoder) unended() (Text, bool) {
	if len(d.state.line) == 0 {
		return Text{}, false
	}
	return d.lineText(), true
}

func (d *Decoder) lineText() Text {
	s := &d.state
	t := Text{S: string(s.line), W: s.w + 1, H: s.h + 1, Bold: s.bold, Align: s.align}
	s.line = nil
	return t
}

// realTime decodes DLE EOT, DLE ENQ and DLE DC4, as they stand between commands.
func (d *Decoder) realTime() int {
	if len(d.buf) < 2 {
		return 0
	}
	n := 3
	switch d.buf[1] {
	case 0x04, 0x05:
	case 0x14:
		n = 5
		if len(d.buf) > 2 && d.buf[2] == 8 {
			n = 10
		}
	default:
		d.strange(1)
		return 1
	}
	if len(d.buf) < n {
		return 0
	}
	d.ready = append(d.ready, RealTime{Kind: d.buf[1], Arg: d.buf[2]})
	return n
}

// command is one known command: its length and what it does. A size of 0 means
// that measure tells the length, 0 again when it cannot yet, -1 when the bytes
// cannot be such a command.
type command struct {
	size    int
	measure func(b []byte) int
	do      func(d *Decoder, b []byte)
}

func (d *Decoder) table(t map[byte]command) int {
	if len(d.buf) < 2 {
		return 0
	}
	c, known := t[d.buf[1]]
	if !known {
		d.strange(2)
		return 2
	}
	n := c.size
	if n == 0 {
		n = c.measure(d.buf)
	}
	switch {
	case n < 0:
		d.strange(2)
		return 2
	case n == 0 || len(d.buf) < n:
		return 0
	}
	b := d.buf[:n]
	if c.do == nil {
		d.ready = append(d.ready, Setting{Bytes: append([]byte(nil), b...)})
		return n
	}
	c.do(d, b)
	return n
}
