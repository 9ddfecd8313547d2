// Package browser tries the live preview in a real browser: the program serves a
// site, Chromium shows it, files are saved.
package browser
