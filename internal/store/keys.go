package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"motcua/internal/queue"
)

// A sealed text is: its form (one byte), the day whose key it is under
// ("2026-11-23"), a nonce, and AES-256-GCM over the text with the first two as
// associated data. So it can be opened wherever the record is, by whoever has the key.
const (
	sealedForm = 1
	dayLen     = len("2026-11-23")
	headLen    = 1 + dayLen
	keyLen     = 32
)

// Seal encrypts a text under the key of a day, making the key if it is the
// first text of that day; the key is on disk before the text is returned.
func (s *Store) Seal(day, text string) (queue.Sealed, error) {
	if len(day) != dayLen {
		return nil, fmt.Errorf("store: %q is no day to seal a text under", day)
	}
	key, err := s.dayKey(day)
	if err != nil {
		return nil, err
	}
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	head := append([]byte{sealedForm}, day...)
	nonce := make([]byte, gcm.NonceSize())
	rand.Read(nonce)
	return gcm.Seal(append(head, nonce...), nonce, []byte(text), head), nil
}

// Unseal gives the text back, or ErrErased once the key of its day is gone.
func (s *Store) Unseal(sealed queue.Sealed) (string, error) {
	errBad := errors.New("store: not a sealed text")
	if len(sealed) < headLen || sealed[0] != sealedForm {
		return "", errBad
	}
	head, rest := sealed[:headLen], sealed[headLen:]
	key, err := s.storedKey(string(head[1:]))
	if err != nil {
		return "", err
	}
	if key == nil {
		return "", ErrErased
	}
	gcm, err := newGCM(key)
	if err != nil {
		return "", err
	}
	if len(rest) < gcm.NonceSize() {
		return "", errBad
	}
	text, err := gcm.Open(nil, rest[:gcm.NonceSize()], rest[gcm.NonceSize():], head)
	if err != nil {
		return "", errBad
	}
	return string(text), nil
}

// Erase deletes the keys of all days before the given one: their sealed texts
// can never be read again, in no copy that is made from now on.
func (s *Store) Erase(before string) error {
	s.write.Lock()
	defer s.write.Unlock()
	err := s.update(func(tx *bolt.Tx) error {
		c := tx.Bucket(inKeys).Cursor()
		for k, v := c.First(); k != nil && string(k) < before; k, v = c.First() {
			// bbolt leaves a deleted value in its free page; what is overwritten first cannot be read there.
			if err := tx.Bucket(inKeys).Put(k, make([]byte, len(v))); err != nil {
				return err
			}
			if err := tx.Bucket(inKeys).Delete(k); err != nil {
				return err
			}
		}
		return nil
	})
	return s.later(err)
}

// dayKey gives the key of a day, making it if there is none.
func (s *Store) dayKey(day string) ([]byte, error) {
	if key, err := s.storedKey(day); key != nil || err != nil {
		return key, err
	}
	s.write.Lock()
	defer s.write.Unlock()
	key := make([]byte, keyLen)
	rand.Read(key)
	err := s.update(func(tx *bolt.Tx) error {
		b := tx.Bucket(inKeys)
		if old := b.Get([]byte(day)); len(old) == keyLen {
			copy(key, old)
			return nil
		}
		return b.Put([]byte(day), key)
	})
	return key, s.later(err)
}

func (s *Store) storedKey(day string) ([]byte, error) {
	var key []byte
	err := s.view(func(tx *bolt.Tx) error {
		if v := tx.Bucket(inKeys).Get([]byte(day)); len(v) == keyLen {
			key = append(key, v...)
		}
		return nil
	})
	return key, err
}

// later says what a failed write beside the record means.
func (s *Store) later(err error) error {
	if err == nil {
		return nil
	}
	return s.notWritten(err)
}

func newGCM(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
