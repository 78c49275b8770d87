"""A verdict that speaks of another item, side, region or strength than its heading: F503 to F506."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.records.model import Determination, Drug, Finding, Grounded, Letter
from pipeline.records.places import place_of
from pipeline.rules.tags import Tag, within
from pipeline.rules.vocabularies import Vocabularies
from pipeline.rules.words.sentence_words import sentence_splitter

_SHORTEST = 12  # characters of a heading that is recognised in another item's verdict
_MOST_ITEMS = 60  # of a letter in which each heading is looked for in each verdict
_BORDER = re.compile(r"\b")
_STRENGTH = re.compile(
    r"\b\W{0,3}(?:\w+\W{1,2}){0,2}?(?P<strength>\d+(?:\.\d+)?(?:\s?[/-]\s?\d+(?:\.\d+)?)?)\s?(?P<unit>mg|mcg|%)"
)
_LONG_WORD = re.compile(r"[a-z]{4,}")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


def in_items(letter: Letter, text: str, tags: Sequence[Tag], vocabularies: Vocabularies) -> Iterator[Finding]:
    """The findings, item by item, at most one for an item."""
    rationales = {tag.value: tag for tag in tags if tag.label == "rationale"}
    verdicts = sorted((tag for tag in tags if tag.label == "conclusion"), key=lambda tag: tag.start)
    for item in letter.determinations:
        rationale = rationales.get(str(item.number))
        said = within(verdicts, rationale.start, rationale.end) if rationale is not None else []
        if rationale is None or item.rationale.conclusion is None or not said:
            continue
        sentence = sentence_splitter(vocabularies).sentence_at(text, said[-1].start, rationale.start, rationale.end)
        verdict = _plain(text[slice(*sentence)])
        whole = _plain(text[rationale.start : rationale.end])
        found = (
            _other_item(letter, item, verdict, whole)
            or _other_side(vocabularies, item, verdict, whole)
            or _other_region(vocabularies, item, verdict, whole)
            or _other_strength(item, verdict, whole)
        )
        if found is not None:
            yield found


def _plain(words: str) -> str:
    """Words in small letters; the reading text and what is printed have single spaces."""
    return words.casefold()


def _finding(code: str, message: str, item: Determination, place: Grounded[str] | Drug) -> Finding:
    """A finding on the heading's words and the verdict's."""
    conclusion = item.rationale.conclusion
    assert conclusion is not None
    return Finding(code, "warning", message, item.number, (place_of(place), place_of(conclusion)))


def _other_item(letter: Letter, item: Determination, verdict: str, whole: str) -> Finding | None:
    """The verdict names another item's heading, word for word, and nothing of its own."""
    own = _plain(item.request.disputed.text)
    if len(letter.determinations) > _MOST_ITEMS:
        return None
    own_drugs = [name for drug in item.request.drugs for name in (drug.text.casefold(), drug.name)]
    for other in letter.determinations:
        heading = _plain(other.request.disputed.text).strip(" .,:;")
        if other is item or len(heading) < _SHORTEST or heading in own or own in heading:
            continue
        if heading in verdict and own.strip(" .,:;") not in whole and not any(name in whole for name in own_drugs):
            if _shares(own, heading, verdict):
                continue
            message = f"The verdict on item {item.number} is on the heading of item {other.number}."
            return _finding("F503", message, item, item.request.disputed)
    return None


def _shares(own: str, heading: str, verdict: str) -> bool:
    """Whether the verdict has words of its own heading that the other heading lacks."""
    words = set(_LONG_WORD.findall(own)) - set(_LONG_WORD.findall(heading))
    return any(word in verdict for word in words)


def _other_side(vocabularies: Vocabularies, item: Determination, verdict: str, whole: str) -> Finding | None:
    """The heading is on one side, and the verdict names the same part on the other one; the rationale never names the
    heading's side."""
    side = item.request.laterality
    sides, both = vocabularies.made(_sides)
    if side is None or side.value not in sides or len(item.request.body_parts) != 1:
        return None
    other = next(one for one in sides if one != side.value)
    part = _plain(item.request.body_parts[0].text)
    if other not in verdict or part not in verdict:
        return None
    named = re.search(rf"\b{other}\b(?: \w+)? {re.escape(part)}\b", verdict)
    if named is None or re.search(rf"\b(?:{side.value}|{both})\b", whole):
        return None
    message = f"The heading is about the {side.value} {part}, the verdict about the {other}."
    return _finding("F504", message, item, side)


def _other_region(vocabularies: Vocabularies, item: Determination, verdict: str, whole: str) -> Finding | None:
    """The heading is about one region of the body, and the verdict about another one alone."""
    parts = item.request.body_parts
    regions, open_ones = vocabularies.made(_regions)
    if len(parts) != 1 or parts[0].value not in regions:
        return None
    heading = _plain(item.request.text)
    if open_ones.search(heading.replace(_plain(parts[0].text), " ")):
        return None
    named = [region for region, words in regions.items() if words.search(verdict)]
    if len(named) != 1 or named[0] == parts[0].value or regions[parts[0].value].search(whole):
        return None
    if sum(words.search(heading) is not None for words in regions.values()) != 1 or regions[named[0]].search(heading):
        return None
    message = f"The heading is about the {parts[0].value}, the verdict about the {named[0]}."
    return _finding("F505", message, item, parts[0])


def _strength_of(name: str, verdict: str) -> re.Match[str] | None:
    """The first strength directly behind a drug's name."""
    at = verdict.find(name)
    while at >= 0:
        found = _STRENGTH.match(verdict, at + len(name)) if _BORDER.match(verdict, at) else None
        if found is not None:
            return found
        at = verdict.find(name, at + 1)
    return None


def _other_strength(item: Determination, verdict: str, whole: str) -> Finding | None:
    """The verdict gives the heading's drug in another strength, and the rationale never the heading's."""
    if len(item.request.drugs) != 1 or item.request.drugs[0].strength is None:
        return None
    drug = item.request.drugs[0]
    figures = _FIGURES.findall(drug.strength or "")
    named = _strength_of(_plain(drug.text), verdict)
    if named is None or not figures or named["unit"] not in _plain(drug.strength or ""):
        return None
    said = _FIGURES.findall(named["strength"])
    known = [float(figure) for figure in _FIGURES.findall(item.request.text)]
    if len(said) != len(figures) or all(float(one) in known for one in said):
        return None
    own = (re.escape(figure) for figure in figures if figure not in said)
    if any(re.search(rf"(?<![\d.]){figure}(?![\d.])", whole) for figure in own):
        return None
    message = f"The heading is about {drug.text} {drug.strength}, the verdict about {named['strength']}{named['unit']}."
    return _finding("F506", message, item, drug)


def _sides(lists: Vocabularies) -> tuple[tuple[str, ...], str]:
    return tuple(lists.lists["one_side"]), "|".join(map(re.escape, lists.words("both_sides")))


def _regions(lists: Vocabularies) -> tuple[Mapping[str, re.Pattern[str]], re.Pattern[str]]:
    """The words of each region, and those that may mean several."""
    regions = {region: _words((region, *words)) for region, words in lists.lists["body_regions"].items()}
    return regions, _words(lists.words("open_regions"))


def _words(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
