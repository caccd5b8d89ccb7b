// Package locale gives a nameless locale a language before the window library
// looks: a machine set to C.UTF-8, as most servers are, would get three lines
// of complaint from every program, `kiosk verify` included. The language of
// what people read is not decided here.
//
// It is imported for its effect by the programs, and may import nothing but os
// and strings: packages are initialized in the order of their import paths as
// soon as what they need is ready, and this one must come before the library's,
// which waits for text/template.
package locale

import (
	"os"
	"strings"
)

var _ = name()

// name sets LANGUAGE where the library would read C.UTF-8 as the name of a language.
func name() bool {
	locale := ""
	for _, env := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale = os.Getenv(env); locale != "" {
			break
		}
	}
	nameless := strings.HasPrefix(locale, "C.") || strings.HasPrefix(locale, "POSIX.")
	if !nameless || os.Getenv("LANGUAGE") != "" {
		return false
	}
	return os.Setenv("LANGUAGE", "vi") == nil
}
