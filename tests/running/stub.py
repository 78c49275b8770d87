"""A stand-in for the pipeline, so that what is around it is tested alone. It reads a made-up format:
`CASE id`, `LAYOUT name`, `WARN code`, `ITEM text: decision`; `CRASH` raises; `EXIT` ends the process, `ONCE file` does
so at the first try; `LOOP` and `HANG` take long, `SLOW` a little.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipeline.records.model import (
    Case,
    Citation,
    Determination,
    Grounded,
    GuidelineLine,
    Letter,
    Rationale,
    ReadingWarning,
    Request,
    Source,
)
from pipeline.running.letters import LetterOutcome


class StubDoc:
    """What running needs of a Doc."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.user_data: dict[str, Any] = {}
        self._ = SimpleNamespace(source={"name": "none"}, letter=None)


class StubPipeline:
    """What running needs of a spaCy pipeline."""

    max_length = 1000

    def __init__(self, strings: int = 0) -> None:
        self.zones = 0
        self.vocab = SimpleNamespace(strings=range(strings))
        self.in_zone = False
        self.calls: list[bool] = []

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        self.zones += 1
        self.in_zone = True
        yield
        self.in_zone = False

    def has_pipe(self, name: str) -> bool:
        return False

    def make_doc(self, text: str) -> Any:
        return StubDoc(text)

    def __call__(self, text: Any) -> Any:
        doc = self.make_doc(text) if isinstance(text, str) else text
        self.calls.append(self.in_zone)
        if "CRASH" in doc.text:
            raise ValueError("a component\nwent wrong")
        if "EXIT" in doc.text:
            os._exit(3)
        if "ONCE" in doc.text:  # the worker ends at the first try alone
            mark = Path(doc.text.split("ONCE ", 1)[1].splitlines()[0])
            if not mark.exists():
                mark.touch()
                os._exit(3)
        if "LOOP" in doc.text:
            end = time.monotonic() + 30
            while time.monotonic() < end:
                pass
        if "HANG" in doc.text:  # in a place that no alarm reaches
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
        if "SLOW" in doc.text:
            time.sleep(0.02)
        doc._.letter = letter_of(doc.text, dict(doc._.source))
        return doc


def letter_of(text: str, source: dict[str, Any]) -> Letter:
    name = source.pop("name")
    source.pop("published", None)
    lines = [line.split(" ", 1) for line in text.splitlines() if " " in line]
    of = {word: [rest for first, rest in lines if first == word] for word in ("CASE", "LAYOUT", "WARN", "ITEM")}
    case = Grounded(of["CASE"][0], of["CASE"][0], 5, 5 + len(of["CASE"][0])) if of["CASE"] else None
    return Letter(
        letter_id=case.value if case else name,
        source=Source(**source),
        layout=of["LAYOUT"][0] if of["LAYOUT"] else "unknown",
        case=Case(case_number=case),
        determinations=tuple(item_of(n, rest) for n, rest in enumerate(of["ITEM"], 1)),
        warnings=tuple(ReadingWarning(code, f"about {code}") for code in of["WARN"]),
    )


def item_of(number: int, line: str) -> Determination:
    text, _, decision = line.rpartition(": ")
    request = Request(text, 0, len(text), Grounded(text, text, 0, len(text)))
    cited = Citation("MTUS Knee Complaints 2004", 0, 25, "MTUS", "Knee Complaints", "2004")
    return Determination(
        number,
        request,
        Grounded(decision, decision, 0, len(decision)),
        GuidelineLine("did not cite", 0, 12, False),
        GuidelineLine(cited.text, 0, 25, True, citations=(cited,)),
        Rationale("", 0, 0),
    )


def make_stub() -> Any:
    return StubPipeline()


def make_death() -> Any:
    os._exit(3)


def make_nothing() -> Any:
    raise ValueError("no pipeline to be had")


def in_short(outcome: LetterOutcome) -> str:
    """An outcome in a few characters."""
    record = outcome.record.letter_id if outcome.record else "-"
    problem = outcome.problem.code if outcome.problem else "-"
    return f"{record} {problem}"
