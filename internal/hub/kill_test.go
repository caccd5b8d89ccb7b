package hub_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// childDir tells a copy of the test program to be the hub that is killed, and
// childLies to answer before the commit is on disk.
const (
	childDir  = "MOTCUA_HUB_CHILD"
	childLies = "MOTCUA_HUB_LIES"
)

// hasty answers at once and stores later: the planted fault.
type hasty struct {
	journal.Journal
	todo chan func()
}

func (h hasty) Append(_ context.Context, after uint64, data []byte) error {
	if data != nil {
		//nolint:contextcheck // the order is long answered when this runs
		h.todo <- func() { _ = h.Journal.Append(context.Background(), after, data) }
	}
	return nil
}

// child takes a number for each key it reads and says which.
func child(dir string) error {
	s, err := store.Open(dir, store.Options{Wait: 5 * time.Second})
	if err != nil {
		return err
	}
	from, err := s.Start()
	if err != nil {
		return err
	}
	doc, err := os.ReadFile("../../assets/sites/small.toml")
	if err != nil {
		return err
	}
	site, err := centre.Parse("small", doc)
	if err != nil {
		return err
	}
	j := s.Journal()
	if os.Getenv(childLies) != "" {
		todo := make(chan func(), 10_000)
		go func() {
			for f := range todo {
				time.Sleep(time.Duration(rand.IntN(3000)) * time.Microsecond)
				f()
			}
		}()
		j = hasty{Journal: j, todo: todo}
	}
	h, err := hub.New(context.Background(), hub.Options{Journal: j, Site: site, After: from.After, Clock: &hand{now: morning}})
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		key := lines.Text()
		go func() {
			a, err := h.Do(context.Background(), journal.Order{Key: key, Request: "r", By: visitor(), Do: queue.Take{Service: site.Services[0].ID}})
			if err != nil {
				fmt.Fprintln(os.Stdout, "error", err)
				return
			}
			fmt.Fprintln(os.Stdout, key, a.Ticket)
		}()
	}
	return lines.Err()
}

// crowd asks for numbers while the hub is killed again and again.
type crowd struct {
	t     *testing.T
	dir   string
	env   []string
	fresh bool // the planted fault: a new key for every try

	presses int
	open    map[string]bool   // keys without an answer
	told    map[string]string // key to ticket
}

const window = 16

func (c *crowd) press() string {
	c.presses++
	return fmt.Sprintf("press-%d", c.presses)
}

// life is one life of the hub: everything unanswered is asked again by its key.
func (c *crowd) life(total int) {
	c.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(c.env, childDir+"="+c.dir)...)
	in, err := cmd.StdinPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	defer func() {
		if err := cmd.Process.Kill(); err != nil {
			c.t.Error(err)
		}
		_ = cmd.Wait() // killed, as it should be
	}()
	again := c.open
	if c.fresh {
		again = map[string]bool{}
		for range c.open {
			again[c.press()] = true
		}
		c.open = again
	}
	for key := range again {
		fmt.Fprintln(in, key)
	}
	c.ask(in, total)
	lines := bufio.NewScanner(out)
	for left := 10 + rand.IntN(40); left > 0 && len(c.open) > 0 && lines.Scan(); left-- {
		key, ticket, _ := strings.Cut(lines.Text(), " ")
		if !c.open[key] {
			c.t.Fatalf("the hub said %q", lines.Text())
		}
		delete(c.open, key)
		c.told[key] = ticket
		c.ask(in, total)
	}
}

// ask keeps the window full until there have been enough.
func (c *crowd) ask(in io.Writer, total int) {
	for len(c.open) < window && len(c.open)+len(c.told) < total {
		key := c.press()
		c.open[key] = true
		fmt.Fprintln(in, key)
	}
}

// storm runs a crowd to its end and says what is wrong with the record.
func (c *crowd) storm(total int) (faults []string) {
	c.t.Helper()
	c.open, c.told = map[string]bool{}, map[string]string{}
	for lives := 0; len(c.told) < total; lives++ {
		if lives > 40*total {
			c.t.Fatal("no end of it")
		}
		c.life(total)
	}
	s, err := store.Open(c.dir, store.Options{Wait: 5 * time.Second})
	if err != nil {
		c.t.Fatal(err)
	}
	issued := map[string]int{}
	for _, commit := range commits(c.t, s.Journal()) {
		for _, a := range commit.Acts {
			for _, e := range a.Events {
				if i, ok := e.(queue.Issued); ok {
					issued[i.Ticket]++
				}
			}
		}
	}
	if err := s.Close(); err != nil {
		c.t.Fatal(err)
	}
	owner := map[string]string{}
	for key, ticket := range c.told {
		if issued[ticket] != 1 {
			faults = append(faults, fmt.Sprintf("%s was told %s, which stands %d times in the record", key, ticket, issued[ticket]))
		}
		if other, twice := owner[ticket]; twice {
			faults = append(faults, fmt.Sprintf("%s was given to %s and %s", ticket, key, other))
		}
		owner[ticket] = key
	}
	if len(issued) != total {
		faults = append(faults, fmt.Sprintf("%d numbers for %d people", len(issued), total))
	}
	for n := 1; n <= total; n++ {
		if id := fmt.Sprintf("20261123-A%03d", n); issued[id] == 0 {
			faults = append(faults, id+" is missing")
		}
	}
	return faults
}

// A number that was told is never lost and never given twice, and no press acts
// twice, however often the hub is killed.
func TestKill_EveryPressGetsOneNumber(t *testing.T) {
	c := crowd{t: t, dir: t.TempDir()}
	for _, fault := range c.storm(300) {
		t.Error(fault)
	}
	if _, err := store.Verify(c.dir, store.Options{}); err != nil {
		t.Error(err)
	}
}

// The same test must see the faults that would break the promise.
func TestKill_SeesPlantedFaults(t *testing.T) {
	for name, c := range map[string]crowd{
		"answered before stored": {env: []string{childLies + "=1"}},
		"a new key for each try": {fresh: true},
	} {
		t.Run(name, func(t *testing.T) {
			for range 10 {
				c.t, c.dir = t, t.TempDir()
				if faults := c.storm(150); len(faults) > 0 {
					return
				}
			}
			t.Error("the fault was never seen")
		})
	}
}
