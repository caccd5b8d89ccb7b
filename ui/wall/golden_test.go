package wall

import (
	"flag"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"motcua/assets"
	"motcua/ui/theme"
)

var update = flag.Bool("update", false, "renew the golden files")

// markup is the visible structure of a screen as fyne writes it.
func markup(s *Screen, size fyne.Size) string {
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(s.Object())
	c.Resize(size)
	return test.RenderToMarkup(c)
}

func TestScreens_AreBuiltAsWritten(t *testing.T) {
	app(t)
	golden := strings.Fields("hall hall-files hall-recall hall-one hall-burst hall-early hall-closed hall-stale hall-lost " +
		"hall-long rooms rooms-lost portrait portrait-burst sign sign-paused")
	for _, s := range stories() {
		found := false
		for _, g := range golden {
			found = found || g == s.name
		}
		if !found {
			continue
		}
		got := markup(s.screen(), s.size())
		path := filepath.Join("testdata", s.name+".xml")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is built otherwise than %s says; read the difference, then renew it with -update", s.name, path)
		}
	}
}

func TestScreens_ShowOnceOrTwiceIsTheSame(t *testing.T) {
	app(t)
	for _, pair := range [][2]string{{"hall-burst", "hall"}, {"hall-lost", "hall-files"}, {"hall-recall", "hall-early"}, {"hall-files", "hall"}} {
		var from, to story
		for _, s := range stories() {
			switch s.name {
			case pair[0]:
				from = s
			case pair[1]:
				to = s
			}
		}
		screen := from.screen()
		markup(screen, from.size())
		screen.Show(to.model)
		if again, fresh := texts(screen), texts(laidOut(to)); again != fresh {
			t.Errorf("%s after %s says\n%s\nwant\n%s", to.name, from.name, again, fresh)
		}
	}
}

func laidOut(s story) *Screen {
	screen := s.screen()
	screen.Object().Resize(s.size())
	return screen
}

func texts(s *Screen) string {
	var b strings.Builder
	for _, stage := range s.Stages() {
		for _, x := range stage.Texts() {
			b.WriteString(x.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestHero_IsLegibleForEverySeries(t *testing.T) {
	app(t)
	for _, letter := range "ABCDEGHKLMNPRSTVX" {
		for _, number := range []string{"888", "015", "100"} {
			m := with(func(m *Model) { m.View.Hero.Number = string(letter) + number })
			screen := New(nil, Hall)
			screen.Show(m)
			screen.Object().Resize(fyne.NewSize(1920, 1080))
			for _, x := range screen.Stages()[0].Texts() {
				if x.Text != m.View.Hero.Number {
					continue
				}
				least := float32(171)
				if letter == 'M' {
					least = 165
				}
				if x.H < least || x.W > 716*numberRoom+1 {
					t.Errorf("%s is %.0f high and %.0f wide", x.Text, x.H, x.W)
				}
			}
		}
	}
}

func TestScreens_HaveNoTextBelowTheSmallestSize(t *testing.T) {
	app(t)
	for _, s := range stories() {
		if s.name == "hall-long" || s.name == "portrait-long" || s.name == "rooms-long" {
			continue
		}
		for _, stage := range laidOut(s).Stages() {
			for _, x := range stage.Texts() {
				if x.Size < 17.9 {
					t.Errorf("%s: %q is set in %.1f", s.name, x.Text, x.Size)
				}
			}
		}
	}
}

func TestFlash_ChangesTheStubAndNothingElse(t *testing.T) {
	app(t)
	var l Line
	l.Follow(nil, morning)
	l.Follow([]Call{{No: 1, Number: "A015", Counter: "3", At: morning}}, morning)
	screen := New(nil, Hall)
	var amber []bool
	var text []string
	for i := range 8 {
		now := morning.Add(time.Duration(i)*FlashHalf + time.Millisecond)
		m := serving()
		m.View = l.View(now)
		screen.Show(m)
		img := paint(t, "flash", screen, fyne.NewSize(480, 270))
		amber = append(amber, is(img, 240, 130, theme.Amber))
		text = append(text, texts(screen))
	}
	want := []bool{true, false, true, false, true, false, true, true}
	for i := range want {
		if amber[i] != want[i] || text[i] != text[0] {
			t.Errorf("half second %d: amber %v, want %v", i, amber[i], want[i])
		}
	}
}

func is(img image.Image, x, y int, c color.NRGBA) bool {
	r, g, b, _ := img.At(x, y).RGBA()
	return uint8(r>>8) == c.R && uint8(g>>8) == c.G && uint8(b>>8) == c.B
}

func TestClock_DoesNotMoveSideways(t *testing.T) {
	app(t)
	screen := New(nil, Hall)
	var first float32
	for i, clock := range []string{"09:42", "11:11", "20:08"} {
		now, err := time.ParseInLocation("15:04", clock, morning.Location())
		if err != nil {
			t.Fatal(err)
		}
		screen.Show(with(func(m *Model) { m.Now, m.Heard = now, now }))
		screen.Object().Resize(fyne.NewSize(1920, 1080))
		for _, x := range screen.Stages()[0].Texts() {
			if x.Text == clock {
				if i == 0 {
					first = x.X
				}
				if x.X != first {
					t.Errorf("%s begins at %.1f, the first at %.1f", clock, x.X, first)
				}
			}
		}
	}
}

func TestWall_WearsItsAge(t *testing.T) {
	app(t)
	for passed, want := range map[time.Duration][2]string{
		9 * time.Second:   {"Cập nhật 09:42", "MỜI SỐ"},
		10 * time.Second:  {"Số liệu lúc 09:42", "MỜI SỐ"},
		119 * time.Second: {"Số liệu lúc 09:40", "MỜI SỐ"},
		120 * time.Second: {"cách đây 2 phút", "Bảng gọi số"},
		3 * time.Hour:     {"cách đây 3 giờ", "CÁC SỐ ĐÃ GỌI TRƯỚC 06:42"},
	} {
		screen := New(assets.Words("vi"), Hall)
		screen.Show(with(func(m *Model) { m.Heard = m.Now.Add(-passed) }))
		screen.Object().Resize(fyne.NewSize(1920, 1080))
		for _, w := range want {
			if said := texts(screen); !strings.Contains(said, w) {
				t.Errorf("%v after the hub was last heard the wall does not say %q:\n%s", passed, w, said)
			}
		}
	}
}
