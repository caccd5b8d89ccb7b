package lan

import (
	"net/http"
	"strings"

	"motcua/internal/queue"
)

// auditor reads what the public may not; it commands nothing.
const auditor queue.Role = "auditor"

// rank orders the roles by trust.
func rank(r queue.Role) int {
	switch r {
	case queue.Visitor:
		return 1
	case queue.Officer:
		return 2
	case queue.Lead:
		return 3
	case queue.Admin:
		return 4
	case queue.Timer:
	}
	return 0
}

// admit finds out who asks and whether the route is for them. Without sign-in
// a command is taken as from the machine that usually sends it, and a read is
// answered as to the public.
func (q *request) admit() error {
	said := q.Header.Get("Authorization")
	least := q.route.least
	if said == "" {
		if least != "" && !q.s.o.Dev {
			return problem(http.StatusUnauthorized, "not-allowed")
		}
		q.by.Role = least
	} else if err := q.signedIn(said); err != nil {
		return err
	}
	if d := q.Header.Get("Device"); d != "" {
		if !wordy(d) {
			return problem(http.StatusBadRequest, "bad-request")
		}
		q.by.Device = d
	}
	if q.route.atCounter {
		q.by.Counter = q.PathValue("id")
	}
	return nil
}

// signedIn reads the Authorization header.
func (q *request) signedIn(said string) error {
	scheme, role, _ := strings.Cut(said, " ")
	if !q.s.o.Dev || !strings.EqualFold(scheme, "Dev") {
		return problem(http.StatusUnauthorized, "not-allowed")
	}
	q.by.Role = queue.Role(role)
	if rank(q.by.Role) == 0 && q.by.Role != auditor {
		return problem(http.StatusUnauthorized, "unknown-role")
	}
	if rank(q.by.Role) < rank(q.route.least) {
		return problem(http.StatusForbidden, "not-allowed")
	}
	return nil
}
