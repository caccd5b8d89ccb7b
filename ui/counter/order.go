package counter

import (
	"time"

	"motcua/internal/queue"
)

// Order is what the view wants done outside.
//
//sumtype:decl
type Order interface{ order() }

type (
	// Press is one wish of the officer. ID is made once a press; every repeat
	// of its sending must carry the same key. Until is the time after which it
	// must not be sent any more, zero for one that is kept until it is sent.
	Press struct {
		ID    uint64
		Do    queue.Wish
		Until time.Time
	}
	// Withdraw takes back a press that could not be sent in time.
	Withdraw struct{ ID uint64 }
	// Bell is the small sound of a new visitor in an empty line.
	Bell struct{}
	// Zoom asks for another size of letters, 1 to 1.5.
	Zoom struct{ Factor float32 }
)

func (Press) order()    {}
func (Withdraw) order() {}
func (Bell) order()     {}
func (Zoom) order()     {}

// Key is a key of the keyboard, by its name.
type Key string

// The keys the window listens to.
const (
	F1        Key = "F1"
	F2        Key = "F2"
	F3        Key = "F3"
	F4        Key = "F4"
	F5        Key = "F5"
	F6        Key = "F6"
	F7        Key = "F7"
	F8        Key = "F8"
	F9        Key = "F9"
	F10       Key = "F10"
	F11       Key = "F11"
	F12       Key = "F12"
	Escape    Key = "Escape"
	Enter     Key = "Enter"
	Space     Key = "Space"
	Tab       Key = "Tab"
	Up        Key = "Up"
	Down      Key = "Down"
	Left      Key = "Left"
	Right     Key = "Right"
	Backspace Key = "Backspace"
	KeyZ      Key = "Z"
	Plus      Key = "Plus"
	Minus     Key = "Minus"
)

// Stroke is one press of a key, or one written character.
type Stroke struct {
	Key   Key
	Shift bool
	Ctrl  bool
	Rune  rune // of a written character; Key is "" then
}
