package faults

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

const sector = 512

// disk is a file system that forgets: it keeps what was synced, and at a power
// cut loses any part of the rest, sector by sector and in any order. Names are
// kept by a sync of their folder. Its model: sectors are atomic, a sync that
// returned was honest, and the size of a file is part of its sync.
type disk struct {
	mu      sync.Mutex
	rng     *rand.Rand
	ops     int
	cutAt   int // the power goes at this operation; 0: never
	dead    bool
	cutted  chan struct{}
	lies    bool // sync does nothing: the control
	top     *dir
	keeping float64
}

// file is what was synced, and what was only written.
type file struct {
	fs.Inode
	d             *disk
	live, durable []byte
}

// dir is a folder: its names as they are and as they would survive.
type dir struct {
	fs.Inode
	d             *disk
	live, durable map[string]fs.InodeEmbedder
}

func newDir(d *disk) *dir {
	return &dir{d: d, live: map[string]fs.InodeEmbedder{}, durable: map[string]fs.InodeEmbedder{}}
}

// step counts one operation that changes something; false once the power is gone.
func (d *disk) step() bool {
	if d.dead {
		return false
	}
	d.ops++
	if d.cutAt > 0 && d.ops >= d.cutAt {
		d.dead = true
		close(d.cutted)
		return false
	}
	return true
}

// mountDisk mounts a disk that holds the given image and loses power at operation cutAt.
func mountDisk(t *testing.T, at string, image map[string][]byte, cutAt int, lies bool, rng *rand.Rand) (*disk, *fuse.Server) {
	t.Helper()
	d := &disk{rng: rng, cutAt: cutAt, lies: lies, cutted: make(chan struct{})}
	d.top = newDir(d)
	zero := time.Duration(0)
	opt := &fs.Options{EntryTimeout: &zero, AttrTimeout: &zero, NegativeTimeout: &zero}
	opt.MountOptions = fuse.MountOptions{FsName: "forgetful", Name: "forgetful", DirectMount: true, MaxWrite: 64 << 10}
	opt.OnAdd = func(ctx context.Context) { d.load(ctx, image) }
	srv, err := fs.Mount(at, d.top, opt)
	if err != nil {
		t.Fatalf("mounting the forgetful disk: %v", err)
	}
	return d, srv
}

func (d *disk) load(ctx context.Context, image map[string][]byte) {
	names := make([]string, 0, len(image))
	for name := range image {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		at := d.top
		folder, base := filepath.Split(name)
		for part := range strings.SplitSeq(filepath.Clean(folder), "/") {
			if part == "." {
				continue
			}
			next, ok := at.live[part].(*dir)
			if !ok {
				next = newDir(d)
				at.NewPersistentInode(ctx, next, fs.StableAttr{Mode: syscall.S_IFDIR})
				at.AddChild(part, &next.Inode, true)
				at.live[part], at.durable[part] = next, next
			}
			at = next
		}
		if image[name] == nil { // an empty folder
			continue
		}
		f := &file{d: d, live: append([]byte(nil), image[name]...), durable: append([]byte(nil), image[name]...)}
		at.NewPersistentInode(ctx, f, fs.StableAttr{Mode: syscall.S_IFREG})
		at.AddChild(base, &f.Inode, true)
		at.live[base], at.durable[base] = f, f
	}
}

// survives is what is on the disk when the power comes back.
func (d *disk) survives() map[string][]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dead = true
	d.keeping = []float64{0, 0.1, 0.5, 0.9, 1}[d.rng.IntN(5)]
	image := map[string][]byte{}
	d.collect(d.top, "", image)
	return image
}

func (d *disk) collect(at *dir, path string, image map[string][]byte) {
	names := at.durable
	if d.keeping > 0 && d.rng.Float64() < d.keeping {
		names = at.live
	}
	for name, node := range names {
		full := filepath.Join(path, name)
		switch n := node.(type) {
		case *dir:
			if len(n.live) == 0 {
				image[full+"/"] = nil
			}
			d.collect(n, full, image)
		case *file:
			image[full] = d.torn(n)
		}
	}
}

// torn is a file after the cut: synced bytes, with any of the unsynced sectors.
func (d *disk) torn(f *file) []byte {
	out := append([]byte(nil), f.durable...)
	if len(f.live) > len(out) && d.rng.Float64() < d.keeping {
		out = append(out, make([]byte, len(f.live)-len(out))...)
	}
	for at := 0; at < len(out) && at < len(f.live); at += sector {
		end := min(at+sector, len(out), len(f.live))
		if d.rng.Float64() < d.keeping {
			copy(out[at:end], f.live[at:end])
		}
	}
	return out
}

func (f *file) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, fuse.FOPEN_KEEP_CACHE, 0
}

func (f *file) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	out.Mode, out.Size, out.Nlink = syscall.S_IFREG|0o600, uint64(len(f.live)), 1
	return 0
}

func (f *file) Read(_ context.Context, _ fs.FileHandle, dest []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if off >= int64(len(f.live)) {
		return fuse.ReadResultData(nil), 0
	}
	n := copy(dest, f.live[off:])
	return fuse.ReadResultData(dest[:n]), 0
}

func (f *file) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	f.grow(off + int64(len(data)))
	copy(f.live[off:], data) // the write in flight was handed over
	if !f.d.step() {
		return 0, syscall.EIO
	}
	return uint32(len(data)), 0
}

