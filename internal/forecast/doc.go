// Package forecast says how long a visitor will probably wait. It reads the
// queue and what past visits have taught, and answers with a range that eight
// of ten waits should fall into; it never enters a decision, so a bad guess can
// annoy but not call the wrong number.
//
// [Model] learns how long services take from the acts of the record and can be
// rebuilt from them at any time. [First] is the range shown when a number is
// taken, a closed form that costs the same with ten thousand waiting. The
// formulas of queueing theory stand beside it ([ErlangC], [MG1], [Cobham],
// [ErlangA]): the rehearsal measures the product's own rule against them, and a
// manager's counter plan is made from them.
//
// The room knows the centre and the queue, no disk, wire, clock or words for
// people: reasons are codes.
package forecast
