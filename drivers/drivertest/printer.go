package drivertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/printer"
	"motcua/drivers/wire"
)

// Printer checks the contract of a printer on one kind of bench: the rows of
// the fault table, each from a healthy start.
func Printer(t *testing.T, kind Kind) {
	t.Helper()
	run := func(profile string, rows map[string]func(t *testing.T, r rig)) {
		for name, row := range rows {
			t.Run(name, func(t *testing.T) {
				if kind.Real {
					t.Parallel()
				}
				kind.Run(t, func(t *testing.T) {
					t.Helper()
					row(t, stand(t, kind, profile))
				})
			})
		}
	}
	run("epson-t20iii", rows)
	if kind.Plug {
		run("epson-t20iii", plugRows)
	}
	if kind.Exact {
		run("epson-t20iii", exactRows)
	}
	run("unknown-80", map[string]func(t *testing.T, r rig){"printer that tells nothing": tellsNothing})
	run("epson-t88iii", map[string]func(t *testing.T, r rig){"printer that only fences": onlyFences})
}

// rig is a bench with the driver on it.
type rig struct {
	Bench
	profile escpos.Profile
}

func stand(t *testing.T, kind Kind, profile string) rig {
	t.Helper()
	p, err := escpos.Find(profile)
	if err != nil {
		t.Fatal(err)
	}
	return rig{Bench: kind.Make(t, p), profile: p}
}

func (r rig) open(t *testing.T) *printer.Printer {
	t.Helper()
	return r.openOn(t, r.Dialer)
}

func (r rig) openOn(t *testing.T, d wire.Dialer) *printer.Printer {
	t.Helper()
	p := printer.Open(t.Context(), d, printer.Options{Profile: r.profile, Answer: 300 * time.Millisecond})
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return p
}

var rows = map[string]func(t *testing.T, r rig){
	"slip is printed once and proven":              printsOnce,
	"copies are cut apart":                         copies,
	"many jobs at once come out one by one":        manyJobs,
	"same number twice is proven twice":            sameNumber,
	"no paper at the start is told at once":        noPaper,
	"paper ends in the middle and is filled again": reload,
	"paper ends in the middle for good":            outForGood,
	"paper runs low":                               paperLow,
	"cover is opened":                              cover,
	"cutter jams":                                  cutterJams,
	"head is hot while it prints":                  hot,
	"printer that went mute still prints":          mute,
	"noise between the answers":                    garbage,
	"slow printer":                                 slow,
	"answers come byte by byte":                    byteByByte,
	"wire that takes nothing":                      stuckWire,
	"close in the middle of a job":                 closeInTheMiddle,
	"a job that cannot be drawn is refused":        impossible,
}

// plugRows are for wires whose cable can be pulled.
var plugRows = map[string]func(t *testing.T, r rig){
	"unplugged before the first byte": unplugged,
	"connection lost in the middle":   lostInTheMiddle,
}

// exactRows are for wires that accept nothing the printer does not take.
var exactRows = map[string]func(t *testing.T, r rig){
	"bytes are counted exactly":   exactCount,
	"two programs on one printer": twoPrograms,
}

// slip is a document with everything a ticket has.
func slip(text string) escpos.Doc {
	b := escpos.NewBitmap(400, 300)
	for y := range b.H {
		for x := y % 7; x < b.W; x += 5 {
			b.Set(x, y)
		}
	}
	return escpos.Doc{
		escpos.Image{Bitmap: b, Align: escpos.Centre},
		escpos.Text{S: text, W: 4, H: 4, Bold: true, Align: escpos.Centre},
		escpos.Feed{Dots: 30},
		escpos.QR{Data: "https://example.vn/t/" + text, Module: 6, EC: escpos.M, Align: escpos.Centre},
		escpos.Feed{Dots: 24},
		escpos.Cut{},
	}
}

func job(id string) drivers.Job { return drivers.Job{ID: id, Doc: slip(id)} }

