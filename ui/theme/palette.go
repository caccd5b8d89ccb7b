package theme

import (
	"image/color"
	"math"
)

// rgb reads a colour token as it is written in the specification.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// The colour tokens. Amber means "go here now" and is never decoration;
// lacquer means late or alarm and nothing else; a colour never stands alone.
var (
	Teal950 = rgb(0x072827) // wall background, bottom
	Teal900 = rgb(0x0B3B3A) // wall background, top; header
	Teal700 = rgb(0x0F5C57) // primary button, header bottom
	Teal500 = rgb(0x1B8A7F) // line icons, progress; never text
	Teal300 = rgb(0x7FC4BA) // motif lines, zero counts on the wall
	Teal100 = rgb(0xDCEBE5) // letter tile, hint strip, calm stub
	Teal50  = rgb(0xEEF4EF) // bottom bar, selected row

	Paper    = rgb(0xFFFDF7) // ticket, card
	Cream    = rgb(0xFBF6EA) // page
	Sand100  = rgb(0xF3ECDC) // ground of what is switched off
	Sand200  = rgb(0xE9DFC9) // border of what cannot be pressed
	Sand300  = rgb(0xD8CAAC) // perforation on paper
	Sand700  = rgb(0x6B614C) // past or disabled text
	Tap      = rgb(0x5E8F88) // border of everything that can be pressed
	Ring     = rgb(0x8A7F66) // ring of a step not yet reached
	RowLine  = rgb(0xF0E8D6) // line between rows on paper
	HeadLine = rgb(0x3E6F6B) // line between parts of a dark header

	Ink     = rgb(0x0B3B3A) // text on light
	Ink2    = rgb(0x3E5654) // secondary text on light
	OnDark  = rgb(0xFFFDF7) // text on teal
	OnDark2 = rgb(0xBFD9D3) // secondary text on teal

	Amber     = rgb(0xF2A71B) // "go here now", main action
	Amber100  = rgb(0xFDEBC6) // notice, priority
	AmberInk  = rgb(0x7A4A00) // text and icons on Amber100
	AmberBark = rgb(0x4A3A1A) // second line on Amber100
	AmberDash = rgb(0xC98510) // perforation on amber

	Lacquer    = rgb(0xB3261E) // late or alarm only
	Lacquer100 = rgb(0xF9E1DC)
	Lacquer300 = rgb(0xFFB3A6) // late or alarm on teal

	Jade    = rgb(0x2E7D4F) // on time, done
	JadeInk = rgb(0x1F6A3F)
	Jade100 = rgb(0xDDEFE2)
	Jade300 = rgb(0x92DBAF) // on time on teal

	WallCard  = rgb(0x0E4644)
	WallCall  = rgb(0x12514E)
	WallPanel = rgb(0x092E2D)
	WallRule  = rgb(0x1E5B58)
	WallDash  = rgb(0x3E8C84) // perforation on the wall's cards

	White = rgb(0xFFFFFF)
	None  = color.NRGBA{}
)

// Mix returns a colour that is the share of b (0 to 1) over a, as if b were
// laid on a with that opacity. Dimming by mixing keeps every pixel opaque.
func Mix(a, b color.NRGBA, share float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-share) + float64(y)*share)) }
	return color.NRGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 0xff}
}

// Pressed is the ground of a thing while a finger is on it.
func Pressed(c color.NRGBA) color.NRGBA {
	if c.A == 0 {
		return Teal100
	}
	return Mix(c, Teal950, 0.16)
}

// Contrast is the WCAG 2.x ratio of two opaque colours, 1 to 21.
func Contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}
