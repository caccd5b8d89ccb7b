// Command display is what the public watches: the wall of a waiting room, or
// the sign over one counter.
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
	Run runCmd `cmd:"" help:"Show the wall of a waiting room, or the sign of one counter."`
}

// runCmd is a wall or a sign against a hub.
type runCmd struct {
	Hub     string           `placeholder:"URL" help:"Address of the hub; by default one on this network or this machine."`
	Zone    string           `help:"The waiting room."`
	Counter string           `help:"Show the sign of this counter instead of a wall."`
	ID      string           `placeholder:"NAME" help:"Name of this screen; a wall of the site document by that name decides its layout."`
	Layout  string           `enum:",hall,rooms,portrait,sign" default:"" help:"Layout, where the site document names none."`
	Lang    string           `enum:"vi,en" default:"vi" help:"First language."`
	Data    string           `placeholder:"DIR" help:"Data directory of this screen."`
	Window  window.Placement `placeholder:"WxH+X+Y" help:"A window at this place instead of the whole screen."`
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
	parser, err := kong.New(&c, kong.Name("display"), kong.UsageOnError(),
		kong.Description("Một Cửa: the wall of a waiting room."),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		panic(err) // the words above do not fit together
	}
	given, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "display: %v\ndisplay run --help lists the options.\n", err)
		return exitNotNow
	}
	switch err := given.Run(); {
	case err == nil, errors.Is(err, context.Canceled):
		return 0
	case errors.Is(err, errNotNow):
		fmt.Fprintf(os.Stderr, "display: %v\n", err)
		return exitNotNow
	default:
		fmt.Fprintf(os.Stderr, "display: %v\n", err)
		return exitWrong
	}
}

// errNotNow marks what is nobody's fault; the sentence says the way out.
var errNotNow = errors.New("not possible now")

// name is what this screen calls itself towards the hub.
func (c *runCmd) name() string {
	if c.ID != "" {
		return c.ID
	}
	host, err := os.Hostname()
	if err != nil {
		host = "wall"
	}
	if c.Counter != "" {
		return host + "-sign-" + c.Counter
	}
	return host + "-" + c.Zone
}

// addressFile is where a hub of this machine writes its address.
func addressFile() string {
	home := os.Getenv("XDG_DATA_HOME")
	if home == "" {
		user, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		home = filepath.Join(user, ".local", "share")
	}
	return filepath.Join(home, "motcua", "address")
}
