"""`imr demo`: the whole way in a minute, on a letter that comes with the package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.records.model import Determination, Letter

NOT_WRITTEN = "E604"


class DemoError(Exception):
    """The demonstration cannot write its files; the message says why."""

    code = NOT_WRITTEN


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the letter and its results are put.")] = Path(
        "imr-demo"
    ),
) -> None:
    """See what it does: reads a sample letter, shows its determinations, writes its record and its page."""
    from rich.console import Console

    from pipeline import load
    from pipeline.records.convert import to_data
    from pipeline.rules.where import demo_letter
    from pipeline.text.visible import visible_line
    from pipeline.views import render_letter

    console = Console()
    source = demo_letter()
    text = source.read_text(encoding="utf-8")
    console.print("[bold]1[/bold]  A final determination letter, as an extractor gives its text:\n")
    console.print("\n".join("     " + line for line in _excerpt(text)), markup=False, highlight=False, style="dim")
    doc = load()(text)
    letter: Letter = doc._.letter
    console.print("\n[bold]2[/bold]  What it decided, item by item:\n")
    console.print(_table(letter))
    files = {
        source.name: text,
        "record.json": json.dumps(to_data(letter), ensure_ascii=False, indent=1) + "\n",
        "letter.html": render_letter(doc),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        raise DemoError(f"cannot write into {folder}: {error.strerror}") from None
    console.print("\n[bold]3[/bold]  Written, for you to look at:\n")
    page, record = (visible_line(str(folder / name)) for name in ("letter.html", "record.json"))
    console.print(f"     {page}  the letter beside its determinations: open it in a browser", markup=False)
    console.print(f"     {record}  the record, each value with its place in the letter", markup=False)
    console.print("\nYour own letters:  imr run LETTERS/ --output results/   then   imr explore results/")


def _excerpt(text: str) -> list[str]:
    """The lines of the letter's first item."""
    lines = [line.rstrip() for line in text.splitlines()]
    first = next(number for number, line in enumerate(lines) if line.endswith(": Overturned"))
    return [*lines[first : first + 8], "…"]


def _table(letter: Letter) -> Table:
    from rich.table import Table

    table = Table("", "asked for", "decided", "the reviewer's words", "the reviewer cited", padding=(0, 1))
    for item in letter.determinations:
        table.add_row(str(item.number), item.request.disputed.text, *_decided(item), _cited(item))
    return table


def _decided(item: Determination) -> tuple[str, str]:
    conclusion = item.rationale.conclusion
    return item.decision.value if item.decision else "–", conclusion.text if conclusion else "–"


def _cited(item: Determination) -> str:
    citations = item.reviewer_guideline.citations
    return (
        "; ".join(" ".join(filter(None, (one.source.replace("other", ""), one.guideline))) for one in citations) or "–"
    )
