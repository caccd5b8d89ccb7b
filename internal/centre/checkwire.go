package centre

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"motcua/internal/centre/form"
)

func (c *checker) walls() {
	ids(c, "wall", c.s.Walls, func(w Wall) string { return w.ID })
	for i, w := range c.s.Walls {
		path := fmt.Sprintf("wall[%d]", i)
		oneOf(c, path+".layout", w.Layout, Layouts)
		refer(c, path+".zone", "zone", w.Zone, c.s.Zones, func(z Zone) string { return z.ID })
		refer(c, path+".counter", "counter", w.Counter, c.s.Counters, func(k Counter) string { return k.ID })
		c.text(path+".ticker", w.Ticker)
		if (w.Zone == "") == (w.Counter == "") {
			c.bad(path, "write zone = for a wall, or counter = for the sign of a counter", "a wall shows either a zone or a counter")
		}
		if w.Layout == "sign" && w.Counter == "" {
			c.bad(path+".layout", "write counter = instead of zone =", "a sign belongs to a counter")
		}
		for _, room := range slices.Sorted(maps.Keys(w.Arrows)) {
			at := path + ".arrows." + room
			refer(c, at, "room", room, c.s.Rooms, func(r Room) string { return r.ID })
			oneOf(c, at, w.Arrows[room], Directions)
		}
	}
	for i, n := range c.s.Notices {
		path := fmt.Sprintf("notice[%d]", i)
		c.text(path+".text", n.Text)
		if !n.From.IsZero() && !n.To.IsZero() && !n.From.Before(n.To) {
			c.bad(path+".to", "exchange the two moments", "the notice ends before it begins")
		}
	}
}

func (c *checker) rating() {
	ids(c, "rating.question", c.s.Rating.Questions, func(q Question) string { return q.ID })
	for i, q := range c.s.Rating.Questions {
		path := fmt.Sprintf("rating.question[%d]", i)
		c.text(path+".text", q.Text)
		between(c, path+".scale", q.Scale, 2, 10)
		oneOf(c, path+".where", q.Where, []string{"counter", "survey"})
		if len(q.Levels) > 0 && len(q.Levels) != q.Scale {
			c.bad(path+".levels", "name each score once, the best first", "%d words for %d scores", len(q.Levels), q.Scale)
		}
		for j, t := range q.Levels {
			c.text(fmt.Sprintf("%s.levels[%d]", path, j), t)
		}
	}
}

// senses checks paper, voice, ticket machines and what is kept.
func (c *checker) senses() {
	s := c.s
	if s.Slip.Width != 80 && s.Slip.Width != 58 {
		c.bad("slip.width", "use 80 or 58", "there is no paper of %d mm", s.Slip.Width)
	}
	for i, t := range s.Slip.Lines {
		c.text(fmt.Sprintf("slip.lines[%d]", i), t)
	}
	between(c, "voice.level", s.Voice.Level, 0, 1)
	for i, z := range s.Voice.Mute {
		refer(c, fmt.Sprintf("voice.mute[%d]", i), "zone", z, s.Zones, func(z Zone) string { return z.ID })
	}
	c.said("voice.call", s.Voice.Call)
	c.said("voice.brief", s.Voice.Brief)
	for _, name := range slices.Sorted(maps.Keys(s.Kiosks)) {
		c.kiosk("kiosk."+name, name, s.Kiosks[name])
	}
	r := s.Retention
	for _, x := range []struct {
		key  string
		days int
	}{
		{"tickets", r.Tickets},
		{"dossiers", r.Dossiers},
		{"ratings", r.Ratings},
		{"sealed", r.Sealed},
		{"audit", r.Audit},
		{"tape", r.Tape},
		{"backups", r.Backups},
	} {
		between(c, "retention."+x.key, x.days, 1, 36500)
	}
}

func (c *checker) said(path string, t Text) {
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		words := t[lang]
		for _, hole := range []string{"{number}", "{counter}"} {
			if strings.Count(words, hole) != 1 {
				c.bad(path+"."+lang, "write "+hole+" where it is to be spoken", "the sentence must hold %s once", hole)
			}
		}
	}
}

func (c *checker) kiosk(path, name string, k Kiosk) {
	if !goodID(name) {
		c.bad(path, "use plain letters, digits, - and _", "%s cannot be the name of a kiosk", form.Quote(name))
	}
	oneOf(c, path+".slot", k.Slot, []string{"down", "left", "right"})
	refer(c, path+".zone", "zone", k.Zone, c.s.Zones, func(z Zone) string { return z.ID })
	c.address(path+".printer", k.Printer)
	c.address(path+".scanner", k.Scanner)
	c.address(path+".lamp", k.Lamp)
	c.within(path+".idle", k.Idle, 0, 10*time.Minute)
}

