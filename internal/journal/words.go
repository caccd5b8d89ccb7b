package journal

import (
	"fmt"
	"maps"
	"slices"

	"motcua/internal/queue"
)

// Words are all words of the record, in the order in which they came into use.
// A new word is added here, in writeEvent, and in testdata/words.
var Words = []string{
	"day_opened", "day_closed", "site_applied", "issued", "printed", "print_failed", "voided", "called", "recalled", "begun", "finished",
	"absented", "put_back", "parked", "unparked", "transferred", "returned", "return_marked", "cancelled", "yielded", "reclassified",
	"approached", "rated", "undone", "shown", "counter_opened", "counter_closed", "counter_paused", "counter_resumed", "block_reserved", "booked",
}

// readers makes the event of each word.
var readers = map[string]func(*form) queue.Event{
	"day_opened":      read((*form).dayOpened),
	"day_closed":      read((*form).dayClosed),
	"site_applied":    read((*form).siteApplied),
	"issued":          read((*form).issued),
	"printed":         read((*form).printed),
	"print_failed":    read((*form).printFailed),
	"voided":          read((*form).voided),
	"called":          read((*form).called),
	"recalled":        read((*form).recalled),
	"begun":           read((*form).begun),
	"finished":        read((*form).finished),
	"absented":        read((*form).absented),
	"put_back":        read((*form).wasPutBack),
	"parked":          read((*form).parked),
	"unparked":        read((*form).unparked),
	"transferred":     read((*form).transferred),
	"returned":        read((*form).returned),
	"return_marked":   read((*form).returnMarked),
	"cancelled":       read((*form).cancelled),
	"yielded":         read((*form).yielded),
	"reclassified":    read((*form).reclassified),
	"approached":      read((*form).approached),
	"rated":           read((*form).rated),
	"undone":          read((*form).undone),
	"shown":           read((*form).shown),
	"counter_opened":  read((*form).counterOpened),
	"counter_closed":  read((*form).counterClosed),
	"counter_paused":  read((*form).counterPaused),
	"counter_resumed": read((*form).counterResumed),
	"block_reserved":  read((*form).blockReserved),
	"booked":          read((*form).booked),
}

func read[E queue.Event](walk func(*form, *E)) func(*form) queue.Event {
	return func(f *form) queue.Event {
		var e E
		walk(f, &e)
		return e
	}
}

func (f *form) readEvent(word []byte, e *queue.Event) {
	if f.err != nil {
		return
	}
	reader, ok := readers[string(word)]
	if !ok {
		f.err = fmt.Errorf("%w: %q", ErrUnknownWord, word)
		return
	}
	*e = reader(f)
}

func write[E queue.Event](f *form, e E, walk func(*form, *E)) {
	f.writeKey("name")
	f.b = append(f.b, '"')
	f.b = append(f.b, e.Name()...)
	f.b = append(f.b, '"')
	walk(f, &e)
}

func (f *form) writeEvent(e queue.Event) {
	switch e := e.(type) {
	case queue.DayOpened:
		write(f, e, (*form).dayOpened)
	case queue.DayClosed:
		write(f, e, (*form).dayClosed)
	case queue.SiteApplied:
		write(f, e, (*form).siteApplied)
	case queue.Shown:
		write(f, e, (*form).shown)
	case queue.CounterOpened:
		write(f, e, (*form).counterOpened)
	case queue.CounterClosed:
		write(f, e, (*form).counterClosed)
	case queue.CounterPaused:
		write(f, e, (*form).counterPaused)
	case queue.CounterResumed:
		write(f, e, (*form).counterResumed)
	case queue.BlockReserved:
		write(f, e, (*form).blockReserved)
	case queue.Booked:
		write(f, e, (*form).booked)
	case queue.Undone:
		write(f, e, (*form).undone)
	default:
		f.writeVisit(e)
	}
}

// writeVisit writes the words about one visit.
func (f *form) writeVisit(e queue.Event) {
	switch e := e.(type) {
	case queue.Issued:
		write(f, e, (*form).issued)
	case queue.Printed:
		write(f, e, (*form).printed)
	case queue.PrintFailed:
		write(f, e, (*form).printFailed)
	case queue.Voided:
		write(f, e, (*form).voided)
	case queue.Called:
		write(f, e, (*form).called)
	case queue.Recalled:
		write(f, e, (*form).recalled)
	case queue.Begun:
		write(f, e, (*form).begun)
	case queue.Finished:
		write(f, e, (*form).finished)
	case queue.Absented:
		write(f, e, (*form).absented)
	case queue.WasPutBack:
		write(f, e, (*form).wasPutBack)
	case queue.Parked:
		write(f, e, (*form).parked)
	case queue.Unparked:
		write(f, e, (*form).unparked)
	case queue.Transferred:
		write(f, e, (*form).transferred)
	default:
		f.writeLater(e)
	}
}

// writeLater writes the words about a visit that come after its call, or instead of it.
func (f *form) writeLater(e queue.Event) {
	switch e := e.(type) {
	case queue.Returned:
		write(f, e, (*form).returned)
	case queue.ReturnMarked:
		write(f, e, (*form).returnMarked)
	case queue.Cancelled:
		write(f, e, (*form).cancelled)
	case queue.Yielded:
		write(f, e, (*form).yielded)
	case queue.Reclassified:
		write(f, e, (*form).reclassified)
	case queue.Approached:
		write(f, e, (*form).approached)
	case queue.Rated:
		write(f, e, (*form).rated)
	default:
		if f.err == nil {
			f.err = fmt.Errorf("%w: %T", ErrUnknownWord, e)
		}
	}
}

func (f *form) visit(v *queue.Visit) {
	f.text("ticket", &v.Ticket)
	f.text("number", &v.Number)
	f.textIf("out", &v.Out)
	if f.wants("in", v.In != nil) {
		if f.reading {
			v.In = new(queue.Spot)
		}
		f.spot(v.In)
	}
}

func (f *form) spot(s *queue.Spot) {
	f.open()
	f.text("service", &s.Service)
	f.text("class", &s.Class)
	f.moment("key", &s.Key)
	f.count("order", &s.Order)
	f.textIf("counter", &s.Counter)
	f.close()
}

func (f *form) call(c *queue.Call) {
	f.number("no", &c.No)
	f.text("counter", &c.Counter)
	f.text("room", &c.Room)
	f.text("zone", &c.Zone)
}

func (f *form) booking(b *queue.Booking) {
	f.text("id", &b.ID)
	f.text("service", &b.Service)
	f.moment("at", &b.At)
}

// scores are written in the order of their names.
func (f *form) scores(p *map[string]int) {
	f.key("scores")
	f.open()
	if !f.reading {
		for _, name := range slices.Sorted(maps.Keys(*p)) {
			n := (*p)[name]
			if !f.first {
				f.b = append(f.b, ',')
			}
			f.first = false
			f.b = append(appendText(f.b, name), ':')
			f.integer(&n)
		}
		f.close()
		return
	}
	for f.err == nil && !f.skip("}") {
		if !f.first {
			f.lit(",")
		}
		f.first = false
		name := string(f.rawText())
		f.lit(":")
		var n int
		f.integer(&n)
		if *p == nil {
			*p = map[string]int{}
		}
		(*p)[name] = n
	}
	f.first = false
}
