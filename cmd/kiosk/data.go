package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// dataFlag is where the record is kept; every word of the program has it.
type dataFlag struct {
	Data string `placeholder:"DIR" help:"Data directory; by default motcua in the user's data folder."`
}

// dir is the data directory, made if it is missing.
func (d dataFlag) dir() (string, error) {
	dir, err := d.path()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", notPossible("the data directory %s cannot be made (%v); name another with --data DIR", dir, err)
	}
	return dir, nil
}

// path is where the data directory is, or would be: words that only read make none.
func (d dataFlag) path() (string, error) {
	dir := d.Data
	if dir == "" {
		home := os.Getenv("XDG_DATA_HOME")
		if home == "" {
			user, err := os.UserHomeDir()
			if err != nil {
				return "", notPossible("no home folder to keep the record in (%v); name one with --data DIR", err)
			}
			home = filepath.Join(user, ".local", "share")
		}
		dir = filepath.Join(home, "motcua")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("finding %s: %v", dir, err)
	}
	return abs, nil
}
