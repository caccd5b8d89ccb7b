package lan

import (
	"context"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/mdns"

	"motcua/internal/centre"
)

const (
	// service is how a hub names itself on the local network.
	service = "_motcua._tcp"
	// usual is where a hub listens that was told nothing.
	usual = "http://127.0.0.1:8440"
	// listen is how long answers of the network are waited for.
	listen = 700 * time.Millisecond
)

// Find says where the hub is: the address that was given, else what the local
// network names, else the address a hub of this machine wrote down, else the
// usual one. It is a hint: who to trust is decided when connecting.
func Find(ctx context.Context, given, addressFile string) string {
	if given != "" {
		return given
	}
	if b, err := os.ReadFile(addressFile); err == nil {
		if line := strings.TrimSpace(string(b)); line != "" {
			return line
		}
	}
	if named := ask(ctx); named != "" {
		return named
	}
	return usual
}

// ask puts the question to the local network.
func ask(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, listen+time.Second)
	defer cancel()
	found := make(chan *mdns.ServiceEntry, 8) // more hubs than a site has
	p := mdns.DefaultParams(service)
	p.Entries, p.Timeout, p.DisableIPv6 = found, listen, true
	p.Logger = log.New(io.Discard, "", 0)
	if err := mdns.QueryContext(ctx, p); err != nil {
		return ""
	}
	select {
	case e := <-found:
		if e.AddrV4 != nil {
			return "http://" + net.JoinHostPort(e.AddrV4.String(), strconv.Itoa(e.Port))
		}
	default:
	}
	return ""
}

// AwaitSite asks for the site document until the hub is there; waiting is
// called once, if it is not there yet.
func (c *Client) AwaitSite(ctx context.Context, waiting func()) (*centre.Site, error) {
	const patience, pause = 3 * time.Second, 500 * time.Millisecond
	for {
		try, cancel := context.WithTimeout(ctx, patience)
		site, err := c.Site(try)
		cancel()
		if err == nil {
			return site, nil
		}
		if waiting != nil {
			waiting()
			waiting = nil
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, err
		}
	}
}
