package centre_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/centre"
)

var update = flag.Bool("update", false, "write the expected messages anew")

func TestParse_TellsEveryFaultWithItsPlaceAndTheWayOut(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "wrong", "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no wrong documents to read", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".toml"), func(t *testing.T) {
			doc, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, err := centre.Parse(filepath.Base(file), doc)
			if err == nil || s != nil {
				t.Fatal("the document is accepted")
			}
			golden := strings.TrimSuffix(file, ".toml") + ".txt"
			got := err.Error() + "\n"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("messages (-want +got):\n%s", d)
			}
			if strings.Contains(got, "hunter2") {
				t.Error("a secret is repeated in a message")
			}
		})
	}
}

func TestParse_FaultsAreValuesWithLineAndColumn(t *testing.T) {
	doc := small(t) + "\n[colours]\n"
	_, err := centre.Parse("site.toml", []byte(doc))
	var faults centre.Faults
	if !errors.As(err, &faults) || len(faults) != 1 {
		t.Fatalf("got %v, want one fault", err)
	}
	want := centre.Fault{
		File: "site.toml", Line: strings.Count(doc, "\n"), Column: 2,
		What: `unknown key "colours" in the document`, Do: faults[0].Do,
	}
	if d := cmp.Diff(want, faults[0]); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func small(tb testing.TB) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "assets", "sites", "small.toml"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func TestParse_ColumnsCountLettersNotBytes(t *testing.T) {
	line := `name = { vi = "Bộ phận Một cửa ở phường", en = 7 }`
	doc := strings.Replace(small(t), `name = { vi = "Bộ phận Một cửa", en = "One-stop desk" }`, line, 1)
	_, err := centre.Parse("site.toml", []byte(doc))
	var faults centre.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	before, _, _ := strings.Cut(line, "7")
	want := len([]rune(before)) + 1
	if len(faults) != 1 || faults[0].Column != want {
		t.Errorf("column %d, want %d: %v", faults[0].Column, want, faults)
	}
}

func TestParse_AWindowsFileIsTheSameSite(t *testing.T) {
	unix, err := centre.Parse("a", []byte(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	windows, err := centre.Parse("b", []byte("\ufeff"+strings.ReplaceAll(small(t), "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if !unix.Equal(windows) {
		t.Error("the ends of lines change the site")
	}
}

func TestParse_ReadsEveryWayOfWritingTOMLAlike(t *testing.T) {
	inline := strings.Replace(small(t), "[kiosk.main]\nslot = \"down\"\nprinter = \"sim://printer\"\nscanner = \"sim://scanner\"\nidle = \"30s\"\n",
		"[kiosk]\nmain = { slot = 'down', printer = \"sim://printer\", scanner = \"\"\"sim://scanner\"\"\", idle = \"30s\" }\n", 1)
	dotted := strings.Replace(small(t), "[rating]\ncomment = true\n", "[rating]\n\"comment\" = true\n", 1)
	dotted = strings.Replace(dotted, `name = { vi = "Phòng chờ", en = "Waiting room" }`, "name.vi = \"Phòng chờ\"\nname.en = \"Waiting \\u0072oom\"", 1)
	want, err := centre.Parse("small.toml", []byte(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	for name, doc := range map[string]string{"inline": inline, "dotted": dotted} {
		if doc == small(t) {
			t.Fatalf("%s: nothing was rewritten", name)
		}
		got, err := centre.Parse(name, []byte(doc))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(string(centre.Export(want)), string(centre.Export(got))); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestParse_FillsInTheRulesOfTheCallRule(t *testing.T) {
	s := sample(t, "small")
	want := centre.Rules{
		RecallEvery: 10 * time.Second, RecallMax: 3, AbsentAfter: 45 * time.Second, Absences: 3,
		ForgiveWithin: 5 * time.Minute, PutBackWithin: 30 * time.Second, UndoWithin: 30 * time.Second,
		ProofWait: time.Minute, UnprintedVoid: 10 * time.Minute, BookingGrace: 10 * time.Minute,
		BookingEarly: 15 * time.Minute, ReservedWarn: 0.03, YieldMax: 2,
	}
	if d := cmp.Diff(want, s.Rules); d != "" {
		t.Errorf("rules (-want +got):\n%s", d)
	}
	if d := cmp.Diff(sample(t, "quang-binh").Rules, s.Rules); d != "" {
		t.Errorf("the large sample writes other rules than the defaults:\n%s", d)
	}
	heads := map[string]time.Duration{}
	for _, c := range s.Classes {
		heads[c.ID] = c.HeadStart / time.Minute
	}
	if d := cmp.Diff(map[string]time.Duration{
		"ordinary": 0, "elderly": 30, "disabled": 30, "pregnant": 30, "merit": 30, "child": 30, "appointment": 20, "return": 20,
	}, heads); d != "" {
		t.Errorf("head starts (-want +got):\n%s", d)
	}
	if s.Bound() != 30*time.Minute {
		t.Errorf("the bound is %s, want 30m", s.Bound())
	}
}

func TestParse_AZeroWrittenDownIsNoDefault(t *testing.T) {
	s, err := centre.Parse("a", []byte(small(t)+"\n[rules]\nrecall_every = \"0s\"\nyield_max = 0\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Rules.RecallEvery != 0 || s.Rules.YieldMax != 0 || s.Rules.RecallMax != 3 {
		t.Errorf("rules %+v", s.Rules)
	}
}

func TestParse_ALargeFileIsRefusedUnread(t *testing.T) {
	if _, err := centre.Parse("big", []byte(strings.Repeat("#\n", 1<<20))); err == nil || !strings.Contains(err.Error(), "256 KiB") {
		t.Errorf("got %v", err)
	}
}

func TestParse_AThousandFaultsAreAllTold(t *testing.T) {
	var doc strings.Builder
	doc.WriteString(small(t))
	for i := range 5000 {
		fmt.Fprintf(&doc, "[[roomm]]\nid%d = %d\n", i, i)
	}
	for i := range 1000 {
		fmt.Fprintf(&doc, "[[colour%d]]\n", i)
	}
	_, err := centre.Parse("site.toml", []byte(doc.String()))
	var faults centre.Faults
	if !errors.As(err, &faults) || len(faults) != 1001 {
		t.Errorf("%d faults, want 1001", len(faults))
	}
}

// FuzzParse feeds documents that were damaged anywhere. Parse may refuse but
// must not panic, and what it accepts must survive being written down.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("testdata", "wrong", "*.toml"))
	files = append(files, filepath.Join("..", "..", "assets", "sites", "small.toml"))
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("a.b = 1\n[a.b.c]\n[[a]]\n"))
	f.Add([]byte("[[a]]\n[a.b]\n[[a]]\n[a.b]\na = {b=[[{}]]}"))
	f.Add([]byte("kiosk = [[[]]]\n[hours]\nmonday=[{}]\n\"\"=1"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		s, err := centre.Parse("fuzz.toml", doc)
		if err != nil {
			var faults centre.Faults
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatalf("%T is no list of faults", err)
			}
			for _, x := range faults {
				if x.Line < 1 || x.Column < 1 || x.What == "" || x.Do == "" {
					t.Fatalf("a fault without place or way out: %+v", x)
				}
			}
			return
		}
		out := centre.Export(s)
		again, err := centre.Parse("export.toml", out)
		if err != nil {
			t.Fatalf("its own export is refused: %v\n%s", err, out)
		}
		if !slices.Equal(out, centre.Export(again)) {
			t.Fatal("the export changes when read again")
		}
	})
}
