package sim

import (
	"context"
	"sync"
	"time"

	"motcua/drivers/escpos"
	"motcua/drivers/wire"
)

// sendTime is how long the machine waits for a host that does not listen.
const sendTime = time.Second

// noise is bytes that fit no answer.
var noise = []byte{0xFF, 0xE1, 0x91, 0xD5}

// send answers the host. A mute machine says nothing, a garbled one more than
// it should; without a connection the answer is lost, as on a real cable.
func (m *Machine) send(b []byte) {
	m.mu.Lock()
	conn, k := m.conn, m.knobs
	m.mu.Unlock()
	if conn == nil || k.Mute {
		return
	}
	if k.Garbage {
		b = append(append([]byte(nil), noise...), b...)
	}
	m.sending.Lock()
	defer m.sending.Unlock()
	if err := conn.SetWriteDeadline(time.Now().Add(sendTime)); err != nil {
		return
	}
	if _, err := conn.Write(b); err != nil {
		return // the reader of this connection sees the same and ends it
	}
}

// ServeAll serves one connection after another until ctx ends or accept fails.
// A new connection takes the place of the old one, whose host has gone.
func (m *Machine) ServeAll(ctx context.Context, accept func(context.Context) (wire.Conn, error)) {
	var group sync.WaitGroup
	defer group.Wait()
	stop := func() {}
	defer func() { stop() }()
	for {
		c, err := accept(ctx)
		if err != nil {
			return
		}
		stop()
		group.Wait()
		one, cancel := context.WithCancel(ctx)
		stop = cancel
		group.Go(func() { m.Serve(one, c) })
	}
}

// Serve takes bytes from a connection until it breaks or ctx ends, and closes it.
func (m *Machine) Serve(ctx context.Context, c wire.Conn) {
	defer context.AfterFunc(ctx, func() { c.Close() })()
	defer c.Close()
	m.mu.Lock()
	m.conn, m.real = c, [2]byte{}
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		if m.conn == c {
			m.conn = nil
		}
		m.mu.Unlock()
	}()
	buf := make([]byte, 512)
	for {
		n, err := c.Read(buf)
		if n > 0 && !m.takeIn(ctx, buf[:n]) {
			return
		}
		if err != nil {
			return
		}
	}
}

// takeIn puts bytes into the buffer when there is room, and obeys what is to be
// obeyed out of turn. False means that the connection breaks here.
func (m *Machine) takeIn(ctx context.Context, b []byte) bool {
	m.mu.Lock()
	k, cut := m.knobs, false
	if k.CutAt > 0 {
		if int64(len(b)) >= k.CutAt {
			b, cut = b[:k.CutAt], true
		}
		m.knobs.CutAt -= int64(len(b))
	}
	m.mu.Unlock()
	for _, c := range b {
		m.realTime(c)
	}
	if k.Slow > 0 {
		pause(ctx, time.Duration(len(b))*time.Second/time.Duration(k.Slow))
	}
	// What the wire has taken is kept even when the connection ends meanwhile.
	m.wait(ctx, func() bool { return len(m.in) < bufferSize })
	m.mu.Lock()
	m.in = append(m.in, b...)
	m.wake()
	m.mu.Unlock()
	return !cut && ctx.Err() == nil
}

// realTime looks for DLE EOT and DLE ENQ in everything that comes, pictures
// too, as real printers do.
func (m *Machine) realTime(c byte) {
	m.mu.Lock()
	a, b := m.real[0], m.real[1]
	m.real = [2]byte{b, c}
	s := m.status()
	obey := a == 0x10 && m.profile.Status
	if obey && b == 0x05 {
		m.knobs.Hot = false
		m.wake()
	}
	m.mu.Unlock()
	if obey && b == 0x04 && c >= 1 && c <= 4 {
		m.send([]byte{s.Answer(c)})
	}
}

// answer is what the machine says to a command in the order of the data.
func (m *Machine) answer(o escpos.Op) {
	p := m.profile
	switch o := o.(type) {
	case escpos.Fence:
		if p.Fence {
			m.mu.Lock()
			s := m.status()
			m.mu.Unlock()
			m.send([]byte{s.Paper()})
		}
	case escpos.Complete:
		if p.Completion {
			m.send(append(append([]byte{0x37, 0x22}, o.ID[:]...), 0))
		}
	case escpos.AutoStatus:
		if p.AutoStatus {
			m.mu.Lock()
			m.mask, m.told = o.Mask, m.status()
			b := m.told.ASB()
			m.mu.Unlock()
			m.send(b[:])
		}
	case escpos.Identify:
		m.introduce(o.What)
	default:
	}
}

func (m *Machine) introduce(what byte) {
	model := "TWIN"
	if len(m.profile.Models) > 0 {
		model = m.profile.Models[0]
	}
	text := map[byte]string{65: "1.00", 66: "TWIN", 67: model, 68: "SIM0001"}[what]
	switch {
	case !m.profile.AutoStatus:
	case text != "":
		m.send(append(append([]byte{0x5F}, text...), 0))
	case what <= 3:
		m.send([]byte{0x02})
	}
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
