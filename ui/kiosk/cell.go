package kiosk

import (
	"image/color"
	"slices"
	"strconv"
	"strings"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// cellKind is what a cell of a list offers.
type cellKind int

const (
	cellChoice cellKind = iota
	cellUnsure
	cellMore
	cellSearch
)

// cellLook is the size of a list's cells and of what they hold.
type cellLook struct {
	pad, gap   float32
	tileW      float32 // the letter's or the icon's tile; 0: none
	tileH      float32
	letter     float32
	icon       float32
	name, hint float32 // sizes
	lines      int     // of the name
	lead       float32
	bold       theme.Weight
	count      float32 // size of a count at the right end; 0: the count is the hint
	arrow      bool
	cut        bool // a long name may be cut at a word
}

// cellView is one cell of a list.
type cellView struct {
	d    *draft
	box  box
	look cellLook

	layer            *widgets.Layer
	rect, tile       *widgets.Rect
	letter           *widgets.Text
	inTile, bare     *widgets.Art
	name, hint       *widgets.Text
	count, countWord *widgets.Text
	touch            Touch
	room             float32 // width of the name
	ink              color.NRGBA
}

func (d *draft) cell(b box, look cellLook) *cellView {
	c := &cellView{d: d, box: b, look: look, layer: d.Page()}
	on := c.layer
	c.rect = on.Rect(b.x, b.y, b.w, b.h, widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Tap, Width: 2})
	x, mid := b.x+look.pad, b.y+b.h/2
	if look.tileW > 0 {
		c.tile = on.Rect(x, mid-look.tileH/2, look.tileW, look.tileH, widgets.Fill{Color: theme.Teal100, Radius: look.tileW * .21})
		c.letter = on.Text(x+look.tileW/2, mid, middle(centred(within(style(look.letter, theme.Black, theme.Teal700), look.tileW-8, 1, 1))), "")
		c.inTile = on.Icon(x+(look.tileW-look.icon)/2, mid-look.icon/2, look.icon, "doc", theme.Teal700, 1.6)
		side := look.tileW * .9
		c.bare = on.Icon(x+(look.tileW-side)/2, mid-side/2, side, "help", theme.Teal700, 1.6)
		x += look.tileW + look.gap
	}
	room := b.x + b.w - look.pad - x
	if look.count > 0 {
		room -= 140 + 16
		cx := b.x + b.w - look.pad - 70
		c.count = on.Text(cx, mid, centred(within(style(look.count, theme.Black, theme.Teal700), 140, 1, 1)), "")
		c.countWord = on.Text(cx, mid, centred(within(style(look.hint, theme.Medium, theme.Ink2), 150, 1, 1)), "")
	}
	if look.arrow {
		room -= 60
		on.Icon(b.x+b.w-look.pad-44, mid-22, 44, "next", theme.Teal700, 2)
	}
	c.room = room
	c.name = on.Text(x, mid, within(style(look.name, c.bold(), theme.Ink), room, look.lines, look.lead), "")
	c.hint = on.Text(x, mid, within(style(look.hint, theme.Medium, theme.Ink2), room, 2, 1.2), "")
	d.targetOf(on, b.x, b.y, b.w, b.h, func() Touch { return c.touch }, c.rect)
	return c
}

// words of the cells that are no choices.
func (c *cellView) special(kind cellKind, m Model, w assets.Phrases) (cell Cell, t Touch) {
	switch kind {
	case cellUnsure:
		hint := w.Line("agency.desk")
		if m.Page == Search {
			return Cell{Icon: "help", Name: w.Line("search.none"), Count: -1}, Touch{Button: PressUnsure}
		}
		return Cell{Icon: "help", Name: w.Line("agency.unsure"), Hint: hint, Count: -1}, Touch{Button: PressUnsure}
	case cellMore:
		return Cell{Icon: "next", Name: w.Line("agency.more"), Count: -1}, Touch{Button: PressMore}
	}
	return Cell{Icon: "search", Name: w.Line("search.title"), Count: -1}, Touch{Button: PressSearch}
}

// show fills the cell.
func (c *cellView) show(kind cellKind, cell Cell, t Touch, m Model, w assets.Phrases) {
	fill := widgets.Fill{Color: theme.Paper, Radius: 24, Stroke: theme.Tap, Width: 2}
	ink := theme.Ink
	if kind != cellChoice {
		cell, t = c.special(kind, m, w)
		fill.Color, fill.Stroke, fill.Width, ink = theme.Cream, theme.Teal700, 3, theme.Teal700
	}
	c.touch = t
	c.rect.SetFill(fill)
	c.ink = ink
	c.hint.SetColor(theme.Ink2)
	if kind == cellUnsure {
		c.hint.SetColor(theme.Teal700)
	}
	if c.tile != nil {
		c.tile.SetShown(kind == cellChoice && (cell.Letter != "" || cell.Icon != ""))
		c.letter.Set(cell.Letter)
		c.inTile.SetShown(kind == cellChoice && cell.Letter == "" && cell.Icon != "")
		c.bare.SetShown(kind != cellChoice)
		if kind != cellChoice {
			c.bare.Set(cell.Icon, theme.Teal700)
		} else if cell.Icon != "" {
			c.inTile.Set(cell.Icon, theme.Teal700)
		}
	}
	hint := cell.Hint
	if c.count != nil {
		c.showCount(cell.Count, w)
	} else if cell.Count >= 0 && hint == "" {
		hint = w.Count("agency.waiting", cell.Count)
	}
	c.arrange(c.named(cell), hint)
}

