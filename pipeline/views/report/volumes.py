"""How many letters and items there are: by month and year, by letter, by state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.views.labels import label, title
from pipeline.views.report.corpus import Corpus, Outcomes
from pipeline.views.report.tables import NOT_FOUND, Column, Interval, Portion, Share, Table

_MOST_STATES = 30


def months(corpus: Corpus) -> Table:
    """Letters and items by month of decision."""
    rows = []
    for month in sorted(set(corpus.letters_by_month) | set(corpus.by_month), key=lambda m: (not m, m)):
        outcomes = corpus.by_month.get(month, Outcomes())
        part, decided = outcomes.overturned, outcomes.decided
        letters = corpus.letters_by_month[month]
        rows.append(
            (
                month or NOT_FOUND,
                letters,
                outcomes.items,
                outcomes.upheld,
                part,
                Share(part, decided),
                Interval(part, decided),
            )
        )
    return Table(
        "by_month",
        "Letters and items by month",
        "The same by month.",
        (
            Column("Month", "month"),
            Column("Letters", "letters"),
            Column("Items", "items"),
            Column("Upheld", "upheld"),
            Column("Overturned", "overturned"),
            Column("Overturned %", "overturned_share"),
            Column("95% interval", "overturned"),
        ),
        tuple(rows),
    )


def years(corpus: Corpus) -> Table:
    """Letters and items by year of decision."""
    letters: Counter[str] = Counter()
    years: dict[str, Outcomes] = {}
    for month, count in corpus.letters_by_month.items():
        letters[month[:4]] += count
    for month, outcomes in corpus.by_month.items():
        year = years.setdefault(month[:4], Outcomes())
        year.upheld += outcomes.upheld
        year.overturned += outcomes.overturned
        year.undecided += outcomes.undecided
    rows = []
    for name in sorted(letters, key=lambda y: (not y, y)):
        outcomes = years.get(name, Outcomes())
        rows.append(
            (
                name or NOT_FOUND,
                letters[name],
                outcomes.items,
                outcomes.upheld,
                outcomes.overturned,
                Share(outcomes.overturned, outcomes.decided),
                Interval(outcomes.overturned, outcomes.decided),
            )
        )
    return Table(
        "by_year",
        "Letters and items by year",
        "Letters by the calendar year of their decision date, and the disputed items in them.",
        (
            Column("Year", "year"),
            Column("Letters", "letters"),
            Column("Items", "items"),
            Column("Upheld", "upheld"),
            Column("Overturned", "overturned"),
            Column("Overturned %", "overturned_share"),
            Column("95% interval", "overturned"),
        ),
        tuple(rows),
    )


def counted(
    name: str,
    first: str,
    heading: str,
    caption: str,
    counts: Iterable[tuple[str, int]],
    whole: int,
    what: str = "Letters",
) -> Table:
    """A table of counts with the share of each in `whole`."""
    rows = tuple((key, count, Portion(count, whole)) for key, count in counts)
    columns = (Column(first, name), Column(what, what.lower()), Column("Share", "share"))
    return Table(name, heading, caption, columns, rows)


def per_letter(corpus: Corpus) -> Table:
    """Letters by their number of items."""
    most = 10
    counts = {str(n): corpus.items_per_letter[n] for n in range(most) if corpus.items_per_letter[n]}
    more = sum(count for n, count in corpus.items_per_letter.items() if n >= most)
    if more:
        counts[f"{most} and more"] = more
    return counted(
        "items_per_letter",
        "Items",
        "Items per letter",
        "Letters by the number of disputed items that were found in them.",
        counts.items(),
        corpus.letters,
    )


def letter_outcomes(corpus: Corpus) -> Table:
    """Letters by the outcome of all their items."""
    order = ("upheld", "overturned", "partially_overturned", "")
    rest = sorted(set(corpus.letter_outcomes) - set(order))
    counts = [(title(label(key)) if key else NOT_FOUND, corpus.letter_outcomes[key]) for key in (*order, *rest)]
    return counted(
        "letter_outcomes",
        "Outcome",
        "Outcomes of whole letters",
        "Upheld: every item was upheld. Overturned: every one was overturned. Partially overturned: some of each.",
        [pair for pair in counts if pair[1]],
        corpus.letters,
    )


def licensure(corpus: Corpus) -> Table:
    """Letters by state of licensure."""
    return counted(
        "licensure",
        "State",
        "States of licensure",
        "Letters by the states in which their reviewers are licensed; a reviewer with several counts in each.",
        corpus.licensure.most_common(_MOST_STATES),
        corpus.letters,
    )
