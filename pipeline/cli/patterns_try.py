"""`patterns try`: what matches where in a text or a letter, and what lost to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.patterns_options import OverlaysOption
from pipeline.cli.terminal import echo

if TYPE_CHECKING:
    from pipeline.rules.matching.overlaps import Hit, Lost
    from pipeline.rules.ruleset import RuleSet

ENGINES = {"phrase": "phrase", "tokens": "token pattern", "regex": "regular expression"}


def try_rules(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="Words to try, or a letter's file.")],
    rule: Annotated[str, typer.Option("--rule", "-r", metavar="ID", help="Only this rule.")] = "",
    patterns: OverlaysOption = None,
) -> None:
    """Show what matches where, by which rule and engine, what lost an overlap and to whom.

    In words that are no file every rule counts; in a letter, each in its own sections.
    """
    from pipeline.cli.inputs import check_patterns

    check_patterns(patterns)
    kept, lost, shown, acted = _run(text, patterns or ())
    if rule:
        kept = [hit for hit in kept if hit.rule.id == rule]
        lost = [one for one in lost if one.hit.rule.id == rule]
    for hit in kept:
        echo("\n".join([_line(hit, shown), *acted(hit)]))
    for one in lost:
        winner = one.winner
        echo(
            f"lost: {_line(one.hit, shown)}\n      to {shown[winner.start : winner.end]!r} "
            f"{winner.start}-{winner.end} by {winner.rule.id} ({winner.rule.place}): {_why(one)}"
        )
    if not kept and not lost:
        echo(f"nothing matches{_of(rule, patterns or ()) if rule else ''}")


def _of(rule: str, patterns: Iterable[Path]) -> str:
    from pipeline.rules import load_rules

    known = rule in load_rules(overlays=patterns).by_id
    return f" of the rule {rule}" if known else f": there is no rule {rule}"


def _run(text: str, patterns: Iterable[Path]) -> tuple[list[Hit], list[Lost], str, Callable[[Hit], list[str]]]:
    """Hits that count, hits that lost, the reading text that their offsets refer to, and what cues set on a hit."""
    from pipeline.cli.inputs import typed
    from pipeline.cli.patterns_options import letter_tokens, one_letter, read_doc, strings

    if _is_file(text):
        import pipeline
        from pipeline.components.rules import RulesComponent, sections_of

        nlp = pipeline.load(patterns=strings(list(patterns)))
        doc = read_doc(nlp, one_letter(Path(text)))
        component = nlp.get_pipe("imr_rules")
        assert isinstance(component, RulesComponent)
        kept, lost = component.matcher.trial(doc, sections_of(doc))
        ranges = [(section.start, section.end) for section in sections_of(doc) or ()]
        return kept, lost, doc.text, _acted(kept, doc.text, ranges, component.rules)
    from pipeline.rules import load_rules
    from pipeline.rules.matching.engines import ANYWHERE, RuleMatcher, Section
    from pipeline.rules.normalisers import Words

    vocab, tokenize = letter_tokens()
    doc = tokenize(typed(text, "TEXT"))
    rules = load_rules(overlays=patterns)
    matcher = RuleMatcher(rules.rules, vocab, tokenize, Words(rules.vocabularies))
    kept, lost = matcher.trial(doc, [Section(ANYWHERE, 0, len(doc))])
    return kept, lost, doc.text, _acted(kept, doc.text, [], rules)


def _acted(hits: list[Hit], text: str, sections: list[tuple[int, int]], rules: RuleSet) -> Callable[[Hit], list[str]]:
    """What cues set on each of the hits."""
    from pipeline.rules.checking.explain import set_by_cues
    from pipeline.rules.cues import apply_cues
    from pipeline.rules.matching.overlaps import tag_of
    from pipeline.rules.matching.scopes import Scopes
    from pipeline.rules.words.sentence_words import sentence_splitter

    tags = list(map(tag_of, hits))
    acted = apply_cues(tags, tags, Scopes(text, sections, sentence_splitter(rules.vocabularies)))
    found = dict(zip(map(id, hits), acted, strict=True))
    return lambda hit: [f"    {one.strip()}" for one in set_by_cues(found[id(hit)].attributes, rules)]


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # longer than a path can be
        return False


def _line(hit: Hit, text: str) -> str:
    rule = hit.rule
    value = f" = {hit.value}" if hit.value else ""
    value += "".join(f", {name}={attribute}" for name, attribute in rule.attributes.items())
    section = f", in {hit.section}" if hit.section not in ("", "*") else ""
    return (
        f"{text[hit.start : hit.end]!r} {hit.start}-{hit.end}{section}: {rule.label}{value} "
        f"by {rule.id} ({ENGINES[rule.kind]}, {rule.place})"
    )


def _why(lost: Lost) -> str:
    loser, winner = lost
    if winner.end - winner.start != loser.end - loser.start:
        return "longer"
    if winner.rule.priority != loser.rule.priority:
        return f"priority {winner.rule.priority} over {loser.rule.priority}"
    if winner.rule.overlay and not loser.rule.overlay:
        return "the same length and priority, and it is yours"
    return "the same length and priority, and it stands earlier"
