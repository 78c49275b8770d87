"""What `evaluate --official` prints: published decisions against those that the texts tell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from pipeline.cli.terminal import echo, echo_json
from pipeline.evaluation.official import OfficialScore
from pipeline.reading.problems import ReadingProblem

_SHOWN = 20
_OUTCOMES = ("upheld", "overturned", "partially_overturned", None)


def print_official(score: OfficialScore, failed: int, shown: int) -> None:
    """Agreement, a table of both, and the rows that differ (up to `shown`, or a few)."""
    share = f" ({score.agree / score.official:.1%})" if score.official else ""
    echo(f"letters {score.letters}, without a record {failed}, with a published decision {score.official}")
    echo(f"agree {score.agree}{share}, differ {score.differ}, open {score.official - score.agree - score.differ}")
    columns = [outcome for outcome in _OUTCOMES if any(text == outcome for _, text in score.pairs)]
    echo(f"{'published / in the text':26}" + "".join(f"{_word(outcome):>22}" for outcome in columns))
    for official in _OUTCOMES:
        counts = [score.pairs[official, outcome] for outcome in columns]
        if any(counts):
            echo(f"{_word(official):26}" + "".join(f"{count:22}" for count in counts))
    for name in dict.fromkeys(name for name, _ in score.categories):
        same, other = score.categories[name, True], score.categories[name, False]
        echo(f"{name.replace('_', ' '):26}{same:>6} of {same + other} as published")
    for row in score.differing[: shown or _SHOWN]:
        echo(f"       {row.path} {row.letter_id}: published {row.official!r}, in the text {_word(row.text)}")
    if (rest := len(score.differing) - (shown or _SHOWN)) > 0:
        echo(f"       and {rest} more (--errors)")


def print_official_json(score: OfficialScore, problems: Sequence[ReadingProblem]) -> None:
    """The same as JSON, with every row that differs."""
    data = {
        "letters": score.letters,
        "official": score.official,
        "agree": score.agree,
        "differ": score.differ,
        "pairs": [{"official": a, "text": b, "letters": count} for (a, b), count in score.pairs.items()],
        "categories": [
            {"name": name, "agrees": agrees, "letters": count} for (name, agrees), count in score.categories.items()
        ],
        "differing": [asdict(row) for row in score.differing],
        "problems": [{"code": one.code, "path": one.path, "message": one.message} for one in problems],
    }
    echo_json(json.dumps(data, indent=1))


def _word(outcome: str | None) -> str:
    return "not known" if outcome is None else outcome.replace("_", " ")
