package lan

import (
	"net/http"
	"time"

	"motcua/internal/centre"
	"motcua/internal/queue"
)

// The centre as /v1/site tells it; names are in the language of the caller.
type (
	// Site is the centre as constituted.
	Site struct {
		Name      string      `json:"name"`
		Place     string      `json:"place,omitempty"`
		Hotline   string      `json:"hotline,omitempty"`
		Languages []string    `json:"languages" nullable:"false"`
		Agencies  []SiteThing `json:"agencies" nullable:"false"`
		Rooms     []SiteThing `json:"rooms" nullable:"false"`
		Zones     []SiteThing `json:"zones" nullable:"false"`
		Counters  []SiteDesk  `json:"counters" nullable:"false"`
		Services  []Service   `json:"services" nullable:"false"`
		Classes   []SiteClass `json:"classes" nullable:"false"`
		Reasons   SiteReasons `json:"reasons"`
		Rating    SiteRating  `json:"rating"`
	}
	// SiteThing is anything with an id and a name.
	SiteThing struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	// SiteDesk is a counter of the centre.
	SiteDesk struct {
		ID       string   `json:"id"`
		Label    string   `json:"label"`
		Room     string   `json:"room"`
		Zone     string   `json:"zone"`
		Services []string `json:"services" nullable:"false"`
	}
	// Service is a reason to come.
	Service struct {
		ID      string  `json:"id"`
		Name    string  `json:"name"`
		Agency  string  `json:"agency"`
		Series  string  `json:"series"`
		Minutes float64 `json:"minutes"`
		Kind    string  `json:"kind,omitempty"`
	}
	// Services is the list of services.
	Services struct {
		Services []Service `json:"services" nullable:"false"`
	}
	// SiteClass is a kind of visitor; HeadStart is in minutes.
	SiteClass struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		HeadStart int    `json:"head_start"`
	}
	// SiteReasons are the lists an officer chooses from.
	SiteReasons struct {
		Pause  []SiteThing `json:"pause" nullable:"false"`
		Call   []SiteThing `json:"call" nullable:"false"`
		Cancel []SiteThing `json:"cancel" nullable:"false"`
		Park   []SiteThing `json:"park" nullable:"false"`
	}
	// SiteRating is what a visitor is asked.
	SiteRating struct {
		Questions []SiteQuestion `json:"questions" nullable:"false"`
	}
	// SiteQuestion is one question with its scale, from 1 to Scale.
	SiteQuestion struct {
		ID    string `json:"id"`
		Text  string `json:"text,omitempty"`
		Scale int    `json:"scale"`
	}
)

func siteOf(c *centre.Site, lang string) Site {
	s := Site{
		Name: c.Name, Place: c.Place.In(lang), Hotline: c.Hotline, Languages: c.Languages,
		Agencies: things(c.Agencies, func(a centre.Agency) SiteThing { return SiteThing{a.ID, a.Name.In(lang)} }),
		Rooms:    things(c.Rooms, func(r centre.Room) SiteThing { return SiteThing{r.ID, r.Name.In(lang)} }),
		Zones:    things(c.Zones, func(z centre.Zone) SiteThing { return SiteThing{z.ID, z.Name.In(lang)} }),
		Counters: things(c.Counters, func(d centre.Counter) SiteDesk {
			return SiteDesk{d.ID, d.Label, d.Room, d.Zone, append([]string{}, d.Services...)}
		}),
		Services: servicesOf(c, lang),
		Classes: things(c.Classes, func(k centre.Class) SiteClass {
			return SiteClass{k.ID, k.Name.In(lang), int(k.HeadStart / time.Minute)}
		}),
		Rating: SiteRating{things(c.Rating.Questions, func(q centre.Question) SiteQuestion {
			return SiteQuestion{q.ID, q.Text.In(lang), q.Scale}
		})},
	}
	if name := c.Names.In(lang); name != "" {
		s.Name = name
	}
	reason := func(r centre.Reason) SiteThing { return SiteThing{r.ID, r.Name.In(lang)} }
	s.Reasons = SiteReasons{
		Pause: things(c.Reasons.Pause, reason), Call: things(c.Reasons.Call, reason),
		Cancel: things(c.Reasons.Cancel, reason), Park: things(c.Reasons.Park, reason),
	}
	return s
}

func servicesOf(c *centre.Site, lang string) []Service {
	return things(c.Services, func(v centre.Service) Service {
		return Service{v.ID, v.Name.In(lang), v.Agency, v.Series, v.Minutes, v.Kind}
	})
}

// things is never nil, so that an empty list is [] on the wire.
func things[A, B any](list []A, as func(A) B) []B {
	told := make([]B, len(list))
	for i := range list {
		told[i] = as(list[i])
	}
	return told
}

// site is the document in force; sites never change, so it may leave the loop.
func (q *request) site() (site *centre.Site, err error) {
	err = q.look(func(st *queue.State, _ uint64) error { site = st.Site(); return nil })
	return site, err
}

func getSite(q *request) error {
	c, err := q.site()
	if err != nil {
		return err
	}
	return q.answer(http.StatusOK, siteOf(c, q.lang))
}

func getServices(q *request) error {
	c, err := q.site()
	if err != nil {
		return err
	}
	return q.answer(http.StatusOK, Services{servicesOf(c, q.lang)})
}

// getDocument gives screens the whole document but for what concerns the
// machine room: devices, provincial and messaging addresses.
func getDocument(q *request) error {
	c, err := q.site()
	if err != nil {
		return err
	}
	public := *c
	public.Province, public.Notify = nil, nil
	return q.raw(http.StatusOK, "application/toml; charset=utf-8", centre.Export(&public))
}
