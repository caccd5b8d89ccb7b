package wire

import (
	"context"
	"net"
	"time"

	"motcua/drivers"
)

type tcp struct{ u drivers.URI }

func (t tcp) String() string { return t.u.String() }
func (t tcp) Traits() Traits { return Traits{} }

// Dial connects to the printer's port. Keep-alive finds a pulled network cable
// within a minute; the printer's own questions find it sooner.
func (t tcp) Dial(ctx context.Context) (Conn, error) {
	d := net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}
	c, err := d.DialContext(ctx, "tcp", t.u.Host)
	if err != nil {
		return nil, Explain(err)
	}
	return tcpConn{c.(*net.TCPConn)}, nil
}

type tcpConn struct{ *net.TCPConn }

// Settle waits until the other machine has acknowledged every byte.
func (c tcpConn) Settle(ctx context.Context, _ string) (drivers.Proof, error) {
	return settle(ctx, c.TCPConn)
}
