"""The report: tables and plots that answer what the yearly reports on Independent Medical Review answer.

`read_corpus(folder)` counts a results folder, `report_of(corpus)` makes the tables, and `terminal`, `markdown`,
`csv_files` and `html` write them.
"""
