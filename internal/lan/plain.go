package lan

import (
	"bytes"
	"encoding/json"
	"net"
	"strconv"
)

// plain is a listener whose connections tell net/http's own refusals, which no
// handler ever sees, as problems too: a request that cannot be read, headers
// that are too large.
type plain struct{ net.Listener }

// Accept takes the next connection.
func (l plain) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return plainConn{c}, nil
}

type plainConn struct{ net.Conn }

var (
	rawRefusal = []byte("HTTP/1.1 4")
	rawText    = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
)

// Write passes everything on but those refusals.
func (c plainConn) Write(b []byte) (int, error) {
	if !bytes.HasPrefix(b, rawRefusal) || !bytes.Contains(b, rawText) {
		return c.Conn.Write(b)
	}
	status, err := strconv.Atoi(string(b[len("HTTP/1.1 "):][:3]))
	if err != nil {
		return c.Conn.Write(b)
	}
	p := problem(status, "bad-request")
	p.Title, p.Detail = p.say("vi")
	body, err := json.Marshal(p)
	if err != nil {
		return c.Conn.Write(b)
	}
	line, _, _ := bytes.Cut(b, []byte("\r\n"))
	var out []byte
	out = append(out, line...)
	out = append(out, "\r\nContent-Type: application/problem+json; charset=utf-8\r\nConnection: close\r\nContent-Length: "...)
	out = strconv.AppendInt(out, int64(len(body)), 10)
	out = append(out, "\r\n\r\n"...)
	if _, err := c.Conn.Write(append(out, body...)); err != nil {
		return 0, err
	}
	return len(b), nil
}
