package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/store"
)

func TestVerify_PassesOverAWholeRecord(t *testing.T) {
	r := verify(t, threeDays(t))
	if r.Days != 3 || r.Tickets != 138 || r.Commits < 200 || r.TapeBehind != 0 || len(r.Hash) != 64 {
		t.Errorf("got %+v", r)
	}
}

// One byte of any commit is enough, whatever it makes of the line.
func TestVerify_NamesTheCommitInWhichAByteChanged(t *testing.T) {
	whole := threeDays(t)
	file, err := os.ReadFile(filepath.Join(whole, "centre.db"))
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]struct {
		seq  uint64
		text string
		by   string
	}{
		"a number":     {40, `"A`, `"B`},
		"a moment":     {57, `T07:`, `T08:`},
		"the ancestor": {99, `"prev":"`, `"prev":"f`},
		"a word":       {44, `{"name":"`, `{"name":"x`},
		"a brace":      {101, `{"v":1`, `["v":1`},
		"the last":     {verify(t, whole).Commits, `"hub"`, `"hut"`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			data := entry(t, whole, at.seq)
			pos := bytes.Index(file, data)
			if pos < 0 {
				t.Fatal("the commit is not in the file as it is")
			}
			pos += bytes.Index(data, []byte(at.text)) + len(at.text) - 1
			changed := bytes.Clone(file)
			changed[pos] = at.by[len(at.text)-1]
			if bytes.Equal(changed, file) {
				changed[pos+1] ^= 1
			}
			if err := os.WriteFile(filepath.Join(dir, "centre.db"), changed, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := store.Verify(dir, store.Options{})
			broken, ok := errors.AsType[*store.BrokenError](err)
			if !ok || broken.Seq != at.seq {
				t.Errorf("got %v, want commit %d named", err, at.seq)
			}
			if !errors.Is(err, store.ErrDamaged) {
				t.Errorf("%v is no damage", err)
			}
		})
	}
}

func entry(t *testing.T, dir string, seq uint64) []byte {
	t.Helper()
	s := open(t, dir, store.Options{})
	defer s.Close()
	for e, err := range s.Journal().Read(t.Context(), seq-1) {
		if err != nil {
			t.Fatal(err)
		}
		return e.Data
	}
	t.Fatalf("no commit %d", seq)
	return nil
}

// A forger who mends the chain behind his change is given away by the tape.
func TestVerify_IsNotFooledByAMendedChain(t *testing.T) {
	dir := threeDays(t)
	edit(t, dir, func(tx *bolt.Tx) error {
		var chain journal.Chain
		b := tx.Bucket([]byte("journal"))
		for k, v := b.Cursor().First(); k != nil; k, v = next(b, k) {
			c, err := journal.Decode(v)
			if err != nil {
				return err
			}
			if c.Seq == 30 {
				c.Acts[0].By.Device = "kiosk-9"
			}
			if c.Prev = chain.Hash; c.Seq == 1 {
				c.Prev = journal.Genesis
			}
			data, err := journal.Encode(c)
			if err != nil {
				return err
			}
			if err := errors.Join(chain.Next(&c, data), b.Put(k, data)); err != nil {
				return err
			}
		}
		return nil
	})
	_, err := store.Verify(dir, store.Options{})
	if broken, ok := errors.AsType[*store.BrokenError](err); !ok || broken.Seq != 30 {
		t.Errorf("got %v, want commit 30 named", err)
	}
}

func next(b *bolt.Bucket, k []byte) ([]byte, []byte) {
	c := b.Cursor()
	c.Seek(k)
	return c.Next()
}

