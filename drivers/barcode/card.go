package barcode

import (
	"errors"
	"strings"
	"time"
)

// ErrNoCard is a text that is not an identity card's.
var ErrNoCard = errors.New("barcode: not an identity card")

// Identity is what an identity card's code holds (CCCD of 2021, Căn cước of
// 2024). It is personal data: use it at once, then Forget it; never log it.
type Identity struct {
	Number    string // twelve digits
	OldNumber string // nine digits, or empty
	Name      string
	Born      time.Time
	Sex       string // as printed: Nam, Nữ
	Residence string
	Issued    time.Time
	Odd       bool // the number's year or sex differ from the card's: a warning only, a sex may be changed by law
}

// ParseCard reads the code of an identity card: seven fields, and more that
// newer cards add, which are left alone.
func ParseCard(text string) (Identity, error) {
	f := strings.Split(strings.Trim(text, "\r\n \t"), "|")
	if len(f) < 7 || !twelve(f[0]) || f[1] != "" && !nine(f[1]) || strings.TrimSpace(f[2]) == "" {
		return Identity{}, ErrNoCard
	}
	born, okBorn := parseDay(f[3])
	issued, okIssued := parseDay(f[6])
	if !okBorn || !okIssued {
		return Identity{}, ErrNoCard
	}
	id := Identity{
		Number: f[0], OldNumber: f[1], Name: strings.TrimSpace(f[2]), Born: born,
		Sex: strings.TrimSpace(f[4]), Residence: strings.TrimSpace(f[5]), Issued: issued,
	}
	id.Odd = id.odd()
	return id, nil
}

// Forget empties the identity.
func (id *Identity) Forget() { *id = Identity{} }

// odd compares the century, year and sex in the number with the card's.
func (id Identity) odd() bool {
	code := int(id.Number[3] - '0')
	year := (19+code/2)*100 + int(id.Number[4]-'0')*10 + int(id.Number[5]-'0')
	male := code%2 == 0
	return year != id.Born.Year() || (id.Sex == "Nam") != male
}

// isCard reports whether a text is an identity card's code, well or badly read.
func isCard(text string) bool {
	_, err := ParseCard(text)
	if err == nil {
		return true
	}
	// A keyboard scanner mangles names and drops fields; the number between
	// bars is still somebody's.
	f := strings.Split(text, "|")
	return len(f) >= 6 && twelve(f[0]) && (f[1] == "" || nine(f[1])) && isDate(f[3])
}

func twelve(s string) bool { return len(s) == 12 && digits.MatchString(s) }
func nine(s string) bool   { return len(s) == 9 && digits.MatchString(s) }

func isDate(s string) bool {
	_, ok := parseDay(s)
	return ok
}

func parseDay(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"02012006", "02/01/2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
