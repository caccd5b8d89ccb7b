package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
	"go.uber.org/goleak"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/store"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir))
	}
	dir, err := os.MkdirTemp("", "store")
	if err == nil {
		sample = filepath.Join(dir, "sample")
		err = makeSample(sample)
	}
	if err != nil {
		fmt.Fprintln(os.Stdout, err)
		os.Exit(1)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		os.RemoveAll(dir)
		os.Exit(code)
	}))
}

// scribe writes a believable record of some days without knowing the rules.
type scribe struct {
	j     journal.Journal
	chain journal.Chain
	at    time.Time
	day   string
	n     int
	order uint64
}

func newScribe(j journal.Journal) *scribe {
	return &scribe{j: j, at: time.Date(2026, 11, 23, 7, 0, 0, 0, centre.ICT)}
}

func (s *scribe) encode(acts ...[]queue.Event) ([]byte, *journal.Commit) {
	if s.chain.Hash == "" {
		s.chain.Hash = journal.Genesis
	}
	c := journal.Commit{V: journal.Version, Seq: s.chain.Seq + 1, Prev: s.chain.Hash, Hub: "hub", At: s.at}
	for i, events := range acts {
		c.Acts = append(c.Acts, journal.Act{
			Key: fmt.Sprintf("%d-%d", c.Seq, i), At: s.at, By: queue.Actor{Role: queue.Visitor, Device: "kiosk-1"}, Events: events,
		})
	}
	data, err := journal.Encode(c)
	if err != nil {
		panic(err) // the scribe's own events always have words
	}
	return data, &c
}

func (s *scribe) append(acts ...[]queue.Event) error {
	data, c := s.encode(acts...)
	if err := s.j.Append(context.Background(), s.chain.Seq, data); err != nil {
		return err
	}
	s.at = s.at.Add(20 * time.Second)
	return s.chain.Next(c, data)
}

func (s *scribe) must(acts ...[]queue.Event) {
	if err := s.append(acts...); err != nil {
		panic(fmt.Sprintf("commit %d: %v", s.chain.Seq+1, err))
	}
}

func (s *scribe) open(day string) {
	s.day, s.n = day, 0
	date, err := centre.ParseDate(day)
	if err != nil {
		panic(err)
	}
	s.at = date.At(centre.Clock(7 * time.Hour))
	s.must([]queue.Event{queue.DayOpened{Day: day}})
}

func (s *scribe) visit(i int) queue.Visit {
	number := fmt.Sprintf("A%03d", i)
	return queue.Visit{Ticket: strings.ReplaceAll(s.day, "-", "") + "-" + number, Number: number}
}

func (s *scribe) spot(service string) *queue.Spot {
	s.order++
	return &queue.Spot{Service: service, Class: "ordinary", Key: s.at, Order: s.order}
}

func (s *scribe) issue() ([]queue.Event, int) {
	s.n++
	v := s.visit(s.n)
	service := "sv-" + strconv.Itoa(s.n%5)
	v.In = s.spot(service)
	return []queue.Event{queue.Issued{Visit: v, Service: service, Class: "ordinary", IssuedAt: s.at, Spot: *v.In, Dossier: "H46.10-261123-000" + strconv.Itoa(s.n%7)}}, s.n
}

func (s *scribe) call(i, no int) []queue.Event {
	v := s.visit(i)
	v.Out = "sv-" + strconv.Itoa(i%5)
	return []queue.Event{queue.Called{Visit: v, Call: queue.Call{No: no, Counter: "3", Room: "P1", Zone: "A"}}}
}

// busyDay is a day in which everything happens that changes a row.
func (s *scribe) busyDay(day string, visitors int) {
	s.open(day)
	for range visitors {
		events, i := s.issue()
		s.must(events)
		v := s.visit(i)
		in := v
		in.In = s.spot("sv-1")
		switch i % 8 {
		case 0:
			s.must([]queue.Event{queue.Cancelled{Visit: v, Reason: "left"}})
		case 1, 2:
			s.must(s.call(i, i))
			s.must([]queue.Event{queue.Begun{Visit: v, Counter: "3"}})
			s.must([]queue.Event{queue.Finished{Visit: v, Counter: "3", Outcome: "done", Dossiers: []string{"H46.10-261123-0009"}, Fee: 20000}})
			s.must([]queue.Event{queue.Rated{Visit: v, Scores: map[string]int{"speed": 4, "attitude": 5}}})
		case 3: // a call and its undoing, in one commit with other acts
			other, _ := s.issue()
			s.must(other, s.call(i, i), []queue.Event{queue.Undone{Counter: "3", Step: "called", Visits: []queue.Visit{in}}}, s.call(i, i+1))
		case 4:
			s.must(s.call(i, i))
			s.must([]queue.Event{queue.Transferred{Visit: in, Counter: "3", Place: queue.Fair}})
			s.must(s.call(i, i+1))
			s.must([]queue.Event{queue.Finished{Visit: in, Counter: "4", Back: "3"}})
		case 5:
			s.must(s.call(i, i))
			s.must([]queue.Event{queue.Absented{Visit: in, Counter: "3", Times: 1}}, s.call(i, i+1),
				[]queue.Event{queue.Absented{Visit: v, Counter: "3", Times: 3, Final: true}}, []queue.Event{queue.Returned{Visit: in, Forgiven: true}})
		case 6:
			s.must(s.call(i, i), []queue.Event{queue.Parked{Visit: v, Counter: "3", Reason: "copy"}})
			s.must([]queue.Event{queue.Unparked{Visit: in}}, []queue.Event{queue.Reclassified{Visit: in, Class: "elderly"}})
		case 7: // stays at a counter
			s.must(s.call(i, i))
		}
	}
	s.must([]queue.Event{queue.SiteApplied{Hash: day, Document: "site of " + day}})
}

