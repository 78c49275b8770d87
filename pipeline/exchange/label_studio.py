"""Label Studio's tasks: a JSON list; the annotations as `predictions`, which an annotator takes over and corrects.

A region is `{"id", "from_name", "to_name", "type": "labels", "value": {"start", "end", "text", "labels"}}`. Label
Studio counts code points since 1.4 and UTF-16 units before; an import goes by the region's text where the two differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.exchange.annotations import LABELS, LINES, MANY, OWN, AnnotatedLetter, Annotation

_TO = "text"
# The groups of the interface, in its order: their names and titles, and the kinds of labels in each.
_GROUPS: tuple[tuple[str, str, frozenset[str]], ...] = (
    (
        "request",
        "Request",
        frozenset(
            (
                "request",
                "disputed",
                "original",
                "authorized",
                "quantity",
                "refills",
                "sessions",
                "frequency",
                "laterality",
            )
        )
        | frozenset(("laterality", *MANY.values())),
    ),
    ("decision", "Decision and conclusion", frozenset(("decision", "conclusion", "rationale"))),
    ("guideline", "Guidelines", frozenset((*LINES, "citation", "section"))),
    ("person", "Reviewer and worker", frozenset(("licensure", "specialty", "age", "sex"))),
    ("date", "Dates in the text", frozenset(("date",))),
    (OWN, "Your own", frozenset((OWN,))),
    ("header", "Header", frozenset()),
)


def task_of(letter: AnnotatedLetter) -> dict[str, Any]:
    """A letter as a task with one prediction. A region's `meta` keeps the record's path and value."""
    source = letter.record.get("source") or {}
    result = [
        {
            "id": f"imr{i}",
            "from_name": group_of(a.label),
            "to_name": _TO,
            "type": "labels",
            "value": {"start": a.start, "end": a.end, "text": letter.text[a.start : a.end], "labels": [a.label]},
            "meta": {"path": [a.path], "value": [a.value]},
        }
        for i, a in enumerate(letter.annotations)
    ]
    return {
        "data": {
            "text": letter.text,
            "letter_id": letter.letter_id,
            "path": source.get("path"),
            "record": letter.record,
        },
        "predictions": [{"model_version": _version(), "result": result}],
    }


def labelling_config(labels: Iterable[str], colours: Mapping[str, str]) -> str:
    """The project's labelling interface: an XML with every label, in groups. `colours` are by label, `#rrggbb`."""
    by_group: dict[str, list[str]] = {name: [] for name, _, _ in _GROUPS}
    for label in dict.fromkeys((*LABELS, *labels)):
        by_group[group_of(label)].append(label)
    groups = "".join(_group(name, title, by_group[name], colours) for name, title, _ in _GROUPS if by_group[name])
    return (
        f'<View>\n  <Header value="$letter_id"/>\n{groups}'
        f'  <Text name="{_TO}" value="$text" granularity="word"/>\n</View>\n'
    )


def group_of(label: str) -> str:
    """The group of the interface that a label stands in; what is of no other group is of the header."""
    kind = label.partition(".")[0]
    return next((name for name, _, kinds in _GROUPS if kind in kinds), "header")


def _group(name: str, title: str, labels: Iterable[str], colours: Mapping[str, str]) -> str:
    rows = "".join(
        f'    <Label value="{escape(label)}"'
        + (f' background="{escape(colours[label])}"' if label in colours else "")
        + "/>\n"
        for label in labels
    )
    return f'  <Header value="{title}" size="6"/>\n  <Labels name="{name}" toName="{_TO}">\n{rows}  </Labels>\n'


def write_label_studio(letters: Iterable[AnnotatedLetter], target: Path) -> None:
    """Write the tasks as `target`, and beside it, with the ending `.xml`, the labelling interface."""
    from pipeline.exchange.colours import label_colours

    labels: dict[str, None] = {}
    with target.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write("[")
        for i, letter in enumerate(letters):
            labels.update(dict.fromkeys(a.label for a in letter.annotations))
            stream.write(",\n" if i else "\n")
            stream.write(json.dumps(task_of(letter), ensure_ascii=False))
        stream.write("\n]\n")
    every = (*LABELS, *labels)
    config = labelling_config(labels, label_colours(every))
    target.with_suffix(".xml").write_text(config, encoding="utf-8")


def from_task(task: Mapping[str, Any]) -> AnnotatedLetter | None:
    """The corrected letter of a task of a JSON export: by its last annotation that was not cancelled, or (never
    annotated) by its prediction; `None` where there is neither, or the annotator skipped it.

    Raises:
        KeyError, TypeError, IndexError, ValueError: it is no task, or none that was exported here.
    """
    data = task["data"]
    if task.get("annotations"):
        kept = [a for a in task["annotations"] if not a.get("was_cancelled")]
        results: Sequence[Any] = [kept[-1]["result"]] if kept else []
    else:
        results = [p["result"] for p in (task.get("predictions") or ())[:1]]
    if not results:
        return None
    text: str = data["text"]
    regions = [region for region in results[0] if region.get("type") == "labels"]
    annotations = [_annotation(region, label, text) for region in regions for label in region["value"]["labels"]]
    return AnnotatedLetter(text, data["record"], tuple(annotations))


def _annotation(region: Mapping[str, Any], label: str, text: str) -> Annotation:
    value, meta = region["value"], region.get("meta") or {}
    start, end = int(value["start"]), int(value["end"])
    said = value.get("text")
    if said is not None and not _same(text[start:end], said):
        in_units = _from_units(text, start), _from_units(text, end)
        if _same(text[in_units[0] : in_units[1]], said):
            start, end = in_units
    path, normal = (_first(meta.get(key)) for key in ("path", "value"))
    return Annotation(str(label), start, end, normal, path)


def _same(first: str, second: str) -> bool:
    # Label Studio shows a line break as `\\n`, whichever it was.
    return "".join(first.split()) == "".join(str(second).replace("\\n", "\n").split())


def _from_units(text: str, units: int) -> int:
    """The code point at an offset that counts UTF-16 units."""
    encoded = text.encode("utf-16-le", "surrogatepass")[: units * 2]
    return len(encoded.decode("utf-16-le", "ignore"))


def _first(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")


def _version() -> str:
    try:
        return f"imr-pipeline {version('imr-pipeline')}"
    except PackageNotFoundError:
        return "imr-pipeline"
