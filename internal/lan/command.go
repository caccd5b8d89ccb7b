package lan

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"motcua/internal/journal"
	"motcua/internal/queue"
)

// command serves a POST: read the key and the body strictly, put the wish to
// the desk, and answer with what reply makes of it.
func command(wish func(q *request) queue.Wish, reply func(q *request, a journal.Answer) error) func(*request) error {
	return func(q *request) error {
		if err := q.read(); err != nil {
			return err
		}
		do := wish(q)
		if err := q.end(); err != nil {
			return err
		}
		a, err := q.s.desk.Do(q.Context(), journal.Order{Key: q.key, Request: q.digest, By: q.by, Do: do})
		if a.Replay {
			q.w.Header().Set("Idempotent-Replay", "true")
		}
		if err != nil {
			return q.refusal(err)
		}
		return reply(q, a)
	}
}

// read takes the key and the body of a command.
func (q *request) read() error {
	q.key = q.Header.Get("Idempotency-Key")
	if !visible(q.key) || len(q.Header.Values("Idempotency-Key")) != 1 {
		return problem(http.StatusBadRequest, "key-missing")
	}
	raw, err := readAll(q.w, q.Request)
	if err != nil {
		return err
	}
	if q.body, err = parse(raw); err != nil {
		return err
	}
	q.digest = digest(q.URL.Path, raw)
	return nil
}

// visible tells whether a key is 1 to 128 visible ASCII characters.
func visible(key string) bool {
	return key != "" && len(key) <= 128 && strings.IndexFunc(key, func(r rune) bool { return r < '!' || r > '~' }) < 0
}

// digest is what is kept of a request: enough to know it again, and nothing of
// what it said.
func digest(route string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(route))
	h.Write([]byte{0})
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// refusal is the error of the desk; nobody waiting is an answer, not a problem.
func (q *request) refusal(err error) error {
	if is(err, queue.Nobody) {
		q.empty()
		return nil
	}
	return err
}

// empty answers that there is nothing.
func (q *request) empty() {
	q.status = http.StatusNoContent
	q.w.Header().Set("Cache-Control", "no-store")
	q.w.WriteHeader(http.StatusNoContent)
}

// answer writes a value.
func (q *request) answer(status int, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return q.raw(status, "application/json; charset=utf-8", raw)
}

func (q *request) raw(status int, kind string, raw []byte) error {
	h := q.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	q.status = status
	q.w.WriteHeader(status)
	_, _ = q.w.Write(raw) // a caller who left asks again
	return nil
}

func (s *Server) token(id string) string { return Token(s.o.Secret, id) }

// Token is the name of something on the web that nobody can guess: ten
// characters out of the secret of the site.
func Token(secret []byte, id string) string {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(id))
	return tokenLetters.EncodeToString(h.Sum(nil))[:10]
}

var tokenLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// is tells whether the law refused for that reason.
func is(err error, c queue.Code) bool { return errors.Is(err, queue.Refuse(c)) }
