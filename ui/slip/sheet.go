package slip

import (
	"strconv"
	"strings"

	"motcua/drivers/escpos"
)

// sheet is a ticket while it is set.
type sheet struct {
	data  Data
	width int
	sizes sizes
	doc   escpos.Doc
}

// step is how much larger the place and the figures are for a visitor who
// reads large text.
const step = 6

func (s *sheet) room() int { return s.width - 2*s.sizes.margin }

func (s *sheet) feed(dots int) { s.doc = append(s.doc, escpos.Feed{Dots: dots}) }

func (s *sheet) picture(b escpos.Bitmap, native *escpos.Text) {
	s.doc = append(s.doc, escpos.Image{Bitmap: b, Align: escpos.Centre, Native: native})
}

// lines sets centred text that breaks at words; leading is in parts of the
// size.
func (s *sheet) lines(text string, size float64, w int, leading float64, most int) {
	if text == "" {
		return
	}
	b := setBlock(text, size, w, leading, s.room(), most)
	s.picture(b, nil)
}

func (s *sheet) full(form Form) {
	d, z := s.data, s.sizes
	s.feed(14)
	if form == Full {
		s.picture(lotus(z.lotus), nil)
		s.feed(6)
	}
	s.masthead()
	s.rule(14)
	s.subject()
	s.feed(10)
	s.label()
	s.number()
	s.feed(z.aboveBand)
	s.band()
	s.feed(18)
	s.waiting()
	if d.URL != "" {
		s.rule(14)
		s.feed(z.beside + 2)
		s.code()
		s.feed(z.beside + 2)
		if form == Full {
			s.lines(d.Words.Say("slip.qr"), z.text, medium, 1.35, 2)
		}
	}
	s.rule(14)
	s.foot(form)
}

// serial is the layout for a slow wire: every dot costs time.
func (s *sheet) serial() {
	d, z := s.data, s.sizes
	s.feed(8)
	s.masthead()
	s.feed(10)
	s.subject()
	s.feed(6)
	s.label()
	s.doc = append(s.doc, *s.nativeNumber())
	s.feed(10)
	s.lines(s.place(), z.band-4, bold, 1.2, 2)
	s.feed(12)
	s.waiting()
	if d.URL != "" {
		s.feed(32)
		s.code()
		s.feed(32)
	}
	if !d.NoClock {
		s.doc = append(s.doc, escpos.Text{S: d.At.Format("15:04   02/01/2006"), Align: escpos.Centre})
		s.feed(8)
	}
	s.lines(s.validity(), z.note, bold, 1.35, 1)
}

func (s *sheet) masthead() {
	// The name of the house may use the margins too.
	if name := strings.ToUpper(s.data.Centre); name != "" {
		s.picture(setBlock(name, s.sizes.title, bold, 1.25, s.width-24, 2), nil)
		s.feed(8)
	}
	s.lines(s.data.Place, s.sizes.text, medium, 1.3, 1)
}

func (s *sheet) subject() {
	s.lines(s.data.Agency, s.sizes.head, bold, 1.25, 2)
	s.feed(6)
	s.lines(s.data.Service, s.sizes.body, medium, 1.3, 2)
}

// label is the line over the number, with its chips; they go below it where
// the paper is too narrow.
func (s *sheet) label() {
	z := s.sizes
	words := setTracked(s.data.Words.Say("slip.number"), z.text, bold, z.text*0.08)
	var chips []escpos.Bitmap
	if s.data.Priority {
		chips = append(chips, chip(s.data.Words.Say("slip.priority"), z.text*0.9, true))
	}
	if n := s.data.Copy; n > 0 {
		key := "slip.reprint"
		if n == 1 {
			key = "slip.reprint.one"
		}
		chips = append(chips, chip(s.data.Words.Say(key, "n", strconv.Itoa(n)), z.text*0.9, false))
	}
	whole := beside(14, append([]escpos.Bitmap{words}, chips...)...)
	if whole.W <= s.room() {
		s.picture(whole, nil)
		return
	}
	s.picture(words, nil)
	s.feed(8)
	s.picture(beside(14, chips...), nil)
}

func (s *sheet) number() {
	s.feed(22)
	s.picture(setNumber(s.data.Number, s.sizes.number, s.room()), s.nativeNumber())
	s.feed(20)
}

// nativeNumber is the number in the printer's own letters, as large as they
// fit: 12 dots a letter, eight times at most.
func (s *sheet) nativeNumber() *escpos.Text {
	n := max(1, min(8, s.width/(12*max(1, len(s.data.Number)))))
	return &escpos.Text{S: s.data.Number, W: n, H: n, Bold: true, Align: escpos.Centre}
}

