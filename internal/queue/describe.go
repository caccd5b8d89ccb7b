package queue

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"motcua/internal/centre"
)

// clockTime writes a moment as the hall's clock shows it.
func clockTime(at time.Time) string { return at.In(centre.ICT).Format("15:04:05") }

// Describe is an event in one plain line, for transcripts and for auditors.
func Describe(e Event) string {
	v, isVisit := e.(visiting)
	if !isVisit {
		return describeOther(e)
	}
	visit := v.About()
	return visit.Number + " " + describeVisit(e) + describeLines(visit)
}

// describeLines is how the lines change.
func describeLines(v Visit) (line string) {
	if v.Out != "" {
		line += ", leaves the line of " + v.Out
	}
	if v.In != nil {
		line += ", " + describeSpot(*v.In)
	}
	return line
}

func describeSpot(sp Spot) string {
	line := fmt.Sprintf("waits for %s as %s from %s", sp.Service, sp.Class, clockTime(sp.Key))
	if sp.Counter != "" {
		line += " at counter " + sp.Counter + " only"
	}
	return line
}

// with adds a part to a line if there is one.
func with(line, before, part string) string {
	if part == "" {
		return line
	}
	return line + before + part
}

//nolint:funlen // one line a word
func describeVisit(e Event) string {
	switch e := e.(type) {
	case Issued:
		line := fmt.Sprintf("issued for %s as %s", e.Service, e.Class)
		if e.Reserved {
			line += " from the block of " + e.Kiosk
		}
		if !e.Slot.IsZero() {
			line += " booked for " + clockTime(e.Slot)
		}
		if e.Paper && e.In == nil {
			line += ", a slip is awaited"
		}
		return line
	case Printed:
		return with("printed", ", proof ", e.Proof)
	case PrintFailed:
		return with("not printed", ": ", e.Cause)
	case Voided:
		return "void: no slip was ever held"
	case Called:
		return with(fmt.Sprintf("called to counter %s (call %d)", e.Counter, e.No), ", out of order: ", e.Reason)
	case Recalled:
		return fmt.Sprintf("called again to counter %s (recall %d)", e.Counter, e.Recall)
	case Begun:
		return "is at counter " + e.Counter
	case Finished:
		line := with("finished at counter "+e.Counter, ": ", e.Outcome)
		line = with(line, ", dossiers ", strings.Join(e.Dossiers, " "))
		if e.Fee > 0 {
			line += fmt.Sprintf(", fee %d", e.Fee)
		}
		return with(line, ", goes back to counter ", e.Back)
	case Absented:
		line := fmt.Sprintf("absent at counter %s for the %s time", e.Counter, ordinal(e.Times))
		if e.Final {
			line += ", cancelled"
		}
		return line
	case WasPutBack:
		return with("put back by counter "+e.Counter, ": ", e.Why)
	case Parked:
		line := with("parked by counter "+e.Counter, ": ", e.Reason)
		if !e.Until.IsZero() {
			line += " until " + clockTime(e.Until)
		}
		return line
	case Unparked:
		return "back from being parked"
	case Transferred:
		line := fmt.Sprintf("transferred by counter %s, placed %s", e.Counter, e.Place)
		return with(with(line, ": ", e.Reason), ", to come back to counter ", e.Back)
	case Returned:
		if e.Forgiven {
			return "reported again in time"
		}
		return "returned"
	case ReturnMarked:
		return with("may return", ", says counter ", e.Counter)
	case Cancelled:
		return with("cancelled", ": ", e.Reason)
	case Yielded:
		return "stepped back behind " + e.Behind
	case Reclassified:
		return "is " + e.Class
	case Approached:
		return "on the way to counter " + e.Counter
	case Rated:
		return "rated"
	default:
		return e.Name()
	}
}

func ordinal(n int) string {
	switch n {
	case 1:
		return "1st"
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	}
	return strconv.Itoa(n) + "th"
}

func describeOther(e Event) string {
	switch e := e.(type) {
	case DayOpened:
		line := "day " + e.Day + " opened"
		if len(e.Bookings) > 0 {
			line += fmt.Sprintf(", %d bookings ahead", len(e.Bookings))
		}
		return line
	case DayClosed:
		line := fmt.Sprintf("day %s closed", e.Day)
		line = with(line, ", lapsed ", strings.Join(e.Lapsed, " "))
		return with(line, ", unfinished ", strings.Join(e.Unfinished, " "))
	case SiteApplied:
		return "site document " + e.Hash[:min(12, len(e.Hash))] + " in force"
	case Undone:
		visits := make([]string, len(e.Visits))
		for i, v := range e.Visits {
			visits[i] = v.Number + describeLines(v)
		}
		return with(fmt.Sprintf("counter %s takes its last step back (%s)", e.Counter, e.Step), "; ", strings.Join(visits, "; "))
	case Shown:
		if e.Spoken {
			return fmt.Sprintf("wall %s has spoken call %d", e.Wall, e.No)
		}
		return fmt.Sprintf("wall %s shows call %d", e.Wall, e.No)
	case CounterOpened:
		return with("counter "+e.Counter+" opened", " by ", e.Officer)
	case CounterClosed:
		return "counter " + e.Counter + " closed"
	case CounterPaused:
		return "counter " + e.Counter + " paused: " + e.Reason
	case CounterResumed:
		return "counter " + e.Counter + " open again"
	case BlockReserved:
		return fmt.Sprintf("numbers %s to %s reserved for %s", formatNumber(e.Series, e.From), formatNumber(e.Series, e.To), e.Kiosk)
	case Booked:
		return fmt.Sprintf("booking %s for %s at %s", e.ID, e.Service, e.At.In(centre.ICT).Format("2006-01-02 15:04"))
	default:
		return e.Name()
	}
}
