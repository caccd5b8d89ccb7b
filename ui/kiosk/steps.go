package kiosk

import (
	"time"

	"motcua/internal/queue"
)

// Touch takes one press. Presses without a meaning on the page are ignored.
func (f *Flow) Touch(t Touch, now time.Time) {
	f.touched = now
	if f.question != AskNothing {
		f.answer(t.Button, now)
		return
	}
	if f.anywhere(t.Button, now) {
		return
	}
	switch f.page {
	case Home, Closed:
		f.touchHome(t.Button)
	case Agencies:
		f.touchAgency(t)
	case Services:
		f.touchService(t)
	case Search, Enter:
		f.touchKeys(t)
	case Papers:
		if t.Button == PressTake {
			f.back()
		}
	case Confirm:
		f.touchConfirm(t.Button, now)
	case Priority:
		if t.Button == PressClass {
			f.class = t.Value
			f.back()
			f.estimateAgain()
		}
		f.more(t.Button)
	case Ticket, NoPaper:
		f.touchTicket(t.Button, now)
	case Place, Dossier:
		f.touchFound(t.Button, now)
	case Starting, Away:
	}
}

// anywhere handles the bar, which means the same on every page.
func (f *Flow) anywhere(b Button, now time.Time) bool {
	switch b {
	case PressBack:
		if !f.asking {
			f.back()
		}
	case PressHome:
		if !f.asking {
			f.home()
		}
	case PressLanguage:
		f.lang = f.otherLang()
		f.wish(Speak{Lang: f.lang})
	case PressLarge:
		f.large, f.turn = !f.large, 0
	case PressLow:
		f.low, f.turn = !f.low, 0
	case PressHelp, PressNoPhone:
		f.wish(Help{})
		f.note, f.noted = "help.called", now
	default:
		return false
	}
	return true
}

func (f *Flow) otherLang() string {
	for _, l := range f.site.Languages {
		if l != f.lang {
			return l
		}
	}
	return f.lang
}

func (f *Flow) touchHome(b Button) {
	closed := f.page == Closed
	switch {
	case b == PressTake && !closed:
		f.collect = false
		f.firstQuestion()
	case b == PressCollect && !closed && f.hall.Linked:
		f.collect = true
		f.firstQuestion()
	case (b == PressLookUp || b == PressBooking) && f.hall.Linked:
		f.typed, f.digits = "", false
		f.open(Enter)
	case b == PressAgain && f.lost.Ticket != "":
		f.wish(Print{Ticket: f.lost.Ticket})
		f.lost = Unfinished{}
	}
}

// firstQuestion asks for the agency, or skips the question where there is
// only one answer.
func (f *Flow) firstQuestion() {
	list := f.agencies()
	switch {
	case len(list) == 1 && len(f.offered("")) == 0:
		f.chooseAgency(list[0].ID)
	case len(list) == 0:
		f.chooseOwn()
	default:
		f.open(Agencies)
	}
}

func (f *Flow) touchAgency(t Touch) {
	switch t.Button {
	case PressAgency:
		f.chooseAgency(t.Value)
	case PressUnsure:
		f.chooseOwn()
	case PressSearch:
		if len(f.opt.Procedures) > 0 {
			f.agency, f.typed, f.digits = "", "", false
			f.find()
			f.open(Search)
		}
	}
	f.more(t.Button)
}

func (f *Flow) more(b Button) {
	if b == PressMore {
		f.turn++
	}
}

func (f *Flow) chooseAgency(id string) {
	list := f.offered(id)
	f.agency, f.own, f.procedure = id, false, Procedure{}
	switch len(list) {
	case 0:
	case 1:
		f.confirm(list[0].ID)
	default:
		f.open(Services)
	}
}

// chooseOwn offers what the centre does itself: guidance, post, results.
func (f *Flow) chooseOwn() {
	list := f.offered("")
	f.agency, f.own = "", true
	switch len(list) {
	case 0:
	case 1:
		f.confirm(list[0].ID)
	default:
		f.open(Services)
	}
}

func (f *Flow) touchService(t Touch) {
	switch t.Button {
	case PressService:
		if _, ok := f.site.Service(t.Value); ok {
			f.procedure = Procedure{}
			f.confirm(t.Value)
		}
	case PressSearch:
		if len(f.opt.Procedures) > 0 {
			f.typed, f.digits = "", false
			f.find()
			f.open(Search)
		}
	}
	f.more(t.Button)
}

func (f *Flow) touchConfirm(b Button, now time.Time) {
	switch b {
	case PressPrint, PressPhone:
		paper := b == PressPrint
		f.card.Paper = paper
		switch held, wait := f.held[f.service], f.estimate[[2]string{f.service, f.class}]; {
		case f.asking:
		case held != "":
			f.number = held
			f.ask(AskAgain, now)
		case wait.Known && wait.High >= f.opt.Long:
			f.ask(AskLong, now)
		default:
			f.take(paper, now)
		}
	case PressPriority:
		if !f.asking {
			f.open(Priority)
		}
	case PressPapers:
		if len(f.papers()) > 0 && !f.asking {
			f.open(Papers)
		}
	}
}

func (f *Flow) touchTicket(b Button, now time.Time) {
	switch b {
	case PressDone, PressNoted:
		f.home()
	case PressAgain:
		if f.page == Ticket && f.card.Slip == SlipUnknown {
			f.wish(Print{Ticket: f.card.ID})
			f.card.Slip, f.slipAt = "", now
		}
	}
}

func (f *Flow) touchFound(b Button, now time.Time) {
	switch b {
	case PressDone:
		f.home()
	case PressOther:
		f.typed, f.card, f.record = "", Card{}, Record{}
		f.page = Enter
	case PressGiveUp:
		if f.page == Place && f.card.Status == string(queue.StatusWaiting) {
			f.number = f.card.Number
			f.ask(AskGiveUp, now)
		}
	case PressFile:
		if f.page == Dossier && f.record.Service != "" {
			f.confirm(f.record.Service)
		}
	}
}

// answer handles the question above the page; everything else is asleep.
func (f *Flow) answer(b Button, now time.Time) {
	q := f.question
	if b != PressYes && b != PressNo {
		return
	}
	f.ask(AskNothing, now)
	if b == PressNo {
		if q == AskLong || q == AskIdle || q == AskAgain {
			f.home()
		}
		return
	}
	switch q {
	case AskLong:
		f.take(f.card.Paper, now)
	case AskAgain:
		delete(f.held, f.service)
		f.take(f.card.Paper, now)
	case AskGiveUp:
		f.wish(Cancel{Do: queue.Cancel{Ticket: f.card.ID, Reason: ""}})
		f.home()
	case Tell:
		if f.sentence != "help.called" {
			f.home()
		}
	case AskIdle, AskNothing:
	}
}
