// Package glass opens real windows. It is the only room that links the graphics
// driver, so that everything else that draws can be built and tested without
// one. It knows nothing of what the windows show.
package glass

import (
	"context"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"motcua/ui/theme"
	"motcua/ui/window"
)

// Options of one window. The zero value fills the screen.
type Options struct {
	Title string
	Place window.Placement // zero: the whole screen, or Size
	Size  fyne.Size        // natural size of a window that does not fill the screen
	Above bool             // stay above other windows
	Stay  bool             // do not close at the visitor's wish
}

// App is the windows of one program.
type App struct {
	app    fyne.App
	opened []opened
}

type opened struct {
	w fyne.Window
	o Options
}

// New prepares the windows of a program. It is called once, on the main goroutine.
func New() *App {
	own()
	a := &App{app: app.New()}
	a.app.Settings().SetTheme(theme.Theme{})
	return a
}

// own takes the scale out of the desktop's hands: the stage of each screen has
// its own, and the size a television gives for itself is often a lie.
func own() {
	for name, value := range map[string]string{
		"FYNE_DISABLE_DPI_DETECTION": "1", "FYNE_SCALE": "1",
	} {
		if os.Getenv(name) == "" {
			os.Setenv(name, value)
		}
	}
}

// Open makes a window; it is shown by Run.
func (a *App) Open(o Options, content fyne.CanvasObject) fyne.Window {
	w := a.app.NewWindow(o.Title)
	w.SetPadded(false)
	w.SetContent(content)
	switch {
	case o.Place != (window.Placement{}):
		w.Resize(fyne.NewSize(float32(o.Place.W), float32(o.Place.H)))
	case o.Size != (fyne.Size{}):
		w.Resize(o.Size)
	default:
		w.SetFullScreen(true)
	}
	if o.Stay {
		w.SetCloseIntercept(func() {})
	}
	a.opened = append(a.opened, opened{w, o})
	return w
}

// Run shows the windows until the context ends or the last is closed. It is
// called on the main goroutine; work is started once the first frame stands.
func (a *App) Run(ctx context.Context, work func()) {
	a.app.Lifecycle().SetOnStarted(func() {
		for _, o := range a.opened {
			settle(o)
		}
		if work != nil {
			work()
		}
	})
	stopped := make(chan struct{})
	go func() {
		select {
		case <-ctx.Done():
			fyne.Do(a.app.Quit)
		case <-stopped:
		}
	}()
	for _, o := range a.opened {
		o.w.Show()
	}
	a.app.Run()
	close(stopped)
}

// settle puts a window where it belongs. A server that cannot do it leaves the
// window where the desktop put it, which is no reason to stop.
func settle(o opened) {
	if err := window.Place(o.w, o.o.Place); err != nil {
		fyne.LogError("placing the window", err)
	}
	if err := window.KeysFollowPointer(o.w); err != nil {
		fyne.LogError("giving the keyboard to the window under the pointer", err)
	}
	if o.o.Above {
		if err := window.KeepAbove(o.w); err != nil {
			fyne.LogError("keeping the window above", err)
		}
	}
}

// Pump shows the newest of the models that come in, one frame for each: a slow
// screen skips models and never falls behind. After the frame that holds a
// model has been painted, painted is told, if it is not nil. Pump ends when the
// channel is closed.
func Pump[M any](in <-chan M, show, painted func(M)) {
	for m := range in {
		for more := true; more; {
			select {
			case newer, ok := <-in:
				if more = ok; ok {
					m = newer
				}
			default:
				more = false
			}
		}
		fyne.DoAndWait(func() { show(m) })
		if painted != nil {
			frame()
			painted(m)
		}
	}
}

// frame waits until a frame has been painted. The loop of the driver paints at
// a beat of a sixtieth second, on the goroutine that also runs what it is
// given; whatever it is given after two beats comes after a frame.
func frame() {
	const beat = 20 * time.Millisecond
	for range 2 {
		pause := time.NewTimer(beat)
		<-pause.C
		fyne.DoAndWait(func() {})
	}
}

// Every calls f on the main goroutine at each beat until the context ends.
func Every(ctx context.Context, beat time.Duration, f func()) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			fyne.DoAndWait(f)
		}
	}
}
