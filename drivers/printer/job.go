package printer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"motcua/drivers"
	"motcua/drivers/escpos"
	"motcua/drivers/wire"
)

// Print puts a job on paper. It waits for its turn, sends every byte once, and
// then waits for the best proof the printer can give. A printer without paper
// or with its cover open refuses at once; one that runs out in the middle has
// until ctx or Reload ends to be filled again, and finishes the slip itself.
func (p *Printer) Print(ctx context.Context, j drivers.Job) (drivers.Receipt, error) {
	began := time.Now()
	r, err := p.print(ctx, j)
	r.Elapsed = time.Since(began)
	if err != nil {
		err = &drivers.OpError{Op: "print", Device: p.String(), Err: err}
	}
	return r, err
}

func (p *Printer) print(ctx context.Context, j drivers.Job) (drivers.Receipt, error) {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return drivers.Receipt{}, fmt.Errorf("%w: another job is being printed", drivers.ErrBusy)
	case <-p.life.Done():
		return drivers.Receipt{}, drivers.ErrClosed
	}
	l, err := p.ready(ctx)
	if err != nil {
		return drivers.Receipt{}, err
	}
	if err := escpos.Check(j.Doc, l.profile); err != nil {
		return drivers.Receipt{}, err
	}
	t := task{l: l, id: p.nameJob(j.ID), job: j}
	t.encode()
	if err := l.holdPen(ctx); err != nil {
		return drivers.Receipt{Total: int64(len(t.bytes))}, err
	}
	defer func() { <-l.pen }()
	r, err := t.run(ctx)
	// A wire with a long memory accepts what the printer never got, so a job
	// that was sent whole may have broken off in the middle of a picture too.
	broken := r.Sent > 0 && r.Sent < r.Total
	gone := errors.Is(err, drivers.ErrGone)
	if broken || gone && r.Sent > 0 {
		p.learn(func() { p.dirty = true })
	}
	if broken || gone {
		l.fail(err)
	}
	return r, err
}

// nameJob is the ID by which the printer will confirm the job: the ticket's
// number where it fits and was not the last one, else a running number. The
// same ID twice would let a late answer confirm the wrong slip.
func (p *Printer) nameJob(id string) (out [4]byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.jobs++
	fits := id != "" && len(id) <= 4
	for i := range len(id) {
		fits = fits && id[i] > ' ' && id[i] <= '~'
	}
	copy(out[:], fmt.Sprintf("%-4s", id))
	if !fits || out == p.lastID {
		copy(out[:], fmt.Sprintf("#%03d", p.jobs%1000))
	}
	p.lastID = out
	return out
}

// task is one job on one link.
type task struct {
	l     *link
	id    [4]byte
	job   drivers.Job
	bytes []byte
	dots  int // paper it takes
}

func (t *task) encode() {
	var doc escpos.Doc
	for range max(t.job.Copies, 1) {
		doc = append(doc, t.job.Doc...)
	}
	t.dots = escpos.Length(doc, t.l.profile.Dots)
	if t.l.profile.Fence {
		doc = append(doc, escpos.Fence{})
	}
	if t.l.profile.Completion {
		doc = append(doc, escpos.Complete{ID: t.id})
	}
	t.bytes = escpos.Encode(doc, t.l.profile)
}

// run sends the bytes and looks for proof. It holds the pen.
func (t *task) run(ctx context.Context) (drivers.Receipt, error) {
	l := t.l
	ctx, cancel := context.WithTimeout(ctx, l.opts.Reload+t.wireTime())
	defer cancel()

	l.mu.Lock()
	delete(l.done, t.id)
	l.fences = 0
	if l.profile.Fence {
		l.fences = 1
	}
	l.mu.Unlock()

	r := drivers.Receipt{Total: int64(len(t.bytes))}
	n, err := l.write(ctx, t.bytes)
	r.Sent = int64(n)
	switch {
	case n == 0:
		return r, err
	case n < len(t.bytes):
		r.Outcome = drivers.Partial
		return r, err
	}
	r.Outcome = drivers.Unknown
	if s, ok := l.conn.(wire.Settler); ok {
		r.Proof, err = s.Settle(ctx, t.job.ID)
		if err != nil {
			return r, err
		}
	}
	err = t.prove(ctx, &r)
	if r.Proof >= drivers.Processed {
		r.Outcome = drivers.Printed
	}
	return r, err
}

// wireTime is long enough for the bytes on the slowest wire in use, 9600 baud.
func (t *task) wireTime() time.Duration {
	return time.Duration(len(t.bytes)) * time.Second / 900
}

// prove waits for what the printer says about the job.
func (t *task) prove(ctx context.Context, r *drivers.Receipt) error {
	l := t.l
	p := l.profile
	if !p.Fence && !p.Completion {
		return t.look(ctx, r)
	}
	proven := func() bool {
		if p.Completion {
			return l.done[t.id]
		}
		return l.fences == 0
	}
	err := t.waitPrinted(ctx, proven)
	l.mu.Lock()
	if p.Fence && l.fences == 0 {
		r.Proof = max(r.Proof, drivers.Processed)
	}
	if p.Completion && l.done[t.id] {
		r.Proof = drivers.Completed
	}
	l.mu.Unlock()
	if err == nil || r.Proof >= drivers.Processed {
		return nil
	}
	if !errors.Is(err, drivers.ErrTimeout) {
		return err
	}
	if lookErr := t.look(ctx, r); lookErr != nil {
		return lookErr
	}
	return fmt.Errorf("%w: no word that the slip is printed", drivers.ErrTimeout)
}

// waitPrinted waits for three times the time the paper takes and two seconds.
// While the printer stands still for want of paper or a closed cover the clock
// stands still too; ctx ends it in any case.
func (t *task) waitPrinted(ctx context.Context, proven func() bool) error {
	l := t.l
	mm := l.profile.Millimetres(t.dots)
	budget := time.Duration(3*mm/float64(max(l.profile.Speed, 1))*float64(time.Second)) + 2*time.Second
	for {
		part, cancel := context.WithTimeout(ctx, budget)
		err := l.wait(part, func() bool { return proven() || l.status.Stopped() })
		cancel()
		if err != nil {
			return err
		}
		l.mu.Lock()
		done := proven()
		l.mu.Unlock()
		if done {
			return nil
		}
		if err := l.wait(ctx, func() bool { return proven() || !l.status.Stopped() }); err != nil {
			return err
		}
	}
}

// look is the last resort: a printer that says it stands still has not finished
// the slip. It asks once more if there is time, and else goes by what was heard.
func (t *task) look(ctx context.Context, r *drivers.Receipt) error {
	l := t.l
	if !l.profile.Status {
		return nil
	}
	for _, n := range []byte{1, 2, 4} {
		if ctx.Err() != nil {
			break
		}
		err := l.question(ctx, n)
		if errors.Is(err, drivers.ErrTimeout) {
			break
		}
		if err != nil {
			return err
		}
	}
	if l.papered().Stopped() {
		r.Outcome = drivers.Partial
		return fmt.Errorf("%w: it stopped in the middle of the slip", drivers.ErrOffline)
	}
	return nil
}
