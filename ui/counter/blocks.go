package counter

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

type colour = color.NRGBA

// toneOf is a state's colour on the dark header.
func toneOf(t Tone) colour {
	switch t {
	case Alarm:
		return theme.Lacquer300
	case Quiet:
		return theme.OnDark2
	case Good:
	}
	return theme.Jade300
}

// fit is the title and the line below it: the long title, or a shorter one
// where that would have to shrink.
func fit(l Look, room, size float32) (title, below string) {
	for _, title = range []string{l.Title, l.TitleShort} {
		m, _ := fyne.CurrentApp().Driver().RenderedTextSize(title, size, fyne.TextStyle{}, theme.Face(theme.Bold))
		if m.Width <= room {
			return title, l.Room
		}
	}
	name, agency, ok := strings.Cut(l.TitleShort, " · ")
	if !ok {
		return title, l.Room
	}
	return name, agency
}

// head draws the header of a narrow window.
func (f *face) head() {
	s := f.stage
	s.Rect(0, 0, f.w, 64, widgets.Fill{Color: theme.Teal900, Bleed: widgets.BleedTop | widgets.BleedLeft | widgets.BleedRight})
	s.Lotus(16, 15, 34, theme.Amber)
	state := s.Text(f.w-16, 32, ended(style(13, theme.SemiBold, theme.Jade300)), "")
	dot := s.Dot(f.w-60, 32, 10, widgets.Fill{Color: theme.Jade300})
	title := s.Text(62, 23, style(16, theme.Bold, theme.OnDark), "")
	room := s.Text(62, 44, within(style(12.5, theme.Medium, theme.OnDark2), 200), "")
	f.set(func(l Look, _ assets.Phrases) {
		state.Set(l.State)
		state.SetColor(toneOf(l.Tone))
		dot.SetFill(widgets.Fill{Color: toneOf(l.Tone)})
		dot.Move(f.w-16-state.Width()-12, 32)
		room1 := f.w - 62 - 16 - state.Width() - 12 - 18
		title.SetStyle(within(style(16, theme.Bold, theme.OnDark), room1))
		first, second := fit(l, room1, 16)
		title.Set(first)
		room.Set(second)
	})
}

// cardSize is the measure of the ticket in hand.
type cardSize struct {
	w, h, split      float32
	radius, notch    float32
	pad              float32
	cap, small       float32
	number, timer    float32
	service          float32
	capY, numberY    float32 // middles
	serviceY, timerY float32
	waitedY          float32
}

var (
	bigCard  = cardSize{388, 196, 146, 16, 11, 20, 12.5, 12.5, 72, 32, 14, 24, 76, 126, 42, 102}
	lowCard  = cardSize{388, 150, 112, 16, 11, 20, 12.5, 12.5, 58, 28, 13, 22, 70, 0, 46, 0}
	wideCard = cardSize{496, 290, 226, 20, 14, 36, 14, 13.5, 112, 38, 18, 36, 112, 190, 100, 0}
)

// ticketCard draws the ticket in hand at the origin of its layer.
func (f *face) ticketCard(on *widgets.Layer, c cardSize) {
	on.Ticket(0, 0, c.w, c.h, widgets.TicketShape{Split: c.split, Across: true, Radius: c.radius, Notch: c.notch, Line: 1.5},
		widgets.TicketLook{Body: theme.Paper, Dash: theme.Sand300, Line: theme.Sand200})
	right := c.w - c.pad
	head := on.Text(c.pad, c.capY, style(c.cap, theme.Bold, theme.Ink2), "")
	number := on.Text(c.pad-2, c.numberY, within(style(c.number, theme.Black, theme.Ink), c.w*.56), "")
	timer := on.Digits(right, c.timerY, ended(style(c.timer, theme.Black, theme.Teal700)), "")
	note := on.Text(right, c.timerY+c.timer*.37+17, ended(style(c.small, theme.Medium, theme.Ink2)), "")
	waited := on.Text(right, c.waitedY, ended(style(c.small, theme.Medium, theme.Ink2)), "")
	service := on.Text(c.pad, c.serviceY, within(style(c.service, theme.SemiBold, theme.Ink), c.w-2*c.pad), "")
	low := (c.split + c.h) / 2
	on.Icon(c.pad, low-10, 20, "doc", theme.Teal500, 1.8)
	file := on.Text(c.pad+28, low, within(style(13, theme.Medium, theme.Ink2), c.w-2*c.pad-110), "")
	call := on.Text(right, low, ended(style(13, theme.Medium, theme.Ink2)), "")
	f.set(func(l Look, _ assets.Phrases) {
		head.Set(l.Cap)
		number.Set(l.Number)
		timer.Set(l.Timer)
		timer.SetColor(theme.Teal700)
		if l.Late {
			timer.SetColor(theme.AmberInk)
		}
		note.Set(l.TimerNote)
		call.Set(l.CallNote)
		file.Set(l.File)
		switch {
		case c.serviceY == 0:
			file.Set(l.Service)
			call.Set("")
		case c.waitedY == 0:
			service.Set(l.Service)
			call.Set("")
			waited.Move(right, c.capY)
			waited.Set(l.CallNote + " · " + l.Waited)
		default:
			service.Set(l.Service)
			waited.Set(l.Waited)
		}
	})
}

