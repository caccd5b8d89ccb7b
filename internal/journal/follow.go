package journal

import (
	"context"
	"iter"
)

// Follow makes a Watch of a Read and of a channel that is closed at the next
// append. The channel is fetched before reading, so that no append can fall
// between the two; entries are pulled by number, so that a lost wake-up costs a
// delay and never an entry.
func Follow(ctx context.Context, after uint64, read func(context.Context, uint64) iter.Seq2[Entry, error], waiting func() <-chan struct{}) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for {
			wake := waiting()
			for e, err := range read(ctx, after) {
				if !yield(e, err) || err != nil {
					return
				}
				after = e.Seq
			}
			select {
			case <-ctx.Done():
				yield(Entry{}, ctx.Err())
				return
			case <-wake:
			}
		}
	}
}
