//go:build !headless

package main

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/lan"
	"motcua/internal/rehearsal"
	"motcua/ui/counter"
	"motcua/ui/glass"
	"motcua/ui/kiosk"
	"motcua/ui/wall"
	"motcua/ui/window"
)

// shown is how many counters have a window in a play.
const shown = 3

// windows shows the screens on one desktop until the play ends or one is closed.
func (c *demoCmd) windows(ctx context.Context, a *office, at *attendant, clock *stageClock, moments <-chan rehearsal.Moment) error {
	w, h, err := window.Desktop("")
	if err != nil {
		return notPossible("%v; kiosk demo --headless needs no screen", err)
	}
	lay := window.LayHall(w, h, shown)
	app := glass.New()
	t := c.newTerminal(a, at, clock.Now)
	at.hear = func(n kiosk.News) { fyne.Do(func() { t.Hear(n) }) }
	app.Open(glass.Options{Title: "kiosk", Place: lay.Kiosk}, t.Object())
	work := []func(){
		at.begin,
		func() { go at.run(ctx) },
		func() { go glass.Every(ctx, 100*time.Millisecond, t.Tick) },
		func() { go drain(moments) },
		c.openWall(ctx, app, a, clock, lay.Wall),
	}
	for i, id := range c.deskIDs(a) {
		work = append(work, c.openDesk(ctx, app, a, clock, id, lay.Counters[i]))
	}
	app.Run(ctx, func() {
		for _, f := range work {
			f()
		}
	})
	return nil
}

// drain lets the story go by: the windows hear of everything from the hub.
func drain(moments <-chan rehearsal.Moment) {
	for range moments {
	}
}

// deskIDs are the counters that have a window: the first of each agency, as far as there is room.
func (c *demoCmd) deskIDs(a *office) []string {
	var ids []string
	seen := map[string]bool{}
	for i := range a.site.Counters {
		k := a.site.Counters[i]
		agency, _, _ := strings.Cut(k.Services[0], "-")
		if seen[agency] {
			continue
		}
		seen[agency] = true
		if ids = append(ids, k.ID); len(ids) == shown {
			break
		}
	}
	return ids
}

// openWall opens the wall of the first waiting room.
func (c *demoCmd) openWall(ctx context.Context, app *glass.App, a *office, clock *stageClock, p window.Placement) func() {
	words, zone := assets.Words("vi"), a.site.Zones[0].ID
	screen, line := wall.New(words, wall.Hall), wall.Line{Newest: c.Speed > 1}
	source := wall.Source{Site: a.site, Words: words, Lang: "vi", Zone: zone}
	name := "wall-" + zone
	hub := lan.Dial(a.url, lan.DialOptions{Device: name})
	at := clock.Now()
	screen.Show(source.Picture(&board.Wall{}, line.View(at), at, at)) // until the first picture comes
	app.Open(glass.Options{Title: "display", Place: p}, screen.Object())
	models := make(chan wall.Model, 1) // the newest is all that counts
	return func() {
		go glass.Pump(models, screen.Show, acknowledge(ctx, hub, name))
		go func() {
			var w board.Wall
			for n := range hub.Stream(ctx, lan.Query{View: "wall", Zone: zone}) {
				if n.Wall == nil {
					continue
				}
				w = *n.Wall
				now := clock.Now()
				line.Follow(source.Calls(w.Called), now)
				line.Tick(now)
				select {
				case <-models:
				default:
				}
				models <- source.Picture(&w, line.View(now), now, now)
			}
		}()
	}
}

// acknowledge tells the hub which calls have been painted, so that the counters
// see it, as a wall in life does.
func acknowledge(ctx context.Context, hub *lan.Client, name string) func(wall.Model) {
	const cards = 6 // beside the hero, on the layout of a hall
	seen := map[int]bool{}
	return func(m wall.Model) {
		for _, no := range m.Visible(cards) {
			if seen[no] {
				continue
			}
			seen[no] = true
			go func() { _ = hub.Shown(ctx, lan.NewKey(), name, no, false) }()
		}
	}
}

// openDesk opens the window of a counter whose officer is played.
func (c *demoCmd) openDesk(ctx context.Context, app *glass.App, a *office, clock *stageClock, id string, p window.Placement) func() {
	w := counter.NewWindow(a.site, id, "vi", clock.Now, func(counter.Order) {})
	hub := lan.Dial(a.url, lan.DialOptions{Role: "officer", Device: "counter-" + id})
	app.Open(glass.Options{Title: "counter " + id, Place: p}, w.Object())
	desks := make(chan board.Desk, 1) // the newest is all that counts
	return func() {
		go glass.Pump(desks, func(d board.Desk) {
			w.Link(true, 0)
			w.Snapshot(d)
		}, nil)
		go glass.Every(ctx, 100*time.Millisecond, w.Tick)
		go func() {
			for n := range hub.Stream(ctx, lan.Query{View: "counter", Counter: id}) {
				if n.Desk == nil {
					continue
				}
				select {
				case <-desks:
				default:
				}
				desks <- *n.Desk
			}
		}()
	}
}
