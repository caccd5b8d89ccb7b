package barcode

import (
	"strings"
	"unicode/utf8"

	"motcua/drivers"
)

// maxScan is the longest code a scanner may send; more is noise.
const maxScan = 4096

const (
	stx = 0x02
	etx = 0x03
	gs  = 0x1D // separates the fields of GS1 codes
)

// framer cuts the bytes of a scanner into scans.
type framer struct {
	suffix string // as in the URI: any, enter, tab, crlf, lf, none

	buf     []byte
	tooLong bool
	broken  error // what spoils the present scan whatever its text, or nil
}

// push takes the next byte and gives a scan when it ended one.
func (f *framer) push(c byte) (drivers.Scan, bool) {
	if c == stx {
		f.buf, f.tooLong, f.broken = f.buf[:0], false, nil
		return drivers.Scan{}, false
	}
	if f.ends(c) {
		return f.finish()
	}
	if len(f.buf) >= maxScan {
		f.tooLong = true
		return drivers.Scan{}, false
	}
	f.buf = append(f.buf, c)
	return drivers.Scan{}, false
}

func (f *framer) ends(c byte) bool {
	switch f.suffix {
	case "enter":
		return c == '\r' || c == '\n'
	case "tab":
		return c == '\t'
	case "lf":
		return c == '\n'
	case "crlf":
		return c == '\n' && len(f.buf) > 0 && f.buf[len(f.buf)-1] == '\r'
	case "none":
		return false
	}
	return c == '\r' || c == '\n' || c == '\t' || c == etx
}

// pending reports whether a scan has begun and not ended.
func (f *framer) pending() bool { return len(f.buf) > 0 || f.tooLong || f.broken != nil }

// finish is the scan that has gathered; an empty one is none.
func (f *framer) finish() (drivers.Scan, bool) {
	if !f.pending() {
		return drivers.Scan{}, false
	}
	raw := append([]byte(nil), f.buf...)
	s := drivers.Scan{Err: f.broken}
	if s.Err == nil && f.tooLong {
		s.Err = drivers.ErrTooLong
	}
	// The buffer may have held personal data.
	clear(f.buf[:cap(f.buf)])
	f.buf, f.tooLong, f.broken = f.buf[:0], false, nil
	if s.Err != nil {
		return s, true
	}
	return understand(raw)
}

// understand turns the bytes of a scan into text. A keyboard scanner that
// cannot type a letter leaves a replacement mark: guessing would be a lie.
func understand(raw []byte) (drivers.Scan, bool) {
	text := strings.Map(func(r rune) rune {
		if r < ' ' && r != gs || r == 0x7F {
			return -1
		}
		return r
	}, string(raw))
	if !utf8.Valid(raw) || strings.ContainsRune(text, utf8.RuneError) {
		return drivers.Scan{Err: drivers.ErrEncoding}, true
	}
	sym, text := splitAIM(text)
	if strings.TrimSpace(text) == "" {
		return drivers.Scan{}, false
	}
	return drivers.Scan{Text: text, Raw: raw, Sym: sym}, true
}
