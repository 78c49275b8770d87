"""What needs a second look: letters that contradict themselves, and what the reading could not settle."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

from pipeline.views.code_words import in_words
from pipeline.views.repeats.cases import SAME, VERSIONS
from pipeline.views.report.corpus import Corpus
from pipeline.views.report.tables import NOT_FOUND, Cell, Column, Table
from pipeline.views.report.volumes import counted


def agreement(corpus: Corpus) -> Table:
    """Items by whether the conclusion agrees with the decision."""
    names = {
        "agree": "The conclusion agrees with the decision",
        "disagree": "The conclusion speaks against the decision",
        "no_conclusion": "No conclusion was found in the rationale",
        "": NOT_FOUND,
    }
    counts = [(name, corpus.agreement[key]) for key, name in names.items() if corpus.agreement[key]]
    return counted(
        "agreement",
        "Conclusion and decision",
        "Conclusion and decision",
        "Disputed items by whether the rationale's conclusion agrees with the decision line.",
        counts,
        corpus.all.items,
        "Items",
    )


def official(corpus: Corpus) -> Table:
    """Published decisions by those that the texts tell."""
    outcomes = ("upheld", "overturned", "partially_overturned", "")
    names = {outcome: outcome.replace("_", " ").capitalize() or NOT_FOUND for outcome in outcomes}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (names[published], *(corpus.official[published, text] for text in outcomes))
        for published in outcomes
        if any(corpus.official[published, text] for text in outcomes)
    )
    return Table(
        "official",
        "Published decisions",
        "Letters by the decision that was published beside them (rows) and the one that their text tells (columns). "
        "A program may count a decision that was overturned in part as overturned.",
        (Column("Published", "published"), *(Column(names[text], text or "not_found") for text in outcomes)),
        rows,
        "No letter came with a published decision.",
    )


def repeated(corpus: Corpus) -> Table:
    """Cases of which several letters were counted: the same letter again, or another version of it."""
    cases, contents = corpus.cases[::2], corpus.cases[1::2]
    letters: Counter[int] = Counter(cases)
    versions: Counter[int] = Counter(case for case, _ in set(zip(cases, contents, strict=True)))
    again = [case for case, count in letters.items() if count > 1]
    kinds = {
        SAME.capitalize(): [case for case in again if versions[case] == 1],
        VERSIONS.capitalize(): [case for case in again if versions[case] > 1],
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (kind, len(found), sum(letters[case] for case in found)) for kind, found in kinds.items() if found
    )
    return Table(
        "repeated",
        "Cases that stand there more than once",
        "Cases with more than one letter, each of which is counted above. The command duplicates lists their files.",
        (Column("Kind", "kind"), Column("Cases", "cases"), Column("Letters", "letters")),
        rows,
        "Every case has one letter.",
    )


def findings(corpus: Corpus) -> Table:
    """Findings by code, with an example of each message."""
    by_count = sorted(corpus.findings.items(), key=lambda p: (-p[1], p[0]))
    rows = tuple(
        (in_words(code), corpus.messages.get(code, ""), count, corpus.letters_with_finding[code])
        for code, count in by_count
    )
    columns = (
        Column("Finding", "code"),
        Column("For example", "example"),
        Column("Findings", "findings"),
        Column("Letters", "letters"),
    )
    return Table(
        "findings",
        "Findings",
        "What letters themselves get wrong or leave open, such as a page outside the cited section, by code.",
        columns,
        rows,
        "No letter has a finding.",
        tuple(urlencode({"finding": code}, errors="replace") for code, _ in by_count),
    )


def warnings(corpus: Corpus) -> Table:
    """Letters with reading warnings, by code."""
    rows = tuple((in_words(code), count) for code, count in corpus.warnings.most_common())
    return Table(
        "warnings",
        "Warnings of the reading",
        "Letters with something that the reading could not settle, by code: a careful reader should look at them.",
        (Column("Warning", "code"), Column("Letters", "letters")),
        rows,
        "No letter has a warning.",
        tuple(urlencode({"warning": code}, errors="replace") for code, _ in corpus.warnings.most_common()),
    )


def problems(corpus: Corpus) -> Table:
    """Documents that could not be read or were read doubtfully, by code."""
    rows = tuple((code, severity, count) for (code, severity), count in corpus.problems.most_common())
    return Table(
        "problems", "Documents with problems",
        "Entries of problems.jsonl by code. Documents with an error have no record and are not counted above.",
        (Column("Code", "code"), Column("Severity", "severity"), Column("Documents", "documents")),
        rows, "Every document was read.",
    )  # fmt: skip
