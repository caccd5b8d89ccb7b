package wall

import (
	"image/color"
	"strconv"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// ink chooses the colour of a fresh or an old picture.
func ink(now, old color.NRGBA, isOld bool) color.NRGBA {
	if isOld {
		return old
	}
	return now
}

// strip lists the ends of file codes whose results can be collected, page by
// page.
type strip struct {
	words assets.Phrases
	layer *widgets.Layer
	w     float32
	note  *widgets.Text
	tails []*widgets.Text
}

// stripTime is how long a page stays, in seconds.
const stripTime = 10

func newStrip(l *widgets.Layer, words assets.Phrases, w, h float32, count int) *strip {
	s := &strip{words: words, layer: l, w: w}
	l.Rect(0, 0, w, h, widgets.Fill{Color: theme.WallCard, Radius: 24})
	l.Icon(30, h*0.14, 34, "done", theme.Jade300, 2)
	l.Text(78, h*0.14+17, widgets.Style{Size: 27, Weight: theme.Bold, Color: theme.Jade300, Middle: true}, words.Say("wall.ready"))
	s.note = l.Text(w-30, h*0.14+17, widgets.Style{
		Size: 21, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Right, Middle: true,
	}, "")
	style := widgets.Style{Size: 34, Weight: theme.Bold, Color: theme.OnDark, Middle: true, Max: (w-60)/float32(count) - 12}
	for i := range count {
		x := float32(30)
		switch i {
		case 0:
		case count - 1:
			x, style.Align = w-30, widgets.Right
		default:
			x, style.Align = 30+(w-60)*(float32(i)+0.5)/float32(count), widgets.Centre
		}
		s.tails = append(s.tails, l.Text(x, h*0.66, style, ""))
	}
	return s
}

func (s *strip) show(m *Model, shown bool) {
	s.layer.SetShown(shown)
	if !shown {
		return
	}
	per := len(s.tails)
	pages := (len(m.Tails) + per - 1) / per
	page := int(m.Now.Unix()/stripTime) % pages
	note := s.words.Say("wall.ready.tail")
	if pages > 1 {
		note += " · " + s.words.Say("wall.page", "n", strconv.Itoa(page+1), "m", strconv.Itoa(pages))
	}
	s.note.Set(note)
	for i, t := range s.tails {
		tail := ""
		if at := page*per + i; at < len(m.Tails) {
			tail = m.Tails[at]
		}
		t.Set(tail)
	}
}

// notice is the manager's sentence, over the strip and never over the hero.
type notice struct {
	layer *widgets.Layer
	text  *widgets.Text
}

func newNotice(l *widgets.Layer, w, h float32) *notice {
	n := &notice{layer: l}
	l.Rect(0, 0, w, h, widgets.Fill{Color: theme.Amber100, Radius: 24})
	l.Icon(30, h/2-28, 56, "alert", theme.AmberInk, 1.8)
	n.text = l.Text(116, h/2, widgets.Style{
		Size: 34, Weight: theme.SemiBold, Color: theme.Ink, Max: w - 150, Lines: 2, Leading: 1.25, Middle: true,
	}, "")
	return n
}

func (n *notice) show(m *Model, shown bool) {
	n.layer.SetShown(shown)
	n.text.Set(m.Notice)
}

// help is the sentence of an offline wall.
type help struct {
	words assets.Phrases
	layer *widgets.Layer
	text  *widgets.Text
}

func newHelp(l *widgets.Layer, words assets.Phrases, w, h float32) *help {
	p := &help{words: words, layer: l}
	l.Rect(0, 0, w, h, widgets.Fill{Color: theme.WallCard, Radius: 24})
	l.Icon(34, h/2-28, 56, "help", theme.Amber, 1.8)
	p.text = l.Text(114, h/2, widgets.Style{
		Size: 29, Weight: theme.Medium, Color: theme.OnDark, Max: w - 148, Lines: 2, Leading: 1.4, Middle: true,
	}, "")
	return p
}

func (p *help) show(m *Model) {
	p.layer.SetShown(m.age() == offline)
	if m.Phone == "" {
		p.text.Set(p.words.Say("wall.help"))
		return
	}
	p.text.Set(p.words.Say("wall.help.phone", "n", m.Phone))
}
