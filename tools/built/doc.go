// Package built looks at a site as it was built, with no knowledge of how: which
// pages there are and of which type (Pages), and the site as a host serves it,
// under its path and with the headers of its _headers (Serve).
//
// It takes the folder that the program wrote and never changes it. The pages
// are found among its files and compared with sitemap.xml; none is typed by hand.
package built
