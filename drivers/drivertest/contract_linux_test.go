package drivertest_test

import (
	"testing"

	"motcua/drivers/drivertest"
)

func TestPrinter_KeepsItsContractOnASerialLine(t *testing.T) {
	drivertest.Printer(t, drivertest.PTY())
}

func TestScanner_KeepsItsContractOnASerialLine(t *testing.T) {
	drivertest.Scanner(t, drivertest.PTYScanner())
}
