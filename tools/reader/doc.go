// Package reader holds what readers are promised, in a real browser: the real
// site and a small one with everything in it (site/) are built, served as a host
// serves them, and shown by Chromium.
//
// GLOSS_LONG tries every page type at every size and theme; without it a
// selection is tried. axe and Lighthouse are found in the node_modules that
// GLOSS_NODE names, or here. What is missing skips its tests with a line, and
// fails them under GLOSS_NO_SKIP.
package reader
