package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"motcua/internal/centre"
	"motcua/internal/journal"
	"motcua/internal/queue"
	"motcua/internal/rehearsal"
	"motcua/internal/store"
)

// verifyCmd proves that a record is whole.
type verifyCmd struct{ dataFlag }

// Run exits with 1 and the number of the first broken commit where it is not.
func (c *verifyCmd) Run() error {
	data, err := c.path()
	if err != nil {
		return err
	}
	r, err := store.Verify(data, store.Options{})
	if err != nil {
		return recordProblem(err)
	}
	fmt.Printf("the record is whole: %d commits, %d days, %d tickets\nhash of the last commit: %s\n", r.Commits, r.Days, r.Tickets, r.Hash)
	if r.TapeBehind > 0 {
		fmt.Printf("the tape lacks the last %d commits; the next start adds them\n", r.TapeBehind)
	}
	return nil
}

// backupCmd copies the record while nobody has it open.
type backupCmd struct {
	dataFlag
	Dir string `arg:"" help:"Folder for the copy; the newest seven there are kept."`
}

// Run writes the copy.
func (c *backupCmd) Run() error {
	return withStore(c.dataFlag, func(st *store.Store) error {
		name, err := st.Backup(c.Dir, time.Now().In(centre.ICT))
		if err != nil {
			return recordProblem(err)
		}
		fmt.Println("copied to", name)
		return nil
	})
}

// restoreCmd puts a copy back.
type restoreCmd struct {
	dataFlag
	File string `arg:"" help:"A copy written by kiosk backup."`
}

// Run refuses a directory that holds a record, and a copy that is not whole.
func (c *restoreCmd) Run() error {
	if info, err := os.Stat(c.File); err != nil || info.IsDir() {
		return notPossible("there is no copy %s; give the file that kiosk backup named, centre-DATE-TIME.db", c.File)
	}
	data, err := c.dir()
	if err != nil {
		return err
	}
	r, err := store.Restore(c.File, data)
	if err != nil {
		return recordProblem(err)
	}
	fmt.Printf("restored %d commits of %d days into %s\n", r.Commits, r.Days, data)
	return nil
}

// rebuildCmd makes the derived things anew, or the record itself from its tape.
type rebuildCmd struct {
	dataFlag
	FromTape bool `help:"Make centre.db again from the tape, also when it can still be read."`
}

// Run rebuilds the projections; a damaged or missing record is rebuilt from its tape.
func (c *rebuildCmd) Run() error {
	data, err := c.path()
	if err != nil {
		return err
	}
	if tape, _ := filepath.Glob(filepath.Join(data, "tape", "*.jsonl")); !recorded(data) && len(tape) == 0 {
		return notNowError{plain(store.ErrMissing)}
	}
	if !c.FromTape && recorded(data) {
		st, err := store.Open(data, store.Options{})
		switch {
		case err == nil:
			err := errors.Join(st.Rebuild(), st.Close())
			if err == nil {
				fmt.Println("everything derived has been made anew from the record")
			}
			return recordProblemOrNil(err)
		case !errors.Is(err, store.ErrDamaged):
			return recordProblem(err)
		}
		fmt.Println("centre.db is damaged; making it again from the tape")
	}
	return recoverRecord(data)
}

func recoverRecord(data string) error {
	s, err := store.Recover(data, store.Options{}, time.Now())
	if err != nil {
		return recordProblem(err)
	}
	fmt.Printf("rebuilt %d commits from the tape; missing: %d\n", s.Commits, s.Missing)
	if s.Aside != "" {
		fmt.Printf("the file as it was is kept as %s\n", s.Aside)
	}
	return nil
}

// recorded tells whether a data directory holds a record.
func recorded(data string) bool {
	_, err := os.Stat(filepath.Join(data, "centre.db"))
	return err == nil
}

func recordProblemOrNil(err error) error {
	if err == nil {
		return nil
	}
	return recordProblem(err)
}

// withStore opens the record for one job.
func withStore(d dataFlag, job func(*store.Store) error) error {
	data, err := d.path()
	if err != nil {
		return err
	}
	if !recorded(data) {
		return notNowError{plain(store.ErrMissing)}
	}
	st, err := store.Open(data, store.Options{})
	if err != nil {
		return recordProblem(err)
	}
	return errors.Join(job(st), st.Close())
}

// generateCmd writes a believable past.
type generateCmd struct {
	dataFlag
	Days    int    `required:"" help:"Calendar days before today."`
	Site    string `default:"quang-binh" help:"Site document: a file or a built-in name."`
	Tickets int    `help:"Stop after the day on which so many numbers were given in all."`
	Seed    uint64 `default:"1" help:"The same seed gives the same past."`
}

// Run refuses a directory that holds a record.
func (c *generateCmd) Run(ctx context.Context) error {
	data, err := c.dir()
	if err != nil {
		return err
	}
	if c.Days < 1 || c.Days > 3660 {
		return notPossible("--days is a number from 1 to 3660")
	}
	if recorded(data) {
		return notNowError{plain(store.ErrNotEmpty)}
	}
	site, document, err := readSite(c.Site)
	if err != nil {
		return err
	}
	st, err := store.Open(data, store.Options{})
	if err != nil {
		return recordProblem(err)
	}
	past := rehearsal.Past{
		Site: site, Document: document, Today: centre.DateOf(time.Now()), Days: c.Days, Tickets: c.Tickets, Seed: c.Seed, Batch: 512,
	}
	err = errors.Join(keepPast(ctx, st, past), st.Close())
	if err != nil {
		return recordProblem(err)
	}
	return nil
}

// keepPast appends the commits of a past with their numbers and hashes.
func keepPast(ctx context.Context, st *store.Store, past rehearsal.Past) error {
	book, chain := st.Journal(), journal.Chain{}
	tickets, began := 0, time.Now()
	for c, err := range past.Commits(ctx) {
		if err != nil {
			return err
		}
		c.Hub = "rehearsal"
		c.Seq, c.Prev = chain.Seq+1, chain.Hash
		if c.Prev == "" {
			c.Prev = journal.Genesis
		}
		data, err := journal.Encode(c)
		if err != nil {
			return err
		}
		if err := chain.Next(&c, data); err != nil {
			return err
		}
		if err := book.Append(ctx, c.Seq-1, data); err != nil {
			return err
		}
		tickets += issued(c)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	fmt.Printf("%d tickets in %s\n", tickets, time.Since(began).Round(time.Second))
	return nil
}

func issued(c journal.Commit) (n int) {
	for _, a := range c.Acts {
		for _, e := range a.Events {
			if _, ok := e.(queue.Issued); ok {
				n++
			}
		}
	}
	return n
}
