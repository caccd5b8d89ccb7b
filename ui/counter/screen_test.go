package counter

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

	"motcua/internal/queue"
	"motcua/ui/theme"
)

var update = flag.Bool("update", false, "write the golden files anew")

func app(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{})
}

// drawn is a scene on a window of a size.
func drawn(s scene, size fyne.Size) *face {
	v := s.view()
	screen := NewScreen(func() time.Time { return sampleNow }, Hands{
		Stroke: func(Stroke) {}, Point: func(int, bool) {}, Mark: func(int) {},
	})
	screen.Object().Resize(size)
	screen.Show(v.Look(words(v.lang), sampleNow), v.lang)
	return screen.shown()
}

func TestScreen_EveryTextFitsAndIsLargeEnough(t *testing.T) {
	app(t)
	for _, s := range scenes() {
		for _, z := range sizes {
			f := drawn(s, z.size)
			for _, fault := range f.stage.Check() {
				t.Errorf("%s, %s: %s", s.name, z.name, fault)
			}
			least := float32(12.4)
			if z.name == "small" {
				least = 11.2 // names of 380 px windows may shrink a little
			}
			for _, x := range f.stage.Texts() {
				if x.Size < least {
					t.Errorf("%s, %s: %q is set in %.1f px", s.name, z.name, x.Text, x.Size)
				}
			}
		}
	}
}

func TestScreen_KeysStandApartAndInsideTheWindow(t *testing.T) {
	app(t)
	for _, s := range scenes() {
		for _, z := range sizes {
			f := drawn(s, z.size)
			w, h := f.stage.Size()
			list := f.touch.Targets()
			for i, a := range list {
				if a.X < 0 || a.Y < 0 || a.X+a.W > w || a.Y+a.H > h {
					t.Errorf("%s, %s: a target leaves the window: %.0f,%.0f %.0fx%.0f", s.name, z.name, a.X, a.Y, a.W, a.H)
				}
				if a.H < 33 || a.W < 60 {
					t.Errorf("%s, %s: a target of %.0fx%.0f", s.name, z.name, a.W, a.H)
				}
				for _, b := range list[i+1:] {
					if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H-.5 && b.Y < a.Y+a.H-.5 {
						t.Errorf("%s, %s: targets overlap at %.0f,%.0f and %.0f,%.0f", s.name, z.name, a.X, a.Y, b.X, b.Y)
					}
				}
			}
		}
	}
}

func TestScreen_NarrowShowsEverythingThatMatters(t *testing.T) {
	app(t)
	for _, s := range scenes() {
		if s.name != "serving" {
			continue
		}
		text := glass(drawn(s, fyne.NewSize(420, 760)))
		for _, want := range []string{"A015", "04:12", "Hoàn thành, gọi số tiếp theo", "Tạm giữ", "Chuyển quầy", "Hoàn thành", "Tạm ngưng", "Quét hoặc nhập", "A016", "A019"} {
			if !strings.Contains(text, want) {
				t.Errorf("at 420x760 %q is not to be seen", want)
			}
		}
		small := glass(drawn(s, fyne.NewSize(380, 640)))
		for _, want := range []string{"A015", "04:12", "Hoàn thành, gọi số tiếp theo", "Tạm giữ", "Tạm ngưng", "Quét hoặc nhập"} {
			if !strings.Contains(small, want) {
				t.Errorf("at 380x640 %q is not to be seen", want)
			}
		}
	}
}

func TestScreen_ATallerWindowHasALongerList(t *testing.T) {
	app(t)
	for _, s := range scenes() {
		if s.name != "idle" {
			continue
		}
		low, high := drawn(s, fyne.NewSize(420, 700)), drawn(s, fyne.NewSize(420, 1000))
		count := func(f *face) (n int) {
			for _, x := range f.stage.Texts() {
				if strings.HasPrefix(x.Text, "A0") {
					n++
				}
			}
			return n
		}
		if count(low) >= count(high) || count(high) != 8 {
			t.Errorf("%d rows in a low window, %d in a high one", count(low), count(high))
		}
	}
}

// glass writes what a window says and what can be clicked.
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
	for _, s := range scenes() {
		for _, z := range sizes {
			if z.name == "small" || z.name == "two" {
				continue
			}
			got := glass(drawn(s, z.size))
			path := filepath.Join("testdata", s.name+"-"+z.name+".txt")
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
				t.Errorf("%s, %s (-approved +now), look at the picture before -update:\n%s", s.name, z.name, d)
			}
		}
	}
}

// office is a window with a clock of its own and the orders it gave.
type office struct {
	*Window
	now    time.Time
	orders []Order
}

func (o *office) clockOf() time.Time { return o.now }

