package lan

import (
	"motcua/internal/queue"
)

// route is one address of the interface with what it says of itself.
type route struct {
	method, path string
	about, tag   string
	least        queue.Role // who may; empty: everybody
	atCounter    bool       // {id} is the counter that acts
	in, out      any        // zero values of body and answer, for the description
	status       int        // of success, 0 is 200
	empty        bool       // may answer 204
	query        []param
	kind         string // media type of the answer, empty is JSON
	serve        func(q *request) error
}

type param struct{ name, about string }

// routes are all addresses of the interface.
func (s *Server) routes() []route {
	var all []route
	all = append(all, ticketRoutes()...)
	all = append(all, counterRoutes()...)
	all = append(all, dayRoutes()...)
	all = append(all, readRoutes()...)
	return all
}
