package search

import (
	"bytes"
	"cmp"
	"encoding/json"

	"gloss/internal/render"
)

// start is the first file: where everything else is.
type start struct {
	Version int               `json:"version"`
	Count   int               `json:"count"` // of all records
	Kinds   []kindStart       `json:"kinds"`
	Words   [][2]string       `json:"words"`          // of each shard of words: its first word, its name
	Size    int               `json:"size"`           // how many records a file of them holds
	Parts   []string          `json:"parts"`          // names of the files of records
	Rows    []json.RawMessage `json:"rows,omitempty"` // all records, where there are no such files
}

// kindStart is the number of the first record of a kind.
type kindStart struct {
	Kind string `json:"kind"`
	From int    `json:"from"`
}

// row is a record as the script gets it; what it does not have is left out.
type row struct {
	URL   string   `json:"u"`
	Title string   `json:"t"`
	Names []string `json:"n,omitempty"`
	Short string   `json:"s,omitempty"`
	Where string   `json:"w,omitempty"`
	Lang  string   `json:"l,omitempty"`
	Dir   string   `json:"d,omitempty"`
}

// records makes the files of records, or puts all into the first file where they
// are few.
func (x *builder) records(pages []render.FoundPage, order [][]uint32) {
	count := 0
	var kinds [len(render.FoundKinds)]int
	for i := range pages {
		count += len(order[i])
		for j := range pages[i].Found {
			kinds[pages[i].Found[j].Kind]++
		}
	}
	rows, size := make([]json.RawMessage, count), 0
	for i := range pages {
		for j := range pages[i].Found {
			r := &pages[i].Found[j]
			out := row{URL: r.URL, Title: r.Title, Names: r.Names, Short: r.Short, Where: cmp.Or(r.Where, r.By)}
			if r.Language != nil {
				out.Lang, out.Dir = r.Language.Lang, r.Language.Dir
			}
			data := encoded(out)
			rows[order[i][j]] = data
			size += len(data)
		}
	}
	x.start.Version, x.start.Count, x.start.Size = version, count, partRecords
	from := 0
	for kind, n := range kinds {
		if n > 0 {
			x.start.Kinds = append(x.start.Kinds, kindStart{render.FoundKinds[kind].Kind, from})
		}
		from += n
	}
	if size <= inlineBytes {
		x.start.Rows = rows
		return
	}
	for ; len(rows) > 0; rows = rows[min(partRecords, len(rows)):] {
		part := append(bytes.Join(toBytes(rows[:min(partRecords, len(rows))]), []byte(",")), ']')
		x.start.Parts = append(x.start.Parts, x.put(append([]byte("["), part...)))
	}
}

func toBytes(rows []json.RawMessage) [][]byte {
	all := make([][]byte, len(rows))
	for i, r := range rows {
		all[i] = r
	}
	return all
}

// encoded is JSON that is not meant to stand in HTML.
func encoded(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // text and numbers always can be written
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
