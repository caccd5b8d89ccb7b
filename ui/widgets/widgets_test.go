package widgets_test

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"github.com/makiuchi-d/gozxing"
	zxing "github.com/makiuchi-d/gozxing/qrcode"

	"motcua/ui/theme"
	"motcua/ui/widgets"
)

// paint renders a stage; with SCREENS=dir it also keeps the picture to look at.
func paint(t *testing.T, name string, s *widgets.Stage, w, h float32) image.Image {
	t.Helper()
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(s.Object())
	c.Resize(fyne.NewSize(w, h))
	img := c.Capture()
	if dir := os.Getenv("SCREENS"); dir != "" {
		f, err := os.Create(filepath.Join(dir, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
	}
	return img
}

func app(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{})
}

var ink = widgets.Style{Size: 40, Weight: theme.Bold, Color: theme.Ink}

func TestText_ShrinksToItsWidthAndSaysSo(t *testing.T) {
	app(t)
	s := widgets.NewStage(1000, 500)
	style := ink
	style.Max = 300
	text := s.Text(100, 100, style, "Sở Tư pháp")
	paint(t, "shrink", s, 1000, 500)
	if c := s.Check(); len(c) != 0 {
		t.Errorf("a text with room is reported: %v", c)
	}

	text.Set("Sở Nông nghiệp và Môi trường")
	if w := text.Width(); w > 300.5 {
		t.Errorf("the text is %.1f wide, want 300 at most", w)
	}
	if c := s.Check(); len(c) != 1 || !strings.Contains(c[0], "instead of 40.0") {
		t.Errorf("a text far below its size is not reported: %v", c)
	}
}

func TestText_BreaksAtItsOwnBreaksThenAtWords(t *testing.T) {
	app(t)
	s := widgets.NewStage(1000, 500)
	style := ink
	style.Max, style.Lines = 420, 2
	text := s.Text(100, 100, style, "Sở Văn hóa, Thể thao\nvà Du lịch")
	paint(t, "lines", s, 1000, 500)
	one := s.Texts()[0]
	if one.Size != 40 || one.W >= 420 {
		t.Errorf("own break not taken: %+v", one)
	}

	text.Set("Ban Quản lý Khu kinh tế cửa khẩu Cha Lo và các khu công nghiệp của tỉnh")
	long := s.Texts()[0]
	if long.W > 420 || long.Size >= 40 {
		t.Errorf("a name of three lines was not made to fit two: %+v", long)
	}
}

func TestText_MiddlePutsTheBlockAroundY(t *testing.T) {
	app(t)
	s := widgets.NewStage(400, 400)
	style := ink
	style.Middle, style.Lines = true, 2
	s.Text(20, 200, style, "MỘT\nHAI")
	paint(t, "middle", s, 400, 400)
	got := s.Texts()[0]
	if mid := got.Y + got.H/2; mid < 199.5 || mid > 200.5 {
		t.Errorf("middle of the block at %.1f, want 200", mid)
	}
}

func TestDigits_DoNotMoveSidewaysWhenTheyChange(t *testing.T) {
	app(t)
	s := widgets.NewStage(600, 200)
	style := widgets.Style{Size: 60, Weight: theme.Bold, Color: theme.Ink, Align: widgets.Right}
	clock := s.Digits(500, 100, style, "09:42")
	paint(t, "clock", s, 600, 200)
	before := s.Texts()[0]
	for _, now := range []string{"11:11", "10:08", "23:59"} {
		clock.Set(now)
		if got := s.Texts()[0]; got.X != before.X || got.W != before.W {
			t.Errorf("%s stands at %.1f and is %.1f wide, %s stood at %.1f and was %.1f", now, got.X, got.W, before.Text, before.X, before.W)
		}
	}
}

func TestStage_LooksTheSameOnEveryScreen(t *testing.T) {
	app(t)
	for _, size := range [][2]float32{{1366, 768}, {1920, 1080}, {3840, 2160}, {1024, 600}} {
		s := sample()
		s.Object().Resize(fyne.NewSize(size[0], size[1]))
		if c := s.Check(); len(c) != 0 {
			t.Errorf("%v: %v", size, c)
		}
		if os.Getenv("SCREENS") != "" {
			paint(t, fmt.Sprintf("sample-%.0f", size[0]), s, size[0], size[1])
		}
	}
}

func TestStage_GroundsReachTheCornersOfOtherShapes(t *testing.T) {
	app(t)
	for _, size := range [][2]float32{{400, 300}, {500, 200}} {
		s := widgets.NewStage(1920, 1080)
		s.Rect(0, 0, 1920, 1080, widgets.Fill{Color: theme.Amber, Bleed: widgets.BleedAll})
		img := paint(t, "bleed", s, size[0], size[1])
		for _, p := range []image.Point{{0, 0}, {int(size[0]) - 1, 0}, {0, int(size[1]) - 1}, {int(size[0]) - 1, int(size[1]) - 1}} {
			if r, _, _, _ := img.At(p.X, p.Y).RGBA(); uint8(r>>8) != theme.Amber.R {
				t.Errorf("%v: the ground does not reach %v", size, p)
			}
		}
	}
}

// sample is a stage with one of everything.
func sample() *widgets.Stage {
	s := widgets.NewStage(1920, 1080)
	s.Rect(0, 0, 1920, 1080, widgets.Fill{Color: theme.Cream, Bleed: widgets.BleedAll})
	s.Band(0, 0, 1920, 300, theme.Teal900, theme.Teal700, widgets.BleedLeft|widgets.BleedTop|widgets.BleedRight)
	s.Karst(1300, 80, 560, 220, theme.Mix(theme.Teal900, theme.Teal700, 0.8), 2, 0.5)
	s.Lotus(60, 48, 72, theme.Amber)
	s.Text(160, 84, widgets.Style{Size: 26, Weight: theme.Bold, Color: theme.OnDark}, "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG")
	s.Digits(1860, 100, widgets.Style{Size: 54, Weight: theme.Bold, Color: theme.OnDark, Align: widgets.Right}, "09:42")
	s.Waves(0, 1036, 1920)

	shape := widgets.TicketShape{Split: 662, Radius: 36, Notch: 32}
	s.Ticket(60, 340, 960, 460, shape, widgets.TicketLook{Body: theme.Teal900, Stub: theme.Amber, Dash: theme.AmberDash})
	s.Text(116, 570, widgets.Style{Size: 96, Weight: theme.Black, Color: theme.OnDark, Max: 560, Lines: 2, Leading: 1.1, Middle: true}, "Lấy số\nthứ tự")
	s.Icon(786, 470, 170, "tap", theme.Ink, 1.4)

	s.Ticket(1080, 340, 388, 196, widgets.TicketShape{Split: 146, Across: true, Radius: 16, Notch: 11, Line: 2},
		widgets.TicketLook{Body: theme.Paper, Dash: theme.Sand300, Line: theme.Sand200})
	s.Chip(1080, 560, widgets.Left, widgets.ChipLook{
		Ground: theme.Jade100, Ink: theme.JadeInk, Size: 30, Weight: theme.Bold, Height: 64, Pad: 28, Radius: 20, Icon: "check",
	}, "Trong hạn")
	s.Chip(1860, 560, widgets.Right, widgets.ChipLook{Ground: theme.Amber100, Ink: theme.AmberInk, Size: 18, Weight: theme.SemiBold, Height: 34, Pad: 14}, "Ưu tiên")
	s.Key(1080, 660, 388, 60, widgets.KeyStyle{Cap: "F8", Size: 17, Kind: widgets.KeyMain, Icon: "next"}, "Hoàn thành, gọi số tiếp theo")
	s.Key(1080, 730, 189, 46, widgets.KeyStyle{Cap: "F3", Size: 15}, "Gọi lại")
	s.Key(1279, 730, 189, 46, widgets.KeyStyle{Cap: "F4", Size: 15, Kind: widgets.KeyOff}, "Vắng mặt")
	s.QR(1520, 620, 232, theme.Ink, theme.Cream, "http://127.0.0.1:8440/t/abcdefghij")
	for i, n := range []string{"ticket", "search", "done", "cal", "chair", "help", "cut", "bell"} {
		s.Icon(60+float32(i)*110, 860, 76, n, theme.Teal500, 1.6)
	}
	s.Dot(1000, 900, 40, widgets.Fill{Color: theme.Paper, Stroke: theme.Ring, Width: 4})
	return s
}

func TestQR_CanBeReadFromTheScreen(t *testing.T) {
	app(t)
	for _, size := range [][2]float32{{284, 160}, {400, 225}, {333, 187}} {
		s := widgets.NewStage(400, 225)
		s.Rect(0, 0, 400, 225, widgets.Fill{Color: theme.Cream, Bleed: widgets.BleedAll})
		s.QR(100, 20, 180, theme.Ink, theme.Cream, "http://127.0.0.1:8440/t/abcdefghij")
		img := paint(t, "qr", s, size[0], size[1])
		bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		got, err := zxing.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil || got.GetText() != "http://127.0.0.1:8440/t/abcdefghij" {
			t.Errorf("%v: read %v, %v", size, got, err)
		}
	}
}

func TestTicket_FlashDoesNotPaintAgain(t *testing.T) {
	app(t)
	s := widgets.NewStage(400, 200)
	amber := widgets.TicketLook{Body: theme.Paper, Stub: theme.Amber}
	paper := widgets.TicketLook{Body: theme.Paper}
	k := s.Ticket(0, 0, 400, 200, widgets.TicketShape{Split: 260, Radius: 20, Notch: 16}, amber)
	at := func() uint32 {
		r, _, _, _ := paint(t, "flash", s, 400, 200).At(330, 100).RGBA()
		return r >> 8
	}
	if got := at(); got != uint32(theme.Amber.R) {
		t.Errorf("stub is %#x, want amber", got)
	}
	k.SetLook(paper)
	if got := at(); got != uint32(theme.Paper.R) {
		t.Errorf("stub is %#x, want paper", got)
	}
	k.SetLook(amber)
	if got := at(); got != uint32(theme.Amber.R) {
		t.Errorf("stub is %#x, want amber again", got)
	}
}

// finger presses at one place of a 1000x500 stage and lets go at another.
func finger(touch *widgets.Touch, x, y, toX, toY float32) {
	event := func(x, y float32) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
	}
	touch.MouseDown(event(x, y))
	touch.MouseMoved(event(toX, toY))
	touch.MouseUp(event(toX, toY))
}

