package drivers

import (
	"context"
	"strings"
	"time"
)

// Device is what every device can do. All methods may be called from any
// goroutine at any time, also after Close.
type Device interface {
	// String is the canonical URI of the device.
	String() string
	// Info tells what is known about the device at the other end.
	Info() Info
	// Health tells the newest known state without asking the device.
	Health() Health
	// Watch tells the present state at once and every change after it. A slow
	// reader sees the newest state, not every one between. The channel is
	// closed when ctx ends or the device is closed.
	Watch(ctx context.Context) <-chan Health
	// Halt makes the device inert: nothing lit, nothing moving.
	Halt() error
	// Close halts the device, joins its goroutines and lets go of the wire. A
	// second Close does nothing.
	Close() error
}

// Info is what is known about a device: the parts the device did not tell are empty.
type Info struct {
	Kind     string // "printer", "scanner", "button", "indicator", "lamp"
	Maker    string
	Model    string
	Firmware string
	Serial   string
	Twin     bool // a simulated device: people must be told
}

// State is how usable a device is.
type State uint8

// The states of a device.
const (
	Unheard  State = iota // nothing known yet
	Online                // works
	Degraded              // works, and somebody should look at it soon
	Offline               // there, but cannot work now
	Gone                  // not there: unplugged, powered off, unreachable
)

// String is the state as a word.
func (s State) String() string {
	names := [...]string{"unheard", "online", "degraded", "offline", "gone"}
	if int(s) < len(names) {
		return names[s]
	}
	return "unheard"
}

// Cause is a set of reasons why a device is not simply online.
type Cause uint32

// The reasons. A set of them is built with |.
const (
	PaperOut Cause = 1 << iota
	PaperLow
	CoverOpen
	CutterJam
	PaperJam
	HeadHot
	Voltage
	TicketNotTaken
	NoReply
	Garbage
	Fault // the device reports an error it gives no name to
)

var causeNames = [...]string{
	"paper-out", "paper-low", "cover-open", "cutter-jam", "paper-jam", "head-hot",
	"voltage", "ticket-not-taken", "no-reply", "garbage", "fault",
}

// Has reports whether all reasons of q are in c.
func (c Cause) Has(q Cause) bool { return c&q == q }

// Names lists the reasons as words, in a fixed order.
func (c Cause) Names() []string {
	var out []string
	for i, n := range causeNames {
		if c&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return out
}

// String is the reasons joined by commas, or "none".
func (c Cause) String() string {
	if c == 0 {
		return "none"
	}
	return strings.Join(c.Names(), ",")
}

// Health is the state of a device at a moment.
type Health struct {
	State  State
	Causes Cause
	At     time.Time // when this state began
	Err    error     // what made the device Gone or Offline, if an error did
}

// Same reports whether two healths tell people the same thing.
func (h Health) Same(o Health) bool {
	return h.State == o.State && h.Causes == o.Causes && text(h.Err) == text(o.Err)
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
