package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"motcua/assets"
	"motcua/drivers"
	"motcua/drivers/barcode"
	"motcua/internal/board"
	"motcua/internal/centre"
	"motcua/internal/lan"
	"motcua/internal/queue"
	"motcua/internal/rehearsal"
	"motcua/ui/kiosk"
	"motcua/ui/slip"
)

// attendant is behind the glass of one ticket machine: it turns what the
// visitor wishes into commands over the wire and paper, and tells the screen
// what became of it.
type attendant struct {
	// given at birth
	office  *office
	hub     *lan.Client
	site    *centre.Site
	printer drivers.Printer
	scanner drivers.Scanner
	trial   bool // devices are simulated
	now     func() time.Time
	hear    func(kiosk.News) // hands news to the screen's goroutine

	wishes chan kiosk.Wish // 64: more touches than a visitor makes while one is answered

	mu    sync.Mutex // guards everything below
	hall  kiosk.Hall
	cards map[string]card // tickets of this machine, for another copy of a slip
	lang  string
}

// card is what a slip of this machine says.
type card struct {
	data    slip.Data
	copies  int
	spoiled bool // a slip was begun and is void: the next one is marked as a copy
	out     bool // a slip has come out
}

// newAttendant is the attendant of a machine that holds its hub.
func newAttendant(a *office, d devices, now func() time.Time) *attendant {
	return &attendant{
		office: a, hub: lan.Dial(a.url, lan.DialOptions{Role: "visitor", Device: "kiosk"}), site: a.site,
		printer: d.printer, scanner: d.scanner, trial: d.trial, now: now,
		wishes: make(chan kiosk.Wish, 64), cards: map[string]card{},
	}
}

// begin tells the screen what this machine is.
func (a *attendant) begin() {
	a.change(func(h *kiosk.Hall) {
		h.Linked, h.Printer = true, kiosk.PrinterReady
		h.Simulated, h.HoursOff = a.trial, a.office.o.IgnoreHours
	})
}

// slipTime bounds one slip: a roll may be changed in it.
const slipTime = 40 * time.Second

// take takes a wish of the screen. It never waits: a screen that is touched
// faster than it can be answered loses touches, not time.
func (a *attendant) take(w kiosk.Wish) {
	select {
	case a.wishes <- w:
	default:
	}
}

// run answers until the context ends.
func (a *attendant) run(ctx context.Context) {
	var wait sync.WaitGroup
	wait.Go(func() { a.watchHall(ctx) })
	wait.Go(func() { a.watchPrinter(ctx) })
	wait.Go(func() { a.watchScanner(ctx) })
	for {
		select {
		case <-ctx.Done():
			wait.Wait()
			return
		case w := <-a.wishes:
			wait.Go(func() { a.answer(ctx, w) })
		}
	}
}

func (a *attendant) answer(ctx context.Context, w kiosk.Wish) {
	switch w := w.(type) {
	case kiosk.Take:
		a.give(ctx, w)
	case kiosk.Estimate:
		a.estimate(ctx, w)
	case kiosk.Identify:
		a.identify(ctx, w.Code)
	case kiosk.Cancel:
		// Whoever gave the number back has gone; without an answer it lapses by itself.
		_, _ = a.hub.Wish(ctx, lan.NewKey(), w.Do)
	case kiosk.Print:
		a.printAgain(ctx, w.Ticket)
	case kiosk.Help:
		say("a visitor asks for help at the ticket machine")
	case kiosk.Speak:
		a.mu.Lock()
		a.lang = w.Lang
		a.mu.Unlock()
	}
}

