package centre

import "time"

// DefaultClasses are the classes of a site document that lists none. No
// national rule fixes an order at one-stop counters, so a site may change them.
func DefaultClasses() []Class {
	return []Class{
		{ID: Ordinary, Name: Text{"vi": "Thông thường", "en": "Ordinary"}},
		{ID: "elderly", Name: Text{"vi": "Từ đủ 60 tuổi", "en": "Aged 60 or over"}, HeadStart: 30 * time.Minute, Asked: true},
		{ID: "disabled", Name: Text{"vi": "Người khuyết tật", "en": "Person with a disability"}, HeadStart: 30 * time.Minute, Asked: true},
		{ID: "pregnant", Name: Text{"vi": "Phụ nữ mang thai, có con dưới 36 tháng", "en": "Pregnant, or with a child under 36 months"}, HeadStart: 30 * time.Minute, Asked: true},
		{ID: "merit", Name: Text{"vi": "Người có công", "en": "Person of merit"}, HeadStart: 30 * time.Minute, Asked: true},
		{ID: "child", Name: Text{"vi": "Trẻ em đi một mình", "en": "Child alone"}, HeadStart: 30 * time.Minute, Asked: true},
		{ID: Appointment, Name: Text{"vi": "Có lịch hẹn", "en": "Appointment"}, HeadStart: 20 * time.Minute},
		{ID: Return, Name: Text{"vi": "Quay lại bổ sung", "en": "Return with papers"}, HeadStart: 20 * time.Minute},
	}
}

// DefaultVoice is what is said where a site document says nothing else.
func DefaultVoice() Voice {
	return Voice{
		Level: 0.8,
		Call:  Text{"vi": "Mời công dân có số {number}, đến quầy số {counter}.", "en": "Number {number}, counter {counter}."},
		Brief: Text{"vi": "Số {number}, quầy {counter}.", "en": "{number}, counter {counter}."},
	}
}
