package barcode

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"motcua/drivers"
)

// isPayment recognises an EMVCo payment code: it begins with its version and
// ends with a checksum of everything before.
func isPayment(s string) bool {
	const head, tail = "000201", "6304"
	if !strings.HasPrefix(s, head) || len(s) < len(head)+8 {
		return false
	}
	body, sum := s[:len(s)-4], s[len(s)-4:]
	if !strings.HasSuffix(body, tail) {
		return false
	}
	want := crc16(body)
	got, err := hex.DecodeString(sum)
	return err == nil && want == uint16(got[0])<<8|uint16(got[1])
}

// crc16 is CRC-16/CCITT-FALSE, as payment codes use it.
func crc16(s string) uint16 {
	crc := uint16(0xFFFF)
	for i := range len(s) {
		crc ^= uint16(s[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}

// isInsurance recognises a health insurance card: fields with the holder's
// name as the hexadecimal digits of its UTF-8.
func isInsurance(s string) bool {
	f := strings.Split(s, "|")
	if len(f) < 6 || len(f[0]) < 10 || len(f[1]) < 4 {
		return false
	}
	name, err := hex.DecodeString(strings.TrimSpace(f[1]))
	return err == nil && utf8.Valid(name) && isDate(f[2])
}

// isGoods recognises the codes of goods by their check digit.
func isGoods(s string, sym drivers.Symbology) bool {
	if !digits.MatchString(s) {
		return false
	}
	switch sym {
	case drivers.EAN13, drivers.EAN8, drivers.UPCA:
		return true
	case drivers.AnyCode:
	default:
		return false
	}
	if n := len(s); n != 8 && n != 12 && n != 13 {
		return false
	}
	sum := 0
	for i := range len(s) {
		weight := 1
		if (len(s)-i)%2 == 0 {
			weight = 3
		}
		sum += weight * int(s[i]-'0')
	}
	return sum%10 == 0
}
