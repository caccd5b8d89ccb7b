package main

import (
	"errors"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/lan"
)

// TestMain makes the test binary the program, too.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"display": main})
}

// TestScripts plays the command line; $HUB is a hub with the small sample centre.
func TestScripts(t *testing.T) {
	document, _ := assets.Site("small")
	site, err := centre.Parse("small", document)
	if err != nil {
		t.Fatal(err)
	}
	h, err := hub.New(t.Context(), hub.Options{Journal: journal.NewMemory(), Site: site})
	if err != nil {
		t.Fatal(err)
	}
	wire := httptest.NewServer(lan.NewServer(h, lan.Options{Dev: true, Secret: []byte("s"), Now: time.Now}))
	t.Cleanup(func() {
		wire.Close()
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Deadline:            time.Now().Add(2 * time.Minute), // a program that hangs is ended, and its script fails
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "term": term},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HUB", wire.URL)
			e.Setenv("DISPLAY", "")
			e.Setenv("WAYLAND_DISPLAY", "")
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
	})
}

// exits CODE PROGRAM ARGS...: the program ends by itself, with this code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("it ended with %d, want %d", got, want)
	}
}

// term: asks every program in the background to end, as a supervisor does.
func term(ts *testscript.TestScript, _ bool, _ []string) {
	for _, c := range ts.BackgroundCmds() {
		ts.Check(c.Process.Signal(syscall.SIGTERM))
	}
}
