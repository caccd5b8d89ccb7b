package slip

import (
	"fmt"
	"image"
	"math"
	"strings"
	"sync"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"motcua/assets"
	"motcua/drivers/escpos"
)

// The weights a ticket is set in, and the room above the baseline for the
// marks of capitals, in em.
const (
	medium = 500
	bold   = 700
	black  = 800
	ascent = 1.25
)

// fonts are our own files, parsed once; parsed fonts are only read.
var fonts = sync.OnceValue(func() map[int]*sfnt.Font {
	all := make(map[int]*sfnt.Font)
	for _, w := range assets.Weights() {
		f, err := opentype.Parse(assets.Font(w))
		if err != nil {
			panic(fmt.Sprintf("slip: our own font of weight %d is broken: %v", w, err))
		}
		all[w] = f
	}
	return all
})

func faceOf(size float64, w int) font.Face {
	f, err := opentype.NewFace(fonts()[w], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(fmt.Sprintf("slip: no face of %.0f dots: %v", size, err))
	}
	return f
}

// setWidth is how wide a text is, in dots.
func setWidth(text string, size float64, w int) float64 {
	return float64(font.MeasureString(faceOf(size, w), text)) / 64
}

// setLine draws one line as a picture. Its height is the whole line of the
// font with room for the highest marks, so that lines stack evenly.
func setLine(text string, size float64, w int) escpos.Bitmap {
	return setTracked(text, size, w, 0)
}

// setTracked draws one line with extra space behind each letter.
func setTracked(text string, size float64, w int, extra float64) escpos.Bitmap {
	face := faceOf(size, w)
	runes := []rune(text)
	width := float64(font.MeasureString(face, text))/64 + extra*float64(max(0, len(runes)-1))
	up, down := int(math.Ceil(size*ascent)), int(math.Ceil(size*0.3))
	img := image.NewAlpha(image.Rect(0, 0, int(math.Ceil(width))+4, up+down))
	d := font.Drawer{Dst: img, Src: image.Opaque, Face: face, Dot: fixed.P(2, up)}
	if extra == 0 {
		d.DrawString(text)
		return fromAlpha(img)
	}
	for i, r := range runes {
		if i > 0 {
			d.Dot.X += face.Kern(runes[i-1], r) + fixed.Int26_6(extra*64)
		}
		d.DrawString(string(r))
	}
	return fromAlpha(img)
}

// fromAlpha blackens every dot that is at least half covered: the head knows no
// grey.
func fromAlpha(img *image.Alpha) escpos.Bitmap {
	b := escpos.NewBitmap(img.Rect.Dx(), img.Rect.Dy())
	for y := range b.H {
		for x := range b.W {
			if img.AlphaAt(x, y).A >= 128 {
				b.Set(x, y)
			}
		}
	}
	return b
}

// setNumber draws a number, its figures a little closer than in a text, as
// large as it may be, trimmed to its ink.
func setNumber(text string, size float64, room int) escpos.Bitmap {
	const closer = -0.02
	b := trim(setTracked(text, size, black, closer*size))
	if b.W > room {
		size *= float64(room) / float64(b.W+1)
		b = trim(setTracked(text, size, black, closer*size))
	}
	return b
}

// setBlock draws centred lines: at the text's own breaks, then at words,
// smaller where they are still too many. The picture begins at the ink of the
// first line and ends at that of the last.
func setBlock(text string, size float64, w int, leading float64, room, most int) escpos.Bitmap {
	lines := breakLines(text, size, w, room)
	for len(lines) > most || widest(lines, size, w) > float64(room) {
		size *= 0.97
		lines = breakLines(text, size, w, room)
		if size < 8 {
			break
		}
	}
	pitch := int(math.Round(size * leading))
	rows := make([]escpos.Bitmap, len(lines))
	wide, high := 0, 0
	for i, line := range lines {
		rows[i] = setLine(line, size, w)
		wide, high = max(wide, rows[i].W), max(high, i*pitch+rows[i].H)
	}
	b := escpos.NewBitmap(wide, high)
	for i, r := range rows {
		b.Draw(r, (wide-r.W)/2, i*pitch)
	}
	return trim(b)
}

func widest(lines []string, size float64, w int) (most float64) {
	for _, l := range lines {
		most = max(most, setWidth(l, size, w))
	}
	return most
}

