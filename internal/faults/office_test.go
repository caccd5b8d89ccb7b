package faults

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/internal/store"
)

// The test binary is also the hub that is broken: a child of it, told by its
// environment what to do.
const (
	envJob  = "FAULTS_JOB"  // "take": take numbers as fast as they are stored; "serve": the HTTP interface
	envData = "FAULTS_DATA" // data directory
	envLie  = "FAULTS_LIE"  // the planted fault
)

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(envJob) {
	case "take":
		err = takeNumbers(os.Getenv(envData), os.Stdout)
	case "serve":
		err = serve(os.Getenv(envData), os.Getenv(envLie), os.Stdout)
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// smallCentre is the sample with three counters.
func smallCentre() (*centre.Site, []byte) {
	document, ok := assets.Site("small")
	if !ok {
		panic("the small sample is missing")
	}
	site, err := centre.Parse("small", document)
	if err != nil {
		panic(err)
	}
	return site, document
}

// opened is a hub over its record.
type opened struct {
	st  *store.Store
	hub *hub.Hub
}

func openHub(data string, wrap func(journal.Journal) journal.Journal) (*opened, error) {
	st, err := store.Open(data, store.Options{Reserve: -1})
	if err != nil {
		return nil, err
	}
	begin, err := st.Start()
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	site, _ := smallCentre()
	h, err := hub.New(context.Background(), hub.Options{
		Name: "faults", Journal: wrap(st.Journal()), After: begin.After, Site: site,
		Rules: queue.Options{IgnoreHours: true}, Seals: st,
	})
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return &opened{st, h}, nil
}

func honest(j journal.Journal) journal.Journal { return j }

func (o *opened) close() error { return errors.Join(o.hub.Close(), o.st.Close()) }

// takeNumbers tells each number when its answer has come, one a line.
func takeNumbers(data string, tell io.Writer) error {
	o, err := openHub(data, honest)
	if err != nil {
		return err
	}
	site, _ := smallCentre()
	service := site.Services[0].ID
	const people = 4
	var mu sync.Mutex // guards tell
	failed := make(chan error, people)
	for range people {
		go func() {
			for {
				a, err := o.hub.Do(context.Background(), journal.Order{
					Key: newKey(), By: queue.Actor{Role: queue.Visitor}, Do: queue.Take{Service: service},
				})
				if err != nil {
					failed <- err
					return
				}
				mu.Lock()
				fmt.Fprintln(tell, a.Ticket)
				mu.Unlock()
			}
		}()
	}
	return <-failed
}

// serve is the HTTP interface with one of the planted faults, or none.
func serve(data, lie string, tell io.Writer) error {
	wrap := honest
	if lie == "early" {
		wrap = early
	}
	o, err := openHub(data, wrap)
	if err != nil {
		return err
	}
	var desk lan.Desk = o.hub
	if lie == "stale" {
		desk = &stale{Desk: o.hub}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(tell, "http://%s\n", l.Addr())
	return lan.NewServer(desk, lan.Options{Dev: true}).Serve(context.Background(), l)
}

// early is the planted fault "answer before the commit": it says durable, and
// writes a moment later.
func early(j journal.Journal) journal.Journal {
	e := &eager{Journal: j, work: make(chan write, 1024)}
	go e.run()
	return e
}

type write struct {
	after uint64
	data  []byte
}

type eager struct {
	journal.Journal
	work chan write
}

func (e *eager) run() {
	for w := range e.work {
		pause := time.NewTimer(30 * time.Millisecond)
		<-pause.C
		if err := e.Journal.Append(context.Background(), w.after, w.data); err != nil {
			return
		}
	}
}

// Append says yes at once.
func (e *eager) Append(_ context.Context, after uint64, data []byte) error {
	if data != nil {
		e.work <- write{after, data}
	}
	return nil
}

// stale is the planted fault "nobody waits": now and then it answers from what
// it remembers instead of asking.
type stale struct {
	lan.Desk
	mu    sync.Mutex // guards everything below
	calls int
}

// Do tells every fourth call for the next that nobody waits.
func (s *stale) Do(ctx context.Context, o journal.Order) (journal.Answer, error) {
	if _, ok := o.Do.(queue.CallNext); ok {
		s.mu.Lock()
		s.calls++
		lie := s.calls%4 == 0
		s.mu.Unlock()
		if lie {
			return journal.Answer{}, queue.Refuse(queue.Nobody)
		}
	}
	return s.Desk.Do(ctx, o)
}

// child starts this binary as a hub and gives the lines it tells.
func child(t *testing.T, job, data, lie string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envJob+"="+job, envData+"="+data, envLie+"="+lie, "GORACE=halt_on_error=0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var why strings.Builder
	cmd.Stderr = &why
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() && why.Len() > 0 {
			t.Logf("the hub said: %.2000s", why.String())
		}
	})
	return cmd, bufio.NewScanner(out)
}

// faultsFor is how long a proof goes on: a few seconds among the tests, as long
// as asked by `make faults`.
func faultsFor(t *testing.T, usual time.Duration) time.Time {
	t.Helper()
	if s := os.Getenv("FAULTS_FOR"); s != "" {
		d, err := time.ParseDuration(s)
		if err != nil {
			t.Fatalf("FAULTS_FOR is a stretch of time, like 10m: %v", err)
		}
		usual = d
	}
	return time.Now().Add(usual)
}

// tickets are the ids the record holds, and an error where the record is not whole.
func tickets(data string) (map[string]bool, error) {
	o, err := openHub(data, honest) // heals what a cut left undone, as a start does
	if err != nil {
		return nil, fmt.Errorf("the store does not open: %w", err)
	}
	have := map[string]bool{}
	for entry, err := range o.st.Journal().Read(context.Background(), 0) {
		if err != nil {
			return nil, errors.Join(err, o.close())
		}
		c, err := journal.Decode(entry.Data)
		if err != nil {
			return nil, errors.Join(err, o.close())
		}
		for _, a := range c.Acts {
			for _, e := range a.Events {
				if i, ok := e.(queue.Issued); ok {
					if have[i.Ticket] {
						return nil, errors.Join(fmt.Errorf("the number %s was given twice", i.Ticket), o.close())
					}
					have[i.Ticket] = true
				}
			}
		}
	}
	if err := o.close(); err != nil {
		return nil, err
	}
	if _, err := store.Verify(data, store.Options{}); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	return have, nil
}
