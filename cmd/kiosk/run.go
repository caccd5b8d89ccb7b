//go:build !headless

package main

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"motcua/internal/centre"
	"motcua/ui/glass"
	"motcua/ui/kiosk"
	"motcua/ui/window"
)

// runCmd is the touch window with its hub.
type runCmd struct {
	dataFlag
	Site   string           `placeholder:"FILE" help:"Site document: a file or a built-in name (quang-binh, small)."`
	Listen string           `default:"127.0.0.1:8440" help:"Address of the hub; loopback only until the site has its own CA."`
	Name   string           `default:"main" help:"Which [kiosk.NAME] of the site document this machine is."`
	Window window.Placement `placeholder:"WxH+X+Y" help:"A window at this place instead of the whole screen."`
}

// Run opens the office, then the window, and closes them in the other order.
func (c *runCmd) Run(ctx context.Context) error {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return notPossible("there is no screen here; kiosk hall starts everything on a virtual one, kiosk serve is the hub without a window")
	}
	data, err := c.dir()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	a, err := openOffice(ctx, officeOptions{Data: data, Site: c.Site, Listen: c.Listen, IgnoreHours: true, Say: say})
	if err != nil {
		return err
	}
	sayRules(true, nil, true)
	say("listening on %s", a.url)
	machine, ok := a.site.Kiosks[c.Name]
	if !ok {
		return errors.Join(notPossible("the site document has no [kiosk.%s]", c.Name), a.Close())
	}
	d, err := openDevices(ctx, machine, slipFolder(data))
	if err != nil {
		return errors.Join(err, a.Close())
	}
	d.tell(slipFolder(data))
	served := make(chan error, 1) // the one end of the office
	go func() {
		served <- a.Run(ctx)
		cancel() // without its hub the window has nothing to show
	}()
	c.show(ctx, a, d, machine)
	cancel()
	return errors.Join(<-served, d.Close(), a.Close())
}

// show is the window until it is closed or the context ends.
func (c *runCmd) show(ctx context.Context, a *office, d devices, machine centre.Kiosk) {
	at := newAttendant(a, d, time.Now)
	list, papers := procedures(a.site)
	app := glass.New()
	t := kiosk.NewTerminal(a.site, kiosk.Options{
		Slot: machine.Slot, Idle: machine.Idle, Procedures: list, Papers: papers,
	}, time.Now, at.take)
	at.hear = func(n kiosk.News) { fyne.Do(func() { t.Hear(n) }) }
	app.Open(glass.Options{Title: "kiosk", Place: c.Window, Stay: c.Window.W == 0}, t.Object())
	var wait sync.WaitGroup
	app.Run(ctx, func() {
		at.begin()
		wait.Go(func() { at.run(ctx) })
		go d.scanTyped(ctx) // ends with the terminal
		go glass.Every(ctx, 250*time.Millisecond, t.Tick)
	})
}
