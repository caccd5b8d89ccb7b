package kiosk

import (
	"time"

	"fyne.io/fyne/v2"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// Screen puts models on the glass. It has one face for an upright screen and
// one for a lying one; pages are drawn when they are first needed and kept.
type Screen struct {
	upright, lying *face
	root           fyne.CanvasObject
	words          map[string]assets.Phrases
}

// NewScreen returns an empty screen. Presses that count are handed to touch
// on the goroutine fyne draws in; clock is time.Now in life.
func NewScreen(clock func() time.Time, touch func(Touch)) *Screen {
	s := &Screen{words: map[string]assets.Phrases{}}
	s.upright = newFace(1080, 1920, clock, touch)
	s.lying = newFace(1920, 1080, clock, touch)
	s.root = widgets.ByShape(s.upright.stage.Object(), s.lying.stage.Object())
	return s
}

// Object is the screen as content of a window.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Show puts a model on the glass; what is unchanged costs nothing.
func (s *Screen) Show(m Model) {
	w := s.phrases(m.Lang)
	other := s.phrases(second(m.Lang))
	s.upright.show(m, w, other)
	s.lying.show(m, w, other)
}

func (s *Screen) phrases(lang string) assets.Phrases {
	w, ok := s.words[lang]
	if !ok {
		w = assets.Words(lang)
		s.words[lang] = w
	}
	return w
}

// second is the language of the small second lines.
func second(lang string) string {
	if lang == "vi" {
		return "en"
	}
	return "vi"
}

// face is the screen in one shape.
type face struct {
	stage *widgets.Stage
	touch *widgets.Touch
	tap   func(Touch)
	wide  bool

	pages *widgets.Layer
	drawn map[variant]*sheet
	on    *sheet
	ask   *asking
	strip *sheet // says that devices are simulated
	note  *noting
}

// variant is one way a page is drawn.
type variant struct {
	name       string
	large, low bool
}

// sheet is one drawn page.
type sheet struct {
	layer  *widgets.Layer
	spots  []*widgets.Spot
	labels []func(w, other assets.Phrases)
	lang   string
	set    func(m Model, w, other assets.Phrases)
}

func newFace(w, h float32, clock func() time.Time, tap func(Touch)) *face {
	f := &face{stage: widgets.NewStage(w, h), tap: tap, wide: w > h, drawn: map[variant]*sheet{}}
	f.stage.Rect(0, 0, w, h, widgets.Fill{Color: theme.Cream, Bleed: widgets.BleedAll})
	f.pages = f.stage.Page()
	f.touch = f.stage.Touch(clock)
	f.note = f.newNote()
	f.strip = f.newStrip()
	f.ask = f.newAsk()
	return f
}

func (f *face) show(m Model, w, other assets.Phrases) {
	s := f.sheet(variantOf(m, f.wide))
	if s != f.on {
		if f.on != nil {
			f.on.layer.Hide()
		}
		f.on = s
		f.touch.Changed()
	}
	s.show(m, w, other)
	s.layer.Show()
	asked := m.Question != AskNothing
	for _, spot := range s.spots {
		spot.SetEnabled(!asked)
	}
	if asked != f.ask.sheet.layer.Shown() {
		f.touch.Changed()
	}
	f.strip.layer.SetShown(m.Simulated)
	f.strip.show(m, w, other)
	f.note.show(m, w)
	f.ask.show(m, w, other)
}

// variantOf names the drawing that a model needs.
func variantOf(m Model, wide bool) variant {
	v := variant{name: string(m.Page), large: m.Large, low: m.Low && !wide}
	switch {
	case m.Page == Home && !m.Linked:
		v.name = "home-alone"
	case m.Page == Home && m.Booking:
		v.name = "home-booking"
	case m.Page == Closed && !m.Linked:
		v.name = "closed-alone"
	case m.Page == Search:
		v.large = false
	}
	return v
}

func (f *face) sheet(v variant) *sheet {
	if s, ok := f.drawn[v]; ok {
		return s
	}
	d := f.draft(f.pages, v)
	draw(d, v.name)
	d.sheet.layer.Hide()
	f.drawn[v] = d.sheet
	return d.sheet
}

// draw draws one page; every page sets sheet.set.
func draw(d *draft, name string) {
	switch name {
	case string(Home), "home-booking":
		drawHome(d, name == "home-booking")
	case "home-alone":
		drawAlone(d)
	case string(Agencies):
		drawAgencies(d)
	case string(Services):
		drawServices(d)
	case string(Priority):
		drawPriority(d)
	case string(Search):
		drawSearch(d)
	case string(Papers):
		drawPapers(d)
	case string(Confirm):
		drawConfirm(d)
	case string(Ticket):
		drawTicket(d)
	case string(NoPaper):
		drawNoPaper(d)
	case string(Enter):
		drawEnter(d)
	case string(Place):
		drawPlace(d)
	case string(Dossier):
		drawDossier(d)
	case string(Closed), "closed-alone":
		drawClosed(d, name == string(Closed))
	case string(Away):
		drawAway(d)
	default:
		drawStarting(d)
	}
}

func (s *sheet) show(m Model, w, other assets.Phrases) {
	if s.lang != m.Lang {
		s.lang = m.Lang
		for _, say := range s.labels {
			say(w, other)
		}
	}
	if s.set != nil {
		s.set(m, w, other)
	}
}
