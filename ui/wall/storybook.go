package wall

import (
	"time"

	"fyne.io/fyne/v2"

	"motcua/assets"
)

// The storybook: every picture of the wall from canned data.

var morning = time.Date(2026, 11, 25, 9, 42, 20, 0, time.FixedZone("ICT", 7*3600))

func call(no int, number, counter, agency string) Call {
	room := "p1"
	name := "Phòng giao dịch 1"
	if no%3 == 0 {
		room, name = "p2", "Phòng giao dịch 2"
	}
	return Call{
		No: no, Number: number, Counter: counter, Agency: agency, RoomID: room, Room: name,
		At: morning.Add(time.Duration(no-20) * time.Minute),
	}
}

var sampleRows = []Row{
	{"Tư pháp", "1–3", 8, 36, 2, 1},
	{"Tài chính", "4, 5", 5, 41, 3, 0},
	{"Nông nghiệp – Môi trường", "6–8", 11, 128, 9, 4},
	{"Xây dựng", "9, 10", 4, 52, 4, 1},
	{"Công Thương", "11", 1, 17, 1, 0},
	{"Nội vụ", "12, 13", 3, 33, 2, 0},
	{"Y tế", "14", 2, 24, 1, 0},
	{"Giáo dục – Đào tạo", "15", 0, 9, 0, 0},
	{"Khoa học – Công nghệ", "16", 0, 11, 0, 0},
	{"Văn hóa – Du lịch", "17", 1, 14, 1, 0},
	{"Khu kinh tế", "18", 0, 8, 0, 0},
	{"Công an tỉnh", "19", 6, 47, 3, 0},
	{"BHXH tỉnh", "20", 2, 26, 2, 0},
}

var sampleTails = []string{
	"1109-0112", "1110-0041", "1112-0037", "1113-0008", "1116-0090", "1116-0091", "1116-0092", "1116-0093",
	"1117-0001", "1117-0002", "1117-0015", "1117-0016",
}

// serving is a wall in the middle of a morning.
func serving() Model {
	return Model{
		Now: morning, Heard: morning, Name: "Trung tâm Phục vụ hành chính công", Place: "Tỉnh Quảng Bình",
		View: View{
			Called: true, Hero: call(20, "A015", "3", "Sở Tư pháp"),
			Earlier: []Card{
				{Call: call(19, "C021", "7", "")},
				{Call: call(18, "B009", "4", "")},
				{Call: call(17, "P012", "19", "")},
				{Call: call(16, "C020", "6", "")},
				{Call: call(15, "D011", "9", "")},
				{Call: call(14, "G007", "12", "")},
				{Call: call(13, "A014", "2", "")},
			},
		},
		Rooms: []RoomInfo{
			{ID: "p1", Name: "Phòng giao dịch 1", Counters: "1–10", Way: "left"},
			{ID: "p2", Name: "Phòng giao dịch 2", Counters: "11–20", Way: "right"},
		},
		Hours: Hours{Open: true, Sessions: []string{"07:00–11:30", "13:30–17:00"}},
		Phone: "0232 000 0000", Rows: sampleRows,
		Sign: Sign{Label: "3", Agency: "Sở Tư pháp", State: "busy", Number: "A015", Call: true},
	}
}

func with(change func(*Model)) Model {
	m := serving()
	change(&m)
	return m
}

func files(m *Model) { m.Dossier, m.Tails = true, sampleTails }

// burst is twenty calls within a second, the sixth of them in the hero.
func burst() View {
	var l Line
	l.Follow(nil, morning)
	var calls []Call
	for i, number := range []string{
		"A001", "A002", "A003", "B001", "B002", "C001", "C002", "C003", "D001", "D002",
		"E001", "G001", "G002", "H001", "K001", "L001", "M001", "N001", "P001", "R001",
	} {
		calls = append(calls, Call{No: i + 1, Number: number, Counter: count(i + 1), RoomID: "p1", Room: "Phòng giao dịch 1", Agency: "Sở Nông nghiệp và Môi trường", At: morning})
		l.Follow(calls, morning.Add(time.Duration(i)*50*time.Millisecond))
	}
	at := morning
	for l.View(at).Hero.No < 6 {
		at = at.Add(100 * time.Millisecond)
		l.Tick(at)
	}
	return l.View(at)
}

type story struct {
	name   string
	layout Layout
	model  Model
	lang   string
}

