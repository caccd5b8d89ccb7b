package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Genesis is what the first commit names as the hash before it.
const Genesis = "0000000000000000000000000000000000000000000000000000000000000000"

// ErrChain says that a commit does not continue the record before it.
var ErrChain = errors.New("journal: the commit does not continue the record")

// Hash is the hash of a commit: SHA-256 over the bytes of the hash before it
// and the bytes of the commit. A prev that is no hash counts as Genesis.
func Hash(prev string, data []byte) string {
	var raw [sha256.Size]byte
	if len(prev) == len(Genesis) {
		if _, err := hex.Decode(raw[:], []byte(prev)); err != nil {
			raw = [sha256.Size]byte{}
		}
	}
	h := sha256.New()
	h.Write(raw[:])
	h.Write(data)
	return hex.EncodeToString(h.Sum(raw[:0]))
}

// Chain is a place in the record, from which the next commit must go on. Its
// zero value is the beginning.
type Chain struct {
	Seq  uint64
	Hash string
}

// Prev is what the next commit names as the hash before it.
func (c *Chain) Prev() string {
	if c.Hash == "" {
		return Genesis
	}
	return c.Hash
}

// Next checks that the decoded commit with these bytes goes on from here, and moves on.
func (c *Chain) Next(commit *Commit, data []byte) error {
	if commit.Seq != c.Seq+1 {
		return fmt.Errorf("%w: it says it is number %d where %d comes next", ErrChain, commit.Seq, c.Seq+1)
	}
	if commit.Prev != c.Prev() {
		return fmt.Errorf("%w: commit %d names another commit before it", ErrChain, commit.Seq)
	}
	c.Seq, c.Hash = commit.Seq, Hash(c.Prev(), data)
	return nil
}
