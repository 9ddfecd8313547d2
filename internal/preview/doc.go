// Package preview serves a site over HTTP while it is written (contract,
// section 7).
//
// A Server is shown one built site after another and serves the latest from
// memory: the bytes that a build writes, with one script tag added to the
// response where it is HTML. Each site shown is a generation. It is served from
// the moment that it is shown; its pages are made when they are asked for, and
// then compared with what was announced before, those that a browser has open
// first. An event names the pages that differ. So after an event of generation N
// every answer is of generation N or later, and what an event does not name did
// not change.
//
//	generation.go  what is served: a site, and last good versions of pages in trouble
//	show.go        from one generation to the next; a fresh error waits a moment
//	announce.go    which pages changed: by their bytes
//	streams.go     who listens, and to which pages
//	answer.go      an address of the site to bytes, a redirect or the 404 page
//	guard.go       who may ask at all
//
// Nothing here reads or writes a file: every answer comes from the site in memory.
// Only browsers on pages of the preview itself can read an answer.
package preview
