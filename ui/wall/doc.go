// Package wall is the public's call wall and the sign over a counter: the
// picture of who is called where, who waits, and how old the picture is.
//
// Three things, each usable alone:
//
//   - [Line] is the line of calls of one waiting room: which call is the hero,
//     for how long, what flashes and what the voice says now. It is a pure
//     state machine; time is an argument of every method.
//   - [Source.Picture] turns the public board of the queue, the site and the line into
//     a [Model], a plain value.
//   - [Screen] shows a Model in one of the layouts. It is built once; Show sets
//     only what differs, so that one call costs one frame.
//
// The room knows no hub and no wire. Nothing that could name a person enters
// it: numbers, counters, tails of file codes and counts, nothing else.
package wall