func (s *sheet) place() string {
	d := s.data
	switch {
	case d.Room == "" && d.Counters == "":
		return ""
	case d.Counters == "":
		return d.Room
	case d.Room == "":
		return d.Words.Say("slip.counters", "counters", d.Counters)
	}
	return d.Words.Say("slip.place", "room", d.Room, "counters", d.Counters)
}

// band is the place to go to, white on black.
func (s *sheet) band() {
	place := s.place()
	if place == "" {
		return
	}
	size := s.sizes.band
	if s.data.Large {
		size += step
	}
	// The place reads as one line, or as room and counters on two.
	text := setBlock(place, size, bold, 1.25, s.room()-20, 1)
	if setWidth(place, size, bold) > float64(s.room()-20) {
		text = setBlock(strings.Replace(place, " · ", "\n", 1), size, bold, 1.25, s.room()-20, 2)
	}
	b := box(s.room(), text.H+26, 14)
	carve(b, text, (b.W-text.W)/2, (b.H-text.H)/2)
	s.picture(b, nil)
}

// waiting is how many are ahead and how long it may take, or the request to
// watch the board when nobody knows.
func (s *sheet) waiting() {
	d, z := s.data, s.sizes
	figure := z.figure
	if d.Large {
		figure += step
	}
	if d.Follow {
		s.lines(d.Words.Say("slip.follow"), z.head, bold, 1.25, 2)
		return
	}
	people := d.Words.Say("slip.people", "n", strconv.Itoa(d.Ahead))
	if d.High == 0 {
		s.picture(fact(d.Words.Say("slip.ahead"), people, z.fact, figure, escpos.Centre), nil)
		return
	}
	wait := d.Words.Say("slip.range", "a", strconv.Itoa(d.Low), "b", strconv.Itoa(d.High))
	both := setWidth(people, figure, black) + setWidth(wait, figure, black) + 24
	if both > float64(s.room()) {
		figure *= float64(s.room()) / both
	}
	left := fact(d.Words.Say("slip.ahead"), people, z.fact, figure, escpos.Left)
	right := fact(d.Words.Say("slip.wait"), wait, z.fact, figure, escpos.Right)
	row := escpos.NewBitmap(s.room(), max(left.H, right.H))
	row.Draw(left, 0, row.H-left.H)
	row.Draw(right, row.W-right.W, row.H-right.H)
	s.picture(row, nil)
}

func (s *sheet) code() {
	s.doc = append(s.doc, escpos.QR{Data: s.data.URL, Module: s.sizes.module, EC: escpos.M, Align: escpos.Centre})
}

// rule is the perforation: dashes over the width between the margins.
func (s *sheet) rule(around int) {
	s.feed(around)
	b := escpos.NewBitmap(s.room(), 3)
	for x := 0; x+6 <= b.W; x += 12 {
		for y := range 3 {
			for i := range 6 {
				b.Set(x+i, y)
			}
		}
	}
	s.picture(b, nil)
	s.feed(around)
}

func (s *sheet) validity() string {
	if s.data.NoClock {
		return s.data.Words.Say("slip.day.unsure")
	}
	return s.data.Words.Say("slip.day")
}

func (s *sheet) foot(form Form) {
	d, z := s.data, s.sizes
	if !d.NoClock {
		s.lines(d.Words.Say("slip.taken", "t", d.At.Format("15:04"), "day", d.Words.DayWithin(d.At), "date", d.At.Format("02/01/2006")),
			z.note, medium, 1.35, 2)
		s.feed(8)
	}
	s.lines(s.validity(), z.note, bold, 1.35, 1)
	s.feed(8)
	s.lines(d.Words.Say("slip.missed"), z.note, medium, 1.35, 2)
	if d.Hotline != "" && form == Full {
		s.feed(8)
		s.lines(d.Words.Say("slip.hotline", "n", d.Hotline), z.note, medium, 1.35, 1)
	}
	for _, line := range d.Lines {
		s.feed(8)
		s.lines(line, z.note, medium, 1.35, 3)
	}
	if second := s.second(); second != "" {
		s.feed(16)
		s.lines(second, z.second, medium, 1.35, 3)
	}
}

// second is the sentence in the other language.
func (s *sheet) second() string {
	d := s.data
	if d.Counters == "" {
		return ""
	}
	if d.OtherRoom == "" {
		return d.Words.Say("slip.second.noroom", "number", d.Number, "counters", d.Counters)
	}
	return d.Words.Say("slip.second", "number", d.Number, "room", d.OtherRoom, "counters", d.Counters)
}
