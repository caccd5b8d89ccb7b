// Package journaltest is the contract of journal.Journal as a suite of tests:
// whatever keeps the record must pass it. It knows no implementation.
package journaltest

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

// Writer makes commits that continue one another, as a hub would.
type Writer struct {
	chain journal.Chain
	Hub   string
}

// Next makes the next commit of the record, with one act of that key.
func (w *Writer) Next(key string, events ...queue.Event) []byte {
	if w.chain.Hash == "" {
		w.chain.Hash = journal.Genesis
	}
	seq := w.chain.Seq + 1
	at := time.Date(2026, 11, 23, 7, 0, 0, 0, centre.ICT).Add(time.Duration(seq) * time.Millisecond)
	c := journal.Commit{
		V: journal.Version, Seq: seq, Prev: w.chain.Hash, Hub: w.Hub, At: at,
		Acts: []journal.Act{{Key: key, At: at, By: queue.Actor{Role: queue.Visitor}, Events: events}},
	}
	data, err := journal.Encode(c)
	if err != nil {
		panic(err) // the suite's own events always have words
	}
	if err := w.chain.Next(&c, data); err != nil {
		panic(err)
	}
	return data
}

// Follow moves the writer behind an entry that somebody else wrote.
func (w *Writer) Follow(e journal.Entry) error {
	c, err := journal.Decode(e.Data)
	if err != nil {
		return err
	}
	return w.chain.Next(&c, e.Data)
}

// Seq is the number of the last commit made or followed.
func (w *Writer) Seq() uint64 { return w.chain.Seq }

// Run puts fresh, empty journals made by open to the test.
func Run(t *testing.T, open func(*testing.T) journal.Journal) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, journal.Journal){
		"Append_RefusesAnotherHeadAndWritesNothing": conflict,
		"Append_OfNilAsksForTheHeadOnly":            nilAppend,
		"Append_AgainAfterAnUnknownOutcomeIsSafe":   appendAgain,
		"Append_KeepsItsOwnCopy":                    ownCopy,
		"Append_ByManyLandsEachOnce":                concurrent,
		"Append_AfterItsContextEndedWritesNothing":  ended,
		"Read_IsGapFreeFromAnywhere":                gapFree,
		"Read_StopsAtTheHeadOfItsCall":              readStops,
		"Watch_FollowsWithoutGaps":                  follows,
		"Watch_HealsWhenItsReaderIsSlow":            heals,
		"Watch_EndsWithItsContext":                  watchEnds,
		"Close_IsTheEnd":                            closes,
	} {
		t.Run(name, func(t *testing.T) {
			j := open(t)
			t.Cleanup(func() { j.Close() })
			test(t, j)
		})
	}
}

func fillUp(t *testing.T, j journal.Journal, w *Writer, n int) [][]byte {
	t.Helper()
	var all [][]byte
	for range n {
		after := w.Seq()
		data := w.Next("k"+strconv.FormatUint(after+1, 10), queue.Shown{Wall: "w", No: int(after)})
		if err := j.Append(t.Context(), after, data); err != nil {
			t.Fatalf("append after %d: %v", after, err)
		}
		all = append(all, data)
	}
	return all
}

func readAll(t *testing.T, j journal.Journal, after uint64) []journal.Entry {
	t.Helper()
	var all []journal.Entry
	for e, err := range j.Read(t.Context(), after) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// same checks that entries are those of the record from after+1 on, all of them.
func same(t *testing.T, got []journal.Entry, record [][]byte, after int) {
	t.Helper()
	if len(got) != len(record)-after {
		t.Fatalf("got %d entries after %d, want %d", len(got), after, len(record)-after)
	}
	for i, e := range got {
		if e.Seq != uint64(after+i+1) || string(e.Data) != string(record[after+i]) {
			t.Fatalf("entry %d is number %d: %s\nwant %s", i, e.Seq, e.Data, record[after+i])
		}
	}
}

func conflict(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	record := fillUp(t, j, &w, 3)
	for _, after := range []uint64{0, 2, 4, 1 << 40} {
		if err := j.Append(t.Context(), after, w.Next("x")); !errors.Is(err, journal.ErrConflict) {
			t.Errorf("append after %d: got %v, want ErrConflict", after, err)
		}
	}
	same(t, readAll(t, j, 0), record, 0)
}

func nilAppend(t *testing.T, j journal.Journal) {
	t.Helper()
	if err := j.Append(t.Context(), 0, nil); err != nil {
		t.Errorf("nil on an empty journal: %v", err)
	}
	var w Writer
	record := fillUp(t, j, &w, 2)
	if err := j.Append(t.Context(), 2, nil); err != nil {
		t.Errorf("nil after the head: %v", err)
	}
	if err := j.Append(t.Context(), 1, nil); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("nil after an old head: got %v, want ErrConflict", err)
	}
	same(t, readAll(t, j, 0), record, 0)
}

func appendAgain(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	record := fillUp(t, j, &w, 2)
	if err := j.Append(t.Context(), 1, record[1]); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("got %v, want ErrConflict", err)
	}
	same(t, readAll(t, j, 0), record, 0)
}

