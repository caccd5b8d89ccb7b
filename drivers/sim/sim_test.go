package sim_test

import (
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/printer"
	"motcua/drivers/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Each twin is what its interface says.
var (
	_ drivers.Printer = (*sim.Printer)(nil)
	_ drivers.Scanner = (*sim.Scanner)(nil)
	_ drivers.Button  = (*sim.Buttons)(nil)
)

func twin(t *testing.T, uri string) *sim.Printer {
	t.Helper()
	u, err := drivers.ParseURI(uri)
	if err != nil {
		t.Fatal(err)
	}
	p, err := sim.OpenPrinter(t.Context(), u, printer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func ticket(mm int) escpos.Doc {
	return escpos.Doc{escpos.Text{S: "A024", W: 8, H: 8}, escpos.Feed{Dots: mm * 8}, escpos.Cut{}}
}

func TestPrinter_PicturesGoOnFromTheLastNumber(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		p := twin(t, "sim://printer?dir="+dir)
		if _, err := p.Print(t.Context(), drivers.Job{ID: "A024", Doc: ticket(10)}); err != nil {
			t.Fatal(err)
		}
		if err := p.Machine().Err(); err != nil {
			t.Error(err)
		}
		p.Close()
	}
	files, err := filepath.Glob(filepath.Join(dir, "ticket-000[12].png"))
	if err != nil || len(files) != 2 {
		t.Errorf("got %v, %v; want no picture overwritten", files, err)
	}
}

func TestPrinter_PaperTakesItsTimeAndIsUsedUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := twin(t, "sim://printer?paper=1000&speed=100")
		start := time.Now()
		if _, err := p.Print(t.Context(), drivers.Job{ID: "A024", Doc: ticket(100)}); err != nil {
			t.Fatal(err)
		}
		// 100 mm of feed, 24 mm of letters and 15 mm to the blade at 100 mm/s.
		if took := time.Since(start); took < 1300*time.Millisecond || took > 1500*time.Millisecond {
			t.Errorf("took %v", took)
		}
		if left := p.Machine().Knobs().Paper; left < 855 || left > 865 {
			t.Errorf("%d mm are left of 1000", left)
		}
	})
}

func TestPrinter_WithoutCutterIsTornOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := twin(t, "sim://printer?profile=xprinter-58")
		seen := make(chan sim.Ticket, 4) // four: more than the test prints
		p.Machine().OnTicket(func(t sim.Ticket) { seen <- t })
		for range 2 {
			got, err := p.Print(t.Context(), drivers.Job{ID: "A024", Doc: ticket(10)})
			if err != nil || got.Outcome != drivers.Unknown {
				t.Fatalf("got %+v, %v", got, err)
			}
		}
		if got := <-seen; got.No != 1 || got.Bitmap.W != 384 {
			t.Errorf("got ticket %d, %d dots wide", got.No, got.Bitmap.W)
		}
		synctest.Wait()
		if p.Machine().Slip().Ink().Empty() {
			t.Error("the second slip hangs out of the machine until somebody tears it off")
		}
	})
}

func TestTwins_RefuseNamesThatAreNotTheirs(t *testing.T) {
	u, err := drivers.ParseURI("sim://coffee")
	if err != nil {
		t.Fatal(err)
	}
	var ue *drivers.URIError
	if _, err := sim.OpenPrinter(t.Context(), u, printer.Options{}); !errors.As(err, &ue) {
		t.Errorf("printer: got %v", err)
	}
	if _, err := sim.OpenScanner(t.Context(), u); !errors.As(err, &ue) {
		t.Errorf("scanner: got %v", err)
	}
	if _, err := sim.OpenButtons(u); !errors.As(err, &ue) {
		t.Errorf("buttons: got %v", err)
	}
}
