package wall

import (
	"slices"
	"testing"
)

func TestModel_ACallAfterHoursIsShownAndOnlyWhatIsShownIsAcknowledged(t *testing.T) {
	late := with(func(m *Model) { m.Hours.Over = true })
	if got := late.Visible(6); !slices.Contains(got, late.View.Hero.No) {
		t.Errorf("a fresh call after hours: got %v, want its number among them", got)
	}
	calm := with(func(m *Model) { m.Hours.Over, m.View.Stub = true, StubCalm })
	if got := calm.Visible(6); got != nil {
		t.Errorf("a wall at rest acknowledges %v, want nothing", got)
	}
	none := with(func(m *Model) { m.View = View{} })
	if got := none.Visible(6); got != nil {
		t.Errorf("a wall without calls acknowledges %v, want nothing", got)
	}
}
