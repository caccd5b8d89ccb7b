package kiosk

import (
	"strconv"
	"strings"
	"time"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// head is the band above a page, or the panel beside it: information only,
// because it is out of reach for many.
type head struct {
	step, title, sub *widgets.Text

	x, top float32       // of the title's box
	end    float32       // where the words must end
	set    widgets.Style // of the title
	sizes  []float32     // of the title, the largest that fits is taken
	below  widgets.Style // of the line below the title
	rock   *widgets.Art
}

// headLook says what the band of a page holds.
type headLook struct {
	height float32 // of the band
	size   float32 // of the title
	top    float32 // of the title's box; 0: where it usually is
	end    float32 // where the words must end; 0: with the band
	step   bool
	centre bool
	karst  bool
}

// head draws the band of a page. Title and sub are set by the page.
func (d *draft) head(look headLook) *head {
	if d.wide {
		return d.panel(look)
	}
	h := &head{x: 60, top: 182}
	if d.large {
		look.height, look.size = max(look.height, 480), 80
	}
	d.Band(0, 0, 1080, look.height, theme.Teal900, theme.Teal700, widgets.BleedTop|widgets.BleedLeft|widgets.BleedRight)
	switch {
	case look.karst && look.centre:
		d.Karst(0, look.height-230, 1080, 230, closedRock, 2, .4)
	case look.karst && !d.large:
		kh := float32(int(look.height*.48 + .5))
		h.rock = d.Karst(650, look.height-kh, 430, kh, bandRock, 2, .5)
	}
	d.brand()
	if look.step {
		h.top = 211
		h.step = d.Text(60, base(168, d.size(26), 1.265), style(d.size(26), theme.SemiBold, theme.Amber), "")
		if d.large {
			h.top = 226
		}
	}
	if look.top > 0 {
		h.top = look.top
	}
	h.end = look.height - 14
	if look.end > 0 {
		h.end = look.end
	}
	h.sizes = []float32{look.size, 62, 54, 48, 42, 38}
	h.set = within(style(look.size, theme.Black, theme.OnDark), 960, 2, 1.12)
	h.below = within(style(31, theme.Regular, theme.Teal100), 960, 2, 1.35)
	if look.centre {
		h.x, h.set, h.below = 540, centred(h.set), centred(h.below)
	}
	h.title = d.Text(h.x, h.top, h.set, "")
	h.sub = d.Text(h.x, h.top, h.below, "")
	return h
}

// size is a text's size, larger in large text.
func (d *draft) size(s float32) float32 {
	if d.large && s < 40 {
		return 40
	}
	return s
}

// say sets title and the line below it, as large as there is room for both.
func (h *head) say(title, sub string) {
	lines, block := 0, float32(0)
	if sub != "" {
		below, _ := wrapped(sub, h.below.Size, theme.Regular, h.below.Max)
		block = 16 + float32(below)*h.below.Size*h.below.Leading
	}
	for _, h.set.Size = range h.sizes {
		n, ok := wrapped(broken(title, h.set), h.set.Size, theme.Black, h.set.Max)
		lines = min(n, h.set.Lines)
		if ok && n <= h.set.Lines && h.top+float32(n)*h.set.Size*h.set.Leading+block <= h.end {
			break
		}
	}
	words, set := broken(title, h.set), h.set
	// Where the words bring their own breaks there is nothing left to balance.
	set.Balance = set.Balance && !strings.Contains(words, "\n")
	h.title.SetStyle(set)
	h.title.Set(words)
	h.title.Move(h.x, base(h.top, h.set.Size, h.set.Leading))
	h.sub.Set(sub)
	h.sub.Move(h.x, base(h.top+float32(lines)*h.set.Leading*h.set.Size+16, h.below.Size, h.below.Leading))
	if h.rock != nil {
		// The motif is never behind a text.
		h.rock.SetShown(h.x+max(h.title.Width(), h.sub.Width()) < 650)
	}
}

// rows is how many lines a text has been broken into.
func rows(t *widgets.Text, size, lead float32) int {
	return max(1, int((t.Height()/size-theme.CapHeight)/lead+1.4))
}

// steps sets "step 1 of 3".
func (h *head) steps(m Model, w assets.Phrases) {
	if h.step == nil {
		return
	}
	if m.Step == 0 {
		h.step.Set("")
		return
	}
	h.step.Set(w.Say("step.of", "n", strconv.Itoa(m.Step), "m", "3"))
}

// brand draws the house's sign, the centre's name, clock and date.
func (d *draft) brand() {
	d.Lotus(60, 58, 72, theme.Amber)
	name := d.Text(152, 0, within(style(26, theme.Bold, theme.OnDark), 590, 2, 1.2), "")
	place := d.Text(152, 0, style(26, theme.Medium, theme.OnDark2), "")
	clock := d.Digits(1020, base(48, 54, 1), ended(style(54, theme.Bold, theme.OnDark)), "")
	date := d.Text(1020, 134, ended(within(style(26, theme.Medium, theme.OnDark2), 420, 1, 1.2)), "")
	d.set(func(m Model, w, _ assets.Phrases) {
		name.Set(upper(m.Centre))
		place.Set(m.Province)
		if name.Height() > 26 {
			name.Move(152, 72)
			place.Move(152, 138)
		} else {
			name.Move(152, 87)
			place.Move(152, 121)
		}
		clock.Set(m.Now.Format("15:04"))
		date.Set("")
		if !m.Unsure {
			date.Set(w.Day(m.Now) + ", " + m.Now.Format("02/01/2006"))
		}
	})
}

// panel is the head of a lying screen.
func (d *draft) panel(look headLook) *head {
	h := &head{x: 56, top: 318, end: 900, sizes: []float32{60, 54, 48, 42, 38}}
	d.Band(0, 0, 680, 1080, theme.Teal900, theme.Teal700, widgets.BleedTop|widgets.BleedLeft|widgets.BleedBottom)
	if !d.large {
		d.Karst(0, 680, 680, 400, panelRock, 2, .42)
		h.end = 680
	}
	d.panelBrand()
	if look.step {
		h.top = 376
		h.step = d.Text(56, 352, style(d.size(26), theme.SemiBold, theme.Amber), "")
	}
	h.set = balanced(within(style(60, theme.Black, theme.OnDark), 584, 3, 1.14))
	h.below = within(style(d.size(28), theme.Regular, theme.Teal100), 584, 5, 1.5)
	h.title = d.Text(56, h.top, h.set, "")
	h.sub = d.Text(56, h.top, h.below, "")
	return h
}

func (d *draft) panelBrand() {
	d.Lotus(56, 56, 84, theme.Amber)
	small := within(style(26, theme.Medium, theme.OnDark2), 400, 1, 1.35)
	name := d.Text(56, base(160, 26, 1.35), within(style(26, theme.Bold, theme.OnDark), 400, 2, 1.35), "")
	place := d.Text(56, 0, small, "")
	clock := d.Digits(624, base(60, 60, 1), ended(style(60, theme.Bold, theme.OnDark)), "")
	small.Max = 200
	day := d.Text(624, base(128, 26, 1.35), ended(small), "")
	date := d.Text(624, base(163, 26, 1.35), ended(small), "")
	d.set(func(m Model, w, _ assets.Phrases) {
		name.Set(upper(m.Centre))
		place.Move(56, base(160, 26, 1.35)+float32(rows(name, 26, 1.35))*35+4)
		place.Set(m.Province)
		clock.Set(m.Now.Format("15:04"))
		day.Set("")
		date.Set("")
		if !m.Unsure {
			day.Set(w.Day(m.Now))
			date.Set(m.Now.Format("02/01/2006"))
		}
	})
}

// on writes "thứ Sáu, 27/11/2026" in the middle of a sentence.
func on(t time.Time, w assets.Phrases) string {
	return lower(w.Day(t)) + ", " + t.Format("02/01/2006")
}

// lower takes the capital off a weekday's first word; English keeps it.
func lower(day string) string {
	if rest, ok := strings.CutPrefix(day, "Thứ"); ok {
		return "thứ" + rest
	}
	if rest, ok := strings.CutPrefix(day, "Chủ"); ok {
		return "chủ" + rest
	}
	return day
}
