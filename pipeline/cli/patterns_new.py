"""`patterns new`: a rule with its example into a file of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import echo


def new(
    label: Annotated[str, typer.Argument(help="The rule's label, in capitals: TREATMENT, DRUG, or a new one.")],
    text: Annotated[str, typer.Argument(help="The phrase, or an example with the phrase \\[\\[marked]].")],
    file: Annotated[Path, typer.Option("--file", "-f", help="The file to write into.")] = Path("my-rules.yml"),
    value: Annotated[str, typer.Option(help="The normal value.")] = "",
    section: Annotated[list[str] | None, typer.Option(help="A section in which the rule counts; all without.")] = None,
) -> None:
    """Write a rule with its example, as a start. Check it with `patterns check FILE`."""
    from pipeline.cli.inputs import typed
    from pipeline.cli.outputs import writing
    from pipeline.rules import PatternError, load_rules
    from pipeline.rules.checking.stub import add_stub, stub
    from pipeline.rules.files.reading import read_text
    from pipeline.rules.load import parse_pack

    for words in (label, text, value, *(section or ())):
        typed(words, "LABEL, TEXT, --value, --section")
    taken = set(load_rules().by_id)
    if file.is_file():
        taken |= {rule.id for rule in parse_pack(read_text(file).text, file.as_posix()).rules}
    rule_id, rule = stub(label, text, taken, value, section or ())
    content = add_stub(file, rule)
    try:
        parse_pack(content, file.as_posix())
    except PatternError as error:
        raise PatternError([problem.at("", 0) for problem in error.problems]) from None
    with writing(file):
        file.write_text(content, encoding="utf-8")
    echo(f"{file}: added {rule_id}")
    echo(rule, nl=False)
    echo(f"Next: python -m pipeline patterns check {file}")
