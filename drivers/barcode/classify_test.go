package barcode_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"motcua/drivers"
	"motcua/drivers/barcode"
)

var day = time.Date(2026, 11, 25, 9, 42, 0, 0, time.FixedZone("", 7*3600))

func read(text string) barcode.Reading {
	return barcode.Classify(drivers.Scan{Text: text}, barcode.Rules{}, day)
}

func TestClassify_FindsWhatLeadsOn(t *testing.T) {
	for text, want := range map[string]barcode.Reading{
		"000.00.06.H56-231027-0361":               {Kind: barcode.Dossier, Text: "000.00.06.H56-231027-0361"},
		"000.17.22.H56-210531-0001":               {Kind: barcode.Dossier, Text: "000.17.22.H56-210531-0001"},
		"H15.50.05.13-261008-0975":                {Kind: barcode.Dossier, Text: "H15.50.05.13-261008-0975"},
		"G09.20-20260609-0092637":                 {Kind: barcode.Dossier, Text: "G09.20-20260609-0092637"},
		" h46.10 – 261125 – 0001 ":                {Kind: barcode.Dossier, Text: "H46.10-261125-0001"},
		"H46.10-261126-0001":                      {Kind: barcode.Dossier, Text: "H46.10-261126-0001"}, // tomorrow is tolerated
		"H46.10-261127-0001":                      {},                                                  // later is not
		"H46.10-260230-0001":                      {},                                                  // no such day
		"H46.10-261125-001":                       {},
		"20261125-A015":                           {Kind: barcode.Slip, Text: "20261125-A015"},
		"https://hcc.quangbinh.gov.vn/t/k7Qm2xv9": {Kind: barcode.Slip, Text: "k7Qm2xv9"},
		"http://10.0.0.5:8440/t/k7Qm2xv9/":        {Kind: barcode.Slip, Text: "k7Qm2xv9"},
		"https://x.vn/t/%3Cscript%3E":             {Kind: barcode.Link},
		"https://hcc.thanhhoa.gov.vn/portaldvc/KenhTin/tra-cuu.aspx?mahs=000.00.06.H56-231027-0361": {Kind: barcode.Receipt, Text: "000.00.06.H56-231027-0361"},
		"https://x.vn/a?MaHoSo=h46.10-261125-0001&y=1":                                              {Kind: barcode.Receipt, Text: "H46.10-261125-0001"},
		"https://x.vn/tra-cuu/H46.10-261125-0001":                                                   {Kind: barcode.Receipt, Text: "H46.10-261125-0001"},
		"https://x.vn/a?mahs=../../etc":                                                             {Kind: barcode.Link},
		"WWW.example.vn":                                                                            {Kind: barcode.Link},
		"https://%zz":                                                                               {Kind: barcode.Link},
		"8934563138165":                                                                             {Kind: barcode.Goods},
		"8934563138166":                                                                             {},
		"":                                                                                          {},
		"xin chào":                                                                                  {},
		strings.Repeat("9", 5000):                                                                   {},
	} {
		if got := read(text); got != want {
			t.Errorf("%.60q: got %v %q, want %v %q", text, got.Kind, got.Text, want.Kind, want.Text)
		}
	}
}

const card = "044090000001||NGUYỄN VĂN A|01011990|Nam|Thôn X, Y, Quảng Bình|15042021"

func TestClassify_HandsNothingOnThatIsPersonal(t *testing.T) {
	for text, want := range map[string]barcode.Kind{
		card:           barcode.Card,
		card + "\r\n":  barcode.Card,
		card + "||A|B": barcode.Card,
		"044090000001|190000001|NGUY?N V?N A|01/01/1990|Nam|Quang Binh|15/04/2021": barcode.Card,
		"044090000001||NGUYEN|01011990|Nam|X":                                      barcode.Card,
		"GD4440123456789|4e677579e1bb856e|01/01/1990|1|5175|44-001|01/01/2026|-":   barcode.Insurance,
	} {
		if got := read(text); got.Kind != want || got.Text != "" {
			t.Errorf("got %v with %d bytes of text, want %v and nothing else", got.Kind, len(got.Text), want)
		}
	}
}

// The payload is the example of the national payment scheme's specification.
func TestClassify_TellsAPaymentByItsChecksum(t *testing.T) {
	const pay = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304"
	if got := read(pay + "F4E5"); got.Kind != barcode.Payment || got.Text != "" {
		t.Errorf("got %v", got)
	}
	if got := read(pay + "F4E6"); got.Kind == barcode.Payment {
		t.Error("a wrong checksum was accepted")
	}
}

func TestClassify_ObeysTheSitesRules(t *testing.T) {
	rules := barcode.Rules{Hosts: []string{"hcc.quangbinh.gov.vn"}, Extra: regexp.MustCompile(`^QB-[0-9]{6}$`)}
	for text, want := range map[string]barcode.Kind{
		"https://hcc.quangbinh.gov.vn/t/k7Qm2xv9": barcode.Slip,
		"https://evil.example/t/k7Qm2xv9":         barcode.Link,
		"qb-123456":                               barcode.Dossier,
	} {
		if got := barcode.Classify(drivers.Scan{Text: text}, rules, day); got.Kind != want {
			t.Errorf("%s: got %v, want %v", text, got.Kind, want)
		}
	}
	if got := barcode.Classify(drivers.Scan{Text: "20261125-A015", Err: drivers.ErrOverrun}, barcode.Rules{}, day); got.Kind != barcode.Strange {
		t.Errorf("a broken scan was taken for %v", got.Kind)
	}
}

func TestCard_ReadsSevenFieldsAndForgetsThem(t *testing.T) {
	id, err := barcode.ParseCard(card)
	if err != nil {
		t.Fatal(err)
	}
	if id.Number != "044090000001" || id.Name != "NGUYỄN VĂN A" || id.Born.Year() != 1990 || id.Issued.Month() != 4 || id.Odd {
		t.Errorf("got %+v", id)
	}
	id.Forget()
	if id != (barcode.Identity{}) {
		t.Error("something is remembered")
	}
	if id, err := barcode.ParseCard(strings.Replace(card, "Nam", "Nữ", 1)); err != nil || !id.Odd {
		t.Errorf("got %v, %v; want a warning only", id.Odd, err)
	}
	for _, bad := range []string{"", "|||||||", strings.Replace(card, "01011990", "32011990", 1), card[1:]} {
		if _, err := barcode.ParseCard(bad); err == nil {
			t.Errorf("%q was taken for a card", bad)
		}
	}
}

func FuzzClassify(f *testing.F) {
	f.Add(card)
	f.Add("https://x.vn/a?mahs=000.00.06.H56-231027-0361")
	f.Add("00020101021138570010A0000007276304F4E5")
	f.Add("20261125-A015")
	f.Fuzz(func(t *testing.T, text string) {
		got := read(text)
		if got.Kind.Useful() != (got.Text != "") {
			t.Fatalf("%v with text %q", got.Kind, got.Text)
		}
		for _, r := range got.Text {
			if r <= ' ' || r > '~' {
				t.Fatalf("%v with %q in it", got.Kind, r)
			}
		}
	})
}
