package wall

import (
	"motcua/assets"
	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// sign is the screen over one counter, 1920 by 1080: the counter's label, and
// who is called or served there.
type sign struct {
	words assets.Phrases
	head  *header

	ticket         *widgets.Ticket
	state, number  *widgets.Text
	message, sub   *widgets.Text
	recall         *widgets.Chip
	label, counter *widgets.Text
	agency         *widgets.Text
}

func newSign(words assets.Phrases) face {
	stage := ground(1920, 1080)
	s := &sign{words: words}
	s.head = newHeader(stage.Page(), words, headerPlace{
		left: 56, right: 1864, middle: 62, nameSize: 27, nameMax: 900, clockSize: 60, status: 1478, withoutStatus: true,
	})
	l := stage.At(56, 136)
	s.ticket = l.Ticket(0, 0, 1808, 760, widgets.TicketShape{Split: 1140, Radius: 44, Notch: 40}, amberLook)
	s.ticket.Prepare(paperLook, calmLook)
	s.state = l.Text(570, 136, widgets.Style{Size: 64, Weight: theme.Bold, Color: theme.Teal700, Align: widgets.Centre, Max: 1040}, "")
	s.number = l.Text(570, 580, widgets.Style{
		Size: 380, Weight: theme.Black, Color: theme.Teal900, Align: widgets.Centre, Max: 1140 * numberRoom, Least: 0.5,
	}, "")
	s.recall = l.Chip(570, 650, widgets.Centre, widgets.ChipLook{
		Ground: theme.Teal700, Ink: theme.OnDark, Size: 38, Weight: theme.Bold, Height: 68, Pad: 32, Icon: "bell",
	}, "")
	s.message = l.Text(570, 350, widgets.Style{
		Size: 104, Weight: theme.Black, Color: theme.Ink, Align: widgets.Centre, Max: 1000, Lines: 2, Leading: 1.15, Middle: true,
	}, "")
	s.sub = l.Text(570, 540, widgets.Style{
		Size: 46, Weight: theme.Regular, Color: theme.Ink2, Align: widgets.Centre, Max: 1000, Lines: 2, Leading: 1.4, Balance: true, Middle: true,
	}, "")
	s.label = l.Text(1474, 136, widgets.Style{Size: 64, Weight: theme.Bold, Color: theme.Ink, Align: widgets.Centre, Max: 600}, words.Say("sign.counter"))
	s.counter = l.Text(1474, 580, widgets.Style{
		Size: 380, Weight: theme.Black, Color: theme.Ink, Align: widgets.Centre, Max: 668 * numberRoom, Least: 0.5,
	}, "")
	s.agency = stage.Text(960, 974, widgets.Style{
		Size: 56, Weight: theme.Bold, Color: theme.OnDark, Align: widgets.Centre, Middle: true, Max: 1760,
	}, "")
	return face{stage, s.show}
}

func (s *sign) show(m *Model) {
	s.head.show(m)
	s.counter.Set(m.Sign.Label)
	s.agency.Set(m.Sign.Agency)
	busy := m.Sign.Number != "" && m.age() != offline
	s.number.SetShown(busy)
	s.state.SetShown(busy)
	s.message.SetShown(!busy)
	s.sub.SetShown(!busy)
	recalled := busy && m.Sign.Call && m.View.Called && m.View.Hero.Recall > 0
	s.recall.SetShown(recalled)
	if !busy {
		s.resting(m)
		return
	}
	s.number.Set(m.Sign.Number)
	if !m.Sign.Call {
		s.state.Set(s.words.Say("sign.serving"))
		s.ticket.SetLook(calmLook)
		return
	}
	s.state.Set(s.words.Say("wall.calling"))
	look := amberLook
	if m.View.Called && m.View.Stub == StubPaper {
		look = paperLook
	}
	s.ticket.SetLook(look)
	if recalled {
		s.recall.Set(s.words.Say("wall.recall", "n", number(m.View.Hero.Recall)))
	}
}

// resting says in words why no number stands here.
func (s *sign) resting(m *Model) {
	s.ticket.SetLook(calmLook)
	title, sub := "sign.free", ""
	switch {
	case m.age() == offline:
		title, sub = "sign.offline", s.words.Say("wall.stale", "t", clock(m.Heard))
		if m.Heard.IsZero() {
			sub = ""
		}
	case m.Sign.State == "closed":
		title, sub = "sign.closed", s.words.Say("sign.closed.sub")
	case m.Sign.State == "paused":
		title, sub = "sign.paused", s.words.Say("sign.paused.sub")
		if m.Sign.Reason != "" {
			sub = m.Sign.Reason + ". " + sub
		}
	}
	s.message.Set(s.words.Say(title))
	s.sub.Set(sub)
}
