package theme

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
)

var _ fyne.Theme = Theme{}

func TestFaces_KeepTheMarksOfCapitals(t *testing.T) {
	test.NewTempApp(t)
	for w := range faces {
		text := canvas.NewText("ỐẲẤỖẾỮ", color.Black)
		text.FontSource, text.TextSize = Face(w), 120
		text.Resize(text.MinSize())
		img := software.Render(text, Theme{})

		top := firstInk(img)
		if top <= 0 {
			t.Errorf("weight %d: ink touches the top of the text's box, marks are cut", w)
		}
		// The highest mark is the hook of Ẳ, at least 1.1 em above the baseline.
		if baseline := Ascent * 120; float64(top) > baseline-1.1*120 {
			t.Errorf("weight %d: first ink at %d, the upper marks are missing", w, top)
		}
	}
}

func firstInk(img image.Image) int {
	b := img.Bounds()
	ground := img.At(b.Max.X-1, b.Max.Y-1)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if img.At(x, y) != ground {
				return y
			}
		}
	}
	return -1
}

func TestTheme_DoesNotTurnDark(t *testing.T) {
	test.NewTempApp(t)
	for name := range colours {
		if got, want := (Theme{}).Color(name, 0), (Theme{}).Color(name, 1); got != want {
			t.Errorf("%s is %v in one variant and %v in the other", name, got, want)
		}
	}
	if Face(0) != Face(Medium) {
		t.Error("a text without a weight is not medium")
	}
}

func TestContrast_OfEveryPairInUseKeepsItsGrade(t *testing.T) {
	for _, p := range []struct {
		name   string
		a, b   color.NRGBA
		atmost float64
		least  float64
	}{
		{"ink on cream", Ink, Cream, 11.5, 7},
		{"ink on paper", Ink, Paper, 12.2, 7},
		{"ink-2 on cream", Ink2, Cream, 7.4, 7},
		{"ink-2 on paper", Ink2, Paper, 7.8, 7},
		{"ink-2 on teal-100", Ink2, Teal100, 6.5, 4.5},
		{"ink-2 on teal-50", Ink2, Teal50, 7.2, 7},
		{"teal-700 on paper", Teal700, Paper, 7.8, 7},
		{"teal-500 icons on paper", Teal500, Paper, 4.2, 3},
		{"on-dark on teal-900", OnDark, Teal900, 12.2, 7},
		{"on-dark on teal-700", OnDark, Teal700, 7.8, 7},
		{"on-dark-2 on teal-900", OnDark2, Teal900, 8.4, 7},
		{"on-dark-2 on wall card", OnDark2, WallCard, 7.2, 7},
		{"amber on teal-900", Amber, Teal900, 6.2, 4.5},
		{"amber on teal-700, large", Amber, Teal700, 3.9, 3},
		{"amber on wall card", Amber, WallCard, 5.3, 4.5},
		{"amber on wall panel", Amber, WallPanel, 7.3, 7},
		{"ink on amber", Ink, Amber, 6.2, 4.5},
		{"amber-ink on amber-100", AmberInk, Amber100, 6.5, 4.5},
		{"bark on amber-100", AmberBark, Amber100, 9.5, 7},
		{"white on lacquer", White, Lacquer, 6.6, 4.5},
		{"lacquer on paper", Lacquer, Paper, 6.5, 4.5},
		{"lacquer-300 on teal-900", Lacquer300, Teal900, 7.3, 7},
		{"jade-300 on wall panel", Jade300, WallPanel, 9.1, 7},
		{"jade-300 on wall card", Jade300, WallCard, 6.7, 4.5},
		{"jade-ink on jade-100", JadeInk, Jade100, 5.6, 4.5},
		{"sand-700 on sand-100", Sand700, Sand100, 5.3, 4.5},
		{"teal-300 on wall panel", Teal300, WallPanel, 7.4, 7},
		{"ring on paper", Ring, Paper, 4, 3},
		{"tap on cream", Tap, Cream, 3.5, 3},
		{"on-dark on wall call", OnDark, WallCall, 9, 7},
	} {
		if got := Contrast(p.a, p.b); got < p.least || got > p.atmost {
			t.Errorf("%s is %.2f:1, want %.1f to %.1f", p.name, got, p.least, p.atmost)
		}
	}
}

func TestPressed_IsSeenOnEveryGroundThatCanBePressed(t *testing.T) {
	for _, c := range []color.NRGBA{Paper, Cream, Teal700, Amber, Amber100, Teal100, Teal50, Teal900} {
		if Pressed(c) == c {
			t.Errorf("%v does not change under a finger", c)
		}
	}
	if Pressed(None) != Teal100 {
		t.Error("a clear ground gets no colour under a finger")
	}
}
