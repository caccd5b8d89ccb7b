package window

import (
	"errors"
	"testing"
)

func TestPlacement_IsReadAndWrittenBack(t *testing.T) {
	for in, want := range map[string]Placement{
		"":                {},
		"420x760":         {W: 420, H: 760},
		"420x760+1500+0":  {W: 420, H: 760, X: 1500},
		"1920x1080+0+120": {W: 1920, H: 1080, Y: 120},
	} {
		got, err := ParsePlacement(in)
		if err != nil || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", in, got, err, want)
		}
		if again, err := ParsePlacement(got.String()); err != nil || again != got {
			t.Errorf("%q: written %q, read back %+v, %v", in, got.String(), again, err)
		}
	}
}

func TestPlacement_NonsenseIsRefusedWithTheForm(t *testing.T) {
	for _, in := range []string{"wide", "420", "0x0", "420x760+", "420x760+1", "420x760+-1+2", "99999x1+0+0", "4x5+6+7+8"} {
		if got, err := ParsePlacement(in); !errors.Is(err, ErrPlacement) {
			t.Errorf("%q: got %+v, %v, want %v", in, got, err, ErrPlacement)
		}
	}
}

func TestHall_NoWindowLeavesTheDesktop(t *testing.T) {
	for _, size := range [][2]int{{1366, 768}, {1920, 1080}, {2560, 1440}, {3840, 2160}} {
		for n := range 5 {
			hall := LayHall(size[0], size[1], n)
			for _, p := range append([]Placement{hall.Kiosk, hall.Wall}, hall.Counters...) {
				if p.W <= 0 || p.H <= 0 || p.X+p.W > size[0] || p.Y+p.H > size[1] {
					t.Errorf("%v with %d counters: a window at %v", size, n, p)
				}
			}
			if len(hall.Counters) != n {
				t.Errorf("%v: got %d counters, want %d", size, len(hall.Counters), n)
			}
		}
	}
}
