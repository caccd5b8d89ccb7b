package widgets

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"motcua/ui/theme"
)

// Align says which point of a text its x is.
type Align int

// A text begins at its x, is centred on it, or ends there.
const (
	Left Align = iota
	Centre
	Right
)

// Style is how a text is set. The zero value is not visible: give at least a
// size and a colour.
type Style struct {
	Size   float32 // design pixels
	Weight theme.Weight
	Color  color.Color
	Align  Align

	Max     float32 // widest it may be; 0: as wide as it is
	Lines   int     // lines it may break into; 0 and 1: one line
	Leading float32 // em from baseline to baseline; 0: 1.25
	Balance bool    // break into lines of like width
	Least   float32 // share of the size below which Check complains; 0: 0.8
	Middle  bool    // y is the middle of the capitals (of the block), not the first baseline
}

// Text is one text on a layer.
type Text struct {
	layer *Layer
	x, y  float32
	style Style
	text  string
	lines []*canvas.Text

	fitted bool // what follows belongs to text and style
	broken []string
	widths []float32 // at the fitted size, design pixels
	size   float32   // fitted size, design pixels
}

// Text puts a text on the layer; y is its first baseline, or with
// Style.Middle the middle of its capitals.
func (l *Layer) Text(x, y float32, s Style, text string) *Text {
	if s.Leading == 0 {
		s.Leading = 1.25
	}
	t := &Text{layer: l, x: x, y: y, style: s, text: text}
	for range max(1, s.Lines) {
		line := canvas.NewText("", s.Color)
		line.FontSource = theme.Face(s.Weight)
		t.lines = append(t.lines, line)
	}
	objects := make([]fyne.CanvasObject, len(t.lines))
	for i, line := range t.lines {
		objects[i] = line
	}
	l.add(t, objects...)
	return t
}

// Set changes the words.
func (t *Text) Set(text string) {
	if t.reword(text) {
		t.layer.replace(t)
	}
}

// String is what the text says.
func (t *Text) String() string { return t.text }

// SetColor changes the colour.
func (t *Text) SetColor(c color.Color) {
	if c == t.style.Color {
		return
	}
	t.style.Color = c
	t.layer.replace(t)
}

// SetStyle changes everything about how the text is set. The number of lines
// stays as it was made.
func (t *Text) SetStyle(s Style) {
	if t.restyle(s) {
		t.layer.replace(t)
	}
}

// restyle takes a style without placing the text, and says whether it is new.
func (t *Text) restyle(s Style) bool {
	if s.Leading == 0 {
		s.Leading = 1.25
	}
	if s == t.style {
		return false
	}
	t.style, t.fitted = s, false
	for _, line := range t.lines {
		line.FontSource = theme.Face(s.Weight)
	}
	return true
}

// reword takes words without placing the text, and says whether they are new.
func (t *Text) reword(text string) bool {
	if text == t.text {
		return false
	}
	t.text, t.fitted = text, false
	return true
}

// Move puts the text elsewhere on its layer.
func (t *Text) Move(x, y float32) {
	if x == t.x && y == t.y {
		return
	}
	t.x, t.y = x, y
	t.layer.replace(t)
}

// SetShown shows or hides the text.
func (t *Text) SetShown(on bool) {
	for _, line := range t.lines {
		t.layer.setShown(line, on)
	}
}

// Width is how wide the text is drawn, in design pixels.
func (t *Text) Width() float32 {
	t.fit()
	if len(t.widths) == 0 {
		return 0
	}
	return slices.Max(t.widths)
}

// Height is how high the drawn block is, from the top of the first line's
// capitals to the last baseline, in design pixels.
func (t *Text) Height() float32 {
	t.fit()
	return t.size * (theme.CapHeight + float32(len(t.broken)-1)*t.style.Leading)
}

