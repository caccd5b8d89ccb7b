package escpos

import (
	"image"

	"golang.org/x/image/font/basicfont"
)

// Render is the picture of the paper after the document, dots wide, uncut.
func Render(d Doc, dots int) *image.Paletted { return Paper(d, dots).Image() }

// RenderBytes is the picture of the paper after the bytes, as far as they are
// a document.
func RenderBytes(b []byte, dots int) (*image.Paletted, error) {
	d, err := Decode(b)
	return Render(d, dots), err
}

// Paper is Render without the colours.
func Paper(d Doc, dots int) Bitmap {
	p := NewBitmap(dots, 0)
	for _, o := range d {
		s := Strip(o, dots)
		p.Bits, p.H = append(p.Bits, s.Bits...), p.H+s.H
	}
	return p
}

// Length is how many rows of dots the document adds to the paper.
func Length(d Doc, dots int) int {
	n := 0
	for _, o := range d {
		n += height(o, dots)
	}
	return n
}

// Strip is the piece of paper one operation adds, full width.
func Strip(o Op, dots int) Bitmap {
	s := NewBitmap(dots, height(o, dots))
	switch o := o.(type) {
	case Image:
		b, x := onPage(o, dots)
		s.Draw(b, x, 0)
	case QR:
		if b, err := o.fit(dots); err == nil {
			b, x := onPage(Image{Bitmap: b, Align: o.Align}, dots)
			s.Draw(b, x, 0)
		}
	case Text:
		drawText(s, o)
	case Feed, Cut, Init, Fence, Complete, AutoStatus, Identify, RealTime, Setting, Strange:
	}
	return s
}

func height(o Op, dots int) int {
	switch o := o.(type) {
	case Image:
		return o.Bitmap.H
	case QR:
		n, _, err := o.modules()
		if err != nil || n > dots {
			return 0
		}
		return n * min(o.module(), dots/n)
	case Text:
		_, h := o.size()
		return lineDots * h
	case Feed:
		return max(o.Dots, 0)
	case Cut, Init, Fence, Complete, AutoStatus, Identify, RealTime, Setting, Strange:
	}
	return 0
}

// The native font is drawn by the 7x13 face at double size: 12 dots wide and 24
// high, as font A of these printers.
const (
	cellW, cellH = 6, 12
	glyphTop     = 1 // the first row of the face is always white
)

func drawText(s Bitmap, t Text) {
	w, h := t.size()
	sx, sy := 2*w, 2*h
	line := Fold(t.S)
	// What does not fit is wrapped by printers; here it is cut, as layouts
	// never rely on wrapping.
	if n := s.W / (cellW * sx); len(line) > n {
		line = line[:n]
	}
	x := 0
	switch t.Align {
	case Left:
	case Centre:
		x = (s.W - len(line)*cellW*sx) / 2
	case Right:
		x = s.W - len(line)*cellW*sx
	}
	for i := range len(line) {
		drawGlyph(s, rune(line[i]), x+i*cellW*sx, sx, sy, t.Bold)
	}
}

func drawGlyph(s Bitmap, r rune, x, sx, sy int, bold bool) {
	face := basicfont.Face7x13
	top := int(r-' ') * face.Height
	for gy := range cellH {
		for gx := range cellW {
			if _, _, _, a := face.Mask.At(gx, top+gy+glyphTop).RGBA(); a == 0 {
				continue
			}
			thick := sx
			if bold {
				thick++
			}
			for dy := range sy {
				for dx := range thick {
					s.Set(x+gx*sx+dx, gy*sy+dy)
				}
			}
		}
	}
}
