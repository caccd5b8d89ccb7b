package wall

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"motcua/ui/theme"
)

func app(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{})
}

// paint renders a screen; with SCREENS=dir it also keeps the picture to look at.
func paint(t *testing.T, name string, s *Screen, size fyne.Size) image.Image {
	t.Helper()
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(s.Object())
	c.Resize(size)
	img := c.Capture()
	if dir := os.Getenv("SCREENS"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "wall-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
	}
	return img
}

func TestScreens_FitEverySizeOfScreen(t *testing.T) {
	app(t)
	for _, s := range stories() {
		screen := s.screen()
		sizes := []fyne.Size{fyne.NewSize(1366, 768), fyne.NewSize(3840, 2160), fyne.NewSize(1024, 600), s.size()}
		for _, size := range sizes {
			screen.Object().Resize(size)
			for _, stage := range screen.Stages() {
				for _, complaint := range stage.Check() {
					t.Errorf("%s at %v: %s", s.name, size, complaint)
				}
			}
		}
		if os.Getenv("SCREENS") != "" {
			paint(t, s.name, screen, s.size())
		}
	}
}
