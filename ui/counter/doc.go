// Package counter is the officer's window: who is called, who is next and why,
// and one key for every verb.
//
// [View] is what one counter knows and has open, as a value: snapshots of its
// desk, key strokes and news of the link go in with the time they happened at,
// and orders come out. It draws nothing and reads no clock. [Look] is what a
// view looks like at a moment, and [Screen] puts it on the glass, narrow or
// wide. [Window] joins them for a program:
//
//	w := counter.NewWindow(site, "3", "vi", time.Now, func(o counter.Order) { orders <- o })
//	window.SetContent(w.Object())
//	w.Listen(window.Canvas())
//	w.Snapshot(desk)                 // inside the one fyne.Do, as is Tick
//	w.Tick()                         // four times a second
//
// Nothing is called by Space or Enter: officers type in other programs. While
// the hub is away nobody is called either, so that no visitor has two counters.
//
// The room must not know the hub, the wire or a driver.
package counter
