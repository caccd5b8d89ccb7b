package sim

import (
	"sync"
	"time"

	"motcua/drivers"
)

// pressQueue is how many presses wait for a reader.
const pressQueue = 16

// Buttons is a panel of keys that a test, a demo or a window presses. It keeps
// the habits of a real panel: a key pressed again too soon is chatter.
type Buttons struct {
	drivers.Pulse

	uri     string
	presses chan drivers.Press

	mu     sync.Mutex // guards everything below
	last   map[string]time.Time
	closed bool
}

// chatter is how soon a second press of a key is not a person's.
const chatter = 300 * time.Millisecond

// OpenButtons is a twin, sim://buttons.
func OpenButtons(u drivers.URI) (*Buttons, error) {
	if u.Host != "buttons" {
		return nil, &drivers.URIError{URI: u.String(), Part: "host", Got: u.Host, Want: "write sim://buttons"}
	}
	b := &Buttons{uri: u.String(), presses: make(chan drivers.Press, pressQueue), last: map[string]time.Time{}}
	b.Tell(drivers.Health{State: drivers.Online})
	return b, nil
}

// Press presses a key and lets it go. False means that it did not count: it was
// chatter, nobody reads, or the panel is closed.
func (b *Buttons) Press(key string) bool { return b.send(key, drivers.Down) }

// Hold holds a key so long that it means something else.
func (b *Buttons) Hold(key string) bool {
	return b.send(key, drivers.Down) && b.send(key, drivers.Long) && b.send(key, drivers.Released)
}

func (b *Buttons) send(key string, kind drivers.PressKind) bool {
	at := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || kind == drivers.Down && at.Sub(b.last[key]) < chatter {
		return false
	}
	select {
	case b.presses <- drivers.Press{Key: key, Kind: kind, At: at}:
		b.last[key] = at
		return true
	default:
		return false
	}
}

// Presses delivers what the keys do.
func (b *Buttons) Presses() <-chan drivers.Press { return b.presses }

// String is the canonical URI.
func (b *Buttons) String() string { return b.uri }

// Info says that this is a twin.
func (b *Buttons) Info() drivers.Info { return drivers.Info{Kind: "button", Twin: true} }

// Halt does nothing: keys are inert.
func (b *Buttons) Halt() error { return nil }

// Close closes Presses.
func (b *Buttons) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		close(b.presses)
		b.Stop(drivers.Health{State: drivers.Gone, Err: drivers.ErrClosed})
	}
	return nil
}
