package widgets

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

const (
	karstName = "karst"
	wavesName = "waves"
)

// tower is one limestone tower of Phong Nha: shares of the drawing's width
// and height, and how far its top leans.
type tower struct{ x, w, h, lean float64 }

var towers = []tower{
	{-.02, .13, .60, .05},
	{.07, .09, .40, 0},
	{.13, .12, .88, .08},
	{.22, .09, .55, -.03},
	{.28, .08, .34, .04},
	{.33, .13, .72, .10},
	{.43, .08, .44, .02},
	{.48, .12, 1, -.02},
	{.57, .09, .66, .06},
	{.63, .08, .38, 0},
	{.68, .12, .82, .04},
	{.77, .09, .50, .08},
	{.83, .11, .70, 0},
	{.92, .10, .45, .06},
}

// karst draws the towers, highest first so that lower ones stand before them,
// over three river lines.
func karst(w, h, scale float64, d drawing) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g">`, w, h)
	spread := max(.5, min(1, h/w*2.4))
	base, height := h*.82, h*.78
	sorted := slices.Clone(towers)
	slices.SortStableFunc(sorted, func(a, b tower) int { return cmp.Compare(b.h, a.h) })

	stroke := float64(d.stroke) * scale
	for _, t := range sorted {
		x, tw, th, k := t.x*w, t.w*(.72+.4*spread)*w*1.15, t.h*height, t.lean
		fmt.Fprintf(&b, `<path d="M%.2f,%.2fC%.2f,%.2f %.2f,%.2f %.2f,%.2fC%.2f,%.2f %.2f,%.2f %.2f,%.2fC%.2f,%.2f %.2f,%.2f %.2f,%.2f" fill="%s" stroke="%s" stroke-opacity="%.3f" stroke-width="%.3f" stroke-linejoin="round"/>`,
			x, base, x+.07*tw, base-.5*th, x+(.10+k)*tw, base-.97*th, x+(.36+k)*tw, base-th,
			x+(.56+k)*tw, base-1.03*th, x+.74*tw, base-.86*th, x+.80*tw, base-.55*th,
			x+.86*tw, base-.25*th, x+.93*tw, base-.06*th, x+tw, base,
			hex(d.ground), hex(d.color), d.share, stroke)
		fmt.Fprintf(&b, `<path d="M%.2f,%.2fC%.2f,%.2f %.2f,%.2f %.2f,%.2fM%.2f,%.2fC%.2f,%.2f %.2f,%.2f %.2f,%.2f" fill="none" stroke="%s" stroke-opacity="%.3f" stroke-width="%.3f" stroke-linecap="round"/>`,
			x+(.30+k)*tw, base-.80*th, x+(.24+k)*tw, base-.6*th, x+(.27+k)*tw, base-.42*th, x+.22*tw, base-.22*th,
			x+(.46+k)*tw, base-.88*th, x+(.50+k*.5)*tw, base-.66*th, x+.46*tw, base-.46*th, x+.52*tw, base-.28*th,
			hex(d.color), d.share*.55, stroke*.8)
	}
	for i, y := range []float64{.86, .91, .96} {
		b.WriteString(river(0, h*y, w, h*.016, 10, i, hex(d.color), d.share*(.7-.18*float64(i)), stroke))
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// waves draws two long river lines.
func waves(w, h, scale float64, d drawing) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g">`, w, h)
	bends := max(4, int(math.Round(w/137)))
	for i, y := range []float64{14, 30} {
		b.WriteString(river(0, y, w, 7, bends, i, hex(d.color), .55-.2*float64(i), float64(d.stroke)*scale))
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// river draws one line of bends; phase turns it upside down.
func river(x, y, w, swing float64, bends, phase int, colour string, opacity, stroke float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<path fill="none" stroke="%s" stroke-opacity="%.3f" stroke-width="%.3f" d="M%.2f,%.2f`, colour, opacity, stroke, x, y)
	if phase%2 == 1 {
		swing = -swing
	}
	step := w / float64(bends)
	for j := range bends {
		left := x + float64(j)*step
		fmt.Fprintf(&b, "Q%.2f,%.2f %.2f,%.2f", left+step/4, y+swing, left+step/2, y)
		fmt.Fprintf(&b, "Q%.2f,%.2f %.2f,%.2f", left+step*3/4, y-swing, left+step, y)
	}
	b.WriteString(`"/>`)
	return b.String()
}