func TestTouch_CountsWhatAPersonMeant(t *testing.T) {
	app(t)
	now := time.Date(2026, 11, 25, 9, 42, 0, 0, time.UTC)
	s := widgets.NewStage(1000, 500)
	page, other := s.Page(), s.Page()
	other.Hide()
	taps, keys := 0, 0
	touch := s.Touch(func() time.Time { return now })
	touch.Add(page, widgets.Target{X: 100, Y: 100, W: 200, H: 100, Tap: func() { taps++ }})
	touch.Add(page, widgets.Target{X: 500, Y: 100, W: 88, H: 100, Key: true, Tap: func() { keys++ }})
	touch.Add(other, widgets.Target{X: 0, Y: 0, W: 1000, H: 500, Tap: func() { t.Error("a hidden page was tapped") }})
	paint(t, "touch", s, 1000, 500)

	expect := func(what string, want int) {
		t.Helper()
		if taps != want {
			t.Errorf("%s: %d taps, want %d", what, taps, want)
		}
	}
	finger(touch, 150, 150, 150, 150)
	expect("a tap", 1)
	now = now.Add(399 * time.Millisecond)
	finger(touch, 150, 150, 150, 150)
	expect("a second tap within 400 ms", 1)
	now = now.Add(time.Second)
	finger(touch, 290, 150, 323, 150)
	expect("a slip of 23 px off the edge", 2)
	now = now.Add(time.Second)
	finger(touch, 290, 150, 325, 150)
	expect("a slip of 25 px off the edge", 2)
	finger(touch, 20, 20, 150, 150)
	expect("a press that began elsewhere", 2)
	touch.Changed()
	now = now.Add(299 * time.Millisecond)
	finger(touch, 150, 150, 150, 150)
	expect("a tap on a page just shown", 2)
	now = now.Add(time.Second)
	for range 3 {
		finger(touch, 510, 110, 510, 110)
		now = now.Add(90 * time.Millisecond)
	}
	if keys != 3 {
		t.Errorf("%d of 3 quick keys were taken", keys)
	}
	if got := len(touch.Targets()); got != 2 {
		t.Errorf("%d targets are awake, want 2", got)
	}
}

