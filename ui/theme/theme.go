package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	stock "fyne.io/fyne/v2/theme"
)

// Theme dresses the few stock widgets (entries) like the rest of the house.
// It ignores light and dark: a wall must not turn because a desktop did.
type Theme struct{}

var colours = map[fyne.ThemeColorName]color.Color{
	stock.ColorNameBackground:        Cream,
	stock.ColorNameForeground:        Ink,
	stock.ColorNamePrimary:           Teal700,
	stock.ColorNameForegroundOnError: White,
	stock.ColorNameError:             Lacquer,
	stock.ColorNameSuccess:           Jade,
	stock.ColorNameWarning:           Amber,
	stock.ColorNameInputBackground:   Paper,
	stock.ColorNameInputBorder:       Tap,
	stock.ColorNameButton:            Paper,
	stock.ColorNameHover:             None,
	stock.ColorNameFocus:             Teal100,
	stock.ColorNameSelection:         Teal100,
	stock.ColorNamePlaceHolder:       Ink2,
	stock.ColorNameDisabled:          Sand700,
	stock.ColorNameSeparator:         Sand200,
	stock.ColorNameOverlayBackground: Paper,
	stock.ColorNameMenuBackground:    Paper,
	stock.ColorNameShadow:            None,
}

// Color implements fyne.Theme.
func (Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := colours[name]; ok {
		return c
	}
	return stock.DefaultTheme().Color(name, stock.VariantLight)
}

// Font implements fyne.Theme: everything designed names its weight itself.
func (Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return stock.DefaultTheme().Font(style)
	case style.Bold:
		return Face(Bold)
	}
	return Face(Medium)
}

// Icon implements fyne.Theme.
func (Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return stock.DefaultTheme().Icon(name)
}

// Size implements fyne.Theme.
func (Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case stock.SizeNameInputRadius, stock.SizeNameSelectionRadius:
		return 12
	case stock.SizeNameInputBorder:
		return 1.5
	case stock.SizeNameText:
		return 15
	}
	return stock.DefaultTheme().Size(name)
}
