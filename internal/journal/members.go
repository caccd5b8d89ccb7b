package journal

import "motcua/internal/queue"

// The members of each word, in the order in which they stand in the record. A
// member may be added at the end of its word if it may be left out; none is
// ever renamed, moved or removed.

func (f *form) dayOpened(e *queue.DayOpened) {
	f.text("day", &e.Day)
	eachIf(f, "bookings", &e.Bookings, func(f *form, b *queue.Booking) {
		f.open()
		f.booking(b)
		f.close()
	})
}

func (f *form) dayClosed(e *queue.DayClosed) {
	f.text("day", &e.Day)
	f.texts("lapsed", &e.Lapsed)
	f.texts("unfinished", &e.Unfinished)
}

func (f *form) siteApplied(e *queue.SiteApplied) {
	f.text("hash", &e.Hash)
	f.text("document", &e.Document)
}

func (f *form) issued(e *queue.Issued) {
	f.visit(&e.Visit)
	f.text("service", &e.Service)
	f.text("class", &e.Class)
	f.moment("issued_at", &e.IssuedAt)
	f.key("spot")
	f.spot(&e.Spot)
	f.textIf("dossier", &e.Dossier)
	f.textIf("lang", &e.Lang)
	f.flag("paper", &e.Paper)
	f.textIf("booking", &e.Booking)
	f.momentIf("slot", &e.Slot)
	f.textIf("kiosk", &e.Kiosk)
	f.flag("reserved", &e.Reserved)
}

func (f *form) printed(e *queue.Printed) {
	f.visit(&e.Visit)
	f.text("proof", &e.Proof)
}

func (f *form) printFailed(e *queue.PrintFailed) {
	f.visit(&e.Visit)
	f.text("cause", &e.Cause)
}

func (f *form) voided(e *queue.Voided) { f.visit(&e.Visit) }

func (f *form) called(e *queue.Called) {
	f.visit(&e.Visit)
	f.call(&e.Call)
	f.textIf("reason", &e.Reason)
}

func (f *form) recalled(e *queue.Recalled) {
	f.visit(&e.Visit)
	f.call(&e.Call)
	f.number("recall", &e.Recall)
}

func (f *form) begun(e *queue.Begun) {
	f.visit(&e.Visit)
	f.text("counter", &e.Counter)
}

func (f *form) finished(e *queue.Finished) {
	f.visit(&e.Visit)
	f.text("counter", &e.Counter)
	f.textIf("outcome", &e.Outcome)
	f.texts("dossiers", &e.Dossiers)
	if f.wants("fee", e.Fee != 0) {
		f.int64(&e.Fee)
	}
	f.textIf("back", &e.Back)
}

func (f *form) absented(e *queue.Absented) {
	f.visit(&e.Visit)
	f.text("counter", &e.Counter)
	f.number("times", &e.Times)
	f.flag("final", &e.Final)
}

func (f *form) wasPutBack(e *queue.WasPutBack) {
	f.visit(&e.Visit)
	f.text("counter", &e.Counter)
	f.textIf("why", &e.Why)
}

func (f *form) parked(e *queue.Parked) {
	f.visit(&e.Visit)
	f.text("counter", &e.Counter)
	f.textIf("reason", &e.Reason)
	f.momentIf("until", &e.Until)
}

func (f *form) unparked(e *queue.Unparked) { f.visit(&e.Visit) }

func (f *form) transferred(e *queue.Transferred) {
	f.visit(&e.Visit)
	f.text("counter", &e.Counter)
	place := string(e.Place)
	f.text("place", &place)
	e.Place = queue.Place(place)
	f.textIf("reason", &e.Reason)
	f.textIf("back", &e.Back)
}

func (f *form) returned(e *queue.Returned) {
	f.visit(&e.Visit)
	f.flag("forgiven", &e.Forgiven)
}

func (f *form) returnMarked(e *queue.ReturnMarked) {
	f.visit(&e.Visit)
	f.textIf("counter", &e.Counter)
}

func (f *form) cancelled(e *queue.Cancelled) {
	f.visit(&e.Visit)
	f.textIf("reason", &e.Reason)
}

func (f *form) yielded(e *queue.Yielded) {
	f.visit(&e.Visit)
	f.textIf("behind", &e.Behind)
}

func (f *form) reclassified(e *queue.Reclassified) {
	f.visit(&e.Visit)
	f.text("class", &e.Class)
}

func (f *form) approached(e *queue.Approached) {
	f.visit(&e.Visit)
	f.text("counter", &e.Counter)
}

func (f *form) rated(e *queue.Rated) {
	f.visit(&e.Visit)
	f.scores(&e.Scores)
	f.sealed("comment", (*[]byte)(&e.Comment))
	f.textIf("counter", &e.Counter)
	f.textIf("officer", &e.Officer)
}

func (f *form) undone(e *queue.Undone) {
	f.text("counter", &e.Counter)
	f.text("step", &e.Step)
	each(f, "visits", &e.Visits, func(f *form, v *queue.Visit) {
		f.open()
		f.visit(v)
		f.close()
	})
}

func (f *form) shown(e *queue.Shown) {
	f.text("wall", &e.Wall)
	f.number("no", &e.No)
	f.flag("spoken", &e.Spoken)
}

func (f *form) counterOpened(e *queue.CounterOpened) {
	f.text("counter", &e.Counter)
	f.textIf("officer", &e.Officer)
	f.texts("skills", &e.Skills)
}

func (f *form) counterClosed(e *queue.CounterClosed) { f.text("counter", &e.Counter) }

func (f *form) counterPaused(e *queue.CounterPaused) {
	f.text("counter", &e.Counter)
	f.text("reason", &e.Reason)
}

func (f *form) counterResumed(e *queue.CounterResumed) { f.text("counter", &e.Counter) }

func (f *form) blockReserved(e *queue.BlockReserved) {
	f.text("kiosk", &e.Kiosk)
	f.text("series", &e.Series)
	f.number("from", &e.From)
	f.number("to", &e.To)
}

func (f *form) booked(e *queue.Booked) { f.booking(&e.Booking) }
