package lan

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"motcua/internal/board"
	"motcua/internal/centre"
)

// Every command takes the key of its press (see NewKey); with the same key it
// may be sent again after an error, and acts once.

// Take asks for a number.
func (c *Client) Take(ctx context.Context, key string, t Took) (s Slip, err error) {
	_, err = c.post(ctx, key, "/v1/tickets", t, &s)
	return s, err
}

// Slip tells how a visit stands.
func (c *Client) Slip(ctx context.Context, ticket string) (s Slip, err error) {
	err = c.get(ctx, at("/v1/tickets/", ticket, ""), &s)
	return s, err
}

// Why tells why the order is as it is.
func (c *Client) Why(ctx context.Context, ticket string) (r Reasons, err error) {
	err = c.get(ctx, at("/v1/tickets/", ticket, "why"), &r)
	return r, err
}

func (c *Client) ticket(ctx context.Context, key, ticket, verb string, in any) (d Done, err error) {
	_, err = c.post(ctx, key, at("/v1/tickets/", ticket, verb), in, &d)
	return d, err
}

// Printed says that the slip came out, with the proof of the printer.
func (c *Client) Printed(ctx context.Context, key, ticket, proof string) (Done, error) {
	return c.ticket(ctx, key, ticket, "printed", Printed{proof})
}

// PrintFailed says that no slip came out.
func (c *Client) PrintFailed(ctx context.Context, key, ticket, cause string) (Done, error) {
	return c.ticket(ctx, key, ticket, "print-failed", PrintFailed{cause})
}

// Cancel ends a visit that was not served.
func (c *Client) Cancel(ctx context.Context, key, ticket, reason string) (Done, error) {
	return c.ticket(ctx, key, ticket, "cancel", Reasoned{reason})
}

// Return reports a visitor again after an absence.
func (c *Client) Return(ctx context.Context, key, ticket string) (Done, error) {
	return c.ticket(ctx, key, ticket, "return", nil)
}

// Rate records the visitor's judgement.
func (c *Client) Rate(ctx context.Context, key, ticket string, r Rated) (Done, error) {
	return c.ticket(ctx, key, ticket, "rate", r)
}

// Yield steps back behind the third person behind.
func (c *Client) Yield(ctx context.Context, key, ticket string) (Done, error) {
	return c.ticket(ctx, key, ticket, "yield", nil)
}

// OnMyWay tells the counter that the visitor is coming.
func (c *Client) OnMyWay(ctx context.Context, key, ticket string) (Done, error) {
	return c.ticket(ctx, key, ticket, "on-my-way", nil)
}

// Unpark brings a parked visit back into line.
func (c *Client) Unpark(ctx context.Context, key, ticket string) (Done, error) {
	return c.ticket(ctx, key, ticket, "unpark", nil)
}

// Reclassify records a priority late.
func (c *Client) Reclassify(ctx context.Context, key, ticket, class string) (Done, error) {
	return c.ticket(ctx, key, ticket, "class", Classed{class})
}

func (c *Client) counter(ctx context.Context, key, counter, verb string, in any) (d Done, err error) {
	status, err := c.post(ctx, key, at("/v1/counters/", counter, verb), in, &d)
	if err == nil && status == http.StatusNoContent {
		err = ErrNobody
	}
	return d, err
}

// Next calls the next ticket; ErrNobody says that nobody waits (with Finish,
// the one in hand is finished all the same).
func (c *Client) Next(ctx context.Context, key, counter string, n Nexted) (Done, error) {
	return c.counter(ctx, key, counter, "next", n)
}

// Open opens a counter.
func (c *Client) Open(ctx context.Context, key, counter, officer string) (Done, error) {
	return c.counter(ctx, key, counter, "open", Opened{officer})
}

// Close closes a counter.
func (c *Client) Close(ctx context.Context, key, counter string) (Done, error) {
	return c.counter(ctx, key, counter, "close", nil)
}

// Pause pauses a counter with a reason of the site's list.
func (c *Client) Pause(ctx context.Context, key, counter, reason string) (Done, error) {
	return c.counter(ctx, key, counter, "pause", Paused{reason})
}

// Resume ends the pause of a counter.
func (c *Client) Resume(ctx context.Context, key, counter string) (Done, error) {
	return c.counter(ctx, key, counter, "resume", nil)
}

// Call calls one ticket, by id or number, out of order.
func (c *Client) Call(ctx context.Context, key, counter, ticket, reason string) (Done, error) {
	return c.counter(ctx, key, counter, "call", Named{ticket, reason})
}

// Recall calls the ticket in hand again.
func (c *Client) Recall(ctx context.Context, key, counter string) (Done, error) {
	return c.counter(ctx, key, counter, "recall", nil)
}

