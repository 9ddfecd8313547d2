package render

// Where the files of search stand in the output. Those in the folder have a hash
// of their bytes in their names.
const (
	SearchIndex  = "search/index.json"
	SearchShards = "search/shards/"
)

const (
	searchPath   = "/search/"
	searchScript = "search.js" // in static/
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
	s.NoIndex = true // what is worth finding stands on other pages
	if script := assets.Names[searchScript]; script != "" {
		s.Script = v.names.URL("/" + script)
	}
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
