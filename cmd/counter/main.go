// Command counter is the officer's window: it calls, serves and sends on.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"

	_ "motcua/ui/locale" // first: it speaks to the window library before that wakes
	"motcua/ui/window"
)

// cli is every word of the program (DESIGN 7).
type cli struct {
	Run runCmd `cmd:"" help:"The window of one counter."`
}

// runCmd is the window of a counter against a hub.
type runCmd struct {
	Hub     string           `placeholder:"URL" help:"Address of the hub; by default one on this network or this machine."`
	Counter string           `required:"" help:"The counter, by its id in the site document."`
	Lang    string           `enum:"vi,en" default:"vi" help:"Language of the window."`
	Above   bool             `help:"Stay above other windows."`
	Data    string           `placeholder:"DIR" help:"Data directory of this counter; what could not be sent yet is kept there."`
	Window  window.Placement `placeholder:"WxH+X+Y" help:"Place and size of the window."`
}

const (
	exitWrong  = 1
	exitNotNow = 2
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	parser, err := kong.New(&c, kong.Name("counter"), kong.UsageOnError(),
		kong.Description("Một Cửa: the officer's window."),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		panic(err) // the words above do not fit together
	}
	given, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "counter: %v\ncounter run --help lists the options.\n", err)
		return exitNotNow
	}
	switch err := given.Run(); {
	case err == nil, errors.Is(err, context.Canceled):
		return 0
	case errors.Is(err, errNotNow):
		fmt.Fprintf(os.Stderr, "counter: %v\n", err)
		return exitNotNow
	default:
		fmt.Fprintf(os.Stderr, "counter: %v\n", err)
		return exitWrong
	}
}

// errNotNow marks what is nobody's fault; the sentence says the way out.
var errNotNow = errors.New("not possible now")

// dir is where this counter keeps what could not be sent yet, made if it is missing.
func (c *runCmd) dir() (string, error) {
	dir := c.Data
	if dir == "" {
		dir = filepath.Join(shareDir(), "counter-"+c.Counter)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("%w: the folder %s cannot be made (%v); name another with --data", errNotNow, dir, err)
	}
	return dir, nil
}

// shareDir is the folder of all programs of the house in the user's data folder.
func shareDir() string {
	home := os.Getenv("XDG_DATA_HOME")
	if home == "" {
		user, err := os.UserHomeDir()
		if err != nil {
			user = os.TempDir()
		}
		home = filepath.Join(user, ".local", "share")
	}
	return filepath.Join(home, "motcua")
}
