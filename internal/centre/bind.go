package centre

import (
	"time"

	"motcua/internal/centre/form"
)

// bind describes the whole site document: each key once, for reading and for
// writing alike.
func (s *Site) bind(d *form.Sheet) {
	d.Group("centre", form.Must, s.bindCentre)
	form.Each(d, "agency", form.May, &s.Agencies, (*Agency).bind)
	form.Each(d, "room", form.Must, &s.Rooms, (*Room).bind)
	form.Each(d, "zone", form.Must, &s.Zones, (*Zone).bind)
	form.Each(d, "counter", form.Must, &s.Counters, (*Counter).bind)
	form.Each(d, "service", form.Must, &s.Services, (*Service).bind)
	form.Each(d, "class", form.May, &s.Classes, (*Class).bind)
	d.Group("hours", form.Must, s.Hours.bind)
	form.Each(d, "holiday", form.May, &s.Hours.Holidays, (*Holiday).bind)
	form.Each(d, "swap_day", form.May, &s.Hours.Swaps, (*Swap).bind)
	d.Group("rules", form.May, s.Rules.bind)
	form.Each(d, "wall", form.May, &s.Walls, (*Wall).bind)
	form.Each(d, "notice", form.May, &s.Notices, (*Notice).bind)
	d.Group("reasons", form.May, s.Reasons.bind)
	d.Group("rating", form.May, s.Rating.bind)
	d.Group("slip", form.May, s.Slip.bind)
	d.Group("voice", form.May, s.Voice.bind)
	form.Each(d, "appointment_slots", form.May, &s.Slots, (*Slot).bind)
	form.Named(d, "kiosk", &s.Kiosks, (*Kiosk).bind)
	d.Group("retention", form.May, s.Retention.bind)
	s.bindProvince(d)
	form.Named(d, "notify", &s.Notify, (*Notify).bind)
}

func (s *Site) bindCentre(d *form.Sheet) {
	if s.Names == nil && s.Name != "" {
		s.Names = Text{"vi": s.Name}
	}
	form.Text(d, "name", &s.Names, form.Must)
	s.Name = s.Names.In("vi")
	form.Text(d, "place", &s.Place, form.May)
	d.Str("short", &s.Short, form.May)
	d.Str("address", &s.Address, form.May)
	d.Str("hotline", &s.Hotline, form.May)
	d.Str("code", &s.Code, form.May)
	d.Strs("languages", &s.Languages, form.May)
}

func (s *Site) bindProvince(d *form.Sheet) {
	if d.Writing() {
		if s.Province != nil {
			d.Group("province", form.May, s.Province.bind)
		}
		return
	}
	p := Province{}
	if d.Group("province", form.May, p.bind) {
		s.Province = &p
	}
}

func (a *Agency) bind(d *form.Sheet) {
	d.Str("id", &a.ID, form.Must)
	form.Text(d, "name", &a.Name, form.Must)
	form.Text(d, "short", &a.Short, form.May)
	form.Text(d, "break", &a.Break, form.May)
	d.Str("code", &a.Code, form.May)
	d.Str("contact", &a.Contact, form.May)
}

func (r *Room) bind(d *form.Sheet) {
	d.Str("id", &r.ID, form.Must)
	form.Text(d, "name", &r.Name, form.Must)
}

func (z *Zone) bind(d *form.Sheet) {
	d.Str("id", &z.ID, form.Must)
	form.Text(d, "name", &z.Name, form.Must)
}

func (c *Counter) bind(d *form.Sheet) {
	d.Str("id", &c.ID, form.Must)
	d.Str("label", &c.Label, form.May)
	d.Str("room", &c.Room, form.Must)
	d.Str("zone", &c.Zone, form.Must)
	d.Strs("services", &c.Services, form.Must)
	d.Str("indicator", &c.Indicator, form.May)
}

func (v *Service) bind(d *form.Sheet) {
	d.Str("id", &v.ID, form.Must)
	form.Text(d, "name", &v.Name, form.Must)
	form.Text(d, "hint", &v.Hint, form.May)
	d.Str("agency", &v.Agency, form.May)
	d.Str("group", &v.Group, form.May)
	d.Str("series", &v.Series, form.Must)
	d.Str("kind", &v.Kind, form.May)
	d.Number("minutes", &v.Minutes, form.Must)
	d.Whole("cap", &v.Cap, form.May)
	form.Texts(d, "needs", &v.Needs)
	d.Str("icon", &v.Icon, form.May)
}

func (c *Class) bind(d *form.Sheet) {
	d.Str("id", &c.ID, form.Must)
	form.Text(d, "name", &c.Name, form.Must)
	d.Span("head_start", &c.HeadStart)
	d.Yes("asked", &c.Asked)
}

// weekdays are the keys of [hours], by time.Weekday.
var weekdays = [7]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func (h *Hours) bind(d *form.Sheet) {
	for i := range 7 {
		day := (i + 1) % 7 // the week begins on Monday
		sessions(d, weekdays[day], &h.Week[day])
	}
	d.Span("ticketing_closes_before", &h.CloseBefore)
}

func (h *Holiday) bind(d *form.Sheet) {
	date(d, "from", &h.From, form.Must)
	if !d.Writing() {
		h.To = h.From
	}
	date(d, "to", &h.To, form.May)
	form.Text(d, "name", &h.Name, form.Must)
}

func (s *Swap) bind(d *form.Sheet) {
	date(d, "work", &s.Work, form.Must)
	date(d, "off", &s.Off, form.May)
	form.Text(d, "name", &s.Name, form.May)
}

