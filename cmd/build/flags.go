package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gloss"
	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/diag"
)

// flags are what the commands share.
type flags struct {
	root, out, baseURL, at, format, stats string
	drafts, strict, verify, quiet         bool
	copied                                string
	reports                               bool // of check
	jobs                                  int
}

// command wires the command line. status receives what a command that ran
// through found.
func (p program) command(status *int) *cobra.Command {
	var f flags
	root := &cobra.Command{
		Use:           "build",
		Short:         "build content/ into public/",
		Args:          noCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(*cobra.Command, []string) (err error) {
			*status, err = p.build(f)
			return err
		},
	}
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().StringVar(&f.root, "root", ".", "the folder that holds content/")
	reading := func(cmd *cobra.Command) *cobra.Command {
		cmd.Flags().StringVar(&f.baseURL, "base-url", "", "where the site will stand; a path in it is honoured in every address")
		cmd.Flags().BoolVar(&f.drafts, "drafts", false, "drafts too, marked, and the site not to be indexed")
		cmd.Flags().StringVar(&f.at, "at", "", "the moment the site is built for: 2026-11-15, or 2026-11-15T09:00:00Z (default now)")
		cmd.Flags().StringVar(&f.format, "format", "text", "what is reported as text or json")
		cmd.Flags().IntVar(&f.jobs, "jobs", 0, "how many goroutines work (default one for each processor)")
		return cmd
	}
	site := func(cmd *cobra.Command) *cobra.Command {
		reading(cmd).Flags().BoolVar(&f.strict, "strict", false, "warnings fail")
		cmd.Flags().StringVar(&f.stats, "stats", "", "write figures about the build to this file, as JSON")
		cmd.Flags().BoolVar(&f.quiet, "quiet", false, "say nothing but problems")
		cmd.Flags().StringVar(&f.out, "out", "public", "the output folder, relative to the root")
		return cmd
	}
	site(root).Flags().BoolVar(&f.verify, "verify", false, "build a second time with nothing shared, and compare")
	var to string
	tryAlias := reading(&cobra.Command{Use: `try-alias "TEXT"`, Short: "which pages would gain, lose or change links if TEXT became an alias", Args: cobra.ExactArgs(1), RunE: func(_ *cobra.Command, args []string) (err error) {
		*status, err = p.tryAlias(f, args[0], to)
		return err
	}})
	tryAlias.Flags().StringVar(&to, "to", "", "the term that it would be a name of, by slug, title or alias (default a new term)")
	check := site(&cobra.Command{Use: "check [PATH…]", Short: "report every problem, write nothing", RunE: func(_ *cobra.Command, paths []string) (err error) {
		*status, err = p.check(f, paths)
		return err
	}})
	check.Flags().StringVar(&f.copied, "copied", "", "texts that nothing may be copied from: a folder of .txt files, one of them, or their hashes")
	check.Flags().BoolVar(&f.reports, "report", false, "say on standard output what an editor may want to know of the terms")
	root.AddCommand(
		p.watchCommand(&f, site, status),
		check,
		&cobra.Command{Use: `new KIND "Title"`, Short: "scaffold an article, explainer, term, fact, source or page", Args: cobra.ExactArgs(2), RunE: func(_ *cobra.Command, args []string) error {
			return p.scaffold(f, args[0], args[1])
		}},
		reading(&cobra.Command{Use: "links FILE", Short: "explain every link decision in one page: linked, skipped, and why", Args: cobra.ExactArgs(1), RunE: func(_ *cobra.Command, args []string) (err error) {
			*status, err = p.links(f, args[0])
			return err
		}}),
		tryAlias,
		&cobra.Command{Use: "explain CODE", Short: "the full story of one diagnostic code", Args: cobra.MaximumNArgs(1), RunE: func(_ *cobra.Command, args []string) error {
			return p.explain(args)
		}},
		&cobra.Command{Use: "version", Short: "version, Go version, revision", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
			return p.version()
		}},
	)
	return root
}

// names are the commands; later are those whose names are taken.
var (
	names = []string{"watch", "serve", "check", "new", "links", "try-alias", "explain", "version"}
	later = []string{"stale", "rename", "schema", "cms", "lsp", "import", "publish"}
)

// noCommand refuses words that are no command, with the one that was meant.
func noCommand(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if slices.Contains(later, args[0]) {
		return usage("the command %q is not part of this version", args[0])
	}
	if near := diag.Nearest(args[0], names); near != "" {
		return usage("there is no command %q; did you mean %s?", args[0], near)
	}
	return usage("there is no command %q; there are %s, and none to build", args[0], strings.Join(names, ", "))
}

// request is the flags, read.
type request struct {
	flags
	root, out string // absolute
	at        content.Moment
	options   build.Options
}

func (p program) request(f flags) (request, error) {
	r := request{flags: f}
	if f.format != "text" && f.format != "json" {
		return r, usage("--format is text or json, not %q", f.format)
	}
	if f.jobs < 0 || f.jobs > 1024 {
		return r, usage("--jobs is a number from 0 to 1024, not %d", f.jobs)
	}
	var err error
	if r.root, err = filepath.Abs(f.root); err != nil {
		return r, machine(err)
	}
	if info, err := os.Stat(filepath.Join(r.root, content.Root)); err != nil || !info.IsDir() {
		return r, usage("there is no folder content/ in %s: name the folder that holds it with --root", r.root)
	}
	r.out = f.out
	if f.out == "" {
		return r, usage("--out names a folder")
	}
	if !filepath.IsAbs(r.out) {
		r.out = filepath.Join(r.root, r.out)
	}
	if f.baseURL != "" {
		if r.options.BaseURL, err = content.CleanBaseURL(f.baseURL); err != nil {
			return r, usage("--base-url: %v", err)
		}
	}
	if r.at, err = p.moment(f.at); err != nil {
		return r, err
	}
	r.options.Drafts, r.options.Jobs = f.drafts, f.jobs
	r.options.Theme, err = theme()
	return r, machine(err)
}

// moment reads --at, else SOURCE_DATE_EPOCH, else the clock.
func (p program) moment(at string) (content.Moment, error) {
	if at != "" {
		m, err := content.ParseMoment(at)
		if err != nil {
			return m, usage("--at: %v", err)
		}
		return m, nil
	}
	if epoch := p.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return content.Moment{}, usage("SOURCE_DATE_EPOCH is a number of seconds since 1970, not %q", epoch)
		}
		return content.Moment{Time: time.Unix(seconds, 0).UTC()}, nil
	}
	return content.Moment{Time: time.Now().UTC()}, nil
}

// theme reads the embedded templates/ and static/.
func theme() (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(gloss.Theme, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = gloss.Theme.ReadFile(path)
		return err
	})
	return files, err
}
