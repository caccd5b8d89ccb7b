// Package widgets is the drawing kit shared by the kiosk, the wall and the
// counter. It knows nothing of queues, words or the hub: it puts texts, cards,
// tickets, icons and targets where a screen says, at any size of window.
//
// A screen draws on a [Stage], a board of fixed size in design pixels (the
// pixels of the specification: 1920x1080 for the wall). The stage multiplies
// every place, text size, radius and stroke by one factor, centres itself and
// lets grounds bleed to the window's edges:
//
//	s := widgets.NewStage(1920, 1080)
//	s.Rect(0, 0, 1920, 1080, widgets.Fill{Color: theme.Cream, Bleed: widgets.BleedAll})
//	hero := s.Page()                          // can be shown and hidden as a whole
//	no := hero.Text(414, 440, widgets.Style{Size: 232, Weight: theme.Black, Align: widgets.Centre, Max: 660}, "A015")
//	window.SetContent(s.Object())
//	no.Set("A016")                             // later, inside the one fyne.Do
//
// # Texts
//
// A [Text] stands on its baseline, or with Style.Middle its capitals are
// centred on y. With Style.Max it is drawn smaller until it fits; with
// Style.Lines it first breaks at words. [Digits] is for numbers that change in
// place (clocks, timers, counts): one character per cell, so nothing trembles.
//
// # Layers
//
// A [Layer] is a part of the stage with its own origin that is shown, hidden
// and moved as one; [Layer.At] makes a card draw itself in its own
// coordinates. Everything drawn keeps its order: later is above. Handles
// (Text, Rect, Ticket, Icon, ...) are kept by the screen and set when a value
// changes; setting the same value again costs nothing. Never rebuild a screen.
//
// # Touch
//
// A [Touch] is the one transparent sheet above a screen that turns presses
// into taps on [Target]s: the ground darkens at once, the action comes on
// release, a press that slips up to 24 design pixels off its target still counts, a
// second tap within 400 ms (80 ms on keys of an on-screen keyboard) or within
// 300 ms of a new page does not. A target belongs to a layer and is asleep
// while that layer is hidden. Add the touch after everything else.
//
//	touch := s.Touch(time.Now)
//	touch.Add(page, widgets.Target{X: 60, Y: 560, W: 960, H: 520, Press: []widgets.Pressable{ticket}, Tap: take})
//
// # Tests
//
// [Stage.Check] names every text that shrank below 80 % of its size or left the stage;
// [Stage.Texts] and [Touch.Targets] list what is visible for tests of size
// and reach. Handles are used from one goroutine, the one fyne draws in; a
// handle measures nothing before its stage has been laid out once.
package widgets
