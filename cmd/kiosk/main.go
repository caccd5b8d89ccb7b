// Command kiosk is the touch screen of the hall and its hub: a visitor takes a
// number at it, and the record of the centre is kept by it. Its other words are
// the technician's tool box for that record.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	_ "motcua/ui/locale" // first: it speaks to the window library before that wakes
)

// cli is every word of the program (DESIGN 7).
type cli struct {
	Run      runCmd      `cmd:"" help:"Touch window and hub; with nothing else given the sample centre with a simulated printer and scanner."`
	Serve    serveCmd    `cmd:"" help:"Hub without a window."`
	Hall     hallCmd     `cmd:"" help:"The kiosk with its hub, one counter and the wall, each a program of its own; on a machine without a display on a virtual one."`
	Screens  screensCmd  `cmd:"" help:"Draw every screen in every state into picture files."`
	Demo     demoCmd     `cmd:"" help:"A whole centre alive: visitors arrive as on a real morning."`
	Day      dayCmd      `cmd:"" help:"The business day by hand."`
	Site     siteCmd     `cmd:"" help:"The site document."`
	Generate generateCmd `cmd:"" help:"A believable past that ends yesterday, into an empty data directory."`
	Verify   verifyCmd   `cmd:"" help:"Walk the record and name the first commit that is not as it was written."`
	Backup   backupCmd   `cmd:"" help:"A hot copy of the record."`
	Restore  restoreCmd  `cmd:"" help:"Put a copy back into an empty data directory."`
	Rebuild  rebuildCmd  `cmd:"" help:"Make everything derived anew from the record, or the record from its tape."`
	Replay   replayCmd   `cmd:"" help:"Tell a recorded day again, line by line."`
}

// Exit codes: fine, went wrong (or a check failed), wrong usage or not possible now.
const (
	exitWrong  = 1
	exitNotNow = 2
)

// notNowError is a refusal that is nobody's fault: the sentence says the way out.
type notNowError struct{ error }

// notPossible says why something cannot be done now, and what to do.
func notPossible(format string, a ...any) error { return notNowError{fmt.Errorf(format, a...)} }

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	parser, err := kong.New(&c,
		kong.Name("kiosk"),
		kong.Description("Một Cửa: the ticket machine of a one-stop centre, and its hub."),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		panic(err) // the words above do not fit together
	}
	given, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "kiosk: %v\nkiosk --help lists the words and their options.\n", err)
		return exitNotNow
	}
	switch err := given.Run(); {
	case err == nil || errors.Is(err, context.Canceled):
		return 0
	case errors.As(err, new(notNowError)):
		fmt.Fprintf(os.Stderr, "kiosk: %v\n", err)
		return exitNotNow
	default:
		fmt.Fprintf(os.Stderr, "kiosk: %v\n", err)
		return exitWrong
	}
}
