package wall

import (
	"strconv"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// boardRows is how many agencies fit one page.
const (
	boardRows = 13
	pageTime  = 12 // seconds
)

// boardPlace is the geometry of the board.
type boardPlace struct {
	x, y, w, h float32 // panel
	pad        float32
	rows       float32    // height for all rows together
	size       float32    // of the names
	columns    [4]float32 // waiting, on time, today, late
	rowMost    float32    // a row is never higher
}

// table is the board of agencies. It has two faces: with the figures of files,
// and without them, when only the people who wait are known.
type table struct {
	words assets.Phrases
	at    boardPlace
	layer *widgets.Layer

	heads       *widgets.Layer
	title, old  *widgets.Text
	oldIcon     *widgets.Art
	page        *widgets.Text
	files, only *heads
	rows        []*row
	guide       *widgets.Layer // fills a board with few rows
	guideText   *widgets.Text
}

// heads are the column titles of one face.
type heads struct {
	layer *widgets.Layer
	texts []*widgets.Text
	inks  []widgets.Style
}

// row is one agency.
type row struct {
	layer                *widgets.Layer
	rule                 *widgets.Rect
	name, counters       *widgets.Text
	figures              [4]*widgets.Text
	chip                 *widgets.Rect
	nameStyle, figureOne widgets.Style
}

func newTable(l *widgets.Layer, words assets.Phrases, at boardPlace) *table {
	t := &table{words: words, at: at, layer: l.Page()}
	t.layer.Rect(at.x, at.y, at.w, at.h, widgets.Fill{Color: theme.WallPanel, Radius: 24})
	head := at.y + 80
	left := at.x + at.pad
	t.heads = t.layer.Page()
	t.title = t.heads.Text(left, head, widgets.Style{Size: 21, Weight: theme.SemiBold, Color: theme.OnDark2}, words.Say("wall.agency"))
	t.old = t.heads.Text(left+36, head, widgets.Style{Size: 21, Weight: theme.SemiBold, Color: theme.Amber, Max: 300}, "")
	t.oldIcon = t.heads.Icon(left, head-21, 26, "clock", theme.Amber, 2)
	t.page = t.heads.Text(left+at.w*0.3, head, widgets.Style{Size: 18, Weight: theme.Medium, Color: theme.OnDark2}, "")
	t.files, t.only = t.fileHeads(head), t.plainHeads(head)
	for range boardRows {
		t.rows = append(t.rows, t.newRow())
	}
	t.guide = t.layer.Page()
	bottom, w := at.y+at.h-at.pad, at.w-2*at.pad
	t.guide.Rect(left, bottom-136, w, 136, widgets.Fill{Color: theme.WallCard, Radius: 18})
	t.guide.Icon(left+24, bottom-68-22, 44, "clock", theme.Amber, 1.8)
	t.guideText = t.guide.Text(left+90, bottom-68, widgets.Style{
		Size: 25, Weight: theme.Medium, Color: theme.OnDark, Max: w - 112, Lines: 3, Leading: 1.4, Balance: true, Middle: true,
	}, words.Say("wall.guide"))
	return t
}

// centre is the middle of a column, counted from the panel's right side.
func (t *table) centre(i int) float32 {
	x := t.at.x + t.at.w - t.at.pad
	for j := len(t.at.columns) - 1; j > i; j-- {
		x -= t.at.columns[j]
	}
	return x - t.at.columns[i]/2
}

func (t *table) fileHeads(y float32) *heads {
	h := &heads{layer: t.heads.Page()}
	style := widgets.Style{Size: 18, Weight: theme.Regular, Color: theme.OnDark2, Align: widgets.Centre, Lines: 2, Leading: 1.15}
	for i, key := range []string{"wall.waiting", "wall.ontime", "wall.today", "wall.late"} {
		s := style
		s.Max = t.at.columns[i]
		if i == 0 {
			s.Weight, s.Color = theme.SemiBold, theme.Amber
		}
		h.add(t.centre(i), y-20.7, s, t.words.Say(key))
	}
	style.Lines, style.Weight, style.Color = 1, theme.SemiBold, theme.Jade300
	width := t.at.columns[1] + t.at.columns[2] + t.at.columns[3]
	style.Max = width
	h.add(t.at.x+t.at.w-t.at.pad-width/2, y-58, style, t.words.Say("wall.dossiers"))
	return h
}

func (t *table) plainHeads(y float32) *heads {
	h := &heads{layer: t.heads.Page()}
	style := widgets.Style{Size: 21, Weight: theme.SemiBold, Color: theme.OnDark2, Align: widgets.Centre}
	h.add(t.counterX(), y, style, t.words.Say("wall.counter"))
	style.Color, style.Align = theme.Amber, widgets.Right
	h.add(t.at.x+t.at.w-t.at.pad, y, style, t.words.Line("wall.waiting"))
	style.Size, style.Color, style.Weight, style.Align = 24, theme.OnDark, theme.Bold, widgets.Left
	h.add(t.at.x+t.at.pad, y-40, style, t.words.Say("wall.total"))
	style.Size, style.Align, style.Weight = 34, widgets.Right, theme.Black
	h.add(t.at.x+t.at.w-t.at.pad, y-38, style, "")
	return h
}

func (h *heads) add(x, y float32, s widgets.Style, text string) {
	h.texts = append(h.texts, h.layer.Text(x, y, s, text))
	h.inks = append(h.inks, s)
}

// dim takes 28 % of the titles' brightness away.
func (h *heads) dim(on bool) {
	for i, t := range h.texts {
		s := h.inks[i]
		switch {
		case on && s.Color == theme.Amber:
			s.Color = dimAmber
		case on && s.Color == theme.OnDark:
			s.Color = dimText
		case on:
			s.Color = dimSmall
		}
		t.SetStyle(s)
	}
}

// counterX is the middle of the counters' column on the plain face.
func (t *table) counterX() float32 { return t.at.x + t.at.w*0.68 }

func (t *table) newRow() *row {
	r := &row{layer: t.layer.At(t.at.x+t.at.pad, t.at.y)}
	w := t.at.w - 2*t.at.pad
	r.rule = r.layer.Rect(0, 0, w, 1, widgets.Fill{Color: theme.WallRule})
	r.nameStyle = widgets.Style{Size: t.at.size, Weight: theme.Medium, Color: theme.OnDark, Middle: true}
	r.name = r.layer.Text(0, 0, r.nameStyle, "")
	r.figureOne = widgets.Style{Size: t.at.size, Weight: theme.SemiBold, Color: theme.OnDark, Align: widgets.Centre, Middle: true}
	r.counters = r.layer.Text(t.counterX()-t.at.x-t.at.pad, 0, r.figureOne, "")
	r.chip = r.layer.Rect(0, 0, 0, 0, widgets.Fill{Color: theme.Lacquer, Radius: 10})
	for i := range r.figures {
		r.figures[i] = r.layer.Text(t.centre(i)-t.at.x-t.at.pad, 0, r.figureOne, "")
	}
	return r
}

func (t *table) show(m *Model) {
	pages := max(1, (len(m.Rows)+boardRows-1)/boardRows)
	page := int(m.Now.Unix()/pageTime) % pages
	per := (len(m.Rows) + pages - 1) / pages
	list := m.Rows[min(page*per, len(m.Rows)):min((page+1)*per, len(m.Rows))]

	old := m.age() == offline
	of := ""
	if pages > 1 {
		of = t.words.Say("wall.page", "n", strconv.Itoa(page+1), "m", strconv.Itoa(pages))
	}
	t.page.Set(of)
	t.heads.SetShown(len(m.Rows) > 0)
	t.title.SetShown(!old)
	t.old.SetShown(old && !m.Heard.IsZero())
	t.oldIcon.SetShown(old && !m.Heard.IsZero())
	t.old.Set(t.words.Say("wall.stale", "t", clock(m.Heard)))
	t.files.layer.SetShown(m.Dossier)
	t.only.layer.SetShown(!m.Dossier)
	t.files.dim(old)
	t.only.dim(old)
	total := 0
	for _, k := range m.Rows {
		total += k.Waiting
	}
	t.only.texts[len(t.only.texts)-1].Set(strconv.Itoa(total))

	// All pages have the height of the first, so that rows do not jump.
	height := min(t.at.rowMost, t.at.rows/float32(max(1, per)))
	t.guide.SetShown(t.at.rows-float32(per)*height > 190)
	t.guideText.Set(guide(t.words, m))
	for i, r := range t.rows {
		r.layer.SetShown(i < len(list))
		if i < len(list) {
			r.layer.Move(t.at.x+t.at.pad, t.at.y+96+float32(i)*height)
			r.show(t, list[i], m.Dossier, old, height)
		}
	}
}

func (r *row) show(t *table, k Row, files, old bool, height float32) {
	grow := min(1.35, max(1, height/61))
	mid := height / 2
	name := r.nameStyle
	name.Size *= grow
	name.Max = t.at.w - 2*t.at.pad - t.at.columns[0] - t.at.columns[1] - t.at.columns[2] - t.at.columns[3] - 4
	if !files {
		name.Max = t.counterX() - t.at.x - t.at.pad - 60
	}
	name.Color = ink(theme.OnDark, dimText, old)
	r.name.SetStyle(name)
	r.name.Move(0, mid)
	r.name.Set(k.Name)

	r.counters.SetShown(!files)
	figure := r.figureOne
	figure.Size *= grow
	figure.Weight, figure.Color, figure.Max = theme.Medium, ink(theme.OnDark2, dimSmall, old), 132
	r.counters.SetStyle(figure)
	r.counters.Move(t.counterX()-t.at.x-t.at.pad, mid)
	r.counters.Set(k.Counters)

	r.showWaiting(t, k, files, old, mid, grow)
	r.showFiles(t, k, files, old, mid, grow)
}

func (r *row) showWaiting(t *table, k Row, files, old bool, mid, grow float32) {
	s := r.figureOne
	s.Size, s.Weight, s.Color = (s.Size+6)*grow, theme.Black, ink(theme.Amber, dimAmber, old)
	if k.Waiting == 0 {
		s.Color = ink(theme.Teal300, dimZero, old)
	}
	x := t.centre(0) - t.at.x - t.at.pad
	if !files {
		s.Size += 4 * grow
		s.Align = widgets.Right
		x = t.at.w - 2*t.at.pad
	}
	r.figures[0].SetStyle(s)
	r.figures[0].Move(x, mid)
	r.figures[0].Set(count(k.Waiting))
}

func (r *row) showFiles(t *table, k Row, files, old bool, mid, grow float32) {
	r.chip.SetShown(files && k.Late > 0)
	for i, n := range []int{k.OnTime, k.Today, k.Late} {
		f := r.figures[i+1]
		f.SetShown(files)
		if !files {
			continue
		}
		s := r.figureOne
		s.Size *= grow
		x := t.centre(i+1) - t.at.x - t.at.pad
		switch {
		case i == 0:
			s.Color = ink(theme.Jade300, dimJade, old)
		case n == 0:
			s.Color = ink(theme.Teal300, dimZero, old)
			if i == 2 {
				s.Weight = theme.Regular
			}
		case i == 2:
			s.Color, s.Weight = theme.White, theme.Bold
		default:
			s.Color = ink(theme.OnDark, dimText, old)
		}
		f.SetStyle(s)
		f.Move(x, mid)
		f.Set(count(n))
		if i == 2 && n > 0 {
			w := f.Width() + 28
			r.chip.Move(x-w/2, mid-18*grow, w, 36*grow)
			r.chip.SetColor(ink(theme.Lacquer, theme.Mix(theme.WallPanel, theme.Lacquer, 0.72), old))
		}
	}
}

// count writes a figure; above 999 it is not exact.
func count(n int) string {
	if n > 999 {
		return "999+"
	}
	return strconv.Itoa(n)
}

// guide is the standing sentence of the centre.
func guide(words assets.Phrases, m *Model) string {
	if m.Guide != "" {
		return m.Guide
	}
	return words.Say("wall.guide")
}
