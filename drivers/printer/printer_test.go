package printer_test

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/printer"
	"motcua/drivers/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// puppet is a device that answers what the test says.
type puppet struct {
	plug *wire.Mem

	mu   sync.Mutex // guards everything below
	conn wire.Conn
	got  []byte
}

// puppets starts a device whose answer to each piece it reads is told by say.
func puppets(t *testing.T, say func(got []byte) []byte) *puppet {
	t.Helper()
	p := &puppet{plug: wire.NewMem("mem", wire.Traits{})}
	go func() {
		for {
			c, err := p.plug.Accept(t.Context())
			if err != nil {
				return
			}
			p.mu.Lock()
			p.conn = c
			p.mu.Unlock()
			buf := make([]byte, 512)
			for {
				n, err := c.Read(buf)
				if err != nil {
					break
				}
				p.mu.Lock()
				p.got = append(p.got, buf[:n]...)
				p.mu.Unlock()
				if a := say(buf[:n]); len(a) > 0 {
					_, _ = c.Write(a)
				}
			}
		}
	}()
	return p
}

func (p *puppet) say(b ...byte) {
	p.mu.Lock()
	c := p.conn
	p.mu.Unlock()
	_, _ = c.Write(b)
}

func (p *puppet) taken() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return bytes.Clone(p.got)
}

// well answers questions as a well printer does, and nothing else.
func well(got []byte) []byte {
	if n := len(got); n >= 3 && got[n-3] == 0x10 && got[n-2] == 0x04 {
		if got[n-1] == 1 {
			return []byte{0x16}
		}
		return []byte{0x12}
	}
	if bytes.HasSuffix(got, []byte{0x1D, 'I', 67}) {
		return []byte("_TM-T20III\x00")
	}
	return nil
}

func epson(t *testing.T) escpos.Profile {
	t.Helper()
	p, err := escpos.Find("epson-t20iii")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func open(t *testing.T, p *puppet) *printer.Printer {
	t.Helper()
	d := printer.Open(t.Context(), p.plug, printer.Options{Profile: epson(t), Answer: time.Second})
	t.Cleanup(func() { d.Close() })
	return d
}

var tall = escpos.Doc{escpos.Feed{Dots: 100_000}, escpos.Cut{}}

func bubble(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, test)
}

func TestPrinter_ScannerOnThePortIsNotPrintedOn(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		first := true
		p := puppets(t, func([]byte) []byte {
			if !first {
				return nil
			}
			first = false
			return []byte("\xC4\xAF\xE9\xD1\xF2\xE7\r")
		})
		d := open(t, p)
		if h := d.Health(); !errors.Is(h.Err, drivers.ErrProtocol) {
			t.Fatalf("got %+v, want another language", h)
		}
		got, err := d.Print(t.Context(), drivers.Job{ID: "A001", Doc: tall})
		if !errors.Is(err, drivers.ErrProtocol) || got.Outcome != drivers.NotStarted {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

func TestPrinter_XOFFPausesTheWriterAndXONResumes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		p := puppets(t, well)
		d := open(t, p)
		synctest.Wait()
		before := len(p.taken())
		p.say(0x13)
		synctest.Wait()
		done := make(chan error, 1) // one: the only job
		go func() {
			_, err := d.Print(t.Context(), drivers.Job{ID: "A001", Doc: escpos.Doc{escpos.Text{S: "x"}}})
			done <- err
		}()
		<-time.After(5 * time.Second)
		if n := len(p.taken()) - before; n != 0 {
			t.Errorf("%d bytes were sent while the printer asked to wait", n)
		}
		p.say(0x11)
		synctest.Wait()
		if !bytes.Contains(p.taken(), []byte("x\n")) {
			t.Error("the job does not go on after XON")
		}
		p.say([]byte("7\x22A001\x00")...)
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestPrinter_XOFFForEverIsATimeoutNotAHang(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		p := puppets(t, well)
		d := open(t, p)
		synctest.Wait()
		p.say(0x13)
		synctest.Wait()
		start := time.Now()
		got, err := d.Print(t.Context(), drivers.Job{ID: "A001", Doc: tall})
		if !errors.Is(err, drivers.ErrTimeout) || got.Outcome != drivers.NotStarted || time.Since(start) > 15*time.Second {
			t.Errorf("got %+v, %v after %v", got, err, time.Since(start))
		}
	})
}

func TestPrinter_AnotherJobsConfirmationProvesNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		p := puppets(t, func(got []byte) []byte {
			if bytes.Contains(got, []byte("\x1d(H")) {
				return []byte("7\x22A099\x00")
			}
			return well(got)
		})
		d := open(t, p)
		got, err := d.Print(t.Context(), drivers.Job{ID: "A001", Doc: escpos.Doc{escpos.Text{S: "x"}, escpos.Cut{}}})
		if got.Outcome != drivers.Unknown || got.Proof >= drivers.Processed || !errors.Is(err, drivers.ErrTimeout) {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

func TestPrinter_SilentAfterTheFenceIsProcessedOnly(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		p := puppets(t, func(got []byte) []byte {
			if bytes.Contains(got, []byte{0x1D, 'r', 1}) {
				return []byte{0x00}
			}
			return well(got)
		})
		d := open(t, p)
		got, err := d.Print(t.Context(), drivers.Job{ID: "A001", Doc: escpos.Doc{escpos.Text{S: "x"}, escpos.Cut{}}})
		if err != nil || got.Outcome != drivers.Printed || got.Proof != drivers.Processed {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

func TestPrinter_ThatFallsSilentIsGoneAfterThreeQuestions(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		var mu sync.Mutex
		silent := false
		p := puppets(t, func(got []byte) []byte {
			mu.Lock()
			defer mu.Unlock()
			if silent {
				return nil
			}
			return well(got)
		})
		d := open(t, p)
		if h := d.Health(); h.State != drivers.Online {
			t.Fatalf("got %+v", h)
		}
		mu.Lock()
		silent = true
		mu.Unlock()
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		start := time.Now()
		var states []drivers.State
		for h := range d.Watch(ctx) {
			states = append(states, h.State)
			if h.State == drivers.Gone {
				break
			}
		}
		if took := time.Since(start); took > 45*time.Second || len(states) < 3 || states[1] != drivers.Degraded {
			t.Errorf("got %v in %v, want degraded and then gone within 45 s", states, took)
		}
	})
}

func TestPrinter_StrayAnswersAreNotTakenForOthers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		p := puppets(t, well)
		d := open(t, p)
		synctest.Wait()
		// The answer to DLE EOT 4 "paper out" without a question: late, doubled
		// or noise. It must not be believed.
		for range 40 {
			p.say(0x72)
		}
		synctest.Wait()
		h := d.Health()
		if h.Causes.Has(drivers.PaperOut) || h.State == drivers.Offline {
			t.Errorf("got %v %v", h.State, h.Causes)
		}
		if !h.Causes.Has(drivers.Garbage) {
			t.Errorf("got %v, want the talk noticed", h.Causes)
		}
		// A quiet time heals.
		<-time.After(40 * time.Second)
		synctest.Wait()
		if h := d.Health(); h.State != drivers.Online {
			t.Errorf("got %v %v after a quiet time", h.State, h.Causes)
		}
	})
}

func TestPrinter_WaitsForItsTurnNoLongerThanItsContext(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Helper()
		p := puppets(t, well)
		d := open(t, p)
		first := make(chan error, 1) // one: the first job
		go func() {
			_, err := d.Print(t.Context(), drivers.Job{ID: "A001", Doc: tall})
			first <- err
		}()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		got, err := d.Print(ctx, drivers.Job{ID: "A002", Doc: tall})
		if !errors.Is(err, drivers.ErrBusy) || got.Outcome != drivers.NotStarted {
			t.Errorf("got %+v, %v", got, err)
		}
		if err := <-first; !errors.Is(err, drivers.ErrTimeout) {
			t.Errorf("the first job: got %v, want no proof in time", err)
		}
	})
}

func ExamplePrinter_Print() {
	ctx := context.Background()
	u, err := drivers.ParseURI("tcp://10.0.0.5:9100")
	if err != nil {
		return
	}
	d, err := wire.New(u)
	if err != nil {
		return
	}
	profile, err := escpos.Find("epson-t20iii")
	if err != nil {
		return
	}
	p := printer.Open(ctx, d, printer.Options{Profile: profile})
	defer p.Close()

	receipt, err := p.Print(ctx, drivers.Job{ID: "A024", Doc: escpos.Doc{
		escpos.Text{S: "A024", W: 6, H: 6, Bold: true, Align: escpos.Centre},
		escpos.QR{Data: "https://example.vn/t/k7Qm2xv9", EC: escpos.M, Align: escpos.Centre},
		escpos.Cut{},
	}})
	switch receipt.Outcome {
	case drivers.NotStarted: // it may be sent again
	case drivers.Printed: // receipt.Proof says how surely
	case drivers.Partial: // the slip is void; a person may ask for a copy
	case drivers.Unknown: // everything was sent and nothing is known
	}
	_ = err // what to tell the technician
}
