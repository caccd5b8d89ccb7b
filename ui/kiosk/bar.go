package kiosk

import (
	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// barCell is one cell of the bar at the bottom of the screen.
type barCell struct {
	icon string
	key  string
	side float32
	t    Touch
}

var (
	cellLanguage = barCell{"globe", "bar.en", 44, Touch{Button: PressLanguage}}
	cellLarge    = barCell{"text", "bar.large", 46, Touch{Button: PressLarge}}
	cellNormal   = barCell{"text", "bar.normal", 46, Touch{Button: PressLarge}}
	cellLow      = barCell{"chair", "bar.low", 46, Touch{Button: PressLow}}
	cellHigh     = barCell{"chair", "bar.high", 46, Touch{Button: PressLow}}
	cellHelp     = barCell{"help", "bar.help", 44, Touch{Button: PressHelp}}
	cellBack     = barCell{"back", "bar.back", 44, Touch{Button: PressBack}}
	cellHome     = barCell{"home", "bar.home", 44, Touch{Button: PressHome}}
)

// homeBar is the bar of the pages nothing comes before.
func (d *draft) homeBar() {
	switch {
	case d.large:
		d.bar(cellLanguage, cellNormal, cellHelp)
	case d.wide:
		// Everything on a lying screen is in reach: there is nothing to lower.
		d.bar(cellLanguage, cellLarge, cellHelp)
	case d.low:
		d.bar(cellLanguage, cellLarge, cellHigh, cellHelp)
	default:
		d.bar(cellLanguage, cellLarge, cellLow, cellHelp)
	}
}

// backBar is the bar of every page further in; keyboards have no large text.
func (d *draft) backBar(keys bool) {
	switch {
	case d.large:
		d.bar(cellBack, cellHome, cellHelp)
	case keys:
		d.bar(cellBack, cellHome, cellHelp)
	default:
		d.bar(cellBack, cellHome, cellLarge, cellHelp)
	}
}

func (d *draft) bar(cells ...barCell) {
	b := box{0, 1764, 1080, 156}
	bleed := widgets.BleedLeft | widgets.BleedRight | widgets.BleedBottom
	switch {
	case d.wide && d.large:
		b = box{680, 920, 1240, 160}
	case d.wide:
		b = box{680, 956, 1240, 124}
	case d.large:
		b = box{0, 1730, 1080, 190}
	}
	if d.wide {
		bleed = widgets.BleedRight | widgets.BleedBottom
	}
	d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Teal50, Bleed: bleed})
	d.Rect(b.x, b.y, b.w, 2, widgets.Fill{Color: theme.Teal100, Bleed: bleed &^ widgets.BleedBottom})
	w := b.w / float32(len(cells))
	for i, c := range cells {
		x := b.x + w*float32(i)
		ground := d.Rect(x, b.y+2, w, b.h-2, widgets.Fill{Color: theme.Teal50})
		if i > 0 {
			d.Rect(x-1, b.y+2, 2, b.h-2, widgets.Fill{Color: theme.Teal100})
		}
		size, side, weight := float32(28), c.side, theme.SemiBold
		if d.large {
			size, side, weight = 40, 62, theme.Bold
		}
		p := d.pair(d.Layer, x+w/2, b.y+b.h/2, side, c.icon, 1.8, 16, within(style(size, weight, theme.Ink), w-24, 1, 1.2))
		if d.large {
			p.stack(x+w/2, b.y+b.h/2)
		} else {
			p.text.SetStyle(middle(within(style(size, weight, theme.Ink), w-side-28, 1, 1.2)))
		}
		d.say(func(words, _ assets.Phrases) {
			text := words.Line(c.key)
			if !d.large {
				setSized(p.text, middle(within(style(size, weight, theme.Ink), w-side-28, 1, 1.2)), text, 28, 26)
			}
			p.say(text)
		})
		d.target(d.Layer, x, b.y, w, b.h, c.t, ground)
	}
}

// stack puts the words below the icon.
func (p *pair) stack(x, y float32) {
	p.stacked = true
	p.icon.Move(x-p.side/2, y-p.side/2-30)
	s := style(40, theme.Bold, theme.Ink)
	s.Align, s.Middle, s.Max = widgets.Centre, true, 340
	p.text.SetStyle(s)
	p.text.Move(x, y+46)
}
