"""Scorers for spaCy: what `nlp.evaluate` and `spacy evaluate` say of Docs that carry gold records.

The figures are those of `evaluate`: values of the record, not spans, because gold records have no offsets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.training import Example
from spacy.util import registry

from pipeline.components import extensions as extensions  # `doc._.letter` and `doc._.letter_data`
from pipeline.evaluation.normal import normal
from pipeline.evaluation.score import Figures, Score, score
from pipeline.evaluation.values import Record
from pipeline.records.convert import to_data

WHOLE = "sc"
"""The name under which the figures of the whole record stand: `spans_sc_f`, which `spacy evaluate` prints."""


def create_record_scorer(name: str, fields: Sequence[str]) -> RecordScorer:
    """The function that a config names as `imr.record_scorer.v1`.

    Args:
        name: what the figures' names have in the middle: `spans_NAME_p`, `_r`, `_f` over all values, and
            `spans_NAME_per_type` for each field.
        fields: the fields that count, as `evaluate --field` takes them; all where there are none.
    """
    return RecordScorer(name, fields)


class RecordScorer:
    """Scores the records of predicted Docs against those of reference Docs, in `doc._.letter_data`."""

    def __init__(self, name: str, fields: Sequence[str] = ()) -> None:
        self._name, self._fields = name, tuple(fields)

    def __call__(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """The figures; none where no reference has a record."""
        gold: dict[str, Record] = {}
        found: list[Record] = []
        for number, example in enumerate(examples):
            record = example.reference._.letter_data
            if record is not None:  # letters go by their number here: two may have one name
                name = str(number)
                gold[name] = {**record, "letter_id": name}
                found.append({**to_data(example.predicted._.letter), "letter_id": name, "source": None})
        return self._named(score(gold, found, self._fields)) if gold else {}

    def _named(self, result: Score) -> dict[str, Any]:
        named = _figures(self._name, result.fields)
        if self._name == WHOLE:
            named[f"spans_{WHOLE}_macro_f"] = result.macro_f1
        return named


def create_own_spans_scorer() -> OwnSpansScorer:
    """The function that a config names as `imr.own_spans_scorer.v1`."""
    return OwnSpansScorer()


class OwnSpansScorer:
    """Scores the spans with labels of a user's own, by label and words, against those of reference records that list
    some: as `spans_own_p` and so on."""

    def __call__(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        by_label: dict[str, Figures] = {}
        for example in examples:
            gold = (example.reference._.letter_data or {}).get("spans")
            if gold is not None:
                wanted = Counter((span["label"], normal(span["text"])) for span in gold)
                found = Counter((span.label, normal(span.text)) for span in example.predicted._.letter.spans)
                for counts, part in ((wanted, "gold"), (found, "found"), (wanted & found, "right")):
                    for (label, _words), number in counts.items():
                        figures = by_label.setdefault(label, Figures())
                        setattr(figures, part, getattr(figures, part) + number)
        return _figures("own", dict(sorted(by_label.items()))) if by_label else {}


def _figures(name: str, fields: Mapping[str, Figures]) -> dict[str, Any]:
    """Figures over all values and by field, named as spaCy names those of a span group."""
    every = Figures(*(sum(getattr(f, part) for f in fields.values()) for part in ("gold", "found", "right")))
    return {
        f"spans_{name}_p": every.precision,
        f"spans_{name}_r": every.recall,
        f"spans_{name}_f": every.f1,
        f"spans_{name}_per_type": {key: {"p": f.precision, "r": f.recall, "f": f.f1} for key, f in fields.items()},
    }


registry.scorers("imr.record_scorer.v1")(create_record_scorer)
registry.scorers("imr.own_spans_scorer.v1")(create_own_spans_scorer)
