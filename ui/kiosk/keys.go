package kiosk

import (
	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// The rows of the on-screen keyboard. Plain letters are enough: matching
// ignores case and marks.
var (
	letterRows = []string{"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"}
	digitRows  = []string{"1234567890", "ABCDEFGHK", "LMNPR.-"}
)

// keyboard draws the keys between top and the bar.
func (d *draft) keyboard() {
	ground := box{0, 1192, 1080, 572}
	top, h := float32(1212), float32(124)
	if d.wide {
		ground = box{680, 532, 1240, 424}
		top, h = 548, 92
	}
	bleed := widgets.BleedLeft | widgets.BleedRight
	if d.wide {
		bleed = widgets.BleedRight
	}
	d.Rect(ground.x, ground.y, ground.w, ground.h, widgets.Fill{Color: theme.Teal100, Bleed: bleed})
	cx := ground.x + ground.w/2
	for r := range letterRows {
		n := max(len(letterRows[r]), len(digitRows[r]))
		width := float32(n)*96 - 8
		if r == 2 {
			width += 8 + 184
		}
		x, y := cx-width/2, top+float32(r)*(h+8)
		for i := range n {
			d.letterKey(box{x, y, 88, h}, letterRows[r][i:i+1], digitRows[r][i:i+1])
			x += 96
		}
		if r == 2 {
			d.iconKey(box{x, y, 184, h}, "left", Touch{Button: PressErase})
		}
	}
	y := top + 3*(h+8)
	x := cx - 952/2
	shift := d.wordKey(box{x, y, 184, h}, 34, theme.Bold, Touch{Button: PressShift})
	space := d.wordKey(box{x + 192, y, 472, h}, 32, theme.Medium, Touch{Button: PressKey, Value: " "})
	clear := d.wordKey(box{x + 672, y, 280, h}, 34, theme.Bold, Touch{Button: PressClear})
	d.set(func(m Model, w, _ assets.Phrases) {
		shift.Set(w.Line("key.digits"))
		if m.Digits {
			shift.Set(w.Line("key.letters"))
		}
		space.Set(w.Line("key.space"))
		clear.Set(w.Line("key.clear"))
	})
}

func (d *draft) keyTarget(on *widgets.Layer, b box, t func() Touch) {
	rect := on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 16, Stroke: theme.Tap, Width: 2})
	d.spot(on, widgets.Target{
		X: b.x, Y: b.y, W: b.w, H: b.h, Key: true, Press: []widgets.Pressable{rect},
		Tap: func() { d.face.tap(t()) },
	})
}

// letterKey is a key with a letter, or a digit after shift.
func (d *draft) letterKey(b box, letter, digit string) {
	on := d.Page()
	now := letter
	d.keyTarget(on, b, func() Touch { return Touch{Button: PressKey, Value: now} })
	text := on.Text(b.x+b.w/2, b.y+b.h/2, middle(centred(style(44, theme.SemiBold, theme.Ink))), letter)
	d.set(func(m Model, _, _ assets.Phrases) {
		now = letter
		if m.Digits {
			now = digit
		}
		text.Set(now)
	})
}

func (d *draft) iconKey(b box, icon string, t Touch) {
	on := d.Page()
	d.keyTarget(on, b, func() Touch { return t })
	on.Icon(b.x+b.w/2-26, b.y+b.h/2-26, 52, icon, theme.Ink, 2.2)
}

func (d *draft) wordKey(b box, size float32, w theme.Weight, t Touch) *widgets.Text {
	on := d.Page()
	d.keyTarget(on, b, func() Touch { return t })
	return on.Text(b.x+b.w/2, b.y+b.h/2, middle(centred(within(style(size, w, theme.Ink), b.w-24, 1, 1.2))), "")
}

// field shows what was typed, with a mark where the next letter comes.
func (d *draft) field(b box, icon string) (count *widgets.Text) {
	d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Teal700, Width: 3})
	mid := b.y + b.h/2
	d.Icon(b.x+36, mid-26, 52, icon, theme.Teal700, 2)
	typed := d.Text(b.x+112, mid, middle(within(style(44, theme.SemiBold, theme.Ink), b.w-112-240, 1, 1.2)), "")
	mark := d.Rect(b.x+112, mid-28, 4, 56, widgets.Fill{Color: theme.Amber})
	count = d.Text(b.x+b.w-36, mid, middle(ended(within(style(26, theme.Medium, theme.Ink2), 220, 1, 1.2))), "")
	d.set(func(m Model, _, _ assets.Phrases) {
		typed.Set(m.Typed)
		x := b.x + 112
		if m.Typed != "" {
			x += typed.Width() + 10
		}
		mark.Move(x, mid-28, 4, 56)
	})
	return count
}

