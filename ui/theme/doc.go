// Package theme is the look of the house: the colour tokens, the type in its
// five weights, and the fyne theme for the few stock widgets. It knows no
// screen and no word.
package theme
