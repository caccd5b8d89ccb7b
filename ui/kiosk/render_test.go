package kiosk

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
)

// TestStorybook_DrawsWhatItNames draws a few stories small; with STORYBOOK
// naming a folder it writes all of them as pictures for people to look at, and
// STORY narrows those.
func TestStorybook_DrawsWhatItNames(t *testing.T) {
	test.NewTempApp(t)
	dir, only := os.Getenv("STORYBOOK"), os.Getenv("STORY")
	for i, s := range Storybook() {
		if dir == "" && i%51 != 0 || !strings.Contains(s.Name, only) {
			continue
		}
		if dir == "" {
			s.Size = fyne.NewSize(s.Size.Width/4, s.Size.Height/4)
		}
		img := capture(s)
		if plain(img) {
			t.Errorf("%s is one flat colour", s.Name)
		}
		if dir == "" {
			continue
		}
		f, err := os.Create(filepath.Join(dir, s.Name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func capture(s Story) image.Image {
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(s.Object)
	c.Resize(s.Size)
	return c.Capture()
}

// plain reports whether a picture shows nothing.
func plain(img image.Image) bool {
	b := img.Bounds()
	first := img.At(b.Min.X, b.Min.Y)
	for y := b.Min.Y; y < b.Max.Y; y += 7 {
		for x := b.Min.X; x < b.Max.X; x += 7 {
			if img.At(x, y) != first {
				return false
			}
		}
	}
	return true
}
