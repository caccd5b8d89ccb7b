package drivers

import (
	"fmt"
	"maps"
	"net"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// URI names a device: where it is and how it is set. It is parsed once, holds
// nothing unchecked, and prints back in one canonical form.
type URI struct {
	Scheme string
	Host   string // "04b8:0202", "10.0.0.5:9100", a chip, a twin; empty for a path
	Path   string // clean, absolute, or empty
	opts   map[string]string
}

// URIError names the part of a URI that is wrong, what stood there and what
// should.
type URIError struct {
	URI  string
	Part string // "scheme", "host", "path", "option baud", ...
	Got  string
	Want string
}

// Error is the sentence for the technician.
func (e *URIError) Error() string {
	return fmt.Sprintf("device %q: %s %q is wrong: %s", e.URI, e.Part, e.Got, e.Want)
}

// ParseURI reads the name of a device. Its error is a *URIError.
func ParseURI(s string) (URI, error) {
	wrong := func(part, got, want string) (URI, error) {
		return URI{}, &URIError{URI: s, Part: part, Got: got, Want: want}
	}
	scheme, rest, ok := strings.Cut(s, "://")
	scheme = strings.ToLower(scheme)
	form, known := forms[scheme]
	if !ok || !known {
		return wrong("scheme", scheme, "use one of "+strings.Join(Schemes(), ", "))
	}
	where, query, _ := strings.Cut(rest, "?")
	host, file := where, ""
	if i := strings.IndexByte(where, '/'); i >= 0 {
		host, file = where[:i], where[i:]
	}
	u := URI{Scheme: scheme, opts: map[string]string{}}

	var want string
	if u.Host, u.Path, want = form.place(host, file); want != "" {
		part := "host"
		if host == "" || strings.HasPrefix(want, "path") {
			part = "path"
		}
		return wrong(part, where, want)
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return wrong("options", query, "write them as name=value&name=value")
	}
	for name, list := range values {
		check, known := form.options[name]
		if !known {
			return wrong("option", name, "use one of "+strings.Join(form.names(), ", "))
		}
		if len(list) != 1 {
			return wrong("option "+name, strings.Join(list, ","), "give it once")
		}
		value, want := check(list[0])
		if want != "" {
			return wrong("option "+name, list[0], want)
		}
		u.opts[name] = value
	}
	return u, nil
}

// Schemes lists the kinds of device names, sorted.
func Schemes() []string {
	out := make([]string, 0, len(forms))
	for s := range forms {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// String is the canonical form: two URIs name the same thing when it is equal.
func (u URI) String() string {
	var b strings.Builder
	b.WriteString(u.Scheme + "://" + u.Host + u.Path)
	sep := byte('?')
	for _, name := range u.Options() {
		b.WriteByte(sep)
		b.WriteString(name + "=" + url.QueryEscape(u.opts[name]))
		sep = '&'
	}
	return b.String()
}

// Options lists the names of the options that were given, sorted.
func (u URI) Options() []string {
	out := make([]string, 0, len(u.opts))
	for name := range u.opts {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Option is the value of an option, or otherwise when it was not given.
func (u URI) Option(name, otherwise string) string {
	if v, given := u.opts[name]; given {
		return v
	}
	return otherwise
}

// Int is the value of a whole-number option; ParseURI has checked the digits.
func (u URI) Int(name string, otherwise int) int {
	n, err := strconv.Atoi(u.Option(name, ""))
	if err != nil {
		return otherwise
	}
	return n
}

// Duration is the value of a duration option.
func (u URI) Duration(name string, otherwise time.Duration) time.Duration {
	d, err := time.ParseDuration(u.Option(name, ""))
	if err != nil {
		return otherwise
	}
	return d
}

// form is what the URIs of one scheme look like.
type form struct {
	// place checks host and path and gives their canonical form, or says what is wanted.
	place   func(host, file string) (h, p, want string)
	options map[string]func(string) (value, want string)
}

func (f form) names() []string {
	out := make([]string, 0, len(f.options))
	for n := range f.options {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

type checks = map[string]func(string) (value, want string)

var lineOptions = checks{
	"baud":   number(50, 4000000),
	"data":   number(5, 8),
	"parity": oneOf("none", "odd", "even"),
	"stop":   number(1, 2),
	"flow":   oneOf("none", "rts", "xonxoff"),
}

// forms is fixed after the program started: the schemes and what they accept.
var forms = map[string]form{
	"usb":    {place: usbOrPath("/dev/usb/lp0"), options: checks{"serial": word, "profile": word}},
	"tcp":    {place: hostPort, options: checks{"profile": word}},
	"serial": {place: serialPort, options: with(lineOptions, checks{"profile": word, "kind": oneOf("printer", "scanner"), "suffix": suffix, "idle": duration})},
	"evdev": {place: usbOrPath("/dev/input/event3"), options: checks{
		"serial": word, "grab": oneOf("0", "1"), "suffix": suffix, "idle": duration,
	}},
	"hidraw": {place: usbOrPath("/dev/hidraw0"), options: checks{"serial": word}},
	"gpio": {place: chipLine, options: checks{
		"active": oneOf("low", "high"), "pull": oneOf("up", "down", "none"), "debounce": duration, "kind": oneOf("button", "lamp", "switch"), "key": word,
	}},
	"modbus+serial": {place: serialPort, options: with(lineOptions, checks{"unit": number(1, 247)})},
	"spi":           {place: absolute, options: checks{"digits": number(1, 8), "hz": number(1000, 10000000)}},
	"sim": {place: twin, options: checks{
		"profile": word, "dir": anyText, "paper": number(0, 1000000), "roll": number(1, 1000000), "speed": number(0, 100000), "cut": number(1, 1<<30),
		"slow": number(1, 1<<30), "name": word,
	}},
	"file": {place: absolute, options: checks{"profile": word}},
}

func with(a, b checks) checks {
	out := make(checks, len(a)+len(b))
	for _, m := range []checks{a, b} {
		maps.Copy(out, m)
	}
	return out
}

var (
	usbID    = regexp.MustCompile(`^[0-9a-fA-F]{4}:[0-9a-fA-F]{4}$`)
	plain    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]*$`)
	comPort  = regexp.MustCompile(`^(?i:COM)[0-9]{1,3}$`)
	hostName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$`)
	lineName = regexp.MustCompile(`^/[A-Za-z0-9][A-Za-z0-9._-]*$`)
)

func usbOrPath(example string) func(host, file string) (h, p, want string) {
	return func(host, file string) (h, p, want string) {
		switch {
		case host == "" && clean(file) != "":
			return "", clean(file), ""
		case host == "":
			return "", "", "path to the device file, such as " + example
		case usbID.MatchString(host) && (file == "" || file == "/"):
			return strings.ToLower(host), "", ""
		}
		return "", "", "write vendor:product in four hexadecimal digits each, such as 04b8:0202, or three slashes and a path such as " + example
	}
}

func hostPort(host, file string) (h, p, want string) {
	name, port, err := net.SplitHostPort(host)
	if err != nil && !strings.Contains(host, ":") && host != "" {
		name, port, err = host, "9100", nil
	}
	n, convErr := strconv.Atoi(port)
	if addr, bad := netip.ParseAddr(name); bad == nil {
		name = addr.WithZone("").String()
	} else if !hostName.MatchString(name) {
		name = ""
	}
	if err != nil || name == "" || convErr != nil || n < 1 || n > 65535 {
		return "", "", "write an address and a port from 1 to 65535, such as 10.0.0.5:9100"
	}
	if file != "" && file != "/" {
		return "", "", "path is not possible here, end after the port"
	}
	return net.JoinHostPort(strings.ToLower(name), strconv.Itoa(n)), "", ""
}

func serialPort(host, file string) (h, p, want string) {
	switch {
	case host == "" && clean(file) != "":
		return "", clean(file), ""
	case comPort.MatchString(host) && (file == "" || file == "/"):
		return strings.ToUpper(host), "", ""
	}
	return "", "", "write three slashes and the path, such as serial:///dev/serial/by-id/usb-..., or serial://COM3"
}

func chipLine(host, file string) (h, p, want string) {
	if !plain.MatchString(host) {
		return "", "", "write chip and line, such as gpio://cp2112_gpio/1"
	}
	if !lineName.MatchString(file) {
		return "", "", "path must be the number or name of one line, such as /1"
	}
	return host, file, ""
}

func absolute(host, file string) (h, p, want string) {
	if host != "" || clean(file) == "" {
		return "", "", "path must follow three slashes, such as ///var/lib/tickets"
	}
	return "", clean(file), ""
}

func twin(host, file string) (h, p, want string) {
	if !plain.MatchString(host) || (file != "" && file != "/") {
		return "", "", "write the name of a twin, such as sim://printer, sim://scanner, sim://buttons or sim://paper-low"
	}
	return strings.ToLower(host), "", ""
}

// clean is the path without dots and double slashes, or "" when it names nothing.
func clean(file string) string {
	file, err := url.PathUnescape(file)
	if err != nil || file == "" || strings.ContainsRune(file, 0) {
		return ""
	}
	if file = path.Clean(file); file == "/" {
		return ""
	}
	return strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(file)
}

// File is the path as the operating system knows it.
func (u URI) File() string {
	file, err := url.PathUnescape(u.Path)
	if err != nil {
		return u.Path
	}
	return file
}

func oneOf(list ...string) func(string) (value, want string) {
	return func(s string) (value, want string) {
		s = strings.ToLower(s)
		if slices.Contains(list, s) {
			return s, ""
		}
		return "", "use one of " + strings.Join(list, ", ")
	}
}

func number(low, high int) func(string) (value, want string) {
	return func(s string) (value, want string) {
		n, err := strconv.Atoi(s)
		if err != nil || n < low || n > high {
			return "", fmt.Sprintf("give a whole number from %d to %d", low, high)
		}
		return strconv.Itoa(n), ""
	}
}

func word(s string) (value, want string) {
	if !plain.MatchString(s) {
		return "", "use letters, digits, dot, colon, dash and underscore"
	}
	return s, ""
}

func anyText(s string) (value, want string) {
	if s == "" || strings.ContainsRune(s, 0) {
		return "", "give a path"
	}
	return s, ""
}

var suffixes = oneOf("any", "enter", "tab", "crlf", "lf", "none")

func suffix(s string) (value, want string) { return suffixes(s) }

func duration(s string) (value, want string) {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 || d > time.Minute {
		return "", "give a duration up to a minute, such as 80ms"
	}
	return d.String(), ""
}
