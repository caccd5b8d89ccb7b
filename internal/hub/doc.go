// Package hub is where wishes become facts: one loop takes every waiting order,
// decides them in order, appends one commit and answers when it is durable.
// Store before tell: nobody is told anything that is not in the journal.
//
// It is the only reader of the clock for facts and the only keeper of the order
// of things. It knows no disk and no wire, and nothing about services, classes
// or priorities: that is the law of package queue.
package hub
