package kiosk

import (
	"time"

	"fyne.io/fyne/v2"

	"motcua/internal/centre"
)

// Terminal joins a flow and its screen for a program. Everything of it is
// called on the goroutine fyne draws in.
type Terminal struct {
	flow   *Flow
	screen *Screen
	clock  func() time.Time
}

// NewTerminal returns the touch screen of a centre. Wishes are handed to wish,
// which must not wait: it hands them on.
func NewTerminal(site *centre.Site, o Options, clock func() time.Time, wish func(Wish)) *Terminal {
	t := &Terminal{flow: NewFlow(site, o, wish), clock: clock}
	t.screen = NewScreen(clock, t.Touch)
	t.show()
	return t
}

// Object is the content of the window.
func (t *Terminal) Object() fyne.CanvasObject { return t.screen.Object() }

// Touch takes a press from the screen, or from a program that acts as a visitor.
func (t *Terminal) Touch(p Touch) {
	t.flow.Touch(p, t.clock())
	t.show()
}

// Hear takes news from outside.
func (t *Terminal) Hear(n News) {
	t.flow.Hear(n, t.clock())
	t.show()
}

// Tick lets time pass; call it a few times a second.
func (t *Terminal) Tick() {
	t.flow.Tick(t.clock())
	t.show()
}

// SetSite puts a new site document in force.
func (t *Terminal) SetSite(site *centre.Site) {
	t.flow.SetSite(site)
	t.show()
}

// Model is what the screen shows now.
func (t *Terminal) Model() Model { return t.flow.Model(t.clock()) }

func (t *Terminal) show() { t.screen.Show(t.Model()) }
