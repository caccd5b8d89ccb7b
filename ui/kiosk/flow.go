package kiosk

import (
	"slices"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Options are the knobs of one machine. The zero value works.
type Options struct {
	Lang string        // the machine's own language, "" for the house's first
	Slot string        // down, left or right; "" is down
	Idle time.Duration // an untouched page asks after this; 0: Times
	Long int           // minutes from which a wait is called long; 0: 90
	// Procedures is the catalogue that can be searched; nil: no search.
	Procedures []Procedure
	// Papers lists the papers of a procedure by its key; may be nil.
	Papers func(key string) []string
}

// The times of a visit at the machine.
const (
	IdleAsk     = 30 * time.Second // an untouched page asks whether anybody is there
	IdleConfirm = 45 * time.Second // the same on the confirm page
	IdleAnswer  = 20 * time.Second // and then goes home
	TicketStays = 12 * time.Second // after the paper is out
	PulseAfter  = 10 * time.Second // paper not taken: the arrow pulses
	PhoneStays  = 60 * time.Second // a number that exists on the screen only
	PlaceStays  = 30 * time.Second
	NoteStays   = 8 * time.Second
	SlipLate    = 15 * time.Second // no word from the printer for so long is "unknown"
	AnswerLate  = 20 * time.Second // no number for so long is told to the visitor
)

// LongWait is the upper end of a range, in minutes, from which the visitor is
// asked whether to wait at all.
const LongWait = 90

// Flow is the way through the pages of one machine. It is used from one
// goroutine, draws nothing and reads no clock.
type Flow struct {
	site *centre.Site
	opt  Options
	wish func(Wish)

	hall  Hall
	begun bool // a Hall has been heard

	page    Page
	trail   []Page // where Back leads
	lang    string
	large   bool
	low     bool
	touched time.Time
	turn    int

	collect   bool // choosing an agency to collect a result from
	agency    string
	own       bool // the centre's own services instead of an agency's
	service   string
	class     string
	procedure Procedure
	index     []entry // of the catalogue, made when first searched
	found     []int
	typed     string
	digits    bool

	press    uint64 // of the number asked for
	asking   bool
	asked    time.Time
	estimate map[[2]string]Wait
	card     Card
	slipAt   time.Time         // when the present fate of the slip was told
	held     map[string]string // service to a number already held, of a ticket looked up
	record   Record
	lost     Unfinished

	question  Question
	since     time.Time
	sentence  string
	number    string
	when, who string
	note      string
	noted     time.Time
}

// NewFlow returns the flow of a machine at the centre. Wishes are handed to
// wish, which must not wait.
func NewFlow(site *centre.Site, o Options, wish func(Wish)) *Flow {
	if o.Lang == "" {
		o.Lang = "vi"
		if len(site.Languages) > 0 {
			o.Lang = site.Languages[0]
		}
	}
	if o.Long == 0 {
		o.Long = LongWait
	}
	if o.Idle == 0 {
		o.Idle = IdleAsk
	}
	f := &Flow{site: site, opt: o, wish: wish, lang: o.Lang}
	f.page = Starting
	f.estimate = map[[2]string]Wait{}
	f.held = map[string]string{}
	return f
}

// SetSite puts a new site document in force; the visitor of the moment is sent home.
func (f *Flow) SetSite(site *centre.Site) {
	f.site = site
	f.home()
}

// Page is the page that fills the screen.
func (f *Flow) Page() Page { return f.page }

// home forgets the visitor: choices, language and sizes, and what was typed.
func (f *Flow) home() {
	if f.lang != f.opt.Lang {
		f.lang = f.opt.Lang
		f.wish(Speak{Lang: f.lang})
	}
	f.page, f.trail = Home, nil
	f.large, f.low, f.turn = false, false, 0
	f.collect, f.own, f.agency, f.service, f.class = false, false, "", "", ""
	f.procedure, f.typed, f.digits, f.found = Procedure{}, "", false, nil
	f.card, f.record, f.slipAt = Card{}, Record{}, time.Time{}
	clear(f.held)
	f.ask(AskNothing, time.Time{})
}

// open goes to a page that Back returns from.
func (f *Flow) open(p Page) {
	f.trail = append(f.trail, f.page)
	f.page, f.turn = p, 0
}

func (f *Flow) back() {
	if len(f.trail) == 0 {
		f.home()
		return
	}
	last := len(f.trail) - 1
	f.page, f.trail, f.turn = f.trail[last], f.trail[:last], 0
	if f.page == Home {
		f.home()
	}
}

func (f *Flow) ask(q Question, now time.Time) { f.question, f.since = q, now }

// tell shows one sentence with one button; the sentence is a key of the words.
func (f *Flow) tell(sentence, number string, now time.Time) {
	f.sentence, f.number, f.when, f.who = sentence, number, "", ""
	f.ask(Tell, now)
}

// ready reports whether numbers are given at a time, and why not.
func (f *Flow) ready(now time.Time) (ok bool, opens time.Time, why centre.Why) {
	if f.hall.HoursOff || f.hall.Unsure {
		return true, now, centre.WhyOpen
	}
	return f.site.Hours.TicketingOpen(now)
}

// confirm opens the confirm page for a service and asks for its estimate.
func (f *Flow) confirm(service string) {
	f.service, f.class = service, ""
	f.open(Confirm)
	f.estimateAgain()
}

func (f *Flow) estimateAgain() {
	if f.hall.Linked {
		f.wish(Estimate{Service: f.service, Class: f.class})
	}
}

// take asks for a number, once.
func (f *Flow) take(paper bool, now time.Time) {
	if f.asking {
		return
	}
	f.press++
	f.asking, f.asked = true, now
	f.card = Card{Paper: paper}
	f.wish(Take{Press: f.press, Do: queue.Take{
		Service: f.service, Class: f.class, Lang: f.lang, Paper: paper, Dossier: f.record.Code,
	}})
}

// offered lists the services of an agency a visitor may choose, or with ""
// the centre's own.
func (f *Flow) offered(agency string) []centre.Service {
	list := slices.Clone(f.site.ServicesOf(agency))
	return slices.DeleteFunc(list, func(s centre.Service) bool {
		return !s.Offered() || f.collect != (s.Kind == "collect") && f.collect
	})
}

// agencies lists the agencies that can be chosen just now.
func (f *Flow) agencies() []centre.Agency {
	var list []centre.Agency
	for _, a := range f.site.Agencies {
		if len(f.offered(a.ID)) > 0 {
			list = append(list, a)
		}
	}
	return list
}
