package drivers_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"motcua/drivers"
)

func TestPulse_SlowWatcherSeesTheNewestState(t *testing.T) {
	var p drivers.Pulse
	ch := p.Watch(t.Context())
	p.Tell(drivers.Health{State: drivers.Online})
	p.Tell(drivers.Health{State: drivers.Offline, Causes: drivers.PaperOut})
	if got := (<-ch).State; got != drivers.Offline {
		t.Errorf("got %v, want the newest state offline", got)
	}
	p.Tell(drivers.Health{State: drivers.Offline, Causes: drivers.PaperOut})
	select {
	case h := <-ch:
		t.Errorf("got %v again, want silence while nothing changes", h)
	default:
	}
}

func TestPulse_WatchEndsWithItsContextAndWithTheDevice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p drivers.Pulse
		ctx, cancel := context.WithCancel(t.Context())
		short, long := p.Watch(ctx), p.Watch(t.Context())
		<-short
		cancel()
		synctest.Wait()
		if _, open := <-short; open {
			t.Error("the watch outlives its context")
		}
		<-long
		gone := errors.New("pulled out")
		p.Stop(drivers.Health{State: drivers.Gone, Err: gone})
		if h := <-long; h.State != drivers.Gone || !errors.Is(h.Err, gone) {
			t.Errorf("got %v, want the last words of the device", h)
		}
		if _, open := <-long; open {
			t.Error("the watch outlives the device")
		}
		late := p.Watch(t.Context())
		if h := <-late; h.State != drivers.Gone {
			t.Errorf("got %v, want a late watcher to see the end", h)
		}
		if _, open := <-late; open {
			t.Error("a watch of a stopped device must be closed")
		}
	})
}

func TestCause_NamesEachReasonOnce(t *testing.T) {
	c := drivers.PaperLow | drivers.CoverOpen
	if got := c.String(); got != "paper-low,cover-open" {
		t.Errorf("got %q", got)
	}
	if drivers.Cause(0).String() != "none" || !c.Has(drivers.CoverOpen) || c.Has(drivers.PaperOut) {
		t.Error("the empty set and Has disagree with the names")
	}
}
