package faults

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

// press is one thing a person did: take a number, or call the next at a counter.
type press struct {
	counter string // "" takes a number
}

// got is what the person was told: the number, 0 for "nobody waits".
type got struct{ number int }

// line is the whole law for one service, as a sceptic would write it: numbers
// are given in order from 1 and called in that order.
type line struct{ issued, called int }

// sceptic is the model a history is held against.
var sceptic = porcupine.Model{
	Init: func() any { return line{} },
	Step: func(state, input, output any) (bool, any) {
		s, in, out := state.(line), input.(press), output.(got)
		switch {
		case in.counter == "":
			s.issued++
			return out.number == s.issued, s
		case out.number == 0:
			return s.called == s.issued, s
		default:
			s.called++
			return s.called <= s.issued && out.number == s.called, s
		}
	},
	DescribeOperation: func(input, output any) string {
		in, out := input.(press), output.(got)
		if in.counter == "" {
			return fmt.Sprintf("take -> %d", out.number)
		}
		return fmt.Sprintf("next at %s -> %d", in.counter, out.number)
	},
}

// client is one person who presses, waits for the answer and repeats the press
// with the same key for as long as there is none.
type client struct {
	id       int
	url      func() string
	freshKey bool // the planted fault: a new key for every try
	http     http.Client
}

// newKey is a random key of one press.
func newKey() string {
	var b [16]byte
	rand.Read(b[:])
	return fmt.Sprintf("%x", b)
}

// errNoAnswer says that a press was not answered within any sensible time.
var errNoAnswer = errors.New("no answer to a press for a minute")

// post repeats a request by key until there is an answer that settles it.
func (c *client) post(path string, body any) (int, []byte, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	key := newKey()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		if c.freshKey {
			key = newKey()
		}
		status, answer, err := c.once(path, key, raw)
		if err == nil && status < 500 {
			return status, answer, nil
		}
		pause := time.NewTimer(15 * time.Millisecond)
		<-pause.C
	}
	return 0, nil, errNoAnswer
}

func (c *client) once(path, key string, raw []byte) (int, []byte, error) {
	req, err := http.NewRequest(http.MethodPost, c.url()+path, bytes.NewReader(raw))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Idempotency-Key", key)
	req.Header.Set("Content-Type", "application/json")
	res, err := c.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	return res.StatusCode, answer, err
}

// history is everything that was pressed and told, with the moments of both.
type history struct {
	mu    sync.Mutex
	start time.Time
	ops   []porcupine.Operation
	told  []string // ids of the tickets people were told
}

func (h *history) add(client int, in press, out got, from time.Time, id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ops = append(h.ops, porcupine.Operation{
		ClientId: client, Input: in, Output: out,
		Call: from.Sub(h.start).Nanoseconds(), Return: time.Since(h.start).Nanoseconds(),
	})
	if in.counter == "" {
		h.told = append(h.told, id)
	}
}

// answer is the part of the hub's answers a person looks at.
type answer struct {
	Ticket struct {
		ID     string `json:"id"`
		Number string `json:"number"`
	} `json:"ticket"`
}

// run presses until it is stopped, and always waits for the answer of its last
// press: the history has no loose ends.
func (c *client) run(stop <-chan struct{}, h *history, service, counter string) error {
	for {
		select {
		case <-stop:
			return nil
		default:
		}
		in, path, body := press{}, "/v1/tickets", any(map[string]any{"service": service})
		if counter != "" {
			in, path, body = press{counter: counter}, "/v1/counters/"+counter+"/next", map[string]any{"finish": true}
		}
		from := time.Now()
		status, raw, err := c.post(path, body)
		if err != nil {
			return err
		}
		switch status {
		case http.StatusNoContent:
			h.add(c.id, in, got{}, from, "")
		case http.StatusOK, http.StatusCreated:
			var a answer
			if err := json.Unmarshal(raw, &a); err != nil {
				return fmt.Errorf("%s answered %q: %v", path, raw, err)
			}
			n, err := strconv.Atoi(a.Ticket.Number[1:])
			if err != nil {
				return fmt.Errorf("%s answered the number %q", path, a.Ticket.Number)
			}
			h.add(c.id, in, got{n}, from, a.Ticket.ID)
		default:
			return fmt.Errorf("%s answered %d %s", path, status, raw)
		}
	}
}

// judge holds the history against the model.
func (h *history) judge(t *testing.T) porcupine.CheckResult {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	return porcupine.CheckOperationsTimeout(sceptic, h.ops, time.Minute)
}

// TestSceptic_KnowsAWrongHistory plants the three wrong answers directly.
func TestSceptic_KnowsAWrongHistory(t *testing.T) {
	op := func(client int, call, ret int64, in press, out got) porcupine.Operation {
		return porcupine.Operation{ClientId: client, Input: in, Output: out, Call: call, Return: ret}
	}
	take, next := press{}, press{counter: "1"}
	for name, c := range map[string]struct {
		ops  []porcupine.Operation
		want bool
	}{
		"as it should be":               {[]porcupine.Operation{op(1, 0, 1, take, got{1}), op(2, 2, 3, next, got{1}), op(2, 4, 5, next, got{})}, true},
		"a number given twice":          {[]porcupine.Operation{op(1, 0, 1, take, got{1}), op(2, 2, 3, take, got{1})}, false},
		"a number that was lost":        {[]porcupine.Operation{op(1, 0, 1, take, got{2})}, false},
		"nobody waits, but one does":    {[]porcupine.Operation{op(1, 0, 1, take, got{1}), op(2, 2, 3, next, got{})}, false},
		"one person called twice":       {[]porcupine.Operation{op(1, 0, 1, take, got{1}), op(2, 2, 3, next, got{1}), op(3, 4, 5, next, got{1})}, false},
		"the later called before":       {[]porcupine.Operation{op(1, 0, 1, take, got{1}), op(1, 2, 3, take, got{2}), op(2, 4, 5, next, got{2})}, false},
		"two at once in either order":   {[]porcupine.Operation{op(1, 0, 9, take, got{2}), op(2, 0, 9, take, got{1})}, true},
		"nobody, while one is arriving": {[]porcupine.Operation{op(1, 0, 9, take, got{1}), op(2, 1, 2, next, got{})}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := porcupine.CheckOperations(sceptic, c.ops); got != c.want {
				t.Errorf("linearizable: got %v, want %v", got, c.want)
			}
		})
	}
}
