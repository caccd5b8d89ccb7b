package escpos

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// ErrNoProfile is a printer model nobody has described.
var ErrNoProfile = errors.New("escpos: no such printer profile")

//go:embed profiles/*.toml
var files embed.FS

// Profile is what one printer model can do and how it wants to be told. The
// files under profiles/ hold one each.
type Profile struct {
	Name    string `toml:"-"`
	Title   string `toml:"title"`
	Dots    int    `toml:"dots"`    // printable width
	DPI     int    `toml:"dpi"`     // both ways
	Columns int    `toml:"columns"` // characters of font A in a line
	Speed   int    `toml:"speed"`   // millimetres of paper a second

	Raster      Raster `toml:"raster"`
	QR          bool   `toml:"qr"`           // GS ( k function 65-81
	Cutter      Cutter `toml:"cutter"`       //
	MotionUnits bool   `toml:"motion_units"` // GS P makes one dot the unit of feeding
	KanjiOff    bool   `toml:"kanji_off"`    // FS . before 8-bit text
	Status      bool   `toml:"status"`       // answers DLE EOT
	AutoStatus  bool   `toml:"auto_status"`  // GS a
	Fence       bool   `toml:"fence"`        // GS r in order
	Completion  bool   `toml:"completion"`   // GS ( H
	Presenter   bool   `toml:"presenter"`    // knows whether the slip was taken

	// Models are the names by which such a printer tells itself: the MDL of its
	// IEEE 1284 identity or the answer to GS I 67.
	Models []string `toml:"models"`

	Slow bool `toml:"-"` // set by the printer on a slow link: native text where there is some
}

// Raster is the command that prints a picture.
type Raster string

// The ways to print a picture.
const (
	RasterBit     Raster = "gs v 0"
	RasterGraphic Raster = "gs ( L"
	RasterNone    Raster = "none"
)

// Cutter is the command that cuts.
type Cutter string

// The ways to cut.
const (
	CutterFeed Cutter = "gs v 66" // feeds to the blade by itself
	CutterEsc  Cutter = "esc i"   // at the blade: feed first
	CutterNone Cutter = "none"
)

// Find is the profile of that name.
func Find(name string) (Profile, error) {
	b, err := files.ReadFile("profiles/" + name + ".toml")
	if err != nil {
		return Profile{}, fmt.Errorf("%w %q: use one of %s", ErrNoProfile, name, strings.Join(Profiles(), ", "))
	}
	p := Profile{Name: name}
	d := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return Profile{}, fmt.Errorf("escpos: reading profile %s: %w", name, err)
	}
	return p, nil
}

// Profiles lists the names of all profiles, sorted.
func Profiles() []string {
	list, err := files.ReadDir("profiles")
	if err != nil {
		return nil
	}
	var out []string
	for _, f := range list {
		out = append(out, strings.TrimSuffix(f.Name(), ".toml"))
	}
	return out
}

// Match is the profile whose models name the printer that tells itself so, or
// false when nobody has described it.
func Match(model string) (Profile, bool) {
	model = strings.ToUpper(strings.TrimSpace(model))
	best, size := Profile{}, 0
	for _, name := range Profiles() {
		p, err := Find(name)
		if err != nil {
			continue
		}
		for _, m := range p.Models {
			// The longest name wins: TM-T88 is also the start of TM-T88III.
			if strings.HasPrefix(model, strings.ToUpper(m)) && len(m) > size {
				best, size = p, len(m)
			}
		}
	}
	return best, size > 0
}

// Millimetres is the length of that many rows of dots.
func (p Profile) Millimetres(dots int) float64 { return float64(dots) * 25.4 / float64(max(p.DPI, 1)) }

// DotsIn is how many rows of dots that many millimetres hold.
func (p Profile) DotsIn(mm int) int { return (mm*p.DPI*10 + 127) / 254 }
