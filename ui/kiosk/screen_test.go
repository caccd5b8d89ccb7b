package kiosk

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"motcua/ui/theme"
	"motcua/ui/widgets"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shapes are the screens every page is drawn on.
var shapes = []struct {
	name string
	size fyne.Size
}{
	{"upright", fyne.NewSize(1080, 1920)},
	{"lying", fyne.NewSize(1920, 1080)},
	{"small", fyne.NewSize(1366, 768)},
	{"4k", fyne.NewSize(3840, 2160)},
}

// drawn is a tale's page on a screen of a size.
func drawn(t *testing.T, tl tale, size fyne.Size) *face {
	t.Helper()
	s := NewScreen(func() time.Time { return sampleDay }, func(Touch) {})
	s.Show(tl.model())
	s.Object().Resize(size)
	s.Show(tl.model())
	if size.Width > size.Height {
		return s.lying
	}
	return s.upright
}

func app(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{})
}

func TestScreen_EveryTextFitsAndIsLargeEnough(t *testing.T) {
	app(t)
	for i, tl := range tales() {
		for n, shape := range shapes {
			if n >= 2 && i%8 != 0 {
				continue // other sizes are the same drawing, scaled: a few will do
			}
			f := drawn(t, tl, shape.size)
			for _, fault := range f.stage.Check() {
				t.Errorf("%s, %s: %s", tl.name, shape.name, fault)
			}
			for _, x := range f.stage.Texts() {
				if x.Size < 25.9 {
					t.Errorf("%s, %s: %q is set in %.1f px, below 26", tl.name, shape.name, x.Text, x.Size)
				}
			}
		}
	}
}

func TestScreen_LargeTextIsLargeBelowTheHead(t *testing.T) {
	app(t)
	for _, tl := range tales() {
		m := tl.model()
		if !m.Large || m.Question != AskNothing {
			continue
		}
		for _, shape := range shapes[:2] {
			f := drawn(t, tl, shape.size)
			for _, x := range f.stage.Texts() {
				head := x.Y < 500 && shape.name == "upright" || x.X < 680 && shape.name == "lying"
				if m.Page == Closed && x.Y < 200 || head {
					continue
				}
				if x.Size < 39.9*.8 {
					t.Errorf("%s, %s: %q is set in %.1f px", tl.name, shape.name, x.Text, x.Size)
				}
			}
		}
	}
}

// Targets of a page without those of the bar.
func choices(f *face, targets []widgets.Target) (rest []widgets.Target) {
	bar := float32(1730)
	if f.wide {
		bar = 920
	}
	for _, g := range targets {
		if g.Y < bar {
			rest = append(rest, g)
		}
	}
	return rest
}

func TestScreen_EveryTargetIsLargeEnoughAndInReach(t *testing.T) {
	app(t)
	for _, tl := range tales() {
		m := tl.model()
		for _, shape := range shapes[:2] {
			f := drawn(t, tl, shape.size)
			name := tl.name + ", " + shape.name
			targets := f.touch.Targets()
			for _, g := range targets {
				if g.W < 81 || g.H < 81 {
					t.Errorf("%s: a target of %.0fx%.0f at %.0f,%.0f", name, g.W, g.H, g.X, g.Y)
				}
				if !f.wide && g.Y < 508 {
					t.Errorf("%s: a target begins at y %.0f, out of reach", name, g.Y)
				}
				if m.Low && !f.wide && g.Y < 960 {
					t.Errorf("%s: with low buttons a target begins at y %.0f", name, g.Y)
				}
			}
			if m.Large && len(choices(f, targets)) > 4 {
				t.Errorf("%s: large text has %d targets, want 4 at most", name, len(choices(f, targets)))
			}
			apart(t, name, targets)
		}
	}
}

