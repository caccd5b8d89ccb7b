package main

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"motcua/assets"
	"motcua/internal/board"
	"motcua/internal/lan"
	"motcua/internal/rehearsal"
	"motcua/ui/counter"
	"motcua/ui/kiosk"
	"motcua/ui/offscreen"
	"motcua/ui/wall"
)

// gallery draws the screens of a play into pictures. The play stands still while
// it draws, so that a slow machine plays the same morning. It is used from one
// goroutine; the attendant's news come from others and are kept until then.
type gallery struct {
	out    string
	office *office
	clock  *stageClock

	hub      *lan.Client
	terminal *kiosk.Terminal
	wall     *wall.Screen
	line     wall.Line
	source   wall.Source
	counters map[string]*counter.Window
	drawn    int
	held     time.Time
	busiest  string // the wall's last picture

	mu   sync.Mutex // guards everything below
	news []kiosk.News
}

// every is how much simulated time lies between two pictures of the wall.
const every = 15 * time.Minute

// picture draws the screens as the morning goes on: the way of one visitor at
// the kiosk, the wall every quarter of an hour, a counter in each of its states.
func (c *demoCmd) picture(ctx context.Context, a *office, at *attendant, clock *stageClock, moments <-chan rehearsal.Moment) error {
	defer offscreen.Begin()()
	g := c.newGallery(a, clock)
	at.hear = g.hear
	g.terminal = c.newTerminal(a, at, g.still)
	at.begin()
	attending, stop := context.WithCancel(ctx)
	var wait sync.WaitGroup
	wait.Go(func() { at.run(attending) })
	defer wait.Wait()
	defer stop()

	var walked bool
	next, states := time.Time{}, map[string]bool{}
	for m := range moments {
		if ctx.Err() != nil {
			continue // the visitors end by themselves
		}
		if !walked && m.Kind == "called" {
			walked = true
			if err := g.walk(ctx); err != nil {
				return err
			}
		}
		if err := g.watch(ctx, m, states); err != nil {
			return err
		}
		if m.At.After(next) {
			next = m.At.Truncate(every).Add(every)
			if err := g.drawWall(ctx, "wall-"+m.At.Format("1504")); err != nil {
				return err
			}
		}
	}
	fmt.Printf("%d pictures in %s\n", g.drawn, c.Out)
	if c.Pictures != "" {
		return g.choose(c.Pictures)
	}
	return nil
}

func (c *demoCmd) newGallery(a *office, clock *stageClock) *gallery {
	words, zone := assets.Words("vi"), ""
	if len(a.site.Zones) > 0 {
		zone = a.site.Zones[0].ID
	}
	g := &gallery{
		out: c.Out, office: a, clock: clock, hub: lan.Dial(a.url, lan.DialOptions{Role: "officer", Device: "gallery"}),
		wall: wall.New(words, wall.Hall), line: wall.Line{Newest: true}, counters: map[string]*counter.Window{},
		source: wall.Source{Site: a.site, Words: words, Lang: "vi", Zone: zone},
	}
	for i := range a.site.Counters {
		id := a.site.Counters[i].ID
		g.counters[id] = counter.NewWindow(a.site, id, "vi", clock.Now, func(counter.Order) {})
		if len(g.counters) == 3 {
			break
		}
	}
	return g
}

func (c *demoCmd) newTerminal(a *office, at *attendant, now func() time.Time) *kiosk.Terminal {
	list, papers := procedures(a.site)
	return kiosk.NewTerminal(a.site, kiosk.Options{Procedures: list, Papers: papers}, now, at.take)
}

// still is the kiosk's clock: it stands while a visitor is drawn, else the page
// would have gone home before the picture is done.
func (g *gallery) still() time.Time {
	if g.held.IsZero() {
		return g.clock.Now()
	}
	return g.held
}

func (g *gallery) hear(n kiosk.News) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.news = append(g.news, n)
}

// settle lets the terminal take in what has come for it.
func (g *gallery) settle() {
	g.mu.Lock()
	news := g.news
	g.news = nil
	g.mu.Unlock()
	for _, n := range news {
		g.terminal.Hear(n)
	}
	g.terminal.Tick()
}

