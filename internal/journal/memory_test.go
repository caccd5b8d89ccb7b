package journal_test

import (
	"testing"

	"motcua/internal/journal"
	"motcua/internal/journal/journaltest"
)

func TestMemory(t *testing.T) {
	journaltest.Run(t, func(*testing.T) journal.Journal { return journal.NewMemory() })
}
