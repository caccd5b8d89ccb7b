package main

import (
	"fmt"
	"image"
	"image/color"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"golang.org/x/image/draw"

	"motcua/ui/counter"
	"motcua/ui/kiosk"
	"motcua/ui/offscreen"
	"motcua/ui/wall"
)

// screensCmd draws the storybook: every screen in every state, and a contact
// sheet of each program.
type screensCmd struct {
	Out  string `default:"out/screens" placeholder:"DIR" help:"Folder for the pictures."`
	Only string `help:"Draw only screens whose name holds this."`
}

// page is one picture of the storybook.
type page struct {
	name string
	size fyne.Size
	make fyne.CanvasObject
}

// Run draws.
func (c *screensCmd) Run() error {
	defer offscreen.Begin()()
	sheets := map[string][]image.Image{}
	drawn := 0
	for _, p := range storybook() {
		if !strings.Contains(p.name, c.Only) {
			continue
		}
		img := offscreen.Picture(p.make, int(p.size.Width), int(p.size.Height))
		if err := offscreen.Write(filepath.Join(c.Out, p.name+".png"), img); err != nil {
			return err
		}
		program, _, _ := strings.Cut(p.name, "-")
		sheets[program] = append(sheets[program], thumb(img))
		drawn++
	}
	for program, thumbs := range sheets {
		if err := offscreen.Write(filepath.Join(c.Out, "sheet-"+program+".png"), sheet(thumbs)); err != nil {
			return err
		}
	}
	fmt.Printf("%d screens in %s\n", drawn, c.Out)
	return nil
}

func storybook() []page {
	var list []page
	for _, s := range kiosk.Storybook() {
		list = append(list, page{s.Name, s.Size, s.Object})
	}
	for _, s := range counter.Storybook() {
		list = append(list, page{s.Name, s.Size, s.Object})
	}
	for _, s := range wall.Storybook() {
		list = append(list, page{s.Name, s.Size, s.Object})
	}
	return list
}

// The cells of a contact sheet, in pixels.
const (
	cellW, cellH = 320, 320
	columns      = 8
	gutter       = 12
)

// thumb is a picture as small as a cell.
func thumb(img image.Image) image.Image {
	b := img.Bounds()
	scale := min(float64(cellW)/float64(b.Dx()), float64(cellH)/float64(b.Dy()))
	out := image.NewRGBA(image.Rect(0, 0, int(float64(b.Dx())*scale), int(float64(b.Dy())*scale)))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, b, draw.Src, nil)
	return out
}

// sheet lays small pictures side by side.
func sheet(thumbs []image.Image) image.Image {
	rows := (len(thumbs) + columns - 1) / columns
	out := image.NewRGBA(image.Rect(0, 0, columns*(cellW+gutter)+gutter, rows*(cellH+gutter)+gutter))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.Gray{0x30}), image.Point{}, draw.Src)
	for i, t := range thumbs {
		at := image.Pt(gutter+i%columns*(cellW+gutter), gutter+i/columns*(cellH+gutter))
		at = at.Add(image.Pt((cellW-t.Bounds().Dx())/2, (cellH-t.Bounds().Dy())/2))
		draw.Draw(out, t.Bounds().Add(at), t, image.Point{}, draw.Src)
	}
	return out
}
