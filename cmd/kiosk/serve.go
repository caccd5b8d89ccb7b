package main

import (
	"context"
	"errors"
	"fmt"

	"motcua/internal/hub"
)

// serveCmd is the hub without a window.
type serveCmd struct {
	dataFlag
	Listen string  `default:"127.0.0.1:8440" help:"Address to listen on; loopback only until the site has its own CA."`
	Site   string  `placeholder:"FILE" help:"Site document: a file or a built-in name (quang-binh, small)."`
	Dev    bool    `help:"Trial: no sign-in, a role by 'Authorization: Dev ROLE', hours not enforced; loopback only."`
	Now    *moment `placeholder:"TIME" help:"With --dev: start a simulated clock at this time (2026-11-23T07:00); hours are then enforced."`
}

// Run serves until it is told to end.
func (c *serveCmd) Run(ctx context.Context) error {
	if c.Now != nil && !c.Dev {
		return notPossible("--now is for trials; give --dev with it")
	}
	data, err := c.dir()
	if err != nil {
		return err
	}
	o := officeOptions{Data: data, Site: c.Site, Listen: c.Listen, IgnoreHours: c.Dev && c.Now == nil, Say: say}
	if c.Now != nil {
		o.Clock = newPlayClock(c.Now.Time, 1)
	}
	a, err := openOffice(ctx, o)
	if err != nil {
		return err
	}
	sayRules(c.Dev, o.Clock, o.IgnoreHours)
	fmt.Printf("listening on %s\n", a.url)
	return errors.Join(a.Run(ctx), a.Close())
}

// sayRules tells under which rules an office without a site CA works.
func sayRules(dev bool, clock hub.Clock, ignoreHours bool) {
	say("this machine only: plain HTTP without sign-in, until the site has its own CA")
	if dev && ignoreHours {
		say("trial: opening hours are not enforced")
	}
	if clock != nil {
		say("trial: the clock is simulated and began at %s", clock.Now().Format("15:04 on 2006-01-02"))
	}
}

// say tells the person at the terminal something.
func say(format string, a ...any) { fmt.Printf(format+"\n", a...) }
