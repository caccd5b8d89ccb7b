package assets

import (
	"embed"
	"path"
	"slices"
	"strings"
)

//go:embed sites/*.toml
var sites embed.FS

// Site gives the site document built in under a name, for example quang-binh.
func Site(name string) ([]byte, bool) {
	if !slices.Contains(SiteNames(), name) {
		return nil, false
	}
	b, err := sites.ReadFile(path.Join("sites", name+".toml"))
	return b, err == nil
}

// SiteNames lists the names of the site documents built in.
func SiteNames() []string {
	entries, err := sites.ReadDir("sites")
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".toml")
	}
	return names
}
