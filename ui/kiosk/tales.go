package kiosk

import (
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// at is a time of the sample day, or of a day after it.
func at(days, hour, minute int) time.Time {
	return time.Date(2026, time.November, 25+days, hour, minute, 0, 0, centre.ICT)
}

func alone(h *Hall)   { h.Linked, h.Waiting = false, nil }
func noPaper(h *Hall) { h.Printer = PrinterEmpty }

// tales are the pages in the states the specification names.
func tales() []tale {
	return append(append(append(mainTales(), paperTales()...), shutTales()...), otherTales()...)
}

// mainTales lead from home to the ticket.
func mainTales() []tale {
	large := func(w *walk) { w.press(PressLarge, "") }
	low := func(w *walk) { w.press(PressLow, "") }
	english := func(w *walk) { w.press(PressLanguage, "") }
	take := func(w *walk) { w.press(PressTake, "") }
	agency := func(w *walk) { take(w); w.press(PressAgency, "khdt") }
	then := func(steps ...func(*walk)) func(*walk) {
		return func(w *walk) {
			for _, s := range steps {
				s(w)
			}
		}
	}
	confirm := (*walk).toConfirm
	priority := func(w *walk) { confirm(w); w.press(PressPriority, "") }
	return []tale{
		{name: "starting"},
		{name: "home"},
		{name: "home-empty", hall: func(h *Hall) { h.Waiting = nil }},
		{name: "home-english", walk: english},
		{name: "home-low", walk: low},
		{name: "home-large", walk: large},
		{name: "home-large-low", walk: then(large, low)},
		{name: "home-booking", site: booking},
		{name: "home-simulated", hall: func(h *Hall) { h.Simulated = true }},
		{name: "home-nopaper", hall: noPaper},
		{name: "home-unfinished", walk: func(w *walk) { w.hear(Unfinished{Ticket: "20261125-A037", Number: "A037"}) }},
		{name: "home-help", walk: func(w *walk) { w.press(PressHelp, "") }},
		{name: "agency", walk: take},
		{name: "agency-english", walk: then(english, take)},
		{name: "agency-low", walk: then(low, take)},
		{name: "agency-large", walk: then(large, take)},
		{name: "agency-many", site: manyAgencies, walk: take},
		{name: "agency-many-2", site: manyAgencies, walk: then(take, func(w *walk) { w.press(PressMore, "") })},
		{name: "agency-result", walk: func(w *walk) { w.press(PressCollect, "") }},
		{name: "agency-offline", hall: alone, walk: take},
		{name: "service", walk: agency},
		{name: "service-english", walk: then(english, agency)},
		{name: "service-low", walk: then(low, agency)},
		{name: "service-large", walk: then(large, agency)},
		{name: "service-own", walk: then(take, func(w *walk) { w.press(PressUnsure, "") })},
		{name: "service-long", site: longNames, walk: agency},
		{name: "confirm", walk: confirm},
		{name: "confirm-english", walk: then(english, confirm)},
		{name: "confirm-large", walk: then(large, confirm)},
		{name: "confirm-long", site: longNames, walk: confirm},
		{name: "confirm-priority", walk: then(priority, func(w *walk) { w.press(PressClass, "pregnant"); w.toldAgain() })},
		{name: "confirm-nopaper", hall: noPaper, walk: confirm},
		{name: "confirm-offline", hall: alone, walk: confirm},
		{name: "confirm-asking", walk: then(confirm, func(w *walk) { w.press(PressPrint, "") })},
		{name: "priority", walk: priority},
		{name: "priority-low", walk: then(low, priority)},
		{name: "priority-large", walk: then(large, priority)},
		{name: "papers", walk: then(confirm, func(w *walk) { w.press(PressPapers, "") })},
	}
}

func (w *walk) toldAgain() {
	w.hear(Estimated{Service: "khdt-new", Class: "pregnant", Wait: Wait{Ahead: 2, Low: 5, High: 10, Known: true}})
}

// paperTales end with a number.
func paperTales() []tale {
	phone := func(w *walk) { w.toConfirm(); w.press(PressPhone, ""); w.issue("A024", false) }
	large := func(w *walk) { w.press(PressLarge, ""); w.toTicket(SlipOut) }
	return []tale{
		{name: "ticket", walk: func(w *walk) { w.toTicket(SlipOut); w.wait(4 * time.Second) }},
		{name: "ticket-english", walk: func(w *walk) { w.press(PressLanguage, ""); w.toTicket(SlipOut) }},
		{name: "ticket-large", walk: large},
		{name: "ticket-left", opt: Options{Slot: "left"}, walk: func(w *walk) { w.toTicket(SlipOut) }},
		{name: "ticket-wide", walk: func(w *walk) { w.toConfirm(); w.press(PressPrint, ""); w.issue("M1024", true) }},
		{name: "ticket-phone", walk: phone},
		{name: "ticket-unknown", walk: func(w *walk) { w.toTicket(SlipUnknown) }},
		{name: "ticket-long", site: longNames, walk: func(w *walk) { w.toTicket(SlipOut) }},
		{name: "ticket-offline", hall: alone, walk: func(w *walk) {
			w.toConfirm()
			w.press(PressPrint, "")
			w.hear(Issued{Press: w.Flow.press, Ticket: "20261125-A501", Number: "A501", Service: "khdt-new", Paper: true, Reserved: true})
			w.hear(Printed{Ticket: "20261125-A501", Slip: SlipOut})
		}},
		{name: "paper-out", walk: func(w *walk) { w.toTicket(SlipFailed) }},
		{name: "paper-out-english", walk: func(w *walk) { w.press(PressLanguage, ""); w.toTicket(SlipFailed) }},
		{name: "paper-out-large", walk: func(w *walk) { w.press(PressLarge, ""); w.toTicket(SlipFailed) }},
		{name: "place-waiting", walk: func(w *walk) { w.hear(located(queue.StatusWaiting)) }},
		{name: "place-called", walk: func(w *walk) { w.hear(located(queue.StatusCalled)) }},
		{name: "place-over", walk: func(w *walk) { w.hear(located(queue.StatusDone)) }},
		{name: "place-large", walk: func(w *walk) { w.press(PressLarge, ""); w.hear(located(queue.StatusWaiting)) }},
	}
}

// shutTales give no number, or give it without the hub.
func shutTales() []tale {
	return []tale{
		{name: "closed", at: at(0, 17, 24)},
		{name: "closed-english", at: at(0, 17, 24), walk: func(w *walk) { w.press(PressLanguage, "") }},
		{name: "closed-large", at: at(0, 17, 24), walk: func(w *walk) { w.press(PressLarge, "") }},
		{name: "closed-lunch", at: at(0, 12, 5)},
		{name: "closed-stopped", at: at(0, 11, 10)},
		{name: "closed-early", at: at(0, 6, 40)},
		{name: "closed-weekend", at: at(3, 9, 0)},
		{name: "closed-holiday", at: time.Date(2027, time.January, 1, 9, 0, 0, 0, centre.ICT)},
		{name: "closed-offline", at: at(0, 17, 24), hall: alone},
		{name: "offline", hall: alone},
		{name: "offline-english", hall: alone, walk: func(w *walk) { w.press(PressLanguage, "") }},
		{name: "offline-low", hall: alone, walk: func(w *walk) { w.press(PressLow, "") }},
		{name: "offline-large", hall: alone, walk: func(w *walk) { w.press(PressLarge, "") }},
		{name: "away", hall: func(h *Hall) { h.Linked, h.Spent = false, true }},
	}
}

// otherTales are searches, look-ups and questions.
func otherTales() []tale {
	file := func(status int, t Term) func(*walk) {
		return func(w *walk) { w.hear(sampleFile(status, t)) }
	}
	enter := func(w *walk) { w.press(PressLookUp, "") }
	return []tale{
		{name: "search", walk: func(w *walk) { w.toSearch("DANG KY") }},
		{name: "search-empty", walk: func(w *walk) { w.toSearch("") }},
		{name: "search-none", walk: func(w *walk) { w.toSearch("QWZX") }},
		{name: "search-low", walk: func(w *walk) { w.press(PressLow, ""); w.toSearch("DANG KY") }},
		{name: "enter", walk: enter},
		{name: "enter-typed", walk: func(w *walk) { enter(w); w.press(PressShift, ""); w.press(PressKey, "H46.05-261112-0037") }},
		{name: "enter-unread", walk: func(w *walk) { enter(w); w.hear(Unknown{Kind: "bhyt"}) }},
		{name: "enter-large", walk: func(w *walk) { w.press(PressLarge, ""); enter(w) }},
		{name: "lookup", walk: file(4, TermOnTime)},
		{name: "lookup-ready", walk: file(9, TermDone)},
		{name: "lookup-late", walk: file(4, TermLate)},
		{name: "lookup-unknown", walk: file(77, "")},
		{name: "lookup-english", walk: func(w *walk) { w.press(PressLanguage, ""); w.hear(sampleFile(5, TermToday)) }},
		{name: "lookup-large", walk: func(w *walk) { w.press(PressLarge, ""); w.hear(sampleFile(4, TermOnTime)) }},
		{name: "idle", walk: func(w *walk) { w.toConfirm(); w.wait(IdleConfirm); w.wait(6 * time.Second) }},
		{name: "ask-long", walk: func(w *walk) {
			w.toConfirm()
			w.hear(Estimated{Service: "khdt-new", Wait: Wait{Ahead: 41, Low: 95, High: 130, Known: true}})
			w.press(PressPrint, "")
		}},
		{name: "ask-giveup", walk: func(w *walk) { w.hear(located(queue.StatusWaiting)); w.press(PressGiveUp, "") }},
		{name: "refused-quota", walk: func(w *walk) {
			w.toConfirm()
			w.press(PressPrint, "")
			w.hear(Refused{Press: w.Flow.press, Code: queue.Quota, Opens: at(0, 13, 30)})
		}},
		{name: "refused-full", walk: func(w *walk) {
			w.toConfirm()
			w.press(PressPrint, "")
			w.hear(Refused{Press: w.Flow.press, Code: queue.BlockSpent})
		}},
	}
}

// booking gives the centre appointments.
func booking(s *centre.Site) {
	s.Slots = []centre.Slot{{Days: []time.Weekday{time.Monday}, Every: 30 * time.Minute, Places: 1}}
}

// manyAgencies gives the centre more agencies than one page holds.
func manyAgencies(s *centre.Site) {
	for _, id := range []string{"14", "15"} {
		s.Agencies = append(s.Agencies, centre.Agency{ID: id, Name: centre.Text{"vi": "Ban Dân tộc " + id, "en": "Ethnic Affairs " + id}})
		s.Services = append(s.Services, centre.Service{
			ID: id, Name: centre.Text{"vi": "Nộp hồ sơ mới"}, Agency: id, Series: "X", Kind: "submit", Minutes: 5,
		})
	}
}

// longNames gives the first agency the longest names we promise to set.
func longNames(s *centre.Site) {
	s.Agencies[0].Name = centre.Text{"vi": "Sở Lao động, Thương binh, Xã hội, Giáo dục và Đào tạo nghề nghiệp", "en": "Department of Labour, War Invalids, Social Affairs and Training"}
	for i := range s.Services {
		if s.Services[i].ID == "khdt-new" {
			s.Services[i].Name = centre.Text{"vi": "Nộp hồ sơ mới, hồ sơ bổ sung, hồ sơ thay đổi và hồ sơ chấm dứt", "en": "New files, added papers, changes and closures of earlier files"}
		}
	}
}
