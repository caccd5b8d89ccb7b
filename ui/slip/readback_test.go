package slip

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"motcua/drivers/escpos"
)

// TestTicket_IsReadByAStrangersReader holds the code on the paper to a reader
// that shares no line with ours.
func TestTicket_IsReadByAStrangersReader(t *testing.T) {
	reader, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg is not installed; make deps installs zbar-tools")
	}
	for _, paper := range []Paper{Wide, Narrow} {
		img := escpos.Render(Ticket(sample(), paper, Full), int(paper))
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "ticket.png")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), reader, "--raw", "--quiet", path).Output()
		if err != nil {
			t.Fatalf("%d dots: the reader found nothing: %v", paper, err)
		}
		if got := strings.TrimSpace(string(out)); got != page {
			t.Errorf("%d dots: read %q, want %q", paper, got, page)
		}
	}
}
