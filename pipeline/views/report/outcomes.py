"""Outcomes by what was asked for, what was cited, who reviewed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from pipeline.views.labels import label, subcategory_label, title
from pipeline.views.letter_facts import NO_LINE, NONE_CITED, UNRECOGNIZED
from pipeline.views.report.corpus import Corpus, Outcomes
from pipeline.views.report.tables import NOT_FOUND, Cell, Column, Interval, Portion, Share, Table

LONGEST_LIST = 30
# The filter of the explorer that shows a table's rows.
_FIELDS = {
    "outcome_by_category": "category",
    "outcome_by_subcategory": "subcategory",
    "outcome_by_drug_class": "drug_class",
    "outcome_by_drug": "drug",
    "outcome_by_body_part": "body_part",
    "outcome_by_ur_source": "ur_cited",
    "outcome_by_reviewer_source": "reviewer_cited",
    "outcome_by_ur_guideline": "ur_guideline",
    "outcome_by_reviewer_guideline": "reviewer_guideline",
    "outcome_by_comparison": "comparison",
    "outcome_by_utilization_review": "utilization_review",
    "modified_by_category": "category",
    "outcome_by_specialty": "specialty",
}
_FOUND_OR_NOT = frozenset({"category", "subcategory", "utilization_review"})  # filters with a value for "not found"
KINDS = ("MTUS", "ACOEM", "ODG", "other", "several", NONE_CITED, UNRECOGNIZED, NO_LINE)
_ENTRIES = "What the catalogue knows goes by its entry: spellings and editions of one guideline count together."
_MANY = "An item with several counts in each row, so rows add up to more than all items."


def _outcome_columns(first: str, key: str) -> tuple[Column, ...]:
    return (
        Column(first, key),
        Column("Items", "items"),
        Column("Of all items", "share_of_items"),
        Column("Upheld", "upheld"),
        Column("Overturned", "overturned"),
        Column("No decision", "no_decision"),
        Column("Overturned %", "overturned_share"),
        Column("95% interval", "overturned"),
    )


def _outcome_row(name: str, outcomes: Outcomes, whole: int) -> tuple[Cell, ...]:
    part, decided = outcomes.overturned, outcomes.decided
    return (
        name,
        outcomes.items,
        Portion(outcomes.items, whole),
        outcomes.upheld,
        part,
        outcomes.undecided,
        Share(part, decided),
        Interval(part, decided),
    )


def _outcomes(
    corpus: Corpus,
    by: Mapping[str, Outcomes],
    name: str,
    first: str,
    heading: str,
    caption: str,
    shown: Callable[[str], str] = str,
    by_name: bool = False,
) -> Table:
    """A table of outcomes by something: most items first, or in the order of the names; an item's missing value has a
    row at the end. Long lists are cut and the caption says so."""
    ordered = sorted(by.items(), key=lambda p: (not p[0], p[0] if by_name else "", -p[1].items, p[0]))
    if len(ordered) > LONGEST_LIST and not by_name:
        missing = [pair for pair in ordered if not pair[0]]
        left_out = len(ordered) - LONGEST_LIST - len(missing)
        if left_out > 0:
            ordered = ordered[:LONGEST_LIST] + missing
            caption += f" The {LONGEST_LIST} most frequent are listed; {left_out:,} rarer ones are left out."
    rows = tuple(
        _outcome_row(title(shown(key)) if key else NOT_FOUND, outcomes, corpus.all.items) for key, outcomes in ordered
    )
    columns = _outcome_columns(first, name.removeprefix("outcome_by_"))
    queries = tuple(_query(name, key) for key, _ in ordered)
    return Table(name, heading, caption, columns, rows, queries=queries if any(queries) else ())


def _query(table: str, key: str) -> str:
    """The explorer's query for a row of a table."""
    field = _FIELDS.get(table)
    if field is None or (not key and field not in _FOUND_OR_NOT):
        return ""
    pairs = [(field, key or NOT_FOUND)]
    if table == "modified_by_category":
        pairs.append(("utilization_review", "modified"))
    if field == "subcategory" and "/" not in key:
        pairs = [("category", key or NOT_FOUND)]
    return urlencode(pairs, errors="replace")


def requests(corpus: Corpus) -> list[Table]:
    """Outcomes by category, subcategory, drug class, drug and body part."""
    c = corpus
    return [
        _outcomes(c, c.by_category, "outcome_by_category", "Category", "Outcome by category",
                  "Disputed items by the category of the request.", label),
        _outcomes(c, c.by_subcategory, "outcome_by_subcategory", "Subcategory", "Outcome by subcategory",
                  "Disputed items by category and subcategory; a category alone if it has none.", subcategory_label),
        _outcomes(c, c.by_drug_class, "outcome_by_drug_class", "Drug class", "Outcome by drug class",
                  f"Disputed items that name a drug, by the drug's class. {_MANY}", label),
        _outcomes(c, c.by_drug, "outcome_by_drug", "Drug", "Outcome by drug",
                  f"Disputed items that name a drug, by ingredient: a combination counts for each of its own. {_MANY}"),
        _outcomes(c, c.by_body_part, "outcome_by_body_part", "Body part", "Outcome by body part",
                  f"Disputed items whose request names a part of the body. {_MANY}", label),
    ]  # fmt: skip


