package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fault is one thing wrong with a document.
type Fault struct { //nolint:errname // a fault is one line of a report, the report is the error
	File   string
	Line   int // 0 where the values were not read from a document
	Column int
	Path   string // the key it concerns, for example counter[3].services[0]
	What   string
	Do     string
}

// Error says where it is, what is wrong and what to do.
func (f Fault) Error() string {
	where := f.Path
	if f.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
	}
	return where + ": " + f.What + "; " + f.Do
}

// Faults are all things wrong with a document, in its order.
type Faults []Fault //nolint:errname // named for what it lists, not for being an error

// Error lists the faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, x := range f {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// Sorted puts faults in the order of the document and drops repetitions.
func (f Faults) Sorted() Faults {
	slices.SortStableFunc(f, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.What, b.What))
	})
	return slices.Compact(f)
}

// Quote shows a piece of the document in a message, shortened and without
// anything a terminal could take for a command.
func Quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "..."
	}
	return strconv.Quote(s)
}

// Nearest finds the known word a mistyped one probably means.
func Nearest(word string, known []string) (string, bool) {
	best, at := "", 3
	for _, k := range known {
		if d := distance(word, k); d < at && d < len(k) {
			best, at = k, d
		}
	}
	return best, best != ""
}

// distance counts the letters to change, add or drop between two short words.
func distance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := left
			if a[i] != b[j] {
				change++
			}
			left = row[j+1]
			row[j+1] = min(change, left+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// OrList writes "a, b or c".
func OrList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
