//go:build headless

package main

// runCmd needs a window, and this build has none.
type runCmd struct{ dataFlag }

// Run says where a window is to be had.
func (c *runCmd) Run() error {
	return notPossible("this is the hub without a window; use kiosk serve, or the full build of kiosk")
}
