package kiosk

// Button is what a visitor can press.
type Button string

// The buttons. Those marked (value) name what they stand for in Touch.Value.
const (
	PressTake     Button = "take"
	PressCollect  Button = "collect"
	PressLookUp   Button = "look-up"
	PressBooking  Button = "booking"
	PressAgency   Button = "agency"  // (value) agency
	PressUnsure   Button = "unsure"  // not sure where: the centre's own desk
	PressService  Button = "service" // (value) service
	PressMore     Button = "more"    // next page of a list
	PressSearch   Button = "search"
	PressFound    Button = "found" // (value) key of a procedure
	PressPapers   Button = "papers"
	PressPriority Button = "priority"
	PressClass    Button = "class" // (value) class, "" for none
	PressPrint    Button = "print"
	PressPhone    Button = "phone"
	PressDone     Button = "done"
	PressNoPhone  Button = "no-phone"
	PressNoted    Button = "noted"
	PressAgain    Button = "again" // print the slip that may not have come out
	PressGiveUp   Button = "give-up"
	PressFile     Button = "file"  // a number for the dossier on the screen
	PressOther    Button = "other" // look up another one
	PressEnter    Button = "enter" // the typed code is complete
	PressKey      Button = "key"   // (value) a letter
	PressErase    Button = "erase"
	PressClear    Button = "clear"
	PressShift    Button = "shift" // letters or digits
	PressBack     Button = "back"
	PressHome     Button = "home"
	PressLanguage Button = "language"
	PressLarge    Button = "large"
	PressLow      Button = "low"
	PressHelp     Button = "help"
	PressYes      Button = "yes" // of the question that stands above the page
	PressNo       Button = "no"
)

// Touch is one press that counted.
type Touch struct {
	Button Button
	Value  string
}
