package drivertest_test

import (
	"testing"

	"go.uber.org/goleak"

	"motcua/drivers/drivertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestPrinter_KeepsItsContractInMemory(t *testing.T) { drivertest.Printer(t, drivertest.Mem()) }

func TestPrinter_KeepsItsContractOverTCP(t *testing.T) { drivertest.Printer(t, drivertest.TCP()) }

func TestScanner_TwinKeepsItsContract(t *testing.T) {
	drivertest.Scanner(t, drivertest.TwinScanner())
}
