package queue

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Reserved blocks lie at x501 to x999; a main line with a second kiosk goes
// from 500 to 1001 (DESIGN 3.1).
const (
	blockFirst  = 501
	blockLast   = 999
	blockSize   = 20
	blockKiosk  = 100 // numbers apart from one kiosk to the next
	afterBlocks = 1001
	spareBlocks = 2 // untouched blocks of a series that one kiosk may hold
)

// block is a run of numbers that one kiosk may give while it is cut off.
type block struct {
	kiosk    string
	from, to int
	at       time.Time // no number of it was given earlier
	used     []int
}

// formatNumber writes series and at least three digits; the width grows, nothing wraps.
func formatNumber(series string, n int) string {
	digits := strconv.Itoa(n)
	return series + strings.Repeat("0", max(0, 3-len(digits))) + digits
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
	if len(s.blocks[series]) > 0 && n >= blockFirst && n < afterBlocks {
		n = afterBlocks
	}
	return n
}

// ticketID is unique for all days: the day and the number.
func (s *State) ticketID(number string) string {
	return strings.ReplaceAll(s.day, "-", "") + "-" + number
}

func (w ReserveBlock) decide(s *State, _ Actor, _ time.Time) ([]Event, error) {
	if !isText(w.Kiosk) || w.Kiosk == "" {
		return nil, Refuse(BadValue)
	}
	if !s.hasSeries(w.Series) {
		return nil, Refuse(UnknownService)
	}
	if err := s.today(); err != nil {
		return nil, err
	}
	untouched := 0
	for _, b := range s.blocks[w.Series] {
		if b.kiosk == w.Kiosk && len(b.used) == 0 {
			untouched++
		}
	}
	from, ok := s.freeBlock(w.Kiosk, w.Series)
	if !ok || untouched >= spareBlocks {
		return nil, Refuse(BlockSpent)
	}
	to := min(from+blockSize-1, blockLast)
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

// freeBlock is where the next block of a kiosk begins: in its own hundred, or,
// when that is used up, in one that belongs to nobody.
func (s *State) freeBlock(kiosk, series string) (from int, ok bool) {
	for _, own := range []bool{true, false} {
		for h := blockFirst / blockKiosk; h <= blockLast/blockKiosk; h++ {
			if own != (h == s.hundred(kiosk)) || !own && s.owners[h] != "" {
				continue
			}
			for from = h*blockKiosk + 1; from < (h+1)*blockKiosk; from += blockSize {
				if s.isFree(series, from) {
					return from, true
				}
			}
		}
	}
	return 0, false
}

// isFree tells whether no number of the block that begins at from was given,
// by a kiosk or by the main line before there were blocks.
func (s *State) isFree(series string, from int) bool {
	taken := func(b block) bool { return from >= b.from && from <= b.to }
	main := s.series[series]
	return (main < from || main >= afterBlocks && s.before[series] < from) && !slices.ContainsFunc(s.blocks[series], taken)
}

// hundred is where the blocks of a kiosk lie: kiosk 2 from 501, kiosk 3 from
// 601; a kiosk without a number takes the first hundred that nobody has.
func (s *State) hundred(kiosk string) int {
	for h, owner := range s.owners {
		if owner == kiosk {
			return h
		}
	}
	first, last := blockFirst/blockKiosk, blockLast/blockKiosk
	if _, n := splitNumber(kiosk); n >= 2 && n-2+first <= last && s.owners[n-2+first] == "" {
		return n - 2 + first
	}
	for h := first; h <= last; h++ {
		if s.owners[h] == "" {
			return h
		}
	}
	return 0
}

func (e BlockReserved) fold(s *State, a Act) {
	if h := s.hundred(e.Kiosk); h == e.From/blockKiosk {
		s.owners[h] = e.Kiosk
	}
	s.blocks[e.Series] = append(s.blocks[e.Series], block{kiosk: e.Kiosk, from: e.From, to: e.To, at: a.At})
}

// count keeps which numbers were given.
func (s *State) count(e Issued) {
	s.issued[e.Service]++
	series, n := splitNumber(e.Number)
	if !e.Reserved {
		if last := s.series[series]; n >= afterBlocks && last < afterBlocks {
			s.before[series] = last
		}
		s.series[series] = max(s.series[series], n)
		return
	}
	for i := range s.blocks[series] {
		if b := &s.blocks[series][i]; n >= b.from && n <= b.to {
			b.used = append(b.used, n)
		}
	}
}

// blockOf is the block of a kiosk, or of any when none is named, that holds a number.
func (s *State) blockOf(kiosk, series string, n int) (block, bool) {
	for _, b := range s.blocks[series] {
		if (kiosk == "" || b.kiosk == kiosk) && n >= b.from && n <= b.to {
			return b, true
		}
	}
	return block{}, false
}

// Blocks are the blocks a kiosk was given today, by series and number.
func (s *State) Blocks(kiosk string) []BlockReserved {
	var out []BlockReserved
	for series, list := range s.blocks {
		for _, b := range list {
			if b.kiosk == kiosk {
				out = append(out, BlockReserved{Kiosk: kiosk, Series: series, From: b.from, To: b.to})
			}
		}
	}
	slices.SortFunc(out, func(a, b BlockReserved) int {
		return cmp.Or(cmp.Compare(a.Series, b.Series), cmp.Compare(a.From, b.From))
	})
	return out
}
