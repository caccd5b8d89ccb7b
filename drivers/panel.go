package drivers

import (
	"context"
	"time"
)

// Button is one or more keys that people press.
type Button interface {
	Device
	// Presses delivers what the keys do, without bounce and autorepeat. The
	// channel is bounded and closed by Close.
	Presses() <-chan Press
}

// Press is one thing a key did.
type Press struct {
	Key  string // the name the device gives the key: "call", "next", "3"
	Kind PressKind
	At   time.Time
}

// PressKind is what a key did.
type PressKind uint8

// The things a key does.
const (
	Down     PressKind = iota
	Long               // held long enough to mean something else
	Stuck              // held so long that it no longer counts until released
	Released           // only after Long or Stuck
)

// String is the kind as a word.
func (k PressKind) String() string {
	names := [...]string{"down", "long", "stuck", "released"}
	if int(k) < len(names) {
		return names[k]
	}
	return "down"
}

// Indicator shows a number at a counter.
type Indicator interface {
	Device
	// Show puts a value on the board. The last value wins and is sent again
	// after the board was away; showing the same value twice changes nothing.
	Show(ctx context.Context, v Display) error
}

// Display is what a number board shows: nothing if it is empty.
type Display struct {
	Text  string
	Blink bool
}

// Lamp is a light that is on, off or blinking.
type Lamp interface {
	Device
	Set(ctx context.Context, on bool) error
	Blink(on, off time.Duration)
}
