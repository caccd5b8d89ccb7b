package offscreen

import (
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/canvas"
)

func TestPicture_IsWhatTheScreenShows(t *testing.T) {
	defer Begin()()
	path := filepath.Join(t.TempDir(), "deep", "amber.png")
	if err := Write(path, Picture(canvas.NewRectangle(color.NRGBA{0xf2, 0xa7, 0x1b, 0xff}), 40, 30)); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Size(); got.X != 40 || got.Y != 30 {
		t.Errorf("size: got %v, want 40x30", got)
	}
	if r, g, b, _ := img.At(20, 15).RGBA(); r>>8 != 0xf2 || g>>8 != 0xa7 || b>>8 != 0x1b {
		t.Errorf("colour: got %x %x %x, want f2 a7 1b", r>>8, g>>8, b>>8)
	}
}
