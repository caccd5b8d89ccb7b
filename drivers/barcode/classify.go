package barcode

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"motcua/drivers"
)

// Kind is what a scanned text is.
type Kind uint8

// The kinds a centre meets. Only the first three carry a text.
const (
	Strange   Kind = iota // nothing we know
	Slip                  // our own ticket: the token or number in its QR code
	Dossier               // a dossier code (mã số hồ sơ)
	Receipt               // a receipt's link: the dossier code in it
	Card                  // an identity card (CCCD): matched and discarded
	Payment               // a bank transfer code (VietQR)
	Insurance             // a health insurance card (BHYT)
	Link                  // a web address without a dossier code
	Goods                 // the code of goods in a shop (EAN, UPC)
)

// String is the kind as a word.
func (k Kind) String() string {
	names := [...]string{"strange", "slip", "dossier", "receipt", "card", "payment", "insurance", "link", "goods"}
	if int(k) < len(names) {
		return names[k]
	}
	return "strange"
}

// Useful reports whether the reading leads on; the others are refused politely.
func (k Kind) Useful() bool { return k == Slip || k == Dossier || k == Receipt }

// Reading is a scan after sorting. Text is the extracted token, number or code
// in its normal form, and empty for every kind that is not useful: what is on
// an identity card or in a payment is not handed on.
type Reading struct {
	Kind Kind
	Text string
}

// Rules is what a site may add to the sorting. Its zero value works.
type Rules struct {
	// Hosts are the names under which our own phone pages stand; empty accepts
	// every host, as the slip's address is only known on the spot.
	Hosts []string
	// Extra is one more form of dossier codes, tried on the normal form.
	Extra *regexp.Regexp
}

// maxCode is the longest dossier code any system knows.
const maxCode = 50

var (
	dossierCode = regexp.MustCompile(`^(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}|[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,5}){0,6})-((?:20)?[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])-([0-9]{4,7})$`)
	slipID      = regexp.MustCompile(`^20[0-9]{6}-[A-Z][0-9]{3,6}$`)
	slipToken   = regexp.MustCompile(`^[A-Za-z0-9_-]{4,64}$`)
	digits      = regexp.MustCompile(`^[0-9]+$`)
)

// Classify tells what a scan is. The day at bounds the dates in dossier codes:
// none was received later than tomorrow.
func Classify(s drivers.Scan, r Rules, at time.Time) Reading {
	text := strings.TrimSpace(s.Text)
	switch {
	case s.Err != nil || text == "":
		return Reading{}
	case isCard(text):
		return Reading{Kind: Card}
	case isPayment(text):
		return Reading{Kind: Payment}
	case isInsurance(text):
		return Reading{Kind: Insurance}
	}
	if u, ok := address(text); ok {
		return classifyURL(u, r, at)
	}
	if slipID.MatchString(text) {
		return Reading{Kind: Slip, Text: text}
	}
	if code, ok := r.dossier(text, at); ok {
		return Reading{Kind: Dossier, Text: code}
	}
	if isGoods(text, s.Sym) {
		return Reading{Kind: Goods}
	}
	return Reading{}
}

// dossier is the normal form of a dossier code.
func (r Rules) dossier(text string, at time.Time) (string, bool) {
	code := normal(text)
	if len(code) > maxCode {
		return "", false
	}
	if r.Extra != nil && r.Extra.MatchString(code) {
		return code, true
	}
	m := dossierCode.FindStringSubmatch(code)
	if m == nil {
		return "", false
	}
	year := m[1]
	if len(year) == 2 {
		year = "20" + year
	}
	day, err := time.ParseInLocation("20060102", year+m[2]+m[3], at.Location())
	if err != nil || day.After(at.AddDate(0, 0, 1)) {
		return "", false
	}
	return code, true
}

// normal is a code as it is printed: capitals, plain dashes, no spaces.
func normal(text string) string {
	dash := func(r rune) rune {
		switch {
		case r == ' ' || r == '\t' || r == '\u00a0':
			return -1
		case r >= '\u2010' && r <= '\u2015', r == '\u2212', r == '\ufe58', r == '\ufe63', r == '\uff0d':
			return '-'
		}
		return r
	}
	return strings.ToUpper(strings.Map(dash, text))
}

func address(text string) (*url.URL, bool) {
	low := strings.ToLower(text)
	if !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "www.") {
		return nil, false
	}
	if strings.HasPrefix(low, "www.") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return &url.URL{}, true // a link all the same, and no useful one
	}
	return u, true
}

// classifyURL looks for our own slip and then for a dossier code where
// receipts are known to carry it.
func classifyURL(u *url.URL, r Rules, at time.Time) Reading {
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	last := path[len(path)-1]
	ours := len(r.Hosts) == 0 || slices.ContainsFunc(r.Hosts, func(h string) bool {
		return strings.EqualFold(h, u.Host) || strings.EqualFold(h, u.Hostname())
	})
	if ours && len(path) == 2 && path[0] == "t" && slipToken.MatchString(last) {
		return Reading{Kind: Slip, Text: last}
	}
	q := u.Query()
	for _, name := range []string{"mahs", "mahoso", "maHoSo", "MaHoSo", "code", "id"} {
		if code, ok := r.dossier(q.Get(name), at); ok {
			return Reading{Kind: Receipt, Text: code}
		}
	}
	if code, ok := r.dossier(last, at); ok {
		return Reading{Kind: Receipt, Text: code}
	}
	return Reading{Kind: Link}
}
