package barcode

import "motcua/drivers"

// splitAIM takes the symbology prefix off, if the scanner sends one: a bracket,
// a letter, a modifier.
func splitAIM(text string) (drivers.Symbology, string) {
	if len(text) < 3 || text[0] != ']' {
		return drivers.AnyCode, text
	}
	sym, known := drivers.AnyCode, true
	switch letter, modifier := text[1], text[2]; letter {
	case 'Q':
		sym = drivers.QRCode
	case 'A':
		sym = drivers.Code39
	case 'C':
		sym = drivers.Code128
		if modifier == '1' {
			sym = drivers.GS1128
		}
	case 'E':
		sym = drivers.EAN13
		if modifier == '4' {
			sym = drivers.EAN8
		}
	case 'd':
		sym = drivers.DataMatrix
	case 'L':
		sym = drivers.PDF417
	case 'I':
		sym = drivers.Interleaved
	default:
		known = false
	}
	if !known {
		return drivers.AnyCode, text
	}
	return sym, text[3:]
}
