package rehearsal

import "time"

// Lines that are wrong on purpose: a check that cannot see them proves nothing.

// stack serves who came last.
type stack struct{ list []uint64 }

func (s *stack) Enter(_ time.Time, order uint64) { s.list = append(s.list, order) }

func (s *stack) Call() (uint64, bool) {
	n := len(s.list) - 1
	if n < 0 {
		return 0, false
	}
	order := s.list[n]
	s.list = s.list[:n]
	return order, true
}

// blind serves who came first and knows no class.
type blind struct{ list []uint64 }

func (b *blind) Enter(_ time.Time, order uint64) { b.list = append(b.list, order) }

func (b *blind) Call() (uint64, bool) {
	if len(b.list) == 0 {
		return 0, false
	}
	order := b.list[0]
	b.list = b.list[1:]
	return order, true
}
