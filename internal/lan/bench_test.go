package lan_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"motcua/internal/forecast"
	"motcua/internal/hub"
	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// diskDir gives a directory on a real disk: figures of a memory disk are worth nothing.
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

// yardstick is the disk's own 4 KiB append and fdatasync, the median of one run.
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

// running is a whole hub over HTTP, on a real disk.
func running(b *testing.B) (url string, h *hub.Hub) {
	b.Helper()
	s, err := store.Open(diskDir(b), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	h, err = hub.New(context.Background(), hub.Options{
		Journal: s.Journal(), Site: site(b, "quang-binh"), Seals: s, Rules: queue.Options{IgnoreHours: true},
	})
	if err != nil {
		b.Fatal(err)
	}
	model := forecast.NewModel(site(b, "quang-binh")) // kept, as the programs keep it; asked in the hub's loop only
	wait := func(s *queue.State, id string, at time.Time) (low, high int, ok bool, reason string) {
		r := model.Wait(s, id, at)
		return r.Low, r.High, r.Known, string(r.Reason)
	}
	url = listening(b, lan.NewServer(h, lan.Options{Dev: true, Secret: []byte("s"), Forecast: wait}))
	b.Cleanup(func() {
		_ = h.Close()
		_ = s.Close()
	})
	return url, h
}

func listening(b *testing.B, handler http.Handler) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := &http.Server{Handler: handler}
	go func() { _ = s.Serve(l) }()
	b.Cleanup(func() { _ = s.Close() })
	return "http://" + l.Addr().String()
}

// presser sends commands over one connection.
type presser struct {
	b      *testing.B
	client *http.Client
	url    string
	name   string
	n      int
}

func newPresser(b *testing.B, url, name string) *presser {
	b.Helper()
	return &presser{b: b, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}, url: url, name: name}
}

func (p *presser) take(body string) int {
	p.n++
	r, err := http.NewRequest(http.MethodPost, p.url+"/v1/tickets", strings.NewReader(body))
	if err != nil {
		p.b.Error(err)
		return 0
	}
	r.Header.Set("Idempotency-Key", fmt.Sprintf("%s-%d", p.name, p.n))
	resp, err := p.client.Do(r)
	if err != nil {
		p.b.Error(err)
		return 0
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusCreated {
		p.b.Errorf("a number was asked for: %d", resp.StatusCode)
	}
	return resp.StatusCode
}

// BenchmarkTickets_OneClient is the latency of a number, in disk syncs: two are
// the least that bbolt can do.
func BenchmarkTickets_OneClient(b *testing.B) {
	before := yardstick(b)
	url, h := running(b)
	p := newPresser(b, url, "one")
	service := offered(b, h)
	var took []time.Duration
	for b.Loop() {
		t := time.Now()
		if p.take(`{"service":"`+service+`"}`) != http.StatusCreated {
			b.Fatal("no number")
		}
		took = append(took, time.Since(t))
	}
	slices.Sort(took)
	perSync := float64(before+yardstick(b)) / 2
	b.ReportMetric(float64(took[len(took)/2])/perSync/2, "p50/2syncs")
	b.ReportMetric(float64(took[len(took)*99/100])/perSync/2, "p99/2syncs")
	b.ReportMetric(perSync, "ns/sync")
}

// offered is a service anybody may take a number for.
func offered(b *testing.B, h *hub.Hub) (id string) {
	b.Helper()
	err := h.Look(b.Context(), func(s *queue.State, _ uint64) {
		for _, v := range s.Site().Services {
			if v.Offered() && id == "" {
				id = v.ID
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	return id
}

// BenchmarkTickets_ManyClients is how many durable commands a second the wire
// carries, beside the same mux answering 201 without a store.
func BenchmarkTickets_ManyClients(b *testing.B) {
	const clients = 64
	rate := func(url, body string) float64 {
		n := max(b.N, 4000)
		var left atomic.Int64
		left.Store(int64(n))
		var wg sync.WaitGroup
		began := time.Now()
		for c := range clients {
			p := newPresser(b, url, fmt.Sprintf("%d-%d", c, began.UnixNano()))
			wg.Go(func() {
				for left.Add(-1) >= 0 {
					p.take(body)
				}
			})
		}
		wg.Wait()
		return float64(n) / time.Since(began).Seconds()
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/tickets", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(`{"ticket":{"id":"20261123-A001","number":"A001"}}`))
	})
	bare := listening(b, mux)
	url, h := running(b)
	body := `{"service":"` + offered(b, h) + `"}`
	b.ResetTimer()
	none := rate(bare, body)
	head := h.Head()
	durable := rate(url, body)
	b.ReportMetric(durable, "commands/s")
	b.ReportMetric(durable/none, "of-bare-mux")
	b.ReportMetric(float64(max(b.N, 4000))/float64(h.Head()-head), "commands/commit")
}

// BenchmarkEvents_TwoHundredStreams is the time from a press to the last of 200
// watchers, and from the commit's answer.
func BenchmarkEvents_TwoHundredStreams(b *testing.B) {
	url, h := running(b)
	service := offered(b, h)
	p := newPresser(b, url, "fan")
	p.take(`{"service":"` + service + `"}`)
	const watchers = 200
	heard := make(chan time.Time, watchers)
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	for range watchers {
		watchFacts(b, ctx, url, heard)
	}
	var took []time.Duration
	for b.Loop() {
		if _, err := h.Do(ctx, order(fmt.Sprint("fan-", time.Now().UnixNano()), queue.Take{Service: service})); err != nil {
			b.Fatal(err)
		}
		stored := time.Now()
		last := stored
		for range watchers {
			if t := <-heard; t.After(last) {
				last = t
			}
		}
		took = append(took, last.Sub(stored))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// watchFacts opens a stream and tells when each event of facts came.
func watchFacts(b *testing.B, ctx context.Context, url string, heard chan<- time.Time) {
	b.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/v1/events?view=wall&zone=A", http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 64<<10)
	seen := 0
	for seen < 1 { // the snapshot
		n, err := resp.Body.Read(buf)
		if err != nil {
			b.Fatal(err)
		}
		seen += strings.Count(string(buf[:n]), "event: snapshot")
	}
	go func() {
		for {
			n, err := resp.Body.Read(buf)
			if err != nil {
				return
			}
			now := time.Now()
			for range strings.Count(string(buf[:n]), "event: facts") {
				heard <- now
			}
		}
	}()
}
