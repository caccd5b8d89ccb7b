package journal

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"motcua/internal/centre"
)

const hexDigits = "0123456789abcdef"

// appendText writes a JSON string. Only what JSON asks for is escaped; bytes
// that are no UTF-8 become U+FFFD, so that a line is always valid.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 0x20 && c != '"' && c != '\\' {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			b = appendEscape(b, c)
			i++
			start = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			b = append(b, s[start:i]...)
			b = append(b, "\uFFFD"...)
			start = i + n
		}
		i += n
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// rawText passes a JSON string and gives its text; the bytes belong to the line.
func (f *form) rawText() []byte {
	if !f.skip(`"`) {
		f.fail("expected text")
		return nil
	}
	start, plain := f.i, true
	for ; f.i < len(f.b); f.i++ {
		switch c := f.b[f.i]; {
		case c == '"':
			s := f.b[start:f.i]
			f.i++
			if plain && utf8.Valid(s) {
				return s
			}
			return f.unescape(f.b[start-1 : f.i])
		case c == '\\':
			plain = false
			f.i++
		case c < 0x20:
			f.fail("control character in text")
			return nil
		}
	}
	f.fail("text without end")
	return nil
}

// unescape is the rare case, left to the standard library.
func (f *form) unescape(quoted []byte) []byte {
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		f.fail("text")
		return nil
	}
	return []byte(s)
}

func (f *form) int64(p *int64) {
	if !f.reading {
		f.b = strconv.AppendInt(f.b, *p, 10)
		return
	}
	negative := f.skip("-")
	u := f.digits()
	if u > math.MaxInt64 {
		f.fail("number too large")
		return
	}
	if *p = int64(u); negative {
		*p = -*p
	}
}

func (f *form) count(name string, p *uint64) {
	f.key(name)
	if f.reading {
		*p = f.digits()
		return
	}
	f.b = strconv.AppendUint(f.b, *p, 10)
}

func (f *form) digits() uint64 {
	start := f.i
	var u uint64
	for f.i < len(f.b) && f.b[f.i] >= '0' && f.b[f.i] <= '9' {
		d := uint64(f.b[f.i] - '0')
		if u > (math.MaxUint64-d)/10 {
			f.fail("number too large")
			return 0
		}
		u = u*10 + d
		f.i++
	}
	if n := f.i - start; n == 0 || n > 1 && f.b[start] == '0' {
		f.fail("expected a number")
	}
	return u
}

func (f *form) time(p *time.Time) {
	if !f.reading {
		if y := p.Year(); y < 0 || y > 9999 {
			f.fail("year outside 0..9999")
			return
		}
		f.b = append(f.b, '"')
		f.b = p.AppendFormat(f.b, time.RFC3339Nano)
		f.b = append(f.b, '"')
		return
	}
	s := f.rawText()
	if f.err != nil {
		return
	}
	if t, ok := localTime(s); ok {
		*p = t
		return
	}
	if err := p.UnmarshalText(s); err != nil {
		f.fail("moment")
	}
}

// localTime reads the form nearly every moment has, "2026-11-23T08:15:04.123+07:00",
// without making a new zone for each.
func localTime(s []byte) (time.Time, bool) {
	n := len(s)
	if n < len("2006-01-02T15:04:05+07:00") || n > len("2006-01-02T15:04:05.999999999+07:00") || string(s[n-6:]) != "+07:00" ||
		s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, false
	}
	year, a := two(s[0:2])
	low, b := two(s[2:4])
	month, c := two(s[5:7])
	day, d := two(s[8:10])
	hour, e := two(s[11:13])
	minute, g := two(s[14:16])
	second, h := two(s[17:19])
	nano, k := fraction(s[19 : n-6])
	if !a || !b || !c || !d || !e || !g || !h || !k {
		return time.Time{}, false
	}
	year = year*100 + low
	if month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, nano, centre.ICT), true
}

func two(s []byte) (int, bool) {
	a, b := s[0]-'0', s[1]-'0'
	return int(a)*10 + int(b), a <= 9 && b <= 9
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// fraction reads "", or a point and up to nine digits, as nanoseconds.
func fraction(s []byte) (int, bool) {
	if len(s) == 0 {
		return 0, true
	}
	if s[0] != '.' || len(s) < 2 {
		return 0, false
	}
	n, scale := 0, 100_000_000
	for _, c := range s[1:] {
		if c < '0' || c > '9' {
			return 0, false
		}
		n += int(c-'0') * scale
		scale /= 10
	}
	return n, true
}

// sealed is text nobody can read without the key of its day, as base64.
func (f *form) sealed(name string, p *[]byte) {
	if !f.wants(name, len(*p) > 0) {
		return
	}
	if !f.reading {
		f.b = append(f.b, '"')
		f.b = base64.StdEncoding.AppendEncode(f.b, *p)
		f.b = append(f.b, '"')
		return
	}
	b, err := base64.StdEncoding.Strict().AppendDecode(nil, f.rawText())
	if err != nil {
		f.fail("base64")
		return
	}
	*p = b
}