// address checks the shape of the address of a device or a server. It may hold
// a secret by mistake, so it is never repeated in the message.
func (c *checker) address(path, address string) {
	if address == "" {
		return
	}
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || scheme == "" || strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz0123456789+.-") != "" || strings.ContainsAny(address, " \t\n") {
		c.bad(path, `write it as scheme://place, for example "usb://04b8:0202" or "sim://printer"`, "this is not the address of a device")
		return
	}
	host, _, _ := strings.Cut(rest, "/")
	if user, _, at := strings.Cut(host, "@"); at && strings.Contains(user, ":") {
		c.bad(path, "put the password into a file and name it under credentials", "the address holds a password")
	}
}

// secretFile checks that a secret is named by the path of its file.
func (c *checker) secretFile(path, file string) {
	if !strings.HasPrefix(file, "/") || strings.ContainsAny(file, "\n\x00") || strings.HasSuffix(file, "/") {
		c.bad(path, "put the secret into a file only the appliance may read and write its whole path here, for example \"/etc/motcua/province.token\"",
			"a secret is named by the path of its file, never by its value")
	}
}

func (c *checker) credentials(path string, files map[string]string) {
	for _, k := range slices.Sorted(maps.Keys(files)) {
		c.secretFile(path+"."+k, files[k])
	}
}

func (c *checker) web(path, address string) {
	if address == "" {
		return
	}
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		c.bad(path, "write it as https://host/path", "this is not a web address")
		return
	}
	c.address(path, address)
}

func (c *checker) province() {
	p := c.s.Province
	if p == nil {
		return
	}
	oneOf(c, "province.dialect", p.Dialect, Dialects)
	between(c, "province.rate", p.Rate, 0, 1000)
	if p.Window != "" {
		from, to, _ := strings.Cut(p.Window, "-")
		if _, err := ParseClock(from); err != nil || !isClock(to) {
			c.bad("province.window", `write it as "18:00-06:00"`, "%s are no hours", form.Quote(p.Window))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(p.Endpoints)) {
		c.web("province.endpoints."+k, p.Endpoints[k])
	}
	c.credentials("province.credentials", p.Credentials)
	if p.Inbound == nil {
		return
	}
	c.secretFile("province.inbound.token_file", p.Inbound.TokenFile)
	if len(p.Inbound.Allow) == 0 {
		c.bad("province.inbound.allow", `name the networks the province sends from, for example ["10.46.0.0/16"]`, "nobody could send")
	}
	for i, n := range p.Inbound.Allow {
		if !isNetwork(n) {
			c.bad(fmt.Sprintf("province.inbound.allow[%d]", i), `write it as 10.46.0.0/16 or 10.46.1.5/32`, "%s is not a network", form.Quote(n))
		}
	}
}

func isClock(text string) bool {
	_, err := ParseClock(text)
	return err == nil
}

func (c *checker) notify() {
	for _, name := range slices.Sorted(maps.Keys(c.s.Notify)) {
		n, path := c.s.Notify[name], "notify."+name
		if !goodID(name) {
			c.bad(path, "use plain letters, digits, - and _", "%s cannot be the name of a channel", form.Quote(name))
		}
		oneOf(c, path+".channel", n.Channel, Channels)
		between(c, path+".rate", n.Rate, 0, 1000)
		c.web(path+".endpoint", n.Endpoint)
		c.credentials(path+".credentials", n.Credentials)
		for _, event := range slices.Sorted(maps.Keys(n.Templates)) {
			oneOf(c, path+".templates."+event, event, Events)
		}
	}
}

// Events are the moments a visitor can be told about by telephone.
var Events = []string{"called", "soon", "received", "refused", "supplement", "ready", "handed-over", "returned", "appointment"}

// isNetwork knows 10.0.0.0/8 and fd00::/8 well enough to catch a slip; the
// corridor that uses it parses it again. The pure room may not import net.
func isNetwork(text string) bool {
	place, bits, ok := strings.Cut(text, "/")
	n := 0
	if _, err := fmt.Sscanf(bits, "%d", &n); !ok || err != nil || fmt.Sprint(n) != bits || n < 0 || n > 128 {
		return false
	}
	if strings.Contains(place, ":") {
		return strings.Trim(place, "0123456789abcdefABCDEF:.") == ""
	}
	var a, b, x, d int
	k, _ := fmt.Sscanf(place, "%d.%d.%d.%d", &a, &b, &x, &d)
	return k == 4 && fmt.Sprintf("%d.%d.%d.%d", a, b, x, d) == place && max(a, b, x, d) < 256 && min(a, b, x, d) >= 0 && n <= 32
}
