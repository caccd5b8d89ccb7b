//go:build !headless && linux

package main

import (
	"bytes"
	"context"
	"image"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"motcua/internal/board"
	"motcua/internal/lan"
	"motcua/ui/window"
)

// Where the three windows stand: an upright kiosk at half its design size.
var (
	kioskAt   = window.Placement{W: 540, H: 960}
	wallAt    = window.Placement{W: 900, H: 506, X: 545}
	counterAt = window.Placement{W: 420, H: 760, X: 1450}
)

// onGlass is a point of the kiosk's design as it lies on the desktop.
func onGlass(x, y int) image.Point { return image.Pt(kioskAt.X+x/2, kioskAt.Y+y/2) }

// What a visitor touches, in pixels of the design.
var (
	takeANumber = onGlass(400, 820)
	firstAgency = onGlass(295, 575)
	otherAgency = onGlass(785, 575)
	submitNew   = onGlass(540, 606)
	printSlip   = onGlass(540, 1344)
	doneTicket  = onGlass(540, 1634)
)

// handPause is the pause of a hand between two touches; the glass takes none
// sooner after a new page.
const handPause = 500 * time.Millisecond

// hallRun is three programs on one display, each a process of its own.
type hallRun struct {
	t    *testing.T
	x    *desktop
	bin  string
	home string
	data string
	addr string
	hub  *lan.Client

	kiosk, counter, wall *running
}

func newHall(t *testing.T) *hallRun {
	t.Helper()
	h := &hallRun{t: t, x: newDesktop(t, 1880, 960), bin: programs(t), home: t.TempDir(), data: t.TempDir()}
	// The port is chosen once: the others must find the hub again after its restart.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	h.hub = lan.Dial("http://"+h.addr, lan.DialOptions{Lang: "en", Role: "lead"})
	h.openKiosk()
	h.wall = h.open("display", "run", "--hub", "http://"+h.addr, "--zone", "A", "--id", "wall-of-test", "--data", filepath.Join(h.home, "wall"), "--window", wallAt.String())
	h.counter = h.open("counter", "run", "--hub", "http://"+h.addr, "--counter", "1", "--data", filepath.Join(h.home, "counter"), "--window", counterAt.String())
	for name, p := range map[string]window.Placement{"kiosk": kioskAt, "wall": wallAt, "counter": counterAt} {
		await(t, "the window of the "+name+" is painted", func() bool { return painted(h.x.look(p)) > .9 })
	}
	await(t, "the wall is connected", func() bool { return h.walls() })
	return h
}

func (h *hallRun) open(name string, args ...string) *running {
	env := append(os.Environ(), "DISPLAY="+h.x.display, "WAYLAND_DISPLAY=", "HOME="+h.home, "XDG_DATA_HOME=", "LIBGL_ALWAYS_SOFTWARE=1")
	return start(h.t, filepath.Join(h.bin, name), env, args...)
}

func (h *hallRun) openKiosk() {
	h.t.Helper()
	h.kiosk = h.open("kiosk", "run", "--data", h.data, "--listen", h.addr, "--window", kioskAt.String())
	await(h.t, "the hub takes commands", func() bool { return answers(h.t.Context(), "http://"+h.addr+"/readyz") })
}

