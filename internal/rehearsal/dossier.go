package rehearsal

import (
	"fmt"

	"motcua/internal/centre"
)

// code is a dossier code as the one-stop system of an agency numbers them, or
// nothing where the agency has no identifier. The rehearsal plays that system;
// the product itself never makes one.
func code(a centre.Agency, d centre.Date, serial int) string {
	if a.Code == "" {
		return ""
	}
	return fmt.Sprintf("%s-%02d%02d%02d-%04d", a.Code, d.Year%100, int(d.Month), d.Day, serial)
}

// received is the code of the papers taken in at the end of a visit, if it took any.
func (h *hall) received(service string) []string {
	if h.brief || !h.submits(service) {
		return nil
	}
	a, _ := h.site.Agency(h.agency(service))
	h.serial[a.ID]++
	if c := code(a, centre.DateOf(h.clock.Now()), h.serial[a.ID]); c != "" {
		return []string{c}
	}
	return nil
}

// receipt is the code on the slip with which a visitor comes for a result: of
// one to four weeks ago. Not everybody scans it.
func (h *hall) receipt(x *person) string {
	v, _ := h.site.Service(x.service)
	if h.brief || v.Kind != "collect" || x.persona%10 > 5 {
		return ""
	}
	a, _ := h.site.Agency(v.Agency)
	d := centre.DateOf(h.clock.Now()).Add(-7 - x.persona%21)
	for !h.site.Hours.IsWorkingDay(d) {
		d = d.Add(-1)
	}
	return code(a, d, 1+x.persona%30)
}
