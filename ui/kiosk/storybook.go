package kiosk

import (
	"fmt"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"motcua/assets"
	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Story is one screen in one state, from canned data.
type Story struct {
	Name   string
	Size   fyne.Size
	Object fyne.CanvasObject
}

// tale is how a visitor came to a page.
type tale struct {
	name string
	site func(*centre.Site)
	opt  Options
	at   time.Time
	hall func(*Hall)
	walk func(w *walk)
	look func(m *Model) // for what has no way to it yet
}

// walk is a flow with a clock of its own.
type walk struct {
	*Flow
	now    time.Time
	wishes []Wish
}

func (w *walk) press(b Button, value string) {
	w.now = w.now.Add(time.Second)
	w.Touch(Touch{Button: b, Value: value}, w.now)
}

func (w *walk) hear(n News) { w.Hear(n, w.now) }

func (w *walk) wait(d time.Duration) {
	w.now = w.now.Add(d)
	w.Tick(w.now)
}

// sampleDay is the Wednesday of the specification's pictures.
var sampleDay = time.Date(2026, time.November, 25, 9, 42, 0, 0, centre.ICT)

// sampleURL is an address of a phone page: ten characters that name nobody.
const sampleURL = "http://mc.quangbinh.gov.vn/t/7k2m9qx4tb"

// sampleHall is the hall of the specification's pictures.
func sampleHall() Hall {
	return Hall{
		Linked: true, Printer: PrinterReady,
		Waiting: map[string]int{
			"khdt-new": 5, "khdt-add": 1, "khdt-result": 2, "yte-new": 5, "gtvt-new": 7, "gtvt-add": 4,
			"tnmt-new": 4, "tuphap-new": 1, "ldtbxh-new": 3, "xaydung-new": 2, "vanphong-new": 1, "bhxh-new": 6, "congan-new": 2,
		},
	}
}

func (w *walk) toConfirm() {
	w.press(PressTake, "")
	w.press(PressAgency, "khdt")
	w.press(PressService, "khdt-new")
	w.hear(Estimated{Service: "khdt-new", Wait: Wait{Ahead: 8, Low: 15, High: 25, Known: true}})
}

func (w *walk) toTicket(s Slip) {
	w.toConfirm()
	w.press(PressPrint, "")
	w.issue("A024", true)
	w.hear(Printed{Ticket: "20261125-A024", Slip: s})
}

func (w *walk) issue(number string, paper bool) {
	w.hear(Issued{
		Press: w.Flow.press, Ticket: "20261125-" + number, Number: number, Service: w.service, URL: sampleURL, Paper: paper,
		Wait: Wait{Ahead: 8, Low: 15, High: 25, Known: true},
	})
}

func (w *walk) toSearch(typed string) {
	w.press(PressTake, "")
	w.press(PressSearch, "")
	for _, r := range typed {
		w.press(PressKey, string(r))
	}
}

// located is a ticket whose slip was held to the scanner.
func located(s queue.Status) Located {
	return Located{
		Ticket: "20261125-A024", Number: "A024", Service: "khdt-new", Status: s, Counter: "3",
		Wait: Wait{Ahead: 5, Low: 10, High: 20, Known: true},
	}
}

// sampleFile is the dossier of the specification's pictures.
func sampleFile(status int, term Term) File {
	day := func(d int) time.Time { return time.Date(2026, time.November, d, 8, 0, 0, 0, centre.ICT) }
	f := File{
		Code: "H46.05-261112-0037", Status: status, Agency: "tuphap", Term: term, Due: day(27), Left: 2,
		Service: "tuphap-ask", AsOf: sampleDay.Add(-4 * time.Minute), Days: [4]time.Time{day(12), day(13)},
	}
	if status == 9 {
		f.Service, f.Due, f.Days[2] = "tuphap-result", day(25), day(24)
	}
	return f
}

// catalogue is the sample catalogue as the flow searches it.
var catalogue = sync.OnceValue(func() []Procedure {
	var list []Procedure
	for _, p := range assets.Procedures() {
		list = append(list, Procedure{Key: p.Key(), Name: p.Name, Agency: p.Agency})
	}
	return list
})

// Storybook draws every page in every state from canned data, in both shapes,
// both languages and large text.
func Storybook() []Story {
	var out []Story
	for _, t := range tales() {
		m := t.model()
		out = append(out, story(t.name, m, 1080, 1920), story(t.name+"-lying", m, 1920, 1080))
	}
	return out
}

func story(name string, m Model, w, h float32) Story {
	s := NewScreen(func() time.Time { return sampleDay }, func(Touch) {})
	s.Show(m)
	return Story{Name: "kiosk-" + name, Size: fyne.NewSize(w, h), Object: s.Object()}
}

// sampleSite is the sample centre, shared by the tales that do not change it.
var sampleSite = sync.OnceValue(parseSample)

func parseSample() *centre.Site {
	data, ok := assets.Site("quang-binh")
	if !ok {
		panic("kiosk: the sample centre is not built in")
	}
	site, err := centre.Parse("quang-binh.toml", data)
	if err != nil {
		panic(fmt.Sprintf("kiosk: the sample centre is broken: %v", err))
	}
	return site
}

// model walks the tale and returns the page it ends at.
func (t tale) model() Model {
	site := sampleSite()
	if t.site != nil {
		site = parseSample()
		t.site(site)
	}
	if t.opt.Procedures == nil {
		t.opt.Procedures = catalogue()
	}
	w := &walk{now: sampleDay}
	if !t.at.IsZero() {
		w.now = t.at
	}
	w.Flow = NewFlow(site, t.opt, func(x Wish) { w.wishes = append(w.wishes, x) })
	if t.name != "starting" {
		hall := sampleHall()
		if t.hall != nil {
			t.hall(&hall)
		}
		w.hear(hall)
	}
	if t.walk != nil {
		t.walk(w)
	}
	m := w.Model(w.now)
	m.Now = m.Now.Truncate(time.Minute)
	if t.look != nil {
		t.look(&m)
	}
	return m
}
