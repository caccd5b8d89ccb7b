package lan

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Problem is a refusal as it travels (RFC 9457). Detail is a sentence in the
// language of whoever asked; no value he sent is ever repeated in it.
//
//nolint:errname // it is the problem of the RFC, and an error only at the client's end
type Problem struct {
	Type    string     `json:"type" doc:"/problems/NAME"`
	Title   string     `json:"title"`
	Status  int        `json:"status"`
	Detail  string     `json:"detail"`
	Ticket  string     `json:"ticket,omitempty" doc:"the ticket in hand, for busy"`
	Number  string     `json:"number,omitempty" doc:"and its number"`
	Opens   *time.Time `json:"opens,omitempty" doc:"when to come back, for closed and quota"`
	Seconds int        `json:"seconds,omitempty" doc:"how long to wait, for too-early"`
	Numbers []string   `json:"numbers,omitempty" doc:"who would be stranded by a new site document"`

	retry int // seconds, for Retry-After
}

// Error is for the log of a technician; people read Detail.
func (p *Problem) Error() string { return "lan: " + p.Type + " (" + strconv.Itoa(p.Status) + ")" }

// Name is the last part of the type.
func (p *Problem) Name() string { return strings.TrimPrefix(p.Type, problemPrefix) }

const problemPrefix = "/problems/"

func problem(status int, name string) *Problem {
	return &Problem{Type: problemPrefix + name, Status: status}
}

// refused is the problem of a refusal of the law.
func refused(r *queue.Refusal) *Problem {
	p := problem(statusOf(r.Code), string(r.Code))
	p.Ticket, p.Number, p.Numbers = r.Ticket, r.Number, r.Numbers
	if !r.Opens.IsZero() {
		p.Opens = &r.Opens
	}
	if r.Left > 0 {
		p.Seconds = int((r.Left + time.Second - 1) / time.Second)
	}
	return p
}

func statusOf(c queue.Code) int {
	switch c {
	case queue.UnknownCounter, queue.UnknownTicket, queue.UnknownBooking, queue.UnknownCall:
		return http.StatusNotFound
	case queue.NeedsReason, queue.UnknownService, queue.UnknownClass, queue.UnknownReason,
		queue.UnknownPlace, queue.BadDossierCode, queue.BadValue:
		return http.StatusUnprocessableEntity
	default:
		return http.StatusConflict
	}
}

// send writes the problem in the language of the caller.
func (p *Problem) send(w http.ResponseWriter, lang string) {
	told := *p
	told.Title, told.Detail = p.say(lang)
	raw, err := json.Marshal(&told)
	if err != nil {
		panic("lan: a problem cannot be written: " + err.Error())
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Set("Cache-Control", "no-store")
	if p.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(p.retry))
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(raw) // nobody is left to tell
}

// say is the title and the sentence of the problem.
func (p *Problem) say(lang string) (title, detail string) {
	table := sentences[lang]
	name := p.Name()
	detail, ok := table[name]
	if !ok {
		detail = table["invalid"]
	}
	at := ""
	if p.Opens != nil {
		at = p.Opens.In(centre.ICT).Format("15:04 02/01/2006")
	}
	detail = strings.NewReplacer(
		"{number}", p.Number, "{at}", at,
		"{seconds}", strconv.Itoa(max(1, p.Seconds)),
		"{numbers}", strings.Join(p.Numbers, ", "),
	).Replace(detail)
	if at == "" && (name == string(queue.Closed) || name == string(queue.Quota)) {
		detail = table[name+"-unknown"]
	}
	title, ok = titles[lang][p.Status]
	if !ok {
		title = titles[lang][http.StatusBadRequest]
	}
	return title, detail
}

// language is the best of ours for an Accept-Language header.
func language(header string) string {
	best, weight := "vi", 0.0
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(part, ";")
		tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if tag == "*" {
			tag = "vi"
		}
		if _, ours := sentences[tag]; !ours {
			continue
		}
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			if f, err := strconv.ParseFloat(v, 64); err == nil && f >= 0 && f <= 1 {
				q = f
			}
		}
		if q > weight {
			best, weight = tag, q
		}
	}
	return best
}
