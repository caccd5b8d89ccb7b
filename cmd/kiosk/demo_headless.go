//go:build headless

package main

import (
	"context"

	"motcua/internal/rehearsal"
)

// windows are not in this build.
func (c *demoCmd) windows(context.Context, *office, *attendant, *stageClock, <-chan rehearsal.Moment) error {
	return notPossible("this build has no windows; give --headless")
}