// apart demands a gap between targets; keys and the cells of the bar may be closer.
func apart(t *testing.T, name string, targets []widgets.Target) {
	t.Helper()
	for i, a := range targets {
		for _, b := range targets[i+1:] {
			least := float32(16)
			if a.Key || b.Key {
				least = 8
			}
			if a.Y == b.Y && a.H == b.H && a.X+a.W == b.X {
				continue // neighbours in the bar
			}
			dx := max(b.X-(a.X+a.W), a.X-(b.X+b.W))
			dy := max(b.Y-(a.Y+a.H), a.Y-(b.Y+b.H))
			if gap := max(dx, dy); gap < least-.5 {
				t.Errorf("%s: targets at %.0f,%.0f and %.0f,%.0f are %.0f apart, want %.0f", name, a.X, a.Y, b.X, b.Y, gap, least)
			}
		}
	}
}

func TestScreen_ThirteenAgenciesFitOnePageAndFifteenTakeTwo(t *testing.T) {
	app(t)
	for _, c := range []struct {
		tale  string
		cells int
		more  bool
	}{{"agency", 14, false}, {"agency-many", 14, true}, {"agency-many-2", 4, true}} {
		for _, tl := range tales() {
			if tl.name != c.tale {
				continue
			}
			f := drawn(t, tl, shapes[0].size)
			text := glass(f)
			if got := len(choices(f, f.touch.Targets())) - 1; got != c.cells { // without the search
				t.Errorf("%s has %d cells, want %d", c.tale, got, c.cells)
			}
			if got := strings.Contains(text, "Xem thêm"); got != c.more {
				t.Errorf("%s offers more: %v, want %v", c.tale, got, c.more)
			}
			if c.tale != "agency" && strings.Contains(text, "…") {
				t.Errorf("%s cuts a name", c.tale)
			}
		}
	}
}

// finger presses the middle of the glass's targets by what they do.
type finger struct {
	t    *testing.T
	term *Terminal
	now  time.Time
	size fyne.Size
	last fyne.Position
}

// tap finds a target by a text that lies on it, and taps there.
func (g *finger) tap(text string) {
	g.t.Helper()
	f := g.face()
	for _, x := range f.stage.Texts() {
		if !strings.Contains(strings.ReplaceAll(x.Text, "\n", " "), text) {
			continue
		}
		for _, target := range f.touch.Targets() {
			if x.X+x.W/2 > target.X && x.X+x.W/2 < target.X+target.W && x.Y+x.H/2 > target.Y && x.Y+x.H/2 < target.Y+target.H {
				g.press(f, x.X+x.W/2, x.Y+x.H/2)
				return
			}
		}
	}
	g.t.Fatalf("nothing to press says %q", text)
}

func (g *finger) face() *face {
	if g.size.Width > g.size.Height {
		return g.term.screen.lying
	}
	return g.term.screen.upright
}

func (g *finger) press(f *face, x, y float32) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(x, y)
	g.last = e.Position
	f.touch.MouseDown(e)
	f.touch.MouseUp(e)
}

func TestScreen_FourTapsOfAFingerAskForANumber(t *testing.T) {
	app(t)
	for _, shape := range shapes[:2] {
		w := visit(t, Options{})
		g := &finger{t: t, now: sampleDay, size: shape.size}
		var wishes []Wish
		g.term = NewTerminal(w.site, Options{}, func() time.Time { return g.now }, func(x Wish) { wishes = append(wishes, x) })
		g.term.Object().Resize(shape.size)
		g.term.Hear(sampleHall())
		for _, text := range []string{"Lấy số thứ tự", "Sở Y tế", "Bổ sung hồ sơ", "In phiếu"} {
			g.now = g.now.Add(time.Second)
			g.tap(text)
		}
		for range 9 {
			g.now = g.now.Add(100 * time.Millisecond)
			g.press(g.face(), g.last.X, g.last.Y)
		}
		takes := 0
		for _, x := range wishes {
			if x, ok := x.(Take); ok {
				takes++
				if x.Do.Service != "yte-add" || !x.Do.Paper {
					t.Errorf("%s: asked for %+v", shape.name, x.Do)
				}
			}
		}
		if takes != 1 {
			t.Errorf("%s: %d numbers were asked for, want 1", shape.name, takes)
		}
	}
}

