package lan_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestOpenAPI_IsTheGoldenOneAndDescribesEveryRoute(t *testing.T) {
	h := open(t)
	r := h.get("/openapi.json")
	if r.status != http.StatusOK || r.at(t, "openapi") != "3.1.0" {
		t.Fatalf("got %d %.100s", r.status, r.body)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, r.body, "", "  "); err != nil {
		t.Fatal(err)
	}
	pretty.WriteByte('\n')
	const golden = "testdata/openapi.json"
	if *update {
		if err := os.WriteFile(golden, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("the interface has changed; read the difference, then run with -update")
	}
	paths, _ := r.at(t, "paths").(map[string]any)
	for path := range posts {
		if paths[described(path)] == nil {
			t.Errorf("%s is not described", path)
		}
	}
}
