package slip

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	zxing "github.com/makiuchi-d/gozxing/qrcode"

	"motcua/assets"
	"motcua/drivers/escpos"
)

const page = "http://127.0.0.1:8440/t/abcdefghij"

func sample() Data {
	return Data{
		Words: assets.Words("vi"), Centre: "Trung tâm Phục vụ hành chính công", Place: "Tỉnh Quảng Bình",
		Agency: "Sở Tư pháp", Service: "Nộp hồ sơ mới", Number: "A024",
		Room: "Phòng giao dịch 1", OtherRoom: "Room 1", Counters: "1–3",
		Ahead: 8, Low: 15, High: 25, URL: page, Hotline: "0232 000 0000",
		At: time.Date(2026, 11, 25, 9, 42, 0, 0, time.FixedZone("ICT", 7*3600)),
	}
}

func with(change func(*Data)) Data {
	d := sample()
	change(&d)
	return d
}

type story struct {
	name string
	data Data
	form Form
}

func stories() []story {
	return []story{
		{"full", sample(), Full},
		{"short", sample(), Short},
		{"serial", sample(), Serial},
		{"priority-reprint", with(func(d *Data) { d.Priority, d.Copy = true, 2 }), Full},
		{"follow", with(func(d *Data) { d.Follow, d.Number = true, "A501" }), Full},
		{"nowait-noclock", with(func(d *Data) { d.Low, d.High, d.NoClock = 0, 0, true }), Full},
		{"large", with(func(d *Data) { d.Large, d.Lines = true, []string{"Giờ làm việc: 07:00–11:30, 13:30–17:00."} }), Full},
		{"long", with(func(d *Data) {
			d.Centre = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính tỉnh Quảng Bình"
			d.Agency = "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh Quảng Bình"
			d.Service = "Nộp hồ sơ đăng ký đầu tư, xây dựng, môi trường, lao động"
			d.Number, d.Room, d.Counters = "M1888", "Phòng giao dịch số 2, nhà A", "11–14, 17, 20, G1, BĐ"
			d.Ahead, d.Low, d.High = 128, 115, 240
			d.Priority, d.Copy = true, 3
		}), Full},
		{"en", with(func(d *Data) { d.Words, d.Room, d.OtherRoom = assets.Words("en"), "Room 1", "Phòng giao dịch 1" }), Full},
	}
}

func keep(t *testing.T, name string, d escpos.Doc, paper Paper) {
	t.Helper()
	dir := os.Getenv("SCREENS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, "slip-"+name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, escpos.Render(d, int(paper))); err != nil {
		t.Fatal(err)
	}
}

func TestTicket_FitsThePaperAndItsCodeCanBeRead(t *testing.T) {
	for _, s := range stories() {
		for name, paper := range map[string]Paper{"80": Wide, "58": Narrow} {
			d := Ticket(s.data, paper, s.form)
			keep(t, s.name+"-"+name, d, paper)
			for _, op := range d {
				if i, ok := op.(escpos.Image); ok && i.Bitmap.W > int(paper)-16 {
					t.Errorf("%s on %s mm: a line is %d dots wide on %d", s.name, name, i.Bitmap.W, paper)
				}
			}
			bitmap, err := gozxing.NewBinaryBitmapFromImage(escpos.Render(d, int(paper)))
			if err != nil {
				t.Fatal(err)
			}
			got, err := zxing.NewQRCodeReader().Decode(bitmap, nil)
			if err != nil || got.GetText() != page {
				t.Errorf("%s on %s mm: the code reads %v, %v", s.name, name, got, err)
			}
		}
	}
}

func TestTicket_NumberIsAsHighAsPromised(t *testing.T) {
	for paper, want := range map[Paper]int{Wide: 17 * 8, Narrow: 11 * 8} {
		tallest := 0
		for _, op := range Ticket(sample(), paper, Full) {
			if i, ok := op.(escpos.Image); ok && i.Native != nil {
				tallest = i.Bitmap.H
			}
		}
		if tallest < want || tallest > want+6 {
			t.Errorf("%d dots wide: the number is %d dots high, want %d", paper, tallest, want)
		}
	}
}

