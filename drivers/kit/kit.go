// Package kit opens devices: from a URI to a working device, twin or real. It
// is a switch over the schemes that are known, and the only room of drivers
// that sees all the others.
//
// It must not know what the devices are for.
package kit

import (
	"context"
	"fmt"

	"motcua/drivers"
	"motcua/drivers/barcode"
	"motcua/drivers/escpos"
	"motcua/drivers/printer"
	"motcua/drivers/sim"
	"motcua/drivers/wire"
)

// Open opens the device a URI names. A device that is not there is no error:
// its Health says so and it is used as soon as it comes. An error means that
// the URI is wrong or names something that cannot work here. A serial line is a
// printer unless its URI says kind=scanner.
func Open(ctx context.Context, uri string) (drivers.Device, error) {
	u, err := drivers.ParseURI(uri)
	if err != nil {
		return nil, err
	}
	if isScanner(u) {
		return openScanner(ctx, u)
	}
	if u.Scheme == "sim" && u.Host == "buttons" {
		return sim.OpenButtons(u)
	}
	return openPrinter(ctx, u)
}

// OpenPrinter opens the printer a URI names; a scanner is refused.
func OpenPrinter(ctx context.Context, uri string) (drivers.Printer, error) {
	u, err := drivers.ParseURI(uri)
	if err != nil {
		return nil, err
	}
	if isScanner(u) || u.Scheme == "sim" && u.Host == "buttons" {
		return nil, refuse(u, "a printer")
	}
	return openPrinter(ctx, u)
}

// OpenScanner opens the scanner a URI names; a printer is refused. A serial
// line is a scanner here unless its URI says otherwise.
func OpenScanner(ctx context.Context, uri string) (drivers.Scanner, error) {
	u, err := drivers.ParseURI(uri)
	if err != nil {
		return nil, err
	}
	plain := u.Scheme == "serial" && u.Option("kind", "scanner") == "scanner" && u.Option("profile", "") == ""
	if !plain && !isScanner(u) {
		return nil, refuse(u, "a scanner")
	}
	return openScanner(ctx, u)
}

// OpenButton opens the keys a URI names.
func OpenButton(_ context.Context, uri string) (drivers.Button, error) {
	u, err := drivers.ParseURI(uri)
	if err != nil {
		return nil, err
	}
	if u.Scheme == "sim" && u.Host == "buttons" {
		return sim.OpenButtons(u)
	}
	return nil, refuse(u, "a button")
}

func isScanner(u drivers.URI) bool {
	switch u.Scheme {
	case "evdev", "hidraw":
		return true
	case "serial":
		return u.Option("kind", "") == "scanner"
	case "sim":
		return u.Host == "scanner"
	}
	return false
}

func openScanner(ctx context.Context, u drivers.URI) (drivers.Scanner, error) {
	switch u.Scheme {
	case "evdev":
		return barcode.OpenKeyboard(ctx, u), nil
	case "sim":
		return sim.OpenScanner(ctx, u)
	case "serial":
		d, err := wire.New(u)
		if err != nil {
			return nil, err
		}
		return barcode.OpenSerial(ctx, u, d), nil
	}
	return nil, refuse(u, "a scanner")
}

func openPrinter(ctx context.Context, u drivers.URI) (drivers.Printer, error) {
	switch u.Scheme {
	case "sim":
		return sim.OpenPrinter(ctx, u, printer.Options{})
	case "usb", "tcp", "serial", "file":
	default:
		return nil, refuse(u, "a printer")
	}
	var o printer.Options
	if name := u.Option("profile", ""); name != "" {
		p, err := escpos.Find(name)
		if err != nil {
			return nil, &drivers.OpError{Op: "open", Device: u.String(), Err: err}
		}
		o.Profile = p
	}
	d, err := wire.New(u)
	if err != nil {
		return nil, err
	}
	return printer.Open(ctx, d, o), nil
}

func refuse(u drivers.URI, what string) error {
	return &drivers.OpError{Op: "open", Device: u.String(), Err: fmt.Errorf("%w: this is not %s", drivers.ErrUnsupported, what)}
}