// Begin says that the visitor is at the counter.
func (c *Client) Begin(ctx context.Context, key, counter string) (Done, error) {
	return c.counter(ctx, key, counter, "begin", nil)
}

// Finish completes the ticket in hand.
func (c *Client) Finish(ctx context.Context, key, counter string, f Finished) (Done, error) {
	return c.counter(ctx, key, counter, "finish", f)
}

// Absent says that the visitor did not come.
func (c *Client) Absent(ctx context.Context, key, counter string) (Done, error) {
	return c.counter(ctx, key, counter, "absent", nil)
}

// PutBack takes a call back.
func (c *Client) PutBack(ctx context.Context, key, counter string) (Done, error) {
	return c.counter(ctx, key, counter, "put-back", nil)
}

// Park sets the visitor aside.
func (c *Client) Park(ctx context.Context, key, counter string, p Parked) (Done, error) {
	return c.counter(ctx, key, counter, "park", p)
}

// Transfer sends the visit on to another line.
func (c *Client) Transfer(ctx context.Context, key, counter string, m Moved) (Done, error) {
	return c.counter(ctx, key, counter, "transfer", m)
}

// Send sends the visitor elsewhere and back.
func (c *Client) Send(ctx context.Context, key, counter string, s Sent) (Done, error) {
	return c.counter(ctx, key, counter, "send", s)
}

// MarkReturn lets a visit come back.
func (c *Client) MarkReturn(ctx context.Context, key, counter, ticket string) (Done, error) {
	return c.counter(ctx, key, counter, "mark-return", Marked{ticket})
}

// Undo takes the last step of a counter back.
func (c *Client) Undo(ctx context.Context, key, counter string) (Done, error) {
	return c.counter(ctx, key, counter, "undo", nil)
}

// Book books a time.
func (c *Client) Book(ctx context.Context, key, service string, when time.Time) (a Appointment, err error) {
	_, err = c.post(ctx, key, "/v1/appointments", Appointed{service, when}, &a)
	return a, err
}

// CheckIn turns an appointment into a ticket.
func (c *Client) CheckIn(ctx context.Context, key, appointment string, in CheckedIn) (s Slip, err error) {
	_, err = c.post(ctx, key, at("/v1/appointments/", appointment, "checkin"), in, &s)
	return s, err
}

// Day opens or closes the business day.
func (c *Client) Day(ctx context.Context, key string, w DayWish) (d Day, err error) {
	_, err = c.post(ctx, key, "/v1/day", w, &d)
	return d, err
}

// Shown says that a wall has painted a call, and that it was spoken.
func (c *Client) Shown(ctx context.Context, key, wall string, no int, spoken bool) error {
	_, err := c.post(ctx, key, at("/v1/walls/", wall, "shown"), WallShown{no, spoken}, nil)
	return err
}

// Reserve asks for numbers to give out while the hub cannot be reached.
func (c *Client) Reserve(ctx context.Context, key, kiosk, series string) (b Block, err error) {
	_, err = c.post(ctx, key, "/v1/blocks", Reserve{kiosk, series}, &b)
	return b, err
}

// Counters lists the counters.
func (c *Client) Counters(ctx context.Context) ([]board.Counter, error) {
	var list Counters
	err := c.get(ctx, "/v1/counters", &list)
	return list.Counters, err
}

// Queue is the queue as it stands.
func (c *Client) Queue(ctx context.Context) (q board.Queue, err error) {
	err = c.get(ctx, "/v1/queue", &q)
	return q, err
}

// Wall is the wall of a waiting room, or of a counter, as it stands.
func (c *Client) Wall(ctx context.Context, zone, counter string) (w board.Wall, err error) {
	err = c.get(ctx, "/v1/queue?"+Query{View: "wall", Zone: zone, Counter: counter}.encode(), &w)
	return w, err
}

// Desk is the queue as one counter sees it.
func (c *Client) Desk(ctx context.Context, counter string) (d board.Desk, err error) {
	err = c.get(ctx, "/v1/queue?"+Query{View: "counter", Counter: counter}.encode(), &d)
	return d, err
}

// Ready is nil when a command would be accepted.
func (c *Client) Ready(ctx context.Context) error { return c.get(ctx, "/readyz", nil) }

// Site is the centre as constituted: all of the document that concerns screens.
func (c *Client) Site(ctx context.Context) (*centre.Site, error) {
	var raw document
	if err := c.get(ctx, "/v1/site/document", &raw); err != nil {
		return nil, err
	}
	return centre.Parse("site", raw)
}

// Query narrows what is watched.
type Query struct{ View, Zone, Counter string }

func (q Query) encode() string {
	v := url.Values{}
	for name, value := range map[string]string{"view": q.View, "zone": q.Zone, "counter": q.Counter} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v.Encode()
}
