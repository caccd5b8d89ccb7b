package kiosk

import (
	"time"

	"motcua/internal/centre"
)

// Tick lets time pass: questions come, pages go home, the centre closes.
func (f *Flow) Tick(now time.Time) {
	if f.note != "" && now.Sub(f.noted) >= NoteStays {
		f.note = ""
	}
	f.away()
	f.hours(now)
	if f.asking {
		if f.question == AskNothing && now.Sub(f.asked) >= AnswerLate {
			f.late(now)
		}
		return
	}
	switch f.page {
	case Ticket, NoPaper:
		f.tickTicket(now)
	case Place, Dossier:
		if f.question == AskNothing && now.Sub(f.touched) >= PlaceStays {
			f.home()
		}
	}
	f.tickQuestion(now)
}

// late tells the visitor that no number came. The wish stays open: should the
// number come after all, it is given back.
func (f *Flow) late(now time.Time) {
	f.asking = false
	f.tell("full", "", now)
}

func (f *Flow) away() {
	if f.begun && !f.hall.Linked && f.hall.Spent && !f.asking && f.page != Ticket && f.page != NoPaper {
		f.page, f.trail, f.question = Away, nil, AskNothing
	}
	if f.page == Away && !f.hall.Spent {
		f.home()
	}
}

// hours closes and opens the home page by itself.
func (f *Flow) hours(now time.Time) {
	if f.page != Home && f.page != Closed {
		return
	}
	ok, _, why := f.ready(now)
	if shut := !ok || why != centre.WhyOpen; shut && f.page == Home {
		f.page = Closed
	} else if !shut && f.page == Closed {
		f.page = Home
	}
}

// stays is how long the ticket stays, and since when that counts; no time at
// all while the paper is on its way.
func (f *Flow) stays() (time.Duration, bool) {
	switch {
	case f.page == NoPaper, !f.card.Paper, f.card.Slip == SlipUnknown:
		return PhoneStays, true
	case f.card.Slip == SlipOut, f.card.Slip == SlipTaken:
		return TicketStays, true
	}
	return 0, false
}

func (f *Flow) tickTicket(now time.Time) {
	if f.card.Paper && f.card.Slip == "" && now.Sub(f.slipAt) >= SlipLate {
		f.card.Slip, f.slipAt = SlipUnknown, now
	}
	since := f.slipAt
	if f.touched.After(since) {
		since = f.touched
	}
	if d, ok := f.stays(); ok && now.Sub(since) >= d {
		f.home()
	}
}

func (f *Flow) tickQuestion(now time.Time) {
	switch {
	case f.question == AskNothing:
		idle, ok := f.idle()
		if ok && now.Sub(f.touched) >= idle {
			f.ask(AskIdle, now)
		}
	case now.Sub(f.since) >= IdleAnswer && now.Sub(f.touched) >= IdleAnswer:
		f.home()
	}
}

// idle is how long the page may stay untouched before it asks.
func (f *Flow) idle() (time.Duration, bool) {
	switch f.page {
	case Confirm:
		return max(IdleConfirm, f.opt.Idle), true
	case Agencies, Services, Search, Papers, Priority, Enter:
		return f.opt.Idle, true
	}
	return 0, false
}

// left is the time that is left on the bar, and the share of it.
func (f *Flow) left(now time.Time) (seconds int, share float32) {
	var end time.Time
	var whole time.Duration
	switch {
	case f.question != AskNothing:
		whole = IdleAnswer
		end = f.since.Add(whole)
	case f.page == Ticket || f.page == NoPaper:
		d, ok := f.stays()
		if !ok {
			return int(TicketStays / time.Second), 1
		}
		since := f.slipAt
		if f.touched.After(since) {
			since = f.touched
		}
		whole, end = d, since.Add(d)
	default:
		return 0, 0
	}
	rest := max(0, end.Sub(now))
	return int((rest + time.Second - 1) / time.Second), float32(rest.Seconds() / whole.Seconds())
}
