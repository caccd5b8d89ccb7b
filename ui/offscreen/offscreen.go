// Package offscreen draws screens into pictures on machines without a display:
// for demonstrations, the storybook and the pictures of the README. It draws
// what a window would show, in software, and knows nothing of what that is.
package offscreen

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"motcua/ui/theme"
)

// Begin prepares drawing. It is called once, before any screen is made; end
// lets everything go. Screens are then used from one goroutine at a time.
func Begin() (end func()) {
	a := test.NewApp()
	dressed := make(chan struct{}) // the toolkit wants its theme from another goroutine than the first
	go func() {
		a.Settings().SetTheme(theme.Theme{})
		close(dressed)
	}()
	<-dressed
	return a.Quit
}

// Picture is a screen at a size in pixels.
func Picture(screen fyne.CanvasObject, w, h int) image.Image {
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(screen)
	c.Resize(fyne.NewSize(float32(w), float32(h)))
	return c.Capture()
}

// Write keeps a picture, whole or not at all, and makes its folder.
func Write(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("making the folder for pictures: %v", err)
	}
	draft := path + ".new"
	f, err := os.Create(draft)
	if err != nil {
		return fmt.Errorf("keeping a picture: %v", err)
	}
	if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("keeping a picture: %v", err), os.Remove(draft))
	}
	return os.Rename(draft, path)
}

// Copy keeps another copy of a picture.
func Copy(from, to string) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("reading a picture: %v", err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("making the folder for pictures: %v", err)
	}
	return os.WriteFile(to, raw, 0o644)
}
