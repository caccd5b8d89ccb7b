package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

func TestFonts_AreTheFilesWeChose(t *testing.T) {
	want := map[int]string{
		400: "cb6f53d6fd56316356c55b067474d9621c27b7182b124063b8f6eab6acef63bd",
		500: "f493144cb53c78c6f0819bc9b73de274486618ac609bc92b3b79d4efc76f95c6",
		600: "04db63d2a82dd4bb35ba25e00dab1d12febcd0e917856b174b71a24d6f0c9afa",
		700: "2fe6c3f9dbb65f61554d530c16b2eb4ec32ca437dc8f9999a6ec0f6403b30bfe",
		800: "10fcb42b9cee8e30918843416676ae059e8f77fe439d0c3a4350617ef9f77a75",
	}
	for _, w := range Weights() {
		sum := sha256.Sum256(Font(w))
		if got := hex.EncodeToString(sum[:]); got != want[w] {
			t.Errorf("weight %d is %s, want %s", w, got, want[w])
		}
	}
	if !strings.Contains(FontLicence, "SIL OPEN FONT LICENSE Version 1.1") {
		t.Error("the licence does not travel with the fonts")
	}
}

func TestWords_EveryKeyExistsInEveryLanguageWithTheSamePlaces(t *testing.T) {
	places := regexp.MustCompile(`\{[a-z]+\}`)
	vi := Words("vi")
	for _, lang := range Languages()[1:] {
		other := Words(lang)
		for key, s := range vi {
			o, ok := other[key]
			if !ok {
				t.Errorf("%s.toml lacks %q", lang, key)
				continue
			}
			got, want := places.FindAllString(o, -1), places.FindAllString(s, -1)
			for _, p := range got {
				if !slices.Contains(want, p) {
					t.Errorf("%s %q has the place %s that vi lacks", lang, key, p)
				}
			}
		}
		for key := range other {
			if _, ok := vi[key]; !ok {
				t.Errorf("vi.toml lacks %q", key)
			}
		}
	}
}

func TestWords_AreComposedPoliteAndFreeOfMachineTalk(t *testing.T) {
	never := []string{"lỗi", "error", "exception", "timeout", "offline", "!", "bạn "}
	for _, lang := range Languages() {
		for key, s := range Words(lang) {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s %q is empty", lang, key)
			}
			if !norm.NFC.IsNormalString(s) {
				t.Errorf("%s %q is not NFC", lang, key)
			}
			for _, n := range never {
				if strings.Contains(strings.ToLower(s), n) && !strings.Contains(s, "Trung tâm xin lỗi") {
					t.Errorf("%s %q says %q: %s", lang, key, n, s)
				}
			}
		}
	}
}

func TestWords_VisitorsNeverReadOfServers(t *testing.T) {
	for key, s := range Words("vi") {
		if !strings.HasPrefix(key, "counter.") && strings.Contains(s, "máy chủ") {
			t.Errorf("%q speaks of machines to a visitor: %s", key, s)
		}
	}
}

func TestWords_EveryCharacterHasAGlyphInEveryWeight(t *testing.T) {
	for _, w := range Weights() {
		f, err := sfnt.Parse(Font(w))
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, lang := range Languages() {
			for key, s := range Words(lang) {
				for _, r := range s {
					if r == '\n' {
						continue
					}
					if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
						t.Errorf("weight %d lacks %q of %s %q", w, r, lang, key)
					}
				}
			}
		}
	}
}

func TestWords_EveryKeyTheSourcesAskForIsWritten(t *testing.T) {
	ask := regexp.MustCompile(`\.(?:Say|Line|Count)\("([a-z0-9.-]+)"[,)]`)
	vi, asked := Words("vi"), 0
	for _, root := range []string{"../ui", "../internal/lan", "../cmd"} {
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if os.IsNotExist(err) {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
				return err
			}
			src, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			for _, m := range ask.FindAllStringSubmatch(string(src), -1) {
				asked++
				if _, ok := vi[m[1]]; !ok {
					t.Errorf("%s asks for %q, which is in no language", p, m[1])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d places ask for a sentence", asked)
}

func TestSay_FillsPlacesCountsAndDays(t *testing.T) {
	en := Words("en")
	for _, c := range []struct{ got, want string }{
		{en.Say("confirm.idle", "n", "45"), "This screen returns home after 45 seconds without a touch."},
		{en.Count("agency.waiting", 0), "No waiting"},
		{en.Count("agency.waiting", 1), "1 person waiting"},
		{en.Count("agency.waiting", 12), "12 people waiting"},
		{en.Line("home.take"), "Take a queue number"},
		{en.Say("no.such.key"), "no.such.key"},
		{Words("vi").Day(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)), "Thứ Tư"},
		{Words("xx").Say("bar.back"), "Quay lại"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestIcons_AreBareDrawingsOnAGrid(t *testing.T) {
	names := IconNames()
	if len(names) != 34 {
		t.Errorf("got %d icons, want 34", len(names))
	}
	for _, n := range names {
		ic := IconOf(n)
		if ic.Grid != 24 && ic.Grid != 48 {
			t.Errorf("%s stands on a grid of %d", n, ic.Grid)
		}
		if !strings.HasPrefix(ic.Paths, "<") || strings.Contains(ic.Paths, "stroke") || strings.Contains(ic.Paths, "fill") {
			t.Errorf("%s brings its own colours: %s", n, ic.Paths)
		}
	}
}
