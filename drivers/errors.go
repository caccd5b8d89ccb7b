package drivers

import (
	"errors"
	"fmt"
)

// What can be wrong with a device.
var (
	ErrGone        = errors.New("drivers: device is gone")
	ErrOffline     = errors.New("drivers: device cannot work now")
	ErrBusy        = errors.New("drivers: another program uses the device")
	ErrTimeout     = errors.New("drivers: device did not answer in time")
	ErrUnsupported = errors.New("drivers: not possible with this device")
	ErrProtocol    = errors.New("drivers: device speaks another language")
	ErrClosed      = errors.New("drivers: device is closed")
)

// Why a scan was not delivered as text: the visitor scans again.
var (
	ErrOverrun  = errors.New("drivers: parts of the scan were lost")
	ErrTooLong  = errors.New("drivers: the scan is too long")
	ErrEncoding = errors.New("drivers: the scan is not clean text")
	ErrPartial  = errors.New("drivers: the scan broke off")
)

// OpError tells which device failed while doing what; errors.Is sees through it.
type OpError struct {
	Op     string // "open", "write", "print"
	Device string // canonical URI
	Err    error
}

// Error is the sentence for the technician.
func (e *OpError) Error() string { return fmt.Sprintf("%s %s: %v", e.Op, e.Device, e.Err) }

// Unwrap is the error below.
func (e *OpError) Unwrap() error { return e.Err }
