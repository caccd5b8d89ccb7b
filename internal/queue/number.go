package queue

import (
	"slices"
	"strconv"
)

// Reserved blocks lie at x501 to x999; a main line with a second kiosk goes
// from 500 to 1001 (DESIGN 3.1).
const (
	blockFirst  = 501
	blockLast   = 999
	blockSize   = 20
	blockKiosk  = 100 // numbers apart from one kiosk to the next
	afterBlocks = 1001
)

// block is a run of numbers that one kiosk may give while it is cut off.
type block struct {
	kiosk    string
	from, to int
	used     map[int]bool
}

func itoa(n int) string { return strconv.Itoa(n) }

// formatNumber writes series and at least three digits; the width grows, nothing wraps.
func formatNumber(series string, n int) string {
	digits := itoa(n)
	for len(digits) < 3 {
		digits = "0" + digits
	}
	return series + digits
}

// splitNumber reads it back; n is 0 for what is not a number.
func splitNumber(number string) (series string, n int) {
	i := len(number)
	for i > 0 && number[i-1] >= '0' && number[i-1] <= '9' {
		i--
	}
	n, err := strconv.Atoi(number[i:])
	if err != nil {
		return number[:i], 0
	}
	return number[:i], n
}

// nextNumber is the next of the main line of a series.
func (s *State) nextNumber(series string) int {
	n := s.series[series] + 1
	if len(s.blocks[series]) > 0 && n >= blockFirst && n <= blockLast {
		n = afterBlocks
	}
	return n
}

// ticketID is unique for all days: the day and the number.
func (s *State) ticketID(number string) string {
	id := make([]byte, 0, len(s.day)+1+len(number))
	for i := range len(s.day) {
		if s.day[i] != '-' {
			id = append(id, s.day[i])
		}
	}
	return string(append(append(id, '-'), number...))
}

func (s *State) decideBlock(w ReserveBlock) ([]Event, error) {
	if !s.open {
		return nil, Refuse(DayNotOpen)
	}
	if w.Kiosk == "" {
		return nil, Refuse(BadValue)
	}
	if !s.hasSeries(w.Series) {
		return nil, Refuse(UnknownService)
	}
	i := slices.Index(s.kiosks, w.Kiosk)
	if i < 0 {
		i = len(s.kiosks)
	}
	from := blockFirst + i*blockKiosk
	for _, b := range s.blocks[w.Series] {
		if b.kiosk == w.Kiosk {
			from = max(from, b.to+1)
		}
	}
	to := from + blockSize - 1
	if to >= blockFirst+(i+1)*blockKiosk || to > blockLast || (s.series[w.Series] >= from && s.series[w.Series] <= blockLast) {
		return nil, Refuse(BlockSpent)
	}
	return []Event{BlockReserved{Kiosk: w.Kiosk, Series: w.Series, From: from, To: to}}, nil
}

func (s *State) hasSeries(series string) bool {
	for i := range s.site.Services {
		if s.site.Services[i].Series == series {
			return true
		}
	}
	return false
}

func (s *State) foldBlock(e BlockReserved) {
	if !slices.Contains(s.kiosks, e.Kiosk) {
		s.kiosks = append(s.kiosks, e.Kiosk)
	}
	s.blocks[e.Series] = append(s.blocks[e.Series], block{kiosk: e.Kiosk, from: e.From, to: e.To, used: map[int]bool{}})
}

func (s *State) useReserved(series string, n int) {
	for _, b := range s.blocks[series] {
		if n >= b.from && n <= b.to {
			b.used[n] = true
		}
	}
}

// ownsNumber tells whether a kiosk was given the number, and whether it is still unused.
func (s *State) ownsNumber(kiosk, series string, n int) (owns, free bool) {
	for _, b := range s.blocks[series] {
		if b.kiosk == kiosk && n >= b.from && n <= b.to {
			return true, !b.used[n]
		}
	}
	return false, false
}

// Blocks are the numbers a kiosk was given and has not used, as ranges by series.
func (s *State) Blocks(kiosk string) []BlockReserved {
	var out []BlockReserved
	for i := range s.site.Services {
		series := s.site.Services[i].Series
		if slices.ContainsFunc(out, func(b BlockReserved) bool { return b.Series == series }) {
			continue
		}
		for _, b := range s.blocks[series] {
			if b.kiosk == kiosk {
				out = append(out, BlockReserved{Kiosk: kiosk, Series: series, From: b.from, To: b.to})
			}
		}
	}
	return out
}
