package drivertest

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"motcua/drivers"
	"motcua/drivers/printer"
	"motcua/drivers/sim"
	"motcua/drivers/wire"
)

func noPaper(t *testing.T, r rig) {
	t.Helper()
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper = 0 })
	p := r.open(t)
	until(t, p, "no paper", because(drivers.PaperOut))
	got, err := p.Print(within(t, 20*time.Second), job("A001"))
	if !errors.Is(err, drivers.ErrOffline) || got.Outcome != drivers.NotStarted || got.Sent != 0 {
		t.Errorf("got %+v, %v; want it refused before the first byte", got, err)
	}
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper = sim.Endless })
	until(t, p, "new roll", online)
	good(t, p, job("A001"))
	r.onPaper(t, 1, slip("A001"))
}

func reload(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper, k.NearEnd = 25, 1 })
	done := background(within(t, 60*time.Second), p, job("A001"))
	until(t, p, "paper ends", because(drivers.PaperOut))
	if r.Machine.Count() != 0 {
		t.Error("the slip is finished without paper")
	}
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper = sim.Endless })
	if got := <-done; got.err != nil || got.Outcome != drivers.Printed {
		t.Errorf("got %+v; want the printer to finish the slip itself", got)
	}
	until(t, p, "new roll", online)
	r.onPaper(t, 1, slip("A001"))
}

func outForGood(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper, k.NearEnd = 25, 1 })
	start := time.Now()
	const patience = 1500 * time.Millisecond
	got, err := p.Print(within(t, patience), job("A001"))
	if took := time.Since(start); took > patience+time.Second {
		t.Errorf("Print returned after %v, its context ended after %v", took, patience)
	}
	if err == nil || got.Outcome != drivers.Partial {
		t.Errorf("got %+v, %v; want a void slip", got, err)
	}
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper = sim.Endless })
	until(t, p, "new roll", online)
	good(t, p, job("A002"))
	if got := r.Machine.Count(); got > 2 {
		t.Errorf("got %d tickets: something was sent twice", got)
	}
	list := r.Machine.Tickets()
	lastRows(t, r, list[len(list)-1], "A002")
}

// lastRows checks that a ticket ends with the whole slip: the rest of a void
// one may hang above it.
func lastRows(t *testing.T, r rig, ticket sim.Ticket, text string) {
	t.Helper()
	want := paper(r, text)
	skip := ticket.Bitmap.H - want.H - r.profile.DotsIn(15)
	if skip < 0 {
		t.Fatalf("the ticket has %d rows, the slip alone %d", ticket.Bitmap.H, want.H)
	}
	if !bytes.Equal(ticket.Bitmap.Rows(skip, skip+want.H).Bits, want.Bits) {
		t.Fatal("the slip after the void one is spoilt")
	}
}

func paperLow(t *testing.T, r rig) {
	t.Helper()
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper = 3000 })
	p := r.open(t)
	until(t, p, "near end", because(drivers.PaperLow))
	if got := p.Health().State; got != drivers.Degraded {
		t.Errorf("got %v, want degraded", got)
	}
	good(t, p, job("A001"))
}

func cover(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	r.Machine.Turn(func(k *sim.Knobs) { k.Cover = true })
	until(t, p, "open", because(drivers.CoverOpen))
	if got, err := p.Print(within(t, time.Second), job("A001")); got.Outcome != drivers.NotStarted || !errors.Is(err, drivers.ErrOffline) {
		t.Errorf("got %+v, %v", got, err)
	}
	r.Machine.Turn(func(k *sim.Knobs) { k.Cover = false })
	until(t, p, "closed", online)
	good(t, p, job("A001"))
}

func cutterJams(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	r.Machine.Turn(func(k *sim.Knobs) { k.Jam = true })
	got, err := p.Print(within(t, 1500*time.Millisecond), job("A001"))
	if err == nil || got.Outcome == drivers.Printed {
		t.Errorf("got %+v, %v; want no proof", got, err)
	}
	if h := p.Health(); !h.Causes.Has(drivers.CutterJam) || h.State != drivers.Offline {
		t.Errorf("got %v %v, want a jam told", h.State, h.Causes)
	}
	r.Machine.Turn(func(k *sim.Knobs) { k.Jam = false })
	until(t, p, "mended", online)
	good(t, p, job("A002"))
	if r.Machine.Count() != 2 {
		t.Errorf("got %d tickets, want the jammed one and the good one", r.Machine.Count())
	}
}

func hot(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	r.Machine.Turn(func(k *sim.Knobs) { k.Hot = true })
	until(t, p, "hot", because(drivers.HeadHot))
	r.Machine.Turn(func(k *sim.Knobs) { k.Hot = false })
	until(t, p, "cool", online)
	good(t, p, job("A001"))
}

func mute(t *testing.T, r rig) {
	t.Helper()
	r.Machine.Turn(func(k *sim.Knobs) { k.Mute = true })
	p := r.open(t)
	until(t, p, "mute", because(drivers.NoReply))
	got, err := p.Print(within(t, 30*time.Second), job("A001"))
	if got.Outcome != drivers.Unknown || !errors.Is(err, drivers.ErrTimeout) || got.Sent != got.Total {
		t.Errorf("got %+v, %v; want everything sent and nothing proven", got, err)
	}
	if p.Health().Causes.Has(drivers.PaperOut) {
		t.Error("a printer that says nothing was said to have no paper")
	}
	r.onPaper(t, 1, slip("A001"))
}

