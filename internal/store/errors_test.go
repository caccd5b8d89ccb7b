package store

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"

	berrors "go.etcd.io/bbolt/errors"

	"motcua/internal/journal"
)

// bbolt passes some causes on as text only; they must be told apart all the same.
func TestErrors_AreToldApart(t *testing.T) {
	wrote := func(e error) error { return &os.PathError{Op: "write", Path: "centre.db", Err: e} }
	for name, tt := range map[string]struct {
		err          error
		full, failed bool
	}{
		"no space":                  {wrote(syscall.ENOSPC), true, false},
		"no space, as text":         {fmt.Errorf("file sync error: %s", wrote(syscall.ENOSPC).Error()), true, false},
		"file too large, as text":   {fmt.Errorf("file resize error: %s", wrote(syscall.EFBIG).Error()), true, false},
		"over quota":                {wrote(syscall.EDQUOT), true, false},
		"the bound of the file":     {berrors.ErrMaxSizeReached, true, false},
		"input/output":              {wrote(syscall.EIO), false, true},
		"input/output, as text":     {fmt.Errorf("file sync error: %s", wrote(syscall.EIO).Error()), false, true},
		"something else altogether": {errors.New("tx not writable"), false, false},
	} {
		if got := full(tt.err); got != tt.full {
			t.Errorf("%s: full %v", name, got)
		}
		if got := failed(tt.err); got != tt.failed {
			t.Errorf("%s: failed %v", name, got)
		}
	}
	s := &Store{}
	if err := s.notWritten(wrote(syscall.EIO)); !errors.Is(err, ErrDisk) || !errors.Is(err, journal.ErrBroken) {
		t.Errorf("got %v, want ErrDisk that ends the hub", err)
	}
}
