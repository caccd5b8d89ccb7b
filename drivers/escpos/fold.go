package escpos

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is the text in ASCII: Vietnamese letters lose their marks, other
// letters become question marks, control characters are dropped.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r >= 0x20 && r <= 0x7E:
			b.WriteRune(r)
		case r == 'đ':
			b.WriteByte('d')
		case r == 'Đ':
			b.WriteByte('D')
		case r == '–', r == '—', r == '−':
			b.WriteByte('-')
		case r == '·', r == '•':
			b.WriteByte('.')
		case unicode.Is(unicode.Mn, r), unicode.IsControl(r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}
