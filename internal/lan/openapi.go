package lan

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// describe writes the OpenAPI document of the routes. The types are described
// by huma; the handlers are ours, because a body read by reflection costs more
// than the durable write, and says the caller's values again when it refuses.
func describe(routes []route) []byte {
	schemas := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "Một Cửa", Version: "1",
			Description: "The queue of a one-stop centre: numbers, counters, calls and their stream. " +
				"Every command carries an Idempotency-Key and may be repeated.",
		},
		Components: &huma.Components{Schemas: schemas},
	}
	for i := range routes {
		doc.AddOperation(operation(&routes[i], schemas))
	}
	raw, err := json.Marshal(doc)
	if err != nil {
		panic("lan: the interface cannot describe itself: " + err.Error())
	}
	return raw
}

func operation(rt *route, schemas huma.Registry) *huma.Operation {
	op := &huma.Operation{
		OperationID: operationID(rt), Method: rt.method, Path: rt.path, Summary: rt.about, Tags: []string{rt.tag},
		Responses: map[string]*huma.Response{},
	}
	if strings.Contains(rt.path, "{id}") {
		op.Parameters = append(op.Parameters, &huma.Param{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
	}
	for _, p := range rt.query {
		op.Parameters = append(op.Parameters, &huma.Param{Name: p.name, In: "query", Description: p.about, Schema: &huma.Schema{Type: "string"}})
	}
	if rt.method == http.MethodPost {
		one, most := 1, 128
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Required: true,
			Description: "made once for each press; a repeat with it gives the first answer again",
			Schema:      &huma.Schema{Type: "string", MinLength: &one, MaxLength: &most},
		})
	}
	if rt.in != nil {
		op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{
			"application/json": {Schema: schemaOf(schemas, rt.in)},
		}}
	}
	op.Responses[strconv.Itoa(rt.success())] = success(rt, schemas)
	if rt.empty {
		op.Responses["204"] = &huma.Response{Description: "Nobody waits"}
	}
	for _, status := range failures(rt) {
		op.Responses[strconv.Itoa(status)] = &huma.Response{
			Description: titles["en"][status],
			Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: schemaOf(schemas, Problem{})}},
		}
	}
	return op
}

func (rt *route) success() int {
	if rt.status == 0 {
		return http.StatusOK
	}
	return rt.status
}

func success(rt *route, schemas huma.Registry) *huma.Response {
	kind := rt.kind
	if kind == "" {
		kind = "application/json"
	}
	media := &huma.MediaType{}
	if rt.out != nil {
		media.Schema = schemaOf(schemas, rt.out)
	}
	return &huma.Response{Description: rt.about, Content: map[string]*huma.MediaType{kind: media}}
}

// failures are the refusals a route may answer with.
func failures(rt *route) []int {
	list := []int{http.StatusServiceUnavailable}
	if strings.Contains(rt.path, "{id}") || rt.query != nil {
		list = append(list, http.StatusNotFound)
	}
	if rt.query != nil {
		list = append(list, http.StatusUnprocessableEntity)
	}
	if rt.method == http.MethodPost {
		list = append(list, http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden,
			http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
	}
	return list
}

func schemaOf(schemas huma.Registry, v any) *huma.Schema {
	return schemas.Schema(reflect.TypeOf(v), true, "")
}

// operationID is the route as one word: post-v1-counters-next.
func operationID(rt *route) string {
	words := strings.FieldsFunc(rt.path, func(r rune) bool { return r == '/' || r == '.' || r == '{' || r == '}' })
	return strings.ToLower(rt.method) + "-" + strings.Join(words, "-")
}
