package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"motcua/internal/lan"
	"motcua/internal/store"
)

// TestScripts plays the command line as a technician types it. Beside the
// commands of testscript the scripts know those of [words].
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Deadline:            time.Now().Add(3 * time.Minute), // a program that hangs is ended, and its script fails
		Cmds:                words(),
		Condition: func(cond string) (bool, error) {
			if cond == "windows-built" {
				return hasWindows, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("DISPLAY", "")
			e.Setenv("WAYLAND_DISPLAY", "")
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
	})
}

type word = func(ts *testscript.TestScript, neg bool, args []string)

func words() map[string]word {
	return map[string]word{
		"exits":   exits,
		"up":      up,
		"post":    post,
		"get":     get,
		"term":    term,
		"lastday": lastDay,
		"count":   count,
		"flip":    flip,
		"newer":   newer,
		"cutoff":  cutOff,
	}
}

// patience is how long a command that refuses may take on a busy machine
// before it is said to hang: waiting for a lock is two seconds of it.
const patience = 30 * time.Second

// exits CODE PROGRAM ARGS...: the program ends by itself, with this code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	began, got := time.Now(), 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if took := time.Since(began); took > patience {
		ts.Fatalf("it took %v", took)
	}
	if got != want {
		ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// up DIR: waits until the hub of this data directory takes commands, and puts
// its address into $HUB, without the scheme into $ADDRESS.
func up(ts *testscript.TestScript, _ bool, args []string) {
	url, err := waitReady(context.Background(), ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Setenv("HUB", url)
	ts.Setenv("ADDRESS", strings.TrimPrefix(url, "http://"))
}

// waitReady is the address of the hub of a data directory, once it takes commands.
func waitReady(ctx context.Context, data string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	beat := time.NewTicker(20 * time.Millisecond)
	defer beat.Stop()
	for {
		if url, err := store.ReadAddress(data); err == nil && answers(ctx, url+"/readyz") {
			return url, nil
		}
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("no hub of %s answers", data)
		case <-beat.C:
		}
	}
}

func answers(ctx context.Context, url string) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// post STATUS PATH [BODY]: a command to the hub of `up`; its answer is the standard output.
func post(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: post STATUS PATH [BODY]")
	}
	body := "{}"
	if len(args) > 2 {
		body = args[2]
	}
	request(ts, http.MethodPost, args[0], args[1], body)
}

// get STATUS PATH: a question to the hub of `up`; its answer is the standard output.
func get(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: get STATUS PATH")
	}
	request(ts, http.MethodGet, args[0], args[1], "")
}

func request(ts *testscript.TestScript, method, status, path, body string) {
	r, err := http.NewRequest(method, ts.Getenv("HUB")+path, strings.NewReader(body))
	ts.Check(err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", "en")
	if method == http.MethodPost {
		r.Header.Set("Idempotency-Key", lan.NewKey())
	}
	resp, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer resp.Body.Close()
	_, err = io.Copy(ts.Stdout(), resp.Body)
	ts.Check(err)
	if got := strconv.Itoa(resp.StatusCode); got != status {
		ts.Fatalf("%s %s: got %s, want %s", method, path, got, status)
	}
}

// term: asks every program in the background to end, as a supervisor does.
func term(ts *testscript.TestScript, _ bool, _ []string) {
	for _, c := range ts.BackgroundCmds() {
		ts.Check(c.Process.Signal(syscall.SIGTERM))
	}
}

// lastday DIR: puts the last day of the tape into $DAY.
func lastDay(ts *testscript.TestScript, _ bool, args []string) {
	days, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "tape", "*.jsonl"))
	ts.Check(err)
	if len(days) == 0 {
		ts.Fatalf("the tape of %s is empty", args[0])
	}
	slices.Sort(days)
	ts.Setenv("DAY", strings.TrimSuffix(filepath.Base(days[len(days)-1]), ".jsonl"))
}

// count N DIR: the record holds exactly N commits.
func count(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.ParseUint(args[0], 10, 64)
	ts.Check(err)
	r, err := store.Verify(ts.MkAbs(args[1]), store.Options{})
	ts.Check(err)
	if r.Commits != want {
		ts.Fatalf("%s holds %d commits, want %d", args[1], r.Commits, want)
	}
}

// cutoff FILE: keeps the first half of a file.
func cutOff(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	info, err := os.Stat(path)
	ts.Check(err)
	ts.Check(os.Truncate(path, info.Size()/2))
}

// flip SEQ DIR: changes one byte of a commit where it lies in centre.db, past
// every program of the house.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	seq, err := strconv.ParseUint(args[0], 10, 64)
	ts.Check(err)
	path := filepath.Join(ts.MkAbs(args[1]), "centre.db")
	ts.Check(flipByte(path, seq))
}

func flipByte(path string, seq uint64) error {
	commit, err := commitIn(path, seq)
	if err != nil {
		return err
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	at := bytes.Index(file, commit)
	if at < 0 {
		return fmt.Errorf("commit %d is not whole in one place", seq)
	}
	// Older pages may hold the same bytes; those that count are among these.
	for at >= 0 {
		file[at+len(commit)/2] ^= 1
		next := bytes.Index(file[at+1:], commit)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return os.WriteFile(path, file, 0o600)
}

// seqOf is the number a line of the tape, or a commit, says it has.
func seqOf(line []byte) uint64 {
	var c struct {
		Seq uint64 `json:"seq"`
	}
	if json.Unmarshal(line, &c) != nil {
		return 0
	}
	return c.Seq
}
