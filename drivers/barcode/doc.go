// Package barcode is scanners and what they read: a keyboard scanner taken from
// the system (evdev), a serial one, and the sorting of a scanned text into what
// a one-stop centre meets.
//
// It must not know the office: it tells kinds and extracts texts, and what
// follows from a scan is decided elsewhere. Scans hold personal data: nothing
// here writes one anywhere, and what is not needed is not handed on.
package barcode
