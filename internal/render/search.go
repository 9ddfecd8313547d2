package render

// Where the files of search stand in the output. Those in the folder have a hash
// of their bytes in their names.
const (
	SearchIndex  = "search/index.json"
	SearchShards = "search/shards/"
)

const (
	searchPath   = "/search/"
	searchStyle  = "search.css" // in static/, as the script is
	searchScript = "search.js"
)

// searchURL is the address of the page, "" for a site without search.
func (v *viewer) searchURL() string {
	if v.names.Site.NoSearch {
		return ""
	}
	return v.names.URL(searchPath)
}

func (v *viewer) search(assets *Assets) SearchPage {
	const deck = "Search every question, term, fact and article."
	s := SearchPage{Frame: v.frame("search", "Search", deck, searchPath), Deck: deck, Index: v.names.URL("/" + SearchIndex), Kinds: FoundKinds[:]}
	s.Style, s.Script = v.published(assets, searchStyle), v.published(assets, searchScript)
	s.Ways = []Link{
		{Title: "Questions", URL: v.names.URL("/questions/")},
		{Title: "Glossary", URL: v.names.URL("/glossary/")},
		{Title: "Explainers", URL: v.names.URL("/explainers/")},
		{Title: "Articles", URL: v.names.URL("/articles/")},
		{Title: "Facts", URL: v.names.URL("/facts/")},
		{Title: "Sources", URL: v.names.URL("/sources/")},
	}
	return s
}

// published is the address of a file of static/, "" where it is not there.
func (v *viewer) published(assets *Assets, name string) string {
	if p := assets.Names[name]; p != "" {
		return v.names.URL("/" + p)
	}
	return ""
}
