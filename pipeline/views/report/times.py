"""How long it took: calendar days between the dates of a letter's header."""

from __future__ import annotations

from statistics import quantiles

from pipeline.views.report.corpus import Corpus, Days
from pipeline.views.report.tables import Cell, Column, Table

_DAY_COLUMNS = (
    Column("Letters", "letters"),
    Column("Median", "median_days"),
    Column("First quartile", "first_quartile_days"),
    Column("Third quartile", "third_quartile_days"),
    Column("Least", "least_days"),
    Column("Most", "most_days"),
    Column("Dates reversed", "dates_reversed"),
    Column("A date missing", "date_missing"),
)


def _day_cells(days: Days) -> tuple[Cell, ...]:
    lengths = days.lengths
    if not lengths:
        return (0, None, None, None, None, None, days.backwards, days.unknown)
    first, median, third = quantiles(lengths, n=4, method="inclusive") if len(lengths) > 1 else [lengths[0]] * 3
    least, most = min(lengths), max(lengths)
    return (len(lengths), float(median), float(first), float(third), least, most, days.backwards, days.unknown)


def times(corpus: Corpus) -> Table:
    """Medians and quartiles of each stretch of time."""
    return Table(
        "times",
        "From injury to decision",
        "Calendar days between two dates of the letter's header, one count per letter. Letters whose later date stands "
        "before the earlier one, or that lack a date, are counted at the right and enter no median.",
        (Column("From … to", "stretch"), *_DAY_COLUMNS),
        tuple((name, *_day_cells(days)) for name, days in corpus.stretches.items()),
    )


def decision_times(corpus: Corpus) -> Table:
    """From assignment to decision, year by year."""
    return Table(
        "assignment_to_decision_by_year",
        "From assignment to decision, by year",
        "Calendar days from the assignment to the decision, by the year of the decision. When the medical records were "
        "complete is not in the letters.",
        (Column("Year", "year"), *_DAY_COLUMNS),
        tuple((year, *_day_cells(days)) for year, days in sorted(corpus.to_decision_by_year.items())),
    )
