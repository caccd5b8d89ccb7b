package kiosk

import (
	"slices"
	"strings"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// The looks of the lists' cells.
var (
	agencyLook  = cellLook{pad: 24, gap: 22, tileW: 76, tileH: 84, letter: 52, icon: 52, name: 28, hint: 26, lines: 2, lead: 1.18}
	lyingLook   = cellLook{pad: 16, gap: 16, tileW: 68, tileH: 84, letter: 48, icon: 46, name: 27, hint: 26, lines: 3, lead: 1.15}
	largeLook   = cellLook{pad: 36, gap: 36, tileW: 120, tileH: 132, letter: 84, icon: 76, name: 48, hint: 40, lines: 2, lead: 1.12}
	serviceLook = cellLook{pad: 40, gap: 36, tileW: 112, tileH: 112, letter: 60, icon: 68, name: 40, hint: 26, lines: 2, lead: 1.2, count: 56}
	classLook   = cellLook{pad: 48, gap: 0, name: 40, hint: 26, lines: 2, lead: 1.2, arrow: true}
	foundLook   = cellLook{pad: 28, gap: 28, tileW: 76, tileH: 84, letter: 52, icon: 52, name: 27, hint: 26, lines: 2, lead: 1.12, bold: theme.SemiBold, arrow: true, cut: true}
)

// largeRows is the list of four big rows of large text.
func (d *draft) largeRows(b Button) *grid {
	switch {
	case d.wide:
		return d.grid(d.box, 1, 4, 0, 20, largeLook, b)
	case d.low:
		return d.grid(box{60, 960, 960, 690}, 1, 3, 0, 24, largeLook, b)
	}
	return d.grid(box{60, 524, 960, 4*214 + 3*24}, 1, 4, 0, 24, largeLook, b)
}

func drawAgencies(d *draft) {
	h := d.head(headLook{height: 388, size: 62, step: true, karst: true})
	d.backBar(false)
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Say("agency.title"), lying(d, w.Line("agency.letters")))
		h.steps(m, w)
	})
	if d.large {
		g := d.largeRows(PressAgency)
		d.set(func(m Model, w, _ assets.Phrases) { g.show(m, w) })
		return
	}
	var g *grid
	switch {
	case d.wide:
		g = d.grid(d.box, 3, 5, 20, 16, lyingLook, PressAgency)
		g.search = true
	case d.low:
		g = d.grid(box{60, 960, 960, 5*140 + 4*16}, 2, 5, 20, 16, agencyLook, PressAgency)
		g.search = true
	default:
		g = d.grid(box{60, 508, 960, 7*134 + 6*16}, 2, 7, 20, 16, agencyLook, PressAgency)
	}
	d.set(func(m Model, w, _ assets.Phrases) { g.show(m, w) })
	if !d.wide {
		d.label(60, base(438, 27, 1.265), within(style(27, theme.Medium, theme.Ink2), 960, 1, 1.2), "agency.letters")
	}
	if !d.wide && !d.low {
		d.searchStrip(box{60, 1576, 960, 148}, 60, func(_ Model, w assets.Phrases) (string, string) {
			return w.Line("search.title"), w.Line("search.hint")
		})
	}
}

// lying is a sentence that stands in the panel of a lying screen only.
func lying(d *draft, s string) string {
	if d.wide {
		return s
	}
	return ""
}

// searchStrip leads to the search by name.
func (d *draft) searchStrip(b box, side float32, words func(Model, assets.Phrases) (string, string)) {
	on := d.Page()
	rect := on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Teal100, Radius: 24, Stroke: theme.Tap, Width: 2})
	on.Icon(b.x+36, b.y+(b.h-side)/2, side, "search", theme.Teal700, 1.8)
	x := b.x + 36 + side + 26
	room := b.x + b.w - x - 30
	top := b.y + (b.h-34*1.265-4-33)/2
	first := on.Text(x, base(top, 34, 1.265), within(style(34, theme.Bold, theme.Ink), room, 1, 1.2), "")
	second := on.Text(x, base(top+43+4, 26, 1.265), within(style(26, theme.Medium, theme.Ink2), room, 1, 1.2), "")
	d.target(on, b.x, b.y, b.w, b.h, Touch{Button: PressSearch}, rect)
	d.set(func(m Model, w, _ assets.Phrases) {
		on.SetShown(m.CanSearch)
		one, two := words(m, w)
		if wideAt(one, 34, theme.Bold) > room {
			one = w.Line("search.title")
		}
		first.Set(one)
		if wideAt(two, 26, theme.Medium) > room {
			two = ""
		}
		second.Set(two)
	})
}

