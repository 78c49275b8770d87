"""The component `imr_rules`: runs the rule packs and writes their hits as `doc.spans["rules"]`.

Each span's `label_` is its rule's label, `id_` the rule, `kb_id_` the rule's value; the tags carry its attributes. Hits
of labels that only a user's own files define stand in `doc.spans["own"]` as well; from there they enter the record's
`spans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.components.conventions import LetterComponent, Saved, Scorer, registered, scored
from pipeline.components.extensions import get_reading, set_shared
from pipeline.components.state_categories import REVIEW, reviewed
from pipeline.components.statements import STATEMENT, statements_in
from pipeline.components.tags import Tag, has_tags, in_text_order, read_tags, within, write_tags
from pipeline.rules import RuleSet, load_rules
from pipeline.rules.cues import apply_cues
from pipeline.rules.load import with_shipped
from pipeline.rules.matching.beside import LetterMatcher
from pipeline.rules.matching.engines import RuleMatcher, Tokenize, Tokens, section_matcher
from pipeline.rules.matching.misspellings import Misspellings
from pipeline.rules.matching.overlaps import Hit, attributes_of
from pipeline.rules.matching.regexes import Stretch
from pipeline.rules.matching.scopes import Scopes
from pipeline.rules.words.sentence_words import sentence_splitter

SECTIONS, RULES, OWN, STATEMENTS = "sections", "rules", "own", "statements"
CORRECTED = "request"
"""The section in which misspelt words are corrected."""


@registered("rules", patterns=[], scorer={"@scorers": "imr.own_spans_scorer.v1"})
def make_rules(nlp: Language, name: str, *, patterns: list[str], scorer: Scorer | None = None) -> RulesComponent:
    """The component with the shipped rules, changed by the overlays `patterns` (files and folders); `scorer` counts the
    spans with labels of your own."""
    return scored(RulesComponent(nlp.vocab, nlp.tokenizer, overlays=patterns), scorer)


class RulesComponent(Saved, LetterComponent):
    """Runs a `RuleSet` over Docs.

    The rules are read when they are first needed, so that a saved pipeline, which brings its own, can be
    loaded where the overlays it was made with are gone. `rules` reads them at once and raises `PatternError`
    where they are wrong.
    """

    needs: ClassVar[dict[str, str]] = {}
    file: ClassVar[str] = "rules.json"

    def __init__(
        self, vocab: Vocab, tokenize: Tokenize, *, overlays: Iterable[str] = (), rules: RuleSet | None = None
    ) -> None:
        self.vocab, self.tokenize, self.overlays = vocab, tokenize, tuple(map(str, overlays))
        self._attributes: dict[str, Mapping[str, str]] = {}  # of the rules that have hit
        if rules is not None:
            self.rules = rules

    @cached_property
    def rules(self) -> RuleSet:
        """The rules in use, with the packs that they come from."""
        return load_rules(overlays=self.overlays)

    @cached_property
    def matcher(self) -> LetterMatcher:
        """The compiled rules. Raises `PatternError` where a rule cannot be compiled."""
        return LetterMatcher(self.rules, self.vocab, self.tokenize)

    @cached_property
    def _besides(self) -> dict[str, RuleMatcher]:
        """The compiled rules of sections that are read besides the letter's own, by their names. Raises `PatternError`
        as `matcher`."""
        return {name: section_matcher(self.rules, name, self.vocab, self.tokenize) for name in (STATEMENT, REVIEW)}

    @cached_property
    def _misspellings(self) -> Misspellings:
        return Misspellings(self.rules.rules, self.rules.vocabularies.lists.get("misspellings", {}))

    def prepare(self) -> None:
        """Read and compile the rules now: what is wrong with them shows at once, and no memory zone takes away what
        compiling them adds to the vocabulary. Raises `PatternError`."""
        _ = self.matcher, self._besides

    @property
    def labels(self) -> tuple[str, ...]:
        """The rules' labels, sorted; none before the rules are read."""
        return tuple(sorted({rule.label for rule in vars(self)["rules"].rules})) if "rules" in vars(self) else ()

    def annotate(self, doc: Doc) -> None:
        set_shared(doc, self.rules.shared.made(with_shipped))
        tags = self.tags(doc)
        write_tags(doc, RULES, tags)
        own = self.rules.own_labels
        if own:
            write_tags(doc, OWN, (tag for tag in tags if tag.label in own))

    def tags(self, doc: Doc) -> list[Tag]:
        """The hits of the rules in a Doc, in text order, with what cues set on them."""
        text, sections = get_reading(doc).text, sections_of(doc)
        tokens = Tokens.of(doc, text)
        tags = in_text_order(map(self._tag, self.matcher(doc, sections, tokens)))
        tags = self._corrected(text, sections, tags)
        if sections:
            statements = statements_in(text, sections, tags, sentence_splitter(self.rules.vocabularies))
            write_tags(doc, STATEMENTS, (Tag(STATEMENT, start, end) for _, start, end in statements))
            for stretches in filter(None, (statements, reviewed(doc, sections))):
                tags += map(self._tag, self._besides[stretches[0].name](doc, stretches, tokens, gaps=False))
            tags = in_text_order(tags)
        if not self.rules.has_cues:
            return tags
        ranges = [(section.start, section.end) for section in sections or ()]
        return apply_cues(tags, tags, Scopes(text, ranges, sentence_splitter(self.rules.vocabularies)))

    def _tag(self, hit: Hit) -> Tag:
        """`tag_of`, with attributes that are made once for each rule."""
        rule = hit.rule
        if rule.id not in self._attributes:
            self._attributes[rule.id] = attributes_of(rule)
        return Tag(rule.label, hit.start, hit.end, hit.value, rule.id, self._attributes[rule.id])

    def _corrected(self, text: str, sections: list[Stretch] | None, tags: list[Tag]) -> list[Tag]:
        """The tags with those of misspelt words in the headings of items."""
        for section in sections or ():
            if section.name == CORRECTED:
                inside = within(tags, section.start, section.end)
                corrected = self._misspellings.correct(text, section.start, section.end, inside)
                if corrected is not inside:
                    gone = set(map(id, inside))
                    tags = in_text_order([*(tag for tag in tags if id(tag) not in gone), *corrected])
        return tags

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(RulesComponent, overlays=self.overlays, rules=self.rules), (self.vocab, self.tokenize)

    def data(self) -> dict[str, Any]:
        """The rules themselves, not the paths they came from."""
        return self.rules.to_data()

    def take(self, data: Any) -> None:
        for made in ("matcher", "_besides", "_misspellings"):
            vars(self).pop(made, None)
        self.rules, self._attributes = RuleSet.from_data(data), {}


def sections_of(doc: Doc) -> list[Stretch] | None:
    """The Doc's sections, or `None` where no component found any."""
    if not has_tags(doc, SECTIONS):
        return None
    return [Stretch(tag.label, tag.start, tag.end) for tag in read_tags(doc, SECTIONS)]