// give takes a number for the visitor and prints its slip. One press has one
// key, however often the wire breaks.
func (a *attendant) give(ctx context.Context, w kiosk.Take) {
	paper := "none"
	if w.Do.Paper {
		paper = "printer"
	}
	try, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	s, err := a.hub.Take(try, lan.NewKey(), lan.Took{
		Service: w.Do.Service, Class: w.Do.Class, Dossier: w.Do.Dossier, Lang: w.Do.Lang, Paper: paper,
	})
	if err != nil {
		refused := kiosk.Refused{Press: w.Press}
		if r := lan.RefusalOf(err); r != nil {
			refused.Code, refused.Opens = r.Code, r.Opens
		}
		a.hear(refused)
		return
	}
	c := a.card(s, w.Do)
	a.mu.Lock()
	a.cards[s.Ticket.ID] = c
	a.mu.Unlock()
	a.hear(kiosk.Issued{
		Press: w.Press, Ticket: s.Ticket.ID, Number: s.Ticket.Number, Service: w.Do.Service, Class: w.Do.Class,
		URL: a.office.url + s.URL, Paper: w.Do.Paper, Wait: waitOf(s),
	})
	if w.Do.Paper {
		a.print(ctx, s.Ticket.ID, c)
	}
}

func waitOf(s lan.Slip) kiosk.Wait {
	w := kiosk.Wait{Ahead: s.Ahead}
	if s.Wait != nil {
		w.Low, w.High, w.Known = s.Wait.Low, s.Wait.High, true
	}
	return w
}

// card is what the slip of a ticket says.
func (a *attendant) card(s lan.Slip, w queue.Take) card {
	lang := "vi"
	service, _ := a.site.Service(s.Ticket.Service)
	room, _ := a.site.Room(s.Room)
	d := slip.Data{
		Words: assets.Words(lang), Centre: a.site.Names.In(lang), Place: a.site.Place.In(lang),
		Service: service.Name.In(lang), Number: s.Ticket.Number,
		Room: room.Name.In(lang), OtherRoom: room.Name.In("en"), Counters: a.counters(s.Counters),
		Ahead: s.Ahead, URL: a.office.url + s.URL, At: s.Ticket.IssuedAt, Hotline: a.site.Hotline,
	}
	if d.Centre == "" {
		d.Centre = a.site.Name
	}
	if agency, ok := a.site.Agency(service.Agency); ok {
		d.Agency = agency.Name.In(lang)
	}
	if s.Wait != nil {
		d.Low, d.High = s.Wait.Low, s.Wait.High
	}
	class, _ := a.site.Class(w.Class)
	d.Priority = class.HeadStart > 0
	for _, line := range a.site.Slip.Lines {
		d.Lines = append(d.Lines, line.In(lang))
	}
	return card{data: d}
}

// counters writes the labels of counters for people: a run as "1–4".
func (a *attendant) counters(ids []string) string {
	var labels []string
	for _, id := range ids {
		if c, ok := a.site.Counter(id); ok {
			labels = append(labels, c.Label)
		}
	}
	if len(labels) > 2 && isRun(labels) {
		return labels[0] + "–" + labels[len(labels)-1]
	}
	return strings.Join(labels, ", ")
}

func isRun(labels []string) bool {
	var n int
	for i, l := range labels {
		var k int
		if _, err := fmt.Sscanf(l, "%d", &k); err != nil || i > 0 && k != n+1 {
			return false
		}
		n = k
	}
	return true
}

// print puts a slip on paper and tells hub and screen what is known about it.
func (a *attendant) print(ctx context.Context, ticket string, c card) {
	if a.printer == nil {
		return
	}
	paper, cancel := context.WithTimeout(ctx, slipTime)
	defer cancel()
	form := slip.Full
	switch {
	case a.printer.Caps().Slow:
		form = slip.Serial
	case a.site.Slip.Short:
		form = slip.Short
	}
	d := c.data
	d.Copy = c.copies
	r, err := a.printer.Print(paper, drivers.Job{
		ID: d.Number, Doc: slip.Ticket(d, slip.PaperOf(a.site.Slip.Width), form),
	})
	switch r.Outcome {
	case drivers.Printed:
		a.came(ticket)
		a.tell(ctx, queue.PaperOut{Ticket: ticket, Proof: r.Proof.String()})
		a.hear(kiosk.Printed{Ticket: ticket, Slip: kiosk.SlipOut})
	case drivers.Unknown:
		a.came(ticket)
		a.tell(ctx, queue.PaperOut{Ticket: ticket, Proof: r.Proof.String()})
		a.hear(kiosk.Printed{Ticket: ticket, Slip: kiosk.SlipUnknown})
	case drivers.NotStarted, drivers.Partial:
		if r.Outcome == drivers.Partial { // paper was marked: another slip is a copy
			a.spoiled(ticket)
		}
		a.tell(ctx, queue.PaperFailed{Ticket: ticket, Cause: causeOf(r, err)})
		a.hear(kiosk.Printed{Ticket: ticket, Slip: kiosk.SlipFailed})
	}
}

