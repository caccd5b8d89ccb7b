package hub_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// past writes days of 600 visits each, up to the day before this morning, as the
// hub would have: a commit for some visits, each with its call and its end.
func past(b *testing.B, j journal.Journal, site *centre.Site, tickets int) {
	b.Helper()
	const perDay, perCommit = 600, 50
	days := tickets / perDay
	prev := journal.Genesis
	var seq, order uint64
	service := site.Services[0]
	for d := range days {
		date := centre.DateOf(morning).Add(d - days)
		at := date.At(centre.Clock(8 * time.Hour))
		acts := []journal.Act{{At: at, By: queue.Actor{Role: queue.Timer}, Events: []queue.Event{queue.DayOpened{Day: date.String()}}}}
		for n := range perDay {
			order++
			number := fmt.Sprintf("A%03d", n+1)
			v := queue.Visit{Ticket: strings.ReplaceAll(date.String(), "-", "") + "-" + number, Number: number}
			spot := queue.Spot{Service: service.ID, Class: "ordinary", Key: at, Order: order}
			in, out := v, v
			in.In, out.Out = &spot, service.ID
			for i, e := range []queue.Event{
				queue.Issued{Visit: in, Service: service.ID, Class: "ordinary", IssuedAt: at, Spot: spot},
				queue.Called{Visit: out, Call: queue.Call{No: n + 1, Counter: "1", Room: "1", Zone: "A"}},
				queue.Begun{Visit: v, Counter: "1"},
				queue.Finished{Visit: v, Counter: "1", Outcome: "done"},
			} {
				acts = append(acts, journal.Act{
					Key: fmt.Sprintf("%032x", order*4+uint64(i)), Request: strings.Repeat("ab", 32), At: at,
					By: queue.Actor{Role: queue.Officer, Device: "pc-1", Counter: "1"}, Events: []queue.Event{e},
				})
			}
			if (n+1)%perCommit == 0 {
				seq++
				c := journal.Commit{V: journal.Version, Seq: seq, Prev: prev, Hub: "hub", At: at, Acts: acts}
				data, err := journal.Encode(c)
				if err != nil {
					b.Fatal(err)
				}
				if err := j.(journal.Appender).AppendCommit(b.Context(), seq-1, data, &c); err != nil {
					b.Fatal(err)
				}
				prev, acts = journal.Hash(prev, data), nil
			}
			at = at.Add(30 * time.Second)
		}
	}
}

// BenchmarkStart_MillionTickets is how long a hub with a long past needs until
// it would accept a command, what memory it then has, and whether its tickets
// are slower than those of an empty store.
func BenchmarkStart_MillionTickets(b *testing.B) {
	dir := diskDir(b)
	site := small(b)
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	past(b, s.Journal(), site, 1_000_000)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		began := time.Now()
		s, h := ready(b, dir, site)
		b.ReportMetric(float64(time.Since(began).Milliseconds()), "ms/start")
		b.ReportMetric(float64(resident(b))/1024, "MB/resident")
		h.Close()
		s.Close()
	}
	b.StopTimer()
	full, empty := latencies(b, dir, diskDir(b), site)
	b.ReportMetric(float64(full)/float64(empty), "p50/empty")
}

func ready(b *testing.B, dir string, site *centre.Site) (*store.Store, *hub.Hub) {
	b.Helper()
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	from, err := s.Start()
	if err != nil {
		b.Fatal(err)
	}
	h, err := hub.New(b.Context(), hub.Options{
		Journal: s.Journal(), Site: site, After: from.After, Clock: &hand{now: morning}, Rules: queue.Options{IgnoreHours: true},
	})
	if err != nil {
		b.Fatal(err)
	}
	return s, h
}

// latencies are the p50 of tickets in two stores, taken in turn so that the
// neighbours on the machine disturb both alike.
func latencies(b *testing.B, one, other string, site *centre.Site) (time.Duration, time.Duration) {
	b.Helper()
	var took [2][]time.Duration
	var desks [2]*desk
	for i, dir := range []string{one, other} {
		s, h := ready(b, dir, site)
		defer s.Close()
		defer h.Close()
		desks[i] = &desk{Hub: h, t: b, site: site, service: site.Services[0].ID}
	}
	for range 1000 {
		for i, d := range desks {
			t := time.Now()
			d.take()
			took[i] = append(took[i], time.Since(t))
		}
	}
	for i := range took {
		slices.Sort(took[i])
	}
	return took[0][500], took[1][500]
}

// resident is the memory of this process that is in use, in KiB.
func resident(b *testing.B) int {
	b.Helper()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	var kib int
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		b.Fatal(err)
	}
	return kib
}
