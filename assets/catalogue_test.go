package assets

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"motcua/internal/centre"
)

func TestCatalogue_HoldsTheSampleOfThirteenAgencies(t *testing.T) {
	if got := len(Procedures()); got != 401 {
		t.Errorf("%d procedures, want 401", got)
	}
	if got := len(Papers()); got != 172 {
		t.Errorf("%d papers, want 172", got)
	}
	want := map[string]int{
		"gtvt": 41, "congthuong": 38, "tuphap": 37, "ldtbxh": 37, "yte": 36, "tnmt": 35, "khdt": 33,
		"vhtt": 30, "congan": 29, "xaydung": 28, "bhxh": 25, "khukinhte": 16, "vanphong": 16,
	}
	for agency, n := range want {
		if got := len(ProceduresOf(agency)); got != n {
			t.Errorf("%s has %d procedures, want %d", agency, got, n)
		}
	}
}

func TestCatalogue_EveryProcedureBelongsToAnAgencyOfTheSample(t *testing.T) {
	doc, ok := Site("quang-binh")
	if !ok {
		t.Fatal("the sample site is not built in")
	}
	s, err := centre.Parse("quang-binh.toml", doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Procedures() {
		if _, known := s.Agency(p.Agency); !known {
			t.Errorf("%s: agency %q is not in the sample site", p.Key(), p.Agency)
		}
		if !norm.NFC.IsNormalString(p.Name) {
			t.Errorf("%s: the name is not in NFC", p.Key())
		}
	}
}

func TestCatalogue_PapersStandInOrderUnderTheirProcedure(t *testing.T) {
	with := 0
	for _, p := range Procedures() {
		papers := PapersOf(p)
		if len(papers) > 0 {
			with++
		}
		for i, paper := range papers {
			if paper.Ordinal != i+1 {
				t.Errorf("%s: paper %d has ordinal %d", p.Key(), i+1, paper.Ordinal)
			}
			if !slices.Contains([]string{"original", "copy", "certified"}, paper.Kind) || paper.Count < 1 {
				t.Errorf("%s: paper %q is %d x %q", p.Key(), paper.Name, paper.Count, paper.Kind)
			}
		}
	}
	if with != 50 {
		t.Errorf("%d procedures have papers, want 50", with)
	}
}

func TestCatalogue_RefusesADamagedTable(t *testing.T) {
	const head = "code,name_vi,name_en,field_vi,agency_id,days,basis,channel,verified\n"
	const papers = "procedure,ordinal,paper_vi,kind,count,note,verified\n"
	for name, c := range map[string]struct{ procedures, papers, want string }{
		"other columns":   {"code,name\n1,2\n", papers, "wrong number of fields"},
		"renamed column":  {strings.Replace(head, "days", "tage", 1), papers, `"tage"`},
		"days in words":   {head + "1.1,a,a,f,khdt,five,,,list\n", papers, "procedures.csv:2"},
		"listed twice":    {head + "1.1,a,a,f,khdt,5,,,list\n1.1,b,b,f,khdt,5,,,list\n", papers, "procedures.csv:3"},
		"paper of nobody": {head + "1.1,a,a,f,khdt,5,,,list\n", papers + "9.9,1,p,copy,1,,list\n", "papers.csv:2"},
		"empty":           {"", papers, "empty"},
	} {
		_, err := parseCatalogue([]byte(c.procedures), []byte(c.papers))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func TestSite_KnowsTheBuiltInNamesOnly(t *testing.T) {
	if got := SiteNames(); !slices.Equal(got, []string{"quang-binh", "small"}) {
		t.Errorf("built in: %v", got)
	}
	for _, name := range []string{"", "..", "../catalogue/papers", "big"} {
		if _, ok := Site(name); ok {
			t.Errorf("%q is taken for a built-in site", name)
		}
	}
}
