package queue_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// numbersDay is an open morning of a site at which a test gives numbers.
type numbersDay struct {
	t  testing.TB
	s  *queue.State
	at time.Time
}

func numbersOf(tb testing.TB, site *centre.Site, o queue.Options) *numbersDay {
	tb.Helper()
	d := &numbersDay{t: tb, s: queue.New(site, o), at: time.Date(2026, 11, 23, 7, 30, 0, 0, centre.ICT)}
	d.must(queue.Actor{Role: queue.Admin}, queue.OpenDay{Day: "2026-11-23"})
	return d
}

func (d *numbersDay) do(by queue.Actor, w queue.Wish) ([]queue.Event, error) {
	events, err := queue.Decide(d.s, queue.Command{By: by, Do: w}, d.at)
	if err == nil {
		d.s.Evolve(queue.Act{At: d.at, By: by, Events: events})
	}
	return events, err
}

func (d *numbersDay) must(by queue.Actor, w queue.Wish) []queue.Event {
	d.t.Helper()
	events, err := d.do(by, w)
	if err != nil {
		d.t.Fatalf("%#v: %v", w, err)
	}
	return events
}

// take gives one number of a service from the main line.
func (d *numbersDay) take(service string) string {
	d.t.Helper()
	d.at = d.at.Add(time.Millisecond)
	return d.must(queue.Actor{Role: queue.Visitor}, queue.Take{Service: service})[0].(queue.Issued).Number
}

// block reserves one of series A for a kiosk, and writes it as A501-A520.
func (d *numbersDay) block(kiosk string) string {
	events, err := d.do(queue.Actor{Role: queue.Visitor, Device: kiosk}, queue.ReserveBlock{Kiosk: kiosk, Series: "A"})
	if err != nil {
		return strings.TrimPrefix(err.Error(), "queue: ")
	}
	b := events[0].(queue.BlockReserved)
	return fmt.Sprintf("%s%03d-%s%03d", b.Series, b.From, b.Series, b.To)
}

// spend gives every number of a block, as a kiosk does that was cut off.
func (d *numbersDay) spend(kiosk, service, block string) {
	d.t.Helper()
	var from, to int
	if _, err := fmt.Sscanf(block[1:4]+" "+block[6:9], "%d %d", &from, &to); err != nil {
		d.t.Fatalf("%q is no block", block)
	}
	for n := from; n <= to; n++ {
		d.must(queue.Actor{Role: queue.Visitor, Device: kiosk}, queue.Take{
			Service: service, Number: fmt.Sprintf("%s%03d", block[:1], n), IssuedAt: d.at,
		})
	}
}

func TestNumbers_GrowInWidthAndNeverWrap(t *testing.T) {
	d := numbersOf(t, scriptSite(t, "small"), queue.Options{})
	last := ""
	for n := 1; n <= 1001; n++ {
		last = d.take("tuphap-new")
		if want := fmt.Sprintf("A%03d", n); last != want {
			t.Fatalf("number %d is %s, want %s", n, last, want)
		}
	}
	if last != "A1001" {
		t.Errorf("the thousand and first is %s", last)
	}
	if got := d.block("kiosk-2"); got != "block-spent" {
		t.Errorf("a block of numbers that were given: %s", got)
	}
}

func TestNumbers_LeaveOutTheBlocksOfASecondKiosk(t *testing.T) {
	d := numbersOf(t, scriptSite(t, "small"), queue.Options{})
	if got := d.block("kiosk-2"); got != "A501-A520" {
		t.Fatalf("first block %s", got)
	}
	for range 500 {
		d.take("tuphap-new")
	}
	if got := d.take("tuphap-new") + " " + d.take("tuphap-ask"); got != "A1001 A1002" {
		t.Errorf("after 500 came %s", got)
	}
	for range 501 {
		d.take("diachinh-new")
	}
	if got := d.take("diachinh-new"); got != "B502" {
		t.Errorf("a series without blocks goes on with %s", got)
	}
}

func TestNumbers_ABlockNeverHoldsWhatTheMainLineGave(t *testing.T) {
	d := numbersOf(t, scriptSite(t, "small"), queue.Options{})
	for range 530 {
		d.take("tuphap-new")
	}
	if got := d.block("kiosk-2"); got != "A541-A560" {
		t.Errorf("after A530 the first block is %s", got)
	}
	if got := d.s.Blocks("kiosk-2"); len(got) != 1 || got[0].From != 541 {
		t.Errorf("the kiosk holds %v", got)
	}
	if got := d.take("tuphap-new"); got != "A1001" {
		t.Errorf("the main line went on with %s", got)
	}
	if got := d.block("kiosk-2"); got != "A561-A580" {
		t.Errorf("after A1001 the next block is %s", got)
	}
}

