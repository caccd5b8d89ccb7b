package queue

// Every word of the record is folded, in one of the two ways.
var (
	_ = []visiting{
		Issued{},
		Printed{},
		PrintFailed{},
		Voided{},
		Called{},
		Recalled{},
		Begun{},
		Finished{},
		Absented{},
		WasPutBack{},
		Parked{},
		Unparked{},
		Transferred{},
		Returned{},
		ReturnMarked{},
		Cancelled{},
		Yielded{},
		Reclassified{},
		Approached{},
		Rated{},
	}
	_ = []folding{
		DayOpened{},
		DayClosed{},
		SiteApplied{},
		Undone{},
		Shown{},
		CounterOpened{},
		CounterClosed{},
		CounterPaused{},
		CounterResumed{},
		BlockReserved{},
		Booked{},
	}
)
