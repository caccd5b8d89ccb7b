package counter

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func BenchmarkWindow_TickWithNothingNew(b *testing.B) {
	test.NewApp()
	o := &office{now: sampleNow}
	o.Window = NewWindow(sampleSite(), "3", "vi", o.clockOf, func(Order) {})
	o.Object().Resize(fyne.NewSize(420, 760))
	o.Snapshot(serving())
	b.ReportAllocs()
	for b.Loop() {
		o.Tick()
	}
}
