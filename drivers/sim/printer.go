package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/printer"
	"motcua/drivers/wire"
)

// scenes are the troubles a twin printer can begin with, by its name in the URI.
var scenes = map[string]func(k *Knobs){
	"printer":   func(*Knobs) {},
	"paper-low": func(k *Knobs) { k.Paper = 3000 },
	"paper-out": func(k *Knobs) { k.Paper = 0 },
	"cover":     func(k *Knobs) { k.Cover = true },
	"jam":       func(k *Knobs) { k.Jam = true },
	"hot":       func(k *Knobs) { k.Hot = true },
	"mute":      func(k *Knobs) { k.Mute = true },
	"garbage":   func(k *Knobs) { k.Garbage = true },
	"slow":      func(k *Knobs) { k.Slow = 960 },
	"cut":       func(k *Knobs) { k.CutAt = 4000 },
}

// Printers lists the names of twin printers.
func Printers() []string {
	var out []string
	for name := range scenes {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Printer is the real printer driver with a machine at the other end of its
// wire. The machine's knobs are turned with Machine().Turn.
type Printer struct {
	*printer.Printer

	machine *Machine
	plug    *wire.Mem
	stop    context.CancelFunc
	group   sync.WaitGroup
}

// OpenPrinter starts a twin: sim://printer, or the name of a trouble such as
// sim://paper-low. Options: profile, dir (where pictures of the tickets go),
// paper (millimetres left), speed (millimetres a second), slow (bytes a
// second), cut (break after so many bytes).
func OpenPrinter(ctx context.Context, u drivers.URI, o printer.Options) (*Printer, error) {
	scene, known := scenes[u.Host]
	if !known {
		return nil, &drivers.URIError{URI: u.String(), Part: "host", Got: u.Host, Want: "use one of " + strings.Join(Printers(), ", ")}
	}
	profile, err := escpos.Find(u.Option("profile", "epson-t20iii"))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", u, err)
	}
	m := NewMachine(profile, u.Option("dir", ""))
	m.Turn(func(k *Knobs) {
		scene(k)
		k.Paper = u.Int("paper", k.Paper)
		k.Speed = u.Int("speed", k.Speed)
		k.Slow = u.Int("slow", k.Slow)
		k.CutAt = int64(u.Int("cut", int(k.CutAt)))
	})
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	p := &Printer{machine: m, plug: wire.NewMem(u.String(), wire.Traits{Twin: true}), stop: stop}
	p.group.Go(func() { m.Run(life) })
	p.group.Go(func() { m.ServeAll(life, p.plug.Accept) })
	if o.Profile.Name == "" {
		o.Profile = profile
	}
	p.Printer = printer.Open(ctx, p.plug, o)
	return p, nil
}

// Machine is the machine at the other end.
func (p *Printer) Machine() *Machine { return p.machine }

// Pull pulls the cable out.
func (p *Printer) Pull() { p.plug.Pull() }

// Plug puts the cable back.
func (p *Printer) Plug() { p.plug.Plug() }

// Close ends the driver and the machine.
func (p *Printer) Close() error {
	err := p.Printer.Close()
	p.stop()
	p.group.Wait()
	return err
}
