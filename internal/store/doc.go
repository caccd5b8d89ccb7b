// Package store is bytes on disk: the record in bbolt with what is derived from
// it, the tape beside it, the keys of sealed texts, backups and the proof that
// all of it still agrees. It is the only room that knows bbolt.
//
// It knows no rule of the queue: it keeps the words it is given, in order and
// without gaps, and derives rows from the words alone. Nothing is told that is
// not on disk: Append returns when the commit has been synced.
package store
