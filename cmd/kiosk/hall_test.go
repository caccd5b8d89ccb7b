//go:build !headless && linux

package main

import (
	"context"
	"fmt"
	"image"
	_ "image/png"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"motcua/internal/queue"
	"motcua/ui/window"
)

// TestHall_MakesADisplayAndLeavesNothingBehind: where there is no display the
// main job makes one, says where to look, and takes everything with it at the end.
func TestHall_MakesADisplayAndLeavesNothingBehind(t *testing.T) {
	if _, err := exec.LookPath("Xvfb"); err != nil {
		t.Skip("there is no Xvfb for a virtual display; make deps installs it")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	p := start(t, filepath.Join(programs(t), "kiosk"), quiet(t.TempDir()), "hall", "--data", data, "--listen", addr)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if _, err := p.out.until(ctx, func(s string) bool { return strings.Contains(s, "listening on http://"+addr) }); err != nil {
		t.Fatal(err)
	}
	await(t, "kiosk, counter and wall listen", (&hallRun{t: t, addr: addr}).walls)
	var n int
	if _, err := fmt.Sscanf(p.out.String(), "no display here: a virtual one is :%d", &n); err != nil {
		t.Fatalf("it does not say which display it made: %v", err)
	}
	display := fmt.Sprintf(":%d", n)
	await(t, "the windows are painted", func() bool {
		img, err := window.Picture(display)
		return err == nil && painted(img) > .5
	})
	await(t, "the picture for people without a viewer shows them", func() bool {
		f, err := os.Open(filepath.Join(data, "screen.png"))
		if err != nil {
			return false
		}
		defer f.Close()
		img, _, err := image.Decode(f)
		return err == nil && !flat(img)
	})
	for _, want := range []string{"slips land in", "Ctrl-C ends all three", "printer and scanner are simulated"} {
		if !strings.Contains(p.out.String(), want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if err := p.end(t, 15*time.Second); err != nil {
		t.Errorf("it ended with %v, want a clean end", err)
	}
	p.done <- nil
	if answers(t.Context(), "http://"+addr+"/healthz") {
		t.Error("the hub is still there")
	}
	if _, err := window.Picture(display); err == nil {
		t.Error("the display is still there")
	}
	issuedInVerified(t, data)
}

// TestDemo_PlaysInWindows: a short morning on a desktop, whose wall tells the
// counters what it has shown; the windows close with the last visitor.
func TestDemo_PlaysInWindows(t *testing.T) {
	x := newDesktop(t, 2560, 1440)
	out := t.TempDir()
	env := append(quiet(t.TempDir()), "DISPLAY="+x.display)
	p := start(t, program, env, "demo", "--speed", "120", "--from", "8h", "--for", "8m", "--dossiers", "600", "--out", out)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := p.out.until(ctx, regexp.MustCompile(`Mời số`).MatchString); err != nil {
		t.Fatal(err)
	}
	await(t, "the desktop is full of windows", func() bool {
		return painted(x.look(window.Placement{W: 2560, H: 1440})) > .7
	})
	pass(handPause)
	x.keep("demo")
	select {
	case err := <-p.done:
		if err != nil {
			t.Fatalf("the play ended with %v", err)
		}
		p.done <- nil
	case <-ctx.Done():
		t.Fatal("the play does not end")
	}
	if !regexp.MustCompile(`(?m)^tickets [1-9]\d*  calls [1-9]`).MatchString(p.out.String()) {
		t.Error("it ends without a summary")
	}
	shown := 0
	issuedInVerified(t, filepath.Join(out, "data"))
	for _, e := range eventsIn(t, filepath.Join(out, "data")) {
		if _, ok := e.(queue.Shown); ok {
			shown++
		}
	}
	if shown == 0 {
		t.Error("the wall has told the counters of no call it has shown")
	}
}
