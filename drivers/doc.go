// Package drivers holds the words that all devices share: what a printer, a
// scanner, a button, a number board and a lamp are to the rest of the house,
// how their health is told, and how one is named by a URI.
//
// It must not know how any device works and no word of the office: a ticket is
// a Job with a document, a scan is text. The machines live in the rooms below:
//
//	drivers           the words (this package); sees only drivers/escpos
//	drivers/escpos    a document as typed operations, as bytes and as a picture
//	drivers/wire      connections with deadlines and exact byte counts
//	drivers/printer   a Printer on a wire: jobs, proof, recovery
//	drivers/barcode   scanners, and what a scanned text is
//	drivers/sim       twins that speak the real bytes
//	drivers/kit       Open: from a URI to a device; it sees all of the above
//	drivers/drivertest  the contract suites that every implementation passes
//
// Open lives in drivers/kit and not here because a device must see these words,
// and a package cannot see its own users.
package drivers
