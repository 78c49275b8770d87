"""From a Doc's spans to the record: pure functions, no I/O, no searching in the text."""
