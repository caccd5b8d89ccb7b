// Package assets holds the bytes the programs carry with them: fonts, icons,
// the sentences people read, and sample sites. It knows no rule, no screen and
// no wire; it hands out bytes and words and nothing else.
package assets