func TestVerify_SeesRowsThatDoNotFollowFromTheRecord(t *testing.T) {
	for name, change := range map[string]func(*bolt.Tx) error{
		"a changed row": func(tx *bolt.Tx) error {
			k, v := tx.Bucket([]byte("tickets")).Cursor().First()
			return tx.Bucket([]byte("tickets")).Put(k, bytes.Replace(v, []byte("A0"), []byte("B0"), 1))
		},
		"a row too many": func(tx *bolt.Tx) error {
			return tx.Bucket([]byte("tickets")).Put([]byte("2026-11-23/x/A999"), []byte("{}"))
		},
		"a row too few": func(tx *bolt.Tx) error {
			k, _ := tx.Bucket([]byte("site")).Cursor().First()
			return tx.Bucket([]byte("site")).Delete(k)
		},
	} {
		dir := threeDays(t)
		edit(t, dir, change)
		if _, err := store.Verify(dir, store.Options{}); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: got %v, want ErrDamaged", name, err)
		}
	}
}

func TestVerify_SeesAGap(t *testing.T) {
	dir := threeDays(t)
	edit(t, dir, func(tx *bolt.Tx) error { return tx.Bucket([]byte("journal")).Delete([]byte{0, 0, 0, 0, 0, 0, 0, 50}) })
	_, err := store.Verify(dir, store.Options{})
	if broken, ok := errors.AsType[*store.BrokenError](err); !ok || broken.Seq != 50 {
		t.Errorf("got %v, want commit 50 named", err)
	}
}