// breakLines breaks greedily, then narrows the lines for as long as their
// number stays, so that no single word is left over.
func breakLines(text string, size float64, w int, room int) []string {
	var out []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines := greedy(paragraph, size, w, float64(room))
		lo, hi := float64(room)/2, float64(room)
		for range 7 {
			mid := (lo + hi) / 2
			if l := greedy(paragraph, size, w, mid); len(l) == len(lines) && widest(l, size, w) <= mid {
				lines, hi = l, mid
				continue
			}
			lo = mid
		}
		out = append(out, lines...)
	}
	return out
}

func greedy(text string, size float64, w int, room float64) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && setWidth(longer, size, w) > room {
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	return append(lines, line)
}

// trim cuts a picture to its ink.
func trim(b escpos.Bitmap) escpos.Bitmap {
	ink := b.Ink()
	if ink.Empty() {
		return b
	}
	return b.Rows(ink.Min.Y, ink.Max.Y).Cut(ink.Min.X, ink.Dx())
}

// lotus draws the sign of the house in a square of that many dots.
func lotus(dots int) escpos.Bitmap {
	ic := assets.IconOf("lotus")
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"><g fill="none" stroke="#000000" stroke-width="%.2f" stroke-linecap="round" stroke-linejoin="round">%s</g></svg>`,
		ic.Grid, ic.Grid, 2.6*float64(dots)/float64(ic.Grid), ic.Paths)
	icon, err := oksvg.ReadIconStream(strings.NewReader(svg))
	if err != nil {
		panic("slip: our own drawing is no SVG: " + err.Error())
	}
	img := image.NewRGBA(image.Rect(0, 0, dots, dots))
	icon.SetTarget(0, 0, float64(dots), float64(dots))
	icon.Draw(rasterx.NewDasher(dots, dots, rasterx.NewScannerGV(dots, dots, img, img.Bounds())), 1)
	return trim(escpos.FromImage(img))
}

// fact is a small line over a large one.
func fact(label, value string, small, large float64, a escpos.Align) escpos.Bitmap {
	top, bottom := setLine(label, small, medium), setLine(value, large, black)
	top, bottom = trim(top), trim(bottom)
	b := escpos.NewBitmap(max(top.W, bottom.W), top.H+bottom.H+12)
	x := func(w int) int {
		switch a {
		case escpos.Right:
			return b.W - w
		case escpos.Centre:
			return (b.W - w) / 2
		case escpos.Left:
		}
		return 0
	}
	b.Draw(top, x(top.W), 0)
	b.Draw(bottom, x(bottom.W), b.H-bottom.H)
	return b
}

// box is a black rectangle with round corners.
func box(w, h, radius int) escpos.Bitmap {
	b := escpos.NewBitmap(w, h)
	for y := range h {
		in := 0
		if edge := min(y, h-1-y); edge < radius {
			r, dy := float64(radius), float64(radius-edge)-0.5
			in = int(math.Round(r - math.Sqrt(r*r-dy*dy)))
		}
		for x := in; x < w-in; x++ {
			b.Set(x, y)
		}
	}
	return b
}

// carve turns the dots of a picture white in a black one.
func carve(b, text escpos.Bitmap, left, top int) {
	for y := range text.H {
		for x := range text.W {
			if text.At(x, y) {
				b.Bits[(top+y)*b.Stride()+(left+x)/8] &^= 0x80 >> ((left + x) % 8)
			}
		}
	}
}

// chip is a word in a box, white on black or black in a line.
func chip(text string, size float64, filled bool) escpos.Bitmap {
	word := trim(setLine(text, size, bold))
	b := box(word.W+24, word.H+14, 8)
	if !filled {
		inner := box(b.W-6, b.H-6, 6)
		carve(b, inner, 3, 3)
		b.Draw(word, (b.W-word.W)/2, (b.H-word.H)/2)
		return b
	}
	carve(b, word, (b.W-word.W)/2, (b.H-word.H)/2)
	return b
}

// beside puts pictures in a row, their middles on one line.
func beside(gap int, list ...escpos.Bitmap) escpos.Bitmap {
	w, h := 0, 0
	for i, b := range list {
		list[i] = trim(b)
		w, h = w+list[i].W, max(h, list[i].H)
	}
	row := escpos.NewBitmap(w+gap*max(0, len(list)-1), h)
	x := 0
	for _, b := range list {
		row.Draw(b, x, (h-b.H)/2)
		x += b.W + gap
	}
	return row
}