// freeCard draws what stands where the ticket would: nobody in hand.
func (f *face) freeCard(on *widgets.Layer, w, h float32) {
	on.Rect(0, 0, w, h, widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.Sand300, Width: 1.5})
	icon := on.Icon(w/2-22, h/2-66, 44, "people", theme.Teal500, 1.6)
	big := on.Text(w/2, h/2+12, within(centred(style(19, theme.Bold, theme.Ink)), w-40), "")
	small := on.Text(w/2, h/2+46, lines(within(centred(style(13.5, theme.Medium, theme.Ink2)), w-48), 2, 1.35), "")
	f.set(func(l Look, _ assets.Phrases) {
		if l.Icon == "" {
			return
		}
		icon.Set(l.Icon, theme.Teal500)
		big.Set(l.Big)
		small.Set(l.Small)
	})
}

// key is a function-key button that a click presses too.
type key struct {
	*widgets.Key
	spot   *widgets.Spot
	stroke Stroke
}

func (f *face) key(on *widgets.Layer, size float32, icon string) *key {
	pad, gap := float32(14), float32(10)
	if f.w < 400 {
		pad, gap = 10, 7
	}
	k := &key{Key: on.Key(0, 0, 10, 10, widgets.KeyStyle{Cap: "F1", Size: size, Icon: icon, Pad: pad, Gap: gap}, "")}
	k.spot = f.click(k.Layer(), 10, 10, func() { f.hands.Stroke(k.stroke) }, k.Key)
	f.spots = append(f.spots, k.spot)
	return k
}

func (k *key) put(x, y, w, h float32, b Button, main bool) {
	kind := widgets.KeyPlain
	if main {
		kind = widgets.KeyMain
	}
	if b.Off {
		kind = widgets.KeyOff
	}
	k.SetKind(kind)
	k.SetCap(b.Cap)
	k.SetLabel(b.Label)
	k.Move(x, y, w, h)
	k.spot.Move(x, y, w, h)
	k.stroke = b.Stroke
	k.SetShown(true)
}

// keys are the main button and the smaller ones below it.
type keys struct {
	f       *face
	main    map[string]*key // by icon
	note    *widgets.Text
	actions []*key
	columns int
	size    float32
}

func (f *face) keys(columns int, mainSize, size float32) *keys {
	k := &keys{f: f, main: map[string]*key{}, columns: columns, size: size}
	for _, icon := range []string{"", "next", "bell", "check"} {
		k.main[icon] = f.key(f.stage.Layer, mainSize, icon)
	}
	k.note = f.stage.Text(0, 0, within(style(12.5, theme.Medium, theme.Ink2), 380), "")
	for range 6 {
		k.actions = append(k.actions, f.key(f.stage.Layer, size, ""))
	}
	return k
}

// put lays the keys out from y and returns where the next thing may begin.
func (k *keys) put(x, y, w float32, mainHeight, height, gap float32, l Look) float32 {
	for icon, main := range k.main {
		main.SetShown(icon == l.Main.Icon)
	}
	k.main[l.Main.Icon].put(x, y, w, mainHeight, l.Main, true)
	y += mainHeight
	k.note.Set(l.MainNote)
	if l.MainNote != "" {
		k.note.Move(x, y+16)
		y += 22
	}
	y += gap
	columns := k.columns
	for _, a := range l.Actions {
		if len(a.Cap) > 4 {
			columns = 2 // a key with Shift is named at length
		}
	}
	cell := (w - gap*float32(columns-1)) / float32(columns)
	for i, a := range k.actions {
		if i >= len(l.Actions) {
			a.SetShown(false)
			continue
		}
		col, row := i%columns, i/columns
		a.put(x+(cell+gap)*float32(col), y+(height+gap)*float32(row), cell, height, l.Actions[i], false)
	}
	rows := (len(l.Actions) + columns - 1) / columns
	return y + float32(rows)*(height+gap)
}

