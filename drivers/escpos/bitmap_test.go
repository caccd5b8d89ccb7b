package escpos_test

import (
	"image"
	"image/color"
	"testing"

	"pgregory.net/rapid"

	"motcua/drivers/escpos"
)

// random is a picture of up to 40 dots each way.
func random(t *rapid.T, name string) escpos.Bitmap {
	b := escpos.NewBitmap(rapid.IntRange(0, 40).Draw(t, name+" w"), rapid.IntRange(0, 12).Draw(t, name+" h"))
	for range rapid.IntRange(0, 60).Draw(t, name+" dots") {
		b.Set(rapid.IntRange(0, 40).Draw(t, "x"), rapid.IntRange(0, 12).Draw(t, "y"))
	}
	return b
}

func TestBitmap_DrawAndCutAgreeWithDotByDot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dst, src := random(t, "dst"), random(t, "src")
		x, y := rapid.IntRange(-50, 50).Draw(t, "at x"), rapid.IntRange(-15, 15).Draw(t, "at y")
		want := escpos.NewBitmap(dst.W, dst.H)
		for dy := range dst.H {
			for dx := range dst.W {
				if dst.At(dx, dy) || src.At(dx-x, dy-y) {
					want.Set(dx, dy)
				}
			}
		}
		dst.Draw(src, x, y)
		if string(dst.Bits) != string(want.Bits) {
			t.Fatalf("drawing %dx%d at %d,%d differs", src.W, src.H, x, y)
		}
		w := rapid.IntRange(0, 60).Draw(t, "width")
		cut := src.Cut(x, w)
		for cy := range cut.H {
			for cx := range cut.Stride() * 8 {
				black := cut.Bits[cy*cut.Stride()+cx/8]&(0x80>>(cx%8)) != 0
				if black != (cx < w && src.At(cx+x, cy)) {
					t.Fatalf("cutting at %d, width %d: dot %d,%d differs", x, w, cx, cy)
				}
			}
		}
	})
}

func TestBitmap_InkIsTheSmallestBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := random(t, "b")
		var want image.Rectangle
		for y := range b.H {
			for x := range b.W {
				if b.At(x, y) {
					want = want.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		if got := b.Ink(); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestBitmap_GoesToAnImageAndBack(t *testing.T) {
	b := escpos.NewBitmap(13, 3)
	b.Set(0, 0)
	b.Set(12, 2)
	if got := escpos.FromImage(b.Image()); string(got.Bits) != string(b.Bits) || got.W != 13 {
		t.Errorf("got %+v", got)
	}
	m := image.NewNRGBA(image.Rect(5, 5, 7, 6))
	m.Set(5, 5, color.NRGBA{A: 255})
	m.Set(6, 5, color.NRGBA{A: 40}) // nearly transparent black is paper
	if got := escpos.FromImage(m); !got.At(0, 0) || got.At(1, 0) {
		t.Errorf("got %+v", got)
	}
}

// BenchmarkSlip tells what the designed slip costs on the wire.
func BenchmarkSlip(b *testing.B) {
	doc := slip(b)
	p := find(b, "epson-t20iii")
	n := 0
	for b.Loop() {
		n = len(escpos.Encode(doc, p))
	}
	b.ReportMetric(float64(n), "bytes/slip")
	b.ReportMetric(float64(n)*10/115200, "s-at-115200")
}
