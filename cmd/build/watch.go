package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gloss/internal/build"
	"gloss/internal/preview"
	"gloss/internal/source"
	"gloss/internal/watch"
)

// watchFlags are those of watch alone.
type watchFlags struct {
	addr, editor string
	exact        bool // addr was given: no other port will do
	browse, why  bool
}

func (p program) watchCommand(f *flags, site func(*cobra.Command) *cobra.Command, status *int) *cobra.Command {
	var w watchFlags
	cmd := site(&cobra.Command{Use: "watch", Aliases: []string{"serve"}, Short: "serve a live preview on this computer, and build on every save", Args: cobra.NoArgs})
	cmd.Flags().StringVar(&w.addr, "addr", "127.0.0.1:8080", "where to listen; the next free port if this is not given")
	cmd.Flags().StringVar(&w.editor, "editor", "vscode://file/{path}:{line}:{column}", "the address that opens your editor")
	cmd.Flags().BoolVar(&w.browse, "open", false, "open the site in a browser")
	cmd.Flags().BoolVar(&f.verify, "verify", false, "build a second time with nothing shared after every save, and compare")
	cmd.Flags().BoolVar(&w.why, "explain-rebuild", false, "say for each page that changed which files did")
	cmd.RunE = func(*cobra.Command, []string) (err error) {
		w.exact = cmd.Flags().Changed("addr")
		*status, err = p.watch(*f, w)
		return err
	}
	return cmd
}

var editorScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// runs are schemes whose address is itself a program.
var runs = []string{"javascript:", "data:", "vbscript:"}

func (w watchFlags) check() error {
	_, port, err := net.SplitHostPort(w.addr)
	if err != nil {
		return usage("--addr is HOST:PORT, not %q", w.addr)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return usage("--addr: %q is no port", port)
	}
	scheme := strings.ToLower(editorScheme.FindString(w.editor))
	if w.editor != "" && (scheme == "" || slices.Contains(runs, scheme) || !strings.Contains(w.editor, "{path}")) {
		return usage("--editor is an address with {path}, such as vscode://file/{path}:{line}:{column}, not %q", w.editor)
	}
	return nil
}

// watch builds, serves, and builds again on every change, until it is
// interrupted. Nothing that content says ends it.
func (p program) watch(f flags, w watchFlags) (int, error) {
	r, err := p.request(f)
	if err != nil {
		return 0, err
	}
	if err := w.check(); err != nil {
		return 0, err
	}
	listener, err := preview.Listen(w.addr, w.exact)
	if err != nil {
		return 0, machine(err)
	}
	if !preview.Loopback(w.addr) {
		fmt.Fprintf(p.Stderr, "warning: other computers can reach %s: they can read drafts and everything else that the preview shows\n", listener.Addr())
	}
	watcher, err := watch.New(r.root, source.Folders, watch.Options{})
	if err != nil {
		return 0, machine(err)
	}
	defer watcher.Close()
	ctx, stop := p.interrupted()
	defer stop()
	s := &session{program: p, request: r, watchFlags: w, listener: listener, builder: build.New(r.options)}
	s.server = preview.New(preview.Options{Addr: w.addr, Root: filepath.ToSlash(r.root), Editor: w.editor, Told: s.told})
	built := make(chan struct{})
	go func() {
		defer close(built)
		s.ctx, s.changes = ctx, watcher.Changes()
		s.run()
	}()
	err = s.server.Serve(ctx, listener)
	stop()
	<-built
	if err == nil && s.lied {
		return exitOurs, nil
	}
	return exitDone, machine(err)
}

// interrupted is a context that ends with the program.
func (p program) interrupted() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	if p.Stop != nil {
		go func() {
			select {
			case <-p.Stop:
				stop()
			case <-ctx.Done():
			}
		}()
	}
	return ctx, stop
}
