package kit_test

import (
	"context"
	"errors"
	"image"
	_ "image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"go.uber.org/goleak"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/kit"
	"motcua/drivers/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestOpen_RefusesWhatIsNotTheDeviceItIsAskedFor(t *testing.T) {
	for _, uri := range []string{"evdev://05e0:1200", "sim://scanner", "serial:///dev/ttyS9?kind=scanner", "gpio://chip/1"} {
		if _, err := kit.OpenPrinter(t.Context(), uri); !errors.Is(err, drivers.ErrUnsupported) {
			t.Errorf("%s as a printer: got %v", uri, err)
		}
	}
	for _, uri := range []string{"tcp://10.0.0.5", "sim://paper-low", "serial:///dev/ttyS9?profile=epson-t20iii"} {
		if _, err := kit.OpenScanner(t.Context(), uri); !errors.Is(err, drivers.ErrUnsupported) {
			t.Errorf("%s as a scanner: got %v", uri, err)
		}
	}
	var ue *drivers.URIError
	if _, err := kit.Open(t.Context(), "sim://coffee"); !errors.As(err, &ue) || ue.Part != "host" {
		t.Errorf("unknown twin: got %v", err)
	}
	if _, err := kit.Open(t.Context(), "tcp://10.0.0.5?profile=laser"); !errors.Is(err, escpos.ErrNoProfile) {
		t.Errorf("unknown profile: got %v", err)
	}
}

func TestOpen_MissingDeviceIsNoErrorButUnwell(t *testing.T) {
	for _, uri := range []string{"usb:///dev/usb/lp91", "usb://ffff:ffff", "serial:///dev/ttyUSB91?kind=scanner", "evdev://ffff:ffff?grab=1"} {
		d, err := kit.Open(t.Context(), uri)
		if err != nil {
			t.Errorf("%s: %v", uri, err)
			continue
		}
		if h := d.Health(); h.State != drivers.Gone || !errors.Is(h.Err, drivers.ErrGone) {
			t.Errorf("%s: got %v (%v), want it gone", uri, h.State, h.Err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestTwin_TicketBecomesAPictureThatCanBeScanned(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tickets")
	p, err := kit.OpenPrinter(t.Context(), "sim://printer?dir="+dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	const page = "https://hcc.quangbinh.gov.vn/t/k7Qm2xv9"
	doc := escpos.Doc{
		escpos.Text{S: "A024", W: 6, H: 6, Bold: true, Align: escpos.Centre},
		escpos.Feed{Dots: 48},
		escpos.QR{Data: page, Module: 8, EC: escpos.M, Align: escpos.Centre},
		escpos.Feed{Dots: 48},
		escpos.Cut{},
	}
	r, err := p.Print(t.Context(), drivers.Job{ID: "A024", Doc: doc})
	if err != nil || r.Proof != drivers.Completed {
		t.Fatalf("got %+v, %v", r, err)
	}
	if !p.Info().Twin {
		t.Error("a twin hides what it is")
	}
	f, err := os.Open(filepath.Join(dir, "ticket-0001.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	bmp, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	code, err := qrcode.NewQRCodeReader().Decode(bmp, nil)
	if err != nil || code.GetText() != page {
		t.Errorf("got %v, %v", code, err)
	}
}

func TestFolder_KeepsTheBytesOfEachJob(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tickets")
	p, err := kit.OpenPrinter(t.Context(), "file://"+dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	doc := escpos.Doc{escpos.Text{S: "A024"}, escpos.Cut{}}
	r, err := p.Print(t.Context(), drivers.Job{ID: "A024", Doc: doc})
	if err != nil || r.Outcome != drivers.Printed || r.Proof != drivers.Completed {
		t.Fatalf("got %+v, %v", r, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*-A024.bin"))
	if err != nil || len(files) != 1 {
		t.Fatalf("got %v, %v", files, err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	got, err := escpos.Decode(b)
	if err != nil || !strings.Contains(got.String(), `"A024"`) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestTwin_ScenesAreWhatTheyAreCalled(t *testing.T) {
	for name, want := range map[string]drivers.Cause{
		"paper-low": drivers.PaperLow, "paper-out": drivers.PaperOut, "cover": drivers.CoverOpen,
		"hot": drivers.HeadHot, "mute": drivers.NoReply, "printer": 0,
	} {
		synctest.Test(t, func(t *testing.T) {
			p, err := kit.OpenPrinter(t.Context(), "sim://"+name)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			if got := p.Health().Causes; got != want {
				t.Errorf("%s: got %v, want %v", name, got, want)
			}
		})
	}
}

func TestTwin_ScannerAndButtonsDeliver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, err := kit.OpenScanner(t.Context(), "sim://scanner")
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if err := d.(*sim.Scanner).Scan(t.Context(), "20261125-A015"); err != nil {
			t.Fatal(err)
		}
		if s := <-d.Scans(); s.Text != "20261125-A015" || s.Source != "sim://scanner" {
			t.Errorf("got %+v", s)
		}
		b, err := kit.OpenButton(t.Context(), "sim://buttons")
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		keys := b.(*sim.Buttons)
		if !keys.Press("next") || keys.Press("next") {
			t.Error("one press and its chatter must be one press")
		}
		<-time.After(time.Second)
		keys.Hold("next")
		var kinds []string
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for len(kinds) < 4 {
			select {
			case p := <-b.Presses():
				kinds = append(kinds, p.Kind.String())
			case <-ctx.Done():
				t.Fatalf("got %v", kinds)
			}
		}
		if got := strings.Join(kinds, " "); got != "down down long released" {
			t.Errorf("got %s", got)
		}
	})
}
