package lan

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"

	"motcua/internal/board"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// reel holds the latest commits as they go out on the event streams, each
// decoded and written once however many watch. It runs only while somebody
// watches; whoever is further behind than it reaches reads the record himself.
// Nobody is pushed to: a stream takes the frames after its own place when it
// can, so a client that does not read costs its own goroutine and nothing else.
type reel struct {
	desk  Desk
	meter *meter

	mu      sync.Mutex // guards everything below
	frames  []frame    // in order, without gaps
	bytes   int
	woken   chan struct{} // closed when frames are added or the reel stops
	err     error         // why the reel stopped
	users   int
	stop    context.CancelFunc
	running uint64            // which run, so that a late one adds nothing to its successor
	watched map[*stream]bool  // walls, for the denominator of "shown 3/3"
	present map[int]wallCount // by number of call
}

type wallCount struct {
	seq uint64
	n   int
}

// frame is one commit of the stream.
type frame struct {
	seq   uint64
	data  []byte // `id: …\nevent: facts\ndata: …\n\n`
	whole bool
}

const (
	reelBytes   = 4 << 20 // what the reel keeps, whatever the commits weigh
	farBehind   = 5000    // commits after which a snapshot is the shorter way
	rememberFor = 2000    // calls whose walls are remembered
)

func newReel(desk Desk, m *meter) *reel {
	return &reel{desk: desk, meter: m, woken: make(chan struct{}), watched: map[*stream]bool{}, present: map[int]wallCount{}}
}

// join makes a stream a user of the reel; the reel starts with the first.
func (r *reel) join(st *stream) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if st.view.kind == "wall" {
		r.watched[st] = true
	}
	r.users++
	r.meter.streams.Set(float64(r.users))
	if r.users > 1 && r.err == nil {
		return
	}
	r.start()
}

// start begins a run; the caller holds the lock.
func (r *reel) start() {
	if r.stop != nil {
		r.stop()
	}
	ctx, cancel := context.WithCancel(context.Background())
	r.stop, r.err, r.frames, r.bytes = cancel, nil, nil, 0
	r.running++
	go r.run(ctx, r.running, r.desk.Head())
}

// leave ends the use; with the last user the reel stops.
func (r *reel) leave(st *stream) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.watched, st)
	r.users--
	r.meter.streams.Set(float64(r.users))
	if r.users == 0 {
		r.stop()
		r.running++
		r.frames, r.bytes = nil, 0
	}
}

// run follows the desk until it is stopped.
func (r *reel) run(ctx context.Context, turn, after uint64) {
	err := journal.ErrNotDurable
	for e, broken := range r.desk.Follow(ctx, after) {
		if broken != nil {
			err = broken
			break
		}
		f, facts, bad := frameOf(e)
		if bad != nil {
			err = bad
			break
		}
		if !r.add(turn, f, facts) {
			return
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running == turn {
		r.err = err
		r.wake()
	}
}

func (r *reel) wake() {
	close(r.woken)
	r.woken = make(chan struct{})
}

// add takes a frame up and wakes the streams; false when this run is over.
func (r *reel) add(turn uint64, f frame, facts board.Facts) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running != turn {
		return false
	}
	r.frames = append(r.frames, f)
	r.bytes += len(f.data)
	drop := 0
	for r.bytes > reelBytes && drop < len(r.frames)-1 {
		r.bytes -= len(r.frames[drop].data)
		drop++
	}
	r.frames = r.frames[drop:]
	r.count(facts)
	r.wake()
	return true
}

// count remembers how many walls were there when a call was stored.
func (r *reel) count(facts board.Facts) {
	for i := range facts.Facts {
		f := &facts.Facts[i]
		if f.Name != "called" {
			continue
		}
		n := 0
		for st := range r.watched {
			if st.watches(f) {
				n++
			}
		}
		r.present[f.No] = wallCount{seq: facts.Seq, n: n}
	}
	for no, c := range r.present {
		if len(r.present) <= rememberFor {
			break
		}
		if c.seq+rememberFor < facts.Seq {
			delete(r.present, no)
		}
	}
}

// walls is how many walls were connected when a call was stored.
func (r *reel) walls(no int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.present[no].n
}

// after gives the frames after a commit. Behind says that the reel does not
// reach back so far; no frames and no error mean: wait for woken.
func (r *reel) after(seq uint64) (frames []frame, woken <-chan struct{}, behind bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return nil, nil, false, r.err
	}
	if len(r.frames) == 0 || seq >= r.frames[len(r.frames)-1].seq {
		return nil, r.woken, len(r.frames) == 0 && seq < r.desk.Head(), nil
	}
	first := r.frames[0].seq
	if seq+1 < first {
		return nil, nil, true, nil
	}
	return r.frames[seq+1-first:], nil, false, nil
}

// frameOf turns a commit of the record into its frame.
func frameOf(e journal.Entry) (frame, board.Facts, error) {
	c, err := journal.Decode(e.Data)
	if err != nil {
		return frame{}, board.Facts{}, err
	}
	acts := make([]queue.Act, len(c.Acts))
	for i, a := range c.Acts {
		acts[i] = queue.Act{At: a.At, By: a.By, Events: a.Events}
	}
	facts := board.Tell(e.Seq, c.At, acts)
	data, err := eventOf("facts", &e.Seq, facts)
	return frame{seq: e.Seq, data: data, whole: facts.Whole()}, facts, err
}

// eventOf writes one event of a stream, with the commit as its id if there is one.
func eventOf(name string, id *uint64, v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, len(raw)+64)
	if id != nil {
		b = append(b, "id: "...)
		b = strconv.AppendUint(b, *id, 10)
		b = append(b, '\n')
	}
	b = append(b, "event: "...)
	b = append(b, name...)
	b = append(b, "\ndata: "...)
	b = append(b, raw...)
	return append(b, "\n\n"...), nil
}