// named is the name as it fits: whole, or the configured short one; the name
// of a procedure is cut at a word.
func (c *cellView) named(cell Cell) string {
	name := cell.Name
	if n, ok := wrapped(name, c.look.name, c.bold(), c.room); ok && n <= c.look.lines {
		return name
	}
	if line := strings.ReplaceAll(name, "\n", " "); line != name {
		if n, ok := wrapped(line, c.look.name, c.bold(), c.room); ok && n <= c.look.lines {
			return line
		}
	}
	if !c.look.cut {
		if cell.Short != "" {
			return cell.Short
		}
		return name
	}
	words := strings.Fields(name)
	for len(words) > 1 {
		words = words[:len(words)-1]
		short := strings.TrimRight(strings.Join(words, " "), " ,;.") + " …"
		if n, ok := wrapped(short, c.look.name, c.bold(), c.room); ok && n <= c.look.lines {
			return short
		}
	}
	return name
}

func (c *cellView) bold() theme.Weight {
	if c.look.bold == 0 {
		return theme.Bold
	}
	return c.look.bold
}

// showCount sets the number at the right end.
func (c *cellView) showCount(n int, w assets.Phrases) {
	c.count.Set("")
	c.countWord.Set("")
	if n < 0 {
		return
	}
	text := strconv.Itoa(n)
	if n > 999 {
		text = "999+"
	}
	c.count.Set(text)
	c.countWord.Set(w.Line("service.waiting"))
	mid := c.box.y + c.box.h/2
	block := c.look.count + 6 + c.look.hint*1.265
	cx := c.box.x + c.box.w - c.look.pad - 70
	c.count.Move(cx, base(mid-block/2, c.look.count, 1))
	c.countWord.Move(cx, base(mid-block/2+c.look.count+6, c.look.hint, 1.265))
}

// arrange sets name and hint and centres them as one block.
func (c *cellView) arrange(name, hint string) {
	look := c.look
	_, n := setSized(c.name, within(style(look.name, c.bold(), c.ink), c.room, look.lines, look.lead), name, look.name, look.name*.9, look.name*.8, 29, 26)
	size := c.name.Height() / (theme.CapHeight + float32(n-1)*look.lead)
	c.hint.Set(hint)
	below := float32(0)
	if hint != "" {
		m, _ := wrapped(hint, look.hint, theme.Medium, c.room)
		below = 4 + float32(min(m, 2))*look.hint*1.2
	}
	x := c.box.x + look.pad
	if look.tileW > 0 {
		x += look.tileW + look.gap
	}
	block := float32(n) * size * look.lead
	top := c.box.y + (c.box.h-block-below)/2
	c.name.Move(x, base(top, size, look.lead))
	c.hint.Move(x, base(top+block+4, look.hint, 1.2))
}

// grid is a list of cells that turns its pages when there are too many.
type grid struct {
	cells  []*cellView
	search bool // searching is a cell of the list
	button Button
}

func (d *draft) grid(b box, columns, rows int, gapX, gapY float32, look cellLook, button Button) *grid {
	g := &grid{button: button}
	w := (b.w - gapX*float32(columns-1)) / float32(columns)
	h := (b.h - gapY*float32(rows-1)) / float32(rows)
	for r := range rows {
		for c := range columns {
			g.cells = append(g.cells, d.cell(box{b.x + (w+gapX)*float32(c), b.y + (h+gapY)*float32(r), w, h}, look))
		}
	}
	return g
}

// item is what one cell shows.
type item struct {
	kind cellKind
	cell Cell
}

// show fills the grid with the page of the list that the model is at.
func (g *grid) show(m Model, w assets.Phrases) {
	items := g.items(m)
	for i, c := range g.cells {
		if i >= len(items) {
			c.layer.Hide()
			continue
		}
		it := items[i]
		c.show(it.kind, it.cell, Touch{Button: g.button, Value: it.cell.ID}, m, w)
		c.layer.Show()
	}
}

func (g *grid) items(m Model) []item {
	var all []item
	for _, c := range m.Cells {
		all = append(all, item{cellChoice, c})
	}
	if m.Unsettled {
		all = append(all, item{kind: cellUnsure})
	}
	room := len(g.cells)
	var fixed []item
	if g.search && m.CanSearch {
		fixed = append(fixed, item{kind: cellSearch})
		room--
	}
	if len(all) <= room {
		return append(all, fixed...)
	}
	room--
	pages := (len(all) + room - 1) / room
	from := m.Turn % pages * room
	page := all[from:min(from+room, len(all))]
	page = append(slices.Clip(page), item{kind: cellMore})
	return append(page, fixed...)
}
