package assets

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

//go:embed words/*.toml
var words embed.FS

// Phrases are the sentences of one language by key ("home.title").
type Phrases map[string]string

// Languages lists the languages we have sentences in, the house's own first.
func Languages() []string { return []string{"vi", "en"} }

// Words returns the sentences of a language ("vi", "en"); an unknown language
// gets the Vietnamese ones, so that a screen is never without words.
func Words(lang string) Phrases {
	p, err := read(lang)
	if err != nil {
		if p, err = read("vi"); err != nil {
			panic("assets: embedded words are broken: " + err.Error())
		}
	}
	return p
}

func read(lang string) (Phrases, error) {
	raw, err := words.ReadFile("words/" + lang + ".toml")
	if err != nil {
		return nil, fmt.Errorf("reading words of %q: %w", lang, err)
	}
	var p Phrases
	if err := toml.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("reading words of %q: %w", lang, err)
	}
	return p, nil
}

// Say returns the sentence of a key with its places filled: the arguments are
// pairs of a name and its value, Say("confirm.idle", "n", "45"). A key nobody
// wrote comes back as itself; a test over the sources keeps that from happening.
func (p Phrases) Say(key string, pairs ...string) string {
	s, ok := p[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// Line is Say on one line: the breaks of a heading become spaces.
func (p Phrases) Line(key string, pairs ...string) string {
	return strings.ReplaceAll(p.Say(key, pairs...), "\n", " ")
}

// Count is Say for a number of things: it prefers key.none for 0 and key.one
// for 1 where the language has them, and fills {n}.
func (p Phrases) Count(key string, n int, pairs ...string) string {
	pairs = append([]string{"n", strconv.Itoa(n)}, pairs...)
	if special := map[int]string{0: ".none", 1: ".one"}[n]; special != "" {
		if _, ok := p[key+special]; ok {
			return p.Say(key+special, pairs...)
		}
	}
	return p.Say(key, pairs...)
}

// Day names the weekday of t ("Thứ Tư").
func (p Phrases) Day(t time.Time) string {
	return p.Say("day." + strconv.Itoa(int(t.Weekday())))
}

// DayWithin names the weekday of t as it is written inside a sentence ("thứ Tư").
func (p Phrases) DayWithin(t time.Time) string {
	return p.Say("day.within." + strconv.Itoa(int(t.Weekday())))
}
