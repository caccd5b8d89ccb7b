//go:build !headless && linux

package main

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// programs is the folder of the three programs: bin/ if that is newer than the
// sources, else a folder they are built into.
func programs(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("MOTCUA_BIN"); dir != "" {
		return dir
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if dir := filepath.Join(root, "bin"); fresh(t, root, dir) {
		return dir
	}
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", dir+string(filepath.Separator), "./cmd/...")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the programs: %v\n%s", err, said)
	}
	return dir
}

// fresh tells whether the programs of a folder are all there, and newer than
// every source file.
func fresh(t *testing.T, root, dir string) bool {
	t.Helper()
	oldest := time.Now()
	for _, name := range []string{"kiosk", "counter", "display"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return false
		}
		if info.ModTime().Before(oldest) {
			oldest = info.ModTime()
		}
	}
	newest := true
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != root && (name == "bin" || name == "out" || name == "testdata" || strings.HasPrefix(name, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, ".md") && info.ModTime().After(oldest) {
			newest = false
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return newest
}
