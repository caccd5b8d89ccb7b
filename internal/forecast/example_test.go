package forecast_test

import (
	"fmt"

	"motcua/internal/forecast"
)

// Fourteen visitors come in half an hour, a visit takes 9.6 minutes: how many
// counters keep nine of ten from waiting a quarter of an hour?
func ExampleMMc() {
	for counters := 5; ; counters++ {
		q := forecast.MMc{Counters: counters, Arrive: 14.0 / 30, Serve: 1 / 9.6}
		if q.Over(15) <= 0.1 {
			fmt.Printf("%d counters: %.1f minutes on average, %.0f %% wait longer than 15\n", counters, q.Mean(), 100*q.Over(15))
			break
		}
	}
	// Output: 6 counters: 2.6 minutes on average, 4 % wait longer than 15
}
