package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
	"motcua/internal/rehearsal"
	"motcua/ui/kiosk"
)

// demoCmd plays a morning of a whole centre.
type demoCmd struct {
	dataFlag
	Site     string        `default:"quang-binh" help:"Site document: a file or a built-in name."`
	Speed    float64       `default:"60" help:"So many times as fast as the wall's clock: 60 plays an hour in a minute."`
	Headless bool          `help:"Draw the screens into picture files instead of windows."`
	Out      string        `default:"out/demo" placeholder:"DIR" help:"Folder for pictures, slips and the record."`
	Pictures string        `hidden:"" placeholder:"DIR" help:"Keep one picture of each program here."`
	Seed     uint64        `default:"1" help:"The same seed plays the same visitors."`
	Dossiers int           `default:"400" help:"How busy the day is: 200 is usual, 600 a peak."`
	From     time.Duration `default:"7h" help:"Time of day at which it begins."`
	For      time.Duration `default:"4h30m" help:"How much of the day is played, on the simulated clock."`
	Lang     string        `enum:"vi,en" default:"vi" help:"Language of the story."`
}

// mark is the file by which a demonstration knows its own record again.
const mark = "demonstration"

// Run plays, tells and sums up.
func (c *demoCmd) Run(ctx context.Context) error {
	if c.Speed < 1 || c.Speed > 3600 {
		return notPossible("--speed is a number from 1 to 3600")
	}
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" && !c.Headless {
		return notPossible("there is no screen here; kiosk demo --headless draws the screens into pictures")
	}
	data, err := c.fresh()
	if err != nil {
		return err
	}
	site, _, err := readSite(c.Site)
	if err != nil {
		return err
	}
	clock := &stageClock{newPlayClock(playDay(site, time.Now()).Add(c.From-5*time.Minute), c.Speed)}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	a, err := openOffice(ctx, officeOptions{Data: data, Site: c.Site, Listen: "127.0.0.1:0", Clock: clock, Say: say})
	if err != nil {
		return err
	}
	slips := filepath.Join(c.Out, "slips")
	d, err := openDevices(ctx, firstKiosk(a.site), slips)
	if err != nil {
		return errors.Join(err, a.Close())
	}
	say("the record of this play: %s (kiosk verify --data %s)", data, data)
	say("hub: %s, slips: %s, seed %d, %v times as fast as life", a.url, slips, c.Seed, c.Speed)
	served := make(chan error, 1) // the one end of the office
	go func() { served <- a.Run(ctx) }()
	err = c.play(ctx, cancel, a, d, clock)
	cancel()
	return errors.Join(err, <-served, d.Close(), a.Close())
}

// fresh is an empty data directory; the record of an earlier play is removed, another one never.
func (c *demoCmd) fresh() (string, error) {
	if c.Data == "" {
		c.Data = filepath.Join(c.Out, "data")
	}
	if _, err := os.Stat(filepath.Join(c.Data, mark)); err == nil {
		if err := os.RemoveAll(c.Data); err != nil {
			return "", notPossible("the record of the last play cannot be removed: %v", err)
		}
	} else if _, err := os.Stat(filepath.Join(c.Data, "centre.db")); err == nil {
		return "", notPossible("%s holds a record that is not of a play; name another folder with --data", c.Data)
	}
	data, err := c.dir()
	if err != nil {
		return "", err
	}
	return data, os.WriteFile(filepath.Join(data, mark), []byte("the record of a play; it is removed by the next one\n"), 0o600)
}

// playDay is the day that is played: today, or the next working day.
func playDay(site *centre.Site, now time.Time) time.Time {
	d := centre.DateOf(now)
	for range 400 {
		if site.Hours.IsWorkingDay(d) {
			break
		}
		d = d.Add(1)
	}
	return d.At(0)
}

// firstKiosk is the machine of the site document that is called main, or any.
func firstKiosk(site *centre.Site) centre.Kiosk {
	if k, ok := site.Kiosks["main"]; ok {
		return k
	}
	return centre.Kiosk{Printer: "sim://printer", Scanner: "sim://scanner"}
}

// stageClock is a simulated clock that can be slept on.
type stageClock struct{ *playClock }

// Sleep waits for a stretch of simulated time. The clock may stand meanwhile.
func (c *stageClock) Sleep(ctx context.Context, d time.Duration) error {
	for until := c.Now().Add(d); ; {
		left := until.Sub(c.Now())
		if left <= 0 {
			return ctx.Err()
		}
		const beat = time.Millisecond // a standing clock is looked at no more often
		t := time.NewTimer(max(c.Real(left), beat))
		select {
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		case <-t.C:
		}
	}
}

// play runs the visitors beside the screens. Windows are on the main goroutine.
func (c *demoCmd) play(ctx context.Context, cancel context.CancelFunc, a *office, d devices, clock *stageClock) error {
	at := newAttendant(a, d, clock.Now)
	at.hear = func(kiosk.News) {}
	var wait sync.WaitGroup
	var failed error
	moments := make(chan rehearsal.Moment, 256) // more than happen while one picture is drawn
	wait.Go(func() {
		defer close(moments)
		failed = c.visitors(ctx, a, at, clock, moments)
		if !c.Headless {
			cancel() // the windows close with the last visitor
		}
	})
	var err error
	if c.Headless {
		err = c.picture(ctx, a, at, clock, moments)
	} else {
		err = c.windows(ctx, a, at, clock, moments)
		cancel()
	}
	wait.Wait()
	return errors.Join(err, failed)
}

// visitors plays the morning and prints its summary.
func (c *demoCmd) visitors(ctx context.Context, a *office, at *attendant, clock *stageClock, moments chan<- rehearsal.Moment) error {
	laws := rehearsal.RealLaws(c.Dossiers)
	m := rehearsal.Morning{
		Site: a.site, Seed: c.Seed, Laws: &laws,
		Until: playDay(a.site, clock.Now()).Add(c.From + c.For),
		Model: forecast.NewModel(a.site),
		Print: func(ctx context.Context, s rehearsal.Slip) (string, error) { return at.printFor(ctx, s) },
		Tell: func(m rehearsal.Moment) {
			c.tell(m)
			select {
			case moments <- m:
			default: // a screen that draws is not waited for
			}
		},
	}
	sum, err := m.Run(ctx, a.hub, clock)
	if sum.Tickets > 0 {
		fmt.Printf("\n%s\n", sum)
	}
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// tell prints one line of the story.
func (c *demoCmd) tell(m rehearsal.Moment) {
	text := strings.TrimSpace(m.Text.In(c.Lang))
	if text != "" {
		fmt.Printf("%s  %s\n", m.At.In(centre.ICT).Format("15:04:05"), text)
	}
}
