package source

import "strings"

// Skips reports whether a site is read without what stands at a path from the
// root, because of the name of it or of a folder that holds it.
func Skips(path string) bool {
	top, rest, _ := strings.Cut(path, "/")
	for rest != "" {
		var name string
		if name, rest, _ = strings.Cut(rest, "/"); ignored(top, name) {
			return true
		}
	}
	return false
}

// ignored applies what Ignored says to content and templates. static/ may hold
// hidden files that hosts read (.well-known), but none that systems leave.
func ignored(top, name string) bool {
	if top == "static" && strings.HasPrefix(name, ".") {
		return name == ".DS_Store" || name == ".git" || strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, "~")
	}
	return Ignored(name)
}

// Ignored reports whether a file or folder of this name is no part of a site:
// hidden files and what editors leave beside a file that is open.
func Ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".tmp") ||
		len(name) > 1 && strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}
