package lan

import (
	"net/http"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
)

type (
	// DayWish opens or closes the business day.
	DayWish struct {
		Action string `json:"action" enum:"open,close"`
		Date   string `json:"date,omitempty" format:"date" doc:"the day to open, empty for today"`
	}
	// Day is the business day.
	Day struct {
		Day  string `json:"day" doc:"empty before the first day"`
		Open bool   `json:"open"`
	}
	// Appointed books a time.
	Appointed struct {
		Service string    `json:"service"`
		At      time.Time `json:"at"`
	}
	// Appointment is a time booked.
	Appointment struct {
		ID      string    `json:"id"`
		Service string    `json:"service"`
		At      time.Time `json:"at"`
	}
	// CheckedIn turns an appointment into a ticket.
	CheckedIn struct {
		Paper string `json:"paper,omitempty" enum:"none,printer"`
		Lang  string `json:"lang,omitempty"`
	}
	// WallShown is a wall's acknowledgement of a call.
	WallShown struct {
		No     int  `json:"no" minimum:"1"`
		Spoken bool `json:"spoken,omitempty"`
	}
	// Reserve asks for numbers a kiosk may give out while it is cut off.
	Reserve struct {
		Kiosk  string `json:"kiosk"`
		Series string `json:"series"`
	}
	// Block is such a run of numbers.
	Block struct {
		Kiosk  string `json:"kiosk"`
		Series string `json:"series"`
		From   int    `json:"from"`
		To     int    `json:"to"`
	}
)

func dayRoutes() []route {
	post := func(path, about, tag string, least queue.Role, in, out any, serve func(*request) error) route {
		return route{method: http.MethodPost, path: path, about: about, tag: tag, least: least, in: in, out: out, serve: serve}
	}
	book := post("/v1/appointments", "Book a time", "appointments", queue.Officer, Appointed{}, Appointment{}, command(book, booked))
	checkin := post("/v1/appointments/{id}/checkin", "Turn an appointment into a ticket", "appointments",
		queue.Visitor, CheckedIn{}, Slip{}, command(checkIn, created))
	book.status, checkin.status = http.StatusCreated, http.StatusCreated
	return []route{
		post("/v1/day", "Open or close the business day", "day", queue.Officer, DayWish{}, Day{}, command(day, dayDone)),
		book, checkin,
		post("/v1/walls/{id}/shown", "A wall has shown a call", "walls", queue.Visitor, WallShown{}, Done{}, command(shown, acknowledged)),
		post("/v1/blocks", "Reserve numbers for a kiosk that may be cut off", "tickets", queue.Visitor, Reserve{}, Block{}, command(reserve, reserved)),
	}
}

func day(q *request) queue.Wish {
	action, date := q.need("action"), q.word("date")
	if date != "" {
		if _, err := centre.ParseDate(date); err != nil {
			q.blame()
		}
	}
	switch {
	case action == "open":
		return queue.OpenDay{Day: date} // without a date the hub's own clock says which
	case action == "close" && date == "":
		return queue.CloseDay{}
	}
	q.blame()
	return queue.CloseDay{}
}

func dayDone(q *request, _ journal.Answer) error {
	var d Day
	err := q.s.desk.Look(q.Context(), func(st *queue.State, _ uint64) { d = Day{Day: st.Day(), Open: st.DayOpen()} })
	if err != nil {
		return err
	}
	return q.answer(http.StatusOK, d)
}

// book makes the id of the appointment from its key, so that a repeat gives the same.
func book(q *request) queue.Wish {
	w := queue.Book{ID: q.s.token("appointment " + q.key), Service: q.need("service"), At: q.when("at")}
	if w.At.IsZero() {
		q.blame()
	}
	q.said = w
	return w
}

func booked(q *request, _ journal.Answer) error {
	b, _ := q.said.(queue.Book)
	return q.answer(http.StatusCreated, Appointment{ID: b.ID, Service: b.Service, At: b.At})
}

func checkIn(q *request) queue.Wish {
	return queue.CheckIn{
		Booking: q.PathValue("id"), Lang: q.oneOf("lang", "", "vi", "en"),
		Paper: q.oneOf("paper", "none", "printer") == "printer",
	}
}

func shown(q *request) queue.Wish {
	wall := q.PathValue("id")
	if wall == "" || !wordy(wall) {
		q.fault = problem(http.StatusNotFound, "unknown-path")
	}
	no := q.whole("no", 1, 1_000_000)
	if no == 0 {
		q.blame()
	}
	q.by.Device = wall
	return queue.Acknowledge{Wall: wall, No: int(no), Spoken: q.flag("spoken")}
}

func acknowledged(q *request, _ journal.Answer) error { return q.answer(http.StatusOK, struct{}{}) }

func reserve(q *request) queue.Wish {
	w := queue.ReserveBlock{Kiosk: q.need("kiosk"), Series: q.need("series")}
	q.said = w
	return w
}

// reserved reads the block out of the record where it is a repeat.
func reserved(q *request, a journal.Answer) error {
	events := a.Events
	if len(events) == 0 {
		events = q.s.recorded(q.Context(), a.Seq, q.key)
	}
	for _, e := range events {
		if b, ok := e.(queue.BlockReserved); ok {
			return q.answer(http.StatusOK, Block{Kiosk: b.Kiosk, Series: b.Series, From: b.From, To: b.To})
		}
	}
	return journal.ErrNotDurable
}