// until waits for the terminal to show something.
func (g *gallery) until(ctx context.Context, ready func(kiosk.Model) bool) error {
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		g.settle()
		if ready(g.terminal.Model()) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	return fmt.Errorf("the kiosk did not get on from its page %s", g.terminal.Model().Page)
}

// walk is one visitor at the kiosk: four touches from home to the ticket.
func (g *gallery) walk(ctx context.Context) error {
	service := g.office.site.Services[0]
	steps := []struct {
		name  string
		touch kiosk.Touch
		ready func(kiosk.Model) bool
	}{
		{"kiosk-1-home", kiosk.Touch{}, func(m kiosk.Model) bool { return m.Page == kiosk.Home }},
		{"kiosk-2-agency", kiosk.Touch{Button: kiosk.PressTake}, func(m kiosk.Model) bool { return m.Page == kiosk.Agencies }},
		{"kiosk-3-service", kiosk.Touch{Button: kiosk.PressAgency, Value: service.Agency}, func(m kiosk.Model) bool { return m.Page == kiosk.Services }},
		{"kiosk-4-confirm", kiosk.Touch{Button: kiosk.PressService, Value: service.ID}, func(m kiosk.Model) bool { return m.Page == kiosk.Confirm && m.Fact.Wait.Known }},
		{"kiosk-5-ticket", kiosk.Touch{Button: kiosk.PressPrint}, func(m kiosk.Model) bool { return m.Page == kiosk.Ticket && m.Card.Slip == kiosk.SlipOut }},
	}
	g.clock.Stop()
	defer g.clock.Go()
	g.held = g.clock.Now()
	defer func() { g.held = time.Time{} }()
	for _, s := range steps {
		g.held = g.held.Add(2 * time.Second) // as long as a person looks
		if s.touch.Button != "" {
			g.terminal.Touch(s.touch)
		}
		if err := g.until(ctx, s.ready); err != nil {
			return err
		}
		if err := g.draw(s.name, g.terminal.Object(), 1080, 1920); err != nil {
			return err
		}
	}
	g.terminal.Touch(kiosk.Touch{Button: kiosk.PressDone})
	return nil
}

// watch draws a counter when it is in a state that has no picture yet.
func (g *gallery) watch(ctx context.Context, m rehearsal.Moment, states map[string]bool) error {
	w, ok := g.counters[m.Counter]
	if !ok || states[m.Kind] {
		return nil
	}
	switch m.Kind {
	case "opened", "called", "begun", "paused", "absent", "parked", "finished":
	default:
		return nil
	}
	g.clock.Stop()
	defer g.clock.Go()
	d, err := g.hub.Desk(ctx, m.Counter)
	if err != nil {
		return err
	}
	states[m.Kind] = true
	w.Link(true, 0)
	w.Snapshot(d)
	w.Tick()
	return g.draw("counter-"+m.Kind, w.Object(), 420, 760)
}

func (g *gallery) drawWall(ctx context.Context, name string) error {
	g.clock.Stop()
	defer g.clock.Go()
	w, err := g.hub.Wall(ctx, g.source.Zone, "")
	if err != nil {
		return err
	}
	g.show(&w)
	g.busiest = name
	return g.draw(name, g.wall.Object(), 1920, 1080)
}

func (g *gallery) show(w *board.Wall) {
	now := g.clock.Now()
	g.line.Follow(g.source.Calls(w.Called), now)
	g.line.Tick(now)
	g.wall.Show(g.source.Picture(w, g.line.View(now), now, now))
}

func (g *gallery) draw(name string, o fyne.CanvasObject, w, h int) error {
	g.drawn++
	return offscreen.Write(filepath.Join(g.out, name+".png"), offscreen.Picture(o, w, h))
}

// choose keeps one picture of each program for the README.
func (g *gallery) choose(dir string) error {
	for from, to := range map[string]string{
		"kiosk-1-home.png": "kiosk.png", "counter-begun.png": "counter.png", g.busiest + ".png": "wall.png",
		"kiosk-5-ticket.png": "kiosk-ticket.png", filepath.Join("slips", "ticket-0003.png"): "ticket.png",
	} {
		if err := offscreen.Copy(filepath.Join(g.out, from), filepath.Join(dir, to)); err != nil {
			return err
		}
	}
	return nil
}
