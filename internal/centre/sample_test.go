package centre_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"motcua/internal/centre"
)

// sample reads one of the site documents that come with the product.
func sample(tb testing.TB, name string) *centre.Site {
	tb.Helper()
	file := filepath.Join("..", "..", "assets", "sites", name+".toml")
	b, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := centre.Parse(name+".toml", b)
	if err != nil {
		tb.Fatalf("the sample is refused:\n%v", err)
	}
	return s
}

func TestExport_IsReadBackAsTheSameSite(t *testing.T) {
	for _, name := range []string{"quang-binh", "small"} {
		s := sample(t, name)
		out := centre.Export(s)
		again, err := centre.Parse("export.toml", out)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if d := cmp.Diff(string(out), string(centre.Export(again))); d != "" {
			t.Errorf("%s: exported twice (-first +second):\n%s", name, d)
		}
		if s.Hash() != again.Hash() {
			t.Errorf("%s: the hash changed", name)
		}
	}
}
