package faults

import (
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

// service is one that every counter of the small centre serves, and counters are those.
func oneLine(t *testing.T) (service string, counters []string) {
	t.Helper()
	site, _ := smallCentre()
	for i := range site.Services {
		id := site.Services[i].ID
		if list := site.CountersFor(id); site.Services[i].Offered() && len(list) > len(counters) {
			service, counters = id, list
		}
	}
	if len(counters) < 2 {
		t.Fatal("no service of the small centre is served by two counters")
	}
	return service, slices.Clone(counters)
}

// hubs is a hub that is killed and started again, and where it listens now.
type hubs struct {
	t    *testing.T
	data string
	lie  string
	now  atomic.Pointer[string]
	cmd  *exec.Cmd
}

func (h *hubs) start() error {
	cmd, lines := child(h.t, "serve", h.data, h.lie)
	if !lines.Scan() {
		return errors.New("the hub did not start")
	}
	url := lines.Text()
	h.cmd = cmd
	h.now.Store(&url)
	return nil
}

func (h *hubs) kill() {
	_ = h.cmd.Process.Kill() // SIGKILL: nothing is told to it
	_ = h.cmd.Wait()
}

func (h *hubs) url() string { return *h.now.Load() }

// killing presses from all sides while the hub is killed every half second, and
// gives the history.
func killing(t *testing.T, lie string, freshKey bool, end time.Time) (*history, *hubs, int) {
	t.Helper()
	h := &hubs{t: t, data: t.TempDir(), lie: lie}
	if err := h.start(); err != nil {
		t.Fatal(err)
	}
	service, counters := oneLine(t)
	record := &history{start: time.Now()}
	stop := make(chan struct{})
	var wait sync.WaitGroup
	failed := make(chan error, 16) // more than clients
	for i := range 2 * len(counters) {
		c := &client{id: i, url: h.url, freshKey: freshKey, http: http.Client{Timeout: 2 * time.Second}}
		counter := ""
		if i%2 == 1 {
			counter = counters[i/2]
			if err := openCounter(c, counter); err != nil {
				t.Fatal(err)
			}
		}
		wait.Go(func() {
			if err := c.run(stop, record, service, counter); err != nil {
				failed <- err
			}
		})
	}
	kills := 0
	beat := time.NewTicker(500 * time.Millisecond)
	defer beat.Stop()
	for time.Now().Before(end) {
		<-beat.C
		h.kill()
		kills++
		if err := h.start(); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	wait.Wait()
	select {
	case err := <-failed:
		if lie == "" && !freshKey {
			t.Fatal(err)
		}
		t.Logf("a client gave up: %v", err)
	default:
	}
	return record, h, kills
}

func openCounter(c *client, counter string) error {
	status, raw, err := c.post("/v1/counters/"+counter+"/open", map[string]any{})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("opening counter %s: %d %s", counter, status, raw)
	}
	return err
}

// TestKill_TheHistoryIsThatOfOneLine: whatever is killed whenever, people see
// one line, and every number that was told is in the record.
func TestKill_TheHistoryIsThatOfOneLine(t *testing.T) {
	record, h, kills := killing(t, "", false, faultsFor(t, 8*time.Second))
	h.kill()
	if got := record.judge(t); got != porcupine.Ok {
		t.Fatalf("the history of %d presses with %d kills: %v, want one that a single line explains", len(record.ops), kills, got)
	}
	have, err := tickets(h.data)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range record.told {
		if !have[id] {
			t.Errorf("%s was told and is not in the record", id)
		}
	}
	t.Logf("%d kills, %d presses, %d numbers told: one line, none lost", kills, len(record.ops), len(record.told))
}

// TestKill_PlantedFaultsAreSeen runs the same proof against hubs and clients
// that do one thing wrong.
func TestKill_PlantedFaultsAreSeen(t *testing.T) {
	for name, c := range map[string]struct {
		lie      string
		freshKey bool
	}{
		"answer before the commit":  {lie: "early"},
		"a fresh key for every try": {freshKey: true},
		"a stale nobody-waits":      {lie: "stale"},
	} {
		t.Run(name, func(t *testing.T) {
			for try := 1; try <= 5; try++ {
				record, h, _ := killing(t, c.lie, c.freshKey, time.Now().Add(2*time.Second))
				h.kill()
				if seen := seen(t, record, h.data); seen != "" {
					t.Logf("try %d: %s", try, seen)
					return
				}
			}
			t.Error("five runs, and the fault was not seen: the proof cannot see")
		})
	}
}

// seen says how a fault showed itself, "" if it did not.
func seen(t *testing.T, record *history, data string) string {
	t.Helper()
	if record.judge(t) == porcupine.Illegal {
		return "no single line explains the history"
	}
	have, err := tickets(data)
	if err != nil {
		return err.Error()
	}
	for _, id := range record.told {
		if !have[id] {
			return id + " was told and is not in the record"
		}
	}
	return ""
}
