package queue_test

import (
	"fmt"
	"os"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// A morning in four wishes: two people take a number, the one with a head start
// is called first although she came later, and the record tells why.
func Example() {
	document, err := os.ReadFile("../../assets/sites/small.toml")
	if err != nil {
		fmt.Println(err)
		return
	}
	site, err := centre.Parse("small.toml", document)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := queue.New(site, queue.Options{})
	at := time.Date(2026, 11, 23, 7, 30, 0, 0, centre.ICT)
	put := func(by queue.Actor, w queue.Wish) {
		events, err := queue.Decide(s, queue.Command{By: by, Do: w}, at)
		if err != nil {
			fmt.Println(err)
		}
		s.Evolve(queue.Act{At: at, By: by, Events: events})
		for _, e := range events {
			fmt.Println(at.Format("15:04"), queue.Describe(e))
		}
		at = at.Add(5 * time.Minute)
	}

	kiosk := queue.Actor{Role: queue.Visitor, Device: "kiosk-1"}
	desk := queue.Actor{Role: queue.Officer, Device: "counter-1", Counter: "1", Officer: "o1"}
	put(desk, queue.OpenDay{Day: "2026-11-23"})
	put(desk, queue.OpenCounter{Counter: "1", Officer: "o1"})
	put(kiosk, queue.Take{Service: "tuphap-new"})
	put(kiosk, queue.Take{Service: "tuphap-new", Class: "pregnant"})
	put(desk, queue.CallNext{Counter: "1"})
	put(desk, queue.CallNext{Counter: "1", Finish: true})

	why, _ := s.Why("20261123-A001", at)
	for _, b := range why.Lines {
		fmt.Println(b.Number, "went first:", b.Code, b.Minutes, "minutes")
	}
	// Output:
	// 07:30 day 2026-11-23 opened
	// 07:35 counter 1 opened by o1
	// 07:40 A001 issued for tuphap-new as ordinary, waits for tuphap-new as ordinary from 07:40:00
	// 07:45 A002 issued for tuphap-new as pregnant, waits for tuphap-new as pregnant from 07:15:00
	// 07:50 A002 called to counter 1 (call 1), leaves the line of tuphap-new
	// 07:55 A002 is at counter 1
	// 07:55 A002 finished at counter 1
	// 07:55 A001 called to counter 1 (call 2), leaves the line of tuphap-new
	// A002 went first: priority 30 minutes
}

// A refusal is a code, with what the answer needs to know.
func ExampleRefusal() {
	site, err := centre.Parse("hall", []byte(hallSite))
	if err != nil {
		fmt.Println(err)
		return
	}
	s := queue.New(site, queue.Options{})
	at := time.Date(2026, 11, 23, 11, 15, 0, 0, centre.ICT)
	s.Evolve(queue.Act{At: at, Events: []queue.Event{queue.DayOpened{Day: "2026-11-23"}}})

	_, err = queue.Decide(s, queue.Command{By: queue.Actor{Role: queue.Visitor}, Do: queue.Take{Service: "land"}}, at)
	fmt.Println(err)
	if r, ok := err.(*queue.Refusal); ok { //nolint:errorlint // Decide wraps nothing
		fmt.Println("numbers are given again at", r.Opens.Format("15:04"))
	}
	// Output:
	// queue: closed
	// numbers are given again at 13:30
}
