package rehearsal

import (
	"testing"
	"time"
)

// played days of the design simulator, with a model that has learnt for a week.
func days(tb testing.TB, d Days) Played {
	tb.Helper()
	p, err := d.Play(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func TestDays_NobodyComesMoreThanTheBoundBeforeAnOrdinaryVisitor(t *testing.T) {
	laws := DesignLaws(600)
	laws.Priority, laws.Booked = .25, .10
	p := days(t, Days{Heads: DefaultHeads(), Laws: laws, Count: 6, Seed: 3})
	if bound := 30 * time.Minute; p.Witness.Lag > bound || p.Witness.Lag < bound-time.Minute {
		t.Errorf("greatest lag on peak days %v, want just under %v", p.Witness.Lag, bound)
	}
	if p.Witness.Passes == 0 {
		t.Error("a head start that passes nobody is none")
	}
}

func TestDays_WithoutHeadStartsNobodyPasses(t *testing.T) {
	laws := DesignLaws(600)
	laws.Booked = 0
	if p := days(t, Days{Laws: laws, Count: 4, Seed: 4}); p.Witness.Passes != 0 {
		t.Errorf("%d times somebody who came later was called before an ordinary visitor", p.Witness.Passes)
	}
}

func TestDays_TheWitnessSeesAWrongRule(t *testing.T) {
	laws := DesignLaws(600)
	heads := DefaultHeads()
	heads.Priority = 2 * time.Hour
	p := days(t, Days{Heads: heads, Laws: laws, Count: 2, Seed: 5})
	if p.Witness.Lag <= 31*time.Minute {
		t.Errorf("a head start of two hours shows as a lag of %v", p.Witness.Lag)
	}
}

func TestDays_TheHeadStartHelpsWhoHasItAndCostsOthersLittle(t *testing.T) {
	laws := DesignLaws(400)
	with := days(t, Days{Heads: DefaultHeads(), Laws: laws, Count: 12, Seed: 6})
	without := days(t, Days{Laws: laws, Count: 12, Seed: 6})
	if got, plain := with.Of("priority").Mean, without.Of("priority").Mean; got > plain*6/10 {
		t.Errorf("priority waits %v, by arrival %v", got, plain)
	}
	if cost := with.Of("ordinary").Mean - without.Of("ordinary").Mean; cost > 3*time.Minute || cost < 0 {
		t.Errorf("the head start costs an ordinary visitor %v", cost)
	}
	if got, want := with.Tickets, without.Tickets; got != want {
		t.Errorf("the same days bring %d and %d visitors", got, want)
	}
}

func TestDays_ACentreWithoutAPastIsHonestToo(t *testing.T) {
	laws := DesignLaws(400)
	p := days(t, Days{Heads: DefaultHeads(), Laws: laws, Count: 4, Ask: true, Seed: 8})
	if share := p.Waited.Share(); share < .7 || share > .92 {
		t.Errorf("on the first days %.1f %% were called within their range", 100*share)
	}
}
