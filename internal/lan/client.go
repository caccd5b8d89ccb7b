package lan

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Errors of a client that are not problems of the hub.
var (
	// ErrNoHub says that the hub could not be reached in the time that was given.
	ErrNoHub = errors.New("lan: the hub cannot be reached")
	// ErrNobody says that nobody waits for the counter.
	ErrNobody = errors.New("lan: nobody waits")
)

// DialOptions of a client; the zero value works.
type DialOptions struct {
	Lang   string // of the sentences, "" is vi
	Role   string // for `Authorization: Dev ROLE`, "" is none
	Device string // name of this machine
	// Transport carries the requests, nil is one of the client's own.
	Transport http.RoundTripper
	// Attempt is how long one attempt may take, 0 is 5 s.
	Attempt time.Duration
	// Probe is how long a silent stream is trusted before the hub is asked whether it lives, 0 is 5 s.
	Probe time.Duration
}

// Client is a hub at the other end of the wire. Commands are repeated with
// their key until they are answered or the context ends; a refusal is an answer.
type Client struct {
	base string
	http *http.Client
	o    DialOptions
}

// Dial makes the client of a hub, for example http://127.0.0.1:8440. It does
// not connect: the hub may be started later.
func Dial(base string, o DialOptions) *Client {
	if o.Attempt == 0 {
		o.Attempt = 5 * time.Second
	}
	if o.Probe == 0 {
		o.Probe = 5 * time.Second
	}
	if o.Transport == nil {
		o.Transport = &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}
	}
	return &Client{base: strings.TrimRight(base, "/"), http: &http.Client{Transport: o.Transport}, o: o}
}

// NewKey makes the key of one press of a button.
func NewKey() string { return rand.Text() }

// post sends a command until it is answered; out may be nil.
func (c *Client) post(ctx context.Context, key, path string, in, out any) (status int, err error) {
	body := []byte{}
	if in != nil {
		if body, err = json.Marshal(in); err != nil {
			return 0, err
		}
	}
	if key == "" {
		key = NewKey()
	}
	return c.insist(ctx, func(ctx context.Context) (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", key)
		return r, nil
	}, out)
}

// get asks until it is answered.
func (c *Client) get(ctx context.Context, path string, out any) error {
	_, err := c.insist(ctx, func(ctx context.Context) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, http.NoBody)
	}, out)
	return err
}

// insist repeats a request while repeating may help: no answer, 503, 429.
func (c *Client) insist(ctx context.Context, make func(context.Context) (*http.Request, error), out any) (int, error) {
	for try := 0; ; try++ {
		status, wait, err := c.attempt(ctx, make, out)
		if err == nil || wait < 0 {
			return status, err
		}
		if e := sleep(ctx, max(wait, backOff(try))); e != nil {
			if p, ok := errors.AsType[*Problem](err); ok {
				return status, p
			}
			return status, fmt.Errorf("%w: %w", ErrNoHub, err)
		}
	}
}

// attempt is one try; wait is how long the hub asked to wait, negative where
// the answer is final.
func (c *Client) attempt(ctx context.Context, make func(context.Context) (*http.Request, error), out any) (status int, wait time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.o.Attempt)
	defer cancel()
	r, err := make(ctx)
	if err != nil {
		return 0, -1, err
	}
	c.sign(r)
	resp, err := c.http.Do(r)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, 0, err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return resp.StatusCode, patience(resp), problemOf(resp.StatusCode, raw)
	}
	if d, ok := out.(*document); ok {
		*d = raw
		return resp.StatusCode, -1, nil
	}
	if out != nil && len(raw) > 0 {
		if err := json.Unmarshal(raw, out); err != nil {
			return resp.StatusCode, -1, fmt.Errorf("the answer of the hub is not understood: %w", err)
		}
	}
	return resp.StatusCode, -1, nil
}

// document is an answer that is taken as it is.
type document []byte

// sign says who asks, and in what language.
func (c *Client) sign(r *http.Request) {
	if c.o.Lang != "" {
		r.Header.Set("Accept-Language", c.o.Lang)
	}
	if c.o.Role != "" {
		r.Header.Set("Authorization", "Dev "+c.o.Role)
	}
	if c.o.Device != "" {
		r.Header.Set("Device", c.o.Device)
	}
}

// patience is how long to wait before the same request may be answered
// otherwise, negative where it never will.
func patience(resp *http.Response) time.Duration {
	if resp.StatusCode != http.StatusServiceUnavailable && resp.StatusCode != http.StatusTooManyRequests {
		return -1
	}
	n, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	if err != nil || n < 0 {
		return 0
	}
	return time.Duration(n) * time.Second
}

// problemOf reads a problem; an answer of something that is not a hub becomes one.
func problemOf(status int, raw []byte) *Problem {
	p := &Problem{}
	if json.Unmarshal(raw, p) != nil || p.Type == "" {
		p = problem(status, "unavailable")
		p.Title, p.Detail = p.say("vi")
	}
	p.Status = status
	return p
}

// backOff grows from a twentieth of a second to three seconds; chance keeps
// machines that lost the hub together from coming back together.
func backOff(try int) time.Duration {
	most := min(3*time.Second, 50*time.Millisecond<<min(try, 10))
	return most/2 + mrand.N(most/2)
}

// sleep waits, or gives the error of the context that ended first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// at writes a path with an id that may hold anything.
func at(prefix, id, verb string) string {
	path := prefix + url.PathEscape(id)
	if verb != "" {
		path += "/" + verb
	}
	return path
}
