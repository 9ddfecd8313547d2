// Package tools holds what only developers run: a module of its own, so that
// nothing here is a dependency of the site generator.
package tools
