package counter

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// Widths from which the window has two columns, and three.
const (
	WideFrom    = 1000
	ColumnsFrom = 1240
)

// Hands are what a mouse can do on the screen; the keyboard does more.
type Hands struct {
	Stroke func(Stroke)
	Point  func(row int, side bool)
	Mark   func(row int)
}

// Screen puts looks on the glass: a narrow face, a smaller one for small
// windows, and two wide ones. The faces not in use are hidden and cost nothing.
type Screen struct {
	faces []*face
	root  *fyne.Container
	look  Look
	lang  string
	zoom  float32
}

// face is the window in one shape.
type face struct {
	stage *widgets.Stage
	touch *widgets.Touch
	hands Hands
	w, h  float32 // design size
	sets  []func(l Look, w assets.Phrases)
	tall  []func(h float32) // called when the height changes
	panel *panelBlock
	spots []*widgets.Spot // asleep while a panel is open
}

// NewScreen returns an empty screen; clock is time.Now in life.
func NewScreen(clock func() time.Time, hands Hands) *Screen {
	s := &Screen{zoom: 1}
	s.faces = []*face{
		newNarrow(420, clock, hands), newNarrow(380, clock, hands),
		newWide(1280, clock, hands), newWide(1000, clock, hands),
	}
	s.root = container.New(byWidth{s})
	for _, f := range s.faces {
		f.stage.Reshape = f.reshape(s)
		s.root.Add(f.stage.Object())
	}
	return s
}

// Object is the screen as content of a window.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Show puts a look on the glass; what is unchanged costs nothing.
func (s *Screen) Show(l Look, lang string) {
	w := words(lang)
	s.look, s.lang = l, lang
	if l.Zoom != s.zoom && l.Zoom > 0 {
		s.zoom = l.Zoom
		s.root.Refresh()
		s.root.Layout.Layout(s.root.Objects, s.root.Size())
	}
	for _, f := range s.faces {
		if f.stage.Object().Visible() {
			f.show(l, w)
		}
	}
}

// shown is the face in use.
func (s *Screen) shown() *face {
	for _, f := range s.faces {
		if f.stage.Object().Visible() {
			return f
		}
	}
	return s.faces[0]
}

func (f *face) show(l Look, w assets.Phrases) {
	for _, set := range f.sets {
		set(l, w)
	}
	open := l.Panel != nil
	for _, s := range f.spots {
		s.SetEnabled(!open)
	}
	f.panel.show(l)
}

func (f *face) set(fn func(l Look, w assets.Phrases)) { f.sets = append(f.sets, fn) }

// reshape keeps letters at their size: a larger window gets a longer list, not
// larger letters; the zoom alone makes those.
func (f *face) reshape(s *Screen) func(fyne.Size) (float32, float32) {
	least := f.h
	return func(window fyne.Size) (float32, float32) {
		u := min(s.zoom, window.Width/f.w)
		h := max(least*.84, window.Height/max(u, .1))
		if h != f.h {
			f.h = h
			for _, t := range f.tall {
				t(h)
			}
			if s.look.Title != "" {
				f.show(s.look, words(s.lang))
			}
		}
		return f.w, h
	}
}

// byWidth shows the face that suits the window's width at the present zoom.
type byWidth struct{ s *Screen }

// MinSize is tiny on purpose: the window may be as small as the officer wishes.
func (byWidth) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(10, 10) }

// Layout shows the face that suits.
func (l byWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := size.Width / l.s.zoom
	on := 1
	switch {
	case width >= ColumnsFrom:
		on = 2
	case width >= WideFrom*.96:
		on = 3
	case width >= 410:
		on = 0
	}
	for i, o := range objects {
		if i == on {
			o.Show()
			o.Move(fyne.NewPos(0, 0))
			o.Resize(size)
			continue
		}
		o.Hide()
	}
	if f := l.s.faces[on]; l.s.look.Title != "" {
		f.show(l.s.look, words(l.s.lang))
	}
}

func newFace(w, h float32, clock func() time.Time, hands Hands) *face {
	f := &face{stage: widgets.NewStage(w, h), hands: hands, w: w, h: h}
	f.stage.Rect(0, 0, w, h, widgets.Fill{Color: theme.Cream, Bleed: widgets.BleedAll})
	f.touch = f.stage.Touch(clock)
	return f
}

// click makes a place of a layer do what a key does.
func (f *face) click(on *widgets.Layer, w, h float32, do func(), press ...widgets.Pressable) *widgets.Spot {
	return f.touch.Add(on, widgets.Target{W: w, H: h, Press: press, Tap: do})
}

// style is a text's look by its most used parts; capitals are centred on y.
func style(size float32, w theme.Weight, c colour) widgets.Style {
	return widgets.Style{Size: size, Weight: w, Color: c, Middle: true}
}

func within(s widgets.Style, width float32) widgets.Style { s.Max = width; return s }

func ended(s widgets.Style) widgets.Style { s.Align = widgets.Right; return s }

func centred(s widgets.Style) widgets.Style { s.Align = widgets.Centre; return s }

func lines(s widgets.Style, n int, leading float32) widgets.Style {
	s.Lines, s.Leading = n, leading
	return s
}