// came notes that a slip is, or may be, in somebody's hand.
func (a *attendant) came(ticket string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if c, ok := a.cards[ticket]; ok {
		c.out = true
		a.cards[ticket] = c
	}
}

// spoiled notes that some of a slip is on paper already.
func (a *attendant) spoiled(ticket string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if c, ok := a.cards[ticket]; ok {
		c.spoiled = true
		a.cards[ticket] = c
	}
}

// causeOf is a code for why no slip came out.
func causeOf(r drivers.Receipt, err error) string {
	switch {
	case errors.Is(err, drivers.ErrGone):
		return "gone"
	case errors.Is(err, drivers.ErrOffline):
		return "offline"
	case errors.Is(err, drivers.ErrTimeout):
		return "timeout"
	}
	return r.Outcome.String()
}

// tell makes a wish whose answer changes nothing on the screen.
func (a *attendant) tell(ctx context.Context, w queue.Wish) {
	try, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if _, err := a.hub.Wish(try, lan.NewKey(), w); err != nil && ctx.Err() == nil && lan.RefusalOf(err) == nil {
		say("the hub could not be told about a slip; the ticket waits as unproven")
	}
}

// printAgain makes a copy, marked as one.
func (a *attendant) printAgain(ctx context.Context, ticket string) {
	a.mu.Lock()
	c, ok := a.cards[ticket]
	if ok {
		if c.out || c.spoiled {
			c.copies++
		}
		a.cards[ticket] = c
	}
	a.mu.Unlock()
	if ok {
		a.print(ctx, ticket, c)
	}
}

// estimate answers before a number is taken: how many, how long.
func (a *attendant) estimate(ctx context.Context, w kiosk.Estimate) {
	e := kiosk.Estimated{Service: w.Service, Class: w.Class}
	err := a.office.hub.Look(ctx, func(s *queue.State, _ uint64) {
		e.Wait = a.office.guess.before(s, w.Service, w.Class, a.now())
	})
	if err == nil {
		a.hear(e)
	}
}

// identify finds out what a code held to the scanner stands for.
func (a *attendant) identify(ctx context.Context, code string) {
	r := barcode.Classify(drivers.Scan{Text: code, Raw: []byte(code)}, barcode.Rules{}, a.now())
	switch r.Kind {
	case barcode.Slip:
		a.locate(ctx, code, r.Text)
	case barcode.Dossier, barcode.Receipt:
		a.hear(kiosk.Unknown{Code: code, Kind: "none"})
	case barcode.Payment:
		a.hear(kiosk.Unknown{Code: code, Kind: "pay"})
	case barcode.Insurance:
		a.hear(kiosk.Unknown{Code: code, Kind: "bhyt"})
	case barcode.Link:
		a.hear(kiosk.Unknown{Code: code, Kind: "url"})
	case barcode.Card, barcode.Goods, barcode.Strange:
		a.hear(kiosk.Unknown{Code: code, Kind: "other"})
	}
}

// locate answers for a slip of ours, by its token or its number. An absent
// visitor who reports in time gets the old place back.
func (a *attendant) locate(ctx context.Context, code, text string) {
	var id string
	err := a.office.hub.Look(ctx, func(s *queue.State, _ uint64) {
		if t, ok := s.ByNumber(text); ok {
			id = t.ID
			return
		}
		for t := range s.Tickets() {
			if lan.Token(a.office.secret, t.ID) == text {
				id = t.ID
				return
			}
		}
	})
	if err != nil || id == "" {
		a.hear(kiosk.Unknown{Code: code, Kind: "none"})
		return
	}
	_, err = a.hub.Return(ctx, lan.NewKey(), id)
	returned := err == nil
	s, err := a.hub.Slip(ctx, id)
	if err != nil {
		a.hear(kiosk.Unknown{Code: code, Kind: "none"})
		return
	}
	l := kiosk.Located{
		Ticket: id, Number: s.Ticket.Number, Service: s.Ticket.Service, Status: queue.Status(s.Ticket.State),
		Returned: returned, Wait: waitOf(s),
	}
	if n := len(s.Ticket.Legs); n > 0 {
		if c, ok := a.site.Counter(s.Ticket.Legs[n-1].Counter); ok {
			l.Counter = c.Label
		}
	}
	a.hear(l)
}

