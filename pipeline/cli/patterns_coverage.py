"""`patterns coverage`: what the rules do over a corpus, and what they leave unexplained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.patterns_options import OverlaysOption
from pipeline.cli.terminal import echo

if TYPE_CHECKING:
    from pipeline.rules import RuleSet
    from pipeline.rules.coverage import Coverage


def coverage(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Letters: files and folders.")],
    top: Annotated[int, typer.Option(min=1, help="How many lines of each list.")] = 30,
    patterns: OverlaysOption = None,
) -> None:
    """Show hits per rule, rules that never fire, and text in the fields that no rule explains."""
    import pipeline
    from pipeline.cli.patterns_options import strings
    from pipeline.components.rules import RulesComponent
    from pipeline.reading import ReadingProblem, read
    from pipeline.rules.coverage import Coverage

    nlp = pipeline.load(patterns=strings(patterns))
    counts = Coverage()
    for document in read([Path(one) if one != "-" else one for one in inputs]):
        if isinstance(document, ReadingProblem):
            echo(f"{document.path}: {document.code} {document.message}", err=True)
            continue
        with nlp.memory_zone():
            counts.add(document.name, nlp(document.text))
    component = nlp.get_pipe("imr_rules")
    assert isinstance(component, RulesComponent)
    _show(counts, component.rules, top)


def _show(counts: Coverage, rules: RuleSet, top: int) -> None:
    echo(f"{counts.letters} letters, {sum(counts.hits.values())} hits of {len(counts.hits)} rules")
    for rule_id, hits in counts.hits.most_common(top):
        echo(f"{hits:7}  {rule_id}  in {counts.letters_with[rule_id]} letters")
    _show_silent(counts.silent(rules), len(rules.rules), rules, top)
    for kind, texts in counts.unexplained.items():
        echo(f"\nunexplained in a {kind}: {len(texts)} texts, {sum(texts.values())} times")
        for text, times in texts.most_common(top):
            place = counts.first_seen[kind, text]
            echo(f"{times:7}  {text[:160]!r}  first in {place.letter} {place.start}-{place.end}")


def _show_silent(silent: list[str], total: int, rules: RuleSet, top: int) -> None:
    echo(f"\n{len(silent)} of {total} rules never fire; your own first")
    ordered = sorted(silent, key=lambda rule_id: not rules.by_id[rule_id].overlay)
    for rule_id in ordered[:top]:
        echo(f"         {rule_id}  {rules.by_id[rule_id].place}")
    if len(ordered) > top:
        echo(f"         … and {len(ordered) - top} more (--top)")