func (r *Rules) bind(d *form.Sheet) {
	d.Span("recall_every", &r.RecallEvery)
	d.Whole("recall_max", &r.RecallMax, form.May)
	d.Span("absent_after", &r.AbsentAfter)
	d.Whole("absences", &r.Absences, form.May)
	d.Span("forgive_within", &r.ForgiveWithin)
	d.Span("put_back_within", &r.PutBackWithin)
	d.Span("undo_within", &r.UndoWithin)
	d.Span("proof_wait", &r.ProofWait)
	d.Span("unprinted_void", &r.UnprintedVoid)
	d.Span("booking_grace", &r.BookingGrace)
	d.Span("booking_early", &r.BookingEarly)
	d.Whole("guard", &r.Guard, form.May)
	d.Number("reserved_warn", &r.ReservedWarn, form.May)
	d.Whole("yield_max", &r.YieldMax, form.May)
}

func (w *Wall) bind(d *form.Sheet) {
	d.Str("id", &w.ID, form.Must)
	d.Str("zone", &w.Zone, form.May)
	d.Str("counter", &w.Counter, form.May)
	d.Str("layout", &w.Layout, form.Must)
	d.Yes("board_pages", &w.BoardPages)
	d.Str("media", &w.Media, form.May)
	form.Text(d, "ticker", &w.Ticker, form.May)
	d.Map("arrows", &w.Arrows)
}

func (n *Notice) bind(d *form.Sheet) {
	form.Text(d, "text", &n.Text, form.Must)
	moment(d, "from", &n.From)
	moment(d, "to", &n.To)
}

func (r *Reasons) bind(d *form.Sheet) {
	form.Each(d, "pause", form.May, &r.Pause, (*Reason).bind)
	form.Each(d, "call", form.May, &r.Call, (*Reason).bind)
	form.Each(d, "cancel", form.May, &r.Cancel, (*Reason).bind)
	form.Each(d, "park", form.May, &r.Park, (*Reason).bind)
}

func (r *Reason) bind(d *form.Sheet) {
	d.Str("id", &r.ID, form.Must)
	form.Text(d, "name", &r.Name, form.Must)
}

func (r *Rating) bind(d *form.Sheet) {
	d.Yes("comment", &r.Comment)
	form.Each(d, "question", form.May, &r.Questions, (*Question).bind)
}

func (q *Question) bind(d *form.Sheet) {
	d.Str("id", &q.ID, form.Must)
	form.Text(d, "text", &q.Text, form.Must)
	d.Whole("scale", &q.Scale, form.Must)
	form.Texts(d, "levels", &q.Levels)
	d.Str("where", &q.Where, form.May)
}

func (s *Slip) bind(d *form.Sheet) {
	d.Whole("width", &s.Width, form.May)
	d.Yes("short", &s.Short)
	form.Texts(d, "lines", &s.Lines)
}

func (v *Voice) bind(d *form.Sheet) {
	d.Number("level", &v.Level, form.May)
	d.Strs("mute", &v.Mute, form.May)
	form.Text(d, "call", &v.Call, form.May)
	form.Text(d, "brief", &v.Brief, form.May)
}

func (k *Kiosk) bind(d *form.Sheet) {
	d.Str("zone", &k.Zone, form.May)
	d.Str("slot", &k.Slot, form.May)
	d.Str("printer", &k.Printer, form.May)
	d.Str("scanner", &k.Scanner, form.May)
	d.Str("lamp", &k.Lamp, form.May)
	if !d.Writing() {
		k.Idle = 30 * time.Second
	}
	d.Span("idle", &k.Idle)
}

func (s *Slot) bind(d *form.Sheet) {
	d.Strs("services", &s.Services, form.May)
	days(d, "days", &s.Days)
	clock(d, "from", &s.From)
	clock(d, "to", &s.To)
	d.Span("every", &s.Every)
	d.Whole("places", &s.Places, form.Must)
}

func (r *Retention) bind(d *form.Sheet) {
	d.Whole("tickets", &r.Tickets, form.May)
	d.Whole("dossiers", &r.Dossiers, form.May)
	d.Whole("ratings", &r.Ratings, form.May)
	d.Whole("sealed", &r.Sealed, form.May)
	d.Whole("audit", &r.Audit, form.May)
	d.Whole("tape", &r.Tape, form.May)
	d.Whole("backups", &r.Backups, form.May)
}

func (p *Province) bind(d *form.Sheet) {
	d.Str("dialect", &p.Dialect, form.Must)
	d.Str("unit", &p.Unit, form.May)
	d.Str("dest", &p.Dest, form.May)
	d.Number("rate", &p.Rate, form.May)
	d.Str("window", &p.Window, form.May)
	d.Map("endpoints", &p.Endpoints)
	d.Map("credentials", &p.Credentials)
	if d.Writing() {
		if p.Inbound != nil {
			d.Group("inbound", form.May, p.Inbound.bind)
		}
		return
	}
	in := Inbound{}
	if d.Group("inbound", form.May, in.bind) {
		p.Inbound = &in
	}
}

func (i *Inbound) bind(d *form.Sheet) {
	d.Str("token_file", &i.TokenFile, form.Must)
	d.Strs("allow", &i.Allow, form.Must)
}

func (n *Notify) bind(d *form.Sheet) {
	d.Str("channel", &n.Channel, form.Must)
	d.Str("sender", &n.Sender, form.May)
	d.Str("endpoint", &n.Endpoint, form.May)
	d.Number("rate", &n.Rate, form.May)
	d.Map("credentials", &n.Credentials)
	d.Map("templates", &n.Templates)
}
