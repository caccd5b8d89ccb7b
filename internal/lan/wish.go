package lan

import (
	"context"
	"errors"
	"fmt"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// ErrNoRoute says that a wish has no route: it belongs to the hub itself.
var ErrNoRoute = errors.New("lan: this wish is not made over the wire")

// Wish makes one wish of an officer or of a visitor over the wire, by the route
// that is made for it.
func (c *Client) Wish(ctx context.Context, key string, wish queue.Wish) (Done, error) {
	switch w := wish.(type) {
	case queue.OpenCounter:
		return c.Open(ctx, key, w.Counter, w.Officer)
	case queue.CloseCounter:
		return c.Close(ctx, key, w.Counter)
	case queue.PauseCounter:
		return c.Pause(ctx, key, w.Counter, w.Reason)
	case queue.ResumeCounter:
		return c.Resume(ctx, key, w.Counter)
	case queue.CallNext:
		return c.Next(ctx, key, w.Counter, Nexted{w.Finish, Finished{w.Outcome, w.Dossiers, w.Fee}})
	case queue.CallNumber:
		return c.Call(ctx, key, w.Counter, w.Ticket, w.Reason)
	case queue.Recall:
		return c.Recall(ctx, key, w.Counter)
	case queue.Begin:
		return c.Begin(ctx, key, w.Counter)
	case queue.Finish:
		return c.Finish(ctx, key, w.Counter, Finished{w.Outcome, w.Dossiers, w.Fee})
	case queue.MarkAbsent:
		return c.Absent(ctx, key, w.Counter)
	case queue.PutBack:
		return c.PutBack(ctx, key, w.Counter)
	case queue.Park:
		return c.Park(ctx, key, w.Counter, Parked{Reason: w.Reason, Until: timed(w.Until)})
	case queue.Transfer:
		return c.Transfer(ctx, key, w.Counter, Moved{w.Service, w.ToCounter, string(w.Place), w.Reason})
	case queue.SendAndReturn:
		return c.Send(ctx, key, w.Counter, Sent{w.Service, w.ToCounter})
	case queue.Undo:
		return c.Undo(ctx, key, w.Counter)
	default:
		return c.visit(ctx, key, wish)
	}
}

// visit makes the wishes that are about a ticket.
func (c *Client) visit(ctx context.Context, key string, wish queue.Wish) (Done, error) {
	switch w := wish.(type) {
	case queue.MarkReturn:
		return c.MarkReturn(ctx, key, w.Counter, w.Ticket)
	case queue.PaperOut:
		return c.Printed(ctx, key, w.Ticket, w.Proof)
	case queue.PaperFailed:
		return c.PrintFailed(ctx, key, w.Ticket, w.Cause)
	case queue.Cancel:
		return c.Cancel(ctx, key, w.Ticket, w.Reason)
	case queue.Return:
		return c.Return(ctx, key, w.Ticket)
	case queue.Yield:
		return c.Yield(ctx, key, w.Ticket)
	case queue.OnMyWay:
		return c.OnMyWay(ctx, key, w.Ticket)
	case queue.Unpark:
		return c.Unpark(ctx, key, w.Ticket)
	case queue.Reclassify:
		return c.Reclassify(ctx, key, w.Ticket, w.Class)
	default:
		return Done{}, fmt.Errorf("%w: %T", ErrNoRoute, wish)
	}
}

// timed writes a moment for the wire, "" for none.
func timed(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(centre.ICT).Format(time.RFC3339)
}

// Refusal is the refusal of the law that a problem tells, nil for a problem of
// another kind.
func (p *Problem) Refusal() *queue.Refusal {
	if p.Status >= 500 || p.Status == 0 {
		return nil
	}
	r := &queue.Refusal{
		Code: queue.Code(p.Name()), Ticket: p.Ticket, Number: p.Number, Numbers: p.Numbers,
		Left: time.Duration(p.Seconds) * time.Second,
	}
	if p.Opens != nil {
		r.Opens = *p.Opens
	}
	return r
}

// RefusalOf is why a wish was not granted, nil where it was, or where no answer
// came.
func RefusalOf(err error) *queue.Refusal {
	var p *Problem
	switch {
	case errors.Is(err, ErrNobody):
		return &queue.Refusal{Code: queue.Nobody}
	case errors.As(err, &p):
		return p.Refusal()
	}
	return nil
}
