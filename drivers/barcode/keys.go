package barcode

import (
	"encoding/binary"

	"motcua/drivers"
)

// The words of the kernel's input interface.
const (
	evSyn, evKey, evLED  = 0, 1, 0x11
	synReport, synDrop   = 0, 3
	ledCaps              = 1
	keyUp, keyDown       = 0, 1 // 2 is autorepeat
	eventSize            = 24
	keyEnter, keyKPEnter = 28, 96
	keyTab               = 15
	keyCtrl, keyCtrlR    = 29, 97
	keyAlt, keyAltR      = 56, 100
	keyShift, keyShiftR  = 42, 54
	keyBracket           = 27 // ], which with Ctrl is GS
)

// keyboard turns the events of a keyboard scanner into bytes on a US layout,
// as scanners type, whatever layout the system has.
type keyboard struct {
	framer

	shift, ctrl, alt, caps bool
	skip                   bool // events were lost: nothing counts until the next report
	rest                   []byte
}

// feed takes what was read from the device and gives the scans that ended.
func (k *keyboard) feed(b []byte, emit func(drivers.Scan)) {
	k.rest = append(k.rest, b...)
	for len(k.rest) >= eventSize {
		e := k.rest[:eventSize]
		kind, code := binary.NativeEndian.Uint16(e[16:]), binary.NativeEndian.Uint16(e[18:])
		value := int32(binary.NativeEndian.Uint32(e[20:]))
		if s, ok := k.event(kind, code, value); ok {
			emit(s)
		}
		k.rest = k.rest[eventSize:]
	}
}

func (k *keyboard) event(kind, code uint16, value int32) (drivers.Scan, bool) {
	switch {
	case kind == evSyn && code == synDrop:
		// What is missing may be in the middle of this scan, so all of it is spoilt.
		k.skip, k.broken = true, drivers.ErrOverrun
		k.shift, k.ctrl, k.alt = false, false, false
	case kind == evSyn && code == synReport:
		k.skip = false
	case k.skip:
	case kind == evLED && code == ledCaps:
		k.caps = value != 0
	case kind == evKey:
		return k.key(code, value)
	}
	return drivers.Scan{}, false
}

func (k *keyboard) key(code uint16, value int32) (drivers.Scan, bool) {
	held := value != keyUp
	switch code {
	case keyShift, keyShiftR:
		k.shift = held
		return drivers.Scan{}, false
	case keyCtrl, keyCtrlR:
		k.ctrl = held
		return drivers.Scan{}, false
	case keyAlt, keyAltR:
		k.alt = held
		return drivers.Scan{}, false
	}
	// Autorepeat is a key that is held or stuck, never a scanner.
	if value != keyDown {
		return drivers.Scan{}, false
	}
	switch {
	case code == keyEnter || code == keyKPEnter:
		return k.push('\r')
	case code == keyTab:
		return k.push('\t')
	case k.ctrl && code == keyBracket:
		return k.push(gs)
	case k.ctrl || k.alt:
		return drivers.Scan{}, false
	}
	if c := k.letter(code); c != 0 {
		return k.push(c)
	}
	return drivers.Scan{}, false
}

// The US layout by key number, plain and with Shift; 0 is a key without a letter.
const (
	plainKeys   = "\x00\x001234567890-=\x00\x00qwertyuiop[]\x00\x00asdfghjkl;'`\x00\\zxcvbnm,./\x00*\x00 "
	shiftedKeys = "\x00\x00!@#$%^&*()_+\x00\x00QWERTYUIOP{}\x00\x00ASDFGHJKL:\"~\x00|ZXCVBNM<>?\x00*\x00 "
	padFirst    = 71
	padKeys     = "789-456+1230."
	padSlash    = 98
)

func (k *keyboard) letter(code uint16) byte {
	switch {
	case int(code) < len(plainKeys):
		c := plainKeys[code]
		upper := k.shift
		if c >= 'a' && c <= 'z' {
			upper = k.shift != k.caps
		}
		if upper {
			return shiftedKeys[code]
		}
		return c
	case code >= padFirst && int(code) < padFirst+len(padKeys):
		return padKeys[code-padFirst]
	case code == padSlash:
		return '/'
	}
	return 0
}