func TestScreen_AFingerThatSlipsALittleStillCounts(t *testing.T) {
	app(t)
	w := visit(t, Options{})
	for _, c := range []struct {
		slip float32
		want Page
	}{{20, Agencies}, {30, Home}} {
		now := sampleDay
		term := NewTerminal(w.site, Options{}, func() time.Time { return now }, func(Wish) {})
		term.Object().Resize(fyne.NewSize(1080, 1920))
		term.Hear(sampleHall())
		now = now.Add(time.Second)
		down, up := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}, &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		down.Position, up.Position = fyne.NewPos(500, 562), fyne.NewPos(500, 560-c.slip)
		term.screen.upright.touch.MouseDown(down)
		term.screen.upright.touch.MouseUp(up)
		if got := term.Model().Page; got != c.want {
			t.Errorf("after a slip of %.0f px the page is %s, want %s", c.slip, got, c.want)
		}
	}
}

// glass writes what a page says and what can be pressed, top to bottom as drawn.
func glass(f *face) string {
	var b strings.Builder
	for _, x := range f.stage.Texts() {
		fmt.Fprintf(&b, "text   %4.0f,%4.0f %5.1f  %s\n", x.X, x.Y, x.Size, strings.ReplaceAll(x.Text, "\n", " / "))
	}
	for _, g := range f.touch.Targets() {
		fmt.Fprintf(&b, "target %4.0f,%4.0f %.0fx%.0f\n", g.X, g.Y, g.W, g.H)
	}
	return b.String()
}

func TestScreen_OutlinesAreAsApproved(t *testing.T) {
	app(t)
	golden := map[string]bool{
		"home": true, "home-empty": true, "home-english": true, "home-large": true, "home-low": true, "agency": true,
		"agency-many-2": true, "service": true, "service-long": true, "confirm": true, "confirm-long": true, "priority": true,
		"ticket": true, "ticket-long": true, "ticket-offline": true, "paper-out": true, "offline": true, "closed": true,
		"closed-lunch": true, "away": true, "search": true, "search-none": true, "lookup": true, "lookup-late": true, "idle": true,
	}
	for _, tl := range tales() {
		if !golden[tl.name] {
			continue
		}
		got := glass(drawn(t, tl, shapes[0].size))
		path := filepath.Join("testdata", tl.name+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s (-approved +now), look at the picture before -update:\n%s", tl.name, d)
		}
	}
}

func TestScreen_ShowingTheSameModelTwiceChangesNothing(t *testing.T) {
	app(t)
	for _, tl := range tales()[:8] {
		m := tl.model()
		s := NewScreen(func() time.Time { return sampleDay }, func(Touch) {})
		s.Object().Resize(shapes[0].size)
		s.Show(m)
		before := glass(s.upright)
		s.Show(m)
		if after := glass(s.upright); after != before {
			t.Errorf("%s moves when shown again:\n%s", tl.name, cmp.Diff(before, after))
		}
	}
}

func TestScreen_LanguageChangesEveryWord(t *testing.T) {
	app(t)
	for _, name := range []string{"confirm", "ticket", "closed", "lookup"} {
		for _, tl := range tales() {
			if tl.name != name {
				continue
			}
			m := tl.model()
			s := NewScreen(func() time.Time { return sampleDay }, func(Touch) {})
			s.Object().Resize(shapes[0].size)
			s.Show(m)
			m.Lang = "en"
			s.Show(m)
			there := glass(s.upright)
			fresh := NewScreen(func() time.Time { return sampleDay }, func(Touch) {})
			fresh.Object().Resize(shapes[0].size)
			fresh.Show(m)
			if d := cmp.Diff(glass(fresh.upright), there); d != "" {
				t.Errorf("%s keeps old words after the language changed:\n%s", name, d)
			}
		}
	}
}
