"""Regular expressions that can backtrack without bound are told apart from those that cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import PatternError, load_rules
from pipeline.rules.expressions.backtracking import danger

DANGEROUS = [
    r"(a+)+b",
    r"(?:a*)*b",
    r"(a|a)*b",
    r"(?:a|ab|b)*c",
    r"(?:\w+\s?)*x",
    r"(?:\s*not\s*)*certified",
    r"(x+x+)+y",
    r"(.*)*x",
    r"(?:a{1,50}){1,50}b",
    r"^(?:([a-z])+.)+[A-Z]",
    r"not(?=(?:a+)+b)",
    r"(\w+)\1+z",
    r"\d+\d+\d+x",
    r".*,.*,.*x",
    r"[^.]*not[^.]*certified[^.]*x",
    r"(?:.{0,200}a){3}x",
    r"(?:a?){30}a{30}",
    r"(?:(?:a{1,5}){1,5}){1,5}b",
    r"no (?:x|(?:(?:(?:ab){1,5}){1,5}){1,5}b)",
    r"(?:a?){8}(?:a?){8}(?:a?){8}b",
    r"(?:a|a|a|a){8}b",
    r"(?:(?=.*b).)*c",
    r"(?:\w+ (?=.*now))*c",
]
HARMLESS = [
    r"not certified",
    r"(?:\w+ )*x",
    r"\w+ \w+ \w+",
    r"(?:[a-z/-]+ ){0,3}brace",
    r"[^.]*not certified",
    r"\bin [^.;]{0,80} (?:was|is) [^.;]{0,80}denied",
    r"\d+(?:, ?\d+)*",
    r"\s*not\s*certified\s*",
    r"(?:a|b)+c",
    r"(?:ab)+(?:cd)+x",
    r"(?:\w{1,8} ){0,8}brace",
    r"(?:a?){0,30}b",
    r"(?:not )?(?:also |again )?(?:was|were|will be|would be) (?:(?:found|felt|deemed) )?(?:to be )?necessary",
    r"(?:(?!not[^.]{0,400}x).)*c",
    r"\w+(?=.*b) c",
    r"#\d+(?:(?:, | and )#?\d+)*",
    r"(?:is|are) (?:not |non-?\s?)certified",
]


@pytest.mark.parametrize("regex", DANGEROUS)
def test_a_dangerous_expression_is_found(regex: str) -> None:
    assert danger(regex)


@pytest.mark.parametrize("regex", HARMLESS)
def test_a_harmless_expression_is_let_through(regex: str) -> None:
    assert danger(regex) == ""


def test_it_is_refused_before_it_can_hang_a_run(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text('pack: mine\nlabel: X\nrules:\n  - {id: a, regex: "(?:\\\\w+ ?)+!"}\n', "utf-8")
    with pytest.raises(PatternError, match=r"mine\.yml:4: E325 rule a: .*backtrack"):
        load_rules(overlays=[file])


def test_a_large_expression_is_told() -> None:
    words = "|".join(f"word{number} ?" for number in range(300))
    assert danger(f"(?:(?:{words})+ )+x")
    assert danger(f"(?:{words}) .{{0,80}} (?:{words})") == ""
