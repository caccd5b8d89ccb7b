package form

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// page is a table of the document being written.
type page struct {
	b *strings.Builder
}

func (p *page) line(key, value string) {
	p.b.WriteString(keyName(key) + " = " + value + "\n")
}

func (p *page) str(key, value string) {
	if value != "" {
		p.line(key, tomlString(value))
	}
}

func (p *page) yes(key string, value bool) {
	if value {
		p.line(key, "true")
	}
}

func (p *page) number(key string, value float64) {
	text := strconv.FormatFloat(value, 'f', -1, 64)
	p.line(key, text)
}

func (p *page) text(key string, t map[string]string) {
	if len(t) > 0 {
		p.line(key, inlineText(t))
	}
}

func (p *page) texts(key string, list []map[string]string) {
	if len(list) == 0 {
		return
	}
	items := make([]string, len(list))
	for i, t := range list {
		items[i] = inlineText(t)
	}
	p.line(key, "["+strings.Join(items, ", ")+"]")
}

func (p *page) strs(key string, list []string) {
	if len(list) == 0 {
		return
	}
	items := make([]string, len(list))
	for i, s := range list {
		items[i] = tomlString(s)
	}
	p.line(key, "["+strings.Join(items, ", ")+"]")
}

func (p *page) strmap(key string, m map[string]string) {
	if len(m) > 0 {
		p.line(key, inlineTable(m))
	}
}

func (p *page) group(path string, body func(*page)) { p.section("["+path+"]", body) }

func (p *page) item(path string, body func(*page)) { p.section("[["+path+"]]", body) }

// section writes a table with its header; a table without content keeps its
// header, because the header may be what is asked for.
func (p *page) section(header string, body func(*page)) {
	if p.b.Len() > 0 {
		p.b.WriteString("\n")
	}
	p.b.WriteString(header + "\n")
	body(p)
}

func inlineText(t map[string]string) string {
	if len(t) == 0 {
		return "{}"
	}
	return inlineTable(t)
}

// inlineTable writes Vietnamese first, the rest by name.
func inlineTable(m map[string]string) string {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if a == "vi" || b == "vi" {
			return map[bool]int{true: -1, false: 1}[a == "vi"]
		}
		return strings.Compare(a, b)
	})
	items := make([]string, len(keys))
	for i, k := range keys {
		items[i] = keyName(k) + " = " + tomlString(m[k])
	}
	return "{ " + strings.Join(items, ", ") + " }"
}

// keyName writes a key bare where TOML allows it.
func keyName(k string) string {
	bare := k != "" && strings.Trim(k, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
	if bare {
		return k
	}
	return tomlString(k)
}

// tomlString writes a basic string; TOML knows fewer escapes than Go.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			b.WriteString(`\u` + strings.ToUpper(strconv.FormatInt(0x10000+int64(r), 16)[1:]))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
