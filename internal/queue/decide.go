package queue

import (
	"regexp"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"motcua/internal/centre"
)

// Decide puts a wish to the law. It returns the events that make it true, none
// where it already is, or a *Refusal. It changes nothing. The law knows no finer
// time than the millisecond, and none before that of the last act.
func Decide(s *State, c Command, at time.Time) ([]Event, error) {
	if c.Do == nil {
		return nil, Refuse(BadValue)
	}
	at = at.Truncate(time.Millisecond)
	if at.Before(s.at) {
		at = s.at
	}
	return c.Do.decide(s, c.By, at)
}

// today refuses what needs an open business day.
func (s *State) today() error {
	switch {
	case s.open:
		return nil
	case s.day == "":
		return Refuse(DayNotOpen)
	}
	return Refuse(DayOver)
}

// known finds a ticket of today.
func (s *State) known(id string) (*Ticket, error) {
	t, ok := s.tickets[id]
	if !ok {
		return nil, Refuse(UnknownTicket)
	}
	return t, nil
}

// counter finds a counter and what it does today.
func (s *State) counter(id string) (centre.Counter, Desk, error) {
	c, ok := s.site.Counter(id)
	if !ok {
		return c, Desk{}, Refuse(UnknownCounter)
	}
	d, _ := s.Desk(id)
	return c, d, nil
}

// hand is the ticket a counter has in hand; with states given it must be in one of them.
func (s *State) hand(counter string, states ...Status) (*Ticket, error) {
	_, d, err := s.counter(counter)
	if err != nil {
		return nil, err
	}
	t, ok := s.tickets[d.Ticket]
	if !ok {
		return nil, Refuse(NothingInHand)
	}
	if len(states) > 0 && !slices.Contains(states, t.Status) {
		return nil, t.refuse(WrongState)
	}
	return t, nil
}

// refuse is a refusal that names the ticket it is about.
func (t *Ticket) refuse(c Code) error { return &Refusal{Code: c, Ticket: t.ID, Number: t.Number} }

// until refuses what comes earlier than a wait after a moment allows.
func (t *Ticket) until(from time.Time, wait time.Duration, at time.Time) error {
	if left := from.Add(wait).Sub(at); left > 0 {
		return &Refusal{Code: TooEarly, Left: left, Ticket: t.ID, Number: t.Number}
	}
	return nil
}

// visit heads an event about a ticket; a waiting one leaves its line.
func (t *Ticket) visit() Visit {
	v := Visit{Ticket: t.ID, Number: t.Number}
	if t.in != nil {
		v.Out = t.Spot.Service
	}
	return v
}

// still heads an event that changes no line.
func (t *Ticket) still() Visit { return Visit{Ticket: t.ID, Number: t.Number} }

// into heads an event that gives a ticket a place.
func (t *Ticket) into(sp Spot) Visit {
	v := t.visit()
	v.In = &sp
	return v
}

// spot is a new place, behind all of the same key.
func (s *State) spot(service, class string, key time.Time) Spot {
	return Spot{Service: service, Class: class, Key: key, Order: s.order + 1}
}

// headStart is the head start of a class, none for one the site no longer has.
func (s *State) headStart(class string) time.Duration {
	c, _ := s.site.Class(class)
	return c.HeadStart
}

// reasonIn holds a reason against one of the site's lists.
func reasonIn(list []centre.Reason, id string) error {
	if id == "" {
		return Refuse(NeedsReason)
	}
	if _, ok := centre.FindReason(list, id); !ok {
		return Refuse(UnknownReason)
	}
	return nil
}

// maxText bounds the free words of a wish: they are names and codes, not prose.
const maxText = 64

// isText tells whether a word is short, can be read, and is no markup.
func isText(s string) bool {
	if len(s) > 4*maxText || utf8.RuneCountInString(s) > maxText || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if !unicode.IsPrint(r) || r == '<' || r == '>' {
			return false
		}
	}
	return true
}

// dossierCode is the tolerant form (DOMAIN 2.3); the date is checked by the room dossier.
var dossierCode = regexp.MustCompile(`^(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}|[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,5}){0,6})-((?:20)?[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])-([0-9]{4,7})$`)
