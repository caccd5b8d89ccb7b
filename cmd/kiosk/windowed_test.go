//go:build !headless

package main

const hasWindows = true
