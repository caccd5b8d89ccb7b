package escpos_test

import (
	"bytes"
	"errors"
	"flag"
	"image"
	_ "image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"motcua/drivers/escpos"
)

var update = flag.Bool("update", false, "write the golden files anew")

// drawing is the picture of a slip as it was designed.
func drawing(tb testing.TB, name string) escpos.Bitmap {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	m, _, err := image.Decode(f)
	if err != nil {
		tb.Fatal(err)
	}
	return escpos.FromImage(m)
}

func find(tb testing.TB, name string) escpos.Profile {
	tb.Helper()
	p, err := escpos.Find(name)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

const phone = "https://hcc.quangbinh.gov.vn/t/k7Qm2xv9"

// slip is the designed slip with its QR code drawn by the printer.
func slip(tb testing.TB) escpos.Doc {
	tb.Helper()
	m := drawing(tb, "ticket-80mm.png")
	return escpos.Doc{
		escpos.Image{Bitmap: m.Rows(0, 738)},
		escpos.QR{Data: phone, Module: 8, EC: escpos.M, Align: escpos.Centre},
		escpos.Image{Bitmap: m.Rows(972, m.H)},
		escpos.Feed{Dots: 24},
		escpos.Cut{},
	}
}

func TestSlip_ReachesThePaperDotForDot(t *testing.T) {
	for _, c := range []struct {
		drawing string
		profile string
	}{
		{"ticket-80mm.png", "epson-t20iii"},
		{"ticket-80mm.png", "unknown-80"},
		{"ticket-80mm.png", "th230"},
		{"ticket-58mm.png", "xprinter-58"},
	} {
		want := drawing(t, c.drawing)
		p := find(t, c.profile)
		sent := escpos.Encode(escpos.Doc{escpos.Image{Bitmap: want}}, p)
		doc, err := escpos.Decode(sent)
		if err != nil {
			t.Fatalf("%s: %v", c.profile, err)
		}
		got := escpos.Paper(doc, p.Dots)
		if n := differences(got, want); n > 0 {
			t.Errorf("%s on %s: %d dots differ (%dx%d, want %dx%d)", c.drawing, c.profile, n, got.W, got.H, want.W, want.H)
		}
		if len(sent) >= len(want.Bits)*3/4 {
			t.Errorf("%s on %s: %d bytes of %d, want the white trimmed", c.drawing, c.profile, len(sent), len(want.Bits))
		}
	}
}

func TestSlip_FitsItsBudgetWithNativeQR(t *testing.T) {
	n := len(escpos.Encode(slip(t), find(t, "epson-t20iii")))
	if n > 32*1024 {
		t.Errorf("got %d bytes, want at most 32 KiB", n)
	}
	t.Logf("%d bytes", n)
}

func TestSlip_MatchesItsGoldenTranscript(t *testing.T) {
	doc, err := escpos.Decode(escpos.Encode(slip(t), find(t, "epson-t20iii")))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "slip-80.txt", []byte(doc.String()))
}

