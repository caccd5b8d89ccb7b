package kiosk

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

func BenchmarkScreen_ShowingWhatIsShown(b *testing.B) {
	test.NewApp()
	for _, tl := range tales() {
		if tl.name != "confirm" {
			continue
		}
		m := tl.model()
		s := NewScreen(func() time.Time { return sampleDay }, func(Touch) {})
		s.Object().Resize(shapes[0].size)
		s.Show(m)
		b.ReportAllocs()
		for b.Loop() {
			s.Show(m)
		}
	}
}
