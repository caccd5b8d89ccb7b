// Package kiosk is what a visitor touches: the pages of the ticket machine,
// and the way from one to the next.
//
// [Flow] is the way: touches and news go in with the time they happened at,
// wishes come out. It draws nothing and knows no clock, no wire and no device.
// [Model] is the page as a plain value, and [Screen] puts it on the glass,
// upright or lying. [Terminal] joins the two for a program:
//
//	t := kiosk.NewTerminal(site, kiosk.Options{}, time.Now, func(w kiosk.Wish) { wishes <- w })
//	window.SetContent(t.Object())
//	t.Hear(kiosk.Hall{Linked: true, Printer: kiosk.PrinterReady}) // inside the one fyne.Do, as is Tick
//	t.Tick()                                                     // four times a second
//
// The room must not know the hub, the store or a driver: who owns those turns
// wishes into commands and answers with news. Nothing personal enters it.
package kiosk
