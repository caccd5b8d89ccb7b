package wire

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"motcua/drivers"
)

// folder is a printer that is a folder: each job becomes a file of its bytes.
type folder struct{ u drivers.URI }

func (f folder) String() string { return f.u.String() }
func (f folder) Traits() Traits { return Traits{OneWay: true} }

// Dial makes the folder if it is not there.
func (f folder) Dial(context.Context) (Conn, error) {
	dir := f.u.File()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, Explain(err)
	}
	return &folderConn{dir: dir, done: make(chan struct{})}, nil
}

type folderConn struct {
	dir  string
	done chan struct{} // closed by Close

	mu       sync.Mutex // guards everything below
	file     *os.File   // the job that is being written, or nil
	deadline time.Time
	closed   bool
}

// Write adds to the file of the present job.
func (c *folderConn) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return 0, os.ErrClosed
	}
	if c.file == nil {
		f, err := os.CreateTemp(c.dir, ".job-*")
		if err != nil {
			return 0, err
		}
		c.file = f
	}
	return c.file.Write(b)
}

// Settle ends the job: its file is safe on the disk and gets its name.
func (c *folderConn) Settle(_ context.Context, job string) (drivers.Proof, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.file == nil {
		return drivers.None, nil
	}
	f := c.file
	c.file = nil
	if err := f.Sync(); err != nil {
		f.Close()
		return drivers.None, err
	}
	if err := f.Close(); err != nil {
		return drivers.None, err
	}
	name := time.Now().Format("20060102-150405.000000") + "-" + fileName(job) + ".bin"
	if err := os.Rename(f.Name(), filepath.Join(c.dir, name)); err != nil {
		return drivers.None, err
	}
	return drivers.Completed, nil
}

// fileName keeps of a job's ID what a file may be called.
func fileName(job string) string {
	keep := func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r == '-', r == '_':
			return r
		}
		return -1
	}
	if s := strings.Map(keep, job); s != "" {
		return s[:min(len(s), 40)]
	}
	return "job"
}

// Read waits: a folder says nothing.
func (c *folderConn) Read([]byte) (int, error) {
	c.mu.Lock()
	deadline := c.deadline
	c.mu.Unlock()
	var late <-chan time.Time
	if !deadline.IsZero() {
		t := time.NewTimer(time.Until(deadline))
		defer t.Stop()
		late = t.C
	}
	select {
	case <-c.done:
		return 0, os.ErrClosed
	case <-late:
		return 0, os.ErrDeadlineExceeded
	}
}

// SetReadDeadline bounds the next Read.
func (c *folderConn) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deadline = t
	return nil
}

// SetWriteDeadline does nothing: a disk has no deadline.
func (c *folderConn) SetWriteDeadline(time.Time) error { return nil }

// Close throws away a job that was not settled.
func (c *folderConn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil
	}
	c.closed = true
	close(c.done)
	if c.file == nil {
		return nil
	}
	name := c.file.Name()
	if err := c.file.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", name, err)
	}
	return os.Remove(name)
}