func drawSearch(d *draft) {
	h := d.head(headLook{height: 330, size: 62, top: 186})
	d.backBar(true)
	b := box{60, 366, 960, 110}
	if d.wide {
		b = box{736, 40, 1128, 92}
	}
	count := d.field(b, "search")
	var g *grid
	look := foundLook
	switch {
	case d.wide:
		look.tileH = 76
		g = d.grid(box{736, 152, 1128, 3*112 + 2*16}, 1, 3, 0, 16, look, PressFound)
	case d.low:
		look.tileH = 76
		g = d.grid(box{60, 960, 960, 216}, 1, 2, 0, 16, look, PressFound)
	default:
		g = d.grid(box{60, 508, 960, 5*118 + 4*16}, 1, 5, 0, 16, look, PressFound)
	}
	hint := d.Text(b.x+b.w/2, b.y+b.h+150, centred(within(style(30, theme.Medium, theme.Ink2), b.w, 2, 1.4)), "")
	d.keyboard()
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Line("search.title"), lying(d, w.Line("search.hint")))
		count.Set("")
		hint.Set("")
		if m.Typed == "" {
			hint.Set(w.Line("search.hint"))
		} else {
			count.Set(w.Count("search.found", m.Found))
			m.Unsettled = m.Found == 0
		}
		g.show(m, w)
	})
}

func drawEnter(d *draft) {
	h := d.head(headLook{height: 330, size: 62, top: 186})
	d.backBar(true)
	if d.large {
		drawScanOnly(d, h)
		return
	}
	field, button := box{60, 366, 960, 110}, box{60, 1036, 960, 124}
	hint := box{60, 508, 960, 440}
	if d.wide {
		field, hint, button = box{736, 40, 1128, 92}, box{736, 150, 1128, 220}, box{736, 396, 1128, 112}
	}
	d.field(field, "search")
	d.scanPanel(hint)
	d.keyboard()
	find := d.button(button, primary.with("search", 40, 1), "home.lookup", Touch{Button: PressEnter})
	d.set(func(m Model, w, _ assets.Phrases) {
		h.say(w.Line("home.lookup"), "")
		find.layer.SetShown(m.Typed != "")
	})
}

// scanPanel asks for a code to be held to the scanner.
func (d *draft) scanPanel(b box) {
	on := d.Page()
	on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Teal100, Radius: 24})
	if d.wide {
		on.Icon(b.x+60, b.y+(b.h-120)/2, 120, "scan", theme.Teal700, 1.4)
		first := on.Text(b.x+230, b.y+b.h/2-24, middle(within(style(34, theme.Bold, theme.Ink), b.w-280, 2, 1.3)), "")
		second := on.Text(b.x+230, b.y+b.h/2+56, middle(within(style(26, theme.Medium, theme.Ink2), b.w-280, 1, 1.3)), "")
		d.scanWords(on, first, second)
		return
	}
	on.Icon(b.x+b.w/2-90, b.y+50, 180, "scan", theme.Teal700, 1.3)
	first := on.Text(b.x+b.w/2, b.y+305, middle(centred(within(style(36, theme.Bold, theme.Ink), b.w-100, 2, 1.3))), "")
	second := on.Text(b.x+b.w/2, b.y+385, middle(centred(within(style(27, theme.Medium, theme.Ink2), b.w-100, 2, 1.3))), "")
	d.scanWords(on, first, second)
}

func (d *draft) scanWords(on *widgets.Layer, first, second *widgets.Text) {
	d.set(func(m Model, w, _ assets.Phrases) {
		on.SetShown(!m.NoScanner)
		first.Set(w.Line("kiosk.scan"))
		second.Set(w.Line("kiosk.type"))
	})
}

// drawScanOnly is the look-up in large text: a code to scan, no keyboard.
func drawScanOnly(d *draft, h *head) {
	b := d.box
	b.y += 20
	b.h -= 20
	d.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Teal100, Radius: 24})
	side := min(260, b.h*.4)
	d.Icon(b.x+b.w/2-side/2, b.y+b.h*.16, side, "scan", theme.Teal700, 1.3)
	d.label(b.x+b.w/2, b.y+b.h*.16+side+150, middle(centred(within(style(48, theme.Bold, theme.Ink), b.w-120, 3, 1.3))), "kiosk.scan")
	d.set(func(_ Model, w, _ assets.Phrases) { h.say(w.Line("home.lookup"), "") })
}
