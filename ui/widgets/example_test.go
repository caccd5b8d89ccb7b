package widgets_test

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// A page is built once; afterwards only what differs is set.
func Example() {
	test.NewApp().Settings().SetTheme(theme.Theme{})

	s := widgets.NewStage(1080, 1920)
	s.Rect(0, 0, 1080, 1920, widgets.Fill{Color: theme.Cream, Bleed: widgets.BleedAll})

	home := s.Page()
	ticket := home.Ticket(60, 560, 960, 520, widgets.TicketShape{Split: 662, Radius: 36, Notch: 32},
		widgets.TicketLook{Body: theme.Teal900, Stub: theme.Amber, Dash: theme.AmberDash})
	home.Text(116, 800, widgets.Style{
		Size: 96, Weight: theme.Black, Color: theme.OnDark, Max: 560, Lines: 2, Leading: 1.1, Middle: true,
	}, "Lấy số\nthứ tự")
	waiting := home.Text(116, 1000, widgets.Style{Size: 28, Weight: theme.SemiBold, Color: theme.Amber}, "")

	touch := s.Touch(time.Now)
	touch.Add(home, widgets.Target{
		X: 60, Y: 560, W: 960, H: 520, Press: []widgets.Pressable{ticket}, Tap: func() { fmt.Println("taken") },
	})

	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(s.Object())
	c.Resize(fyne.NewSize(540, 960)) // half the design's size
	waiting.Set("43 người đang chờ")

	fmt.Println(s.Scale(), len(touch.Targets()), s.Check())
	// Output: 0.5 1 []
}
