package drivers_test

import (
	"errors"
	"testing"

	"motcua/drivers"
)

func TestURI_PrintsBackCanonically(t *testing.T) {
	for in, want := range map[string]string{
		"usb:///dev/usb/lp0":                                      "usb:///dev/usb/lp0",
		"USB://04B8:0202?serial=SIM0001":                          "usb://04b8:0202?serial=SIM0001",
		"tcp://10.0.0.5":                                          "tcp://10.0.0.5:9100",
		"tcp://[::1]:9100/?profile=epson-t20iii":                  "tcp://[::1]:9100?profile=epson-t20iii",
		"serial:///dev//serial/by-id/usb-x?flow=RTS&baud=019200":  "serial:///dev/serial/by-id/usb-x?baud=19200&flow=rts",
		"serial://com3":                                           "serial://COM3",
		"evdev://05e0:1200?suffix=enter&grab=1":                   "evdev://05e0:1200?grab=1&suffix=enter",
		"gpio://cp2112_gpio/1?pull=up&active=low":                 "gpio://cp2112_gpio/1?active=low&pull=up",
		"modbus+serial:///dev/hcc/rs485?unit=7":                   "modbus+serial:///dev/hcc/rs485?unit=7",
		"sim://paper-low":                                         "sim://paper-low",
		"sim://printer?dir=/tmp/a b&paper=20":                     "sim://printer?dir=%2Ftmp%2Fa+b&paper=20",
		"file:///var/lib/./tickets/":                              "file:///var/lib/tickets",
		"file:///var/l%C3%A1%3Fb":                                 "file:///var/lá%3Fb",
		"serial:///dev/ttyS0?idle=0.08s&kind=scanner&suffix=crlf": "serial:///dev/ttyS0?idle=80ms&kind=scanner&suffix=crlf",
		"hidraw://05e0:1200?serial=A-1":                           "hidraw://05e0:1200?serial=A-1",
		"spi:///dev/spidev0.0?digits=4":                           "spi:///dev/spidev0.0?digits=4",
	} {
		u, err := drivers.ParseURI(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := u.String(); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestURI_ErrorNamesTheWrongPart(t *testing.T) {
	for in, part := range map[string]string{
		"":                              "scheme",
		"lp0":                           "scheme",
		"lpt://1":                       "scheme",
		"usb://04b8":                    "host",
		"usb://":                        "path",
		"usb://04b8:0202?seril=1":       "option",
		"tcp://:9100":                   "host",
		"tcp://a:0":                     "host",
		"tcp://a:99999":                 "host",
		"serial://ttyUSB0":              "host",
		"serial:///dev/x?baud=fast":     "option baud",
		"serial:///dev/x?baud=1&baud=2": "option baud",
		"serial:///dev/x?flow=dtr":      "option flow",
		"gpio://chip":                   "path",
		"file://tickets":                "path",
		"file:///":                      "path",
		"sim://":                        "path",
		"sim://printer?paper=-1":        "option paper",
		"evdev://05e0:1200?idle=2h":     "option idle",
		"tcp://a:1?%zz":                 "options",
	} {
		_, err := drivers.ParseURI(in)
		var ue *drivers.URIError
		if !errors.As(err, &ue) {
			t.Errorf("%s: got error %v, want a URIError", in, err)
			continue
		}
		if ue.Part != part {
			t.Errorf("%s: got part %q (%v), want %q", in, ue.Part, err, part)
		}
	}
}

func FuzzURI(f *testing.F) {
	for _, s := range []string{"usb://04b8:0202?serial=a", "tcp://[::1]:1", "sim://printer?dir=%2F", "file:///a%25b", "gpio://a/b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := drivers.ParseURI(s)
		if err != nil {
			return
		}
		again, err := drivers.ParseURI(u.String())
		if err != nil {
			t.Fatalf("%q printed as %q, which is refused: %v", s, u, err)
		}
		if again.String() != u.String() {
			t.Fatalf("%q printed as %q, then as %q", s, u, again)
		}
	})
}