def guidelines(corpus: Corpus) -> list[Table]:
    """The cross-tables of what both sides cited, and outcomes by what each cited."""
    c = corpus
    return [
        _cross(corpus),
        _cross_rates(corpus),
        _outcomes(c, c.by_ur_source, "outcome_by_ur_source", "Cited", "Outcome by what utilization review cited",
                  f"Disputed items by the body whose guideline the claims administrator's line cites. {_MANY}"),
        _outcomes(c, c.by_reviewer_source, "outcome_by_reviewer_source", "Cited", "Outcome by what the reviewer cited",
                  f"Disputed items by the body whose guideline the reviewer's line cites. {_MANY}"),
        _outcomes(c, c.by_ur_guideline, "outcome_by_ur_guideline", "Guideline", "Guidelines of utilization review",
                  f"Disputed items by the guideline that the claims administrator cited. {_ENTRIES} {_MANY}"),
        _outcomes(c, c.by_reviewer_guideline, "outcome_by_reviewer_guideline", "Guideline", "Guidelines of reviewers",
                  f"Disputed items by the guideline that the reviewer cited. {_ENTRIES} {_MANY}"),
        _outcomes(c, c.by_comparison, "outcome_by_comparison", "Guidelines",
                  "Whether both sides cite a guideline in common",
                  "Disputed items by how the guidelines of utilization review's line and of the reviewer's compare."),
    ]  # fmt: skip


def cross_kinds(corpus: Corpus) -> tuple[Sequence[str], Sequence[str]]:
    """The rows (utilization review) and columns (reviewer) that occur in the cross-table."""
    rows = [kind for kind in KINDS if any(ur == kind for ur, _ in corpus.cross)]
    return rows, [kind for kind in KINDS if any(reviewer == kind for _, reviewer in corpus.cross)]


_CROSS = (
    "Rows: what the claims administrator cited; columns: what the reviewer cited on the same item. An item stands in "
    "one cell: “several” are lines that cite more than one of MTUS, ACOEM, ODG and others; ACOEM means ACOEM cited "
    "without the MTUS."
)


def _cross(corpus: Corpus) -> Table:
    kinds, columns = cross_kinds(corpus)
    rows: list[tuple[Cell, ...]] = []
    for ur in kinds:
        counts = [corpus.cross[ur, kind].items if (ur, kind) in corpus.cross else 0 for kind in columns]
        rows.append((ur, *counts, sum(counts)))
    if rows:
        totals = [sum(o.items for (_, kind), o in corpus.cross.items() if kind == column) for column in columns]
        rows.append(("All", *totals, sum(totals)))
    names = [Column(f"Reviewer: {kind}", f"reviewer {kind}".replace(" ", "_")) for kind in columns]
    return Table(
        "cited_cross_table",
        "What utilization review cited against what the reviewer cited",
        f"Number of disputed items. {_CROSS}",
        (Column("Utilization review", "utilization_review"), *names, Column("All", "all")),
        tuple(rows),
    )


def _cross_rates(corpus: Corpus) -> Table:
    kinds, columns = cross_kinds(corpus)
    rows: list[tuple[Cell, ...]] = []
    for ur in kinds:
        cells = [corpus.cross.get((ur, kind), Outcomes()) for kind in columns]
        rows.append((ur, *(Share(o.overturned, o.decided) for o in cells)))
    names = [Column(f"Reviewer: {kind}", f"reviewer {kind}".replace(" ", "_")) for kind in columns]
    return Table(
        "cited_cross_table_overturned",
        "Overturned, by what both cited",
        "Share of overturned items among the decided ones of each cell, whose numbers are in the table above: shares "
        f"of a few dozen items vary by chance. {_CROSS}",
        (Column("Utilization review", "utilization_review"), *names),
        tuple(rows),
    )


def review(corpus: Corpus) -> Table:
    """Outcomes of denied and of modified requests."""
    return _outcomes(
        corpus, corpus.by_utilization_review, "outcome_by_utilization_review", "Utilization review",
        "Denied and modified requests",
        "Disputed items by what utilization review had done: denied the request, or modified it, that is authorized a "
        "part of it. For a modified request only the rest that was not authorized is in dispute.", label,
    )  # fmt: skip


def modified(corpus: Corpus) -> Table:
    """Outcomes of modified requests by category."""
    return _outcomes(
        corpus, corpus.modified_by_category, "modified_by_category", "Category", "Modified requests by category",
        "Disputed items of requests that utilization review had modified. Shares are of all disputed items.", label,
    )  # fmt: skip


def specialties(corpus: Corpus) -> Table:
    """Outcomes by the reviewer's specialty."""
    return _outcomes(
        corpus, corpus.by_specialty, "outcome_by_specialty", "Specialty", "Outcome by the reviewer's specialty",
        "Disputed items by the specialties that the letter gives for its reviewer, spellings together. A reviewer with "
        "several counts in each row. Specialties differ in what they are asked about: rows are no ranking of "
        "reviewers.",
    )  # fmt: skip


def injury_years(corpus: Corpus) -> Table:
    """Outcomes by year of injury."""
    return _outcomes(
        corpus, corpus.by_injury_year, "outcome_by_injury_year", "Year", "Outcome by year of injury",
        "Disputed items by the year of the date of injury.", by_name=True,
    )  # fmt: skip
