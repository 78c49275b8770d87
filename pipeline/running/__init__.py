"""Many letters: one function from document to record, run in one process or in several."""
