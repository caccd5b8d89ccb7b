package lan

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
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
	rawAnswer = []byte("HTTP/1.1 ")
	rawText   = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
	rawExpect = []byte("HTTP/1.1 417 ")
)

// Write passes everything on but those refusals.
func (c plainConn) Write(b []byte) (int, error) {
	status, own := ownRefusal(b)
	if !own {
		return c.Conn.Write(b)
	}
	p := problem(status, "bad-request")
	p.Title, p.Detail = p.say("vi")
	body, err := json.Marshal(p)
	if err != nil {
		return c.Conn.Write(b)
	}
	out := append([]byte(nil), "HTTP/1.1 "+strconv.Itoa(status)+" "+http.StatusText(status)+
		"\r\nContent-Type: application/problem+json; charset=utf-8\r\nConnection: close\r\nContent-Length: "...)
	out = strconv.AppendInt(out, int64(len(body)), 10)
	out = append(out, "\r\n\r\n"...)
	if _, err := c.Conn.Write(append(out, body...)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// ownRefusal tells whether net/http refuses by itself, and the status to tell:
// a version or an encoding it does not know is the caller's doing, not ours.
func ownRefusal(b []byte) (status int, own bool) {
	if bytes.HasPrefix(b, rawExpect) {
		return http.StatusExpectationFailed, true
	}
	if len(b) < len(rawAnswer)+3 || !bytes.HasPrefix(b, rawAnswer) || b[len(rawAnswer)] < '4' || !bytes.Contains(b, rawText) {
		return 0, false
	}
	status, err := strconv.Atoi(string(b[len(rawAnswer):][:3]))
	if status >= http.StatusInternalServerError {
		status = http.StatusBadRequest
	}
	return status, err == nil
}