func (s *scribe) close() {
	s.must([]queue.Event{queue.DayClosed{Day: s.day, Lapsed: []string{s.visit(s.n).Ticket}, Unfinished: []string{s.visit(7).Ticket}}})
}

// derived reads every bucket of rows, to be compared as a whole.
func derived(t *testing.T, dir string) map[string]string {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "centre.db"), 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := map[string]string{}
	err = db.View(func(tx *bolt.Tx) error {
		for _, bucket := range []string{"days", "tickets", "bydossier", "site"} {
			err := tx.Bucket([]byte(bucket)).ForEach(func(k, v []byte) error {
				all[bucket+" "+string(k)] = string(v)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var days = []string{"2026-11-20", "2026-11-23", "2026-11-24"}

// sample is a directory that all tests copy; TestMain makes and removes it.
var sample string

// threeDays gives a closed directory with a record in it.
func threeDays(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func makeSample(dir string) error {
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	w := newScribe(s.Journal())
	for _, day := range days {
		w.busyDay(day, 40)
		if day != "2026-11-24" {
			w.close()
		}
	}
	return s.Close()
}

func verify(t *testing.T, dir string) store.Report {
	t.Helper()
	r, err := store.Verify(dir, store.Options{})
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return r
}

func TestRebuild_GivesTheSameBytes(t *testing.T) {
	dir := threeDays(t)
	want := derived(t, dir)
	if len(want) < 120 {
		t.Fatalf("only %d rows", len(want))
	}
	s := open(t, dir, store.Options{})
	if err := s.Rebuild(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	same(t, derived(t, dir), want)
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s\n got %s\nwant %s", k, got[k], v)
		}
	}
	for k := range got {
		if _, ok := want[k]; !ok {
			t.Errorf("%s is new", k)
		}
	}
}

// However the days are cut by restarts, the rows are those of one long run.
func TestRows_DoNotDependOnRestarts(t *testing.T) {
	record := func(j func(dir string) journal.Journal) map[string]string {
		dir := t.TempDir()
		w := newScribe(j(dir))
		for _, day := range days[:2] {
			w.busyDay(day, 9)
			w.close()
		}
		w.j.Close()
		return derived(t, dir)
	}
	want := record(func(dir string) journal.Journal { return open(t, dir, store.Options{}).Journal() })
	got := record(func(dir string) journal.Journal { return restarting{dir: dir} })
	same(t, got, want)
}

// restarting opens the store anew for every append.
type restarting struct {
	journal.Journal
	dir string
}

func (r restarting) Append(ctx context.Context, after uint64, data []byte) error {
	s, err := store.Open(r.dir, store.Options{})
	if err != nil {
		return err
	}
	return errors.Join(s.Journal().Append(ctx, after, data), s.Close())
}

func (r restarting) Close() error { return nil }

func TestTicket_IsKeptWithItsLegs(t *testing.T) {
	s := open(t, threeDays(t), store.Options{})
	rows, err := s.Tickets("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 46 {
		t.Errorf("got %d rows of the day, want 46", len(rows))
	}
	all := string(bytes.Join(asBytes(rows), []byte("\n")))
	for _, want := range []string{
		`"number":"A001","day":"2026-11-23","service":"sv-1","class":"ordinary","state":"done"`,
		`"scores":{"attitude":5,"speed":4}`, `"unfinished":true`, `"state":"lapsed"`, `"state":"cancelled"`,
		`"outcome":"done","dossiers":["H46.10-261123-0009"],"fee":20000`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no row says %s in\n%s", want, all)
		}
	}
	ids, err := s.TicketsOf("H46.10-261123-0009")
	if err != nil || len(ids) == 0 {
		t.Errorf("tickets of a dossier: %v, %v", ids, err)
	}
}

func asBytes[T ~[]byte](list []T) [][]byte {
	var out [][]byte
	for _, b := range list {
		out = append(out, b)
	}
	return out
}

func TestStart_GoesBackToTheDayBeforeTheLast(t *testing.T) {
	s := open(t, threeDays(t), store.Options{})
	days, err := s.Days()
	if err != nil || len(days) != 3 {
		t.Fatalf("days: %v, %v", days, err)
	}
	st, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	if st.After != days[1].First-1 || string(st.Document) != "site of 2026-11-20" {
		t.Errorf("got %d with %q, want %d", st.After, st.Document, days[1].First-1)
	}
	if doc, err := s.Document(); err != nil || string(doc) != "site of 2026-11-24" {
		t.Errorf("document now: %q, %v", doc, err)
	}
}

func TestStart_OfAnEmptyRecordIsTheBeginning(t *testing.T) {
	s := open(t, t.TempDir(), store.Options{})
	if st, err := s.Start(); err != nil || st.After != 0 || st.Document != nil {
		t.Errorf("got %v, %v", st, err)
	}
}

func TestOpen_RefusesADirectoryInUse(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	if _, err := store.Open(dir, store.Options{Wait: 60 * time.Millisecond}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("open: got %v, want ErrLocked", err)
	}
	if _, err := store.Verify(dir, store.Options{Wait: 60 * time.Millisecond}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("verify: got %v, want ErrLocked", err)
	}
	s.Close()
	open(t, dir, store.Options{})
}

func TestOpen_RefusesANewerFormat(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, store.Options{}).Close()
	edit(t, dir, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("format"), []byte("9")) })
	if _, err := store.Open(dir, store.Options{}); !errors.Is(err, store.ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func edit(t *testing.T, dir string, f func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "centre.db"), 0o600, &bolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(f), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestOpen_RefusesWhatIsNoDatabase(t *testing.T) {
	for name, content := range map[string][]byte{"noise": bytes.Repeat([]byte("mot cua "), 4096), "a few bytes": []byte("x"), "nothing": {}} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "centre.db"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(dir, store.Options{}); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: got %v, want ErrDamaged", name, err)
		}
	}
}

func TestOpen_RemovesWhatACutCreationLeft(t *testing.T) {
	dir := t.TempDir()
	draft := filepath.Join(dir, "centre.db.new")
	if err := os.WriteFile(draft, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, dir, store.Options{})
	if _, err := os.Stat(draft); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the draft is still there: %v", err)
	}
}

