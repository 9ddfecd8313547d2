package content

// Kind is what a page is; its folder decides.
type Kind uint8

const (
	// Page is a standalone page, such as about.md.
	Page Kind = iota
	// Article is a curated article.
	Article
	// Explainer answers questions: each h2 is one.
	Explainer
	// Term is a page of the glossary.
	Term
	// Fact is a contested or reused figure, name or date, with what each source
	// says.
	Fact
	// Source is a bibliographic record.
	Source
)

// Kinds lists every kind, in the order in which lists group by kind.
var Kinds = []Kind{Explainer, Article, Term, Fact, Source, Page}

type kindNames struct{ folder, singular, reader string }

var kindTable = map[Kind]kindNames{
	Page:      {"", "page", "Page"},
	Article:   {"articles", "article", "Article"},
	Explainer: {"explainers", "explainer", "Explainer"},
	Term:      {"glossary", "term", "Term"},
	Fact:      {"facts", "fact", "Fact"},
	Source:    {"sources", "source", "Source"},
}

// Folder is the folder of content/ that holds the kind, "" for standalone pages.
func (k Kind) Folder() string { return kindTable[k].folder }

// String is the word for one page of the kind, in messages.
func (k Kind) String() string { return kindTable[k].singular }

// Reader is the word for one page of the kind, as readers see it.
func (k Kind) Reader() string { return kindTable[k].reader }

// KindOfFolder finds the kind that a folder of content/ holds.
func KindOfFolder(folder string) (Kind, bool) {
	for _, k := range Kinds {
		if folder != "" && k.Folder() == folder {
			return k, true
		}
	}
	return Page, false
}

// Category is what a term is about.
type Category string

// Categories lists the categories in the order in which the glossary shows them.
var Categories = []Category{"group", "person", "place", "ideology", "law", "institution", "concept", "event"}

// Reader gives the word for one term of the category, and for several.
func (c Category) Reader() (one, many string) {
	switch c {
	case "group":
		return "Group", "Groups"
	case "person":
		return "Person", "People"
	case "place":
		return "Place", "Places"
	case "ideology":
		return "Ideology", "Ideologies"
	case "law":
		return "Law", "Laws"
	case "institution":
		return "Institution", "Institutions"
	case "concept":
		return "Concept", "Concepts"
	case "event":
		return "Event", "Events"
	}
	return string(c), string(c)
}
