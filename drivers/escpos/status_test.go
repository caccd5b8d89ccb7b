package escpos_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"motcua/drivers/escpos"
)

func sortAll(s *escpos.Sorter, bytes ...byte) []escpos.Answer {
	var out []escpos.Answer
	for _, c := range bytes {
		if a := s.Sort(c); a != nil {
			out = append(out, a)
		}
	}
	return out
}

// The bytes are from the makers' manuals, not from our own encoder.
func TestSorter_TellsTheAnswersApart(t *testing.T) {
	for name, c := range map[string]struct {
		bytes []byte
		want  []escpos.Answer
	}{
		"all well": {[]byte{0x14, 0x00, 0x00, 0x0F}, []escpos.Answer{escpos.Report{}}},
		"cover open, paper end": {[]byte{0x3C, 0x00, 0x0F, 0x0F}, []escpos.Answer{
			escpos.Report{Status: escpos.Status{Offline: true, Cover: true, PaperOut: true, PaperLow: true}},
		}},
		"near end":  {[]byte{0x14, 0x00, 0x03, 0x0F}, []escpos.Answer{escpos.Report{Status: escpos.Status{PaperLow: true}}}},
		"cutter":    {[]byte{0x1C, 0x08, 0x00, 0x0F}, []escpos.Answer{escpos.Report{Status: escpos.Status{Offline: true, Cutter: true}}}},
		"real time": {[]byte{0x16, 0x12}, []escpos.Answer{escpos.Reply{Byte: 0x16}, escpos.Reply{Byte: 0x12}}},
		"flow inside a report": {[]byte{0x14, 0x13, 0x00, 0x11, 0x00, 0x0F}, []escpos.Answer{
			escpos.Flow{Stop: true}, escpos.Flow{}, escpos.Report{},
		}},
		"real time inside a report": {[]byte{0x14, 0x00, 0x16, 0x00, 0x0F}, []escpos.Answer{escpos.Reply{Byte: 0x16}, escpos.Report{}}},
		"fence":                     {[]byte{0x0C}, []escpos.Answer{escpos.Single{Byte: 0x0C}}},
		"identity":                  {[]byte("_TM-T88IV\x00"), []escpos.Answer{escpos.Block{Head: 0x5F, Text: "TM-T88IV"}}},
		"completion":                {[]byte("7\x22A027\x00"), []escpos.Answer{escpos.Block{Head: 0x37, Text: "\x22A027"}}},
		"report cut short by another": {[]byte{0x14, 0x00, 0x14, 0x00, 0x00, 0x0F}, []escpos.Answer{
			escpos.Noise{Bytes: 2}, escpos.Report{},
		}},
		"high bit":  {[]byte{0xFF}, []escpos.Answer{escpos.Noise{Bytes: 1}}},
		"all zeros": {[]byte{0, 0}, []escpos.Answer{escpos.Single{}, escpos.Single{}}},
	} {
		var s escpos.Sorter
		if diff := cmp.Diff(c.want, sortAll(&s, c.bytes...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSorter_EndlessBlockIsNoiseAndThenAllIsWell(t *testing.T) {
	var s escpos.Sorter
	out := sortAll(&s, append([]byte{0x5F}, make2('x', 200)...)...)
	if _, noise := out[0].(escpos.Noise); !noise {
		t.Fatalf("got %v, want noise", out[0])
	}
	s.Pause()
	if got := sortAll(&s, 0x16); !cmp.Equal(got, []escpos.Answer{escpos.Reply{Byte: 0x16}}) {
		t.Errorf("got %v, want the next answer to be understood", got)
	}
}

func make2(c byte, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = c
	}
	return b
}

func TestBlock_OnlyACompletionCarriesAnID(t *testing.T) {
	if id, ok := (escpos.Block{Head: 0x37, Text: "\x22A027"}).Finished(); !ok || string(id[:]) != "A027" {
		t.Errorf("got %q %v", id, ok)
	}
	for _, b := range []escpos.Block{{Head: 0x5F, Text: "\x22A027"}, {Head: 0x37, Text: "A0271"}, {Head: 0x37}} {
		if _, ok := b.Finished(); ok {
			t.Errorf("%v was taken for a completion", b)
		}
	}
}

func TestStatus_SurvivesBothWaysOfTellingIt(t *testing.T) {
	for i := range 1 << 6 {
		want := escpos.Status{
			Cover: i&1 != 0, FeedKey: i&2 != 0, PaperOut: i&4 != 0,
			PaperLow: i&8 != 0, Cutter: i&16 != 0, Recoverable: i&32 != 0,
		}
		want.Offline = want.Stopped()
		if got := escpos.FromASB(want.ASB()); got != want {
			t.Errorf("report: got %+v, want %+v", got, want)
		}
		var got escpos.Status
		for n := byte(1); n <= 4; n++ {
			got = got.Learn(n, want.Answer(n))
		}
		if got != want {
			t.Errorf("real time: got %+v, want %+v", got, want)
		}
	}
	if (escpos.Status{}).Answer(1) != 0x16 || (escpos.Status{}).Answer(4) != 0x12 {
		t.Error("a well printer answers 16h and 12h")
	}
}

func FuzzSorter(f *testing.F) {
	f.Add([]byte("\x14\x00\x00\x0f7\x22A027\x00\x16\x12_x\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var s escpos.Sorter
		told := 0
		for _, a := range sortAll(&s, b...) {
			switch a := a.(type) {
			case escpos.Report:
				told += 4
			case escpos.Block:
				told += len(a.Text) + 2
			case escpos.Noise:
				told += a.Bytes
			case escpos.Reply, escpos.Single, escpos.Flow:
				told++
			}
		}
		if n, ok := s.Pause().(escpos.Noise); ok {
			told += n.Bytes
		}
		if told != len(b) {
			t.Fatalf("%d bytes went in, %d were accounted for", len(b), told)
		}
	})
}
