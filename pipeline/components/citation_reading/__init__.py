"""Grammar of guideline citations over the tags of the rules: bodies, titles, editions, chapters, sections, pages."""
