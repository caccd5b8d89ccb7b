// Package rehearsal plays a believable one-stop centre from one seed: visitors
// who arrive as on a real morning, officers who call, serve, recall, set aside
// and make mistakes. It drives a [Desk], the same door that kiosks and counters
// use, so that a demonstration, a test and a measurement all exercise the
// product's own rules and no copy of them.
//
//   - [Morning] plays one day against a desk on the clock it is given.
//   - [Past] writes the record of the days before today for a new data
//     directory, as fast as the rules can decide.
//   - [Days], [Case] and [Witness] are the design simulator: they measure the
//     call rule against its goals, its promise and queueing theory.
//
// The room knows no disk, no network and no screen. Chance comes from the seed
// alone, so a run repeats exactly.
//
// The runs of 2,000,000 customers a case take seconds, and many times that
// under the race detector; their tests carry the build tag !race and run by
//
//	go test ./internal/rehearsal
//
// while go test -race runs everything else. The table of goals is printed by
//
//	go test ./internal/rehearsal -run '^$' -bench Rows -benchtime 1x
package rehearsal
