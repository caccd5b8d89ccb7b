// Package escpos is the language of receipt printers, three ways: a document
// as typed operations (Doc), the bytes a printer understands (Encode, Decode)
// and the picture on the paper (Render). It also sorts the bytes a printer
// answers (Sorter) and holds what differs between printers as data (Profile).
//
// It must not know a wire, a clock or what is printed: text arrives here as
// finished 1-bit pictures, because no two makers agree on Vietnamese code pages.
package escpos
