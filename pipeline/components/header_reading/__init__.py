"""Reading the header and the reviewer's credentials: which value is which label's."""
