"""What spaCy expects of every component, and a word to the user where a component is without what it needs."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.components.extensions import has_reading
from pipeline.components.tags import has_tags

Scorer = Callable[..., dict[str, Any]]
WITHOUT_ITS_NEEDS = "W501"
FOREIGN_TOKENIZER = "W502"
_UNPREPARED = "the Doc has not gone through {}, which must stand before it in a pipeline"
_FOREIGN = (
    "the Doc was made by another tokenizer, so that line breaks and page furniture stand in its text; "
    'set [nlp.tokenizer] to @tokenizers = "imr.LetterTokenizer.v1", or use pipeline.load()'
)
SPANS = "doc.spans"


class ComponentWarning(UserWarning):
    """A component cannot do its work on a Doc as it comes; `code` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code


def record_scorer(name: str, *fields: str) -> dict[str, Any]:
    """The setting `scorer` of a factory: it counts those fields of the record, under names that begin with `name`."""
    return {"@scorers": "imr.record_scorer.v1", "name": name, "fields": list(fields)}


class LetterComponent:
    """The base of the program's components.

    Class attributes:
        needs: the factories whose span groups the component reads, each with the group that tells that it has run.
        writes: the labels of the spans that it writes.
    """

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules"}
    writes: ClassVar[tuple[str, ...]] = ()
    scorer: Scorer | None = None
    _told: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the spans that the component writes, sorted, as `nlp.pipe_labels` has them."""
        return tuple(sorted(self.writes))

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, with what the component finds."""
        self.check(doc)
        self.annotate(doc)
        return doc

    def annotate(self, doc: Doc) -> None:
        """Write what the component finds into a Doc."""
        raise NotImplementedError

    def check(self, doc: Doc) -> None:
        """Warn, once, where the Doc was made by another tokenizer or has not gone through the components that this one
        reads: without them its results would be empty or wrong."""
        if self._told:
            return
        missing = [factory for factory, group in self.needs.items() if not has_tags(doc, group)]
        doubts = {FOREIGN_TOKENIZER: _FOREIGN} if not has_reading(doc) else {}
        doubts |= {WITHOUT_ITS_NEEDS: _UNPREPARED.format(", ".join(missing))} if missing else {}
        for code, message in doubts.items():
            self._told = True
            warnings.warn(ComponentWarning(code, f"{type(self).__name__}: {message}"), stacklevel=3)

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """The figures of the component's scorer on examples whose references have gold records."""
        return self.scorer(examples, **settings) if self.scorer is not None else {}


class Saved:
    """The base of what keeps what it was made of when a pipeline is saved, so that it can be loaded where the files it
    came from are gone.

    Class attributes:
        file: the name of the file, in its folder.
    """

    file: ClassVar[str] = ""

    def data(self) -> Any:
        """What is kept, as plain data."""
        raise NotImplementedError

    def take(self, data: Any) -> None:
        """Take over what `data` of another one gave."""
        raise NotImplementedError

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """What is kept, as bytes."""
        return bytes(srsly.msgpack_dumps(self.data()))

    def from_bytes(self: Kept, data: bytes, *, exclude: Iterable[str] = ()) -> Kept:
        """Take over what `to_bytes` gave."""
        self.take(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write what is kept into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        srsly.write_json(folder / self.file, self.data())

    def from_disk(self: Kept, path: str | Path, *, exclude: Iterable[str] = ()) -> Kept:
        """Take over what `to_disk` wrote."""
        self.take(srsly.read_json(Path(path) / self.file))
        return self


Kept = TypeVar("Kept", bound=Saved)
Component = TypeVar("Component", bound=LetterComponent)
Factory = TypeVar("Factory", bound=Callable[..., LetterComponent])


def scored(component: Component, scorer: Scorer | None) -> Component:
    """The component with its scorer."""
    component.scorer = scorer
    return component


def registered(name: str, *fields: str, assigns: Sequence[str] = (), **settings: Any) -> Callable[[Factory], Factory]:
    """Registers a function with spaCy as the factory `imr_NAME`.

    Args:
        fields: the record's, which the scorer counts.
        assigns: what the component sets besides span groups.
        settings: those of the function, each with its default; of `scorer` the one that counts `fields`.
    """
    settings = {"scorer": record_scorer(name, *fields), **settings}
    requires = [SPANS] if name != "sections" else []  # the first of the components
    return Language.factory(f"imr_{name}", assigns=[*assigns, SPANS], requires=requires, default_config=settings)


def factory(component: Callable[[Language], Component], name: str, *fields: str) -> Callable[..., Component]:
    """The registered factory `imr_NAME` of what `component` makes for a pipeline, with no setting but `scorer`."""

    def make(nlp: Language, name: str, *, scorer: Scorer | None = None) -> Component:
        return scored(component(nlp), scorer)

    return registered(name, *fields)(make)
