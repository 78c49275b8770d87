"""The factory `imr_decisions`: the reviewer's verdict on each item, and the items on which it is said to rest.

The decision itself stands in the letter's decision line and was read with the sections; nothing here changes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.dependence import Item, depends_on
from pipeline.components.extensions import get_reading
from pipeline.components.reviewers_own import LOOK_BACK, SENTENCE_START, is_reason, is_reviewers_own, sentence_start
from pipeline.components.tags import Tag, in_text_order, read_tags, within, write_tags
from pipeline.records.model import CONCLUSION_OF

_REVIEWER_OF_PANEL = re.compile(
    r"\breviewer (?:#|no\. ?)?(?P<number>[1-9]|one|two|three)\b|\b(?P<word>first|second|third) (?:\w+ )?reviewer\b",
    re.IGNORECASE,
)
_ORDINALS = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}
_LABELS = frozenset({"VERDICT", "CLOSING", "DEPENDENCE"})


class DecisionsComponent:
    """Adds the tags `conclusion` and `depends_on` to the span group `decisions`. Of a letter without a layout, whose
    items are not known, the sentences that state a verdict stand in the group `verdicts`.

    Reads `sections`, `rules` (labels VERDICT, CLOSING and DEPENDENCE) and `requests` (categories).

    A verdict's attribute `certainty` says how sure its words are, `strong` (also where none is given) or `weak`.
    """

    def __call__(self, doc: Doc) -> Doc:
        text = get_reading(doc).text
        sections = read_tags(doc, "sections")
        hits = in_text_order(t for t in read_tags(doc, "rules") if t.label in _LABELS)
        tags = [t for t in read_tags(doc, "decisions") if t.label == "decision"]
        items: list[Item] = []
        for section in sections:
            if section.label != "rationale":
                continue
            inside = within(hits, section.start, section.end) if hits else []
            verdicts = [t for t in inside if t.label == "VERDICT"]
            verdict = self.conclusion(text, section, verdicts)
            if verdict is None:
                closings = [t for t in inside if t.label == "CLOSING"]
                verdict = _closing(text, section, closings, _decision(sections, section, tags)) if closings else None
            if verdict is not None:
                tags.append(verdict._replace(label="conclusion"))
            reasons = [t for t in inside if t.label == "DEPENDENCE" and is_reason(text, section.start, section.end, t)]
            if reasons and section.value.isdigit():
                items = items or _items(text, sections, read_tags(doc, "requests"))
                tags += depends_on(text, int(section.value), reasons, items)
        write_tags(doc, "decisions", sorted(tags, key=lambda t: t.start))
        if not read_tags(doc, "layout"):
            stated = [t for t in hits if t.label == "VERDICT"]
            write_tags(doc, "verdicts", _verdict_sentences(text, stated))
        return doc

    def conclusion(self, text: str, section: Tag, verdicts: list[Tag]) -> Tag | None:
        """The last verdict that the reviewer states in a rationale; sure words go before unsure ones."""
        if len({verdict.value for verdict in verdicts}) > 1:
            panel = list(_REVIEWER_OF_PANEL.finditer(text, section.start, section.end))
            if len({_number(m) for m in panel}) > 1:
                return self._majority(text, section, verdicts, panel)
        last: Tag | None = None
        for tag in verdicts[::-1]:
            if is_reviewers_own(text, section.start, tag):
                if tag.attributes.get("certainty") != "weak":
                    return tag
                last = last or tag
        return last

    def _majority(self, text: str, section: Tag, verdicts: list[Tag], panel: Sequence[re.Match[str]]) -> Tag | None:
        """The last verdict of those in which most reviewers of a panel agree; each stands behind its reviewer's
        number."""
        of: dict[str, Tag] = {}
        for m, stop in zip(panel, [*(m.start() for m in panel[1:]), section.end], strict=True):
            own = [v for v in verdicts if m.start() <= v.start and v.end <= stop]
            verdict = self.conclusion(text, section._replace(start=m.start(), end=stop), own)
            if verdict is not None:
                of[_number(m)] = verdict
        ranked = Counter(verdict.value for verdict in of.values()).most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return max(verdict for verdict in of.values() if verdict.value == ranked[0][0])


def _closing(text: str, rationale: Tag, closings: list[Tag], decision: Tag | None) -> Tag | None:
    """The words at a rationale's end that are a verdict there, if they agree with the decision: elsewhere the same
    words may speak of something else."""
    last = closings[-1]
    behind = len(SENTENCE_START.findall(text, last.end, rationale.end))
    agrees = decision is not None and last.value == CONCLUSION_OF.get(decision.value)
    return last if agrees and behind <= 1 and is_reviewers_own(text, rationale.start, last) else None


def _decision(sections: list[Tag], rationale: Tag, decisions: list[Tag]) -> Tag | None:
    """The decision on the item whose rationale this is."""
    for section in sections:
        if section.label == "decision" and section.value == rationale.value:
            return next((tag for tag in decisions if section.start <= tag.start < section.end), None)
    return None


def _verdict_sentences(text: str, verdicts: list[Tag]) -> list[Tag]:
    """The sentences in which the reviewer states a verdict, each with the verdict's value and rule."""
    found: dict[int, Tag] = {}
    for hit in verdicts:
        if is_reviewers_own(text, 0, hit):
            start = sentence_start(text, 0, hit)
            behind = SENTENCE_START.search(text, hit.end, hit.end + LOOK_BACK)
            end = behind.start() + 1 if behind else min(len(text), hit.end + LOOK_BACK)
            found[start] = hit._replace(start=start, end=end)
    return list(found.values())


def _number(reviewer: re.Match[str]) -> str:
    """ "2" of "Reviewer 2", "Reviewer #2" and "the second reviewer"."""
    word = (reviewer["number"] or reviewer["word"]).lower()
    return _ORDINALS.get(word, word)


def _items(text: str, sections: list[Tag], requests: list[Tag]) -> list[Item]:
    """What is known of each item by now, in the letter's order."""
    items = []
    details = in_text_order(requests)
    for section in sections:
        if section.label != "request":
            continue
        inside = within(details, section.start, section.end)
        category = next((t.value for t in inside if t.label == "category"), "")
        items.append(Item(int(section.value), text[section.start : section.end], category))
    return items


@Language.factory("imr_decisions")
def make_decisions(nlp: Language, name: str) -> DecisionsComponent:
    """Takes no settings."""
    return DecisionsComponent()