// fileField is the place of the dossier code.
type fileField struct {
	layer *widgets.Layer
	spot  *widgets.Spot
	rect  *widgets.Rect
	w, h  float32
}

func (f *face) fileField(w, h float32) *fileField {
	b := &fileField{layer: f.stage.At(0, 0), w: w, h: h}
	on := b.layer
	b.rect = on.Rect(0, 0, w, h, widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.Tap, Width: 1.5})
	on.Icon(14, h/2-11, 22, "scan", theme.Teal500, 1.8)
	text := on.Text(46, h/2, within(style(13.5, theme.Medium, theme.Ink2), w-46-64), "")
	mark := on.Rect(46, h/2-11, 2, 22, widgets.Fill{Color: theme.Amber})
	on.Rect(w-14-34, h/2-12, 34, 24, widgets.Fill{Color: theme.Teal50, Radius: 6})
	on.Text(w-14-17, h/2, centred(style(12.5, theme.Bold, theme.Teal700)), "F7")
	b.spot = f.click(on, w, h, func() { f.hands.Stroke(Stroke{Key: F7}) }, b.rect)
	f.spots = append(f.spots, b.spot)
	f.set(func(l Look, w assets.Phrases) {
		fill := widgets.Fill{Color: theme.Paper, Radius: 14, Stroke: theme.Tap, Width: 1.5}
		if l.FieldActive {
			fill.Stroke, fill.Width = theme.Teal700, 2.5
		}
		b.rect.SetFill(fill)
		text.SetColor(theme.Ink2)
		text.Set(w.Line("counter.label.scan"))
		if l.FieldActive {
			text.SetColor(theme.Ink)
			text.Set(l.Field)
		}
		mark.SetShown(l.FieldActive)
		mark.Move(48+text.Width(), h/2-11, 2, 22)
	})
	return b
}

// foot is the status line.
func (f *face) foot(on *widgets.Layer, w, pad, size float32) {
	dot := on.Dot(pad+4.5, 17, 9, widgets.Fill{Color: theme.Jade})
	help := on.Text(w-pad, 17, ended(style(size, theme.Medium, theme.Ink2)), "")
	text := on.Text(pad+18, 17, lines(style(size, theme.Medium, theme.Ink2), 2, 1.12), "")
	f.set(func(l Look, _ assets.Phrases) {
		c := theme.Jade
		if !l.FootGood {
			c = theme.Lacquer
		}
		dot.SetFill(widgets.Fill{Color: c})
		help.Set("F1 " + l.Help)
		room := w - 2*pad - 18
		text.SetStyle(lines(within(style(size, theme.Medium, theme.Ink2), room-help.Width()-14), 2, 1.12))
		text.Set(l.Foot)
		if text.Height() > size {
			help.Set("")
			text.SetStyle(lines(within(style(size, theme.Medium, theme.Ink2), room), 2, 1.12))
		}
	})
}

// undoBar offers to take the last step back.
func (f *face) undoBar(w float32) *widgets.Layer {
	on := f.stage.At(0, 0)
	rect := on.Rect(0, 0, w, 46, widgets.Fill{Color: theme.Teal900, Radius: 12})
	text := on.Text(16, 23, within(style(14, theme.Medium, theme.OnDark), w-184), "")
	act := on.Text(w-16, 23, ended(style(14, theme.Bold, theme.Amber)), "")
	spot := f.click(on, w, 46, func() { f.hands.Stroke(Stroke{Key: KeyZ, Ctrl: true}) }, rect)
	f.spots = append(f.spots, spot)
	f.set(func(l Look, _ assets.Phrases) {
		on.SetShown(l.Undo != "")
		text.Set(l.Undo)
		act.Set(l.UndoAction + " · Ctrl+Z")
	})
	on.Hide()
	return on
}
