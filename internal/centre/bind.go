package centre

import (
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

// bind describes the whole site document: each key once, for reading and for
// writing alike.
func (s *Site) bind(d *sheet) {
	d.group("centre", must, s.bindCentre)
	each(d, "agency", may, &s.Agencies, (*Agency).bind)
	each(d, "room", must, &s.Rooms, (*Room).bind)
	each(d, "zone", must, &s.Zones, (*Zone).bind)
	each(d, "counter", must, &s.Counters, (*Counter).bind)
	each(d, "service", must, &s.Services, (*Service).bind)
	each(d, "class", may, &s.Classes, (*Class).bind)
	d.group("hours", must, s.Hours.bind)
	each(d, "holiday", may, &s.Hours.Holidays, (*Holiday).bind)
	each(d, "swap_day", may, &s.Hours.Swaps, (*Swap).bind)
	d.group("rules", may, s.Rules.bind)
	each(d, "wall", may, &s.Walls, (*Wall).bind)
	each(d, "notice", may, &s.Notices, (*Notice).bind)
	d.group("reasons", may, s.Reasons.bind)
	d.group("rating", may, s.Rating.bind)
	d.group("slip", may, s.Slip.bind)
	d.group("voice", may, s.Voice.bind)
	each(d, "appointment_slots", may, &s.Slots, (*Slot).bind)
	named(d, "kiosk", &s.Kiosks, (*Kiosk).bind)
	d.group("retention", may, s.Retention.bind)
	s.bindProvince(d)
	named(d, "notify", &s.Notify, (*Notify).bind)
}

func (s *Site) bindCentre(d *sheet) {
	if s.Names == nil && s.Name != "" {
		s.Names = Text{"vi": s.Name}
	}
	d.text("name", &s.Names, must)
	s.Name = s.Names.In("vi")
	d.text("place", &s.Place, may)
	d.str("short", &s.Short, may)
	d.str("address", &s.Address, may)
	d.str("hotline", &s.Hotline, may)
	d.str("code", &s.Code, may)
	d.strs("languages", &s.Languages, may)
}

func (s *Site) bindProvince(d *sheet) {
	if d.out != nil {
		if s.Province != nil {
			d.group("province", may, s.Province.bind)
		}
		return
	}
	p := Province{}
	if d.group("province", may, p.bind) {
		s.Province = &p
	}
}

func (a *Agency) bind(d *sheet) {
	d.str("id", &a.ID, must)
	d.text("name", &a.Name, must)
	d.text("short", &a.Short, may)
	d.text("break", &a.Break, may)
	d.str("code", &a.Code, may)
	d.str("contact", &a.Contact, may)
}

func (r *Room) bind(d *sheet) {
	d.str("id", &r.ID, must)
	d.text("name", &r.Name, must)
}

func (z *Zone) bind(d *sheet) {
	d.str("id", &z.ID, must)
	d.text("name", &z.Name, must)
}

func (c *Counter) bind(d *sheet) {
	d.str("id", &c.ID, must)
	d.str("label", &c.Label, may)
	d.str("room", &c.Room, must)
	d.str("zone", &c.Zone, must)
	d.strs("services", &c.Services, must)
	d.str("indicator", &c.Indicator, may)
}

func (v *Service) bind(d *sheet) {
	d.str("id", &v.ID, must)
	d.text("name", &v.Name, must)
	d.text("hint", &v.Hint, may)
	d.str("agency", &v.Agency, may)
	d.str("group", &v.Group, may)
	d.str("series", &v.Series, must)
	d.str("kind", &v.Kind, may)
	d.number("minutes", &v.Minutes, must)
	d.whole("cap", &v.Cap, may)
	d.texts("needs", &v.Needs)
	d.str("icon", &v.Icon, may)
}

func (c *Class) bind(d *sheet) {
	d.str("id", &c.ID, must)
	d.text("name", &c.Name, must)
	d.span("head_start", &c.HeadStart)
	d.yes("asked", &c.Asked)
}

// weekdays are the keys of [hours], by time.Weekday.
var weekdays = [7]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func (h *Hours) bind(d *sheet) {
	for i := range 7 {
		day := (i + 1) % 7 // the week begins on Monday
		d.sessions(weekdays[day], &h.Week[day])
	}
	d.span("ticketing_closes_before", &h.CloseBefore)
}

// sessions are the hours of one weekday, ["07:00-11:30", "13:30-17:00"].
func (s *sheet) sessions(key string, p *[]Session) {
	if s.out != nil {
		var list []string
		for _, x := range *p {
			list = append(list, x.String())
		}
		s.out.strs(key, list)
		return
	}
	const wanted = `a list of hours such as ["07:00-11:30", "13:30-17:00"]`
	for _, x := range s.list(key, may, wanted) {
		from, to, _ := strings.Cut(x.text, "-")
		a, err1 := ParseClock(strings.TrimSpace(from))
		b, err2 := ParseClock(strings.TrimSpace(to))
		if x.kind != unstable.String || err1 != nil || err2 != nil {
			s.wrong(x, key, wanted)
			continue
		}
		*p = append(*p, Session{a, b})
	}
}

// String writes the session as 07:00-11:30.
func (s Session) String() string { return s.From.String() + "-" + s.To.String() }

func (h *Holiday) bind(d *sheet) {
	d.date("from", &h.From, must)
	if d.in != nil {
		h.To = h.From
	}
	d.date("to", &h.To, may)
	d.text("name", &h.Name, must)
}

func (s *Swap) bind(d *sheet) {
	d.date("work", &s.Work, must)
	d.date("off", &s.Off, may)
	d.text("name", &s.Name, may)
}

func (r *Rules) bind(d *sheet) {
	d.span("recall_every", &r.RecallEvery)
	d.whole("recall_max", &r.RecallMax, may)
	d.span("absent_after", &r.AbsentAfter)
	d.whole("absences", &r.Absences, may)
	d.span("forgive_within", &r.ForgiveWithin)
	d.span("put_back_within", &r.PutBackWithin)
	d.span("undo_within", &r.UndoWithin)
	d.span("proof_wait", &r.ProofWait)
	d.span("unprinted_void", &r.UnprintedVoid)
	d.span("booking_grace", &r.BookingGrace)
	d.span("booking_early", &r.BookingEarly)
	d.whole("guard", &r.Guard, may)
	d.number("reserved_warn", &r.ReservedWarn, may)
	d.whole("yield_max", &r.YieldMax, may)
}

func (w *Wall) bind(d *sheet) {
	d.str("id", &w.ID, must)
	d.str("zone", &w.Zone, may)
	d.str("counter", &w.Counter, may)
	d.str("layout", &w.Layout, must)
	d.yes("board_pages", &w.BoardPages)
	d.str("media", &w.Media, may)
	d.text("ticker", &w.Ticker, may)
	d.strmap("arrows", &w.Arrows)
}

func (n *Notice) bind(d *sheet) {
	d.text("text", &n.Text, must)
	d.moment("from", &n.From)
	d.moment("to", &n.To)
}

func (r *Reasons) bind(d *sheet) {
	each(d, "pause", may, &r.Pause, (*Reason).bind)
	each(d, "call", may, &r.Call, (*Reason).bind)
	each(d, "cancel", may, &r.Cancel, (*Reason).bind)
	each(d, "park", may, &r.Park, (*Reason).bind)
}

func (r *Reason) bind(d *sheet) {
	d.str("id", &r.ID, must)
	d.text("name", &r.Name, must)
}

func (r *Rating) bind(d *sheet) {
	d.yes("comment", &r.Comment)
	each(d, "question", may, &r.Questions, (*Question).bind)
}

func (q *Question) bind(d *sheet) {
	d.str("id", &q.ID, must)
	d.text("text", &q.Text, must)
	d.whole("scale", &q.Scale, must)
	d.texts("levels", &q.Levels)
	d.str("where", &q.Where, may)
}

func (s *Slip) bind(d *sheet) {
	d.whole("width", &s.Width, may)
	d.yes("short", &s.Short)
	d.texts("lines", &s.Lines)
}

func (v *Voice) bind(d *sheet) {
	d.number("level", &v.Level, may)
	d.strs("mute", &v.Mute, may)
	d.text("call", &v.Call, may)
	d.text("brief", &v.Brief, may)
}

func (k *Kiosk) bind(d *sheet) {
	d.str("zone", &k.Zone, may)
	d.str("slot", &k.Slot, may)
	d.str("printer", &k.Printer, may)
	d.str("scanner", &k.Scanner, may)
	d.str("lamp", &k.Lamp, may)
	if d.in != nil {
		k.Idle = 30 * time.Second
	}
	d.span("idle", &k.Idle)
}

func (s *Slot) bind(d *sheet) {
	d.strs("services", &s.Services, may)
	days := make([]string, len(s.Days))
	for i, day := range s.Days {
		days[i] = weekdays[day]
	}
	d.strs("days", &days, must)
	if d.in != nil {
		s.Days = d.daysOf("days", days)
	}
	d.clock("from", &s.From)
	d.clock("to", &s.To)
	d.span("every", &s.Every)
	d.whole("places", &s.Places, must)
}

// daysOf turns the names of weekdays into weekdays.
func (s *sheet) daysOf(key string, names []string) (days []time.Weekday) {
	for i, name := range names {
		known := false
		for day, w := range weekdays {
			if w == name {
				days, known = append(days, time.Weekday(day)), true
			}
		}
		if !known {
			s.wrong(s.in.table[key].items[i], key, "weekdays in English: "+strings.Join(weekdays[1:], ", ")+" or sunday")
		}
	}
	return days
}

func (r *Retention) bind(d *sheet) {
	d.whole("tickets", &r.Tickets, may)
	d.whole("dossiers", &r.Dossiers, may)
	d.whole("ratings", &r.Ratings, may)
	d.whole("sealed", &r.Sealed, may)
	d.whole("audit", &r.Audit, may)
	d.whole("tape", &r.Tape, may)
	d.whole("backups", &r.Backups, may)
}

func (p *Province) bind(d *sheet) {
	d.str("dialect", &p.Dialect, must)
	d.str("unit", &p.Unit, may)
	d.str("dest", &p.Dest, may)
	d.number("rate", &p.Rate, may)
	d.str("window", &p.Window, may)
	d.strmap("endpoints", &p.Endpoints)
	d.strmap("credentials", &p.Credentials)
	if d.out != nil {
		if p.Inbound != nil {
			d.group("inbound", may, p.Inbound.bind)
		}
		return
	}
	in := Inbound{}
	if d.group("inbound", may, in.bind) {
		p.Inbound = &in
	}
}

func (i *Inbound) bind(d *sheet) {
	d.str("token_file", &i.TokenFile, must)
	d.strs("allow", &i.Allow, must)
}

func (n *Notify) bind(d *sheet) {
	d.str("channel", &n.Channel, must)
	d.str("sender", &n.Sender, may)
	d.str("endpoint", &n.Endpoint, may)
	d.number("rate", &n.Rate, may)
	d.strmap("credentials", &n.Credentials)
	d.strmap("templates", &n.Templates)
}
