package escpos

import (
	"fmt"
	"strings"
)

// Doc is what goes on paper, from top to bottom.
type Doc []Op

// Op is one operation of a document.
//
//sumtype:decl
type Op interface{ op() }

// Align is where something stands in the line.
type Align uint8

// The three places.
const (
	Left Align = iota
	Centre
	Right
)

// String is the place as a word.
func (a Align) String() string { return [...]string{"left", "centre", "right"}[min(a, Right)] }

// Correction is how much of a QR code may be damaged.
type Correction uint8

// The four levels, from 7 % to 30 %.
const (
	L Correction = iota
	M
	Q
	H
)

// String is the letter of the level.
func (c Correction) String() string { return string("LMQH"[min(c, H)]) }

// Image is a finished picture, printed dot for dot.
type Image struct {
	Bitmap Bitmap
	Align  Align
	Native *Text // printed in its place where the link is slow, if it is given
}

// Text is a line in the printer's own font: ASCII only, other letters lose
// their marks. W and H are 1 to 8 times the normal size; 0 is 1.
type Text struct {
	S     string
	W, H  int
	Bold  bool
	Align Align
}

// QR is a QR code without its quiet zone: leave space around it.
type QR struct {
	Data   string
	Module int // dots a module, 1 to 16; 0 is 8
	EC     Correction
	Align  Align
}

// Feed moves the paper.
type Feed struct{ Dots int }

// Cut feeds to the blade and cuts; a printer without one leaves space to tear.
type Cut struct{}

// Init sets the printer to its power-on state.
type Init struct{}

// Fence asks the printer for an answer once everything before it was processed.
type Fence struct{}

// Complete asks the printer to say this ID once everything before it is printed.
type Complete struct{ ID [4]byte }

// AutoStatus asks the printer to tell every change of the kinds in the mask.
type AutoStatus struct{ Mask byte }

// Identify asks who the printer is: 1 to 3 for a byte, 65 to 69 for a text.
type Identify struct{ What byte }

// RealTime is a command the printer obeys out of turn: DLE EOT (4), DLE ENQ (5)
// or DLE DC4 (20) with its argument.
type RealTime struct{ Kind, Arg byte }

// Setting is a known command that changes nothing on paper here: motion units,
// character sets, print quality.
type Setting struct{ Bytes []byte }

// Strange is bytes that no known command begins with.
type Strange struct{ Bytes []byte }

func (Image) op()      {}
func (Text) op()       {}
func (QR) op()         {}
func (Feed) op()       {}
func (Cut) op()        {}
func (Init) op()       {}
func (Fence) op()      {}
func (Complete) op()   {}
func (AutoStatus) op() {}
func (Identify) op()   {}
func (RealTime) op()   {}
func (Setting) op()    {}
func (Strange) op()    {}

// String is the document as a transcript, one line an operation; pictures are
// told by size and ink only.
func (d Doc) String() string {
	var b strings.Builder
	for _, o := range d {
		b.WriteString(line(o))
		b.WriteByte('\n')
	}
	return b.String()
}

func line(o Op) string {
	switch o := o.(type) {
	case Image:
		return fmt.Sprintf("image %dx%d ink %v %v%s", o.Bitmap.W, o.Bitmap.H, o.Bitmap.Ink(), o.Align, instead(o.Native))
	case Text:
		w, h := o.size()
		bold := ""
		if o.Bold {
			bold = " bold"
		}
		return fmt.Sprintf("text %dx%d%s %v %q", w, h, bold, o.Align, o.S)
	case QR:
		return fmt.Sprintf("qr %d dots %v %v %q", o.module(), o.EC, o.Align, o.Data)
	case Feed:
		return fmt.Sprintf("feed %d", o.Dots)
	case Cut:
		return "cut"
	case Init:
		return "init"
	case Fence:
		return "fence"
	case Complete:
		return fmt.Sprintf("complete %q", o.ID[:])
	case AutoStatus:
		return fmt.Sprintf("auto-status %02x", o.Mask)
	case Identify:
		return fmt.Sprintf("identify %d", o.What)
	case RealTime:
		return fmt.Sprintf("real-time %d %d", o.Kind, o.Arg)
	case Setting:
		return fmt.Sprintf("setting % x", o.Bytes)
	case Strange:
		return fmt.Sprintf("strange % x", o.Bytes)
	}
	return "nothing"
}

func instead(t *Text) string {
	if t == nil {
		return ""
	}
	return " or " + line(*t)
}

func (t Text) size() (w, h int) { return min(max(t.W, 1), 8), min(max(t.H, 1), 8) }

func (q QR) module() int {
	if q.Module == 0 {
		return 8
	}
	return min(max(q.Module, 1), 16)
}
