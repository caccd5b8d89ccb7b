package escpos

// The commands a printer of this family knows, by the byte after ESC, FS or GS.
var (
	escTable = map[byte]command{
		'@': {size: 2, do: func(d *Decoder, _ []byte) {
			d.state = state{}
			d.emit(Init{})
		}},
		'a': {size: 3, do: func(d *Decoder, b []byte) { d.state.align = Align(min(b[2]&0x0F, 2)) }},
		'E': {size: 3, do: func(d *Decoder, b []byte) { d.state.bold = b[2]&1 == 1 }},
		'!': {size: 3, do: printMode},
		'J': {size: 3, do: func(d *Decoder, b []byte) { d.emit(Feed{Dots: int(b[2])}) }},
		'd': {size: 3, do: func(d *Decoder, b []byte) { d.emit(Feed{Dots: int(b[2]) * lineDots}) }},
		'i': {size: 2, do: func(d *Decoder, _ []byte) { d.emit(Cut{}) }},
		'm': {size: 2, do: func(d *Decoder, _ []byte) { d.emit(Cut{}) }},
		'2': {size: 2}, '3': {size: 3}, 't': {size: 3}, 'R': {size: 3}, '-': {size: 3}, 'M': {size: 3},
		'{': {size: 3}, 'V': {size: 3}, ' ': {size: 3}, '$': {size: 4}, 'p': {size: 5}, 'c': {size: 4},
	}
	fsTable = map[byte]command{'.': {size: 2}, '&': {size: 2}, 'C': {size: 3}}
	gsTable = map[byte]command{
		'!': {size: 3, do: func(d *Decoder, b []byte) { d.state.w, d.state.h = int(b[2]>>4&7), int(b[2]&7) }},
		'V': {measure: cutSize, do: func(d *Decoder, _ []byte) { d.emit(Cut{}) }},
		'v': {measure: rasterSize, do: rasterBit},
		'(': {measure: parenSize, do: paren},
		'a': {size: 3, do: func(d *Decoder, b []byte) { d.ready = append(d.ready, AutoStatus{Mask: b[2]}) }},
		'r': {size: 3, do: func(d *Decoder, _ []byte) { d.emit(Fence{}) }},
		'I': {size: 3, do: func(d *Decoder, b []byte) { d.ready = append(d.ready, Identify{What: b[2]}) }},
		'P': {size: 4}, 'L': {size: 4}, 'W': {size: 4}, 'h': {size: 3}, 'w': {size: 3}, 'H': {size: 3}, 'f': {size: 3},
		'B': {size: 3}, 'b': {size: 3},
	}
)

// printMode is ESC !, the older way to choose size and weight.
func printMode(d *Decoder, b []byte) {
	d.state.bold = b[2]&0x08 != 0
	d.state.h = int(b[2] >> 4 & 1)
	d.state.w = int(b[2] >> 5 & 1)
}

func cutSize(b []byte) int {
	if len(b) < 3 {
		return 0
	}
	switch b[2] {
	case 0, 1, '0', '1':
		return 3
	case 'A', 'B':
		return 4
	}
	return -1
}

// rasterSize is the length of GS v 0; sizes beyond the manuals' limits are noise.
func rasterSize(b []byte) int {
	if len(b) < 8 {
		return 0
	}
	x, y := int(b[4])|int(b[5])<<8, int(b[6])|int(b[7])<<8
	if b[2] != '0' || b[3]&0x0F > 3 || x < 1 || x > 256 || y < 1 || y > 2303 {
		return -1
	}
	return 8 + x*y
}

func rasterBit(d *Decoder, b []byte) {
	x, y := int(b[4])|int(b[5])<<8, int(b[6])|int(b[7])<<8
	m := Bitmap{W: x * 8, H: y, Bits: append([]byte(nil), b[8:]...)}
	d.emit(Image{Bitmap: stretch(m, 1+int(b[3]&1), 1+int(b[3]>>1&1)), Align: d.state.align})
}

// stretch repeats each dot w times across and h times down.
func stretch(b Bitmap, w, h int) Bitmap {
	if w == 1 && h == 1 {
		return b
	}
	out := NewBitmap(b.W*w, b.H*h)
	for y := range out.H {
		for x := range out.W {
			if b.At(x/w, y/h) {
				out.Set(x, y)
			}
		}
	}
	return out
}

func parenSize(b []byte) int {
	if len(b) < 5 {
		return 0
	}
	return 5 + (int(b[3]) | int(b[4])<<8)
}

// paren is GS ( and a letter: graphics, two-dimensional codes, completion.
func paren(d *Decoder, b []byte) {
	body := b[5:]
	switch b[2] {
	case 'L':
		if graphics(d, body) {
			return
		}
	case 'k':
		if qrPart(d, body) {
			return
		}
	case 'H':
		if len(body) == 6 && body[0]&0x0F == 0 && body[1]&0x0F == 0 {
			d.emit(Complete{ID: [4]byte(body[2:])})
			return
		}
	}
	d.ready = append(d.ready, Setting{Bytes: append([]byte(nil), b...)})
}

func graphics(d *Decoder, body []byte) bool {
	if len(body) == 2 && (body[1] == 0x32 || body[1] == 2) {
		if d.state.graphic.H > 0 {
			d.emit(Image{Bitmap: d.state.graphic, Align: d.state.align})
			d.state.graphic = Bitmap{}
		}
		return true
	}
	if len(body) < 10 || body[1] != 0x70 {
		return false
	}
	w, h := int(body[6])|int(body[7])<<8, int(body[8])|int(body[9])<<8
	if (w+7)/8*h != len(body)-10 || len(body) == 10 {
		return false
	}
	m := Bitmap{W: w, H: h, Bits: append([]byte(nil), body[10:]...)}
	d.state.graphic = stretch(m.Cut(0, w), 1+int(body[3]&2>>1), 1+int(body[4]&2>>1))
	return true
}

// qrPart is one of the five commands that together print a QR code.
func qrPart(d *Decoder, body []byte) bool {
	if len(body) < 3 || body[0] != 0x31 {
		return false
	}
	q := &d.state.qr
	switch body[1] {
	case 0x41:
	case 0x43:
		q.Module = int(body[2])
	case 0x45:
		q.EC = Correction(min(body[2]-0x30, 3))
	case 0x50:
		q.Data = string(body[3:])
	case 0x51:
		q.Align = d.state.align
		d.emit(*q)
	default:
		return false
	}
	return true
}