// walls tells whether the wall listens: the counter, the kiosk and the wall each hold a stream.
func (h *hallRun) walls() bool {
	r, err := http.Get("http://" + h.addr + "/metrics")
	if err != nil {
		return false
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	return err == nil && bytes.Contains(text, []byte("\nmotcua_stream_clients 3\n"))
}

func (h *hallRun) queue() board.Queue {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	q, err := h.hub.Queue(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	return q
}

// waiting are the numbers that wait, in order of their tickets.
func (h *hallRun) waiting() (numbers []string) {
	q := h.queue()
	for i := range q.Waiting {
		numbers = append(numbers, q.Waiting[i].Number)
	}
	slices.Sort(numbers)
	return numbers
}

// desk is a counter as the hub sees it.
func (h *hallRun) desk(id string) board.Desk {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	d, err := h.hub.Desk(ctx, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

// state is whether a counter is open.
func (h *hallRun) state(id string) string {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	all, err := h.hub.Counters(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	for i := range all {
		if all[i].ID == id {
			return all[i].State
		}
	}
	return ""
}

// inHand is the number and the state a counter has in hand.
func (h *hallRun) inHand(id string) (number, state string) {
	if in := h.desk(id).InHand; in != nil {
		return in.Number, in.State
	}
	return "", ""
}

// awaitHand waits for a counter to have a number in a state in hand.
func (h *hallRun) awaitHand(id, number, state string) {
	h.t.Helper()
	await(h.t, "counter "+id+" has "+number+" "+state+" in hand", func() bool {
		n, s := h.inHand(id)
		return n == number && s == state
	})
}

// take makes somebody else take a number, at another machine.
func (h *hallRun) take() string {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	s, err := h.hub.Take(ctx, lan.NewKey(), lan.Took{Service: "khdt-new"})
	if err != nil {
		h.t.Fatal(err)
	}
	return s.Ticket.Number
}

// walk touches the way to the last page before the number.
func (h *hallRun) walk(agency image.Point) {
	h.t.Helper()
	for i, at := range []image.Point{takeANumber, agency, submitNew} {
		before := h.x.look(kioskAt)
		h.x.touch(at)
		h.x.turned(kioskAt, before, "the page after touch "+string(rune('1'+i)))
	}
}

// press gives a key to the officer's window.
func (h *hallRun) press(symbol uint32, held ...uint32) {
	h.x.point(image.Pt(counterAt.X+counterAt.W/2, counterAt.Y+20))
	h.x.key(symbol, held...)
}

// TestWindows_OneMorningByRealTouchesAndKeys drives three real programs on a
// real display, as the people of a hall do, and asks the hub what came of it.
func TestWindows_OneMorningByRealTouchesAndKeys(t *testing.T) {
	h := newHall(t)
	h.x.keep("start")
	h.visitorTakesANumber()
	h.officerCallsAndServes()
	h.tenTouchesAreOne()
	h.hubDiesAndComesBack()
	for name, p := range map[string]*running{"counter": h.counter, "display": h.wall, "kiosk": h.kiosk} {
		if err := p.end(t, 10*time.Second); err != nil {
			t.Errorf("%s ended with %v, want a clean end", name, err)
		}
		p.done <- nil
	}
	issuedInVerified(t, h.data)
}

// visitorTakesANumber: four touches, one ticket, one slip.
func (h *hallRun) visitorTakesANumber() {
	t := h.t
	t.Helper()
	h.walk(firstAgency)
	h.x.keep("confirm")
	h.x.touch(printSlip)
	await(t, "A001 waits", func() bool { return slices.Equal(h.waiting(), []string{"A001"}) })
	await(t, "the slip is there", func() bool { return len(h.slips()) == 1 })
	if text := qrOf(t, read(t, h.slips()[0])); !strings.HasPrefix(text, "http://"+h.addr+"/t/") {
		t.Errorf("the code of the slip leads to %q", text)
	}
	pass(handPause)
	h.x.keep("ticket")
	before := h.x.look(kioskAt)
	h.x.touch(doneTicket)
	h.x.changed(kioskAt, before, "the kiosk is home again")
	if got := h.waiting(); !slices.Equal(got, []string{"A001"}) {
		t.Errorf("after four touches wait %v, want A001 alone", got)
	}
}

func (h *hallRun) slips() []string {
	list, err := filepath.Glob(filepath.Join(slipFolder(h.data), "*.png"))
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// officerCallsAndServes: Shift+F10 opens, F2 calls and begins, F8 finishes and
// calls, F9 finishes. Space and Enter never call.
func (h *hallRun) officerCallsAndServes() {
	t := h.t
	t.Helper()
	h.press(symF10, symShift)
	await(t, "counter 1 is open", func() bool { return h.state("1") == "open" })
	for _, never := range []uint32{symSpace, symEnter} {
		h.press(never)
	}
	pass(handPause)
	if number, _ := h.inHand("1"); number != "" {
		t.Fatalf("Space or Enter called %s", number)
	}
	before := h.x.look(wallAt)
	h.press(symF2)
	h.awaitHand("1", "A001", "called")
	h.awaitShown("1", before, asHero)
	h.x.keep("called")

	h.press(symSpace)
	h.press(symEnter)
	pass(handPause)
	h.awaitHand("1", "A001", "called")
	h.press(symF2)
	h.awaitHand("1", "A001", "serving")
	next := h.take()
	await(t, "the counter knows who is next", func() bool { return h.desk("1").Here == 1 })
	pass(handPause)
	before = h.x.look(wallAt)
	h.press(symF8)
	h.awaitHand("1", next, "called")
	h.awaitShown("1", before, asCard)
	h.press(symF2)
	h.awaitHand("1", next, "serving")
	pass(handPause)
	h.press(symF9)
	await(t, "counter 1 has nobody in hand", func() bool { n, _ := h.inHand("1"); return n == "" })
}

// How much of the wall a call changes: as its hero, or as a card while another
// call is still the hero.
const (
	asHero = .1
	asCard = .004
)

// awaitShown waits for the wall's word that a call was painted, and holds it to that.
func (h *hallRun) awaitShown(counter string, before image.Image, least float64) {
	h.t.Helper()
	await(h.t, "the wall has shown the call", func() bool {
		in := h.desk(counter).InHand
		return in != nil && in.Walls == 1 && in.Shown == 1
	})
	if d := differ(before, h.x.look(wallAt)); d < least {
		h.t.Errorf("the wall said that the call is painted, and %.1f %% of it had changed, want %.1f %%", 100*d, 100*least)
	}
}

// tenTouchesAreOne: a nervous finger gets one ticket.
func (h *hallRun) tenTouchesAreOne() {
	h.t.Helper()
	before := len(h.queue().Waiting)
	h.walk(otherAgency)
	for range 10 {
		h.x.touch(printSlip)
		pass(30 * time.Millisecond)
	}
	await(h.t, "B001 waits", func() bool { return slices.Contains(h.waiting(), "B001") })
	pass(2 * handPause)
	if q := h.queue(); len(q.Waiting) != before+1 || len(q.Aside) != 0 {
		h.t.Errorf("ten touches made %d tickets that wait and %d that do not yet, want one more than %d", len(q.Waiting), len(q.Aside), before)
	}
	h.x.touch(doneTicket)
}

// hubDiesAndComesBack: nothing that was told is lost, no number is given
// twice, the screens come back by themselves; without its hub a counter calls
// nobody, and keeps the outcome of the visitor in hand until it can be sent.
func (h *hallRun) hubDiesAndComesBack() {
	t := h.t
	t.Helper()
	called := h.take()
	h.command("/v1/counters/2/open")
	h.command("/v1/counters/2/next")
	h.awaitHand("2", called, "called")
	served := h.serve()
	waits := h.take()
	await(t, "counter 1 could call", func() bool { return h.desk("1").Here == 1 })
	before := h.waiting()

	up := h.x.look(counterAt)
	h.kiosk.kill()
	h.x.changed(counterAt, up, "the counter says that it has no hub")
	pass(handPause)
	h.press(symF9)
	pass(handPause)
	h.press(symF2) // the window says already that it does not call now
	pass(handPause)
	h.x.keep("hub-dead")

	h.openKiosk()
	await(t, "kiosk, counter and wall listen again", h.walls)
	await(t, "the kiosk is painted again", func() bool { return painted(h.x.look(kioskAt)) > .9 })
	await(t, "the outcome of "+served+" has arrived", func() bool { return h.stateOf(served) == "done" })
	pass(2 * handPause) // a call kept by the counter would have come by now
	h.awaitHand("2", called, "called")
	if n, _ := h.inHand("1"); n != "" {
		t.Errorf("the press made while the hub was dead called %s", n)
	}
	if got := h.waiting(); !slices.Equal(got, before) {
		t.Errorf("after the restart wait %v, want %v", got, before)
	}
	h.x.keep("back")

	wall := h.x.look(wallAt)
	h.press(symF2)
	h.awaitHand("1", waits, "called")
	h.awaitShown("1", wall, asCard)
	if again := h.take(); again != "A006" {
		t.Errorf("the next number is %s, want A006", again)
	}
	h.x.keep("end")
}

// serve lets counter 1 call a new visitor and begin, by its keys.
func (h *hallRun) serve() (number string) {
	h.t.Helper()
	number = h.take()
	await(h.t, "counter 1 could call", func() bool { return h.desk("1").Here == 1 })
	pass(handPause)
	h.press(symF2)
	h.awaitHand("1", number, "called")
	pass(handPause)
	h.press(symF2)
	h.awaitHand("1", number, "serving")
	pass(handPause)
	return number
}

// stateOf is the state of the visit with a number.
func (h *hallRun) stateOf(number string) string {
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	s, err := h.hub.Slip(ctx, strings.ReplaceAll(h.queue().Day, "-", "")+"-"+number)
	if err != nil {
		h.t.Fatal(err)
	}
	return s.Ticket.State
}

func (h *hallRun) command(path string) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, "http://"+h.addr+path, strings.NewReader("{}"))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", lan.NewKey())
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		h.t.Fatalf("POST %s: got %d", path, resp.StatusCode)
	}
}