func (f *file) grow(to int64) {
	if to > int64(len(f.live)) {
		f.live = append(f.live, make([]byte, to-int64(len(f.live)))...)
	}
}

func (f *file) Setattr(ctx context.Context, h fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	f.d.mu.Lock()
	if size, ok := in.GetSize(); ok {
		if !f.d.step() {
			f.d.mu.Unlock()
			return syscall.EIO
		}
		if int64(size) < int64(len(f.live)) {
			f.live = f.live[:size:size]
		}
		f.grow(int64(size))
	}
	f.d.mu.Unlock()
	return f.Getattr(ctx, h, out)
}

func (f *file) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if !f.d.step() {
		return syscall.EIO
	}
	if !f.d.lies {
		f.durable = append(f.durable[:0:0], f.live...)
	}
	return 0
}

func (f *file) Flush(context.Context, fs.FileHandle) syscall.Errno { return 0 }

func (r *dir) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	out.Mode, out.Nlink = syscall.S_IFDIR|0o700, 2
	return 0
}

func (r *dir) Create(ctx context.Context, name string, _, _ uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	if !r.d.step() {
		return nil, nil, 0, syscall.EIO
	}
	f := &file{d: r.d}
	r.live[name] = f
	out.Mode = syscall.S_IFREG | 0o600
	return r.NewPersistentInode(ctx, f, fs.StableAttr{Mode: syscall.S_IFREG}), nil, fuse.FOPEN_KEEP_CACHE, 0
}

func (r *dir) Mkdir(ctx context.Context, name string, _ uint32, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	if !r.d.step() {
		return nil, syscall.EIO
	}
	n := newDir(r.d)
	r.live[name] = n
	out.Mode = syscall.S_IFDIR | 0o700
	return r.NewPersistentInode(ctx, n, fs.StableAttr{Mode: syscall.S_IFDIR}), 0
}

func (r *dir) Unlink(_ context.Context, name string) syscall.Errno {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	if !r.d.step() {
		return syscall.EIO
	}
	delete(r.live, name)
	return 0
}

func (r *dir) Rmdir(ctx context.Context, name string) syscall.Errno { return r.Unlink(ctx, name) }

func (r *dir) Rename(_ context.Context, name string, to fs.InodeEmbedder, newName string, _ uint32) syscall.Errno {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	if !r.d.step() {
		return syscall.EIO
	}
	target, ok := to.(*dir)
	if !ok {
		return syscall.EIO
	}
	target.live[newName] = r.live[name]
	delete(r.live, name)
	return 0
}

// OpendirHandle gives a handle whose sync makes the names of the folder durable.
func (r *dir) OpendirHandle(ctx context.Context, _ uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return &names{DirStream: r.list(), of: r}, 0, 0
}

func (r *dir) list() fs.DirStream {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	var out []fuse.DirEntry
	for name, node := range r.live {
		mode := uint32(syscall.S_IFREG)
		if _, ok := node.(*dir); ok {
			mode = syscall.S_IFDIR
		}
		out = append(out, fuse.DirEntry{Name: name, Mode: mode})
	}
	return fs.NewListDirStream(out)
}

type names struct {
	fs.DirStream
	of *dir
}

func (n *names) Readdirent(context.Context) (*fuse.DirEntry, syscall.Errno) {
	if !n.HasNext() {
		return nil, 0
	}
	e, errno := n.Next()
	return &e, errno
}

func (n *names) Fsyncdir(context.Context, uint32) syscall.Errno {
	n.of.d.mu.Lock()
	defer n.of.d.mu.Unlock()
	if !n.of.d.step() {
		return syscall.EIO
	}
	n.of.durable = map[string]fs.InodeEmbedder{}
	maps.Copy(n.of.durable, n.of.live)
	return 0
}

// TestDisk_ForgetsWhatWasNotSynced checks the disk itself: the proofs on it are
// worth what it forgets.
func TestDisk_ForgetsWhatWasNotSynced(t *testing.T) {
	needFuse(t)
	at := t.TempDir()
	d, srv := mountDisk(t, at, nil, 0, false, rand.New(rand.NewPCG(1, 2)))
	kept, lost := filepath.Join(at, "kept"), filepath.Join(at, "lost")
	f, err := os.Create(kept)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("synced"); err != nil {
		t.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(" and not"); err != nil {
		t.Fatal(err)
	}
	folder, err := os.Open(at)
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Sync(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(lost, []byte("never synced"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder.Close()
	f.Close()
	var full, forgotten int
	for range 200 {
		image := d.survives()
		got, ok := image["kept"]
		if !ok || string(got[:6]) != "synced" {
			t.Fatalf("a synced file came back as %q", got)
		}
		if _, there := image["lost"]; there {
			full++
		} else {
			forgotten++
		}
	}
	if full == 0 || forgotten == 0 {
		t.Errorf("an unsynced file survived %d times and was lost %d times, want both to happen", full, forgotten)
	}
	if err := srv.Unmount(); err != nil {
		t.Fatal(err)
	}
}

// needFuse skips where there is no /dev/fuse; the same promise is then proved
// over images of the file (images_test.go).
func needFuse(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("/dev/fuse"); err != nil {
		t.Skip("no /dev/fuse on this machine; the images of images_test.go prove the same")
	}
}
