package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"motcua/internal/journal/journaltest"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// childDir tells a copy of the test program to be the one that is killed.
const childDir = "MOTCUA_STORE_CHILD"

// childLies makes it tell a commit before it is stored.
const childLies = "MOTCUA_STORE_LIES"

// child appends for ever and says the number of each commit once it is told to be on disk.
func child(dir string) int {
	s, err := store.Open(dir, store.Options{Wait: 5 * time.Second})
	if err != nil {
		fmt.Fprintln(os.Stdout, "error", err)
		return 1
	}
	var w journaltest.Writer
	for e, err := range s.Journal().Read(context.Background(), 0) {
		if err == nil {
			err = w.Follow(e)
		}
		if err != nil {
			fmt.Fprintln(os.Stdout, "error", err)
			return 1
		}
	}
	for {
		after := w.Seq()
		events := []queue.Event{queue.Shown{Wall: strings.Repeat("w", rand.IntN(3000)), No: int(after)}}
		if after == 0 {
			events = []queue.Event{queue.DayOpened{Day: "2026-11-23"}}
		}
		err := s.Journal().Append(context.Background(), after, w.Next("k"+strconv.FormatUint(after+1, 10), events...))
		if os.Getenv(childLies) != "" && after > 0 {
			fmt.Fprintln(os.Stdout, "stored", after+2) // the planted fault: telling before storing
		}
		if err != nil {
			fmt.Fprintln(os.Stdout, "error", err)
			return 1
		}
		fmt.Fprintln(os.Stdout, "stored", after+1)
	}
}

// killed starts the child, lets it store for a while, kills it, and gives the
// last commit it said was stored.
func killed(t *testing.T, dir string, env ...string) uint64 {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(env, childDir+"="+dir)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	limit := 5 + rand.IntN(60)
	var last uint64
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		if text, bad := strings.CutPrefix(lines.Text(), "error "); bad {
			t.Fatalf("the child: %s", text)
		}
		if _, err := fmt.Sscanf(lines.Text(), "stored %d", &last); err != nil {
			t.Fatalf("the child said %q", lines.Text())
		}
		if n == limit {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // killed, as it should be
	return last
}

// A program killed at any moment has lost nothing that it said was stored.
func TestKill_LosesNothingThatWasTold(t *testing.T) {
	dir := t.TempDir()
	for round := range 12 {
		told := killed(t, dir)
		s := open(t, dir, store.Options{})
		if head := s.Head(); head < told {
			t.Fatalf("round %d: told %d, found %d", round, told, head)
		}
		s.Close()
		if r := verify(t, dir); r.Commits < told {
			t.Fatalf("round %d: told %d, verified %d", round, told, r.Commits)
		}
	}
}

// The same test must see a program that tells before it stores.
func TestKill_SeesAProgramThatTellsTooEarly(t *testing.T) {
	for range 20 {
		dir := t.TempDir()
		told := killed(t, dir, childLies+"=1")
		s := open(t, dir, store.Options{})
		head := s.Head()
		s.Close()
		if head < told {
			return
		}
	}
	t.Error("twenty liars, and none was caught")
}
