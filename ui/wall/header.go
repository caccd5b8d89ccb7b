package wall

import (
	"strings"
	"time"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// header is the band of name, freshness, date and clock.
type header struct {
	words assets.Phrases
	at    headerPlace

	name, place, status *widgets.Text
	dot                 *widgets.Dot
	mute                *widgets.Art
	day, date           *widgets.Text
	clock               *widgets.Digits
}

// headerPlace is where the parts of a header stand.
type headerPlace struct {
	left, right   float32 // margins
	middle        float32 // of the band
	nameSize      float32
	nameMax       float32
	clockSize     float32
	status        float32 // right end of the freshness sentence
	withoutStatus bool
}

func newHeader(l *widgets.Layer, words assets.Phrases, at headerPlace) *header {
	h := &header{words: words, at: at}
	l.Lotus(at.left, at.middle-32, 64, theme.Amber)
	x := at.left + 86
	h.name = l.Text(x, at.middle-4, widgets.Style{
		Size: at.nameSize, Weight: theme.Bold, Color: theme.OnDark, Max: at.nameMax, Lines: 2, Leading: 1.18,
	}, "")
	h.place = l.Text(x, at.middle+24, widgets.Style{Size: 20, Color: theme.OnDark2, Max: at.nameMax}, "")

	h.clock = l.Digits(at.right, at.middle, widgets.Style{
		Size: at.clockSize, Weight: theme.Bold, Color: theme.OnDark, Align: widgets.Right, Middle: true,
	}, "00:00")
	edge := at.right - at.clockSize*(4*theme.DigitCell+theme.ColonCell) - 22
	date := widgets.Style{Size: 22, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Right}
	h.day = l.Text(edge, at.middle-9, date, "")
	h.date = l.Text(edge, at.middle+21, date, "")

	h.status = l.Text(at.status, at.middle, widgets.Style{
		Size: 20, Weight: theme.Medium, Color: theme.OnDark2, Align: widgets.Right, Middle: true, Max: 280,
	}, "")
	h.dot = l.Dot(at.status, at.middle, 14, widgets.Fill{Color: theme.Jade300})
	h.mute = l.Icon(at.status, at.middle-15, 30, "mute", theme.OnDark2, 1.8)
	h.mute.SetShown(false)
	return h
}

func (h *header) show(m *Model) {
	h.name.Set(strings.ToUpper(m.Name))
	h.place.Set(placeLine(m))
	if h.name.Height() > h.at.nameSize { // a long name takes two lines and the place moves down
		h.name.Move(h.at.left+86, h.at.middle-22)
		h.place.Move(h.at.left+86, h.at.middle+40)
	} else {
		h.name.Move(h.at.left+86, h.at.middle-4)
		h.place.Move(h.at.left+86, h.at.middle+24)
	}
	h.day.Set(h.words.Day(m.Now))
	h.date.Set(m.Now.Format("02/01/2006"))
	h.clock.Set(m.Now.Format("15:04"))
	h.freshness(m)
}

func placeLine(m *Model) string {
	if m.Zone == "" {
		return m.Place
	}
	if m.Place == "" {
		return m.Zone
	}
	return m.Place + " · " + m.Zone
}

// freshness says how old the picture is; the full notice of an offline wall
// stands in the hero, so the header is silent then.
func (h *header) freshness(m *Model) {
	words, colour, weight := h.words.Say("wall.fresh", "t", clock(m.Now)), theme.Jade300, theme.Medium
	ink := theme.OnDark2
	switch m.age() {
	case stale:
		words, colour, ink, weight = h.words.Say("wall.stale", "t", clock(m.Heard)), theme.Amber, theme.Amber, theme.SemiBold
	case offline:
		words = ""
	case fresh:
	}
	if h.at.withoutStatus && m.age() == fresh {
		words = ""
	}
	h.status.SetStyle(widgets.Style{
		Size: 20, Weight: weight, Color: ink, Align: widgets.Right, Middle: true, Max: 280,
	})
	h.status.Set(words)
	left := h.at.status - h.status.Width()
	h.dot.Move(left-17, h.at.middle)
	h.dot.SetFill(widgets.Fill{Color: colour})
	h.dot.SetShown(words != "")
	h.mute.Move(left-74, h.at.middle-15)
	h.mute.SetShown(m.Muted)
}

func clock(t time.Time) string { return t.Format("15:04") }
