package sim

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"motcua/drivers/escpos"
)

// stepRows is how much paper moves at a time.
const stepRows = 24

// keepTickets is how many tickets are kept in memory.
const keepTickets = 16

// Run works through what was taken in until ctx ends.
func (m *Machine) Run(ctx context.Context) {
	var d escpos.Decoder
	for m.wait(ctx, func() bool { return len(m.in) > 0 }) {
		m.mu.Lock()
		d.Write(m.in)
		m.in = nil
		m.wake()
		m.mu.Unlock()
		for o, ok := d.Next(); ok; o, ok = d.Next() {
			if !m.perform(ctx, o) {
				return
			}
		}
	}
}

// perform does one operation, and waits while the machine cannot.
func (m *Machine) perform(ctx context.Context, o escpos.Op) bool {
	switch o := o.(type) {
	case escpos.Init:
		m.mu.Lock()
		m.mask = 0
		m.mu.Unlock()
		if m.profile.Cutter == escpos.CutterNone {
			m.tear() // somebody tore the last one off
		}
	case escpos.Image, escpos.Text, escpos.QR, escpos.Feed:
		return m.print(ctx, escpos.Strip(o, m.profile.Dots))
	case escpos.Cut:
		return m.cut(ctx)
	case escpos.Fence, escpos.Complete, escpos.AutoStatus, escpos.Identify:
		m.answer(o)
	case escpos.RealTime, escpos.Setting, escpos.Strange:
	}
	return true
}

// able waits until the machine can print; false when ctx ended first.
func (m *Machine) able(ctx context.Context) bool {
	m.report()
	return m.wait(ctx, func() bool { return !m.status().Stopped() })
}

// print moves the paper under the head, row by row.
func (m *Machine) print(ctx context.Context, s escpos.Bitmap) bool {
	for y := 0; y < s.H; {
		if !m.able(ctx) {
			return false
		}
		rows := min(stepRows, s.H-y)
		m.mu.Lock()
		rows = m.use(rows)
		m.slip.Bits = append(m.slip.Bits, s.Rows(y, y+rows).Bits...)
		m.slip.H += rows
		speed := m.knobs.Speed
		m.wake()
		m.mu.Unlock()
		y += rows
		if speed > 0 {
			pause(ctx, time.Duration(m.profile.Millimetres(rows)/float64(speed)*float64(time.Second)))
		}
	}
	m.report()
	return true
}

// use takes paper for so many rows from the roll and tells for how many there
// was some. The caller holds the mutex.
func (m *Machine) use(rows int) int {
	if m.knobs.Paper >= Endless {
		return rows
	}
	got := 0
	for got < rows {
		if m.spare == 0 {
			if m.knobs.Paper <= 0 {
				break
			}
			m.knobs.Paper--
			m.spare = m.profile.DotsIn(1)
		}
		n := min(rows-got, m.spare)
		got, m.spare = got+n, m.spare-n
	}
	return got
}

// cut cuts the slip off, unless the cutter is jammed.
func (m *Machine) cut(ctx context.Context) bool {
	if !m.print(ctx, escpos.NewBitmap(m.profile.Dots, m.profile.DotsIn(15))) {
		return false
	}
	m.mu.Lock()
	m.jammed = m.knobs.Jam
	m.mu.Unlock()
	if !m.able(ctx) {
		return false
	}
	m.tear()
	return true
}

// tear takes the slip out of the machine.
func (m *Machine) tear() {
	m.mu.Lock()
	slip := m.slip
	if slip.Ink().Empty() {
		m.mu.Unlock()
		return
	}
	m.slip = escpos.NewBitmap(m.profile.Dots, 0)
	m.count++
	t := Ticket{No: m.count, Bitmap: slip}
	m.mu.Unlock()

	if m.dir != "" {
		file, err := save(m.dir, slip)
		t.File = file
		m.mu.Lock()
		m.saveErr = err
		m.mu.Unlock()
	}
	m.mu.Lock()
	m.tickets = append(m.tickets, t)
	m.tickets = m.tickets[max(0, len(m.tickets)-keepTickets):]
	tell := m.onTicket
	m.wake()
	m.mu.Unlock()
	if tell != nil {
		tell(t)
	}
}

// Err is why the picture of the last ticket could not be written, or nil.
func (m *Machine) Err() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.saveErr
}

// save writes the picture of a slip beside the others, under the next number.
func save(dir string, slip escpos.Bitmap) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	for no := 1; ; no++ {
		name := filepath.Join(dir, fmt.Sprintf("ticket-%04d.png", no))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		err = png.Encode(f, slip.Image())
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		return name, err
	}
}
