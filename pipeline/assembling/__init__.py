"""The post-processor: from a letter's tags to its record. Pure functions, no spaCy, no searching in the text."""
