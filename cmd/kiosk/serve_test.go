package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"motcua/internal/journal"
	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// running is a program of the house as a process of its own.
type running struct {
	cmd  *exec.Cmd
	out  *lines
	errs bytes.Buffer
	done chan error // 1: how it ended
}

// start runs a program until the test ends, if it does not end by itself.
func start(t *testing.T, name string, env []string, args ...string) *running {
	t.Helper()
	p := &running{cmd: exec.Command(name, args...), out: &lines{more: make(chan struct{})}, done: make(chan error, 1)}
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = env, p.out, &p.errs
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		p.done <- p.cmd.Wait()
		close(ended)
	}()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		<-ended
		if t.Failed() {
			t.Logf("%s %s said:\n%s%s", name, strings.Join(args, " "), p.out.String(), p.errs.String())
		}
	})
	return p
}

// kill ends it as a power cut would.
func (p *running) kill() {
	_ = p.cmd.Process.Kill()
	if err := <-p.done; err == nil {
		return // it had ended by itself: that is as good
	}
}

// end asks it to end, and gives how it did.
func (p *running) end(t *testing.T, within time.Duration) error {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	limit := time.NewTimer(within)
	defer limit.Stop()
	select {
	case err := <-p.done:
		return err
	case <-limit.C:
		t.Fatalf("%s did not end within %v of being asked to", p.cmd.Path, within)
		return nil
	}
}

// lines is the output of a program, to be waited on.
type lines struct {
	mu   sync.Mutex // guards everything below
	text bytes.Buffer
	more chan struct{} // closed and made anew with each write
}

// Write implements io.Writer.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.more)
	l.more = make(chan struct{})
	return l.text.Write(p)
}

// String is all of it.
func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// until waits for the output to be as wished, and gives it.
func (l *lines) until(ctx context.Context, wished func(string) bool) (string, error) {
	for {
		l.mu.Lock()
		text, more := l.text.String(), l.more
		l.mu.Unlock()
		if wished(text) {
			return text, nil
		}
		select {
		case <-ctx.Done():
			return text, errors.New("the program did not say what was waited for")
		case <-more:
		}
	}
}

// hubOf starts a hub on a data directory and waits until it takes commands.
func hubOf(t *testing.T, data string, args ...string) (*running, *lan.Client) {
	t.Helper()
	p := start(t, program, quiet(t.TempDir()), append([]string{"serve", "--data", data, "--dev", "--listen", "127.0.0.1:0"}, args...)...)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	const at = "listening on "
	text, err := p.out.until(ctx, func(s string) bool {
		_, rest, ok := strings.Cut(s, at)
		return ok && strings.Contains(rest, "\n")
	})
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(text, at)
	url, _, _ := strings.Cut(rest, "\n")
	return p, lan.Dial(url, lan.DialOptions{Lang: "en", Role: "lead"})
}

// TestServe_EndsWhenAsked: with a stream open and commands under way a hub is
// gone within ten seconds of SIGTERM, cleanly.
func TestServe_EndsWhenAsked(t *testing.T) {
	data := t.TempDir()
	hub, client := hubOf(t, data, "--site", "small")
	url, err := store.ReadAddress(data)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/v1/events?view=queue", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	stream := bufio.NewScanner(resp.Body)
	for stream.Text() != "event: snapshot" {
		if !stream.Scan() {
			t.Fatalf("the stream ended before its first picture: %v", stream.Err())
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	enough := make(chan struct{}, 1)
	told := press(ctx, client, 4, 20, enough)
	waitFor(t, enough)
	if err := hub.end(t, 10*time.Second); err != nil {
		t.Errorf("asked to end: got %v, want a clean end", err)
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Logf("the stream ended with %v", err)
	}
	cancel()
	heldToAll(t, data, told())
	if n := strings.Count(hub.out.String(), "listening on"); n != 1 {
		t.Errorf("it said %d times where it listens, want once", n)
	}
}

// TestServe_KilledInTheMiddleKeepsWhatItTold: every number that was told before
// kill -9 is in the record, and the next start goes on behind the last of them.
func TestServe_KilledInTheMiddleKeepsWhatItTold(t *testing.T) {
	data := t.TempDir()
	all := map[string]bool{}
	for range 3 {
		hub, client := hubOf(t, data, "--site", "small")
		ctx, cancel := context.WithCancel(t.Context())
		enough := make(chan struct{}, 1)
		told := press(ctx, client, 4, 60, enough)
		waitFor(t, enough)
		hub.kill()
		cancel()
		for id := range told() {
			if all[id] {
				t.Errorf("the number %s was given twice", id)
			}
			all[id] = true
		}
		heldToAll(t, data, all)
	}
	hub, client := hubOf(t, data)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	s, err := client.Take(ctx, lan.NewKey(), lan.Took{Service: "tuphap-new"})
	if err != nil {
		t.Fatal(err)
	}
	if all[s.Ticket.ID] {
		t.Errorf("after the last start %s is given again", s.Ticket.Number)
	}
	if err := hub.end(t, 10*time.Second); err != nil {
		t.Errorf("asked to end: got %v, want a clean end", err)
	}
}

// press takes numbers from several hands until the context ends, and says when
// so many have been told; the function it returns gives the ids of all of them.
func press(ctx context.Context, c *lan.Client, hands, many int, enough chan<- struct{}) func() map[string]bool {
	var mu sync.Mutex
	told := map[string]bool{}
	var wait sync.WaitGroup
	for range hands {
		wait.Go(func() {
			for ctx.Err() == nil {
				s, err := c.Take(ctx, lan.NewKey(), lan.Took{Service: "tuphap-new"})
				if err != nil {
					continue
				}
				mu.Lock()
				told[s.Ticket.ID] = true
				n := len(told)
				mu.Unlock()
				if n == many {
					enough <- struct{}{}
				}
			}
		})
	}
	return func() map[string]bool {
		wait.Wait()
		return told
	}
}

func waitFor(t *testing.T, enough <-chan struct{}) {
	t.Helper()
	select {
	case <-enough:
	case <-time.After(patience):
		t.Fatal("the hub is too slow to be ended in the middle")
	}
}

// heldToAll fails unless the record is whole and holds every number that was told.
func heldToAll(t *testing.T, data string, told map[string]bool) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, "verify", "--data", data).CombinedOutput()
	if err != nil {
		t.Fatalf("verify: %v\n%s", err, out)
	}
	have := issuedIn(t, data)
	for id := range told {
		if !have[id] {
			t.Errorf("%s was told, and is not in the record", id)
		}
	}
	if len(told) == 0 {
		t.Error("nothing was told, so nothing was proved")
	}
	t.Logf("%d numbers told, %d in the record of %s", len(told), len(have), filepath.Base(data))
}

// issuedIn are the ids of all tickets of a record.
func issuedIn(t *testing.T, data string) map[string]bool {
	t.Helper()
	have := map[string]bool{}
	for _, e := range eventsIn(t, data) {
		if i, ok := e.(queue.Issued); ok {
			have[i.Ticket] = true
		}
	}
	return have
}

// eventsIn is everything that happened, by a record.
func eventsIn(t *testing.T, data string) (all []queue.Event) {
	t.Helper()
	st, err := store.Open(data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for entry, err := range st.Journal().Read(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		c, err := journal.Decode(entry.Data)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range c.Acts {
			all = append(all, a.Events...)
		}
	}
	return all
}
