package slip

import (
	"time"

	"motcua/assets"
	"motcua/drivers/escpos"
)

// Paper is the printable width in dots.
type Paper int

// The two papers.
const (
	Wide   Paper = 576 // 80 mm
	Narrow Paper = 384 // 58 mm
)

// PaperOf is the paper of a width in millimetres.
func PaperOf(mm int) Paper {
	if mm < 70 {
		return Narrow
	}
	return Wide
}

// Form is how much of the ticket is printed.
type Form int

// Full is the whole ticket; Short leaves out the sign, the words under the code
// and the hotline; Serial is for a slow wire: number, code and clock are the
// printer's own.
const (
	Full Form = iota
	Short
	Serial
)

// Data is one ticket. Empty fields leave their lines out.
type Data struct {
	Words assets.Phrases

	Centre, Place string // "Trung tâm Phục vụ hành chính công", "Tỉnh Quảng Bình"
	Agency        string // "Sở Tư pháp"
	Service       string // "Nộp hồ sơ mới"; the group, never a person's procedure
	Number        string // "A024"
	Room          string // "Phòng giao dịch 1"
	Counters      string // "1–3"
	OtherRoom     string // the room's name in the second language
	Ahead         int
	Low, High     int  // minutes; 0, 0: not known
	Follow        bool // issued without the hub: no figures, watch the board
	Priority      bool
	Copy          int // 1 for the first reprint
	Large         bool

	URL     string // of the phone page
	At      time.Time
	NoClock bool // the date is not certain: it is not printed
	Hotline string
	Lines   []string // the centre's own lines before the cut
}

// Ticket is the printed ticket.
func Ticket(d Data, paper Paper, form Form) escpos.Doc {
	s := &sheet{data: d, width: int(paper), sizes: sizesOf(paper)}
	if form == Serial {
		s.serial()
	} else {
		s.full(form)
	}
	return append(s.doc, escpos.Feed{Dots: 24}, escpos.Cut{})
}

// sizes are the measures of one paper, in dots.
type sizes struct {
	margin, lotus                 int
	title, text, head, body, note float64
	number, band, fact, figure    float64
	second                        float64
	module                        int
	aboveBand, beside             int
}

func sizesOf(p Paper) sizes {
	if p <= Narrow {
		return sizes{
			margin: 16, lotus: 57, title: 17, text: 19, head: 25, body: 21, note: 19,
			number: 122, band: 27, fact: 18, figure: 35, second: 17, module: 6, aboveBand: 4, beside: 10,
		}
	}
	return sizes{
		margin: 36, lotus: 73, title: 25, text: 25, head: 31, body: 27, note: 25,
		number: 182, band: 33, fact: 24, figure: 41, second: 23, module: 8, aboveBand: 8, beside: 18,
	}
}
