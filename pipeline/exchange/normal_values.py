"""Normal values of the words that an expert marked, read as the pipeline reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.assembling.citations import citations_in
from pipeline.components.citation_reading.reader import SOURCES
from pipeline.records.convert import to_data
from pipeline.rules.cues import standing
from pipeline.rules.files.found import find_files
from pipeline.rules.load import load_shared
from pipeline.rules.vocabularies import Vocabularies
from pipeline.rules.words.furniture import shipped_forms
from pipeline.running.citations_alone import stand_alone
from pipeline.running.typed_citations import read_typed
from pipeline.text.reading_text import reflow

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.components.rules import RulesComponent
    from pipeline.guidelines.catalogue import Catalogue
    from pipeline.records.model import Citation

_NUMBER = re.compile(r"\d{1,3}")
# The smallest letter: what stands in its heading is read as a request.
_LETTER = """IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

{request}: Upheld

Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.

MAXIMUS guideline: The MTUS was not applicable.

Decision rationale: The request is not medically necessary.
"""


class NormalValues:
    """Reads normal values. The pipeline and the catalogue are built when a correction first needs them.

    Args:
        make_nlp: builds the pipeline.
        patterns: the user's rule files and folders, which went into the records.
    """

    def __init__(self, make_nlp: Callable[[], Language] | None = None, patterns: Iterable[str | Path] = ()) -> None:
        self._make_nlp = make_nlp
        self._own = find_files(patterns)
        self._packs = tuple(str(file.path) for file in self._own if file.kind == "rules")
        self._request = lru_cache(maxsize=256)(self._read_request)

    def date(self, words: str) -> str | None:
        """The ISO date that the words state, or `None`."""
        rules: RulesComponent = self._nlp.get_pipe("imr_rules")  # type: ignore[assignment]
        found = standing(rules.tags(self._nlp.make_doc(words)), "DATE")
        return str(found[0].value) if len(found) == 1 else None

    def age(self, words: str) -> int | None:
        """The number in the words, or `None`."""
        found = _NUMBER.findall(words)
        return int(found[0]) if len(found) == 1 else None

    def priority(self, words: str) -> str | None:
        """The record's name of a priority, `standard` or `expedited`, or `None`."""
        return self._vocabularies.value("priorities", " ".join(words.split()))

    def request(self, words: str) -> Mapping[str, Any] | None:
        """The request that a heading of these words makes, as data; offsets mean nothing. `None` where it makes
        none."""
        return self._request(" ".join(words.split()))

    def citation(self, words: str, in_prose: bool) -> dict[str, Any] | None:
        """The one citation that the words are, as data; offsets are into the words with single spaces. `None` where
        they are none, or several. `in_prose` says that they stand in a rationale, not in a guideline line."""
        ways = (self._prose_citations, self._line_citations)
        for read in ways if in_prose else reversed(ways):
            found = read(" ".join(words.split()))
            if len(found) == 1:
                data: dict[str, Any] = to_data(found[0])
                return data
        return None

    def line(self, words: str) -> tuple[bool, bool]:
        """(`cited`, `outside_mtus`) of a guideline line."""
        text = reflow(words, shipped_forms()).text
        read = stand_alone(self._catalogue, self._packs).read(text, "reviewer_guideline")
        return "uncited" not in read.facts, "outside_mtus" in read.facts

    def _line_citations(self, text: str) -> Sequence[Citation]:
        return [typed.citation for typed in read_typed(text, None, self._catalogue, self._packs)]

    def _prose_citations(self, text: str) -> Sequence[Citation]:
        tags = stand_alone(self._catalogue, self._packs).read(text, "rationale").tags
        citations = [tag for tag in tags if tag.label in SOURCES]
        parts = [tag for tag in tags if tag.label not in SOURCES]
        return citations_in(citations, parts, 0, len(text), lambda a, b: (text[a:b], a, b))

    def _read_request(self, words: str) -> Mapping[str, Any] | None:
        letter = self._nlp(_LETTER.format(request=words))._.letter
        if len(letter.determinations) != 1:
            return None
        data: dict[str, Any] = to_data(letter.determinations[0].request)
        return data

    @cached_property
    def _nlp(self) -> Language:
        if self._make_nlp is not None:
            return self._make_nlp()
        from pipeline.running.loading import load

        return load(patterns=[file.path for file in self._own])

    @cached_property
    def date_roles(self) -> frozenset[str]:
        """What a date can be the date of."""
        return self._vocabularies.values("date_roles")

    @cached_property
    def _vocabularies(self) -> Vocabularies:
        return load_shared(self._packs).vocabularies

    @cached_property
    def _catalogue(self) -> Catalogue:
        from pipeline.guidelines.loading import load_catalogue

        return load_catalogue(file.path for file in self._own if file.kind == "guidelines")
