package escpos

import (
	"errors"
	"fmt"

	qrcode "github.com/skip2/go-qrcode"
)

// ErrTooBig is a QR code that does not fit the paper or holds too much.
var ErrTooBig = errors.New("escpos: QR code does not fit")

// Check tells what of a document cannot be printed with a profile; nil is all of it can.
func Check(d Doc, p Profile) error {
	for _, o := range d {
		q, ok := o.(QR)
		if !ok {
			continue
		}
		if _, err := q.fit(p.Dots); err != nil {
			return err
		}
	}
	return nil
}

// fit draws the code with the largest module, up to the one asked for, with
// which it fits the paper.
func (q QR) fit(dots int) (Bitmap, error) {
	n, grid, err := q.modules()
	if err != nil {
		return Bitmap{}, err
	}
	m := min(q.module(), dots/n)
	if m < 1 {
		return Bitmap{}, fmt.Errorf("%w: %d modules on %d dots", ErrTooBig, n, dots)
	}
	b := NewBitmap(n*m, n*m)
	for y := range b.H {
		for x := range b.W {
			if grid[y/m][x/m] {
				b.Set(x, y)
			}
		}
	}
	return b, nil
}

func (q QR) modules() (n int, grid [][]bool, err error) {
	levels := [...]qrcode.RecoveryLevel{L: qrcode.Low, M: qrcode.Medium, Q: qrcode.High, H: qrcode.Highest}
	code, err := qrcode.New(q.Data, levels[min(q.EC, H)])
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", ErrTooBig, err)
	}
	code.DisableBorder = true
	grid = code.Bitmap()
	return len(grid), grid, nil
}