func ownCopy(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	data := w.Next("k", queue.Shown{Wall: "w"})
	want := string(data)
	if err := j.Append(t.Context(), 0, data); err != nil {
		t.Fatal(err)
	}
	clear(data)
	if got := readAll(t, j, 0); len(got) != 1 || string(got[0].Data) != want {
		t.Errorf("the entry changed with the caller's buffer: %s", got[0].Data)
	}
}

func concurrent(t *testing.T, j journal.Journal) {
	t.Helper()
	const writers, each = 4, 10
	var g sync.WaitGroup
	for n := range writers {
		g.Go(func() {
			if err := contend(t.Context(), j, "hub-"+strconv.Itoa(n), each); err != nil {
				t.Error(err)
			}
		})
	}
	g.Wait()
	var w Writer
	keys := map[string]int{}
	for _, e := range readAll(t, j, 0) {
		if err := w.Follow(e); err != nil {
			t.Fatal(err)
		}
		c, _ := journal.Decode(e.Data)
		keys[c.Acts[0].Key]++
	}
	if w.Seq() != writers*each || len(keys) != writers*each {
		t.Errorf("got %d commits with %d keys, want %d of both", w.Seq(), len(keys), writers*each)
	}
}

// contend appends n commits among others who do the same.
func contend(ctx context.Context, j journal.Journal, hub string, n int) error {
	w := Writer{Hub: hub}
	for i := 0; i < n; {
		before := w
		err := j.Append(ctx, before.Seq(), w.Next(hub+"-"+strconv.Itoa(i), queue.Shown{}))
		if err == nil {
			i++
			continue
		}
		if !errors.Is(err, journal.ErrConflict) {
			return err
		}
		w = before
		for e, err := range j.Read(ctx, w.Seq()) {
			if err == nil {
				err = w.Follow(e)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func ended(t *testing.T, j journal.Journal) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var w Writer
	if err := j.Append(ctx, 0, w.Next("k")); err == nil {
		t.Error("append with an ended context succeeded")
	}
	same(t, readAll(t, j, 0), nil, 0)
}

func gapFree(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	// More than two pages of any implementation.
	record := fillUp(t, j, &w, 1100)
	for _, after := range []int{0, 1, 511, 512, 513, 1099, 1100} {
		same(t, readAll(t, j, uint64(after)), record, after)
	}
	if got := readAll(t, j, 5000); len(got) != 0 {
		t.Errorf("read after the head gave %d entries", len(got))
	}
	for e, err := range j.Read(t.Context(), 10) { // leaving early is allowed
		if err != nil || e.Seq == 12 {
			break
		}
	}
	fillUp(t, j, &w, 1)
}

func readStops(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	fillUp(t, j, &w, 3)
	n := 0
	for _, err := range j.Read(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n < 20 {
			fillUp(t, j, &w, 1) // writing while reading must not deadlock, nor feed the reader for ever
		}
	}
	if n != 3 {
		t.Errorf("got %d entries, want the 3 there were", n)
	}
}

func follows(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	record := fillUp(t, j, &w, 5)
	const total = 60
	got := make(chan journal.Entry, total) // room for all, so that the watcher never waits for the test
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e, err := range j.Watch(ctx, 2) {
			if err != nil {
				return
			}
			if got <- e; e.Seq == total {
				return
			}
		}
	}()
	record = append(record, fillUp(t, j, &w, total-5)...)
	<-done
	close(got)
	var entries []journal.Entry
	for e := range got {
		entries = append(entries, e)
	}
	same(t, entries, record, 2)
}

func heals(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	record := fillUp(t, j, &w, 1)
	var entries []journal.Entry
	for e, err := range j.Watch(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		// Every entry read leaves the watcher further behind, until it may catch up.
		if entries = append(entries, e); len(entries) < 40 {
			record = append(record, fillUp(t, j, &w, 1+len(entries)%3)...)
		}
		if len(entries) >= 40 && e.Seq == w.Seq() {
			break
		}
	}
	same(t, entries, record, 0)
}

func watchEnds(t *testing.T, j journal.Journal) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	errs := make(chan error, 1)
	go func() {
		for _, err := range j.Watch(ctx, 0) {
			if err != nil {
				errs <- err
			}
		}
		close(errs)
	}()
	cancel()
	if err := <-errs; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	if _, more := <-errs; more {
		t.Error("the watch went on after its error")
	}
}

func closes(t *testing.T, j journal.Journal) {
	t.Helper()
	var w Writer
	fillUp(t, j, &w, 1)
	errs := make(chan error, 1)
	go func() {
		for _, err := range j.Watch(context.Background(), 1) {
			errs <- err
		}
	}()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-errs; !errors.Is(err, journal.ErrClosed) {
		t.Errorf("watch: got %v, want ErrClosed", err)
	}
	if err := j.Append(t.Context(), 1, w.Next("k")); !errors.Is(err, journal.ErrClosed) {
		t.Errorf("append: got %v, want ErrClosed", err)
	}
	if err := j.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}
