"""The benchmark's figures as Markdown, as a plot, and as rows for a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.benchmark.benchmark import goals
from pipeline.benchmark.contenders import PIPELINE
from pipeline.benchmark.peers import PEERS
from pipeline.benchmark.rivals import RIVALS

Row = tuple[str, ...]


class PlotError(Exception):
    """A plot cannot be drawn here."""

    code = "E412"
    exit_code = 2


def sections(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Row, list[Row]]]:
    """(title, explanation, column names, rows) of each table."""
    yield (
        "What was promised",
        "Medians of ratios within a round, with the interval that holds 95 % of bootstrap medians.",
        ("", "wanted", "found", ""),
        [(goal.what, goal.wanted, goal.found, "yes" if goal.met else "no") for goal in goals(data)],
    )
    letters = data["letters"]
    yield (
        "Against other tools",
        f"One process; {letters['different']} different letters of {letters['mean_characters']:,} characters on "
        "average, the same for all; the slowest of them reads a few of these. The span ruler runs behind spaCy's "
        "tokenizer and holds the phrase and token rules, once as phrases in any case, once as token patterns; regular "
        "expressions it cannot hold. The pipeline goes from text to the lines of the output; the others stop earlier."
        + _absent(data["contenders"]),
        ("", "ms a letter", "95 %", "letters/s", "characters/s", "the pipeline is"),
        [_contender(name, line, data["ratios"]) for name, line in data["contenders"].items()],
    )
    yield (
        "What each of them reads",
        "Speeds of tools that read less say what the rest costs, and not which is better.",
        ("", "reads", "does not read"),
        [(name, *PEERS[name]) for name in data["contenders"] if name in PEERS],
    )
    yield (
        "Letters never read before",
        "The pipeline on other made letters in each round, and on the same ones again. What all letters share was read "
        "before; words that no letter had are met at the first reading alone.",
        ("", "ms a letter", "95 %"),
        [
            (name, f"{value['median']:.3f}", f"{value['low']:.3f} to {value['high']:.3f}")
            for name, value in data["unread"].items()
        ],
    )
    total = sum(value["median"] for value in data["stages"].values())
    yield (
        "By stage",
        "Of one letter, from text to output lines.",
        ("", "ms a letter", "share"),
        [
            (name, f"{value['median']:.3f}", f"{100 * value['median'] / total:.0f} %")
            for name, value in data["stages"].items()
        ],
    )
    kinds = ", ".join(f"{number} {kind}" for kind, number in data["rules"].items())
    yield (
        "More rules",
        f"The shipped rules ({kinds}), as many phrase rules again that begin alike, and token rules beside them.",
        ("", "ms a letter"),
        [(name, f"{value['median']:.3f}") for name, value in data["rules_doubled"].items()],
    )
    yield (
        "PDF and text",
        "The PDFs of the corpus and their texts as files, from the bytes on.",
        ("", "ms a letter"),
        [(name, f"{value['median']:.3f}") for name, value in data["pdf"].items()],
    )
    yield (
        "Starting up",
        "From the start of the process to its end.",
        ("", "seconds"),
        [(name, f"{value['median']:.2f}") for name, value in data["start_up_seconds"].items()],
    )
    yield (
        "Processes and memory",
        "Whole runs from a JSONL file to a results folder, the rate counted from the first letter on. Numbers of "
        "workers are compared over several runs in turn, of which the middle one stands here.",
        ("letters", "workers", "letters/s", "processor ms a letter", "peak of the parent", "peak of a worker"),
        [_run(run) for run in (*data["workers"], *data["memory"])],
    )
    yield (
        "On Ray",
        "A cluster on this machine, by the clock from the start of the process to its end: starting Ray counts."
        if data["ray"]
        else "Not installed here, nor in a Python of `IMR_RIVALS`, and not measured.",
        ("letters", "workers", "seconds", "letters/s"),
        [
            (f"{run['letters']:,}", str(run["workers"]), f"{run['seconds']:.1f}", f"{_rate(run):,.0f}")
            for run in data["ray"]
        ],
    )


def _rate(run: Mapping[str, Any]) -> float:
    """Letters per second of a whole run."""
    return float(run["letters"] / run["seconds"])


def _absent(measured: Mapping[str, Any]) -> str:
    """What is said of tools that are not installed."""
    absent = [name for name in RIVALS if name not in measured]
    return f" Not installed, and not measured: {', '.join(absent)}." if absent else ""


def markdown(data: Mapping[str, Any]) -> str:
    """A page of its own: `docs/performance.md` says what was found out, and is not made by the command."""
    of = data["machine"]
    names = ", ".join(f"{name} {version}" for name, version in of["versions"].items())
    lines = [
        "# Benchmark",
        "",
        "Made by `python -m pipeline benchmark --markdown FILE`.",
        "Instructions a letter, and what they are spent on: `docs/performance.md`.",
        f"Measured on {of['processor']}, {of['cores']} cores, load average {of['load_average']}, {of['system']};",
        f"{names}.",
        "Times of one process are processor time, those of workers and of starting up are by the clock: a load average",
        "above the number of cores means that others were at work too, and makes the latter worse than they are.",
        "",
    ]
    for title, explanation, names_of_columns, rows in sections(data):
        lines += [f"## {title}", "", explanation, "", "| " + " | ".join(names_of_columns) + " |"]
        lines += ["|" + "---|" * len(names_of_columns)]
        lines += ["| " + " | ".join(row) + " |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def plot(data: Mapping[str, Any], path: Path) -> None:
    """Milliseconds a letter of each tool, and of each stage, as a picture (PNG, SVG or PDF by its ending).

    Raises:
        PlotError: matplotlib is not installed.
    """
    if find_spec("matplotlib") is None:
        raise PlotError("a plot needs matplotlib: pip install 'imr-pipeline[report]'")
    from matplotlib.figure import Figure

    picture = Figure(figsize=(9, 6), layout="constrained")
    above, below = picture.subplots(2, 1)
    lines = data["contenders"]
    _bars(above, list(lines), [line["milliseconds"] for line in lines.values()], "Milliseconds a letter (log scale)")
    above.set_xscale("log")
    _bars(below, list(data["stages"]), list(data["stages"].values()), "Milliseconds a letter, by stage")
    picture.savefig(path, dpi=150)


def _bars(axes: Any, names: Sequence[str], figures: Sequence[Mapping[str, float]], title: str) -> None:
    medians = [figure["median"] for figure in figures]
    errors = [[f["median"] - f["low"] for f in figures], [f["high"] - f["median"] for f in figures]]
    colours = ["#b5541c" if name == PIPELINE else "#5b7a99" for name in names]
    axes.barh(list(names), medians, xerr=errors, color=colours, error_kw={"ecolor": "#333333", "capsize": 2})
    axes.invert_yaxis()
    axes.margins(x=0.12)  # room for the figure behind the longest bar
    axes.set_title(title, loc="left", fontsize=10)
    for place, found in enumerate(figures):
        place_of_label = (found["high"], place)
        beside = {"xytext": (6, 0), "textcoords": "offset points", "va": "center", "fontsize": 8}
        axes.annotate(f"{found['median']:.2f}", place_of_label, **beside)


def _contender(name: str, line: Mapping[str, Any], ratios: Mapping[str, Any]) -> Row:
    taken = line["milliseconds"]
    return (
        name,
        f"{taken['median']:.3f}",
        f"{taken['low']:.3f} to {taken['high']:.3f}",
        f"{line['letters_per_second']:,.0f}",
        f"{line['characters_per_second']:,.0f}",
        f"{_ratio(ratios.get(name))} times as fast" if name in ratios else "",
    )


def _ratio(found: Mapping[str, float] | None) -> str:
    return "" if found is None else f"{found['median']:.2f}"


def _run(run: Mapping[str, Any]) -> Row:
    peak = run["peak_mb"]
    worker = f"{peak['worker']:.0f} MB" if peak["worker"] else "in the parent"
    return (
        f"{run['letters']:,}",
        str(run["workers"]),
        f"{run['per_second']:,.0f}",
        f"{1000 * sum(run['processor_seconds'].values()) / run['letters']:.2f}",
        f"{peak['parent']:.0f} MB",
        worker,
    )
