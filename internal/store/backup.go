package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
)

// keptBackups is how many copies Backup leaves in its directory.
const keptBackups = 7

// Backup writes a copy of centre.db as it is now into dir, while the hub works
// on, keeps the newest seven, and gives the name of the copy. Empty: backup/ in
// the data directory. The moment becomes part of the name.
func (s *Store) Backup(dir string, at time.Time) (string, error) {
	if dir == "" {
		dir = filepath.Join(s.dir, backupName)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", fmt.Errorf("store: making %s: %w", dir, err)
	}
	name := filepath.Join(dir, "centre-"+at.Format("20060102-150405")+".db")
	draft := name + ".new"
	err := s.view(func(tx *bolt.Tx) (err error) {
		f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		if _, err := tx.WriteTo(f); err != nil {
			return err
		}
		return f.Sync()
	})
	if err == nil {
		err = publish(draft, name)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("store: writing a copy to %s: %w", dir, err), os.Remove(draft))
	}
	return name, prune(dir)
}

// prune removes all copies but the newest.
func prune(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "centre-????????-??????.db"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	for len(names) > keptBackups {
		if err := os.Remove(names[0]); err != nil {
			return err
		}
		names = names[1:]
	}
	return nil
}

// Restore makes a copy written by Backup the record of an empty data directory,
// after proving that the copy is whole.
func Restore(file, dir string) (Report, error) {
	if _, err := os.Stat(file); err != nil {
		return Report{}, fmt.Errorf("store: no copy at %s; give the file, it is named centre-DATE-TIME.db", file)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return Report{}, fmt.Errorf("store: making %s: %w", dir, err)
	}
	lock, err := lockDir(dir, time.Second)
	if err != nil {
		return Report{}, err
	}
	defer lock.Close()
	path := filepath.Join(dir, fileName)
	lines, _ := tapeFiles(filepath.Join(dir, tapeName))
	if _, err := os.Stat(path); err == nil || len(lines) > 0 {
		return Report{}, ErrNotEmpty
	}
	draft := path + ".new"
	if err := copyFile(file, draft); err != nil {
		return Report{}, errors.Join(fmt.Errorf("store: copying %s: %w", file, err), os.Remove(draft))
	}
	report, err := verifyFile(draft, Options{Wait: time.Second, Tape: filepath.Join(dir, tapeName)})
	if err != nil {
		return report, errors.Join(err, os.Remove(draft))
	}
	return report, publish(draft, path)
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}