func TestTouch_DarkensAtOnceAndLetsGo(t *testing.T) {
	app(t)
	s := widgets.NewStage(1000, 500)
	card := s.Rect(100, 100, 200, 100, widgets.Fill{Color: theme.Amber})
	touch := s.Touch(time.Now)
	held := false
	touch.Add(s.Page(), widgets.Target{X: 100, Y: 100, W: 200, H: 100, Press: []widgets.Pressable{card}, Hold: func(d bool) { held = d }})
	red := func() uint8 {
		r, _, _, _ := paint(t, "press", s, 1000, 500).At(150, 150).RGBA()
		return uint8(r >> 8)
	}
	calm := red()
	down := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(150, 150)}, Button: desktop.MouseButtonPrimary}
	touch.MouseDown(down)
	if got := red(); got >= calm || !held {
		t.Errorf("pressed ground is %d, calm %d, held %v", got, calm, held)
	}
	away := *down
	away.Position = fyne.NewPos(600, 400)
	touch.MouseMoved(&away)
	if got := red(); got != calm {
		t.Errorf("ground is %d after the finger slid away, want %d", got, calm)
	}
	touch.MouseUp(&away)
	if held {
		t.Error("still held after release")
	}
}

func TestByShape_ShowsOneStage(t *testing.T) {
	app(t)
	p, l := widgets.NewStage(1080, 1920), widgets.NewStage(1920, 1080)
	both := widgets.ByShape(p.Object(), l.Object())
	both.Resize(fyne.NewSize(1080, 1920))
	if !p.Object().Visible() || l.Object().Visible() {
		t.Error("a high window does not show the portrait stage alone")
	}
	both.Resize(fyne.NewSize(1920, 1080))
	if p.Object().Visible() || !l.Object().Visible() {
		t.Error("a wide window does not show the landscape stage alone")
	}
}
