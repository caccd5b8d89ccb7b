// Package faults proves the first two promises by breaking things on purpose:
// disks that forget what was not synced, processes that are killed, answers
// that are lost on the wire. It holds proofs only; nothing of it ships.
//
// A proof that cannot fail proves nothing, so every one of them is also run
// against a planted fault, and must catch it.
package faults
