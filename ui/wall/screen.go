package wall

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// Layout is the picture a wall shows.
type Layout string

// The layouts. A hall on a screen that stands upright is a portrait.
const (
	Hall     Layout = "hall"
	Rooms    Layout = "rooms"
	Portrait Layout = "portrait"
	SignOver Layout = "sign"
)

// Screen is a wall. It is built once; Show sets what differs.
type Screen struct {
	object fyne.CanvasObject
	faces  []face
	pick   func(*Model) int // which face shows a model, where the window does not decide
	last   *Model
}

// face is one picture on one stage.
type face struct {
	stage *widgets.Stage
	show  func(*Model)
}

// New builds a wall with its words. A layout nobody knows is a hall.
func New(words assets.Phrases, layout Layout) *Screen {
	s := &Screen{}
	switch layout {
	case Rooms:
		s.add(newRooms(words))
		s.add(newHall(words))
		s.faces[1].stage.Object().Hide()
		s.pick = func(m *Model) int {
			if len(m.Rooms) < 2 {
				return 1 // a zone with one room needs no halves
			}
			return 0
		}
		s.object = container.NewStack(s.faces[0].stage.Object(), s.faces[1].stage.Object())
		return s
	case Portrait:
		s.add(newPortrait(words))
	case SignOver:
		s.add(newSign(words))
	default:
		s.add(newPortrait(words))
		s.add(newHall(words))
		s.object = widgets.ByShape(s.faces[0].stage.Object(), s.faces[1].stage.Object())
		return s
	}
	s.object = s.faces[0].stage.Object()
	return s
}

func (s *Screen) add(f face) {
	w, h := f.stage.Size()
	// A face that was hidden learns what to show when it comes into view.
	f.stage.Reshape = func(fyne.Size) (float32, float32) {
		if s.last != nil {
			f.show(s.last)
		}
		return w, h
	}
	s.faces = append(s.faces, f)
}

// Object is the wall as content of a window.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Show sets what differs from the picture before.
func (s *Screen) Show(m Model) {
	s.last = &m
	if s.pick != nil {
		on := s.pick(&m)
		s.faces[1-on].stage.Object().Hide()
		s.faces[on].stage.Object().Show()
	}
	for _, f := range s.faces {
		if f.stage.Object().Visible() {
			f.show(&m)
		}
	}
}

// Stages are the boards of the screen, for tests of what fits.
func (s *Screen) Stages() []*widgets.Stage {
	var out []*widgets.Stage
	for _, f := range s.faces {
		if f.stage.Object().Visible() {
			out = append(out, f.stage)
		}
	}
	return out
}

// ground lays the wall's background and its river on a stage.
func ground(w, h float32) *widgets.Stage {
	s := widgets.NewStage(w, h)
	s.Band(0, 0, w, h, theme.Teal900, theme.Teal950, widgets.BleedAll)
	s.Waves(0, h-44, w)
	return s
}
