"""The factory `imr_clinical`: what the letter tells of the worker's condition and care, as the tags `clinical`.

Labels are the kinds of `pipeline.records.clinical.Clinical`. A tag's attributes are `section`, `item`, `negated` and
`hypothetical` where cues say so, and what belongs to its kind: `code`, `result` with its place, `date`, `reason`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import ClassVar

from spacy.tokens import Doc

from pipeline.assembling.groups import CLINICAL
from pipeline.components.clinical_reading.asked import denial_of, request_of
from pipeline.components.clinical_reading.facts import DATE, NAMED, Fact, facts_of
from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.extensions import get_reading, get_vocabularies
from pipeline.components.tags import Tag, in_text_order, read_tags, within, write_tags
from pipeline.records.clinical import Clinical
from pipeline.rules.cues import VETOED, apply_cues
from pipeline.rules.matching.scopes import Scopes
from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.tags import NO_ATTRIBUTES, FrozenMapping
from pipeline.rules.vocabularies import Vocabularies
from pipeline.rules.words.list_words import list_words
from pipeline.rules.words.plurals import singular
from pipeline.rules.words.sentence_words import sentence_splitter
from pipeline.text.sentences import Range

_ASKING = {"requests": request_of, "denial_reasons": denial_of}
_SAID = ("negated", "hypothetical")  # attributes that cues set
_SECTIONS = ("summary", "rationale")
_LEAD, _WORK, _CUE, _BREAK = "CLINICAL_LEAD", "WORK_STATUS", "CLINICAL_CUE", "CLINICAL_BREAK"
_FACT, _STATE = "CLINICAL_FACT", "CLINICAL_STATE"
_FACTS = {"open": "CLINICAL_MENTION", "granted": "CLINICAL_GRANTED"}
_BESIDE = "beside"
_TREATMENTS = ("THERAPY", "DRUG")
_GOOD = ("helped", "partly_helped")
_POINTED = "pointed"  # what cues set on words that only point at a treatment
_LABELS = frozenset({*NAMED, _LEAD, _WORK, _CUE, _BREAK, "ICD_CODE", "REQUEST_REASON"})


class ClinicalComponent(LetterComponent):
    """Reads `sections` and `rules`, writes `clinical`."""

    writes: ClassVar[tuple[str, ...]] = tuple(Clinical.__dataclass_fields__)

    def annotate(self, doc: Doc) -> None:
        text, vocabularies = get_reading(doc).text, get_vocabularies(doc)
        hits = [tag for tag in read_tags(doc, "rules") if tag.label in _LABELS]
        if hits:
            hits = in_text_order([*hits, *(tag._replace(label=DATE) for tag in read_tags(doc, "dates"))])
        statements = read_tags(doc, "statements")
        found: list[Tag] = []
        for section in read_tags(doc, "sections"):
            if section.label in _SECTIONS:
                inside = within(hits, section.start, section.end)
                if any(tag.label in (_LEAD, _WORK) for tag in inside):
                    found += _Section(text, section, inside, statements, vocabularies).tags()
        write_tags(doc, CLINICAL, in_text_order(found))


class _Section:
    """One section of a letter, with what the rules found in it."""

    def __init__(
        self, text: str, section: Tag, hits: list[Tag], statements: list[Tag], vocabularies: Vocabularies
    ) -> None:
        self.text, self.section, self.hits, self.statements = text, section, hits, statements
        self.words, self.singular = list_words(vocabularies), singular(vocabularies)
        self.scopes = Scopes(text, [(section.start, section.end)], sentence_splitter(vocabularies))
        self.cues = [tag for tag in hits if tag.label == _CUE]
        self.breaks = [tag for tag in hits if tag.label == _BREAK]
        self.given = {"section": section.label} | ({"item": str(section.value)} if section.value else {})

    def tags(self) -> list[Tag]:
        """The facts of the section, each once."""
        found: dict[tuple[str, int], Tag] = {}
        results: list[Tag] = []  # of treatments that other leads have to tell of
        for fact in self._facts():
            tag = self._tag(fact)
            if tag is not None and fact.stands == _BESIDE:
                results.append(tag)
            elif tag is not None:
                known = found.get((tag.label, tag.start))
                found[tag.label, tag.start] = tag if known is None else _merged(known, tag)
        for tag in results:
            if (tag.label, tag.start) in found and not _is_open(tag):
                found[tag.label, tag.start] = _with_result(found[tag.label, tag.start], tag)
        return self._once(found.values())

    def _once(self, found: Iterable[Tag]) -> list[Tag]:
        """Those of a section that say the same once, the first, with what a later one says the treatment did."""
        kept: dict[tuple[str | None, ...], list[tuple[frozenset[str], Tag]]] = {}
        for tag in found:
            words = frozenset(map(self.singular, self.text[tag.start : tag.end].split()))
            same = kept.setdefault((tag.label, tag.value, *map(tag.attributes.get, _SAID)), [])
            place = next((n for n, (known, _) in enumerate(same) if _is_part(known, words, tag.label)), None)
            if place is None:
                same.append((words, tag))
            else:
                same[place] = same[place][0], _with_result(same[place][1], tag)
        return [tag for same in kept.values() for _, tag in same]

    def _facts(self) -> Iterator[Fact]:
        for tag in self.hits:
            if tag.label == _WORK and not self._is_of_treatment(tag):
                yield Fact(tag._replace(label="work_status", attributes=NO_ATTRIBUTES), (self._statement(tag),))
            elif tag.label == _LEAD:
                sentence = self._sentence(tag)
                before = sentence.of(_LEAD, end=tag.start) if tag.value not in _ASKING else ()
                if all(lead.value != "denial_reasons" for lead in before):  # else it is among the reasons
                    yield from _ASKING.get(tag.value, facts_of)(tag, sentence, self.words)

    def _is_of_treatment(self, work: Tag) -> bool:
        """Whether a treatment, and not the worker, is said to work or not ("Norco is | not working")."""
        before = [tag for tag in within(self.hits, self._statement(work)[0], work.start) if tag.label in _TREATMENTS]
        if not before:
            return False
        between = self.text[before[-1].end : work.start]
        return not between.strip() or self.words.verbs.fullmatch(between) is not None

    def _sentence(self, lead: Tag) -> TaggedText:
        """The sentence of a lead, up to the next one that asks or denies."""
        start, end = self._statement(lead)
        tags = within(self.hits, start, end)
        if lead.value not in _ASKING:
            others = (t.start for t in tags if t.label == _LEAD and t.value in _ASKING and t.start >= lead.end)
            end = min(others, default=end)
        sentence = TaggedText(self.text, tags, start, end)
        sentence.without("DIAGNOSIS", sentence.of("OPERATION"))  # "carpal tunnel | release"
        return sentence

    def _statement(self, tag: Tag) -> Range:
        """The sentence of a tag: one of the statements, or that of a denial, which may be none."""
        place = bisect_right(self.statements, tag.start, key=attrgetter("start")) - 1
        if place >= 0 and tag.end <= self.statements[place].end:
            return self.statements[place].start, self.statements[place].end
        return self.scopes("sentence", tag.start)[0], self.scopes("sentence", tag.end - 1)[1]

    def _tag(self, fact: Fact) -> Tag | None:
        """A fact's tag with what cues say of it; none where they take it back as another's, or where
        what is denied, or what it did, belongs to a treatment that the words only point at ("this medication"); nor
        where it is denied that one helped, which leaves open whether it was had."""
        tag = fact.tag
        cues = [cue for cue in self.cues if any(start <= cue.start < end for start, end in fact.cued)]
        label = _STATE if tag.label == "work_status" else _FACTS.get(fact.stands, _FACT)
        target = Tag(label, *(fact.word or (tag.start, tag.end)))
        said = apply_cues([target], [*cues, *self.breaks], self.scopes)[0].attributes if cues else NO_ATTRIBUTES
        is_negated, result = "negated" in said, tag.attributes.get("result")
        if VETOED in said or (_POINTED in said and (is_negated or result)) or (is_negated and result in _GOOD):
            return None
        said = {name: value for name, value in said.items() if name in _SAID}
        return tag._replace(attributes=FrozenMapping({**said, **self.given, **tag.attributes}))


def _is_part(known: frozenset[str], words: frozenset[str], label: str) -> bool:
    """Whether words say what known ones say: the same, or of a treatment ("PT", "PT sessions") a part of them; those of
    a work status always do."""
    is_part = label == "treatments" and (known <= words or words <= known)
    return known == words or is_part or label == "work_status"


def _with_result(first: Tag, again: Tag) -> Tag:
    """The first mention, with what a later one says the treatment did."""
    if "result" in first.attributes or "result" not in again.attributes:
        return first
    results = {name: again.attributes[name] for name in ("result", "result.place")}
    return first._replace(attributes=FrozenMapping({**first.attributes, **results}))


def _merged(one: Tag, other: Tag) -> Tag:
    """Two readings of the same words: what is said as a fact counts, and a result wherever it stands."""
    if _is_open(one) != _is_open(other):
        return other if _is_open(one) else one
    first, second = (one, other) if one.end >= other.end else (other, one)
    return _with_result(first, second)


def _is_open(tag: Tag) -> bool:
    return any(name in tag.attributes for name in _SAID)


make_clinical = factory(lambda nlp: ClinicalComponent(), "clinical", "clinical.*")