// within is a context that ends after d.
func within(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// good prints a job that must be proven.
func good(t *testing.T, p drivers.Printer, j drivers.Job) {
	t.Helper()
	got, err := p.Print(within(t, 30*time.Second), j)
	if err != nil || got.Outcome != drivers.Printed || got.Proof < drivers.Processed || got.Sent != got.Total {
		t.Fatalf("%s: got %+v, %v; want it printed and proven", j.ID, got, err)
	}
}

// onPaper checks the last ticket that was cut off, dot for dot.
func (r rig) onPaper(t *testing.T, count int, doc escpos.Doc) {
	t.Helper()
	if got := r.Machine.Count(); got != count {
		t.Fatalf("got %d tickets, want %d", got, count)
	}
	list := r.Machine.Tickets()
	got, want := list[len(list)-1].Bitmap, escpos.Paper(doc, r.profile.Dots)
	if got.Rows(0, min(want.H, got.H)).Ink() != want.Ink() {
		t.Fatalf("ink in %v of %d rows, want %v of %d", got.Ink(), got.H, want.Ink(), want.H)
	}
	for y := range want.H {
		if !bytes.Equal(got.Row(y), want.Row(y)) {
			t.Fatalf("the paper differs from the document in row %d", y)
		}
	}
}

// until waits for a health; the states between do not matter.
func until(t *testing.T, d drivers.Device, what string, ok func(h drivers.Health) bool) {
	t.Helper()
	ctx := within(t, 20*time.Second)
	last := drivers.Health{}
	for h := range d.Watch(ctx) {
		if last = h; ok(h) {
			return
		}
	}
	t.Fatalf("%s: the last health was %v %v (%v)", what, last.State, last.Causes, last.Err)
}

func online(h drivers.Health) bool { return h.State == drivers.Online }

func because(c drivers.Cause) func(h drivers.Health) bool {
	return func(h drivers.Health) bool { return h.Causes.Has(c) }
}

func gone(h drivers.Health) bool { return h.State == drivers.Gone }

// turned prints in the background and tells the receipt when it is there.
type receipt struct {
	drivers.Receipt
	err error
}

func background(ctx context.Context, p drivers.Printer, j drivers.Job) <-chan receipt {
	out := make(chan receipt, 1) // one: a job has one receipt
	go func() {
		r, err := p.Print(ctx, j)
		out <- receipt{r, err}
	}()
	return out
}

func printsOnce(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	good(t, p, job("A024"))
	r.onPaper(t, 1, slip("A024"))
	if p.Info().Model == "" || !p.Caps().Completion {
		t.Errorf("got %+v %+v, want to know the model and what it can", p.Info(), p.Caps())
	}
	got, err := p.Print(within(t, 30*time.Second), job("A025"))
	if err != nil || got.Proof != drivers.Completed {
		t.Errorf("got %v, %v; want the printer's own word", got.Proof, err)
	}
}

func copies(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	j := job("A024")
	j.Copies = 3
	good(t, p, j)
	r.onPaper(t, 3, slip("A024"))
}

func manyJobs(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() { good(t, p, job(fmt.Sprintf("B%03d", i))) })
	}
	group.Wait()
	if got := r.Machine.Count(); got != 8 {
		t.Errorf("got %d tickets, want 8", got)
	}
	for _, ticket := range r.Machine.Tickets() {
		if want := escpos.Length(slip("B000"), r.profile.Dots) + r.profile.DotsIn(15); ticket.Bitmap.H != want {
			t.Errorf("ticket %d has %d rows, want %d", ticket.No, ticket.Bitmap.H, want)
		}
	}
}

func sameNumber(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	for i := range 3 {
		got, err := p.Print(within(t, 30*time.Second), job("A1000"[:4+i%2]))
		if err != nil || got.Proof != drivers.Completed {
			t.Fatalf("got %+v, %v", got, err)
		}
	}
	r.onPaper(t, 3, slip("A100"))
}

func impossible(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	huge := escpos.Doc{escpos.QR{Data: string(make([]byte, 4000))}}
	got, err := p.Print(within(t, 10*time.Second), drivers.Job{ID: "A001", Doc: huge})
	if !errors.Is(err, escpos.ErrTooBig) || got.Outcome != drivers.NotStarted {
		t.Errorf("got %+v, %v", got, err)
	}
	good(t, p, job("A002"))
}

func paper(r rig, text string) escpos.Bitmap { return escpos.Paper(slip(text), r.profile.Dots) }
