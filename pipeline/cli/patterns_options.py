"""What the `patterns` commands share: their options, and texts and tokens to work on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from pipeline.components.tokenizer import LetterTokenizer
    from pipeline.text.document import Document

OverlaysOption = Annotated[
    list[Path] | None,
    typer.Option("--patterns", "-p", metavar="FILE_OR_DIR", help="Rule packs of your own, beside the shipped ones."),
]


class NoSuchText(Exception):  # noqa: N818 (said to the user as it is)
    """A file that cannot be read as one letter."""

    code = "E370"
    exit_code = 2


def letter_tokens() -> tuple[Vocab, LetterTokenizer]:
    """The letters' tokenizer without the rest of the pipeline, which takes longer to load."""
    from spacy.lang.en import English
    from spacy.vocab import create_vocab

    from pipeline.components.tokenizer import LetterTokenizer

    vocab = create_vocab("en", English.Defaults)
    return vocab, LetterTokenizer(vocab)


def one_letter(path: Path) -> Document:
    """The first document of a file. Raises `NoSuchText` where it holds none."""
    from pipeline.reading import ReadingProblem, read

    for found in read([path]):
        if isinstance(found, ReadingProblem):
            raise NoSuchText(f"{found.path}: {found.message}")
        return found
    raise NoSuchText(f"{path}: no letter was found there")


def read_doc(nlp: Language, document: Document) -> Doc:
    """The Doc of a letter, with its record in `doc._.letter`.

    Raises:
        NoSuchText: it is too long, or a component fails on it.
    """
    from pipeline.running.letters import examine

    outcome = examine(nlp, document, docs=True)
    if outcome.doc is None:
        raise NoSuchText(f"{document.path}: {outcome.problem.message if outcome.problem else 'it cannot be read'}")
    return outcome.doc


def strings(paths: Sequence[Path] | None) -> list[str]:
    """Paths as the pipeline's config holds them."""
    return [str(path) for path in paths or ()]
