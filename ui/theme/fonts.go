package theme

import (
	"encoding/binary"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"motcua/assets"
)

// Weight is a weight of Be Vietnam Pro. The zero value is Medium.
type Weight int

// The weights we ship.
const (
	Regular  Weight = 400
	Medium   Weight = 500
	SemiBold Weight = 600
	Bold     Weight = 700
	Black    Weight = 800
)

// Measures of Be Vietnam Pro in em. Ascent is the one we write into the font:
// fyne paints a text into a picture as high as the ascender says, the font
// says 1.000, and the marks of "Ố Ẳ Ấ" reach 1.231, so they would be cut off.
const (
	Ascent    = 1.25
	CapHeight = 0.740
	DigitCell = 0.72 // widest digit at weight 800 is 0.723; the font has no tabular figures
	ColonCell = 0.30
)

// One resource per weight for the whole program: its pointer is a cache key
// of fyne's faces, its name one of fyne's textures.
var faces = map[Weight]fyne.Resource{
	Regular:  face(Regular),
	Medium:   face(Medium),
	SemiBold: face(SemiBold),
	Bold:     face(Bold),
	Black:    face(Black),
}

// Face returns the font of a weight, for canvas.Text.FontSource.
func Face(w Weight) fyne.Resource {
	if w == 0 {
		w = Medium
	}
	f, ok := faces[w]
	if !ok {
		panic(fmt.Sprintf("theme: no face of weight %d", w))
	}
	return f
}

func face(w Weight) fyne.Resource {
	return fyne.NewStaticResource(fmt.Sprintf("BeVietnamPro-%d.ttf", w), raise(assets.Font(int(w))))
}

// raise returns the font with its ascender set to Ascent, in "hhea" and in
// "OS/2" (the font says USE_TYPO_METRICS). Table checksums are not verified
// by the text engine, so nothing else changes.
func raise(ttf []byte) []byte {
	out := slices.Clone(ttf)
	tables := make(map[string]uint32)
	for i := range int(binary.BigEndian.Uint16(out[4:])) {
		record := out[12+16*i:]
		tables[string(record[:4])] = binary.BigEndian.Uint32(record[8:])
	}
	unitsPerEm := binary.BigEndian.Uint16(out[tables["head"]+18:])
	ascent := uint16(Ascent * float64(unitsPerEm))
	binary.BigEndian.PutUint16(out[tables["hhea"]+4:], ascent)
	binary.BigEndian.PutUint16(out[tables["OS/2"]+68:], ascent)
	return out
}
