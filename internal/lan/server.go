package lan

import (
	"context"
	"errors"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"motcua/internal/journal"
	"motcua/internal/queue"
)

// Server puts a desk on HTTP.
type Server struct {
	desk Desk
	o    Options

	mux   *http.ServeMux
	reel  *reel
	meter *meter
	api   []byte // openapi.json

	ending chan struct{} // closed when the streams shall end
	end    func()
}

// NewServer makes the server of a desk. It listens nowhere by itself.
func NewServer(desk Desk, o Options) *Server {
	o.fill()
	s := &Server{desk: desk, o: o, mux: http.NewServeMux(), meter: newMeter(o.Metrics)}
	s.ending = make(chan struct{})
	s.end = sync.OnceFunc(func() { close(s.ending) })
	s.reel = newReel(desk, s.meter)
	routes := s.routes()
	s.api = describe(routes)
	for i := range routes {
		s.mount(&routes[i])
	}
	s.mux.HandleFunc("/", s.lost)
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer s.rescue(w, r)
	if !clean(r.URL.Path) { // the mux would redirect: an address of ours has one spelling
		s.lost(w, r)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// clean tells whether the mux would take the path as it is.
func clean(p string) bool {
	return strings.HasPrefix(p, "/") && (p == "/" || path.Clean(p) == p)
}

// rescue answers where our own code broke a promise; the process goes on.
func (s *Server) rescue(w http.ResponseWriter, r *http.Request) {
	broken := recover()
	if broken == nil {
		return
	}
	if err, ok := broken.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(broken)
	}
	s.o.Logf("a request broke a promise of the server: %v", broken)
	problem(http.StatusInternalServerError, "broken").send(w, language(r.Header.Get("Accept-Language")))
}

// lost answers what no route takes: 405 with Allow where another method would
// do, else 404.
func (s *Server) lost(w http.ResponseWriter, r *http.Request) {
	lang := language(r.Header.Get("Accept-Language"))
	if methods := s.methods(r); len(methods) > 0 {
		w.Header().Set("Allow", strings.Join(methods, ", "))
		problem(http.StatusMethodNotAllowed, "wrong-method").send(w, lang)
		return
	}
	problem(http.StatusNotFound, "unknown-path").send(w, lang)
}

// methods lists what the path of a request may be asked by.
func (s *Server) methods(r *http.Request) []string {
	if !clean(r.URL.Path) {
		return nil
	}
	var list []string
	for _, m := range []string{http.MethodGet, http.MethodPost} {
		probe := &http.Request{Method: m, URL: r.URL, Host: r.Host}
		if _, pattern := s.mux.Handler(probe); pattern != "/" {
			list = append(list, m)
			if m == http.MethodGet {
				list = append(list, http.MethodHead)
			}
		}
	}
	return slices.Compact(list)
}

// mount gives a route its place on the mux.
func (s *Server) mount(rt *route) {
	pattern := rt.method + " " + rt.path
	timer := s.meter.route(rt.method, rt.path)
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		q := &request{Request: r, w: w, lang: language(r.Header.Get("Accept-Language")), s: s, route: rt}
		err := q.admit()
		if err == nil {
			err = rt.serve(q)
		}
		if err != nil {
			q.fail(err)
		}
		timer.done(began, q.status)
	})
}

// Serve answers on a listener until the context ends; then the streams are
// ended and whoever has asked is still answered, for ten seconds at most.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	hs := &http.Server{
		Handler:                      s,
		ReadHeaderTimeout:            5 * time.Second,
		ReadTimeout:                  15 * time.Second,
		IdleTimeout:                  2 * time.Minute,
		MaxHeaderBytes:               16 << 10,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     quiet,
	}
	stopped := make(chan error, 1) // Serve returns once
	go func() { stopped <- hs.Serve(plain{l}) }()
	select {
	case err := <-stopped:
		s.end()
		return err
	case <-ctx.Done():
	}
	s.end()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 8*time.Second)
	defer cancel()
	if err := hs.Shutdown(grace); err != nil {
		_ = hs.Close() // what is left has had its time
	}
	if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// request is one request on its way through a route.
type request struct {
	*http.Request
	*body
	w     http.ResponseWriter
	s     *Server
	route *route
	lang  string
	by    queue.Actor

	key, digest string
	said        queue.Wish // where the answer repeats something of it
	status      int
}

// fail tells an error as a problem.
func (q *request) fail(err error) {
	p := q.asProblem(err)
	q.status = p.Status
	p.send(q.w, q.lang)
}

func (q *request) asProblem(err error) *Problem {
	var p *Problem
	var no *queue.Refusal
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &no):
		return refused(no)
	case errors.Is(err, journal.ErrKeyReused):
		return problem(http.StatusUnprocessableEntity, "key-reused")
	}
	// ErrNotDurable, a hub that ends, a caller who left: nothing was told, and
	// the same key may be tried again.
	p = problem(http.StatusServiceUnavailable, "unavailable")
	p.retry = 1
	return p
}
