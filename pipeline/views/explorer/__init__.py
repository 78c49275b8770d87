"""The corpus: a local page over a results folder, with search, filters and a table of items.

`index_file.open_index(folder)` makes (or finds) the index, `server.make_server(...)` serves it.
"""
