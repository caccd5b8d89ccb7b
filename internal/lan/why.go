package lan

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// Reasons is the answer to "why not me?", as sentences and as the values in them.
type Reasons struct {
	Ticket    string    `json:"ticket"`
	Number    string    `json:"number"`
	Ahead     int       `json:"ahead"`
	Wait      *Minutes  `json:"wait"`
	Reason    string    `json:"reason,omitempty"`
	NoneAfter time.Time `json:"none_after" doc:"whoever comes later cannot be placed before this ticket"`
	Lines     []Line    `json:"lines" nullable:"false"`
	Closing   string    `json:"closing"`
}

// Line is one call that went before, or something the visitor did, and why.
type Line struct {
	Code    string    `json:"code" enum:"other,earlier,transfer,booking,priority,return,reserved,absent,yielded"`
	Number  string    `json:"number,omitempty"`
	Counter string    `json:"counter,omitempty"`
	At      time.Time `json:"at"`
	Text    string    `json:"text"`
}

// whys are the sentences of QUEUEING 1.4. The ground of a priority is never named.
var whys = map[string]map[string]string{
	"vi": {
		"other":    "Số {j} được gọi vào quầy {c}, quầy này không nhận lĩnh vực của ông/bà.",
		"earlier":  "Số {j} lấy số lúc {t}, trước ông/bà {m} phút.",
		"transfer": "Số {j} đã chờ từ {t} và được chuyển quầy, giữ nguyên thứ tự.",
		"booking":  "Số {j} có lịch hẹn lúc {t}.",
		"priority": "Số {j} thuộc diện ưu tiên, được tính sớm {m} phút.",
		"return":   "Số {j} quay lại bổ sung hồ sơ, được tính sớm {m} phút.",
		"reserved": "Số {j} được cán bộ gọi riêng, lý do: {r}.",
		"absent":   "Ông/bà được gọi lúc {a} tại quầy {c} nhưng chưa có mặt, nên số chuyển về cuối hàng.",
		"yielded":  "Ông/bà đã xin lùi lượt lúc {a}, nên số xếp sau số {j}.",
		"closing":  "Hiện còn {n} người trước ông/bà. Từ {t} người mới đến không thể xếp trước ông/bà.",
		"over":     "Số này không còn trong hàng chờ.",
	},
	"en": {
		"other":    "{j} was called to counter {c}, which does not give the service you came for.",
		"earlier":  "{j} took a number at {t}, {m} minutes before you.",
		"transfer": "{j} has waited since {t} and was sent on to another counter, keeping its place.",
		"booking":  "{j} has an appointment at {t}.",
		"priority": "{j} has priority and counts as {m} minutes earlier.",
		"return":   "{j} came back with missing papers and counts as {m} minutes earlier.",
		"reserved": "{j} was called by an officer out of order; the reason: {r}.",
		"absent":   "You were called at {a} to counter {c} but were not there, so your number went to the end of the line.",
		"yielded":  "You asked to step back at {a}, so your number stands behind {j}.",
		"closing":  "{n} people are before you now. From {t} on nobody who comes can be placed before you.",
		"one":      "1 person is before you now. From {t} on nobody who comes can be placed before you.",
		"none":     "Nobody is before you now. From {t} on nobody who comes can be placed before you.",
		"over":     "This number is no longer in the line.",
	},
}

func getWhy(q *request) error {
	var r Reasons
	now := q.s.o.Now()
	err := q.look(func(st *queue.State, _ uint64) error {
		id := q.PathValue("id")
		slip, ok := q.s.slipOf(st, id, now)
		why, known := st.Why(id, now)
		if !ok || !known {
			return queue.Refuse(queue.UnknownTicket)
		}
		r = Reasons{
			Ticket: id, Number: slip.Ticket.Number, Ahead: why.Ahead, Wait: slip.Wait, Reason: slip.Reason,
			NoneAfter: why.NoneAfter, Lines: things(why.Lines, func(b queue.Because) Line { return q.line(st.Site(), b) }),
		}
		r.Closing = whys[q.lang]["over"]
		if slip.Ticket.State == string(queue.StatusWaiting) {
			r.Closing = closing(q.lang, why)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return q.answer(http.StatusOK, r)
}

// closing is the sentence about those who are still before the visitor.
func closing(lang string, why queue.Why) string {
	text := whys[lang]["closing"]
	if special := map[int]string{0: whys[lang]["none"], 1: whys[lang]["one"]}[why.Ahead]; special != "" {
		text = special
	}
	return strings.NewReplacer("{n}", strconv.Itoa(why.Ahead), "{t}", clock(why.NoneAfter)).Replace(text)
}

// line makes the sentence of one reason.
func (q *request) line(site *centre.Site, b queue.Because) Line {
	counter, reason := b.Counter, b.Reason
	if c, ok := site.Counter(b.Counter); ok {
		counter = c.Label
	}
	for _, r := range site.Reasons.Call {
		if r.ID == b.Reason {
			reason = r.Name.In(q.lang)
		}
	}
	text := strings.NewReplacer(
		"{j}", b.Number, "{c}", counter, "{t}", clock(b.Since), "{a}", clock(b.At),
		"{m}", strconv.Itoa(b.Minutes), "{r}", reason,
	).Replace(whys[q.lang][b.Code])
	return Line{Code: b.Code, Number: b.Number, Counter: b.Counter, At: b.At, Text: text}
}

// clock is the time of day as people read it.
func clock(t time.Time) string { return t.In(centre.ICT).Format("15:04") }
