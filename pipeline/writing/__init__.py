"""Output files. Writers take records and problems, and know nothing of spaCy."""
