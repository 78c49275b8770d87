"""How many letters and items there are: by month and year, by letter, by state."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from pipeline.views.labels import label, title
from pipeline.views.report.corpus import Corpus, Outcomes
from pipeline.views.report.tables import NOT_FOUND, Cell, Column, Interval, Portion, Share, Table

_MOST_STATES = 30


_COLUMNS = (
    Column("Letters", "letters"),
    Column("Items", "items"),
    Column("Upheld", "upheld"),
    Column("Overturned", "overturned"),
    Column("Overturned %", "overturned_share"),
    Column("95% interval", "overturned"),
)


def months(corpus: Corpus) -> Table:
    """Letters and items by month of decision."""
    return _periods(corpus, "month", "Letters and items by month", "The same by month.", str)


def quarters(corpus: Corpus) -> Table:
    """Letters and items by quarter of the year."""
    return _periods(corpus, "quarter", "Letters and items by quarter", "The same by quarter of the year.", quarter)


def years(corpus: Corpus) -> Table:
    """Letters and items by year of decision."""
    caption = "Letters by the calendar year of their decision date, and the disputed items in them."
    return _periods(corpus, "year", "Letters and items by year", caption, lambda month: month[:4])


def quarter(month: str) -> str:
    """`2016-Q4` for `2016-11`; nothing for nothing."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" if month else ""


def _periods(corpus: Corpus, name: str, heading: str, caption: str, period_of: Callable[[str], str]) -> Table:
    """A table by stretches of time, each a sum of months; letters without a date stand last."""
    letters: Counter[str] = Counter()
    items: dict[str, Outcomes] = {}
    days: dict[str, tuple[str, str]] = {}
    for month in sorted(set(corpus.letters_by_month) | set(corpus.by_month)):
        period, of_month = period_of(month), corpus.by_month.get(month, Outcomes())
        letters[period] += corpus.letters_by_month[month]
        outcomes = items.setdefault(period, Outcomes())
        outcomes.upheld += of_month.upheld
        outcomes.overturned += of_month.overturned
        outcomes.undecided += of_month.undecided
        days[period] = (days[period][0] if period in days else month, month)
    ordered = sorted(letters, key=lambda period: (not period, period))
    rows = tuple(_period_row(period or NOT_FOUND, letters[period], items[period]) for period in ordered)
    queries = tuple(_between(*days[period]) if period else "" for period in ordered)
    return Table(f"by_{name}", heading, caption, (Column(title(name), name), *_COLUMNS), rows, queries=queries)


def _period_row(name: str, letters: int, outcomes: Outcomes) -> tuple[Cell, ...]:
    part, decided = outcomes.overturned, outcomes.decided
    return (
        name, letters, outcomes.items, outcomes.upheld, part, Share(part, decided), Interval(part, decided)
    )  # fmt: skip


def _between(first: str, last: str) -> str:
    """The explorer's query for the days from the first month to the last."""
    year, month = int(last[:4]), int(last[5:])
    return urlencode({"from": f"{first}-01", "to": f"{last}-{monthrange(year, month)[1]:02d}"})


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
