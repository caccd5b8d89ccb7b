package escpos

// splitCost is what one more raster command costs, counted in bytes: a feed,
// an alignment, the header, and a little for the pause a printer makes.
const splitCost = 20

// image sends a picture as bands of ink with paper feeds between them.
func (e *encoder) image(o Image) {
	if o.Native != nil && (e.p.Slow || e.p.Raster == RasterNone) {
		e.text(*o.Native)
		return
	}
	if e.p.Raster == RasterNone {
		return
	}
	b, x := onPage(o, e.p.Dots)
	next := cheapest(b, x, e.p.Dots)
	for y := 0; y < b.H; y = next[y] {
		part := b.Rows(y, next[y])
		if ink := part.Ink(); ink.Empty() {
			e.feed += part.H
		} else {
			left, w, a := cover(x+ink.Min.X, x+ink.Max.X, e.p.Dots)
			e.bands(part.Cut(left-x, w), a)
		}
	}
}

// onPage is the picture cut to the paper's width, and its left edge there.
func onPage(o Image, dots int) (b Bitmap, x int) {
	b = o.Bitmap
	switch o.Align {
	case Left:
	case Centre:
		x = (dots - b.W) / 2
	case Right:
		x = dots - b.W
	}
	if x < 0 {
		b, x = b.Cut(-x, b.W+x), 0
	}
	if b.W > dots {
		b = b.Cut(0, dots)
	}
	return b, x
}

// cheapest cuts a picture across into white rows, which are fed, and rows of
// ink, which are sent, so that the fewest bytes are needed. It tells for every
// row where the piece that begins there ends.
func cheapest(b Bitmap, x, dots int) []int { //nolint:gocognit // one table, filled from its end
	next, cost := make([]int, b.H), make([]int, b.H+1)
	los, his := make([]int, b.H), make([]int, b.H)
	for y := range b.H {
		los[y], his[y] = rowInk(b.Row(y))
	}
	for y := b.H - 1; y >= 0; y-- {
		if los[y] == his[y] {
			next[y], cost[y] = y+1, cost[y+1]
			if y+1 < b.H && los[y+1] == his[y+1] {
				next[y] = next[y+1]
			}
			continue
		}
		lo, hi := los[y], his[y]
		cost[y] = -1
		for z := y + 1; z <= min(y+bandRows, b.H); z++ {
			if a, o := los[z-1], his[z-1]; a < o {
				lo, hi = min(lo, a), max(hi, o)
			}
			_, w, _ := cover(x+lo, x+hi, dots)
			piece := splitCost + w/8*(z-y)
			if cost[y] >= 0 && piece >= cost[y] {
				break // taller pieces only cost more
			}
			if c := piece + cost[z]; cost[y] < 0 || c < cost[y] {
				next[y], cost[y] = z, c
			}
		}
	}
	return next
}

// cover is the narrowest picture of whole bytes that holds the columns from lo
// to hi of the page and that a printer can place: at an edge or in the middle.
func cover(lo, hi, dots int) (left, w int, a Align) {
	half := max(dots/2-lo, hi-dots/2, 1)
	l, c, r := (hi+7)/8*8, (2*half+7)/8*8, (dots-lo+7)/8*8
	switch {
	case c <= l && c <= r && c <= dots:
		return (dots - c) / 2, c, Centre
	case l <= r || r > dots:
		return 0, l, Left
	}
	return dots - r, r, Right
}

// bands sends a picture whose width is whole bytes, at most bandRows at a time.
func (e *encoder) bands(b Bitmap, a Align) {
	e.move()
	e.place(a)
	for y := 0; y < b.H; {
		rows := min(bandRows, b.H-y)
		head := e.rasterHead(b.Stride(), rows)
		for rows > 1 && realTime(head) >= 0 {
			rows--
			head = e.rasterHead(b.Stride(), rows)
		}
		data := append([]byte(nil), b.Rows(y, y+rows).Bits...)
		breakPairs(data)
		e.out.Write(head)
		e.out.Write(data)
		if e.p.Raster == RasterGraphic {
			e.bytes(0x1D, '(', 'L', 2, 0, 0x30, 0x32)
		}
		y += rows
	}
}

func (e *encoder) rasterHead(stride, rows int) []byte {
	if e.p.Raster == RasterGraphic {
		n, w := stride*rows+10, stride*8
		return []byte{
			0x1D, '(', 'L', byte(n), byte(n >> 8), 0x30, 0x70, 0x30, 1, 1, 0x31,
			byte(w), byte(w >> 8), byte(rows), byte(rows >> 8),
		}
	}
	return []byte{0x1D, 'v', '0', 0, byte(stride), byte(stride >> 8), byte(rows), byte(rows >> 8)}
}

// breakPairs changes picture data so that it holds no pair a printer obeys in
// real time. The lone dot of 10h becomes two dots wide: clearing it could take
// a stroke of a diacritic away.
func breakPairs(data []byte) {
	for i := realTime(data); i >= 0; i = realTime(data) {
		data[i] |= 0x08
	}
}
