"""The output's model. Imports nothing of the package and nothing of spaCy."""