func TestTicket_IsSmallEnoughForItsWire(t *testing.T) {
	wide, err := escpos.Find("epson-t82iii")
	if err != nil {
		t.Fatal(err)
	}
	size := func(form Form, slow bool) int {
		p := wide
		p.Slow = slow
		return len(escpos.Encode(Ticket(sample(), Wide, form), p))
	}
	if n := size(Full, false); n > 32*1024 {
		t.Errorf("over USB and TCP the ticket is %d bytes, want 32 KB", n)
	}
	if n := size(Serial, true); n > 12500 {
		t.Errorf("over a serial wire the ticket is %d bytes, want 12,500", n)
	}
	t.Logf("full %d, short %d, full with native number %d, serial %d bytes; %d mm long", size(Full, false), size(Short, false),
		size(Full, true), size(Serial, true), escpos.Length(Ticket(sample(), Wide, Full), int(Wide))/8)
}

func TestTicket_SaysWhatItIs(t *testing.T) {
	plain := Ticket(sample(), Wide, Full).String()
	if !strings.HasSuffix(plain, "feed 24\ncut\n") {
		t.Errorf("the ticket does not end with feed and cut: %s", plain)
	}
	differ := map[string]Data{
		"a reprint":           with(func(d *Data) { d.Copy = 1 }),
		"a second reprint":    with(func(d *Data) { d.Copy = 2 }),
		"a priority":          with(func(d *Data) { d.Priority = true }),
		"one without the hub": with(func(d *Data) { d.Follow = true }),
		"one without a clock": with(func(d *Data) { d.NoClock = true }),
		"one in large text":   with(func(d *Data) { d.Large = true }),
	}
	seen := map[string]string{plain: "the plain one"}
	for name, d := range differ {
		got := Ticket(d, Wide, Full).String()
		if other, ok := seen[got]; ok {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[got] = name
	}
	if again := Ticket(sample(), Wide, Full).String(); again != plain {
		t.Error("the same ticket is set differently the second time")
	}
}

func TestTicket_NativeNumberFitsTheLine(t *testing.T) {
	for _, number := range []string{"A024", "A1000", "BĐ001"} {
		for _, paper := range []Paper{Wide, Narrow} {
			for _, op := range Ticket(with(func(d *Data) { d.Number = number }), paper, Serial) {
				if x, ok := op.(escpos.Text); ok && x.W*12*len([]rune(x.S)) > int(paper) {
					t.Errorf("%s is %d dots wide on %d", x.S, x.W*12*len([]rune(x.S)), paper)
				}
			}
		}
	}
}

func TestPaperOf_KnowsBothRolls(t *testing.T) {
	for mm, want := range map[int]Paper{80: Wide, 58: Narrow, 57: Narrow, 0: Narrow, 79: Wide} {
		if got := PaperOf(mm); got != want {
			t.Errorf("%d mm is %d dots, want %d", mm, got, want)
		}
	}
}

var update = flag.Bool("update", false, "renew the approved pictures")

// The approved pictures were looked at by people; a change to them is a commit
// of its own that says why.
func TestTicket_LooksAsApproved(t *testing.T) {
	for name, paper := range map[string]Paper{"ticket-80.png": Wide, "ticket-58.png": Narrow} {
		path := filepath.Join("testdata", name)
		got := escpos.Render(Ticket(sample(), paper, Full), int(paper))
		if *update {
			var b bytes.Buffer
			if err := png.Encode(&b, got); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(escpos.FromImage(got).Bits, escpos.FromImage(want).Bits) {
			t.Errorf("%s: the ticket does not look as approved; look at it, then renew it with -update", name)
		}
	}
}
