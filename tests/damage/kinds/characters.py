"""Damage to characters: what recognition confuses, what encodings and editors leave, what is blacked out."""

from __future__ import annotations

import re
from random import Random

from tests.damage.kinds.base import DECISION, LABEL, Damaged
from tests.properties.letters import damaged as confused

_ODD = {
    "fi": "\ufffd", "ff": "\x00", "-": "\u00ad", "/": "\u2044", "e": "e\u200b", ":": "\u200e:", "\u00e9": "e\u0301",
    " ": "\u00a0", "o": "\u043e", "a": "\uff41", ": ": "\uff1a", "U": "\u202dU", "l": "\u2113",
    "i": "\u0131",
}  # fmt: skip


def confused_characters(text: str, other: str, rng: Random) -> Damaged | None:
    """Recognition confuses characters, drops and doubles spaces, and loses line breaks."""
    return Damaged(confused(text, rng, rng.choice((0.001, 0.003, 0.01, 0.03, 0.06))))


def confused_in_places(text: str, other: str, rng: Random) -> Damaged | None:
    """A fold or a stain spoils a stretch, or the headings and labels alone, which print in other type."""
    if rng.random() < 0.5:
        start = rng.randrange(len(text))
        end = start + rng.choice((200, 600, 1500))
        return Damaged(text[:start] + confused(text[start:end], rng, 0.2) + text[end:])
    pieces, at = [], 0
    for m in re.finditer(rf"{LABEL.pattern}|^.*{DECISION.pattern}", text, re.MULTILINE):
        pieces += [text[at : m.start()], confused(m[0], rng, 0.08)]
        at = m.end()
    return Damaged("".join(pieces) + text[at:])


def odd_characters(text: str, other: str, rng: Random) -> Damaged | None:
    """Characters that look the same or cannot be seen, from fonts, ligatures and editors."""
    printed = rng.choice(list(_ODD))
    places = [m.start() for m in re.finditer(re.escape(printed), text)]
    for place in sorted(rng.sample(places, min(len(places), rng.choice((1, 12, 60)))), reverse=True):
        text = text[:place] + _ODD[printed] + text[place + len(printed) :]
    return Damaged(text)


def wrong_encoding(text: str, other: str, rng: Random) -> Damaged | None:
    """The text was decoded by another encoding than it was written in, once or twice."""
    marked = text.replace("'", "\u2019").replace(" - ", " \u2013 ")
    for _ in range(rng.randint(1, 2)):
        marked = marked.encode("utf-8", errors="replace").decode("cp1252", errors="replace")
    return Damaged(marked)


def letter_case(text: str, other: str, rng: Random) -> Damaged | None:
    """All is printed in capitals or in small letters, or headings and labels are. Of letters without labels nothing
    but capitals may tell where a request ends."""
    change = rng.choice((str.upper, str.lower, str.title))
    if LABEL.search(text) and rng.random() < 0.4:
        return Damaged(change(text))
    return Damaged(re.sub(rf"{LABEL.pattern}|^.*{DECISION.pattern}", lambda m: change(m[0]), text, flags=re.MULTILINE))


def words_blacked_out(text: str, other: str, rng: Random) -> Damaged | None:
    """Words are blacked out, or lost, anywhere."""
    words = list(re.finditer(r"\w+", text))
    stroke = rng.choice(("\u2588\u2588\u2588", "[...]", "XX", "", "____"))
    for m in sorted(rng.sample(words, min(len(words), rng.choice((1, 5, 20)))), key=lambda m: -m.start()):
        text = text[: m.start()] + stroke + text[m.end() :]
    return Damaged(text)


def spaces(text: str, other: str, rng: Random) -> Damaged | None:
    """Spaces are lost, or stand between the letters of a word."""
    if rng.random() < 0.5:
        rate = rng.choice((0.01, 0.05, 0.2))
        return Damaged("".join(c for c in text if c != " " or rng.random() > rate))
    places = list(re.finditer(r"[A-Za-z]{4,}", text))
    for m in sorted(rng.sample(places, min(len(places), rng.choice((3, 30)))), key=lambda m: -m.start()):
        text = text[: m.start()] + " ".join(m[0]) + text[m.end() :]
    return Damaged(text)


def hyphenated(text: str, other: str, rng: Random) -> Damaged | None:
    """Words are parted by hyphens at the ends of lines."""
    places = [m.start() + 3 for m in re.finditer(r"[A-Za-z]{7,}", text)]
    for at in sorted(rng.sample(places, min(len(places), rng.choice((2, 20)))), reverse=True):
        text = f"{text[:at]}{rng.choice(('-', '-', chr(173), '- '))}\n{text[at:]}"
    return Damaged(text)


def markup(text: str, other: str, rng: Random) -> Damaged | None:
    """A converter leaves marks of Markdown or HTML."""
    heading, label = rng.choice(
        (("## {}", "**{}**"), ("**{}**", "{}"), ("<b>{}</b>", "<i>{}</i>"), ("- {}", "{}"), ("| {} |", "*{}*"))
    )
    text = re.sub(rf"^.*{DECISION.pattern}", lambda m: heading.format(m[0]), text, flags=re.MULTILINE)
    return Damaged(LABEL.sub(lambda m: label.format(m[0].strip()), text))
