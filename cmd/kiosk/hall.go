package main

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"motcua/ui/window"
)

// hallCmd is the main job on one machine: the three programs of a hall.
type hallCmd struct {
	dataFlag
	Listen  string `default:"127.0.0.1:8440" help:"Address of the hub."`
	Counter string `default:"1" help:"The counter of the officer's window."`
	Zone    string `default:"A" help:"The waiting room of the wall."`
	Desktop string `default:"2560x1440" help:"Size of the virtual display, where one is needed."`
}

// Run starts the programs, and a display where there is none, and ends with the first of them.
func (h *hallCmd) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	data, err := h.dir()
	if err != nil {
		return err
	}
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		end, err := h.virtual(ctx, data)
		if err != nil {
			return err
		}
		defer end()
	}
	w, height, err := window.Desktop("")
	if err != nil {
		return notPossible("%v; start it from a desktop, or without DISPLAY to get a virtual one", err)
	}
	lay := window.LayHall(w, height, 1)
	hub := "http://" + h.Listen
	jobs := [][]string{
		{"kiosk", "run", "--data", data, "--listen", h.Listen, "--window", lay.Kiosk.String()},
		{"display", "run", "--hub", hub, "--zone", h.Zone, "--data", filepath.Join(data, "wall"), "--window", lay.Wall.String()},
		{"counter", "run", "--hub", hub, "--counter", h.Counter, "--data", filepath.Join(data, "counter"), "--window", lay.Counters[0].String()},
	}
	ended := make(chan error, len(jobs)) // one a program
	for _, job := range jobs {
		if err := launch(ctx, job, ended); err != nil {
			return err
		}
	}
	fmt.Printf("kiosk, counter %s and the wall of zone %s are running; slips land in %s\nCtrl-C ends all three.\n",
		h.Counter, h.Zone, filepath.Join(data, "slips"))
	err = <-ended
	cancel()
	for range len(jobs) - 1 {
		err = errors.Join(err, <-ended)
	}
	return err
}

// launch starts one of the programs that lie beside this one.
func launch(ctx context.Context, job []string, ended chan<- error) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding the programs: %v", err)
	}
	path := filepath.Join(filepath.Dir(self), job[0])
	if _, err := os.Stat(path); err != nil {
		return notPossible("the program %s is not beside this one (%s); build all three with: make build", job[0], filepath.Dir(self))
	}
	cmd := exec.CommandContext(ctx, path, job[1:]...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	cmd.Stdin, cmd.Stdout, cmd.Stderr = nil, os.Stdout, os.Stderr
	cmd.Env = quietly(os.Environ())
	if job[0] == "kiosk" {
		cmd.Stdin = os.Stdin // what is typed is scanned
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting %s: %v", job[0], err)
	}
	go func() {
		err := cmd.Wait()
		if err != nil && ctx.Err() == nil {
			err = fmt.Errorf("%s ended: %v", job[0], err)
		} else {
			err = nil
		}
		ended <- err
	}()
	return nil
}

// quietly is an environment in which the graphics library keeps its pictures
// for longer than a minute, and does not complain about a missing language.
// It reads both before the program's own first line.
func quietly(env []string) []string {
	for name, value := range map[string]string{"FYNE_CACHE": "10m", "LANG": "vi_VN.UTF-8"} {
		if os.Getenv(name) == "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// virtual starts a display of its own and says where to look at it.
func (h *hallCmd) virtual(ctx context.Context, data string) (end func(), err error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", h.Desktop+"x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		return nil, notPossible("this machine has no display, and a virtual one cannot be started (%v); install it with: make deps", err)
	}
	write.Close()
	var number int
	_, err = fmt.Fscan(read, &number)
	read.Close()
	if err != nil {
		_ = x.Process.Kill()
		_ = x.Wait()
		return nil, notPossible("the virtual display did not start: %v", err)
	}
	display := fmt.Sprintf(":%d", number)
	os.Setenv("DISPLAY", display)
	fmt.Printf("no display here: a virtual one is %s\n", display)
	stopVNC := serveVNC(display)
	picture := filepath.Join(data, "screen.png")
	fmt.Printf("a picture of it, renewed every 3 seconds: %s\n", picture)
	go renew(ctx, display, picture)
	return func() {
		stopVNC()
		_ = x.Process.Signal(syscall.SIGTERM)
		_ = x.Wait()
	}, nil
}

// serveVNC lets a person of this machine look at the virtual display and use it.
func serveVNC(display string) (stop func()) {
	const port = "5930"
	v := exec.Command("x11vnc", "-display", display, "-localhost", "-rfbport", port, "-forever", "-shared", "-nopw", "-quiet")
	if err := v.Start(); err != nil {
		if !errors.Is(err, exec.ErrNotFound) {
			fmt.Fprintf(os.Stderr, "no VNC: %v\n", err)
		}
		return func() {}
	}
	fmt.Printf("look at it and use it with any VNC viewer on this machine: 127.0.0.1:%s\n", port)
	return func() {
		_ = v.Process.Signal(syscall.SIGTERM)
		_ = v.Wait()
	}
}

// renew keeps a picture of the display for people without a viewer.
func renew(ctx context.Context, display, path string) {
	tick := time.NewTicker(3 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := shoot(display, path); err != nil && ctx.Err() == nil {
			fmt.Fprintln(os.Stderr, strings.TrimSpace(err.Error()))
			return
		}
	}
}

// shoot writes the picture whole or not at all, so that a viewer never meets half of one.
func shoot(display, path string) error {
	img, err := window.Picture(display)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "screen-*.png")
	if err != nil {
		return fmt.Errorf("keeping the picture of the display: %v", err)
	}
	defer os.Remove(f.Name())
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := errors.Join(enc.Encode(f, img), f.Close()); err != nil {
		return fmt.Errorf("keeping the picture of the display: %v", err)
	}
	return os.Rename(f.Name(), path)
}
