package kiosk

import (
	"strings"

	"fyne.io/fyne/v2"

	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// wideAt is how wide a text is at a size.
func wideAt(s string, size float32, w theme.Weight) float32 {
	m, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, size, fyne.TextStyle{}, theme.Face(w))
	return m.Width
}

// wrapped is how many lines a text needs within a width, its own breaks kept;
// ok is false where a single word is wider.
func wrapped(s string, size float32, w theme.Weight, width float32) (lines int, ok bool) {
	ok = true
	for paragraph := range strings.SplitSeq(s, "\n") {
		line := ""
		for word := range strings.FieldsSeq(paragraph) {
			longer := strings.TrimSpace(line + " " + word)
			if line != "" && wideAt(longer, size, w) > width {
				lines++
				longer = word
			}
			line = longer
			ok = ok && wideAt(word, size, w) <= width
		}
		lines++
	}
	return lines, ok
}

// largest is the first of the sizes at which a text keeps within its width
// and a number of lines, or the last.
func largest(s string, w theme.Weight, width float32, lines int, sizes ...float32) float32 {
	for _, size := range sizes {
		if n, ok := wrapped(s, size, w, width); ok && n <= lines {
			return size
		}
	}
	return sizes[len(sizes)-1]
}

// broken is a text with its own breaks, or as one paragraph where a line of
// its own does not fit the width.
func broken(text string, s widgets.Style) string {
	if n, ok := wrapped(text, s.Size, s.Weight, s.Max); ok && n == 1+strings.Count(text, "\n") {
		return text
	}
	return strings.ReplaceAll(text, "\n", " ")
}

// setSized gives a text its words at the largest size that fits, and returns
// that size and the lines it takes. Its own breaks are given up before the
// size is.
func setSized(t *widgets.Text, s widgets.Style, text string, sizes ...float32) (size float32, lines int) {
	limit := max(1, s.Lines)
	for _, s.Size = range sizes {
		if lines, ok := wrapped(broken(text, s), s.Size, s.Weight, s.Max); ok && lines <= limit {
			break
		}
	}
	text = broken(text, s)
	t.SetStyle(s)
	t.Set(text)
	lines, _ = wrapped(text, s.Size, s.Weight, s.Max)
	return s.Size, min(lines, limit)
}
