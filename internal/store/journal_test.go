package store_test

import (
	"testing"

	"motcua/internal/journal"
	"motcua/internal/journal/journaltest"
	"motcua/internal/store"
)

func open(t *testing.T, dir string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestJournal_KeepsTheContract(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		t.Helper()
		return open(t, t.TempDir(), store.Options{}).Journal()
	})
}
