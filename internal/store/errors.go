package store

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"motcua/internal/journal"
)

// What is wrong with a data directory, and the way out.
var (
	// ErrLocked says that another process has the data directory.
	ErrLocked = errors.New("store: the data directory is in use by another process; stop that one first")
	// ErrNewer says that a newer program wrote the data directory.
	ErrNewer = errors.New("store: the data directory was written by a newer program; install that one, or restore a backup into an empty directory")
	// ErrDamaged says that centre.db cannot be read as a whole.
	ErrDamaged = errors.New("store: centre.db is damaged; `kiosk rebuild` makes it again from the tape, `kiosk restore` from a backup")
	// ErrMissing says that there is no centre.db.
	ErrMissing = errors.New("store: there is no centre.db here; give the right --data directory")
	// ErrNotEmpty says that a directory that must be empty is not.
	ErrNotEmpty = errors.New("store: the directory already holds a record; choose an empty one")
	// ErrTapeDiffers says that tape and record tell different stories.
	ErrTapeDiffers = errors.New("store: the tape does not agree with the record; look with `kiosk verify`, then move the wrong one away")
	// ErrErased says that the key of a sealed text is gone, and with it the text.
	ErrErased = errors.New("store: the text was erased at the end of its retention")
)

// Errors of writing.
var (
	// ErrFull says that the disk is full. Nothing was stored; freeing space is enough to go on.
	ErrFull = fmt.Errorf("store: the disk is full; free some space and go on (%w)", journal.ErrNotDurable)
	// ErrDisk says that the disk failed; the program must end and be started again.
	ErrDisk = fmt.Errorf("store: the disk reports an error; replace it if this comes again (%w)", journal.ErrBroken)
)

// full tells a disk without room. bbolt passes some causes on as text only.
func full(err error) bool {
	for _, e := range []error{syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT} {
		if errors.Is(err, e) || strings.Contains(err.Error(), e.Error()) {
			return true
		}
	}
	return errors.Is(err, berrors.ErrMaxSizeReached)
}

// failed tells a disk that does not do what it is told: what it holds after a
// failed sync is unknown for good, so trying again would be a lie.
func failed(err error) bool {
	return errors.Is(err, syscall.EIO) || strings.Contains(err.Error(), syscall.EIO.Error())
}

// BrokenError names the first commit that is not what it was.
type BrokenError struct {
	Seq uint64
	Why error
}

// Error says which commit and what is wrong with it.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("store: the record is broken at commit %d: %v", e.Seq, e.Why)
}

// Unwrap makes a broken record count as damage, and gives the cause.
func (e *BrokenError) Unwrap() []error { return []error{ErrDamaged, e.Why} }