func stories() []story {
	early := func(m *Model) {
		m.View = View{}
		m.Now = time.Date(2026, 11, 25, 6, 58, 0, 0, morning.Location())
		m.Heard = m.Now
		m.Hours.Open, m.Hours.Begin = false, "07:00"
	}
	over := func(m *Model) {
		m.View.Stub = StubCalm
		m.Now = time.Date(2026, 11, 25, 17, 24, 0, 0, morning.Location())
		m.Heard = m.Now
		m.Hours = Hours{Over: true, Sessions: m.Hours.Sessions, Back: "07:00", BackDay: "thứ Năm 26/11"}
	}
	lost := func(m *Model) { m.Heard = m.Now.Add(-6 * time.Minute) }
	return []story{
		{name: "hall-files", model: with(files)},
		{name: "hall", model: serving()},
		{name: "hall-recall", model: with(func(m *Model) { m.View.Hero.Recall = 2 })},
		{name: "hall-waiting-card", model: with(func(m *Model) { m.View.Earlier[0].Waiting, m.View.Stub = true, StubPaper })},
		{name: "hall-calm", model: with(func(m *Model) { m.View.Stub = StubCalm })},
		{name: "hall-one", model: with(func(m *Model) { m.View.Earlier = m.View.Earlier[:1]; m.Rows = sampleRows[:1] })},
		{name: "hall-few-rows", model: with(func(m *Model) { m.Rows = sampleRows[:4] })},
		{name: "hall-burst", model: with(func(m *Model) { m.View = burst() })},
		{name: "hall-burst-files", model: with(func(m *Model) { files(m); m.View = burst() })},
		{name: "hall-early", model: with(early)},
		{name: "hall-early-files", model: with(func(m *Model) { early(m); files(m) })},
		{name: "hall-closed", model: with(over)},
		{name: "hall-stale", model: with(func(m *Model) { m.Heard = m.Now.Add(-40 * time.Second) })},
		{name: "hall-lost", model: with(lost)},
		{name: "hall-lost-files", model: with(func(m *Model) { files(m); lost(m) })},
		{name: "hall-never-heard", model: with(func(m *Model) { m.Heard = time.Time{}; m.View = View{}; m.Rows = nil })},
		{name: "hall-notice", model: with(func(m *Model) {
			m.Notice = "Chiều nay từ 15:00 mất điện lưới, Trung tâm vẫn làm việc bằng máy phát."
			m.Muted = true
		})},
		{name: "hall-long", model: with(long)},
		{name: "hall-en", model: with(files), lang: "en"},
		{name: "rooms", layout: Rooms, model: serving()},
		{name: "rooms-lost", layout: Rooms, model: with(lost)},
		{name: "rooms-early", layout: Rooms, model: with(early)},
		{name: "rooms-long", layout: Rooms, model: with(long)},
		{name: "portrait", layout: Portrait, model: serving()},
		{name: "portrait-files", layout: Portrait, model: with(files)},
		{name: "portrait-burst", layout: Portrait, model: with(func(m *Model) { m.View = burst() })},
		{name: "portrait-early", layout: Portrait, model: with(early)},
		{name: "portrait-lost", layout: Portrait, model: with(lost)},
		{name: "portrait-long", layout: Portrait, model: with(long)},
		{name: "sign", layout: SignOver, model: serving()},
		{name: "sign-recall", layout: SignOver, model: with(func(m *Model) { m.View.Hero.Recall = 1 })},
		{name: "sign-serving", layout: SignOver, model: with(func(m *Model) { m.Sign.Call = false })},
		{name: "sign-free", layout: SignOver, model: with(func(m *Model) { m.Sign.Number, m.Sign.State = "", "open" })},
		{name: "sign-paused", layout: SignOver, model: with(func(m *Model) {
			m.Sign.Number, m.Sign.State, m.Sign.Reason = "", "paused", "Nghỉ giải lao"
		})},
		{name: "sign-lost", layout: SignOver, model: with(lost)},
	}
}

// long is a wall whose every text is as long as a site may make it.
func long(m *Model) {
	m.Name = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính tỉnh Quảng Bình"
	m.Zone = "Phòng chờ tầng 2 nhà B"
	m.View.Hero.Number, m.View.Hero.Counter = "M1888", "12B"
	m.View.Hero.Agency = "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh Quảng Bình"
	m.View.Hero.Room = "Phòng giao dịch số 2"
	m.View.Earlier[0].Number, m.View.Earlier[0].Counter = "M888", "12B"
	m.View.Earlier[1].Number, m.View.Earlier[1].Counter = "M1888", "20"
	m.Rows = append([]Row{
		{"Lao động – Thương binh – Xã hội", "12, 13, G1, BĐ", 1200, 1000, 100, 12},
	}, sampleRows...)
	m.Rooms[0].Name = "Phòng giao dịch số 1, nhà A"
}

func (s story) screen() *Screen {
	lang := s.lang
	if lang == "" {
		lang = "vi"
	}
	screen := New(assets.Words(lang), s.layout)
	screen.Show(s.model)
	return screen
}

func (s story) size() fyne.Size {
	if s.layout == Portrait {
		return fyne.NewSize(1080, 1920)
	}
	return fyne.NewSize(1920, 1080)
}

// Story is one screen in one state, from canned data.
type Story struct {
	Name   string
	Size   fyne.Size
	Object fyne.CanvasObject
}

// Storybook draws every picture of the wall at its own size.
func Storybook() []Story {
	var out []Story
	for _, s := range stories() {
		out = append(out, Story{Name: "wall-" + s.name, Size: s.size(), Object: s.screen().Object()})
	}
	return out
}