func TestNumbers_EveryKioskHasAHundredAndMayUseOneThatNobodyHas(t *testing.T) {
	d := numbersOf(t, scriptSite(t, "small"), queue.Options{})
	given := map[string]string{}
	for _, kiosk := range []string{"kiosk-3", "hall", "kiosk-2"} {
		given[kiosk] = d.block(kiosk)
	}
	if given["kiosk-3"] != "A601-A620" || given["hall"] != "A501-A520" || given["kiosk-2"] != "A701-A720" {
		t.Errorf("blocks %v", given)
	}
	seen := map[string]bool{}
	block := given["kiosk-2"]
	for range 3 * 5 { // its own hundred and two that nobody has
		d.spend("kiosk-2", "tuphap-new", block)
		if seen[block] {
			t.Fatalf("%s was given twice", block)
		}
		seen[block] = true
		block = d.block("kiosk-2")
	}
	if !seen["A981-A999"] || !seen["A781-A800"] || seen["A521-A540"] || seen["A621-A640"] {
		t.Errorf("blocks %v", seen)
	}
	if block != "block-spent" {
		t.Errorf("after the last block comes %s", block)
	}
	if got := d.block("hall"); got != "A521-A540" {
		t.Errorf("another kiosk's hundred was used up: %s", got)
	}
}

func TestCap_HoldsForVisitorsAndCountsNoVoidNumber(t *testing.T) {
	site := *scriptSite(t, "small")
	site.Services = append([]centre.Service(nil), site.Services...)
	site.Services[0].Cap = 2
	capped, err := centre.New(site)
	if err != nil {
		t.Fatal(err)
	}
	d, service := numbersOf(t, capped, queue.Options{}), site.Services[0].ID
	visitor := queue.Actor{Role: queue.Visitor}
	d.take(service)
	slip := d.must(visitor, queue.Take{Service: service, Paper: true})[0].(queue.Issued)
	_, err = d.do(visitor, queue.Take{Service: service})
	var r *queue.Refusal
	if !errors.As(err, &r) || r.Code != queue.Quota || r.Opens.Format("2006-01-02 15:04") != "2026-11-24 07:00" {
		t.Fatalf("the third of two: %+v", err)
	}
	d.must(queue.Actor{Role: queue.Officer}, queue.Take{Service: service})
	d.must(visitor, queue.PaperFailed{Ticket: slip.Ticket, Cause: "jam"})
	d.at = d.at.Add(11 * time.Minute)
	at, c, ok := d.s.Due()
	if !ok || at.After(d.at) {
		t.Fatal("the unprinted slip is never void")
	}
	d.must(c.By, c.Do)
	if _, err := d.do(visitor, queue.Take{Service: service}); !errors.Is(err, queue.Refuse(queue.Quota)) {
		t.Errorf("with the officer's number there are two again, yet: %v", err)
	}
}

func TestBook_HoldsToTheTimesAndPlacesOfTheSite(t *testing.T) {
	site := scriptSite(t, "quang-binh")
	d := numbersOf(t, site, queue.Options{})
	day := centre.Date{Year: 2026, Month: 11, Day: 24}
	times := site.Appointments("khdt-new", day)
	desk := queue.Actor{Role: queue.Officer}
	for i := range times[0].Places {
		d.must(desk, queue.Book{ID: fmt.Sprint("k", i), Service: "khdt-new", At: times[0].At})
	}
	for at, next := range map[time.Time]time.Time{
		times[0].At:                       times[1].At, // full
		times[0].At.Add(10 * time.Minute): times[1].At, // no time of the list
	} {
		_, err := d.do(desk, queue.Book{ID: "one-more", Service: "khdt-new", At: at})
		var r *queue.Refusal
		if !errors.As(err, &r) || r.Code != queue.Quota || !r.Opens.Equal(next) {
			t.Errorf("booking at %v: %v, want the next at %v", at, err, next)
		}
	}
	d.must(desk, queue.Book{ID: "other-service", Service: "yte-new", At: times[0].At})
}

func TestOptions_IgnoreHoursForTrials(t *testing.T) {
	d := numbersOf(t, scriptSite(t, "small"), queue.Options{IgnoreHours: true})
	d.at = time.Date(2026, 11, 23, 22, 0, 0, 0, centre.ICT)
	d.take("tuphap-new")
}
