package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/lan"
	"motcua/ui/glass"
	"motcua/ui/wall"
)

// beat is how often the wall looks at the clock by itself: half a flash.
const beat = 250 * time.Millisecond

// Run shows the wall until it is told to end.
func (c *runCmd) Run(ctx context.Context) error {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return fmt.Errorf("%w: there is no screen here; set DISPLAY, or start everything on a virtual one with: kiosk hall", errNotNow)
	}
	hub := lan.Dial(lan.Find(ctx, c.Hub, addressFile()), lan.DialOptions{Lang: c.Lang, Device: c.name()})
	site, err := hub.AwaitSite(ctx, func() { fmt.Fprintln(os.Stderr, "display: waiting for the hub") })
	if err != nil {
		return err
	}
	s := c.scene(site)
	if err := s.check(site); err != nil {
		return err
	}
	words := assets.Words(c.Lang)
	screen := wall.New(words, s.layout)
	app := glass.New()
	app.Open(glass.Options{Title: "display", Place: c.Window, Stay: c.Window.W == 0}, screen.Object())
	w := &watcher{
		hub: hub, name: c.name(), models: make(chan wall.Model, 1), // the newest is all that counts
		source: wall.Source{Site: site, Words: words, Lang: c.Lang, Zone: s.zone, Counter: s.counter},
		query:  lan.Query{View: "wall", Zone: s.zone, Counter: s.counter},
		cards:  s.cards(), seen: map[int]bool{},
	}
	app.Run(ctx, func() {
		go w.run(ctx)
		go glass.Pump(w.models, screen.Show, func(m wall.Model) { w.acknowledge(ctx, m) })
	})
	return ctx.Err()
}

// scene is what this screen shows by the site document and the command line.
type scene struct {
	layout        wall.Layout
	zone, counter string
}

func (c *runCmd) scene(site *centre.Site) scene {
	s := scene{layout: wall.Layout(c.Layout), zone: c.Zone, counter: c.Counter}
	for _, w := range site.Walls {
		if w.ID == c.ID && c.ID != "" {
			if s.layout == "" {
				s.layout = wall.Layout(w.Layout)
			}
			if s.zone == "" && s.counter == "" {
				s.zone, s.counter = w.Zone, w.Counter
			}
		}
	}
	switch {
	case s.counter != "":
		s.layout = wall.SignOver
	case s.layout == "":
		s.layout = wall.Hall
	}
	return s
}

// check refuses a place that the centre does not have: its screen would stay empty for good.
func (s scene) check(site *centre.Site) error {
	if _, ok := site.Counter(s.counter); s.counter != "" && !ok {
		return fmt.Errorf("%w: the centre has no counter %q; give one of its counters with --counter", errNotNow, s.counter)
	}
	var zones []string
	for i := range site.Zones {
		zones = append(zones, site.Zones[i].ID)
	}
	if s.zone != "" && !slices.Contains(zones, s.zone) {
		return fmt.Errorf("%w: the centre has no waiting room %q; its waiting rooms are: %s", errNotNow, s.zone, strings.Join(zones, ", "))
	}
	return nil
}

// cards is how many calls beside the hero can be read on a layout.
func (s scene) cards() int {
	switch s.layout {
	case wall.SignOver:
		return 0
	case wall.Rooms:
		return 8
	case wall.Portrait:
		return 3
	default:
		return 6
	}
}

// watcher folds what the hub tells into pictures, and tells the hub which calls have been painted.
type watcher struct {
	hub    *lan.Client
	name   string
	source wall.Source
	query  lan.Query
	models chan wall.Model
	cards  int

	line  wall.Line
	wall  board.Wall
	heard time.Time
	seen  map[int]bool // owned by the pump: calls that were acknowledged
}

func (w *watcher) run(ctx context.Context) {
	news := make(chan lan.News) // none waits: a picture replaces the one before
	go func() {
		defer close(news)
		for n := range w.hub.Stream(ctx, w.query) {
			select {
			case news <- n:
			case <-ctx.Done():
				return
			}
		}
	}()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case n, ok := <-news:
			if !ok {
				return
			}
			w.hear(n)
		case <-tick.C:
			w.line.Tick(time.Now())
		}
		w.show(ctx)
	}
}

func (w *watcher) hear(n lan.News) {
	w.heard = n.Heard
	if n.Wall != nil {
		w.wall = *n.Wall
		w.line.Follow(w.source.Calls(w.wall.Called), time.Now())
	}
}

// show hands the newest picture to the screen, in place of one it has not taken yet.
func (w *watcher) show(ctx context.Context) {
	now := time.Now()
	m := w.source.Picture(&w.wall, w.line.View(now), now, w.heard)
	select {
	case <-w.models:
	default:
	}
	select {
	case w.models <- m:
	case <-ctx.Done():
		return
	}
}

// acknowledge tells the hub which calls can be read here now. It is called from
// the pump, after the frame that holds them.
func (w *watcher) acknowledge(ctx context.Context, m wall.Model) {
	for _, no := range m.Visible(w.cards) {
		if w.seen[no] {
			continue
		}
		w.seen[no] = true
		go func() {
			try, cancel := context.WithTimeout(ctx, 30*time.Second)
			defer cancel()
			// A wall that cannot be heard now is counted at its next call.
			_ = w.hub.Shown(try, lan.NewKey(), w.name, no, false)
		}()
	}
}
