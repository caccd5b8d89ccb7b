package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"motcua/internal/lan"
	"motcua/internal/store"
)

// dayCmd is the business day by hand, at the hub that runs on this machine.
type dayCmd struct {
	Status dayStatusCmd `cmd:"" help:"Which day is open, and how many wait."`
	Open   dayOpenCmd   `cmd:"" help:"Confirm or open the business day."`
	Close  dayCloseCmd  `cmd:"" help:"Close the business day: whoever still waits lapses."`
}

// hubFlag finds the hub of this machine.
type hubFlag struct {
	dataFlag
	Hub string `placeholder:"URL" help:"Address of the hub; by default the one that runs on this machine."`
}

// askTime bounds how long a question at the terminal waits for the hub.
const askTime = 5 * time.Second

func (h hubFlag) client() (*lan.Client, error) {
	url := h.Hub
	if url == "" {
		data, err := h.path()
		if err != nil {
			return nil, err
		}
		if url, err = store.ReadAddress(data); err != nil {
			url = "http://127.0.0.1:8440"
		}
	}
	return lan.Dial(url, lan.DialOptions{Lang: "en", Role: "lead"}), nil
}

// ask puts one question to the hub and sorts what can go wrong.
func (h hubFlag) ask(ctx context.Context, question func(context.Context, *lan.Client) error) error {
	c, err := h.client()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	err = question(ctx, c)
	var p *lan.Problem
	switch {
	case errors.As(err, &p):
		return notPossible("%s", p.Detail)
	case errors.Is(err, lan.ErrNoHub), errors.Is(err, context.DeadlineExceeded):
		return notPossible("no hub answers; start it with kiosk run or kiosk serve, or say where it is with --hub URL")
	}
	return err
}

type dayStatusCmd struct{ hubFlag }

// Run prints the day.
func (c *dayStatusCmd) Run(ctx context.Context) error {
	return c.ask(ctx, func(ctx context.Context, hub *lan.Client) error {
		q, err := hub.Queue(ctx)
		if err != nil {
			return err
		}
		open := 0
		for _, k := range q.Counters {
			if k.State != "closed" {
				open++
			}
		}
		if q.Day == "" {
			fmt.Println("no day has been opened yet")
			return nil
		}
		fmt.Printf("business day %s: %d waiting, %d counters open, commit %d\n", q.Day, len(q.Waiting), open, q.Seq)
		return nil
	})
}

type dayOpenCmd struct {
	hubFlag
	Date string `placeholder:"YYYY-MM-DD" help:"The day; by default today."`
}

// Run opens it; opening the open day changes nothing.
func (c *dayOpenCmd) Run(ctx context.Context) error {
	return c.wish(ctx, lan.DayWish{Action: "open", Date: c.Date})
}

type dayCloseCmd struct{ hubFlag }

// Run closes it.
func (c *dayCloseCmd) Run(ctx context.Context) error {
	return c.wish(ctx, lan.DayWish{Action: "close"})
}

func (h hubFlag) wish(ctx context.Context, w lan.DayWish) error {
	return h.ask(ctx, func(ctx context.Context, hub *lan.Client) error {
		d, err := hub.Day(ctx, lan.NewKey(), w)
		if err != nil {
			return err
		}
		state := "closed"
		if d.Open {
			state = "open"
		}
		fmt.Printf("business day %s is %s\n", d.Day, state)
		return nil
	})
}