// Pages destroyed at random are never passed over in silence, and never crash.
func TestVerify_SurvivesDestroyedPages(t *testing.T) {
	whole := threeDays(t)
	file, err := os.ReadFile(filepath.Join(whole, "centre.db"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	pages := 0
	for page := 0; page < len(file); page += 3 * 4096 {
		pages++
		dir := t.TempDir()
		changed := bytes.Clone(file)
		for i := range 64 {
			changed[page+i] ^= 0xA5
		}
		if err := os.WriteFile(filepath.Join(dir, "centre.db"), changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Verify(dir, store.Options{}); errors.Is(err, store.ErrDamaged) {
			found++
		}
	}
	if found < 10 {
		t.Errorf("only %d destroyed pages of %d were seen", found, pages)
	}
}

func TestTape_SaysWhatTheRecordSays(t *testing.T) {
	dir := threeDays(t)
	files, err := filepath.Glob(filepath.Join(dir, "tape", "*.jsonl"))
	if err != nil || len(files) != 3 {
		t.Fatalf("files of the tape: %v, %v", files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	first := entry(t, dir, 1)
	if want := `{"hash":"` + journal.Hash(journal.Genesis, first) + `","data":` + string(first) + `}`; line != want {
		t.Errorf("got %s\nwant %s", line, want)
	}
}

func TestTape_HealsWhenItLags(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, files []string){
		"a torn last line":  cutEnd(17),
		"many lines gone":   cutEnd(4000),
		"the last day gone": func(t *testing.T, files []string) { t.Helper(); remove(t, files[2]) },
		"the tape gone": func(t *testing.T, files []string) {
			t.Helper()
			for _, f := range files {
				remove(t, f)
			}
		},
		"an empty last file": cutEnd(1 << 30),
	} {
		t.Run(name, func(t *testing.T) {
			dir := threeDays(t)
			files, _ := filepath.Glob(filepath.Join(dir, "tape", "*.jsonl"))
			want := contents(t, files)
			harm(t, files)
			if contents(t, files) == want {
				t.Fatal("the harm did nothing")
			}
			open(t, dir, store.Options{}).Close()
			if contents(t, files) != want {
				t.Error("the tape is not what it was")
			}
			verify(t, dir)
		})
	}
}

func contents(t *testing.T, files []string) string {
	t.Helper()
	var all []byte
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return string(all)
}

// cutEnd shortens the last file of a tape.
func cutEnd(n int64) func(*testing.T, []string) {
	return func(t *testing.T, files []string) {
		t.Helper()
		cut(t, files[2], n)
	}
}

func cut(t *testing.T, file string, n int64) {
	t.Helper()
	st, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, max(0, st.Size()-n)); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

// What the disk of centre.db lost, the tape gives back.
func TestTape_GivesTheRecordBackWhatItLost(t *testing.T) {
	dir := threeDays(t)
	want := verify(t, dir)
	wantRows := derived(t, dir)
	file := filepath.Join(dir, "centre.db")
	remove(t, file)
	open(t, dir, store.Options{}).Close()
	if got := verify(t, dir); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	same(t, derived(t, dir), wantRows)
}

func TestTape_OfAnotherStoryIsRefused(t *testing.T) {
	dir := threeDays(t)
	other := t.TempDir()
	s := open(t, other, store.Options{})
	w := newScribe(s.Journal())
	w.busyDay("2026-11-24", 3)
	s.Close()
	if err := os.RemoveAll(filepath.Join(dir, "tape")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "tape"), os.DirFS(filepath.Join(other, "tape"))); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(dir, store.Options{}); !errors.Is(err, store.ErrTapeDiffers) {
		t.Errorf("got %v, want ErrTapeDiffers", err)
	}
}

func TestRecover_MakesTheRecordAgainFromTheTape(t *testing.T) {
	dir := threeDays(t)
	s := open(t, dir, store.Options{})
	sealed, err := s.Seal("2026-11-24", "ghi chú")
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	want, wantRows := verify(t, dir), derived(t, dir)
	// Two commits never reached the tape, and then one page of the record is lost.
	files, _ := filepath.Glob(filepath.Join(dir, "tape", "*.jsonl"))
	cutLines(t, files[2], 2)
	edit(t, dir, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("journal"))
		return b.Put([]byte{0, 0, 0, 0, 0, 0, 0, 9}, []byte("gone"))
	})
	if _, err := store.Verify(dir, store.Options{}); !errors.Is(err, store.ErrDamaged) {
		t.Fatalf("the damage is not seen: %v", err)
	}
	got, err := store.Recover(dir, store.Options{}, time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if got.Commits != want.Commits-2 || got.Missing != 2 {
		t.Errorf("got %+v, want %d commits and 2 missing", got, want.Commits-2)
	}
	if _, err := os.Stat(got.Aside); err != nil {
		t.Errorf("the damaged file is not kept: %v", err)
	}
	verify(t, dir)
	rows := derived(t, dir)
	for k, v := range wantRows {
		if !strings.Contains(k, "2026-11-24") && !strings.Contains(k, "20261124") && !strings.HasPrefix(k, "site") && rows[k] != v {
			t.Errorf("%s: got %s, want %s", k, rows[k], v)
		}
	}
	s = open(t, dir, store.Options{})
	if text, err := s.Unseal(sealed); err != nil || text != "ghi chú" {
		t.Errorf("the keys were not taken over: %q, %v", text, err)
	}
}

func cutLines(t *testing.T, file string, n int) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
	if err := os.WriteFile(file, bytes.Join(lines[:len(lines)-n], nil), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestBackup_IsAWholeRecordAndSevenAreKept(t *testing.T) {
	dir := threeDays(t)
	want := verify(t, dir)
	s := open(t, dir, store.Options{})
	at := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	var name string
	for i := range 9 {
		var err error
		if name, err = s.Backup("", at.Add(time.Duration(i)*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	names, _ := filepath.Glob(filepath.Join(dir, "backup", "*"))
	if len(names) != 7 || names[6] != name {
		t.Errorf("kept %v", names)
	}
	empty := filepath.Join(t.TempDir(), "new")
	got, err := store.Restore(name, empty)
	if err != nil {
		t.Fatal(err)
	}
	if got.Hash != want.Hash || got.Commits != want.Commits {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if _, err := store.Restore(name, empty); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("a second time: got %v, want ErrNotEmpty", err)
	}
	restored := open(t, empty, store.Options{})
	w := newScribe(restored.Journal())
	w.chain = journal.Chain{Seq: got.Commits, Hash: got.Hash}
	w.open("2026-11-25")
	w.must([]queue.Event{queue.Shown{Wall: "w"}})
	restored.Close()
	verify(t, empty)
}

func TestRestore_RefusesADamagedCopy(t *testing.T) {
	dir := threeDays(t)
	s := open(t, dir, store.Options{})
	name, err := s.Backup(t.TempDir(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte(`"hub":"hub"`))
	data[at+8] = 'b'
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	empty := t.TempDir()
	if _, err := store.Restore(name, empty); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
	if left, _ := filepath.Glob(filepath.Join(empty, "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