func TestText_MatchesItsGoldenBytes(t *testing.T) {
	doc := escpos.Doc{
		escpos.Text{S: "A024", W: 4, H: 4, Bold: true, Align: escpos.Centre},
		escpos.Text{S: "Lấy số lúc 09:42 · Đồng Hới"},
		escpos.Feed{Dots: 300},
		escpos.QR{Data: "A024", Module: 6, EC: escpos.M, Align: escpos.Centre},
		escpos.Cut{},
		escpos.Complete{ID: [4]byte([]byte("A024"))},
		escpos.Fence{},
	}
	golden(t, "text.bin", escpos.Encode(doc, find(t, "epson-t20iii")))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func differences(a, b escpos.Bitmap) int {
	n := 0
	for y := range max(a.H, b.H) {
		if y < a.H && y < b.H && a.W == b.W && bytes.Equal(a.Row(y), b.Row(y)) {
			continue
		}
		for x := range max(a.W, b.W) {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

func TestQR_IsReadBackFromThePaper(t *testing.T) {
	for _, profile := range []string{"epson-t20iii", "unknown-80", "unknown-58", "epson-t88iii"} {
		p := find(t, profile)
		doc := escpos.Doc{
			escpos.Feed{Dots: 40},
			escpos.QR{Data: phone, Module: 6, EC: escpos.M, Align: escpos.Centre},
			escpos.Feed{Dots: 40},
		}
		m, err := escpos.RenderBytes(escpos.Encode(doc, p), p.Dots)
		if err != nil {
			t.Fatal(err)
		}
		if got := readQR(t, m); got != phone {
			t.Errorf("%s: got %q", profile, got)
		}
	}
}

func readQR(t *testing.T, m image.Image) string {
	t.Helper()
	bmp, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	r, err := qrcode.NewQRCodeReader().Decode(bmp, nil)
	if err != nil {
		t.Fatalf("no code can be read on the paper: %v", err)
	}
	return r.GetText()
}

func TestQR_ThatHoldsARealTimePairIsDrawnHere(t *testing.T) {
	p := find(t, "epson-t20iii")
	doc, err := escpos.Decode(escpos.Encode(escpos.Doc{escpos.QR{Data: "a\x10\x04b"}}, p))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range doc {
		if _, native := o.(escpos.QR); native {
			t.Error("the printer would obey the pair inside the code")
		}
	}
	if escpos.Length(doc, p.Dots) == 0 {
		t.Error("the code is missing")
	}
}

func TestQR_TooWideIsShrunkAndTooMuchIsRefused(t *testing.T) {
	p := find(t, "unknown-58")
	wide := escpos.QR{Data: string(bytes.Repeat([]byte("a"), 300)), Module: 16}
	if err := escpos.Check(escpos.Doc{wide}, p); err != nil {
		t.Errorf("got %v, want a smaller module", err)
	}
	if b := escpos.Paper(escpos.Doc{wide}, p.Dots); b.H == 0 || b.H > p.Dots {
		t.Errorf("got %d rows, want a code that fits %d dots", b.H, p.Dots)
	}
	huge := escpos.QR{Data: string(bytes.Repeat([]byte("a"), 5000))}
	if err := escpos.Check(escpos.Doc{huge}, p); !errors.Is(err, escpos.ErrTooBig) {
		t.Errorf("got %v, want ErrTooBig", err)
	}
}

func TestImage_TakesNativeTextOnlyWhereTheLinkIsSlow(t *testing.T) {
	b := escpos.NewBitmap(80, 40)
	b.Set(3, 3)
	doc := escpos.Doc{escpos.Image{Bitmap: b, Native: &escpos.Text{S: "A024"}}}
	p := find(t, "epson-t20iii")
	for _, slow := range []bool{false, true} {
		p.Slow = slow
		got, err := escpos.Decode(escpos.Encode(doc, p))
		if err != nil {
			t.Fatal(err)
		}
		native := false
		for _, o := range got {
			_, is := o.(escpos.Text)
			native = native || is
		}
		if native != slow {
			t.Errorf("slow link %v: native text %v", slow, native)
		}
	}
}

func TestBands_AreAtMost128RowsEach(t *testing.T) {
	b := escpos.NewBitmap(576, 1000)
	for y := range b.H {
		b.Set(y%576, y)
	}
	for _, profile := range []string{"epson-t20iii", "th230"} {
		doc, err := escpos.Decode(escpos.Encode(escpos.Doc{escpos.Image{Bitmap: b}}, find(t, profile)))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range doc {
			if m, is := o.(escpos.Image); is && m.Bitmap.H > 128 {
				t.Errorf("%s: a band of %d rows", profile, m.Bitmap.H)
			}
		}
	}
}

func TestDecode_GivesTheSameHoweverTheBytesAreSplit(t *testing.T) {
	sent := escpos.Encode(slip(t), find(t, "epson-t20iii"))
	whole, err := escpos.Decode(sent)
	if err != nil {
		t.Fatal(err)
	}
	var d escpos.Decoder
	var pieces escpos.Doc
	for i := 0; i < len(sent); i += 7 {
		d.Write(sent[i:min(i+7, len(sent))])
		for o, ok := d.Next(); ok; o, ok = d.Next() {
			pieces = append(pieces, o)
		}
	}
	if diff := cmp.Diff(whole.String(), pieces.String()); diff != "" {
		t.Error(diff)
	}
}

func TestDecode_SaysWhatItDidNotUnderstand(t *testing.T) {
	doc, err := escpos.Decode([]byte{0x1B, '@', 0x1D, 0xFE, 'o', 'k', '\n'})
	if !errors.Is(err, escpos.ErrStrange) {
		t.Errorf("got %v, want ErrStrange", err)
	}
	if got := doc[len(doc)-1]; !cmp.Equal(got, escpos.Op(escpos.Text{S: "ok", W: 1, H: 1})) {
		t.Errorf("got %v, want the text after the unknown command", got)
	}
	if _, err := escpos.Decode([]byte{0x1D, 'v', '0', 0, 1, 0, 2, 0, 0xFF}); !errors.Is(err, escpos.ErrTruncated) {
		t.Errorf("got %v, want ErrTruncated", err)
	}
}

func TestFold_LeavesReadableASCII(t *testing.T) {
	for in, want := range map[string]string{
		"Đường dây nóng": "Duong day nong",
		"Quầy 1–3 · A\n": "Quay 1-3 . A",
		"漢":              "?",
	} {
		if got := escpos.Fold(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestProfiles_AreAllReadableAndSane(t *testing.T) {
	for _, name := range escpos.Profiles() {
		p := find(t, name)
		if p.Title == "" || p.Dots < 384 || p.DPI < 180 || p.Columns < 30 || p.Speed < 50 {
			t.Errorf("%s: %+v lacks something", name, p)
		}
		if (p.Fence || p.Completion || p.AutoStatus) && !p.Status {
			t.Errorf("%s: answers some questions but no status", name)
		}
	}
	if _, err := escpos.Find("no-such"); !errors.Is(err, escpos.ErrNoProfile) {
		t.Errorf("got %v", err)
	}
	for model, want := range map[string]string{"TM-T88III": "epson-t88iii", "TM-T88IV": "epson-t88v", "tm-t20iii": "epson-t20iii"} {
		if p, ok := escpos.Match(model); !ok || p.Name != want {
			t.Errorf("%s: got %q, want %q", model, p.Name, want)
		}
	}
	if p, ok := escpos.Match("LaserJet"); ok {
		t.Errorf("a stranger was taken for %q", p.Name)
	}
}
