package queue_test

import (
	"slices"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// scriptVerbs are the wishes as a script says them.
var scriptVerbs = map[string]func(w scriptWords) queue.Wish{
	"open-day":  func(w scriptWords) queue.Wish { return queue.OpenDay{Day: w.word(0)} },
	"close-day": func(scriptWords) queue.Wish { return queue.CloseDay{} },
	"apply-site": func(w scriptWords) queue.Wish {
		site := w.h.without(w.set["without"])
		return queue.ApplySite{Site: site, Document: centre.Export(site)}
	},

	"take": func(w scriptWords) queue.Wish {
		return queue.Take{
			Service: w.word(0), Class: w.set["class"], Dossier: w.set["dossier"], Lang: w.set["lang"],
			Paper: w.has("paper"), Number: w.set["number"], IssuedAt: w.time("given"),
		}
	},
	"printed":      func(w scriptWords) queue.Wish { return queue.PaperOut{Ticket: w.ticket(), Proof: w.set["proof"]} },
	"print-failed": func(w scriptWords) queue.Wish { return queue.PaperFailed{Ticket: w.ticket(), Cause: w.set["cause"]} },
	"cancel":       func(w scriptWords) queue.Wish { return queue.Cancel{Ticket: w.ticket(), Reason: w.set["reason"]} },
	"return":       func(w scriptWords) queue.Wish { return queue.Return{Ticket: w.ticket()} },
	"yield":        func(w scriptWords) queue.Wish { return queue.Yield{Ticket: w.ticket()} },
	"coming":       func(w scriptWords) queue.Wish { return queue.OnMyWay{Ticket: w.ticket()} },
	"reclassify":   func(w scriptWords) queue.Wish { return queue.Reclassify{Ticket: w.ticket(), Class: w.set["class"]} },
	"rate": func(w scriptWords) queue.Wish {
		return queue.Rate{Ticket: w.ticket(), Scores: map[string]int{"face": w.number(w.set["face"])}}
	},
	"mark-return": func(w scriptWords) queue.Wish {
		return queue.MarkReturn{Counter: w.by.Counter, Ticket: w.ticket()}
	},

	"open": func(w scriptWords) queue.Wish {
		w.h.sits[w.by.Counter] = w.set["officer"]
		return queue.OpenCounter{Counter: w.by.Counter, Officer: w.set["officer"], Skills: w.list("skills")}
	},
	"close":  func(w scriptWords) queue.Wish { return queue.CloseCounter{Counter: w.by.Counter} },
	"pause":  func(w scriptWords) queue.Wish { return queue.PauseCounter{Counter: w.by.Counter, Reason: w.word(0)} },
	"resume": func(w scriptWords) queue.Wish { return queue.ResumeCounter{Counter: w.by.Counter} },

	"next": func(w scriptWords) queue.Wish { return queue.CallNext{Counter: w.by.Counter} },
	"finish-and-next": func(w scriptWords) queue.Wish {
		return queue.CallNext{Counter: w.by.Counter, Finish: true, Outcome: w.set["outcome"], Fee: int64(w.number(w.set["fee"]))}
	},
	"call": func(w scriptWords) queue.Wish {
		return queue.CallNumber{Counter: w.by.Counter, Ticket: w.ticket(), Reason: w.word(1)}
	},
	"recall": func(w scriptWords) queue.Wish { return queue.Recall{Counter: w.by.Counter} },
	"begin":  func(w scriptWords) queue.Wish { return queue.Begin{Counter: w.by.Counter} },
	"finish": func(w scriptWords) queue.Wish {
		return queue.Finish{
			Counter: w.by.Counter, Outcome: w.set["outcome"], Dossiers: w.list("dossiers"), Fee: int64(w.number(w.set["fee"])),
		}
	},
	"absent":   func(w scriptWords) queue.Wish { return queue.MarkAbsent{Counter: w.by.Counter} },
	"put-back": func(w scriptWords) queue.Wish { return queue.PutBack{Counter: w.by.Counter} },
	"park": func(w scriptWords) queue.Wish {
		return queue.Park{Counter: w.by.Counter, Reason: w.word(0), Until: w.time("until")}
	},
	"unpark": func(w scriptWords) queue.Wish { return queue.Unpark{Ticket: w.ticket()} },
	"transfer": func(w scriptWords) queue.Wish {
		return queue.Transfer{
			Counter: w.by.Counter, Service: w.word(0), ToCounter: w.set["to"],
			Place: queue.Place(w.set["place"]), Reason: w.set["reason"],
		}
	},
	"errand": func(w scriptWords) queue.Wish {
		return queue.SendAndReturn{Counter: w.by.Counter, Service: w.word(0), ToCounter: w.set["to"]}
	},
	"undo": func(w scriptWords) queue.Wish { return queue.Undo{Counter: w.by.Counter} },
	"shown": func(w scriptWords) queue.Wish {
		return queue.Acknowledge{Wall: w.by.Device, No: w.number(w.word(0)), Spoken: w.has("spoken")}
	},

	"block": func(w scriptWords) queue.Wish { return queue.ReserveBlock{Kiosk: w.by.Device, Series: w.word(0)} },
	"book": func(w scriptWords) queue.Wish {
		return queue.Book{ID: w.word(0), Service: w.word(1), At: w.time("at")}
	},
	"check-in": func(w scriptWords) queue.Wish { return queue.CheckIn{Booking: w.word(0), Paper: w.has("paper")} },
}

// without is the site with a counter gone, and the services that only it gave, or as it is.
func (h *scriptHall) without(counter string) *centre.Site {
	s := *h.s.Site()
	s.Counters = slices.DeleteFunc(slices.Clone(s.Counters), func(c centre.Counter) bool { return c.ID == counter })
	s.Services = slices.DeleteFunc(slices.Clone(s.Services), func(v centre.Service) bool {
		return !slices.ContainsFunc(s.Counters, func(c centre.Counter) bool { return slices.Contains(c.Services, v.ID) })
	})
	site, err := centre.New(s)
	if err != nil {
		h.t.Fatal(err)
	}
	return site
}
