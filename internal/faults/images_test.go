package faults

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"motcua/internal/journal"
	"motcua/internal/queue"
)

// The same promise without /dev/fuse. The store writes a commit in two steps,
// each ended by a sync: first pages that nothing points at yet, then the meta
// page that points at them. So a cut leaves the file of the commit before with
// any of the new pages and the old meta page, or with all of them and any part
// of the new meta page. The images are made from the file before and after.

const (
	page  = 4096
	metas = 2 * page // the two meta pages lie at the front
)

// torn is the file as a cut in the middle of one commit may leave it.
func torn(before, after []byte, rng *rand.Rand, orderly bool) []byte {
	out := append([]byte(nil), before...)
	if len(after) > len(out) {
		out = append(out, make([]byte, len(after)-len(out))...)
	}
	keep := []float64{0, 0.1, 0.5, 0.9, 1}[rng.IntN(5)]
	pagesDone := orderly && rng.IntN(2) == 0
	for at := 0; at < len(after); at += sector {
		end := min(at+sector, len(after))
		if bytes.Equal(out[at:end], after[at:end]) {
			continue
		}
		isMeta := at < metas
		switch {
		case orderly && !isMeta && pagesDone:
			copy(out[at:end], after[at:end])
		case orderly && isMeta && !pagesDone:
		case rng.Float64() < keep:
			copy(out[at:end], after[at:end])
		}
	}
	return out
}

// story is a short life of a record: the file after every commit, and what had been told by then.
type story struct {
	files [][]byte
	told  []string // told[i] was told when files[i] was on the disk
}

func live(t *testing.T, commits int) story {
	t.Helper()
	dir := t.TempDir()
	o, err := openHub(dir, honest)
	if err != nil {
		t.Fatal(err)
	}
	site, _ := smallCentre()
	var s story
	for range commits {
		a, err := o.hub.Do(context.Background(), journal.Order{
			Key: newKey(), By: queue.Actor{Role: queue.Visitor}, Do: queue.Take{Service: site.Services[0].ID},
		})
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(filepath.Join(dir, "centre.db"))
		if err != nil {
			t.Fatal(err)
		}
		s.files, s.told = append(s.files, file), append(s.told, a.Ticket)
	}
	if err := o.close(); err != nil {
		t.Fatal(err)
	}
	return s
}

// survives tells whether a start over the file finds everything told up to commit n.
func (s story) survives(t *testing.T, file []byte, n int) error {
	t.Helper()
	told := map[string]bool{}
	for _, id := range s.told[:n+1] {
		told[id] = true
	}
	_, err := whole(t, map[string][]byte{"centre.db": file}, told)
	return err
}

// TestPowerImages_ATornCommitLosesNothingThatWasTold tears every commit of a life in many ways.
func TestPowerImages_ATornCommitLosesNothingThatWasTold(t *testing.T) {
	s := live(t, 40)
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 3))
	torns := 0
	for n := range len(s.files) - 1 {
		for range 4 {
			if err := s.survives(t, torn(s.files[n], s.files[n+1], rng, true), n); err != nil {
				t.Fatalf("seed %d, commit %d: %v", seed, n, err)
			}
			torns++
		}
	}
	t.Logf("%d torn commits, none lost", torns)
}

// TestPowerImages_WritingWithoutOrderIsSeen is the control: if nothing were
// synced, pages and meta page would arrive in any order, and that must be found out.
func TestPowerImages_WritingWithoutOrderIsSeen(t *testing.T) {
	s := live(t, 40)
	rng := rand.New(rand.NewPCG(5, 5))
	for try := range 400 {
		n := rng.IntN(len(s.files) - 4)
		// Without a sync several commits are under way at once.
		if err := s.survives(t, torn(s.files[n], s.files[n+3], rng, false), n+2); err != nil {
			t.Logf("seen at try %d: %v", try, err)
			return
		}
	}
	t.Error("four hundred unordered writes, and nothing was seen: the proof cannot see")
}
