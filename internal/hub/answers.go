package hub

import (
	"crypto/sha256"
	"time"
)

// digest stands for a key or a request: short, and of one length whatever was sent.
type digest [16]byte

func digestOf(s string) digest {
	sum := sha256.Sum256([]byte(s))
	return digest(sum[:16])
}

// press is one press of a button, as it is told from others.
type press struct{ key, request digest }

func pressOf(key, request string) press { return press{digestOf(key), digestOf(request)} }

// answers are the keys of the day and of the day before, with the commit that
// holds the answer.
type answers struct {
	today, before map[digest]granted
}

type granted struct {
	request digest
	seq     uint64
}

func (a *answers) add(p press, seq uint64) {
	if a.today == nil {
		a.today = map[digest]granted{}
	}
	a.today[p.key] = granted{request: p.request, seq: seq}
}

func (a *answers) find(key digest) (granted, bool) {
	g, ok := a.today[key]
	if !ok {
		g, ok = a.before[key]
	}
	return g, ok
}

// turn begins another day: what was of today is of the day before.
func (a *answers) turn() { a.today, a.before = nil, a.today }

const (
	refusalsKept = 10 * time.Minute
	refusalsMost = 10_000
)

// refusals are answers that changed nothing. They are remembered for a while,
// so that a late first copy of a press whose repeat was told "no" does nothing.
type refusals struct {
	known map[digest]refusal
	order []digest // the oldest first
}

type refusal struct {
	request digest
	result  result
	until   time.Time
}

func (r *refusals) add(p press, res result) {
	now := time.Now()
	for len(r.order) > 0 && (len(r.order) >= refusalsMost || r.known[r.order[0]].until.Before(now)) {
		delete(r.known, r.order[0])
		r.order = r.order[1:]
	}
	if r.known == nil {
		r.known = map[digest]refusal{}
	}
	if _, twice := r.known[p.key]; !twice {
		r.order = append(r.order, p.key)
	}
	r.known[p.key] = refusal{request: p.request, result: res, until: now.Add(refusalsKept)}
}

func (r *refusals) find(key digest) (refusal, bool) {
	f, ok := r.known[key]
	if !ok || f.until.Before(time.Now()) {
		return refusal{}, false
	}
	f.result.answer.Replay = true
	return f, true
}
