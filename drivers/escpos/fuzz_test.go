package escpos_test

import (
	"math/rand/v2"
	"testing"

	"motcua/drivers/escpos"
)

// noisy is a picture of random dots with many of the bytes printers obey.
func noisy(w, h int, seed uint64) escpos.Bitmap {
	b := escpos.NewBitmap(w, h)
	r := rand.New(rand.NewPCG(seed, 1))
	bad := []byte{0x10, 0x04, 0x05, 0x14, 0x00, 0x10}
	for y := range h {
		row := b.Row(y)
		for i := range row {
			row[i] = bad[r.IntN(len(bad))]
		}
		if w%8 != 0 {
			row[len(row)-1] &= 0xFF << (8 - w%8)
		}
	}
	return b
}

func TestRaster_NeverHoldsAPairThePrinterObeys(t *testing.T) {
	for _, profile := range []string{"epson-t20iii", "th230", "unknown-58"} {
		p := find(t, profile)
		for seed := range uint64(30) {
			w, h := int(1+seed*19)%600+1, int(seed*37)%300+1
			doc := escpos.Doc{escpos.Image{Bitmap: noisy(w, h, seed), Align: escpos.Align(seed % 3)}}
			if at := pair(escpos.Encode(doc, p)); at >= 0 {
				t.Fatalf("%s, %dx%d: a pair at byte %d", profile, w, h, at)
			}
		}
	}
}

func pair(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if b[i] == 0x10 && (b[i+1] == 4 || b[i+1] == 5 || b[i+1] == 0x14) {
			return i
		}
	}
	return -1
}

func FuzzEncode(f *testing.F) {
	f.Add(uint16(576), uint16(130), uint64(1), "A024", uint8(0))
	f.Add(uint16(80), uint16(103), uint64(2), "\x10\x04\x10\x14", uint8(1))
	f.Fuzz(func(t *testing.T, w, h uint16, seed uint64, text string, how uint8) {
		names := escpos.Profiles()
		p := find(t, names[int(how)%len(names)])
		b := noisy(int(w)%700+1, int(h)%300, seed)
		doc := escpos.Doc{
			escpos.Image{Bitmap: b, Align: escpos.Align(how % 3)},
			escpos.Text{S: text, W: int(how % 9), H: int(seed % 9), Bold: how&1 == 1, Align: escpos.Align(how % 3)},
			escpos.Feed{Dots: int(h)},
			escpos.QR{Data: text, Module: int(how) % 17, Align: escpos.Centre},
			escpos.Cut{},
		}
		sent := escpos.Encode(doc, p)
		if at := pair(sent); at >= 0 {
			t.Fatalf("%s: a pair at byte %d", p.Name, at)
		}
		if _, err := escpos.Decode(sent); err != nil {
			t.Fatalf("%s: our own bytes are not understood: %v", p.Name, err)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\x1b@\x1dv0\x00\x01\x00\x01\x00\xff\x1d(k\x03\x001Q0\x1dVB\x00"))
	f.Add([]byte("\x1d(L\x0b\x000p0\x01\x011\x08\x00\x01\x00\xff\x1d(L\x02\x0002"))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, _ := escpos.Decode(b)
		_ = doc.String()
		if n := escpos.Length(doc, 384); n < 1<<20 {
			if got := escpos.Paper(doc, 384).H; got != n {
				t.Fatalf("the paper has %d rows, its length says %d", got, n)
			}
		}
	})
}
