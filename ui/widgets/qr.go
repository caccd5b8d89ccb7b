package widgets

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2/canvas"
	"github.com/skip2/go-qrcode"
)

// QR is a code to scan, painted in whole pixels per module and centred in its
// place. It has no quiet zone of its own: leave four modules of clear ground.
type QR struct {
	layer  *Layer
	x, y   float32
	size   float32
	text   string
	dark   color.NRGBA
	light  color.NRGBA
	object *canvas.Raster
}

// QR puts a code of that size on the layer, dark modules on a light ground.
// An empty text shows nothing.
func (l *Layer) QR(x, y, size float32, dark, light color.NRGBA, text string) *QR {
	q := &QR{layer: l, x: x, y: y, size: size, text: text, dark: dark, light: light}
	q.object = canvas.NewRaster(q.paint)
	q.object.ScaleMode = canvas.ImageScalePixels
	l.add(q, q.object)
	l.setShown(q.object, text != "")
	return q
}

// Set changes what the code says.
func (q *QR) Set(text string) {
	if text == q.text {
		return
	}
	q.text = text
	q.layer.setShown(q.object, text != "")
	q.object.Refresh()
}

// String is what the code says.
func (q *QR) String() string { return q.text }

func (q *QR) place(f frame) {
	pos, size := f.box(q.layer.x+q.x, q.layer.y+q.y, q.size, q.size, 0)
	q.object.Move(pos)
	q.object.Resize(size)
}

func (q *QR) paint(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.NewUniform(q.light), image.Point{}, draw.Src)
	modules, err := Modules(q.text)
	if err != nil || len(modules) == 0 {
		return img
	}
	unit := max(1, min(w, h)/len(modules))
	left, top := (w-unit*len(modules))/2, (h-unit*len(modules))/2
	for y, row := range modules {
		for x, dark := range row {
			if dark {
				r := image.Rect(left+x*unit, top+y*unit, left+(x+1)*unit, top+(y+1)*unit)
				draw.Draw(img, r, image.NewUniform(q.dark), image.Point{}, draw.Src)
			}
		}
	}
	return img
}

// Modules returns the dark modules of a QR code of level M without a quiet
// zone.
func Modules(text string) ([][]bool, error) {
	if text == "" {
		return nil, nil
	}
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("making a QR code of %d bytes: %w", len(text), err)
	}
	code.DisableBorder = true
	return code.Bitmap(), nil
}
