package rehearsal

import (
	_ "embed"
	"strconv"
	"strings"
	"time"

	"motcua/internal/centre"
	"motcua/internal/forecast"
)

// Moment is one thing that happens, told for people.
type Moment struct {
	At      time.Time
	Kind    string      // taken, called, absent ...: the kinds of story.txt
	Who     centre.Text // the visitor, without a name; empty for what a counter does by itself
	Text    centre.Text // the whole sentence
	Ticket  string
	Number  string
	Counter string
	Service string
	Class   string
	Ahead   int
	Low     int // the range shown, in minutes
	High    int
	Waited  time.Duration

	reason centre.Text // what the sentence calls {reason}
}

//go:embed story.txt
var storyText string

// phrases is the story by kind; some kinds have several.
type phrases map[string][]centre.Text

var story = readStory(storyText)

func readStory(text string) phrases {
	p := phrases{}
	for line := range strings.Lines(text) {
		part := strings.Split(line, "|")
		if len(part) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		kind := strings.TrimSpace(part[0])
		p[kind] = append(p[kind], centre.Text{"vi": strings.TrimSpace(part[1]), "en": strings.TrimSpace(part[2])})
	}
	return p
}

// of finds a phrase; n chooses among several.
func (p phrases) of(kind string, n int) centre.Text {
	list := p[kind]
	if len(list) == 0 {
		return nil
	}
	return list[n%len(list)]
}

// filled is a phrase with its places filled in, from pairs of name and value.
func filled(t centre.Text, pairs ...string) centre.Text {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	r := strings.NewReplacer(pairs...)
	out := centre.Text{}
	for lang, s := range t {
		out[lang] = r.Replace(s)
	}
	return out
}

func (h *hall) phrase(kind string, pairs ...string) centre.Text {
	if h.tell == nil {
		return nil
	}
	return filled(story.of(kind, 0), pairs...)
}

// reason names an entry of a list of reasons.
func (h *hall) reason(list []centre.Reason, id string) centre.Text {
	if h.tell == nil {
		return nil
	}
	r, _ := centre.FindReason(list, id)
	return r.Name
}

// wait is a range in words.
func (h *hall) wait(r forecast.Range) centre.Text {
	hour := func(t time.Time) string { return t.In(centre.ICT).Format("15:04") }
	switch {
	case !r.Known && r.Reason == forecast.Closing:
		return h.phrase("wait.closing")
	case !r.Known:
		return h.phrase("wait.unknown")
	case r.Reason == forecast.Soon:
		return h.phrase("wait.soon")
	case r.Reason == forecast.Long:
		return h.phrase("wait.over", "at", hour(r.From))
	case r.Reason == forecast.Lunch:
		return h.phrase("wait.lunch", "from", hour(r.From), "to", hour(r.To))
	case r.Reason == forecast.Closing && r.Served < 0.5:
		return h.phrase("wait.closing")
	}
	return h.phrase("wait.about", "low", strconv.Itoa(r.Low), "high", strconv.Itoa(r.High))
}

// say tells a moment to whoever listens.
func (h *hall) say(m Moment, x *person) {
	if h.tell == nil {
		return
	}
	m.At = h.clock.Now()
	if x != nil {
		m.Ticket, m.Number, m.Class = x.ticket, x.number, x.class
		m.Who = story.of("who."+x.class, x.persona)
		if m.Who == nil {
			m.Who = story.of("who.other", x.persona)
		}
		if m.Service == "" {
			m.Service = x.service
		}
	}
	v, _ := h.site.Service(m.Service)
	a, _ := h.site.Agency(v.Agency)
	c, _ := h.site.Counter(m.Counter)

	m.Text = centre.Text{}
	for lang, s := range story.of(m.Kind, 0) {
		name := v.Name.In(lang)
		if office := a.ShortIn(lang); office != "" {
			name = office + ", " + name
		}
		m.Text[lang] = strings.NewReplacer(
			"{who}", m.Who.In(lang), "{number}", m.Number, "{counter}", c.Label, "{service}", name,
			"{reason}", m.reason.In(lang), "{ahead}", strconv.Itoa(m.Ahead),
			"{waited}", strconv.Itoa(int(m.Waited.Round(time.Minute).Minutes())),
		).Replace(s)
	}
	h.tell(m)
}
