package assets

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed icons/*.svg
var icons embed.FS

// Icon is one line drawing without colour and stroke: who draws it decides
// both. Grid is the side of its square, 24 for icons and 48 for the lotus.
type Icon struct {
	Grid  int
	Paths string
}

// IconOf returns the drawing of that name ("ticket", "bell", "lotus"). A name
// we do not ship is a fault of our own code.
func IconOf(name string) Icon {
	raw, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		panic(fmt.Sprintf("assets: no icon %q", name))
	}
	head, rest, _ := strings.Cut(string(raw), ">\n")
	body, _, _ := strings.Cut(rest, "</svg>")
	ic := Icon{Paths: strings.TrimSpace(body)}
	_, box, _ := strings.Cut(head, `viewBox="0 0 `)
	if _, err := fmt.Sscan(box, &ic.Grid); err != nil {
		panic(fmt.Sprintf("assets: icon %q has no grid: %v", name, err))
	}
	return ic
}

// IconNames lists every icon, in order.
func IconNames() []string {
	entries, err := icons.ReadDir("icons")
	if err != nil {
		panic("assets: embedded icons cannot be listed: " + err.Error())
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(path.Base(e.Name()), ".svg")
	}
	return names
}
