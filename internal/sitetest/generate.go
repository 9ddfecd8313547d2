//go:build ignore

// Generate makes testdata/hashes.txt from a folder of source texts (*.txt):
//
//	go run internal/sitetest/generate.go ../shared/sources
//
// With -check it writes nothing and fails if the committed file is another.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"gloss/internal/check/copied"
)

func main() {
	log.SetFlags(0)
	check := flag.Bool("check", false, "only compare")
	out := flag.String("o", filepath.FromSlash("internal/check/copied/testdata/hashes.txt"), "the file to make")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: go run generate.go [-check] [-o FILE] FOLDER")
	}
	texts, err := filepath.Glob(filepath.Join(flag.Arg(0), "*.txt"))
	if err != nil {
		log.Fatal(err)
	}
	if len(texts) == 0 {
		log.Fatalf("there is no *.txt in %s", flag.Arg(0))
	}
	set := copied.Set{}
	for _, path := range texts {
		text, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		set.Add(text)
	}
	data := set.Marshal()
	if *check {
		have, err := os.ReadFile(*out)
		if err != nil {
			log.Fatal(err)
		}
		if !bytes.Equal(have, data) {
			log.Fatalf("%s is not what the texts in %s give: run this without -check", *out, flag.Arg(0))
		}
	} else if err := os.WriteFile(*out, data, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d texts, %d runs of %d words\n", len(texts), len(set), copied.Run)
}
