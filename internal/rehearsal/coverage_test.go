//go:build !race

package rehearsal

import "testing"

func TestDays_EightOfTenAreCalledWithinTheRangeTheyWereShown(t *testing.T) {
	for _, dossiers := range []int{200, 400, 600} {
		laws := DesignLaws(dossiers)
		laws.Steady = true
		p := days(t, Days{Heads: DefaultHeads(), Laws: laws, Count: 10, Learn: 5, Ask: true, Seed: 7})
		if share := p.Waited.Share(); share < .74 || share > .9 {
			t.Errorf("%d dossiers: %.1f %% of those who had to wait were called within their range", dossiers, 100*share)
		}
		if p.Waited.Shown < 300 {
			t.Errorf("%d dossiers: only %d ranges were tried", dossiers, p.Waited.Shown)
		}
	}
}
