"""`python -m pipeline inspect`: one letter as a page, with everything that was found in it."""

from __future__ import annotations

import os
import sys
import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.run import IdFieldOption, OcrOption, PatternsOption, TextFieldOption, text_fields
from pipeline.cli.terminal import echo

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.reading import ReadingOptions
    from pipeline.reading.problems import ReadingProblem
    from pipeline.text.document import Document

NO_SUCH_LETTER = "E601"
NOT_WRITTEN = "E602"
NO_LETTER = "E605"


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
    displacy: Annotated[bool, typer.Option("--displacy", help="The text alone, by spaCy's displaCy.")] = False,
    letter: Annotated[int, typer.Option(min=1, metavar="N", help="Which letter of a file with several.")] = 1,
    patterns: PatternsOption = None,
    text_field: TextFieldOption = None,
    id_field: IdFieldOption = "id",
    ocr: OcrOption = False,
) -> None:
    """Look at a letter: its text with every span, beside its determinations.

    A folder that `run` wrote is opened in the explorer.

    Without --html or --serve the page is written to a temporary file and opened in the browser.
    """
    from pipeline.cli.inputs import check_patterns, is_results_folder
    from pipeline.reading import ReadingOptions

    if is_results_folder(file):
        _explore(file, html)
        return
    _check(file)
    check_patterns(patterns)
    if ocr:
        from pipeline.reading.ocr import ocr_program

        ocr_program()
    from pipeline.running.extract import load_pipeline

    nlp = load_pipeline(tuple(map(str, patterns or ())))
    document, whole = find_letter(nlp, file, letter, ReadingOptions(text_fields(text_field), id_field, ocr=ocr))
    if not whole:
        document = replace(document, pages=())  # they are the whole file's
    served = serve and html is None
    source = Path(file) if document.path == file and Path(file).is_file() else None
    if displacy:
        page = displacy_page(nlp, document)
    else:
        page = make_page(nlp, document, _pdf(document, file), _address(source, served))
    if html is not None:
        _write(page, html)
        echo(f"The page is in {html}")
    if serve:
        from pipeline.views.serving import serve_page

        serve_page(page, port, _tell, (source, document.media_type) if source is not None else None)
    elif html is None:
        with tempfile.NamedTemporaryFile("wb", prefix="imr-letter-", suffix=".html", delete=False) as file_:
            file_.write(page.encode("utf-8"))
        opened = _has_screen() and webbrowser.open(Path(file_.name).as_uri())
        echo(f"The page is in {file_.name}" + ("" if opened else "; open it in a browser"))


def _explore(results: str, html: Path | None) -> None:
    """Open a results folder in the explorer; a page of one letter it is not."""
    if html is not None:
        message = f"{results} is a results folder, no letter: `explore {results}` shows it"
        raise InspectError(NO_LETTER, message, 2)
    from pipeline.cli.explore import PORT, explore

    echo(f"{results} is a results folder: this is the explorer.")
    explore(Path(results), PORT, browser=_has_screen(), cache=None)


def _check(file: str) -> None:
    """Make sure that the file is there before anything is loaded."""
    from pipeline.reading.locations import missing

    for problem in missing([file]):
        raise InspectError(problem.code, f"{problem.path}: {problem.message}")


def find_letter(nlp: Language, file: str, number: int, options: ReadingOptions) -> tuple[Document, bool]:
    """The letter with that number (1, 2 …) of a file, and whether it is all of its document: several may stand in
    one text or PDF. What cannot be read counts as one.

    Raises:
        InspectError: it cannot be read (with the code of its problem), or there are not as many.
    """
    from pipeline.reading import read
    from pipeline.reading.problems import ReadingProblem
    from pipeline.running.letters import letters_in

    left = number
    for found in read([file], options):
        if isinstance(found, ReadingProblem):
            if left == 1:
                raise InspectError(found.code, f"{found.path}: {found.message}")
            left -= 1
            continue
        letters = letters_in(nlp, found) if len(found.text) <= nlp.max_length else [(found, 0)]
        if left <= len(letters):
            return letters[left - 1][0], len(letters) == 1
        left -= len(letters)
    raise InspectError(NO_SUCH_LETTER, f"{file} has fewer than {number} letters", 2)


def make_page(nlp: Language, document: Document, pdf: bytes | None = None, source: str | None = None) -> str:
    """The page of a document, with the pages of `pdf` beside the text and a link to its `source`. One that is too long
    for the pipeline, or in which reading fails, is shown as text with its problem."""
    from pipeline.running.letters import FAILED, TOO_LONG, judge, source_data
    from pipeline.views.letter_page import Way, render_letter, render_text

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
    return render_letter(doc, problems=problems, pdf=pdf, page_ranges=document.pages, way=Way(source=source))


def _tell(address: str) -> None:
    echo(f"The page is at {address} (Ctrl-C ends)")


def _address(source: Path | None, served: bool) -> str | None:
    """Where the page finds the file that it was made of."""
    from pipeline.views.serving import SOURCE

    if source is None:
        return None
    return SOURCE if served else source.resolve().as_uri()


def displacy_page(nlp: Language, document: Document) -> str:
    """The page that spaCy's displaCy makes of a document: its text with the values marked in it.

    Raises:
        InspectError: the document is too long for the pipeline, or reading it fails.
    """
    from pipeline.running.letters import FAILED, TOO_LONG, read_doc
    from pipeline.views import render_page

    if len(document.text) > nlp.max_length:
        message = f"{len(document.text):,} characters are more than the pipeline reads ({nlp.max_length:,})"
        raise InspectError(TOO_LONG, f"{document.path}: {message}")
    try:
        return render_page(read_doc(nlp, document)[1])
    except Exception as error:
        raise InspectError(FAILED, f"{document.path}: reading the letter failed: {type(error).__name__}") from error


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
