package board

import (
	"time"

	"motcua/internal/queue"
)

// Tell derives the facts of one commit from its acts alone, so that every hub,
// and every reader of the record, tells the same.
func Tell(seq uint64, at time.Time, acts []queue.Act) Facts {
	told := Facts{Seq: seq, At: at, Facts: []Fact{}}
	for _, a := range acts {
		from := len(told.Facts)
		for _, e := range a.Events {
			told.Facts = append(told.Facts, tell(e)...)
		}
		if a.At.Equal(at) {
			continue
		}
		for i := from; i < len(told.Facts); i++ {
			told.Facts[i].At = &a.At
		}
	}
	return told
}

// tell is what the public learns from one event.
func tell(e queue.Event) []Fact {
	f := Fact{Name: e.Name()}
	if v, ok := e.(interface{ About() queue.Visit }); ok {
		f.visit(v.About())
	}
	switch e := e.(type) {
	case queue.DayOpened:
		f.Day = e.Day
	case queue.DayClosed:
		f.Day = e.Day
	case queue.Undone:
		return undone(e)
	case queue.Shown:
		f.Wall, f.No, f.Spoken = e.Wall, e.No, e.Spoken
	case queue.CounterOpened:
		f.Counter, f.State = e.Counter, string(queue.ModeOpen)
	case queue.CounterClosed:
		f.Counter, f.State = e.Counter, string(queue.ModeClosed)
	case queue.CounterPaused:
		f.Counter, f.State, f.Reason = e.Counter, string(queue.ModePaused), e.Reason
	case queue.CounterResumed:
		f.Counter, f.State = e.Counter, string(queue.ModeOpen)
	case queue.Booked:
		f.Service = e.Service
	case queue.SiteApplied, queue.BlockReserved:
	case queue.Issued, queue.Printed, queue.PrintFailed, queue.Voided, queue.Cancelled,
		queue.Yielded, queue.Reclassified, queue.Returned, queue.ReturnMarked, queue.Unparked, queue.Rated:
		f.life(e)
	case queue.Called, queue.Recalled, queue.Begun, queue.Finished, queue.Absented,
		queue.WasPutBack, queue.Parked, queue.Transferred, queue.Approached:
		f.atCounter(e)
	}
	return []Fact{f}
}

// visit fills in which visit, and how the lines change.
func (f *Fact) visit(v queue.Visit) {
	f.Ticket, f.Number, f.Out = v.Ticket, v.Number, v.Out
	if v.In != nil {
		s := Spot(*v.In)
		f.In = &s
		f.State = string(queue.StatusWaiting)
	}
}

// life fills in the facts of a visit that happen away from a counter.
func (f *Fact) life(e queue.Event) {
	switch e := e.(type) {
	case queue.Issued:
		f.Service, f.Class, f.Issued = e.Service, e.Class, &e.IssuedAt
		if e.In == nil {
			f.State = string(queue.StatusIssued)
		}
	case queue.PrintFailed:
		f.State = string(queue.StatusUnprinted)
	case queue.Voided:
		f.State = string(queue.StatusVoid)
	case queue.Cancelled:
		f.State, f.Reason = string(queue.StatusCancelled), e.Reason
	case queue.Reclassified:
		f.Class = e.Class
	case queue.ReturnMarked:
		f.Counter = e.Counter
	default: // the place it takes says all
	}
}

// atCounter fills in the facts of a visit that happen at a counter.
func (f *Fact) atCounter(e queue.Event) {
	switch e := e.(type) {
	case queue.Called:
		f.call(e.Call)
		f.State, f.Reason = string(queue.StatusCalled), e.Reason
	case queue.Recalled:
		f.call(e.Call)
		f.State, f.Recall = string(queue.StatusCalled), e.Recall
	case queue.Begun:
		f.Counter, f.State = e.Counter, string(queue.StatusServing)
	case queue.Finished:
		f.Counter = e.Counter
		if e.In == nil {
			f.State = string(queue.StatusDone)
		}
	case queue.Absented:
		f.Counter = e.Counter
		if e.Final {
			f.State = string(queue.StatusCancelled)
		}
	case queue.WasPutBack:
		f.Counter, f.Reason = e.Counter, e.Why
	case queue.Parked:
		f.Counter, f.State = e.Counter, string(queue.StatusParked)
	case queue.Transferred:
		f.Counter = e.Counter
	case queue.Approached:
		f.Counter = e.Counter
	default: // tell sends nothing else here
	}
}

func (f *Fact) call(c queue.Call) { f.No, f.Counter, f.Room, f.Zone = c.No, c.Counter, c.Room, c.Zone }

// undone tells one fact for each visit whose step was taken back. What the
// visit was before cannot be told from the event; see [Facts.Whole].
func undone(e queue.Undone) []Fact {
	told := make([]Fact, 0, max(1, len(e.Visits)))
	for _, v := range e.Visits {
		f := Fact{Name: e.Name(), Counter: e.Counter, Reason: e.Step}
		f.visit(v)
		told = append(told, f)
	}
	if len(told) == 0 {
		told = append(told, Fact{Name: e.Name(), Counter: e.Counter, Reason: e.Step})
	}
	return told
}

// Whole tells whether the facts say everything that changed. Where they do not
// (a step taken back, a visit that returns, a day that begins or ends, a new
// site document) the public picture is taken from the state again: these are
// rare, and retelling a visit's past in every fact would not be.
func (f Facts) Whole() bool {
	for i := range f.Facts {
		switch f.Facts[i].Name {
		case "undone", "returned", "day_opened", "day_closed", "site_applied":
			return false
		}
	}
	return true
}