func (t *Text) place(f frame) {
	t.fit()
	base := t.y
	if t.style.Middle {
		base += t.size*theme.CapHeight - t.Height()/2
	}
	for i, line := range t.lines {
		said, width := "", float32(0)
		if i < len(t.broken) {
			said, width = t.broken[i], t.widths[i]
		}
		b := base + float32(i)*t.style.Leading*t.size
		place(line, f, t.layer.x+t.x-width*shareOf(t.style.Align), t.layer.y+b, t.size, said, t.style.Color)
	}
}

func shareOf(a Align) float32 {
	return [...]float32{Left: 0, Centre: 0.5, Right: 1}[a]
}

// place sets one canvas text by its left edge and baseline.
func place(o *canvas.Text, f frame, x, baseline, size float32, text string, c color.Color) {
	changed := o.Text != text || o.TextSize != size*f.u || o.Color != c
	o.Text, o.TextSize, o.Color = text, size*f.u, c
	o.Move(fyne.NewPos(f.x(x), round(f.oy+baseline*f.u-theme.Ascent*size*f.u)))
	if changed {
		o.Resize(o.MinSize())
		o.Refresh()
	}
}

// fit breaks the text and finds the size it is drawn in.
func (t *Text) fit() {
	if t.fitted {
		return
	}
	t.fitted = true
	limit := max(1, t.style.Lines)
	t.size = t.style.Size
	// Words that are wider than the line or too many for its lines shrink in
	// small steps; Check reports what went below 80 %.
	for step := 0; ; step++ {
		t.broken = breakLines(t.text, limit, t.style.Max, t.measure)
		if t.style.Balance && len(t.broken) > 1 {
			t.balance()
		}
		t.widths = t.widths[:0]
		for _, line := range t.broken {
			t.widths = append(t.widths, t.measure(line))
		}
		if t.style.Max == 0 || (len(t.broken) <= limit && slices.Max(t.widths) <= t.style.Max+0.5) || step == 60 {
			break
		}
		if limit == 1 {
			t.size *= t.style.Max / t.widths[0]
			continue
		}
		t.size *= 0.97
	}
	t.broken = t.broken[:min(len(t.broken), limit)]
}

// balance narrows the lines for as long as their number stays.
func (t *Text) balance() {
	count, lo, hi := len(t.broken), t.style.Max/2, t.style.Max
	for range 8 {
		mid := (lo + hi) / 2
		if b := breakLines(t.text, count, mid, t.measure); len(b) == count && t.widest(b) <= mid {
			t.broken, hi = b, mid
			continue
		}
		lo = mid
	}
}

func (t *Text) widest(lines []string) (w float32) {
	for _, line := range lines {
		w = max(w, t.measure(line))
	}
	return w
}

func (t *Text) measure(s string) float32 { return measure(s, t.size, t.style.Weight) }

// measure is how wide a text is at a size, in the same unit as the size.
func measure(s string, size float32, w theme.Weight) float32 {
	if s == "" {
		return 0
	}
	m, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, size, fyne.TextStyle{}, theme.Face(w))
	return m.Width
}

// breakLines breaks at the text's own breaks if they fit, else at any space. It may
// return more lines than asked for: the caller decides what to do about it.
func breakLines(s string, limit int, width float32, measure func(string) float32) []string {
	if limit == 1 {
		return []string{strings.ReplaceAll(s, "\n", " ")}
	}
	if own := strings.Split(s, "\n"); len(own) <= limit {
		if width == 0 || !slices.ContainsFunc(own, func(l string) bool { return measure(l) > width }) {
			return own
		}
		if len(own) > 1 {
			var lines []string
			for _, paragraph := range own {
				lines = append(lines, breakLines(paragraph, limit, width, measure)...)
			}
			if len(lines) <= limit {
				return lines
			}
		}
	}
	var lines []string
	line := ""
	for word := range strings.SplitSeq(s, " ") { // words tied by a no-break space stay together
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && measure(longer) > width {
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	return append(lines, line)
}
