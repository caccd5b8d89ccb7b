package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary the program, too: scripts and tests that need
// a process of their own run `kiosk`, and get this very code.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kiosk": main})
}

// program is a kiosk for tests that start it themselves; TestMain put it on the path.
const program = "kiosk"

// quiet is the environment of such a program: no screen, no home.
func quiet(home string) []string {
	return append(os.Environ(), "DISPLAY=", "WAYLAND_DISPLAY=", "HOME="+home, "XDG_DATA_HOME=")
}
