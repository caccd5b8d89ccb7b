package widgets

import (
	"fmt"
	"image"
	"image/color"
	"strings"

	"fyne.io/fyne/v2/canvas"
	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"motcua/assets"
	"motcua/ui/theme"
)

// Art is a line drawing: an icon, the lotus, the karst towers, waves. It is
// painted at the true pixels of its place, stroke widths included.
type Art struct {
	layer      *Layer
	x, y, w, h float32
	draw       drawing
	bleed      Bleed
	object     *canvas.Raster
	painted    *image.RGBA
}

// drawing is what an Art shows; two equal ones look the same.
type drawing struct {
	name   string
	color  color.NRGBA
	ground color.NRGBA // karst: what hides the towers behind
	stroke float32     // in units of the drawing's grid
	share  float64     // karst, waves: opacity of the strokes
}

// Icon puts an icon of the given size on the layer; stroke is in units of its
// 24-unit grid (1.4 to 2.4), as in the specification.
func (l *Layer) Icon(x, y, size float32, name string, c color.NRGBA, stroke float32) *Art {
	return l.art(x, y, size, size, drawing{name: name, color: c, stroke: stroke})
}

// Lotus puts the house's sign on the layer.
func (l *Layer) Lotus(x, y, size float32, c color.NRGBA) *Art {
	return l.art(x, y, size, size, drawing{name: "lotus", color: c, stroke: 2.2})
}

// Karst puts the limestone towers over their river on the layer: headers and
// closed screens only, never behind a text. The ground is the colour behind
// it; share the opacity of its lines (0.35 to 0.55).
func (l *Layer) Karst(x, y, w, h float32, ground color.NRGBA, stroke float32, share float64) *Art {
	return l.art(x, y, w, h, drawing{name: karstName, color: theme.Teal300, ground: ground, stroke: stroke, share: share})
}

// Waves puts two river lines on the layer, from edge to edge of the window.
func (l *Layer) Waves(x, y, w float32) *Art {
	a := l.art(x, y, w, 44, drawing{name: wavesName, color: theme.Teal500, stroke: 2})
	a.bleed = BleedLeft | BleedRight
	return a
}

func (l *Layer) art(x, y, w, h float32, d drawing) *Art {
	a := &Art{layer: l, x: x, y: y, w: w, h: h, draw: d}
	a.object = canvas.NewRaster(a.paint)
	l.add(a, a.object)
	return a
}

// Set changes icon and colour.
func (a *Art) Set(name string, c color.NRGBA) {
	d := a.draw
	d.name, d.color = name, c
	if d == a.draw {
		return
	}
	a.draw, a.painted = d, nil
	a.object.Refresh()
}

// Name is the drawing's name.
func (a *Art) Name() string { return a.draw.name }

// Move puts the drawing elsewhere on its layer.
func (a *Art) Move(x, y float32) {
	if x == a.x && y == a.y {
		return
	}
	a.x, a.y = x, y
	a.layer.replace(a)
}

// SetShown shows or hides the drawing.
func (a *Art) SetShown(on bool) { a.layer.setShown(a.object, on) }

func (a *Art) place(f frame) {
	pos, size := f.box(a.layer.x+a.x, a.layer.y+a.y, a.w, a.h, a.bleed)
	a.object.Move(pos)
	a.object.Resize(size)
}

func (a *Art) paint(w, h int) image.Image {
	if a.painted == nil || a.painted.Bounds().Dx() != w || a.painted.Bounds().Dy() != h {
		a.painted = paintSVG(a.draw.svg(a.h*float32(w)/float32(h), a.h, float32(w)), w, h)
	}
	return a.painted
}

// svg writes the drawing for a place of w by h design pixels that is pixels
// wide on the screen. The renderer takes stroke widths as pixels, whatever the
// viewBox says, so they are scaled here.
func (d drawing) svg(w, h, pixels float32) string {
	switch d.name {
	case karstName:
		return karst(float64(w), float64(h), float64(pixels/w), d)
	case wavesName:
		return waves(float64(w), float64(h), float64(pixels/w), d)
	}
	ic := assets.IconOf(d.name)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"><g fill="none" stroke="%s" stroke-width="%.3f" stroke-linecap="round" stroke-linejoin="round">%s</g></svg>`,
		ic.Grid, ic.Grid, hex(d.color), d.stroke*pixels/float32(ic.Grid), ic.Paths)
}

func paintSVG(svg string, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	icon, err := oksvg.ReadIconStream(strings.NewReader(svg))
	if err != nil {
		panic("widgets: our own drawing is no SVG: " + err.Error())
	}
	icon.SetTarget(0, 0, float64(w), float64(h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, img, img.Bounds())), 1)
	return img
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }
