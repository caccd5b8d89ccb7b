package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/forecast"
	"motcua/internal/hub"
	"motcua/internal/journal"
	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/internal/store"
	"motcua/ui/kiosk"
)

// firstSite is the sample centre of a data directory that was given none.
const firstSite = "quang-binh"

// officeOptions say how an office is opened.
type officeOptions struct {
	Data   string
	Site   string // file or built-in name; empty: the one in force, or the sample
	Listen string
	Clock  hub.Clock // nil: the wall's
	// IgnoreHours lets visitors take numbers at any time: trials.
	IgnoreHours bool
	Say         func(format string, a ...any)
}

// office is a hub with its record and its end of the wire.
type office struct {
	o      officeOptions
	store  *store.Store
	hub    *hub.Hub
	site   *centre.Site
	wire   net.Listener
	server *lan.Server
	guess  *estimator
	url    string
	secret []byte // of the phone tickets
}

// openOffice opens the record, folds it and listens. The caller runs and closes it.
func openOffice(ctx context.Context, o officeOptions) (*office, error) {
	if err := lan.CheckListen(o.Listen); err != nil {
		return nil, notNowError{err}
	}
	given, document, err := readSite(o.Site)
	if err != nil {
		return nil, err
	}
	st, err := store.Open(o.Data, store.Options{})
	if err != nil {
		return nil, recordProblem(err)
	}
	a := &office{o: o, store: st}
	if err := a.start(ctx, given, document); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *office) start(ctx context.Context, given *centre.Site, document []byte) error {
	begin, err := a.store.Start()
	if err != nil {
		return recordProblem(err)
	}
	if a.store.Head() == 0 && given == nil {
		a.o.Say("no site document here yet: the sample centre %q is used; give another with --site FILE", firstSite)
		if given, document, err = readSite(firstSite); err != nil {
			return err
		}
	}
	from := given
	if a.store.Head() > 0 {
		if from, err = parseKept(a.store, begin.Document); err != nil {
			return err
		}
	}
	if err := a.engage(ctx, begin.After, from); err != nil {
		return err
	}
	if given != nil {
		if err := a.apply(ctx, given, document); err != nil {
			return err
		}
	}
	if err := a.hub.Look(ctx, func(s *queue.State, _ uint64) { a.site = s.Site() }); err != nil {
		return err
	}
	a.guess = newEstimator(a.site)
	if err := a.listen(); err != nil { //nolint:contextcheck // each request brings its own
		return err
	}
	// Folding two days leaves garbage that a small machine can use for its pages.
	debug.FreeOSMemory()
	return nil
}

// engage starts the hub and follows its record for the forecast.
func (a *office) engage(ctx context.Context, after uint64, from *centre.Site) error {
	name, err := os.Hostname()
	if err != nil {
		name = "hub"
	}
	built := buildTime()
	if a.o.Clock != nil {
		built = time.Time{} // a simulated clock may be in any year
	}
	a.hub, err = hub.New(ctx, hub.Options{
		Name: name, Journal: a.store.Journal(), After: after, Site: from,
		Rules: queue.Options{IgnoreHours: a.o.IgnoreHours},
		Clock: a.o.Clock, Built: built, Seals: a.store,
	})
	if err != nil {
		return recordProblem(err)
	}
	return nil
}

// apply puts the given site document in force; the same one again changes nothing.
func (a *office) apply(ctx context.Context, site *centre.Site, document []byte) error {
	kept, err := a.store.Document()
	if err != nil {
		return recordProblem(err)
	}
	if bytes.Equal(kept, document) {
		return nil
	}
	_, err = a.hub.Do(ctx, journal.Order{
		Key: lan.NewKey(), By: queue.Actor{Role: queue.Admin}, Do: queue.ApplySite{Document: document, Site: site},
	})
	var no *queue.Refusal
	if errors.As(err, &no) && no.Code == queue.Stranded {
		return notPossible("the site document would leave these waiting numbers without a counter: %s; serve them first, or keep a counter for them",
			strings.Join(no.Numbers, ", "))
	}
	return err
}

func (a *office) listen() error {
	secret, err := phoneSecret(a.o.Data)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", a.o.Listen)
	if err != nil {
		return notPossible("the address %s cannot be listened on (%v); stop the other program there or choose another with --listen", a.o.Listen, err)
	}
	a.wire, a.url, a.secret = l, "http://"+l.Addr().String(), secret
	now := time.Now
	if a.o.Clock != nil {
		now = a.o.Clock.Now
	}
	a.server = lan.NewServer(a.hub, lan.Options{Secret: secret, Dev: true, Now: now, Forecast: a.guess.wait})
	return store.WriteAddress(a.o.Data, a.url)
}

// Run serves until the context ends or the hub cannot go on.
func (a *office) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wait sync.WaitGroup
	wait.Go(func() { a.guess.follow(ctx, a.hub) })
	wait.Go(func() { a.copyNightly(ctx) })
	wait.Go(func() {
		select {
		case <-a.hub.Dead():
			cancel(a.hub.Err())
		case <-ctx.Done():
		}
	})
	err := a.server.Serve(ctx, a.wire)
	cancel(err)
	wait.Wait()
	if dead := a.hub.Err(); dead != nil {
		return recordProblem(dead)
	}
	return err
}

// Close lets everything go, the record last. It may be called once, also after a failed start.
func (a *office) Close() error {
	var errs []error
	if a.hub != nil {
		errs = append(errs, a.hub.Close())
	}
	return errors.Join(append(errs, a.store.Close())...)
}

// copyNightly keeps a hot copy of each day in DATA/backup.
func (a *office) copyNightly(ctx context.Context) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			at := now.In(centre.ICT)
			have, _ := filepath.Glob(filepath.Join(a.o.Data, "backup", "centre-"+at.Format("20060102")+"-*.db"))
			if at.Hour() < 1 || len(have) > 0 {
				continue
			}
			if _, err := a.store.Backup("", at); err != nil {
				a.o.Say("the nightly copy was not made: %v", err)
			}
		}
	}
}

// estimator learns the minutes of services from the record, for the wait that visitors are shown.
type estimator struct {
	mu    sync.Mutex // guards everything below
	model *forecast.Model
}

func newEstimator(site *centre.Site) *estimator { return &estimator{model: forecast.NewModel(site)} }

func (e *estimator) wait(s *queue.State, ticket string, at time.Time) (low, high int, ok bool, reason string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	r := e.model.Wait(s, ticket, at)
	return r.Low, r.High, r.Known, string(r.Reason)
}

// before is the wait of a number that would be taken now.
func (e *estimator) before(s *queue.State, service, class string, at time.Time) kiosk.Wait {
	e.mu.Lock()
	defer e.mu.Unlock()
	r := e.model.Before(s, service, class, at)
	return kiosk.Wait{Ahead: s.AheadOf(service, class, at), Low: r.Low, High: r.High, Known: r.Known}
}

// follow folds the commits to come. Those of the past are left to the prior
// means: a start must not wait for three years of visits.
func (e *estimator) follow(ctx context.Context, h *hub.Hub) {
	for entry, err := range h.Follow(ctx, h.Head()) {
		if err != nil {
			return
		}
		c, err := journal.Decode(entry.Data)
		if err != nil {
			return
		}
		e.mu.Lock()
		for _, act := range c.Acts {
			e.model.Fold(queue.Act{At: act.At, By: act.By, Events: act.Events})
		}
		e.mu.Unlock()
	}
}

// readSite reads a site document by file or built-in name; "" is none.
func readSite(name string) (*centre.Site, []byte, error) {
	if name == "" {
		return nil, nil, nil
	}
	document, ok := assets.Site(name)
	if !ok {
		var err error
		document, err = os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil, notPossible("there is no site document %s; built in are: %s", name, strings.Join(assets.SiteNames(), ", "))
		}
		if err != nil {
			return nil, nil, notPossible("the site document cannot be read: %v", err)
		}
	}
	site, err := centre.Parse(name, document)
	if err != nil {
		return nil, nil, fmt.Errorf("the site document has errors, nothing was changed:\n%w", err)
	}
	return site, document, nil
}

// parseKept reads the document at which the fold begins, or the first one of the record.
func parseKept(st *store.Store, document []byte) (*centre.Site, error) {
	if document == nil {
		var err error
		if document, err = st.Document(); err != nil {
			return nil, recordProblem(err)
		}
	}
	site, err := centre.Parse("the site document of the record", document)
	if err != nil {
		return nil, fmt.Errorf("the record holds a site document this program cannot read; use the program that wrote it, or apply a new one:\n%w", err)
	}
	return site, nil
}

// recordProblem sorts the errors of a record by what a person can do.
func recordProblem(err error) error {
	for _, later := range []error{store.ErrLocked, store.ErrNewer, store.ErrNotEmpty, store.ErrMissing} {
		if errors.Is(err, later) {
			return notNowError{plain(err)}
		}
	}
	return plain(err)
}

// plain drops the name of our room before a sentence that is made for people.
func plain(err error) error {
	text := strings.ReplaceAll(err.Error(), "store: ", "")
	if text == err.Error() {
		return err
	}
	return fmt.Errorf("%s", text)
}

// phoneSecret is the secret of this site that makes the addresses of phone
// tickets unguessable; it is made once.
func phoneSecret(data string) ([]byte, error) {
	path := filepath.Join(data, "pki", "phone.key")
	if b, err := os.ReadFile(path); err == nil && len(b) == 32 {
		return b, nil
	}
	secret := make([]byte, 32)
	rand.Read(secret)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("keeping the secret of phone tickets: %v", err)
	}
	draft := path + ".new"
	if err := os.WriteFile(draft, secret, 0o600); err != nil {
		return nil, fmt.Errorf("keeping the secret of phone tickets: %v", err)
	}
	return secret, os.Rename(draft, path)
}

// buildTime is when the source of this program was committed; a wall clock
// before it is not believed. Zero when it is not known.
func buildTime() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Time{}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			at, err := time.Parse(time.RFC3339, s.Value)
			if err == nil {
				return at
			}
		}
	}
	return time.Time{}
}
