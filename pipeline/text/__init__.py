"""Documents and the reading text made from them. Knows nothing of letters and nothing of spaCy."""
