package escpos

import (
	"image"
	"image/color"
	"math/bits"
)

// Bitmap is a picture of black and white dots. Rows are packed into whole
// bytes, the leftmost dot is the highest bit, 1 is black; the spare bits at the
// end of a row are white.
type Bitmap struct {
	W, H int
	Bits []byte
}

// NewBitmap is a white picture.
func NewBitmap(w, h int) Bitmap {
	w, h = max(w, 0), max(h, 0)
	return Bitmap{W: w, H: h, Bits: make([]byte, (w+7)/8*h)}
}

// FromImage is the picture with every pixel darker than the middle grey black.
// Transparent pixels are white.
func FromImage(m image.Image) Bitmap {
	r := m.Bounds()
	b := NewBitmap(r.Dx(), r.Dy())
	dark := func(x, y int) bool { return isDark(m.At(x, y)) }
	if g, ok := m.(*image.Gray); ok {
		dark = func(x, y int) bool { return g.Pix[g.PixOffset(x, y)] < 128 }
	}
	for y := range b.H {
		for x := range b.W {
			if dark(r.Min.X+x, r.Min.Y+y) {
				b.Set(x, y)
			}
		}
	}
	return b
}

func isDark(c color.Color) bool {
	n, _ := color.NRGBAModel.Convert(c).(color.NRGBA)
	grey := (299*int(n.R) + 587*int(n.G) + 114*int(n.B)) / 1000
	return 255-(255-grey)*int(n.A)/255 < 128
}

// Stride is the number of bytes in a row.
func (b Bitmap) Stride() int { return (b.W + 7) / 8 }

// Row is the bytes of one row.
func (b Bitmap) Row(y int) []byte { return b.Bits[y*b.Stride() : (y+1)*b.Stride()] }

// At reports whether a dot is black; outside the picture all is white.
func (b Bitmap) At(x, y int) bool {
	if x < 0 || y < 0 || x >= b.W || y >= b.H {
		return false
	}
	return b.Bits[y*b.Stride()+x/8]&(0x80>>(x%8)) != 0
}

// Set makes a dot black; outside the picture nothing happens.
func (b Bitmap) Set(x, y int) {
	if x >= 0 && y >= 0 && x < b.W && y < b.H {
		b.Bits[y*b.Stride()+x/8] |= 0x80 >> (x % 8)
	}
}

// Rows is the part from row y0 up to but not including row y1; it shares the dots.
func (b Bitmap) Rows(y0, y1 int) Bitmap {
	return Bitmap{W: b.W, H: y1 - y0, Bits: b.Bits[y0*b.Stride() : y1*b.Stride()]}
}

// Ink is the smallest rectangle that holds every black dot.
func (b Bitmap) Ink() image.Rectangle {
	var r image.Rectangle
	for y := range b.H {
		lo, hi := rowInk(b.Row(y))
		if lo < hi {
			r = r.Union(image.Rect(lo, y, hi, y+1))
		}
	}
	return r
}

// rowInk is the first black dot of a row and the one after the last.
func rowInk(row []byte) (lo, hi int) {
	first, last := -1, -1
	for i, c := range row {
		if c == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 {
		return 0, 0
	}
	return first*8 + bits.LeadingZeros8(row[first]), last*8 + 8 - bits.TrailingZeros8(row[last])
}

// Cut copies the columns from x0 on into a picture of width w; what lies
// outside the source is white.
func (b Bitmap) Cut(x0, w int) Bitmap {
	out := NewBitmap(w, b.H)
	for y := range b.H {
		src, dst := b.Row(y), out.Row(y)
		for i := range dst {
			dst[i] = octet(src, x0+i*8)
		}
		out.trim(dst)
	}
	return out
}

// octet is the eight dots of a row that begin at dot x, which may lie outside.
func octet(row []byte, x int) byte {
	i, shift := x>>3, uint(x&7)
	at := func(i int) byte {
		if i < 0 || i >= len(row) {
			return 0
		}
		return row[i]
	}
	return at(i)<<shift | byte(uint16(at(i+1))>>(8-shift))
}

// Draw blackens dots where src is black, with its top left corner at x, y.
func (b Bitmap) Draw(src Bitmap, x, y int) {
	from, to := max(x, 0)/8, min((x+src.W+7)>>3, b.Stride())
	for sy := max(0, -y); sy < src.H && y+sy < b.H; sy++ {
		in, out := src.Row(sy), b.Row(y+sy)
		for i := from; i < to; i++ {
			out[i] |= octet(in, i*8-x)
		}
		b.trim(out)
	}
}

// trim whitens the spare dots at the end of a row.
func (b Bitmap) trim(row []byte) {
	if spare := len(row)*8 - b.W; spare > 0 {
		row[len(row)-1] &= 0xFF << spare
	}
}

// Image is the picture for an image encoder: index 0 is paper, 1 is ink.
func (b Bitmap) Image() *image.Paletted {
	m := image.NewPaletted(image.Rect(0, 0, b.W, b.H), color.Palette{color.White, color.Black})
	for y := range b.H {
		row, pix := b.Row(y), m.Pix[y*m.Stride:]
		for x := range b.W {
			pix[x] = row[x/8] >> (7 - x%8) & 1
		}
	}
	return m
}
