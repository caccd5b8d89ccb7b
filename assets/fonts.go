package assets

import (
	_ "embed"
	"fmt"
)

// Be Vietnam Pro, © 2021 The Be Vietnam Pro Project Authors, SIL Open Font
// License 1.1. Whole files, because the subsets on offer lack digits.
var (
	//go:embed fonts/BeVietnamPro-400.ttf
	regular []byte
	//go:embed fonts/BeVietnamPro-500.ttf
	medium []byte
	//go:embed fonts/BeVietnamPro-600.ttf
	semiBold []byte
	//go:embed fonts/BeVietnamPro-700.ttf
	bold []byte
	//go:embed fonts/BeVietnamPro-800.ttf
	extraBold []byte

	// FontLicence is the text of the licence that travels with the fonts.
	//
	//go:embed fonts/OFL.txt
	FontLicence string
)

// Weights lists the weights that Font has, lightest first.
func Weights() []int { return []int{400, 500, 600, 700, 800} }

// Font returns the TrueType bytes of one weight. The caller must not change
// them. A weight we do not ship is a fault of our own code.
func Font(weight int) []byte {
	switch weight {
	case 400:
		return regular
	case 500:
		return medium
	case 600:
		return semiBold
	case 700:
		return bold
	case 800:
		return extraBold
	}
	panic(fmt.Sprintf("assets: no font of weight %d", weight))
}
