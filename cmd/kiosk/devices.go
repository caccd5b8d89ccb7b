package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"motcua/drivers"
	"motcua/drivers/kit"
	"motcua/drivers/sim"
	"motcua/internal/centre"
)

// devices are the printer and the scanner of one ticket machine.
type devices struct {
	printer drivers.Printer
	scanner drivers.Scanner
	trial   bool // one of them is simulated
}

// openDevices opens what the site document names for this machine. Slips of a
// simulated printer become pictures in the given folder.
func openDevices(ctx context.Context, k centre.Kiosk, slips string) (devices, error) {
	var d devices
	if k.Printer != "" {
		uri, simulated, err := withFolder(k.Printer, slips)
		if err != nil {
			return d, err
		}
		if d.printer, err = kit.OpenPrinter(ctx, uri); err != nil {
			return d, notPossible("the printer of the site document: %v", err)
		}
		d.trial = d.trial || simulated
	}
	if k.Scanner != "" {
		var err error
		if d.scanner, err = kit.OpenScanner(ctx, k.Scanner); err != nil {
			return d, errors.Join(notPossible("the scanner of the site document: %v", err), d.Close())
		}
		d.trial = d.trial || strings.HasPrefix(k.Scanner, "sim:")
	}
	return d, nil
}

// withFolder gives a simulated printer the folder its slips go into.
func withFolder(uri, slips string) (string, bool, error) {
	if !strings.HasPrefix(uri, "sim:") {
		return uri, false, nil
	}
	if err := os.MkdirAll(slips, 0o700); err != nil {
		return "", true, notPossible("the folder for slips cannot be made: %v", err)
	}
	sign := "?"
	if strings.Contains(uri, "?") {
		sign = "&"
	}
	return uri + sign + "dir=" + url.QueryEscape(slips), true, nil
}

// Close lets the devices go.
func (d devices) Close() error {
	var errs []error
	if d.printer != nil {
		errs = append(errs, d.printer.Close())
	}
	if d.scanner != nil {
		errs = append(errs, d.scanner.Close())
	}
	return errors.Join(errs...)
}

// tellDevices says at the terminal what is simulated and how to use it.
func (d devices) tell(slips string) {
	if !d.trial {
		return
	}
	say("printer and scanner are simulated: slips land as pictures in %s", slips)
	if _, ok := d.scanner.(*sim.Scanner); ok {
		say("to scan a code, type it here and press Enter")
	}
}

// scanTyped makes the lines typed at the terminal scans of a simulated scanner.
func (d devices) scanTyped(ctx context.Context) {
	twin, ok := d.scanner.(*sim.Scanner)
	if !ok {
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if text := strings.TrimSpace(lines.Text()); text != "" {
			if err := twin.Scan(ctx, text); err != nil && ctx.Err() == nil {
				fmt.Fprintln(os.Stderr, "kiosk: the simulated scanner:", err)
			}
		}
	}
}

// slipFolder is where the slips of a simulated printer land.
func slipFolder(data string) string { return filepath.Join(data, "slips") }
