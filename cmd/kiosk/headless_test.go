//go:build headless

package main

const hasWindows = false
