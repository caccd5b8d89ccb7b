package lan

import (
	"io"
	"log"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// quiet is for what net/http would print of a caller.
var quiet = log.New(io.Discard, "", 0)

// meter counts what the server does.
type meter struct {
	took    *prometheus.HistogramVec
	codes   *prometheus.CounterVec
	streams prometheus.Gauge
	slow    prometheus.Counter
	lag     prometheus.Histogram
	handler http.Handler
}

func newMeter(r *prometheus.Registry) *meter {
	m := &meter{
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "motcua_http_seconds", Help: "Time to answer a request, by route.",
			Buckets: []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .5, 2},
		}, []string{"method", "route"}),
		codes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "motcua_http_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"method", "route", "status"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "motcua_stream_clients", Help: "Event streams that are open.",
		}),
		slow: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "motcua_stream_dropped_total", Help: "Event streams ended because the client did not read.",
		}),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "motcua_stream_lag_commits", Help: "Commits an event stream was behind when it was written to.",
			Buckets: []float64{1, 2, 5, 10, 50, 200, 1000, 5000},
		}),
	}
	r.MustRegister(m.took, m.codes, m.streams, m.slow, m.lag)
	m.handler = promhttp.HandlerFor(r, promhttp.HandlerOpts{})
	return m
}

// timer measures one route; what it needs is looked up once.
type timer struct {
	took          prometheus.Observer
	codes         *prometheus.CounterVec
	method, route string
	good          map[int]prometheus.Counter
}

func (m *meter) route(method, path string) *timer {
	t := &timer{took: m.took.WithLabelValues(method, path), codes: m.codes, method: method, route: path, good: map[int]prometheus.Counter{}}
	for _, status := range []int{http.StatusOK, http.StatusCreated, http.StatusNoContent, http.StatusConflict} {
		t.good[status] = t.code(status)
	}
	return t
}

func (t *timer) code(status int) prometheus.Counter {
	return t.codes.WithLabelValues(t.method, t.route, strconv.Itoa(status))
}

func (t *timer) done(began time.Time, status int) {
	t.took.Observe(time.Since(began).Seconds())
	c, ok := t.good[status]
	if !ok {
		c = t.code(status)
	}
	c.Inc()
}
