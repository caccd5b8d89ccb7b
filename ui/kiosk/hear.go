package kiosk

import (
	"time"

	"motcua/internal/queue"
)

// Hear takes news from outside.
func (f *Flow) Hear(n News, now time.Time) {
	switch n := n.(type) {
	case Hall:
		f.hear(n, now)
	case Estimated:
		f.estimate[[2]string{n.Service, n.Class}] = wide(n.Wait)
	case Issued:
		f.issued(n, now)
	case Refused:
		f.refused(n, now)
	case Printed:
		f.printed(n, now)
	case Scanned:
		f.scanned(n.Code, now)
	case Located:
		f.located(n, now)
	case Unknown:
		f.unknown(n, now)
	case File:
		f.file(n, now)
	case Unfinished:
		f.lost = n
	default: // a Record is News only by what it holds
	}
	f.Tick(now)
}

func (f *Flow) hear(h Hall, now time.Time) {
	f.hall = h
	if !f.begun {
		f.begun, f.touched = true, now
		f.home()
	}
	if h.Linked && f.page == Away {
		f.home()
	}
	// Without the hub nothing can be looked up, so those pages go away.
	if !h.Linked && f.question == AskNothing && (f.page == Enter || f.page == Place || f.page == Dossier) {
		f.home()
	}
}

// wide keeps a range at least five minutes wide: it is never a promise.
func wide(w Wait) Wait {
	if w.Known && w.High-w.Low < 5 {
		w.High = w.Low + 5
	}
	return w
}

func (f *Flow) issued(n Issued, now time.Time) {
	if n.Press != f.press || !f.asking {
		// The visitor has gone: a number nobody saw must not be called.
		f.wish(Cancel{Do: queue.Cancel{Ticket: n.Ticket}})
		return
	}
	f.asking = false
	f.card = f.cardOf(n.Service)
	f.card.ID, f.card.Number, f.card.URL = n.Ticket, n.Number, n.URL
	f.card.Paper, f.card.Reserved, f.card.Wait = n.Paper, n.Reserved, wide(n.Wait)
	f.slipAt, f.touched = now, now
	f.trail = nil
	f.ask(AskNothing, now)
	f.page = Ticket
	if n.Paper && f.hall.Printer == PrinterEmpty {
		f.card.Slip, f.page = SlipFailed, NoPaper
	}
}

func (f *Flow) cardOf(service string) Card {
	c := Card{Service: service}
	if s, ok := f.site.Service(service); ok {
		c.Agency = s.Agency
	}
	return c
}

// sentences of refusals a visitor may meet; every other one means that this
// machine cannot give numbers just now.
var sentences = map[queue.Code]string{
	queue.Closed: "kiosk.refused.closed",
	queue.Quota:  "quota",
}

func (f *Flow) refused(n Refused, now time.Time) {
	if n.Press != f.press || !f.asking {
		return
	}
	f.asking = false
	key, ok := sentences[n.Code]
	if !ok || n.Opens.IsZero() {
		key = "full"
		if n.Code == queue.Quota {
			key = "error.quota"
		}
	}
	f.tell(key, "", now)
	if !n.Opens.IsZero() {
		f.when = clock(n.Opens)
	}
	if s, ok := f.site.Service(f.service); ok {
		f.who = f.agencyName(s.Agency)
		if f.who == "" {
			f.who = s.Name.In(f.lang)
		}
	}
}

func (f *Flow) printed(n Printed, now time.Time) {
	if n.Ticket == f.lost.Ticket && n.Slip == SlipOut {
		f.lost = Unfinished{}
	}
	if n.Ticket != f.card.ID || f.card.ID == "" || f.page != Ticket && f.page != NoPaper {
		return
	}
	if f.card.Slip == n.Slip {
		return
	}
	f.card.Slip, f.slipAt = n.Slip, now
	switch n.Slip {
	case SlipFailed:
		f.page = NoPaper
	case SlipOut, SlipTaken, SlipUnknown:
		f.page = Ticket
	}
}

// busy reports whether somebody is in the middle of a visit that a scan must
// not tear away.
func (f *Flow) busy() bool {
	return f.asking || f.page == Ticket || f.page == NoPaper || f.page == Starting || f.page == Away
}

func (f *Flow) scanned(code string, now time.Time) {
	if f.busy() || code == "" || !f.hall.Linked {
		return
	}
	f.touched = now
	f.ask(AskNothing, now)
	f.wish(Identify{Code: code})
}

func (f *Flow) located(n Located, now time.Time) {
	if f.busy() {
		return
	}
	f.touched = now
	f.ask(AskNothing, now)
	f.card = f.cardOf(n.Service)
	f.card.ID, f.card.Number, f.card.Wait = n.Ticket, n.Number, wide(n.Wait)
	f.card.Status, f.card.Counter = string(n.Status), n.Counter
	switch n.Status {
	case queue.StatusIssued, queue.StatusUnprinted, queue.StatusWaiting, queue.StatusParked:
		f.card.Status = string(queue.StatusWaiting)
		f.held[n.Service] = n.Number
	case queue.StatusCalled, queue.StatusServing:
		f.card.Status = string(queue.StatusCalled)
	default:
		f.card.Status = string(queue.StatusDone)
	}
	f.show(Place)
	if n.Returned {
		f.note, f.noted = "kiosk.returned", now
	}
}

// show opens a page that holds the answer to a scan.
func (f *Flow) show(p Page) {
	if f.page == Home || f.page == Closed {
		f.trail = []Page{f.page}
	}
	f.page = p
}

func (f *Flow) unknown(n Unknown, now time.Time) {
	if f.busy() {
		return
	}
	key := map[string]string{
		"pay": "scan.pay", "bhyt": "scan.bhyt", "url": "scan.url", "none": "lookup.none", "rate": "lookup.rate",
	}[n.Kind]
	if key == "" {
		key = "scan.other"
	}
	f.note, f.noted, f.touched = key, now, now
}

func (f *Flow) file(n File, now time.Time) {
	if f.busy() {
		return
	}
	f.touched = now
	f.record = Record{File: n, Ready: n.Status == 9}
	f.show(Dossier)
}