func garbage(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	r.Machine.Turn(func(k *sim.Knobs) { k.Garbage = true })
	for _, id := range []string{"A001", "A002", "A003", "A004", "A005", "A006"} {
		good(t, p, job(id))
	}
	until(t, p, "garbage", because(drivers.Garbage))
	r.onPaper(t, 6, slip("A006"))
}

func slow(t *testing.T, r rig) {
	t.Helper()
	r.Machine.Turn(func(k *sim.Knobs) { k.Slow = 60000 })
	p := r.open(t)
	good(t, p, job("A001"))
	r.onPaper(t, 1, slip("A001"))
}

func byteByByte(t *testing.T, r rig) {
	t.Helper()
	p := r.openOn(t, wire.NewFaulty(r.Dialer, wire.Plan{ReadPiece: 1, WritePiece: 7}))
	until(t, p, "start", online)
	good(t, p, job("A001"))
	r.onPaper(t, 1, slip("A001"))
}

func stuckWire(t *testing.T, r rig) {
	t.Helper()
	p := r.openOn(t, wire.NewFaulty(r.Dialer, wire.Plan{StallAfter: 3000}))
	got, err := p.Print(within(t, time.Second), job("A001"))
	if !errors.Is(err, drivers.ErrTimeout) || got.Outcome != drivers.Partial || got.Sent == 0 || got.Sent > 3000 {
		t.Errorf("got %+v, %v; want a broken job and how far it came", got, err)
	}
	start := time.Now()
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 100*time.Millisecond {
		t.Errorf("Close took %v", took)
	}
}

func unplugged(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	r.Pull()
	until(t, p, "unplugged", gone)
	got, err := p.Print(within(t, time.Second), job("A001"))
	if got.Outcome != drivers.NotStarted || !errors.Is(err, drivers.ErrGone) {
		t.Errorf("got %+v, %v; want it gone and nothing sent", got, err)
	}
	r.Plug()
	until(t, p, "back", online)
	good(t, p, job("A001"))
	r.onPaper(t, 1, slip("A001"))
}

func lostInTheMiddle(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	r.Machine.Turn(func(k *sim.Knobs) { k.CutAt = 5000 })
	got, err := p.Print(within(t, 20*time.Second), job("A001"))
	if err == nil || got.Outcome == drivers.Printed || got.Outcome == drivers.NotStarted {
		t.Errorf("got %+v, %v; want a job that broke off", got, err)
	}
	until(t, p, "back", online)
	good(t, p, job("A002"))
	list := r.Machine.Tickets()
	lastRows(t, r, list[len(list)-1], "A002")
}

func closeInTheMiddle(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	r.Machine.Turn(func(k *sim.Knobs) { k.Paper = 20 })
	done := background(within(t, 60*time.Second), p, job("A001"))
	until(t, p, "paper ends", because(drivers.PaperOut))
	watch := p.Watch(t.Context())
	start := time.Now()
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 200*time.Millisecond {
		t.Errorf("Close took %v", took)
	}
	if got := <-done; got.err == nil || got.Outcome == drivers.Printed {
		t.Errorf("got %+v, want a job that broke off", got)
	}
	for h := range watch {
		if h.State != drivers.Gone && !h.Causes.Has(drivers.PaperOut) {
			t.Errorf("got %v after the end", h)
		}
	}
	if got, err := p.Print(t.Context(), job("A002")); !errors.Is(err, drivers.ErrClosed) || got.Outcome != drivers.NotStarted {
		t.Errorf("after Close: got %+v, %v", got, err)
	}
}

func twoPrograms(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	other := printer.Open(t.Context(), r.Dialer, printer.Options{Profile: r.profile})
	defer other.Close()
	if h := other.Health(); !errors.Is(h.Err, drivers.ErrBusy) || h.State != drivers.Offline {
		t.Errorf("got %v, want to be told that the printer is in use", h)
	}
	good(t, p, job("A001"))
}

func tellsNothing(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	got, err := p.Print(within(t, 20*time.Second), job("A001"))
	if err != nil || got.Outcome != drivers.Unknown || got.Sent != got.Total {
		t.Errorf("got %+v, %v; want it sent and no more claimed", got, err)
	}
	if h := p.Health(); h.State != drivers.Online || p.Caps().Status {
		t.Errorf("got %v %v, want no trouble invented", h.State, h.Causes)
	}
}

func onlyFences(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	got, err := p.Print(within(t, 20*time.Second), job("A001"))
	if err != nil || got.Outcome != drivers.Printed || got.Proof != drivers.Processed {
		t.Errorf("got %+v, %v; want the fence as proof", got, err)
	}
	r.onPaper(t, 1, slip("A001"))
}

func exactCount(t *testing.T, r rig) {
	t.Helper()
	p := r.open(t)
	until(t, p, "start", online)
	const at = 5000
	r.Machine.Turn(func(k *sim.Knobs) { k.CutAt = at })
	got, err := p.Print(within(t, 20*time.Second), job("A001"))
	// The last bytes were taken from the wire in the moment it was cut, so they
	// count: at most one read of the machine.
	if !errors.Is(err, drivers.ErrGone) || got.Outcome != drivers.Partial || got.Sent < at || got.Sent > at+512 {
		t.Errorf("got %+v, %v; want about %d bytes of a partial job", got, err, at)
	}
}
