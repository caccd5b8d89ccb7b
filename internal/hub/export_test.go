package hub

// Queued is how many orders wait for the loop.
func (h *Hub) Queued() int { return len(h.in) }
