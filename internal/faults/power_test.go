package faults

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestPower_ACutLosesNothingThatWasTold cuts the power of a disk that forgets,
// at a random operation, again and again on the same record.
func TestPower_ACutLosesNothingThatWasTold(t *testing.T) {
	needFuse(t)
	end := faultsFor(t, 8*time.Second)
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 1))
	cuts, told := 0, 0
	for time.Now().Before(end) {
		image, all := map[string][]byte{}, map[string]bool{}
		for life := 0; life < 8 && time.Now().Before(end); life++ { // a fresh disk every eight cuts
			after, heard := cutOnce(t, image, 12+rng.IntN(160), false, rng)
			for _, id := range heard {
				all[id] = true
			}
			healed, err := whole(t, after, all)
			if err != nil {
				t.Fatalf("seed %d, cut %d: %v", seed, cuts, err)
			}
			image = healed
			cuts++
			told += len(heard)
		}
	}
	t.Logf("%d cuts, %d numbers told, none lost", cuts, told)
	if told == 0 {
		t.Error("no number was told before any of the cuts: nothing was proved")
	}
}

// TestPower_ADiskThatLiesIsSeen is the control: the same proof over a disk
// whose sync does nothing (as with NoSync) must find a loss.
func TestPower_ADiskThatLiesIsSeen(t *testing.T) {
	needFuse(t)
	rng := rand.New(rand.NewPCG(7, 7))
	sound, _ := cutOnce(t, nil, 80, false, rng)
	image, err := whole(t, sound, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 60 {
		after, heard := cutOnce(t, image, 60+rng.IntN(100), true, rng)
		all := map[string]bool{}
		for _, id := range heard {
			all[id] = true
		}
		if _, err := whole(t, after, all); err != nil {
			t.Logf("seen: %v", err)
			return
		}
	}
	t.Error("sixty cuts on a disk that never syncs, and no loss was seen: the proof cannot see")
}

// cutOnce runs a hub on the image until the power goes, and gives what is left
// and what was told.
func cutOnce(t *testing.T, image map[string][]byte, at int, lies bool, rng *rand.Rand) (map[string][]byte, []string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "cut-") //nolint:usetesting // t.TempDir would be removed while it is mounted
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(dir)
	d, srv := mountDisk(t, dir, image, at, lies, rng)
	defer func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }()
	cmd, lines := child(t, "take", dir, "")
	heard := make(chan []string, 1) // the one answer of the reader
	go func() {
		var list []string
		for lines.Scan() {
			list = append(list, lines.Text())
		}
		heard <- list
	}()
	select {
	case <-d.cutted:
	case <-time.After(20 * time.Second):
		t.Error("the power did not go in 20 s")
	}
	// The number is told before the pipe is read: what the child said up to its end counts.
	_ = cmd.Process.Kill()
	list := <-heard
	_ = cmd.Wait()
	left := d.survives()
	if err := srv.Unmount(); err != nil {
		t.Logf("unmounting: %v", err)
	}
	return left, list
}

// whole starts a hub over what a cut left, and holds it against what was told.
func whole(t *testing.T, image map[string][]byte, told map[string]bool) (map[string][]byte, error) {
	t.Helper()
	dir := t.TempDir()
	if err := lay(dir, image); err != nil {
		t.Fatal(err)
	}
	have, err := tickets(dir)
	if err != nil {
		return nil, err
	}
	for id := range told {
		if !have[id] {
			return nil, fmt.Errorf("%s was told and is not in the record of %d numbers", id, len(have))
		}
	}
	return read(dir)
}

// lay writes an image into a folder.
func lay(dir string, image map[string][]byte) error {
	for name, data := range image {
		path := filepath.Join(dir, name)
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o700); err != nil {
				return err
			}
			continue
		}
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, data, 0o600))
		if err != nil {
			return err
		}
	}
	return nil
}

// read is a folder as an image.
func read(dir string) (map[string][]byte, error) {
	image := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		image[name], err = os.ReadFile(path)
		return err
	})
	return image, err
}
