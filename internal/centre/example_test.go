package centre_test

import (
	"fmt"
	"time"

	"motcua/internal/centre"
)

const oneDesk = `
[centre]
name = "Bộ phận Một cửa"
[[room]]
id = "1"
name = "Phòng giao dịch"
[[zone]]
id = "A"
name = "Phòng chờ"
[[counter]]
id = "1"
room = "1"
zone = "A"
services = ["submit"]
[[service]]
id = "submit"
name = "Nộp hồ sơ"
series = "A"
minutes = 9
[hours]
monday = ["07:00-11:30", "13:30-17:00"]
tuesday = ["07:00-11:30", "13:30-17:00"]
ticketing_closes_before = "30m"
`

func ExampleParse() {
	s, err := centre.Parse("desk.toml", []byte(oneDesk))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name, s.CountersFor("submit"), s.Serves("1", "submit"), len(s.Classes))
	// Output: Bộ phận Một cửa [1] true 8
}

func ExampleParse_refused() {
	_, err := centre.Parse("desk.toml", []byte(oneDesk+"[rules]\nrecal_max = 5\n"))
	fmt.Println(err)
	// Output: desk.toml:25:1: unknown key "recal_max" in [rules]; did you mean "recall_max"?
}

func ExampleHours_TicketingOpen() {
	s, _ := centre.Parse("desk.toml", []byte(oneDesk))
	monday := time.Date(2026, 11, 23, 11, 10, 0, 0, centre.ICT)
	ok, opens, why := s.Hours.TicketingOpen(monday)
	fmt.Println(ok, why, opens.Format("15:04"))
	// Output: false stopped 13:30
}

func ExampleHours_Due() {
	s, _ := centre.Parse("desk.toml", []byte(oneDesk))
	received := time.Date(2026, 11, 23, 16, 30, 0, 0, centre.ICT) // a Monday
	due, _ := s.Hours.Due(received, centre.Term{HalfDays: 1})
	fmt.Println(due.Format("Mon 15:04"))
	// Output: Tue 10:30
}
