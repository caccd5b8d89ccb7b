package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"
	bolt "go.etcd.io/bbolt"
)

// newer DIR: makes a data directory one that a later program wrote.
func newer(ts *testscript.TestScript, _ bool, args []string) {
	db, err := bolt.Open(filepath.Join(ts.MkAbs(args[0]), "centre.db"), 0o600, nil)
	ts.Check(err)
	err = db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("format"), []byte("99"))
	})
	ts.Check(err)
	ts.Check(db.Close())
}

// commitIn is a commit as its bytes lie in a record.
func commitIn(path string, seq uint64) (data []byte, err error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	err = db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("journal")).Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			if seqOf(v) == seq {
				data = bytes.Clone(v)
				return nil
			}
		}
		return fmt.Errorf("there is no commit %d", seq)
	})
	return data, err
}
