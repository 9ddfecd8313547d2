// Command build makes an explainer site: it builds content/ into public/.
//
// With no command it builds. watch serves a live preview; check reports every
// problem and writes nothing; new scaffolds a page; links explains the links of one
// page and try-alias what another name would change; explain tells the story of one
// diagnostic code; version
// says what this is. Exit status: 0 done; 1 the content has errors, and nothing
// was published; 2 the command line is wrong; 3 the machine failed; 4 our own
// fault. This package reads flags, wires the stages and says what came of it;
// whatever the site is made of happens in internal/.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"
	_ "time/tzdata" // time zones on machines that have none

	"gloss/internal/publish"
)

// The exit statuses of the contract, section 1.
const (
	exitDone = iota
	exitContent
	exitUsage
	exitMachine
	exitOurs
)

// program is main with its surroundings, so that tests can run it.
type program struct {
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Stop           <-chan struct{} // ends watch, beside an interrupt; nil for never
	TooLong        time.Duration   // how long watch waits for a build; 0 for tooLong
}

func main() {
	p := program{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
	os.Exit(p.run(os.Args[1:]))
}

// failure is an error with its exit status.
type failure struct {
	status int
	err    error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func usage(format string, args ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, args...)}
}

func machine(err error) error {
	var refused *publish.RefusedError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, publish.ErrMisuse):
		return &failure{exitOurs, err}
	case errors.As(err, &refused):
		return &failure{exitUsage, err}
	}
	return &failure{exitMachine, err}
}

// run executes one command line and gives the exit status.
func (p program) run(args []string) (status int) {
	defer func() {
		if v := recover(); v != nil {
			fmt.Fprintf(p.Stderr, "internal error: %v\n%s", v, debug.Stack())
			status = exitOurs
		}
	}()
	status = exitDone
	cmd := p.command(&status)
	cmd.SetArgs(args)
	err := cmd.Execute()
	if err == nil {
		return status
	}
	fmt.Fprintf(p.Stderr, "error: %v\n", err)
	var f *failure
	if errors.As(err, &f) {
		return f.status
	}
	return exitUsage // what cobra refuses
}