func newOffice(t *testing.T) *office {
	t.Helper()
	app(t)
	o := &office{now: sampleNow}
	o.Window = NewWindow(sampleSite(), "3", "vi", o.clockOf, func(x Order) { o.orders = append(o.orders, x) })
	o.Object().Resize(fyne.NewSize(420, 760))
	return o
}

func (o *office) key(names ...fyne.KeyName) {
	for _, n := range names {
		o.KeyDown(&fyne.KeyEvent{Name: n})
	}
}

func (o *office) last() queue.Wish {
	if len(o.orders) == 0 {
		return nil
	}
	p, _ := o.orders[len(o.orders)-1].(Press)
	return p.Do
}

func TestWindow_ShiftIsFollowedByItsOwnKeys(t *testing.T) {
	o := newOffice(t)
	o.Snapshot(inHand(free(queue.ModeBusy, 3), 10*time.Second, 0))
	o.key(desktop.KeyShiftLeft, fyne.KeyF4)
	if _, ok := o.last().(queue.PutBack); !ok {
		t.Fatalf("Shift+F4 gives %T", o.last())
	}
	o.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	o.key(fyne.KeyF4)
	if len(o.orders) != 1 {
		t.Errorf("F4 ten seconds after the call gives %T", o.last())
	}
}

func TestWindow_AWholeMorningWithoutAMouse(t *testing.T) {
	o := newOffice(t)
	o.Snapshot(free(queue.ModeClosed, 3))
	o.key(desktop.KeyShiftRight, fyne.KeyF10)
	o.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftRight})
	o.Snapshot(free(queue.ModeOpen, 3))
	o.key(fyne.KeyF2)
	o.Settled(2, nil)
	o.Snapshot(inHand(free(queue.ModeBusy, 2), time.Second, 0))
	o.key(fyne.KeyF2)
	o.Settled(3, nil)
	o.Snapshot(serving())
	o.key(fyne.KeyF6, fyne.KeyDown, fyne.KeyReturn)
	o.Settled(4, nil)
	o.Snapshot(free(queue.ModeOpen, 2))
	o.key(fyne.KeyF10, fyne.KeyReturn)
	var got []string
	for _, x := range o.orders {
		got = append(got, strings.TrimPrefix(fmt.Sprintf("%T", x.(Press).Do), "queue."))
	}
	if d := cmp.Diff([]string{"OpenCounter", "CallNext", "Begin", "Transfer", "PauseCounter"}, got); d != "" {
		t.Errorf("orders (-want +got):\n%s", d)
	}
}

func TestWindow_AClickDoesWhatTheKeyDoes(t *testing.T) {
	o := newOffice(t)
	o.Snapshot(free(queue.ModeOpen, 3))
	f := o.screen.shown()
	click := func(x, y float32) {
		o.now = o.now.Add(time.Second)
		e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		e.Position = fyne.NewPos(x, y)
		f.touch.MouseDown(e)
		f.touch.MouseUp(e)
	}
	click(200, 320)
	if _, ok := o.last().(queue.CallNext); !ok {
		t.Fatalf("a click on the main button gives %T", o.last())
	}
	click(60, 383) // F11
	if o.View().panel.Kind != AnyPanel {
		t.Fatalf("a click on F11 opens %q", o.View().panel.Kind)
	}
	click(200, 320) // what lies under the panel is asleep
	if len(o.orders) != 1 {
		t.Error("a click through the panel calls")
	}
}

func TestWindow_AScannerThatTypesIsToldFromAPerson(t *testing.T) {
	o := newOffice(t)
	o.Snapshot(serving())
	for _, r := range "H46.01-261112-0037" {
		o.now = o.now.Add(4 * time.Millisecond)
		o.Rune(r)
	}
	o.key(fyne.KeyReturn)
	if got := o.View().attached(); len(got) != 1 {
		t.Errorf("the scan attached %v", got)
	}
	for _, r := range "H46.01-261112-0038" {
		o.now = o.now.Add(120 * time.Millisecond)
		o.Rune(r)
	}
	o.key(fyne.KeyReturn)
	if got := o.View().attached(); len(got) != 1 {
		t.Errorf("typing without the field attached %v", got)
	}
}

func TestWindow_ZoomMakesLettersLarger(t *testing.T) {
	o := newOffice(t)
	o.Object().Resize(fyne.NewSize(700, 1200))
	o.Snapshot(free(queue.ModeOpen, 3))
	before := o.screen.shown().stage.Scale()
	o.key(desktop.KeyControlLeft)
	for range 6 {
		o.key(fyne.KeyEqual)
	}
	if after := o.screen.shown().stage.Scale(); before != 1 || after != 1.5 {
		t.Errorf("the scale goes from %.2f to %.2f, want 1 and 1.5", before, after)
	}
}
