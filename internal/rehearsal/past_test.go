package rehearsal

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"motcua/assets"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// digest is the hash of every commit of a past.
func digest(tb testing.TB, p Past) string {
	tb.Helper()
	h := sha256.New()
	for c, err := range p.Commits(tb.Context()) {
		if err != nil {
			tb.Fatal(err)
		}
		data, err := journal.Encode(c)
		if err != nil {
			tb.Fatal(err)
		}
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func TestPast_TheSameSeedGivesTheSameRecord(t *testing.T) {
	p := Past{Site: site(t, "quang-binh"), Today: monday, Days: 4, Seed: 11}
	first, second := digest(t, p), digest(t, p)
	if first != second {
		t.Error("two pasts of one seed differ")
	}
	p.Seed = 12
	if digest(t, p) == first {
		t.Error("another seed should give another past")
	}
}

func TestPast_EndsYesterdayAndKeepsDaysOff(t *testing.T) {
	s := site(t, "quang-binh")
	var days []string
	last := time.Time{}
	for c, err := range (Past{Site: s, Today: monday, Days: 8}).Commits(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if c.At.Before(last) || len(c.Acts) == 0 {
			t.Fatalf("a commit of %d acts at %v follows one at %v", len(c.Acts), c.At, last)
		}
		last = c.At
		for _, a := range c.Acts {
			for _, e := range a.Events {
				if o, ok := e.(queue.DayOpened); ok {
					days = append(days, o.Day)
				}
			}
		}
	}
	want := []string{"2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"}
	if len(days) != len(want) {
		t.Fatalf("days %v, want %v", days, want)
	}
	for i := range want {
		if days[i] != want[i] {
			t.Errorf("day %d is %s, want %s", i, days[i], want[i])
		}
	}
	if !last.Before(monday.At(0)) {
		t.Errorf("the past ends at %v, which is not yesterday", last)
	}
}

func TestPast_CanBeReplayedAndLeavesNobodyWaiting(t *testing.T) {
	s := site(t, "quang-binh")
	document, _ := assets.Site("quang-binh")
	state := queue.New(s, queue.Options{})
	var issued, rated, closed, applied, received int
	keys := map[string]bool{}
	for a, err := range (Past{Site: s, Document: document, Today: monday, Days: 7, Seed: 2}).Acts(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if keys[a.Key] && a.Key != "" {
			t.Fatalf("the key %s comes twice", a.Key)
		}
		keys[a.Key] = true
		state.Evolve(queue.Act{At: a.At, By: a.By, Events: a.Events})
		for _, e := range a.Events {
			switch e := e.(type) {
			case queue.Issued:
				issued++
			case queue.Rated:
				rated++
			case queue.SiteApplied:
				applied++
				if e.Document != string(document) || e.Hash != s.Hash() {
					t.Error("the past does not carry its site document")
				}
			case queue.Finished:
				received += len(e.Dossiers)
			default:
			case queue.DayClosed:
				closed++
				for x := range state.Tickets() {
					switch x.Status {
					case queue.StatusDone, queue.StatusCancelled, queue.StatusVoid, queue.StatusLapsed:
					default:
						t.Errorf("%s is %s after its day has closed", x.ID, x.Status)
					}
				}
			}
		}
	}
	if applied != 1 || received < issued/3 {
		t.Errorf("%d site documents, %d dossiers received by %d visits", applied, received, issued)
	}
	if closed != 5 || issued < 1200 || rated < issued/10 {
		t.Errorf("%d days, %d numbers, %d ratings: not a believable week", closed, issued, rated)
	}
}

func TestPast_StopsWhenItsReaderDoes(t *testing.T) {
	n := 0
	for _, err := range (Past{Site: site(t, "small"), Today: monday, Days: 30}).Commits(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("read %d commits, want 3", n)
	}
}

func TestPast_StopsAfterEnoughTickets(t *testing.T) {
	issued, days := 0, 0
	for a, err := range (Past{Site: site(t, "quang-binh"), Today: monday, Days: 300, Tickets: 500}).Acts(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range a.Events {
			switch e.(type) {
			case queue.Issued:
				issued++
			case queue.DayClosed:
				days++
			default:
			}
		}
	}
	if issued < 500 || days > 4 {
		t.Errorf("%d numbers on %d days", issued, days)
	}
}
