package assets

import (
	"bytes"
	_ "embed" // the catalogue travels inside the program
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"
)

//go:embed catalogue/procedures.csv
var proceduresCSV []byte

//go:embed catalogue/papers.csv
var papersCSV []byte

// Procedure is one administrative procedure of the sample catalogue (thủ tục
// hành chính).
type Procedure struct {
	Code     string // empty where no code is known
	Name     string // the official Vietnamese text
	English  string // a short rendering, not official
	Field    string
	Agency   string // id of the agency in the site document
	Days     int    // working days, 0 where the catalogue does not know
	Basis    string // first law or decree cited
	Channel  string // counter, online, both, or empty
	Verified string // list, name or recalled: how sure the entry is
}

// Key is what papers name the procedure by: its code, or its name without one.
func (p Procedure) Key() string {
	if p.Code != "" {
		return p.Code
	}
	return p.Name
}

// Paper is one paper a procedure asks for (thành phần hồ sơ).
type Paper struct {
	Procedure string // Key of the procedure
	Ordinal   int
	Name      string
	Kind      string // original, copy or certified
	Count     int
	Note      string
	Verified  string
}

// catalogue is the two tables, read when first asked for.
type catalogue struct {
	procedures []Procedure
	papers     []Paper
	byAgency   map[string][]Procedure
	byKey      map[string][]Paper
}

var readCatalogue = sync.OnceValue(func() catalogue {
	c, err := parseCatalogue(proceduresCSV, papersCSV)
	if err != nil {
		panic(err) // the tables are part of the program and are tested with it
	}
	return c
})

// Procedures lists the sample catalogue, agency by agency. The list is shared
// and must not be changed.
func Procedures() []Procedure { return readCatalogue().procedures }

// ProceduresOf lists the procedures of one agency.
func ProceduresOf(agency string) []Procedure { return readCatalogue().byAgency[agency] }

// Papers lists the papers of all procedures that have any.
func Papers() []Paper { return readCatalogue().papers }

// PapersOf lists the papers of one procedure in their order.
func PapersOf(p Procedure) []Paper { return readCatalogue().byKey[p.Key()] }

// parseCatalogue reads both tables and joins them.
func parseCatalogue(procedures, papers []byte) (catalogue, error) {
	c := catalogue{byAgency: map[string][]Procedure{}, byKey: map[string][]Paper{}}
	rows, err := table(procedures, "code", "name_vi", "name_en", "field_vi", "agency_id", "days", "basis", "channel", "verified")
	if err != nil {
		return c, fmt.Errorf("procedures.csv: %w", err)
	}
	known := map[string]bool{}
	for i, r := range rows {
		days, err := wholeOr0(r[5])
		if err != nil {
			return c, fmt.Errorf("procedures.csv:%d: days: %w", i+2, err)
		}
		p := Procedure{r[0], r[1], r[2], r[3], r[4], days, r[6], r[7], r[8]}
		if p.Name == "" || p.Agency == "" || known[p.Key()] {
			return c, fmt.Errorf("procedures.csv:%d: no name, no agency, or listed twice", i+2)
		}
		known[p.Key()] = true
		c.procedures = append(c.procedures, p)
		c.byAgency[p.Agency] = append(c.byAgency[p.Agency], p)
	}
	rows, err = table(papers, "procedure", "ordinal", "paper_vi", "kind", "count", "note", "verified")
	if err != nil {
		return c, fmt.Errorf("papers.csv: %w", err)
	}
	for i, r := range rows {
		ordinal, err1 := strconv.Atoi(r[1])
		count, err2 := strconv.Atoi(r[4])
		if err1 != nil || err2 != nil || !known[r[0]] {
			return c, fmt.Errorf("papers.csv:%d: a number is missing or the procedure is unknown", i+2)
		}
		p := Paper{r[0], ordinal, r[2], r[3], count, r[5], r[6]}
		c.papers = append(c.papers, p)
		c.byKey[p.Procedure] = append(c.byKey[p.Procedure], p)
	}
	return c, nil
}

// table reads comma-separated rows under exactly the given header.
func table(data []byte, header ...string) ([][]string, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = len(header)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("the table is empty")
	}
	for i, name := range header {
		if rows[0][i] != name {
			return nil, fmt.Errorf("column %d is called %q, want %q", i+1, rows[0][i], name)
		}
	}
	return rows[1:], nil
}

func wholeOr0(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	return strconv.Atoi(text)
}
