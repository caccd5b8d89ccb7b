//go:build !linux

package barcode

import (
	"context"
	"fmt"

	"motcua/drivers"
	"motcua/drivers/wire"
)

// evdev is not there: on this system keyboards cannot be taken from others.
type evdev struct{ u drivers.URI }

func (e evdev) String() string      { return e.u.String() }
func (e evdev) Traits() wire.Traits { return wire.Traits{OneWay: true} }

// Dial refuses.
func (e evdev) Dial(context.Context) (wire.Conn, error) {
	return nil, fmt.Errorf("%w: keyboard scanners are taken from the system on Linux only", drivers.ErrUnsupported)
}