func TestOpen_FoldsAgainWhenRowsAreOfAnotherMake(t *testing.T) {
	dir := threeDays(t)
	want := derived(t, dir)
	edit(t, dir, func(tx *bolt.Tx) error {
		if err := tx.DeleteBucket([]byte("tickets")); err != nil {
			return err
		}
		if _, err := tx.CreateBucket([]byte("tickets")); err != nil {
			return err
		}
		return tx.Bucket([]byte("meta")).Put([]byte("folded"), []byte("0"))
	})
	open(t, dir, store.Options{}).Close()
	same(t, derived(t, dir), want)
}

func TestSeal_IsReadableUntilTheKeyOfItsDayIsErased(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	old, err := s.Seal("2026-11-22", "0912 345 678")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := s.Seal("2026-11-23", "Chị ở bàn 3 rất tận tình")
	if err != nil {
		t.Fatal(err)
	}
	twice, err := s.Seal("2026-11-23", "Chị ở bàn 3 rất tận tình")
	if err != nil || bytes.Equal(kept, twice) {
		t.Errorf("the same text sealed twice looks the same (%v)", err)
	}
	s.Close()
	s = open(t, dir, store.Options{})
	if text, err := s.Unseal(old); err != nil || text != "0912 345 678" {
		t.Errorf("got %q, %v", text, err)
	}
	if err := s.Erase("2026-11-23"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Unseal(old); !errors.Is(err, store.ErrErased) {
		t.Errorf("got %v, want ErrErased", err)
	}
	if text, err := s.Unseal(kept); err != nil || !strings.HasPrefix(text, "Chị") {
		t.Errorf("got %q, %v", text, err)
	}
	kept[len(kept)-1] ^= 1
	if _, err := s.Unseal(kept); err == nil {
		t.Error("a changed text was read")
	}
}

func TestAddress_IsWhatWasNotedLast(t *testing.T) {
	dir := t.TempDir()
	for _, a := range []string{"http://127.0.0.1:8440", "http://127.0.0.1:9000"} {
		if err := store.WriteAddress(dir, a); err != nil {
			t.Fatal(err)
		}
		if got, err := store.ReadAddress(dir); err != nil || got != a {
			t.Errorf("got %q, %v", got, err)
		}
	}
}
