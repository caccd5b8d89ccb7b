package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/ui/counter"
	"motcua/ui/glass"
)

// Run shows the window until it is closed.
func (c *runCmd) Run(ctx context.Context) error {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return fmt.Errorf("%w: there is no screen here; set DISPLAY, or start everything on a virtual one with: kiosk hall", errNotNow)
	}
	data, err := c.dir()
	if err != nil {
		return err
	}
	hub := lan.Dial(lan.Find(ctx, c.Hub, filepath.Join(shareDir(), "address")), lan.DialOptions{
		Lang: c.Lang, Role: "officer", Device: "counter-" + c.Counter,
	})
	site, err := hub.AwaitSite(ctx, func() { fmt.Fprintln(os.Stderr, "counter: waiting for the hub") })
	if err != nil {
		return err
	}
	if _, ok := site.Counter(c.Counter); !ok {
		return fmt.Errorf("%w: the centre has no counter %q; its counters are: %s", errNotNow, c.Counter, counters(site))
	}
	s := newSender(hub, filepath.Join(data, "pending.json"))
	w := counter.NewWindow(site, c.Counter, c.Lang, time.Now, s.take)
	app := glass.New()
	win := app.Open(glass.Options{
		Title: "counter " + c.Counter, Place: c.Window, Size: fyne.NewSize(420, 760), Above: c.Above,
	}, w.Object())
	w.Listen(win.Canvas())
	app.Run(ctx, func() {
		go c.watch(ctx, hub, w)
		go s.run(ctx, func(id uint64, refused *queue.Refusal) {
			fyne.Do(func() { w.Settled(id, refused) })
		})
		go glass.Every(ctx, 250*time.Millisecond, w.Tick)
	})
	return s.close()
}

// counters lists the ids of a site's counters.
func counters(site *centre.Site) string {
	var ids []string
	for i := range site.Counters {
		ids = append(ids, site.Counters[i].ID)
	}
	return strings.Join(ids, ", ")
}

// watch shows what the hub tells of this counter, the newest first.
func (c *runCmd) watch(ctx context.Context, hub *lan.Client, w *counter.Window) {
	type picture struct {
		desk *board.Desk
		up   bool
		try  int
	}
	pictures := make(chan picture, 1) // the newest is all that counts
	go glass.Pump(pictures, func(p picture) {
		w.Link(p.up, p.try)
		if p.desk != nil && p.up {
			w.Snapshot(*p.desk)
		}
	}, nil)
	defer close(pictures)
	for n := range hub.Stream(ctx, lan.Query{View: "counter", Counter: c.Counter}) {
		select {
		case <-pictures:
		default:
		}
		select {
		case pictures <- picture{desk: n.Desk, up: n.Lost == nil, try: n.Try}:
		case <-ctx.Done():
			return
		}
	}
}

// answered tells whether the hub has decided, one way or the other.
func answered(err error) bool {
	var p *lan.Problem
	return err == nil || errors.Is(err, lan.ErrNobody) || errors.As(err, &p) && p.Status < 500
}
