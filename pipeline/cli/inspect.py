"""`python -m pipeline inspect`: one letter as a page, with everything that was found in it."""

from __future__ import annotations

import os
import sys
import tempfile
import webbrowser
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.run import IdFieldOption, PatternsOption, TextFieldOption

if TYPE_CHECKING:
    from pipeline.reading import ReadingOptions
    from pipeline.reading.problems import ReadingProblem
    from pipeline.text.document import Document

NO_SUCH_LETTER = "E601"
NOT_WRITTEN = "E602"


class InspectError(Exception):
    """The page cannot be made; the message says why."""

    def __init__(self, code: str, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code


def inspect(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text, PDF, JSONL or zip file, or - for standard input.")
    ],
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the page to this file.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Serve the page on 127.0.0.1.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="With --serve; 0 takes a free one.")] = 5000,
    letter: Annotated[int, typer.Option(min=1, metavar="N", help="Which letter of a file with several.")] = 1,
    patterns: PatternsOption = None,
    text_field: TextFieldOption = "text",
    id_field: IdFieldOption = "id",
) -> None:
    """Look at a letter: its text with every span, beside its determinations.

    Without --html or --serve the page is written to a temporary file and opened in the browser.
    """
    from pipeline.reading import ReadingOptions

    options = ReadingOptions(text_field, id_field)
    page = make_page(find_document(file, letter, options), file, tuple(map(str, patterns or ())))
    if html is not None:
        _write(page, html)
        typer.echo(f"The page is in {html}")
    if serve:
        from pipeline.views.serving import serve_page

        serve_page(page, port, lambda address: typer.echo(f"The page is at {address} (Ctrl-C ends)"))
    elif html is None:
        with tempfile.NamedTemporaryFile("wb", prefix="imr-letter-", suffix=".html", delete=False) as file_:
            file_.write(page.encode("utf-8"))
        opened = _has_screen() and webbrowser.open(Path(file_.name).as_uri())
        typer.echo(f"The page is in {file_.name}" + ("" if opened else "; open it in a browser"))


def find_document(file: str, number: int, options: ReadingOptions) -> Document:
    """The letter with that number (1, 2 …) of a file; one that cannot be read counts.

    Raises:
        InspectError: it cannot be read (with the code of its problem), or there are not as many.
    """
    from pipeline.reading import read
    from pipeline.reading.problems import ReadingProblem

    found = next(islice(read([file], options), number - 1, None), None)
    if found is None:
        raise InspectError(NO_SUCH_LETTER, f"{file} has fewer than {number} letters", 2)
    if isinstance(found, ReadingProblem):
        raise InspectError(found.code, f"{found.path}: {found.message}")
    return found


def make_page(document: Document, file: str, patterns: tuple[str, ...]) -> str:
    """The page of a document. One that is too long for the pipeline, or in which reading fails, is shown as text with
    its problem."""
    from pipeline.running.extract import load_pipeline
    from pipeline.running.letters import FAILED, TOO_LONG, judge, source_data
    from pipeline.views.letter_page import render_letter, render_text

    nlp = load_pipeline(patterns)
    if len(document.text) > nlp.max_length:
        message = f"{len(document.text):,} characters are more than the pipeline reads ({nlp.max_length:,})"
        return render_text(document.name, document.text, [_problem(TOO_LONG, message, document)])
    try:
        doc = nlp.make_doc(document.text)
        doc._.source = source_data(document)
        doc = nlp(doc)
        problem = judge(doc._.letter, document).problem
    except Exception as error:
        reason = f"reading the letter failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return render_text(document.name, document.text, [_problem(FAILED, reason, document)])
    warned = problem is not None and problem.severity == "warning"
    problems = [problem] if problem is not None and not warned else []
    return render_letter(doc, problems=problems, pdf=_pdf(document, file), page_ranges=document.pages)


def _has_screen() -> bool:
    """Whether a browser with a window can be opened: in a terminal alone, one without scripts would take its place."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in wanted)


def _problem(code: str, message: str, document: Document) -> ReadingProblem:
    from pipeline.reading.problems import ReadingProblem

    return ReadingProblem(code, message, document.path)


def _pdf(document: Document, file: str) -> bytes | None:
    """The PDF that the document was read from, also out of an archive; `None` where it was none, or came through a
    pipe."""
    import zipfile

    if not document.pages or file == "-":
        return None
    try:
        member = document.path.removeprefix(f"{file}!")
        if member == document.path:
            return Path(file).read_bytes()
        with zipfile.ZipFile(file) as archive:
            return archive.read(member)
    except (OSError, KeyError, zipfile.BadZipFile):
        return None


def _write(page: str, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8", newline="")
    except OSError as error:
        raise InspectError(NOT_WRITTEN, f"cannot write {target}: {error.strerror}") from None
