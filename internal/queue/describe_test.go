package queue_test

import (
	"strings"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// words is one of each word of the record.
func words() []queue.Event {
	v := queue.Visit{Ticket: "20261123-A015", Number: "A015"}
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, centre.ICT)
	return []queue.Event{
		queue.DayOpened{Day: "2026-11-23"},
		queue.DayClosed{Day: "2026-11-23"},
		queue.SiteApplied{Hash: "9b0a73d9d1bb"},
		queue.Issued{Visit: v, Service: "tuphap-new", Class: "ordinary"},
		queue.Printed{Visit: v, Proof: "completed"},
		queue.PrintFailed{Visit: v, Cause: "jam"},
		queue.Voided{Visit: v},
		queue.Called{Visit: v},
		queue.Recalled{Visit: v},
		queue.Begun{Visit: v},
		queue.Finished{Visit: v},
		queue.Absented{Visit: v, Times: 4},
		queue.WasPutBack{Visit: v},
		queue.Parked{Visit: v, Until: at},
		queue.Unparked{Visit: v},
		queue.Transferred{Visit: v},
		queue.Returned{Visit: v},
		queue.ReturnMarked{Visit: v},
		queue.Cancelled{Visit: v},
		queue.Yielded{Visit: v},
		queue.Reclassified{Visit: v},
		queue.Approached{Visit: v},
		queue.Rated{Visit: v, Comment: queue.Sealed("secret")},
		queue.Undone{Counter: "3", Visits: []queue.Visit{v}},
		queue.Shown{Wall: "hall", No: 7},
		queue.CounterOpened{Counter: "3"},
		queue.CounterClosed{Counter: "3"},
		queue.CounterPaused{Counter: "3"},
		queue.CounterResumed{Counter: "3"},
		queue.BlockReserved{Kiosk: "kiosk-2", Series: "A", From: 501, To: 520},
		queue.Booked{Booking: queue.Booking{ID: "k1", Service: "tuphap-new", At: at}},
	}
}

func TestDescribe_SaysEveryWordInOnePlainLine(t *testing.T) {
	said := map[string]string{}
	for _, e := range words() {
		line := queue.Describe(e)
		if strings.Contains(line, e.Name()) && strings.Contains(e.Name(), "_") || strings.ContainsAny(line, "\n{}") || len(line) < 8 {
			t.Errorf("%s: %q", e.Name(), line)
		}
		if strings.Contains(line, "secret") {
			t.Errorf("%s tells what was sealed: %q", e.Name(), line)
		}
		if before, twice := said[line]; twice {
			t.Errorf("%s and %s are both %q", before, e.Name(), line)
		}
		said[line] = e.Name()
	}
	if len(said) != 31 {
		t.Errorf("%d words, want all 31", len(said))
	}
}

func TestEvolve_TakesWhateverStandsInTheRecord(t *testing.T) {
	site := scriptSite(t, "small")
	open := queue.Act{By: queue.Actor{Role: queue.Officer}, Events: []queue.Event{queue.DayOpened{Day: "2026-11-23"}}}
	for _, first := range words() {
		for _, second := range words() {
			s := queue.New(site, queue.Options{})
			s.Evolve(open)
			for _, e := range []queue.Event{first, second} {
				s.Evolve(queue.Act{By: open.By, Events: []queue.Event{e}})
			}
			s.Due()
			s.Waiting()
			s.Why("20261123-A015", s.At())
			s.Undoable("3", s.At())
		}
	}
}
