package kiosk

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Procedure is one entry of the catalogue a visitor can search.
type Procedure struct {
	Key    string
	Name   string
	Agency string // id in the site document
}

// entry is a procedure with its name folded for matching.
type entry struct {
	Procedure
	folded string
}

func indexOf(list []Procedure) []entry {
	index := make([]entry, len(list))
	for i, p := range list {
		index[i] = entry{Procedure: p, folded: fold(p.Name)}
	}
	return index
}

// fold makes texts comparable: lower case, no marks, single spaces, so that
// "dang ky" finds "Đăng ký".
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ':
			r = 'd'
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// find lists the procedures that match what was typed: every typed word
// begins a word of the name; names that begin with the whole come first.
func (f *Flow) find() {
	f.found = f.found[:0]
	if f.index == nil {
		f.index = indexOf(f.opt.Procedures)
	}
	typed := fold(f.typed)
	if typed == "" {
		return
	}
	words := strings.Fields(typed)
	rank := make(map[int]int)
	for i, e := range f.index {
		if f.agency != "" && e.Agency != f.agency {
			continue
		}
		if r, ok := match(e.folded, typed, words); ok {
			rank[i] = r
			f.found = append(f.found, i)
		}
	}
	slices.SortStableFunc(f.found, func(a, b int) int { return cmp.Compare(rank[a], rank[b]) })
}

func match(name, typed string, words []string) (rank int, ok bool) {
	if strings.HasPrefix(name, typed) {
		return 0, true
	}
	padded := " " + name
	for _, w := range words {
		if !strings.Contains(padded, " "+w) {
			return 0, false
		}
	}
	if strings.Contains(padded, " "+typed) {
		return 1, true
	}
	return 2, true
}

// longest is how much can be typed before the field is full.
const longest = 28

func (f *Flow) touchKeys(t Touch) {
	switch t.Button {
	case PressKey:
		if len([]rune(f.typed)) < longest {
			f.typed += t.Value
		}
	case PressErase:
		if r := []rune(f.typed); len(r) > 0 {
			f.typed = string(r[:len(r)-1])
		}
	case PressClear:
		f.typed = ""
	case PressShift:
		f.digits = !f.digits
	case PressUnsure:
		f.collect = false
		f.chooseOwn()
		return
	case PressFound:
		f.chooseFound(t.Value)
		return
	case PressEnter:
		if code := strings.TrimSpace(f.typed); code != "" && f.page == Enter {
			f.wish(Identify{Code: code})
		}
	}
	f.more(t.Button)
	if f.page == Search && t.Button != PressMore {
		f.turn = 0
		f.find()
	}
}

// chooseFound takes a procedure to the desk that accepts its papers.
func (f *Flow) chooseFound(key string) {
	i := slices.IndexFunc(f.index, func(e entry) bool { return e.Key == key })
	if i < 0 {
		return
	}
	f.collect = false
	p := f.index[i].Procedure
	list := f.offered(p.Agency)
	if len(list) == 0 {
		f.chooseOwn()
		return
	}
	service := list[0]
	for _, s := range list {
		if s.Kind == "submit" {
			service = s
			break
		}
	}
	f.procedure, f.agency, f.own = p, p.Agency, false
	f.confirm(service.ID)
}

func (f *Flow) papers() []string {
	if f.procedure.Key != "" && f.opt.Papers != nil {
		if list := f.opt.Papers(f.procedure.Key); len(list) > 0 {
			return list
		}
	}
	s, _ := f.site.Service(f.service)
	var list []string
	for _, n := range s.Needs {
		list = append(list, n.In(f.lang))
	}
	return list
}
