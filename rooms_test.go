// Package rooms_test keeps every line of code in its room: it fails when a
// package imports something its room may not see.
package rooms_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

const module = "motcua/"

// mayImport lists, for each room, the rooms it may see. A room missing from
// the list may see nothing of ours.
var mayImport = map[string][]string{
	"centre":    {},
	"queue":     {"centre"},
	"dossier":   {"centre"},
	"journal":   {"centre", "queue", "dossier"},
	"board":     {"centre", "queue"},
	"report":    {"centre", "queue", "dossier", "journal"},
	"forecast":  {"centre", "queue"},
	"store":     {"centre", "journal", "queue", "dossier"},
	"cluster":   {"journal"},
	"hub":       {"centre", "queue", "dossier", "journal"},
	"lan":       {"centre", "queue", "board", "dossier", "journal", "report", "forecast", "assets"},
	"province":  {"journal", "dossier"},
	"notify":    {"journal", "queue", "dossier"},
	"rehearsal": {"centre", "queue", "board", "dossier", "journal", "forecast"},
	"drivers":   {"drivers"},
	"assets":    {},
	"ui":        {"centre", "queue", "board", "dossier", "journal", "report", "drivers", "assets", "ui"},
	"cmd":       {"*"},
}

// keeper names the only rooms that may use an outside package.
var keeper = map[string][]string{
	"go.etcd.io/bbolt":       {"store"},
	"fyne.io/fyne":           {"ui", "cmd"},
	"periph.io/x":            {"drivers"},
	"github.com/tarm/serial": {"drivers"},
	"net/http":               {"lan", "province", "notify", "cmd"},
	"go.etcd.io/etcd":        {"cluster"},
}

// impure lists what the pure rooms must never touch.
var impure = []string{"os", "net", "io/fs", "log", "sync", "context", "time/tzdata", "math/rand", "crypto/rand", "unsafe", "plugin"}

// pure lists the rooms that hold law and language only.
var pure = []string{"centre", "queue", "board", "dossier", "report"}

func TestRooms(t *testing.T) {
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(fset, p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room := roomOf(filepath.ToSlash(p))
		for _, im := range f.Imports {
			path := strings.Trim(im.Path.Value, `"`)
			if in, ok := strings.CutPrefix(path, module); ok {
				target := roomOf(in + "/")
				if target != room && !allowed(mayImport[room], target) {
					t.Errorf("%s: room %q may not see %q", fset.Position(im.Pos()), room, target)
				}
			}
			for prefix, rooms := range keeper {
				if strings.HasPrefix(path, prefix) && !allowed(rooms, room) {
					t.Errorf("%s: %s belongs to %v", fset.Position(im.Pos()), path, rooms)
				}
			}
			if allowed(pure, room) && under(impure, path) {
				t.Errorf("%s: %s is pure and may not import %s", fset.Position(im.Pos()), room, path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// roomOf names the room of a path: the folder under internal/, else the top one.
func roomOf(path string) string {
	room, _, _ := strings.Cut(strings.TrimPrefix(path, "internal/"), "/")
	return room
}

// under reports whether path is one of the packages or inside one of them.
func under(list []string, path string) bool {
	for _, l := range list {
		if path == l || strings.HasPrefix(path, l+"/") {
			return true
		}
	}
	return false
}

func allowed(list []string, x string) bool {
	for _, l := range list {
		if l == x || l == "*" {
			return true
		}
	}
	return false
}
