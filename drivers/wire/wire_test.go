package wire_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"motcua/drivers"
	"motcua/drivers/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func dialer(t *testing.T, uri string) wire.Dialer {
	t.Helper()
	u, err := drivers.ParseURI(uri)
	if err != nil {
		t.Fatal(err)
	}
	d, err := wire.New(u)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMem_CountsExactlyAndObeysDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := wire.NewMem("mem", wire.Traits{})
		go func() {
			c, err := m.Accept(t.Context())
			if err != nil {
				return
			}
			_, _ = io.ReadFull(c, make([]byte, 100)) // takes 100 bytes and then nothing
		}()
		c, err := m.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_ = c.SetWriteDeadline(time.Now().Add(time.Second))
		n, err := c.Write(make([]byte, 5000))
		if n != 100 || !errors.Is(wire.Explain(err), drivers.ErrTimeout) {
			t.Errorf("got %d bytes and %v, want exactly 100 and a timeout", n, err)
		}
	})
}

func TestMem_PulledPlugIsGoneAndComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := wire.NewMem("mem", wire.Traits{})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			for {
				if _, err := m.Accept(ctx); err != nil {
					return
				}
			}
		}()
		c, err := m.Dial(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Dial(ctx); !errors.Is(err, drivers.ErrBusy) {
			t.Errorf("second dial: got %v, want ErrBusy", err)
		}
		m.Pull()
		if _, err := c.Read(make([]byte, 1)); !errors.Is(wire.Explain(err), drivers.ErrGone) {
			t.Errorf("read: got %v, want ErrGone", err)
		}
		if _, err := m.Dial(ctx); !errors.Is(err, drivers.ErrGone) {
			t.Errorf("dial: got %v, want ErrGone", err)
		}
		m.Plug()
		c.Close()
		again, err := m.Dial(ctx)
		if err != nil {
			t.Fatalf("after the plug is back: %v", err)
		}
		again.Close()
	})
}

func TestTCP_SettlesWhenThePrinterHasEveryByte(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := make(chan int64, 1) // one: the count of the only connection
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		n, _ := io.Copy(io.Discard, c)
		got <- n
		c.Close()
	}()
	c, err := dialer(t, "tcp://"+l.Addr().String()).Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(make([]byte, 100000)); err != nil {
		t.Fatal(err)
	}
	proof, err := c.(wire.Settler).Settle(t.Context(), "A024")
	if err != nil || proof != drivers.Drained {
		t.Errorf("got %v, %v", proof, err)
	}
	c.Close()
	if n := <-got; n != 100000 {
		t.Errorf("got %d bytes at the other end", n)
	}
}

func TestTCP_NobodyListensIsGone(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	if _, err := dialer(t, "tcp://"+addr).Dial(t.Context()); !errors.Is(err, drivers.ErrGone) {
		t.Errorf("got %v, want ErrGone", err)
	}
}

func TestFolder_EachJobIsOneWholeFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tickets")
	c, err := dialer(t, "file://"+dir).Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, job := range []string{"A001", "../A/002"} {
		if _, err := c.Write([]byte("job " + job)); err != nil {
			t.Fatal(err)
		}
		if p, err := c.(wire.Settler).Settle(t.Context(), job); err != nil || p != drivers.Completed {
			t.Fatalf("got %v, %v", p, err)
		}
	}
	_, _ = c.Write([]byte("never settled"))
	_ = c.SetReadDeadline(time.Now().Add(-time.Second))
	if _, err := c.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read: got %v", err)
	}
	if err := errors.Join(c.Close(), c.Close()); err != nil {
		t.Error(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 {
		t.Fatalf("got %d files, want one for each settled job", len(files))
	}
	b, err := os.ReadFile(filepath.Join(dir, files[0].Name()))
	if err != nil || !bytes.Equal(b, []byte("job A001")) {
		t.Errorf("got %q, %v", b, err)
	}
}

func TestFaulty_CutsAndStallsAtTheByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			plan wire.Plan
			want error
		}{
			"cut":   {wire.Plan{CutAfter: 77, WritePiece: 10}, drivers.ErrGone},
			"stall": {wire.Plan{StallAfter: 77}, drivers.ErrTimeout},
		} {
			m := wire.NewMem("mem", wire.Traits{})
			go func() {
				if c, err := m.Accept(t.Context()); err == nil {
					_, _ = io.Copy(io.Discard, c)
				}
			}()
			conn, err := wire.NewFaulty(m, c.plan).Dial(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
			n, err := conn.Write(make([]byte, 1000))
			if n != 77 || !errors.Is(wire.Explain(err), c.want) {
				t.Errorf("%s: got %d bytes and %v, want 77 and %v", name, n, err, c.want)
			}
			conn.Close()
		}
	})
}

func TestNew_RefusesWhatIsNoWire(t *testing.T) {
	u, err := drivers.ParseURI("sim://printer")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wire.New(u); !errors.Is(err, drivers.ErrUnsupported) {
		t.Errorf("got %v, want ErrUnsupported", err)
	}
}
