// Package queue is the law of the waiting line: one business day of visits
// (lượt giao dịch) and counters (quầy), and the rule that decides who is
// called next.
//
// A wish (Take, CallNext, Finish …) is put to Decide, which either refuses it
// and changes nothing or returns the events that make it true. Evolve folds an
// event into the State; it cannot fail and asks nothing, so that replaying the
// record always gives the same state. The room knows no disk, network, clock,
// chance or words for people: the time is an argument, refusals are codes.
//
// The order is one number a ticket, its key: the moment of arrival less the
// head start of its class (QUEUEING: virtual arrival). The smallest key that a
// counter may serve is called next; nothing else decides. Two things keep a
// ticket from some counters: a place may be bound to one counter (who was sent
// there, set aside there, or comes back from an errand), which holds until that
// counter closes; and an appointment checked in early is held until shortly
// before its time, unless a counter would be idle.
//
// Each rule stands in a transcript under testdata that an officer can read.
package queue
