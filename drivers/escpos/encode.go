package escpos

import "bytes"

// bandRows is the height of one raster command: a lost byte spoils one band,
// and no printer's line buffer overflows.
const bandRows = 128

// lineDots is the height of a line of the native font.
const lineDots = 24

// bladeMM is the way from the print head to the blade.
const bladeMM = 15

// Encode is the document as the bytes a printer of that profile understands.
// Pictures are trimmed to their ink and sent in bands; no picture, text or code
// holds a byte pair that a printer would obey in real time. What the printer
// cannot draw itself is drawn here. Check tells beforehand what will not fit.
func Encode(d Doc, p Profile) []byte {
	e := encoder{p: p}
	e.reset()
	for _, o := range d {
		e.put(o)
	}
	e.move()
	return e.out.Bytes()
}

type encoder struct {
	p   Profile
	out bytes.Buffer

	feed  int // dots of paper still to be moved before the next ink
	align Align
	size  byte
	bold  bool
}

func (e *encoder) bytes(b ...byte) { e.out.Write(b) }

// reset brings the printer to a known state. ESC @ also ends the automatic
// status, so it is asked for again.
func (e *encoder) reset() {
	e.bytes(0x1B, '@')
	if e.p.KanjiOff {
		e.bytes(0x1C, '.')
	}
	if e.p.MotionUnits {
		e.bytes(0x1D, 'P', byte(e.p.DPI), byte(e.p.DPI))
	}
	if e.p.AutoStatus {
		e.bytes(0x1D, 'a', 0x0F)
	}
	e.bytes(0x1B, '3', lineDots)
	e.align, e.size, e.bold = Left, 0, false
}

func (e *encoder) put(o Op) {
	switch o := o.(type) {
	case Image:
		e.image(o)
	case Text:
		e.text(o)
	case QR:
		e.qr(o)
	case Feed:
		e.feed += max(o.Dots, 0)
	case Cut:
		e.cut()
	case Init:
		e.move()
		e.reset()
	case Fence:
		e.move()
		e.bytes(0x1D, 'r', 1)
	case Complete:
		e.move()
		e.bytes(0x1D, '(', 'H', 6, 0, 0x30, 0x30)
		for _, c := range o.ID {
			e.bytes(printable(c))
		}
	case AutoStatus:
		e.bytes(0x1D, 'a', o.Mask)
	case Identify:
		e.bytes(0x1D, 'I', o.What)
	case RealTime:
		e.bytes(0x10, o.Kind, o.Arg)
	case Setting:
		e.bytes(o.Bytes...)
	case Strange:
		e.bytes(o.Bytes...)
	}
}

// move sends the paper feed that has gathered.
func (e *encoder) move() {
	for e.feed > 0 {
		n := min(e.feed, 255)
		e.bytes(0x1B, 'J', byte(n))
		e.feed -= n
	}
}

func (e *encoder) place(a Align) {
	if a != e.align {
		e.bytes(0x1B, 'a', byte(a))
		e.align = a
	}
}

func (e *encoder) text(t Text) {
	e.move()
	e.place(t.Align)
	w, h := t.size()
	if size := byte((w-1)<<4 | (h - 1)); size != e.size {
		e.bytes(0x1D, '!', size)
		e.size = size
	}
	if t.Bold != e.bold {
		on := byte(0)
		if t.Bold {
			on = 1
		}
		e.bytes(0x1B, 'E', on)
		e.bold = t.Bold
	}
	e.out.WriteString(Fold(t.S))
	e.bytes('\n')
}

func (e *encoder) cut() {
	switch e.p.Cutter {
	case CutterFeed:
		e.move()
		e.bytes(0x1D, 'V', 66, 0)
	case CutterEsc:
		e.feed += e.p.DotsIn(bladeMM)
		e.move()
		e.bytes(0x1B, 'i')
	case CutterNone:
		e.feed += e.p.DotsIn(bladeMM)
		e.move()
	}
}

func (e *encoder) qr(q QR) {
	b := []byte(q.Data)
	n := len(b) + 3
	store := append([]byte{0x1D, '(', 'k', byte(n), byte(n >> 8), 0x31, 0x50, 0x30}, b...)
	// A payload that holds a real-time pair cannot be sent as it is; as a
	// picture it can.
	if !e.p.QR || len(b) == 0 || n > 2000 || realTime(store) >= 0 {
		if m, err := q.fit(e.p.Dots); err == nil && e.p.Raster != RasterNone {
			e.image(Image{Bitmap: m, Align: q.Align})
		}
		return
	}
	e.move()
	e.place(q.Align)
	e.bytes(0x1D, '(', 'k', 4, 0, 0x31, 0x41, 0x32, 0)
	e.bytes(0x1D, '(', 'k', 3, 0, 0x31, 0x43, byte(q.module()))
	e.bytes(0x1D, '(', 'k', 3, 0, 0x31, 0x45, 0x30+byte(q.EC))
	e.bytes(store...)
	e.bytes(0x1D, '(', 'k', 3, 0, 0x31, 0x51, 0x30)
}

func printable(c byte) byte {
	if c < 0x20 || c > 0x7E {
		return ' '
	}
	return c
}

// realTime is the place of the first byte pair that a printer would obey out
// of turn, or -1.
func realTime(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if b[i] == 0x10 && (b[i+1] == 0x04 || b[i+1] == 0x05 || b[i+1] == 0x14) {
			return i
		}
	}
	return -1
}
