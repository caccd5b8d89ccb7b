package forecast

import "math"

// keep discounts what is older: 200 visits halve its weight.
var keep = math.Pow(0.5, 1.0/200)

// sum is a discounted sum of observations.
type sum struct{ w, y float64 }

func (s *sum) add(y float64) {
	s.w = s.w*keep + 1
	s.y = s.y*keep + y
}

// drop takes a fresh observation out again; later ones have hardly aged it.
func (s *sum) drop(y float64) {
	if s.w >= 1 {
		s.w--
		s.y -= y
	}
}

// mean is drawn towards a prior that counts as much as weight observations.
func (s *sum) mean(prior, weight float64) float64 {
	return (s.y + prior*weight) / (s.w + weight)
}
