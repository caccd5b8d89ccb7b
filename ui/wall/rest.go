package wall

import (
	"strconv"
	"time"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// rest is the hero's ticket when nobody is called: before the first call of
// the day and after hours.
type rest struct {
	words        assets.Phrases
	layer        *widgets.Layer
	title, sub   *widgets.Text
	label, value *widgets.Text
}

func newRest(l *widgets.Layer, words assets.Phrases, p heroPlace) *rest {
	r := &rest{words: words, layer: l}
	l.Ticket(0, 0, p.w, p.h, widgets.TicketShape{Split: p.split, Radius: 34, Notch: 30}, calmLook)
	k, mid := p.split/716, p.h/2
	r.title = l.Text(60*k, mid-54*k, widgets.Style{
		Size: 64 * k, Weight: theme.Black, Color: theme.Ink, Max: p.split - 96*k, Lines: 2, Leading: 1.15, Middle: true,
	}, "")
	r.sub = l.Text(60*k, mid+84*k, widgets.Style{
		Size: 32 * k, Weight: theme.Regular, Color: theme.Ink2, Max: p.split - 110*k, Lines: 3, Leading: 1.45, Middle: true,
	}, "")
	x := p.split + (p.w-p.split)/2
	r.label = l.Text(x, mid-52*k, widgets.Style{
		Size: 28 * k, Weight: theme.SemiBold, Color: theme.Ink, Align: widgets.Centre, Max: p.w - p.split - 32,
	}, "")
	r.value = l.Text(x, mid+14*k, widgets.Style{
		Size: 94 * k, Weight: theme.Black, Color: theme.Ink, Align: widgets.Centre, Middle: true, Max: p.w - p.split - 48,
	}, "")
	return r
}

func (r *rest) show(m *Model, shown bool) {
	r.layer.SetShown(shown)
	if !shown {
		return
	}
	label, value := "", ""
	switch {
	case m.Hours.Over:
		r.title.Set(r.words.Say("wall.closed"))
		sub := ""
		if m.Hours.Back != "" {
			sub = r.words.Say("wall.closed.sub", "t", m.Hours.Back, "d", m.Hours.BackDay)
			label, value = r.words.Say("wall.closed.back"), m.Hours.Back
		}
		r.sub.Set(sub)
	default:
		r.title.Set(r.words.Say("wall.welcome"))
		r.sub.Set(r.words.Say("wall.welcome.sub"))
		if m.Hours.Begin != "" {
			label, value = r.words.Say("wall.begin"), m.Hours.Begin
		} else if m.Hours.Open {
			label, value = r.words.Say("wall.open"), clock(m.Now)
		}
	}
	r.label.Set(label)
	r.value.Set(value)
}

// lost is the hero's ticket when the hub has not been heard for two minutes.
type lost struct {
	words        assets.Phrases
	layer        *widgets.Layer
	since        *widgets.Layer
	title        *widgets.Text
	icon         *widgets.Art
	time, passed *widgets.Text
}

func newLost(l *widgets.Layer, words assets.Phrases, p heroPlace) *lost {
	o := &lost{words: words, layer: l}
	k, mid := p.split/716, p.h/2
	split := p.split - 52*k
	l.Ticket(0, 0, p.w, p.h, widgets.TicketShape{Split: split, Radius: 34, Notch: 30},
		widgets.TicketLook{Body: theme.WallCard, Dash: theme.WallDash})
	o.title = l.Text(52*k, mid-79*k, widgets.Style{
		Size: 52 * k, Weight: theme.Bold, Color: theme.OnDark, Max: split - 84*k, Lines: 2, Leading: 1.2, Middle: true,
	}, "")
	l.Text(52*k, mid+75*k, widgets.Style{
		Size: 31 * k, Weight: theme.Regular, Color: theme.Teal100, Max: split - 72*k, Lines: 4, Leading: 1.45, Middle: true,
	}, words.Say("wall.offline.sub"))

	x := split + (p.w-split)/2
	o.icon = l.Icon(x-56*k, mid-107*k-56*k, 112*k, "cut", theme.Amber, 1.5)
	o.since = l.Page()
	small := widgets.Style{Size: 28 * k, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Centre, Max: p.w - split - 24}
	o.since.Text(x, mid-2*k, small, words.Say("wall.data"))
	o.time = o.since.Text(x, mid+65*k, widgets.Style{
		Size: 96 * k, Weight: theme.Black, Color: theme.Amber, Align: widgets.Centre, Middle: true, Max: p.w - split - 40,
	}, "")
	o.passed = o.since.Text(x, mid+156*k, small, "")
	return o
}

func (o *lost) show(m *Model) {
	o.layer.SetShown(m.age() == offline)
	o.since.SetShown(!m.Heard.IsZero())
	key, icon := "wall.offline", "cut"
	if m.Heard.IsZero() {
		key, icon = "app.starting", "clock"
	}
	o.icon.Set(icon, theme.Amber)
	o.title.Set(o.words.Say(key))
	o.time.Set(clock(m.Heard))
	o.passed.Set(agoWords(o.words, m.Now.Sub(m.Heard)))
}

func agoWords(words assets.Phrases, passed time.Duration) string {
	if passed >= 2*time.Hour {
		return words.Count("wall.age.hours", int(passed/time.Hour))
	}
	return words.Count("wall.age", int(passed/time.Minute))
}

// sessions are the opening hours, in the place of the earlier calls.
type sessions struct {
	words assets.Phrases
	layer *widgets.Layer
	boxes []*widgets.Layer
	names []*widgets.Text
	hours []*widgets.Text
}

func newSessions(l *widgets.Layer, words assets.Phrases, w, h float32) *sessions {
	s := &sessions{words: words, layer: l}
	width := (w - 20) / 2
	name, hours, apart := float32(30), float32(72), float32(31)
	if h < 200 {
		name, hours, apart = 24, 54, 25
	}
	for i, key := range []string{"app.morning", "app.afternoon"} {
		box := l.At(float32(i)*(width+20), 0)
		box.Rect(0, 0, width, h, widgets.Fill{Color: theme.WallCard, Radius: 24})
		s.names = append(s.names, box.Text(width/2, h/2-apart, widgets.Style{
			Size: name, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Centre,
		}, words.Say(key)))
		s.hours = append(s.hours, box.Text(width/2, h/2+apart-3, widgets.Style{
			Size: hours, Weight: theme.Black, Color: theme.Amber, Align: widgets.Centre, Middle: true, Max: width - 56,
		}, ""))
		s.boxes = append(s.boxes, box)
	}
	return s
}

func (s *sessions) show(m *Model) {
	for i, box := range s.boxes {
		box.SetShown(i < len(m.Hours.Sessions))
		if i < len(m.Hours.Sessions) {
			s.hours[i].Set(m.Hours.Sessions[i])
		}
	}
}

// number writes a figure for a sentence.
func number(n int) string { return strconv.Itoa(n) }
