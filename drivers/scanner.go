package drivers

import "time"

// Scanner reads codes.
type Scanner interface {
	Device
	// Scans delivers every scan in order. The channel is bounded; when nobody
	// reads it, scans are refused and the next one delivered says so with
	// ErrOverrun. It is closed by Close.
	Scans() <-chan Scan
}

// Scan is one code that was read, or the reason why one was not.
type Scan struct {
	Text   string    // without terminator and symbology prefix; empty when Err is set
	Raw    []byte    // the bytes of the code; may hold personal data: never log it
	Sym    Symbology // how it was drawn, if the scanner says so
	At     time.Time
	Source string // which scanner
	Err    error  // ErrOverrun, ErrTooLong, ErrEncoding, ErrPartial
}

// Symbology is the kind of a bar code.
type Symbology uint8

// The symbologies a centre meets.
const (
	AnyCode Symbology = iota // the scanner did not say
	QRCode
	Code39
	Code128
	GS1128
	EAN13
	EAN8
	UPCA
	DataMatrix
	PDF417
	Interleaved
)

// String is the symbology as a word.
func (s Symbology) String() string {
	names := [...]string{
		"any", "qr", "code39", "code128", "gs1-128", "ean13", "ean8", "upca",
		"datamatrix", "pdf417", "interleaved",
	}
	if int(s) < len(names) {
		return names[s]
	}
	return "any"
}
