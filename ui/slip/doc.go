// Package slip lays out what the printer puts on paper: the ticket, on 80 mm
// and 58 mm paper, as operations of the printer's language. Every text is a
// picture of our own font, so that every Vietnamese mark prints on every
// printer; the number and the code are the printer's own where the link is
// slow.
//
// It knows no printer, no wire and no rule of the queue: it is handed the
// words and figures of one ticket. Never on paper: a name, a telephone number,
// an identity number.
package slip
