// Package sim holds twins of the devices of a centre: a printer, a scanner and
// buttons that are not there. The printer and the scanner speak the real bytes
// over a wire in memory to the real drivers, so that what works with a twin
// works for the same reasons with the device. Knobs make them fail.
//
// It must not know what is printed or scanned, and a twin never hides what it
// is: Info().Twin is true.
package sim
