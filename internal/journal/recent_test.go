package journal_test

import (
	"context"
	"errors"
	"testing"

	"motcua/internal/journal"
	"motcua/internal/journal/journaltest"
	"motcua/internal/queue"
)

func recentOf(t *testing.T, commits, bytes int) *journal.Recent {
	t.Helper()
	m := journal.NewMemory()
	r := journal.NewRecent(m, bytes)
	var w journaltest.Writer
	for range commits {
		after := w.Seq()
		data := w.Next("k", queue.Shown{Wall: "w"})
		if err := m.Append(t.Context(), after, data); err != nil {
			t.Fatal(err)
		}
		r.Add(journal.Entry{Seq: after + 1, Data: data})
	}
	return r
}

func seqs(t *testing.T, r *journal.Recent, after uint64) (list []uint64) {
	t.Helper()
	for e, err := range r.Read(t.Context(), after) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e.Seq)
	}
	return list
}

func TestRecent_IsReadOnlyUpToWhatWasTold(t *testing.T) {
	for name, bytes := range map[string]int{"from memory": 1 << 20, "from the journal": 1, "from both": 1000} {
		t.Run(name, func(t *testing.T) {
			r := recentOf(t, 20, bytes)
			if got := seqs(t, r, 0); len(got) != 0 {
				t.Errorf("nothing was told, %v was read", got)
			}
			r.Tell(15)
			for _, after := range []uint64{0, 1, 7, 14, 15, 18} {
				got := seqs(t, r, after)
				if want := max(0, 15-int(after)); len(got) != want {
					t.Fatalf("after %d: got %v", after, got)
				}
				for i, seq := range got {
					if seq != after+uint64(i)+1 {
						t.Errorf("after %d: got %v", after, got)
					}
				}
			}
			r.Tell(9) // telling less takes nothing back
			if r.Head() != 15 {
				t.Errorf("head %d", r.Head())
			}
		})
	}
}

func TestRecent_EndsItsFollowersWhenClosed(t *testing.T) {
	r := recentOf(t, 3, 1<<20)
	r.Tell(3)
	errs := make(chan error, 1)
	go func() {
		for _, err := range r.Follow(context.Background(), 0) {
			if err != nil {
				errs <- err
			}
		}
	}()
	r.Close()
	r.Close()
	if err := <-errs; !errors.Is(err, journal.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
}
