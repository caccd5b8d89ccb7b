package hub_test

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// diskDir gives a directory on a real disk; figures of a memory disk are worth nothing.
func diskDir(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		b.Fatal(err)
	}
	const tmpfs, ramfs = 0x01021994, 0x858458f6
	if st.Type == tmpfs || st.Type == ramfs {
		b.Fatalf("%s is in memory; set TMPDIR to a directory on a disk", dir)
	}
	return dir
}

// yardstick is the disk's own 4 KiB append and fdatasync, p50 of one run.
func yardstick(b *testing.B) time.Duration {
	b.Helper()
	f, err := os.Create(diskDir(b) + "/yardstick")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 4096)
	var took []time.Duration
	for range 300 {
		t := time.Now()
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(t))
	}
	slices.Sort(took)
	return took[len(took)/2]
}

func onDisk(b *testing.B) *desk {
	b.Helper()
	s, err := store.Open(diskDir(b), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return start(b, hub.Options{Journal: s.Journal(), Clock: &hand{now: morning}, Seals: s, Rules: queue.Options{IgnoreHours: true}})
}

// BenchmarkDo_OneClient is the latency of a ticket, in disk syncs: two are the least bbolt can do.
func BenchmarkDo_OneClient(b *testing.B) {
	before := yardstick(b)
	d := onDisk(b)
	var took []time.Duration
	for b.Loop() {
		t := time.Now()
		d.take()
		took = append(took, time.Since(t))
	}
	slices.Sort(took)
	once := float64(before+yardstick(b)) / 2
	b.ReportMetric(float64(took[len(took)/2])/once/2, "p50/2syncs")
	b.ReportMetric(float64(took[len(took)*99/100])/once/2, "p99/2syncs")
	b.ReportMetric(once, "ns/sync")
}

// BenchmarkDo_ManyClients is how many durable commands a second many clients get.
func BenchmarkDo_ManyClients(b *testing.B) {
	for _, clients := range []int{16, 64, 256} {
		b.Run(strconv.Itoa(clients), func(b *testing.B) {
			sync0 := yardstick(b)
			d := onDisk(b)
			d.open()
			n := max(b.N, 1000)
			var left atomic.Int64
			left.Store(int64(n))
			var g sync.WaitGroup
			b.ReportAllocs()
			b.ResetTimer()
			began, worked := time.Now(), cpu(b)
			for c := range clients {
				g.Go(func() { d.client(b, c, &left) })
			}
			g.Wait()
			rate := float64(n) / time.Since(began).Seconds()
			b.ReportMetric(rate, "commands/s")
			b.ReportMetric(float64(cpu(b)-worked)/float64(n), "cpu-ns/command")
			b.ReportMetric(rate*sync0.Seconds(), "commands/sync")
			b.ReportMetric(float64(n)/float64(d.Head()), "commands/commit")
		})
	}
}

// client takes numbers; the first of them are counters that call and finish.
func (d *desk) client(b *testing.B, c int, left *atomic.Int64) {
	b.Helper()
	by, counter := visitor(), d.site.Counters[c%len(d.site.Counters)].ID
	var offered []string
	for _, v := range d.site.Services {
		if v.Offered() {
			offered = append(offered, v.ID)
		}
	}
	works := c < len(d.site.Counters)
	for i := 0; left.Add(-1) >= 0; i++ {
		var w queue.Wish = queue.Take{Service: offered[c%len(offered)], Class: "ordinary"}
		if works {
			by = queue.Actor{Role: queue.Officer, Counter: counter, Officer: "lan"}
			w = queue.CallNext{Counter: counter, Finish: true}
			if i == 0 {
				w = queue.OpenCounter{Counter: counter}
			}
		}
		key := "k" + strconv.Itoa(c) + "-" + strconv.Itoa(i)
		_, err := d.Do(b.Context(), journal.Order{Key: key, Request: "r", By: by, Do: w})
		if refusal, ok := errors.AsType[*queue.Refusal](err); err != nil && (!ok || refusal.Code != queue.Nobody && refusal.Code != queue.WrongState && refusal.Code != queue.Busy) {
			b.Errorf("%T: %v", w, err)
			return
		}
	}
}

// cpu is what this process has worked so far: a figure that neighbours on the machine do not change.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
