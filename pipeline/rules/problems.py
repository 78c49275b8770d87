"""What can be wrong with a rule file: problems that name the file, the line, the rule and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a rule file.

    Attributes:
        code: stable; `E3xx` are errors, `W3xx` warnings. `docs/patterns.md` lists them.
        message: what is wrong, one sentence.
        file: the file as it was given; empty where no file is concerned.
        line: 1-based; 0 where no line is concerned.
        rule: the rule's id, empty where it has none.
        advice: how to mend it.
    """

    code: str
    message: str
    file: str = ""
    line: int = 0
    rule: str = ""
    advice: str = ""

    @property
    def severity(self) -> Literal["error", "warning"]:
        return "error" if self.code.startswith("E") else "warning"

    @property
    def place(self) -> str:
        """`file:line`, as editors and terminals make it clickable."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def at(self, file: str, line: int, rule: str = "") -> Problem:
        """The same problem with its place."""
        return replace(self, file=file, line=line, rule=rule or self.rule)

    def __str__(self) -> str:
        head = f"{self.place}: " if self.file else ""
        rule = f"rule {self.rule}: " if self.rule else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{head}{self.code} {rule}{self.message}{advice}"


def did_you_mean(given: str, known: Iterable[str], otherwise: str) -> str:
    """Advice on a name that is not known: the one that is most like it, else, behind `otherwise`, all of them."""
    plain = {name.lower().replace("_", " "): name for name in sorted(known)}
    close = get_close_matches(given.lower().replace("_", " "), plain, 1, 0.75)
    return f"Did you mean `{plain[close[0]]}`?" if close else f"{otherwise}: {', '.join(plain.values())}."


class PatternError(Exception):
    """Rule files that cannot be used; `problems` says why, in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[PatternError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)
