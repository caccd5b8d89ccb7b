package widgets

import (
	"image/color"

	"motcua/ui/theme"
)

// KeyKind is what a function-key button offers just now.
type KeyKind int

// A key is the main action, one of several, or without use (said in words,
// for officers only; visitors never see a greyed thing).
const (
	KeyPlain KeyKind = iota
	KeyMain
	KeyOff
)

// KeyStyle is the look of a function-key button.
type KeyStyle struct {
	Cap  string  // what the key is called: "F8"
	Size float32 // of the label
	Pad  float32 // 0: 14
	Gap  float32 // 0: 10
	Icon string  // at the right end, "": none
	Kind KeyKind
}

// Key is a button that shows the function key that does the same.
type Key struct {
	layer      *Layer
	x, y, w, h float32
	style      KeyStyle
	pressed    bool

	ground, badge *Rect
	name, label   *Text
	icon          *Art
}

// Key puts a function-key button on the layer.
func (l *Layer) Key(x, y, w, h float32, s KeyStyle, label string) *Key {
	if s.Pad == 0 {
		s.Pad = 14
	}
	if s.Gap == 0 {
		s.Gap = 10
	}
	k := &Key{layer: l.Page(), x: x, y: y, w: w, h: h, style: s}
	k.layer.add(k)
	k.ground = k.layer.Rect(x, y, w, h, Fill{})
	k.badge = k.layer.Rect(x, y, 0, 0, Fill{})
	k.name = k.layer.Text(0, 0, Style{Size: 12.5, Weight: theme.Bold, Color: theme.Ink, Align: Centre, Middle: true}, s.Cap)
	k.label = k.layer.Text(0, 0, Style{Size: s.Size, Weight: theme.SemiBold, Color: theme.Ink, Middle: true}, label)
	if s.Icon != "" {
		k.icon = k.layer.Icon(0, 0, s.Size*1.4, s.Icon, theme.Amber, 2.2)
	}
	k.refresh()
	return k
}

// SetLabel changes the words.
func (k *Key) SetLabel(label string) {
	if k.label.reword(label) {
		k.refresh()
	}
}

// Label is what the button says.
func (k *Key) Label() string { return k.label.text }

// SetCap changes the key's name.
func (k *Key) SetCap(name string) {
	if k.name.reword(name) {
		k.refresh()
	}
}

// SetKind changes what the button offers.
func (k *Key) SetKind(kind KeyKind) {
	if kind == k.style.Kind {
		return
	}
	k.style.Kind = kind
	k.refresh()
}

// Move gives the button another place and size on its layer.
func (k *Key) Move(x, y, w, h float32) {
	if x == k.x && y == k.y && w == k.w && h == k.h {
		return
	}
	k.x, k.y, k.w, k.h = x, y, w, h
	k.refresh()
}

// SetShown shows or hides the button.
func (k *Key) SetShown(on bool) { k.layer.SetShown(on) }

// Layer is the button's own layer; a target on it sleeps while it is hidden.
func (k *Key) Layer() *Layer { return k.layer }

// Press implements Pressable.
func (k *Key) Press(down bool) {
	if down == k.pressed {
		return
	}
	k.pressed = down
	k.refresh()
}

func (k *Key) refresh() {
	if f := k.layer.stage.scale; f.u > 0 {
		k.layer.place(f)
	}
}

// keyColours are the colours of a kind: of the button, its edge and label, and
// of the badge with the key's name.
func keyColours(kind KeyKind) (ground, edge, label, badge, name color.NRGBA) {
	switch kind {
	case KeyPlain:
	case KeyMain:
		return theme.Teal700, theme.None, theme.OnDark, theme.Teal900, theme.Amber
	case KeyOff:
		return theme.Sand100, theme.Ring, theme.Sand700, theme.Sand200, theme.Sand700
	}
	return theme.Paper, theme.Tap, theme.Ink, theme.Teal50, theme.Teal700
}

// place sets what lies on the button; it is the layer's first part, so the
// others are placed after it.
func (k *Key) place(frame) {
	ground, edge, label, badge, name := keyColours(k.style.Kind)
	if k.pressed && k.style.Kind != KeyOff {
		ground = theme.Pressed(ground)
	}
	mid := k.y + k.h/2
	k.ground.x, k.ground.y, k.ground.w, k.ground.h = k.x, k.y, k.w, k.h
	k.ground.fill = Fill{Color: ground, Radius: 12, Stroke: edge}
	if edge.A > 0 {
		k.ground.fill.Width = 1.5
	}

	k.name.style.Color = name
	badgeWidth := max(34, k.name.Width()+12)
	k.badge.x, k.badge.y, k.badge.w, k.badge.h = k.x+k.style.Pad, mid-12, badgeWidth, 24
	k.badge.fill = Fill{Color: badge, Radius: 6}
	k.name.x, k.name.y = k.x+k.style.Pad+badgeWidth/2, mid

	left := k.style.Pad + badgeWidth + k.style.Gap
	room := k.w - left - k.style.Pad
	if k.icon != nil {
		k.icon.x, k.icon.y = k.x+k.w-k.style.Pad-k.icon.w, mid-k.icon.h/2
		room -= k.icon.w + k.style.Gap
	}
	weight := theme.SemiBold
	if k.style.Kind == KeyMain {
		weight = theme.Bold
	}
	k.label.restyle(Style{Size: k.style.Size, Weight: weight, Color: label, Max: room, Middle: true})
	k.label.x, k.label.y = k.x+left, mid
}
