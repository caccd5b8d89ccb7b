package wall

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"motcua/assets"
	"motcua/ui/theme"
)

// The counting app stands in for a window: it counts what would cost a frame.
type countingApp struct {
	fyne.App
	driver countingDriver
}

func (a *countingApp) Driver() fyne.Driver { return &a.driver }

type countingDriver struct {
	fyne.Driver
	canvas countingCanvas
}

func (d *countingDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return &d.canvas }

type countingCanvas struct {
	fyne.Canvas
	asked int
}

func (c *countingCanvas) SetDirty()                 { c.asked++ }
func (c *countingCanvas) Refresh(fyne.CanvasObject) { c.asked++ }

// counting returns how often a frame was asked for since the last question.
func counting(t *testing.T) func() int {
	t.Helper()
	real := test.NewTempApp(t)
	real.Settings().SetTheme(theme.Theme{})
	a := &countingApp{App: real, driver: countingDriver{Driver: real.Driver()}}
	fyne.SetCurrentApp(a)
	t.Cleanup(func() { fyne.SetCurrentApp(real) })
	return func() int {
		n := a.driver.canvas.asked
		a.driver.canvas.asked = 0
		return n
	}
}

func TestShow_OfTheSamePictureAsksForNoFrame(t *testing.T) {
	frames := counting(t)
	for _, s := range stories() {
		lang := s.lang
		if lang == "" {
			lang = "vi"
		}
		screen := New(assets.Words(lang), s.layout)
		screen.Show(s.model)
		screen.Object().Resize(s.size())
		screen.Show(s.model)
		frames()
		screen.Show(s.model)
		if n := frames(); n != 0 {
			t.Errorf("%s: showing the same picture again asks for a frame %d times", s.name, n)
		}
	}
}

func TestShow_OfAnythingNewAsksForAFrame(t *testing.T) {
	frames := counting(t)
	screen := New(assets.Words("vi"), Hall)
	screen.Show(serving())
	screen.Object().Resize(fyne.NewSize(1920, 1080))
	frames()
	for name, change := range map[string]func(*Model){
		"a flash":        func(m *Model) { m.View.Stub = StubPaper },
		"a recall":       func(m *Model) { m.View.Hero.Recall = 1 },
		"a waiting call": func(m *Model) { m.View.Earlier[0].Waiting = true },
		"an old picture": func(m *Model) { m.Heard = m.Now.Add(-time.Hour) },
		"another minute": func(m *Model) { m.Now, m.Heard = m.Now.Add(time.Minute), m.Now.Add(time.Minute) },
		"a muted voice":  func(m *Model) { m.Muted = true },
		"a notice":       func(m *Model) { m.Notice = "Hôm nay Trung tâm làm việc đến 16:00." },
		"results":        files,
		"one more waits": func(m *Model) {
			m.Rows = append([]Row{{Name: "Tư pháp", Counters: "1–3", Waiting: 9}}, m.Rows[1:]...)
		},
		"a burst":         func(m *Model) { m.View = burst() },
		"nobody is there": func(m *Model) { m.View = View{} },
	} {
		screen.Show(with(change))
		if frames() == 0 {
			t.Errorf("%s asks for no frame", name)
		}
		screen.Show(serving())
		if frames() == 0 {
			t.Errorf("the end of %s asks for no frame", name)
		}
	}
}

func TestShow_OfAFlashTouchesLittle(t *testing.T) {
	frames := counting(t)
	screen := New(assets.Words("vi"), Hall)
	screen.Show(serving())
	screen.Object().Resize(fyne.NewSize(1920, 1080))
	lit := with(func(m *Model) { m.View.Stub = StubPaper })
	screen.Show(lit)
	screen.Show(serving())
	frames()
	screen.Show(lit)
	if n := frames(); n > 8 {
		t.Errorf("a flash changes %d things", n)
	}
}