func drawServices(d *draft) {
	h := d.head(headLook{height: 388, size: 64, step: true, karst: true})
	d.backBar(false)
	d.set(func(m Model, w, _ assets.Phrases) {
		title := m.Title
		if title == "" {
			title = w.Line("agency.unsure")
		}
		h.say(title, w.Line("service.title")+lying(d, foot(m, w)))
		h.steps(m, w)
	})
	if d.large {
		g := d.largeRows(PressService)
		d.set(func(m Model, w, _ assets.Phrases) { g.show(m, w) })
		return
	}
	var g *grid
	switch {
	case d.wide:
		g = d.grid(box{736, 56, 1128, 4*168 + 3*20}, 1, 4, 0, 20, serviceLook, PressService)
	case d.low:
		g = d.grid(box{60, 960, 960, 5*140 + 4*16}, 1, 5, 0, 16, serviceLook, PressService)
		g.search = true
	default:
		g = d.grid(box{60, 508, 960, 4*196 + 3*22}, 1, 4, 0, 22, serviceLook, PressService)
	}
	d.set(func(m Model, w, _ assets.Phrases) { g.show(m, w) })
	words := func(m Model, w assets.Phrases) (string, string) {
		if m.Title == "" {
			return w.Line("search.title"), w.Line("search.hint")
		}
		return w.Line("service.search", "agency", m.Title), w.Line("service.papers")
	}
	switch {
	case d.wide:
		d.searchStrip(box{736, 808, 1128, 112}, 56, words)
	case !d.low:
		d.searchStrip(box{60, 1400, 960, 132}, 56, words)
		s := centred(within(style(26, theme.Medium, theme.Ink2), 960, 1, 1.5))
		one, two := d.Text(540, base(1590, 26, 1.5), s, ""), d.Text(540, base(1629, 26, 1.5), s, "")
		d.set(func(m Model, w, _ assets.Phrases) {
			a, b, _ := strings.Cut(strings.TrimPrefix(foot(m, w), "\n"), "\n")
			one.Set(a)
			two.Set(b)
		})
	}
}

// foot says where the agency's counters are and how long it may take.
func foot(m Model, w assets.Phrases) string {
	s := ""
	if m.Foot.Counters != "" {
		s = "\n" + w.Say("kiosk.where", "room", m.Foot.Room, "counters", m.Foot.Counters)
	}
	if m.Foot.Wait.Known {
		s += "\n" + w.Say("service.about", "a", itoa(m.Foot.Wait.Low), "b", itoa(m.Foot.Wait.High))
	}
	return s
}

func drawPriority(d *draft) {
	h := d.head(headLook{height: 388, size: 62, step: true, karst: true})
	d.backBar(false)
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Say("priority.title"), lying(d, w.Line("priority.note")))
		h.steps(m, w)
	})
	if !d.wide && !d.large {
		d.label(60, base(438, 27, 1.265), within(style(27, theme.Medium, theme.Ink2), 960, 1, 1.2), "priority.note")
	}
	var g *grid
	switch {
	case d.large:
		look := largeLook
		look.tileW, look.gap = 0, 0
		switch {
		case d.wide:
			g = d.grid(d.box, 1, 4, 0, 20, look, PressClass)
		case d.low:
			g = d.grid(box{60, 960, 960, 690}, 1, 3, 0, 24, look, PressClass)
		default:
			g = d.grid(box{60, 524, 960, 4*214 + 3*24}, 1, 4, 0, 24, look, PressClass)
		}
	case d.wide:
		g = d.grid(d.box, 1, 6, 0, 16, classLook, PressClass)
	case d.low:
		look := classLook
		look.name = 36
		g = d.grid(box{60, 960, 960, 6*116 + 5*16}, 1, 6, 0, 16, look, PressClass)
	default:
		g = d.grid(box{60, 508, 960, 6*150 + 5*22}, 1, 6, 0, 22, classLook, PressClass)
	}
	d.set(func(m Model, w, _ assets.Phrases) {
		m.Cells = append(slices.Clip(m.Cells), Cell{ID: "", Name: w.Line("priority.none"), Count: -1})
		g.show(m, w)
		for _, c := range g.cells {
			if c.layer.Shown() && c.touch.Button == PressClass && c.touch.Value == m.Class {
				c.rect.SetFill(widgets.Fill{Color: theme.Amber100, Radius: 24, Stroke: theme.AmberInk, Width: 3})
			}
		}
	})
}

func drawPapers(d *draft) {
	h := d.head(headLook{height: 388, size: 62, step: true, karst: true})
	d.backBar(false)
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Say("papers.title"), m.Title)
		h.steps(m, w)
	})
	b := box{60, 440, 960, 980}
	button := box{60, 1470, 960, 160}
	if d.wide {
		b, button = box{736, 56, 1128, 690}, box{736, 770, 1128, 130}
	}
	if d.large {
		b.y, b.h = 520, 900
		if d.wide {
			b, button = box{736, 56, 1128, 660}, box{736, 740, 1128, 140}
		}
	}
	card := d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Sand200, Width: 2})
	size := d.size(34)
	count := int((b.h - 60) / (size*2.4 + 24))
	var lines []*widgets.Text
	for range count {
		lines = append(lines, d.Text(b.x+104, 0, within(style(size, theme.Medium, theme.Ink), b.w-150, 2, 1.25), ""))
	}
	var ticks []*widgets.Art
	for range count {
		ticks = append(ticks, d.Icon(b.x+44, b.y, 40, "doc", theme.Teal500, 1.8))
	}
	d.button(button, primary.with("", d.size(42), 1), "papers.take", Touch{Button: PressTake})
	d.set(func(m Model, _, _ assets.Phrases) {
		top := b.y + 40
		for i, line := range lines {
			shown := i < len(m.Papers)
			ticks[i].SetShown(shown)
			if !shown {
				line.Set("")
				continue
			}
			line.Set(m.Papers[i])
			line.Move(b.x+104, base(top, size, 1.25))
			ticks[i].Move(b.x+44, top)
			top += float32(rows(line, size, 1.25))*size*1.25 + 26
		}
		card.Move(b.x, b.y, b.w, top+14-b.y)
	})
}