// change alters the state of the hall and tells the screen.
func (a *attendant) change(f func(h *kiosk.Hall)) {
	a.mu.Lock()
	f(&a.hall)
	h := a.hall
	a.mu.Unlock()
	a.hear(h)
}

// watchHall follows the hub: how many wait, and whether it answers.
func (a *attendant) watchHall(ctx context.Context) {
	// Not the view of a wall: those that watch as walls are counted for "shown 3/3".
	for n := range a.hub.Stream(ctx, lan.Query{View: "queue"}) {
		a.change(func(h *kiosk.Hall) {
			h.Linked = n.Lost == nil
			if n.Queue != nil {
				h.Waiting = perService(n.Queue.Waiting)
			}
		})
	}
}

// perService counts who waits for what.
func perService(waiting []board.Ticket) map[string]int {
	n := map[string]int{}
	for i := range waiting {
		n[waiting[i].Service]++
	}
	return n
}

// watchPrinter tells the screen whether paper comes out.
func (a *attendant) watchPrinter(ctx context.Context) {
	if a.printer == nil {
		a.change(func(h *kiosk.Hall) { h.Printer = kiosk.PrinterEmpty })
		return
	}
	for health := range a.printer.Watch(ctx) {
		p := printerState(health)
		a.change(func(h *kiosk.Hall) { h.Printer = p })
		if p != kiosk.PrinterReady {
			say("printer: %v", health)
		}
	}
}

func printerState(h drivers.Health) kiosk.Printer {
	switch h.State {
	case drivers.Online, drivers.Degraded:
		return kiosk.PrinterReady
	case drivers.Gone, drivers.Offline:
		return kiosk.PrinterEmpty
	default:
		return kiosk.PrinterUnknown
	}
}

// watchScanner hands what is scanned to the screen.
func (a *attendant) watchScanner(ctx context.Context) {
	if a.scanner == nil {
		a.change(func(h *kiosk.Hall) { h.NoScanner = true })
		return
	}
	for {
		select {
		case <-ctx.Done():
			return
		case s, ok := <-a.scanner.Scans():
			if !ok {
				return
			}
			if s.Err != nil {
				a.hear(kiosk.Unknown{Kind: "other"})
				continue
			}
			a.hear(kiosk.Scanned{Code: s.Text})
		}
	}
}

// procedures are the entries of the catalogue that this centre has an office for.
func procedures(site *centre.Site) (list []kiosk.Procedure, papers func(string) []string) {
	keys := map[string]assets.Procedure{}
	for _, p := range assets.Procedures() {
		if _, ok := site.Agency(p.Agency); !ok {
			continue
		}
		keys[p.Key()] = p
		list = append(list, kiosk.Procedure{Key: p.Key(), Name: p.Name, Agency: p.Agency})
	}
	return list, func(key string) []string {
		p, ok := keys[key]
		if !ok {
			return nil
		}
		var out []string
		for _, paper := range assets.PapersOf(p) {
			out = append(out, paper.Name)
		}
		return out
	}
}

// printFor prints the slip of a visitor of a rehearsal, and gives the proof.
func (a *attendant) printFor(ctx context.Context, s rehearsal.Slip) (string, error) {
	told, err := a.hub.Slip(ctx, s.Ticket)
	if err != nil {
		return "", err
	}
	c := a.card(told, queue.Take{Service: s.Service, Class: s.Class})
	paper, cancel := context.WithTimeout(ctx, slipTime)
	defer cancel()
	r, err := a.printer.Print(paper, drivers.Job{
		ID: s.Number, Doc: slip.Ticket(c.data, slip.PaperOf(a.site.Slip.Width), slip.Full),
	})
	if r.Outcome == drivers.Printed {
		return r.Proof.String(), nil
	}
	return "", err
}
