// Package lan is the corridor of the house: both ends of the wire between the
// hub and its kiosks, counters and walls. The server puts the queue on HTTP with
// an event stream of facts, the client asks with a key until it has an answer
// and follows the stream without a gap.
//
// The room decides nothing and stores nothing. It must not know a disk, a
// device or a screen, nor which implementation stands behind its [Desk].
package lan
