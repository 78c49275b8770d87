"""The words that code needs to know, each taken from `patterns/vocabularies` or `patterns/fragments`."""
