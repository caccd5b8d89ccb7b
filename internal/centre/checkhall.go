package centre

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"motcua/internal/centre/form"
)

func (c *checker) places() {
	ids(c, "agency", c.s.Agencies, func(a Agency) string { return a.ID })
	ids(c, "room", c.s.Rooms, func(r Room) string { return r.ID })
	ids(c, "zone", c.s.Zones, func(z Zone) string { return z.ID })
	for i, a := range c.s.Agencies {
		path := fmt.Sprintf("agency[%d]", i)
		c.text(path+".name", a.Name)
		c.text(path+".short", a.Short)
		if a.Code != "" && !agencyCode(a.Code) {
			c.bad(path+".code", "write it as H46.10", "%s is not an identifier of an agency", form.Quote(a.Code))
		}
		for _, lang := range slices.Sorted(maps.Keys(a.Break)) {
			if strings.Join(strings.Fields(a.Break[lang]), " ") != a.Name[lang] {
				c.bad(path+".break", `write the name again with \n where the line may end`, "the broken name is not the name")
			}
		}
	}
	for i, r := range c.s.Rooms {
		c.text(fmt.Sprintf("room[%d].name", i), r.Name)
	}
	for i, z := range c.s.Zones {
		c.text(fmt.Sprintf("zone[%d].name", i), z.Name)
	}
}

func (c *checker) counters() {
	ids(c, "counter", c.s.Counters, func(k Counter) string { return k.ID })
	labels := map[string]string{}
	for i, k := range c.s.Counters {
		path := fmt.Sprintf("counter[%d]", i)
		refer(c, path+".room", "room", k.Room, c.s.Rooms, func(r Room) string { return r.ID })
		refer(c, path+".zone", "zone", k.Zone, c.s.Zones, func(z Zone) string { return z.ID })
		c.address(path+".indicator", k.Indicator)
		if other, twice := labels[k.Label]; twice && k.Label != "" && other != k.ID {
			c.bad(path+".label", "visitors would not know where to go: give each counter a label of its own",
				"the label %s is also that of counter %s", form.Quote(k.Label), form.Quote(other))
		}
		labels[k.Label] = k.ID
		if len(k.Services) == 0 {
			c.bad(path+".services", "list at least one service", "the counter serves nothing")
		}
		for j, v := range k.Services {
			at := fmt.Sprintf("%s.services[%d]", path, j)
			refer(c, at, "service", v, c.s.Services, func(v Service) string { return v.ID })
			if slices.Contains(k.Services[:j], v) {
				c.bad(at, "keep one of the two", "the service %s is listed twice", form.Quote(v))
			}
		}
	}
}

func (c *checker) services() {
	ids(c, "service", c.s.Services, func(v Service) string { return v.ID })
	owner := map[string]Service{}
	for i, v := range c.s.Services {
		path := fmt.Sprintf("service[%d]", i)
		c.text(path+".name", v.Name)
		c.text(path+".hint", v.Hint)
		for j, t := range v.Needs {
			c.text(fmt.Sprintf("%s.needs[%d]", path, j), t)
		}
		refer(c, path+".agency", "agency", v.Agency, c.s.Agencies, func(a Agency) string { return a.ID })
		oneOf(c, path+".kind", v.Kind, Kinds)
		between(c, path+".minutes", v.Minutes, 0.5, 480)
		between(c, path+".cap", v.Cap, 0, 9999)
		if v.Series != "" && (len(v.Series) != 1 || !strings.Contains(series, v.Series)) {
			c.bad(path+".series", "use one of the letters "+strings.Join(strings.Split(series, ""), " "),
				"%s cannot begin a number", form.Quote(v.Series))
		}
		if first, taken := owner[v.Series]; !taken {
			owner[v.Series] = v
		} else if v.Series != "" && first.SeriesGroup() != v.SeriesGroup() {
			c.bad(path+".series", "give this group a letter of its own, or name the same group in both services",
				"the series %s already belongs to %s", form.Quote(v.Series), form.Quote(first.SeriesGroup()))
		}
		if v.ID != "" && !slices.ContainsFunc(c.s.Counters, func(k Counter) bool { return slices.Contains(k.Services, v.ID) }) {
			c.bad(path, "add it to the services of a counter or remove it", "no counter serves %s", form.Quote(v.ID))
		}
	}
}

func (c *checker) classes() {
	ids(c, "class", c.s.Classes, func(k Class) string { return k.ID })
	for i, k := range c.s.Classes {
		path := fmt.Sprintf("class[%d]", i)
		c.text(path+".name", k.Name)
		c.within(path+".head_start", k.HeadStart, 0, 24*time.Hour)
		if k.ID == Ordinary && k.HeadStart != 0 {
			c.bad(path+".head_start", "give the others more instead", "the class %q has no head start", Ordinary)
		}
	}
	for _, id := range []string{Ordinary, Appointment, Return} {
		if !slices.ContainsFunc(c.s.Classes, func(k Class) bool { return k.ID == id }) {
			c.bad("class", "add a [[class]] with this id; the rules speak of it", "the class %q is missing", id)
		}
	}
}

func (c *checker) rules() {
	r := c.s.Rules
	c.within("rules.recall_every", r.RecallEvery, 0, time.Minute)
	between(c, "rules.recall_max", r.RecallMax, 0, 20)
	c.within("rules.absent_after", r.AbsentAfter, 0, 10*time.Minute)
	between(c, "rules.absences", r.Absences, 1, 20)
	c.within("rules.forgive_within", r.ForgiveWithin, 0, 4*time.Hour)
	c.within("rules.put_back_within", r.PutBackWithin, 0, 10*time.Minute)
	c.within("rules.undo_within", r.UndoWithin, 0, 10*time.Minute)
	c.within("rules.proof_wait", r.ProofWait, time.Second, 10*time.Minute)
	c.within("rules.unprinted_void", r.UnprintedVoid, time.Minute, 4*time.Hour)
	c.within("rules.booking_grace", r.BookingGrace, 0, 2*time.Hour)
	c.within("rules.booking_early", r.BookingEarly, 0, 4*time.Hour)
	between(c, "rules.guard", r.Guard, 0, 100)
	between(c, "rules.reserved_warn", r.ReservedWarn, 0, 1)
	between(c, "rules.yield_max", r.YieldMax, 0, 10)
}

func (c *checker) reasons() {
	for _, l := range []struct {
		key  string
		list []Reason
	}{
		{"reasons.pause", c.s.Reasons.Pause},
		{"reasons.call", c.s.Reasons.Call},
		{"reasons.cancel", c.s.Reasons.Cancel},
		{"reasons.park", c.s.Reasons.Park},
	} {
		ids(c, l.key, l.list, func(r Reason) string { return r.ID })
		for i, r := range l.list {
			c.text(fmt.Sprintf("%s[%d].name", l.key, i), r.Name)
		}
	}
}
