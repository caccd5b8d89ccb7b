package main

import (
	"context"
	"fmt"
	"os"

	"motcua/internal/centre"
	"motcua/internal/store"
)

// siteCmd is the site document.
type siteCmd struct {
	Check  siteCheckCmd  `cmd:"" help:"Read a site document and tell every error with its place."`
	Apply  siteApplyCmd  `cmd:"" help:"Put a site document in force; the hub of this data directory must not be running."`
	Export siteExportCmd `cmd:"" help:"Write the document in force."`
}

type siteCheckCmd struct {
	File string `arg:"" help:"File or built-in name."`
}

// Run tells what the document says, or what is wrong with it.
func (c *siteCheckCmd) Run() error {
	site, _, err := readSite(c.File)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d agencies, %d rooms, %d zones, %d counters, %d services; no errors\n",
		site.Name, len(site.Agencies), len(site.Rooms), len(site.Zones), len(site.Counters), len(site.Services))
	return nil
}

type siteApplyCmd struct {
	dataFlag
	File string `arg:"" help:"File or built-in name."`
}

// Run writes the document into the record; the same one again changes nothing.
func (c *siteApplyCmd) Run(ctx context.Context) (err error) {
	data, err := c.dir()
	if err != nil {
		return err
	}
	a, err := openOffice(ctx, officeOptions{Data: data, Site: c.File, Listen: "127.0.0.1:0", Say: say})
	if err != nil {
		return err
	}
	fmt.Println("in force:", a.site.Hash())
	return a.Close()
}

type siteExportCmd struct {
	dataFlag
	Canonical bool `help:"Write it in the canonical order instead of as it was applied."`
}

// Run prints the document.
func (c *siteExportCmd) Run() error {
	return withStore(c.dataFlag, func(st *store.Store) error {
		document, err := st.Document()
		if err != nil {
			return recordProblem(err)
		}
		if document == nil {
			return notPossible("no site document has been applied yet; kiosk site apply FILE does it")
		}
		if c.Canonical {
			site, err := centre.Parse("the site document of the record", document)
			if err != nil {
				return err
			}
			document = centre.Export(site)
		}
		_, err = os.Stdout.Write(document)
		return err
	})
}
