"""Damage to lines: of the header, of items, of any place."""

from __future__ import annotations

import re
from random import Random

from tests.damage.kinds.base import HEADING, LABEL, Damaged, decisions, header_lines, line_end, replaced
from tests.properties.letters import REWRAPPINGS

_LABELS = (
    "Case Number:", "Date Assigned:", "Date of Injury:", "Decision Date:", "UR Denial Date:", "Priority:", "Received:",
    "Application", "Dated:", "Date of UR Decision:", "IMR Application Received:",
)  # fmt: skip
_STRAYS = (
    *("Received:", "Application", "Date:", "Application Received:", "Date Assigned:", "UR Denial Date:", "Priority:"),
    *("02/03/2016", "Claims Number:", "Decision Date:", "Standard", "Date of Injury:", "Employee Name:", "1/2/15"),
)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
_TOP_LINES = 24


def _moved(text: str, start: int, end: int, rng: Random) -> str:
    """The text with a stretch at the end of another of the first lines."""
    words, rest = text[start:end], text[:start] + text[end:]
    lines = rest.split("\n")
    at = rng.randrange(min(_TOP_LINES, len(lines)))
    lines[at] = f"{lines[at]}{rng.choice((' ', chr(10)))}{words}"
    return "\n".join(lines)


def header_line_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """A line of the header with a label is lost or stands elsewhere."""
    if not (found := header_lines(text, _LABELS)):
        return None
    start, end, _ = rng.choice(found)
    rest = text[:start] + text[end + 1 :]
    if rng.random() < 0.6:
        return Damaged(rest)
    lines = rest.split("\n")
    lines.insert(rng.randrange(min(_TOP_LINES, len(lines))), text[start:end])
    return Damaged("\n".join(lines))


def header_label_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """A label of the header, without its value, is lost or stands elsewhere."""
    if not (found := header_lines(text, _LABELS)):
        return None
    _, end, label = rng.choice(found)
    start = text.rfind(label, 0, end)
    if rng.random() < 0.5:
        return Damaged(replaced(text, start, start + len(label), ""))
    return Damaged(_moved(text, start, start + len(label), rng))


def header_date_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """A date of the header is lost or stands elsewhere."""
    found = list(_DATE.finditer(text[:1500]))
    if not found or not header_lines(text, _LABELS):
        return None
    m = rng.choice(found)
    return Damaged(replaced(text, *m.span(), "") if rng.random() < 0.5 else _moved(text, *m.span(), rng))


def header_stray(text: str, other: str, rng: Random) -> Damaged | None:
    """A label, a date or a word that is none of the header's stands among its lines."""
    if not header_lines(text, _LABELS):
        return None
    lines = text.split("\n")
    lines.insert(rng.randrange(min(_TOP_LINES, len(lines))), rng.choice(_STRAYS))
    return Damaged("\n".join(lines))


def header_shuffled(text: str, other: str, rng: Random) -> Damaged | None:
    """Lines of the header stand in another order."""
    found = header_lines(text, _LABELS)
    if len(found) < 3:
        return None
    start, end = min(s for s, _, _ in found), max(e for _, e, _ in found)
    lines = text[start:end].split("\n")
    a, b = rng.sample(range(len(lines)), 2)
    lines[a], lines[b] = lines[b], lines[a]
    return Damaged(replaced(text, start, end, "\n".join(lines)))


_SENTENCE = re.compile(r"\d{1,2}[.)] [^.]{0,30}requests? for [^.]{5,300}? medically necessary")


def header_line_in_statement(text: str, other: str, rng: Random) -> Damaged | None:
    """A line of the header stands in the middle of a sentence that states an item."""
    places = [(m.start(), m.end()) for m in _SENTENCE.finditer(text)]
    found = header_lines(text, _LABELS)
    if not places or not found:
        return None
    start, end = rng.choice(places)
    gaps = [m.end() for m in re.finditer(r"for |\s+", text[start:end])]
    s, e, _ = rng.choice(found)
    at = start + rng.choice(gaps)
    return Damaged(f"{text[:at]}\n{text[s:e].strip()}\n{text[at:]}")


def item_label_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """A label of an item is lost, alone or with its line; or all of its kind are."""
    found = list(LABEL.finditer(text))
    if not found:
        return None
    m = rng.choice(found)
    way = rng.randrange(4)
    if way == 0:
        return Damaged(text[: m.start()] + text[line_end(text, m.end()) + 1 :])
    if way == 1:
        return Damaged(text.replace(m[0].strip(), ""))
    return Damaged(text[: m.start()] + text[m.end() :])


def item_label_misread(text: str, other: str, rng: Random) -> Damaged | None:
    """Characters of an item's label are confused or lost."""
    found = list(LABEL.finditer(text))
    if not found:
        return None
    for m in rng.sample(found, min(len(found), rng.randint(1, 3))):
        label = list(m[0])
        for _ in range(rng.randint(1, 5)):
            at = rng.randrange(len(label))
            label[at] = rng.choice(("", "", label[at].swapcase(), " ", *"1lrnoec0.,"))
        text = text.replace(m[0], "".join(label), 1)
    return Damaged(text)


def item_labels_swapped(text: str, other: str, rng: Random) -> Damaged | None:
    """Two labels stand in each other's place."""
    found = list(LABEL.finditer(text))
    if len(found) < 2:
        return None
    at = rng.randrange(len(found) - 1)
    a, b = found[at], found[at + 1]
    return Damaged(text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :])


def heading_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """The line on which an item's decision stands, or a section's heading, is lost."""
    places = [m.start(2) for m in decisions(text)]
    places += [m.start() for m in HEADING.finditer(text)]
    if not places:
        return None
    at = rng.choice(places)
    return Damaged(text[: text.rfind("\n", 0, at) + 1] + text[line_end(text, at) + 1 :])


def heading_lines(text: str, other: str, rng: Random) -> Damaged | None:
    """A heading is broken over lines or pages, or an empty line stands before its decision."""
    if not (found := decisions(text)):
        return None
    m = rng.choice(found)
    start = text.rfind("\n", 0, m.start()) + 1
    gaps = [g.start() + start for g in re.finditer(" ", text[start : m.start()])]
    if not gaps:
        return None
    at = rng.choice(gaps)
    return Damaged(replaced(text, at, at + 1, rng.choice(("\n", "\n\n", "\f", " \n \n"))))


def line_lost(text: str, other: str, rng: Random) -> Damaged | None:
    """Any one line is lost, doubled, or stands in the place of the next."""
    lines = text.split("\n")
    at, way = rng.randrange(len(lines)), rng.randrange(3)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(at, lines[at])
    elif at + 1 < len(lines):
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return Damaged("\n".join(lines))


def line_breaks(text: str, other: str, rng: Random) -> Damaged | None:
    """The letter is wrapped anew, or has other line breaks."""
    kind = rng.randrange(8)
    if kind < 3:
        return Damaged(REWRAPPINGS[kind](text, rng.randint(30, 140)))
    changed = (
        text.replace("\n", "\n\n"), text.replace("\n", " \r\n"), re.sub(r"\n\s*\n", "\n", text),
        re.sub(r"(?m)^", rng.choice(("  ", "\t", "| ", "> ")), text), text.replace("\n", "\u2028"),
    )  # fmt: skip
    return Damaged(changed[kind - 3])
