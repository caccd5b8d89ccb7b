package centre

import (
	"fmt"
	"slices"
	"time"
)

func (c *checker) hours() {
	h := c.s.Hours
	c.within("hours.ticketing_closes_before", h.CloseBefore, 0, 4*time.Hour)
	for day, list := range h.Week {
		c.sessions("hours."+weekdays[day], list, h.CloseBefore)
	}
	for i, x := range h.Holidays {
		path := fmt.Sprintf("holiday[%d]", i)
		c.text(path+".name", x.Name)
		if x.To.Before(x.From) {
			c.bad(path+".to", "exchange the two days", "the holiday ends before it begins")
		}
		for _, o := range h.Holidays[:i] {
			if !x.From.Before(o.From) && !o.To.Before(x.From) || !o.From.Before(x.From) && !x.To.Before(o.From) {
				c.bad(path+".from", "join the two or shorten one", "the holiday overlaps the one from %s", o.From)
			}
		}
	}
	c.swaps()
}

func (c *checker) sessions(path string, list []Session, closeBefore time.Duration) {
	for i, x := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case x.To <= x.From:
			c.bad(at, "write the earlier time first", "the session %s ends before it begins", x)
		case i > 0 && x.From < list[i-1].To:
			c.bad(at, "let each session begin after the one before has ended", "the session %s overlaps %s", x, list[i-1])
		case time.Duration(x.To-x.From) <= closeBefore:
			c.bad(at, "shorten ticketing_closes_before or lengthen the session", "no number could be taken in the session %s", x)
		}
	}
}

func (c *checker) swaps() {
	h := c.s.Hours
	worked := Hours{Week: h.Week, Holidays: h.Holidays}
	for i, x := range h.Swaps {
		path := fmt.Sprintf("swap_day[%d]", i)
		c.text(path+".name", x.Name)
		if x.Work != (Date{}) && worked.IsWorkingDay(x.Work) {
			c.bad(path+".work", "name the Saturday, Sunday or holiday that is worked", "%s is a working day already", x.Work)
		}
		if x.Off != (Date{}) && len(h.Week[x.Off.Weekday()]) == 0 {
			c.bad(path+".off", "name the working day that is given for it, or leave the line out", "%s is a day off already", x.Off)
		}
		if slices.ContainsFunc(h.Swaps[:i], func(o Swap) bool { return o.Work == x.Work }) {
			c.bad(path+".work", "keep one of the two", "%s is swapped twice", x.Work)
		}
	}
}

func (c *checker) slots() {
	for i, x := range c.s.Slots {
		path := fmt.Sprintf("appointment_slots[%d]", i)
		for j, v := range x.Services {
			refer(c, fmt.Sprintf("%s.services[%d]", path, j), "service", v, c.s.Services, func(v Service) string { return v.ID })
		}
		if x.To <= x.From {
			c.bad(path+".to", "write the earlier time in from", "the times end before they begin")
		}
		c.within(path+".every", x.Every, time.Minute, 8*time.Hour)
		between(c, path+".places", x.Places, 1, 1000)
	}
}
