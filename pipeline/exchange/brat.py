"""brat's standoff format: `NAME.txt` with the letter's text, `NAME.ann` with its annotations.

A text-bound annotation is `T1<tab>Type start end<tab>text`. It may not run over a line break: where it does, it is
discontinuous, `start end;start end`, and its text the fragments with spaces between. Types may hold letters, digits,
`_` and `-` only, so that the `.` of a label is written `-`. A value stands in the note of its annotation. Beside them
`NAME.record.json` is the record, into which corrections are put.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.exchange.annotations import LABELS, OWN, AnnotatedLetter, Annotation
from pipeline.exchange.colours import label_colours
from pipeline.exchange.problems import BAD_TASK, NOT_OURS, UNREADABLE_FILE, ExchangeError, ExchangeProblem

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_NOT_IN_TYPES = re.compile(r"[^A-Za-z0-9_-]")
_BARS = re.compile(r"[|\s]+")
_RECORD = ".record.json"  # brat passes it over; an import needs it
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_BOUND = re.compile(r"T\d+\t(\S+) ([\d ;]+)\t(.*)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")
# brat reports spans that overlap as mistakes unless its configuration allows them.
_REST_OF_CONFIG = """
[relations]
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
"""


def write_brat(letters: Iterable[AnnotatedLetter], folder: Path) -> None:
    """Write a folder that brat opens as a collection, with its `annotation.conf`."""
    folder.mkdir(parents=True, exist_ok=True)
    labels: dict[str, None] = dict.fromkeys(LABELS)
    types: dict[str, None] = dict.fromkeys(type_of(label) for label in LABELS)
    taken: set[str] = set()
    for letter in letters:
        name = _free_name(letter.letter_id, taken)
        (folder / f"{name}.txt").write_text(letter.text, encoding="utf-8", newline="")
        (folder / f"{name}.ann").write_text(annotation_text(letter), encoding="utf-8", newline="")
        (folder / f"{name}{_RECORD}").write_text(json.dumps(letter.record, ensure_ascii=False), encoding="utf-8")
        labels.update(dict.fromkeys(a.label for a in letter.annotations))
        types.update(dict.fromkeys(type_of(a.label) for a in letter.annotations))
    config = "\n".join(("[entities]", *types, _REST_OF_CONFIG))
    (folder / "annotation.conf").write_text(config, encoding="utf-8")
    (folder / "visual.conf").write_text(visual_text(labels), encoding="utf-8")


def visual_text(labels: Iterable[str]) -> str:
    """The content of `visual.conf`: what each type is called, in words and shorter ones, and its colour."""
    known = list(dict.fromkeys(labels))
    colours = label_colours(known)
    names = [f"{type_of(label)} | {_words(label)} | {_words(label.partition('.')[2] or label)}" for label in known]
    drawn = [f"{type_of(label)}\tbgColor:{colours[label]}, fgColor:#ffffff, borderColor:darken" for label in known]
    drawing = ["SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken", *drawn]
    return "\n".join(("[labels]", *names, "", "[drawing]", *drawing)) + "\n"


def _words(label: str) -> str:
    """A label in words; brat parts the names of a type by bars."""
    return _BARS.sub(" ", label.replace("_", " ").replace(".", ": ")).strip()


def from_folder(folder: Path) -> Iterator[tuple[str, AnnotatedLetter | ExchangeProblem]]:
    """(file, corrected letter) for each letter of a folder that `write_brat` wrote; its problem where that is not to be
    had. Files that brat makes of its own are passed over.

    Raises:
        ExchangeError: there is no such folder, or no letter in it (E616).
    """
    files = sorted(folder.glob("*.ann")) if folder.is_dir() else []
    if not files:
        raise ExchangeError(UNREADABLE_FILE, f"{folder} is no folder with a brat collection (*.ann)")
    for file in files:
        try:
            text = file.with_suffix(".txt").read_bytes().decode("utf-8")
            record = json.loads(file.with_name(file.stem + _RECORD).read_text(encoding="utf-8"))
            annotations = read_annotations(file.read_text(encoding="utf-8"), _own_labels(record))
        except OSError as error:
            reason = f"the letter's text and record, which `export` wrote beside it, are missing: {error.strerror}"
            yield str(file), ExchangeProblem(NOT_OURS, reason, str(file))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            yield str(file), ExchangeProblem(BAD_TASK, f"cannot be read: {type(error).__name__}: {error}", str(file))
        else:
            yield str(file), AnnotatedLetter(text, record, tuple(annotations))


def _own_labels(record: Mapping[str, Any]) -> list[str]:
    return [f"{OWN}.{span['label']}" for span in record.get("spans") or ()]


def annotation_text(letter: AnnotatedLetter) -> str:
    """The content of a letter's `.ann`."""
    lines = []
    for i, annotation in enumerate(letter.annotations, 1):
        fragments = _fragments(letter.text, annotation)
        if not fragments:
            continue
        places = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(letter.text[start:end] for start, end in fragments)
        lines.append(f"T{i}\t{type_of(annotation.label)} {places}\t{words}\n")
        if annotation.value:
            lines.append(f"#{i}\tAnnotatorNotes T{i}\t{' '.join(annotation.value.split())}\n")
    return "".join(lines)


def read_annotations(ann: str, own: Iterable[str] = ()) -> list[Annotation]:
    """The annotations of an `.ann`, from their first character to their last.

    Args:
        own: labels of a user's own, some of which brat may not take as they are.
    """
    labels = {type_of(label): label for label in (*own, *LABELS)}
    notes = {m.group(1): m.group(2) for m in map(_NOTE.fullmatch, ann.split("\n")) if m}
    found = []
    for line in ann.split("\n"):
        if m := _BOUND.fullmatch(line):
            offsets = [int(number) for number in re.findall(r"\d+", m.group(2))]
            label = labels.get(m.group(1)) or m.group(1).replace("-", ".", 1)
            found.append(Annotation(label, offsets[0], offsets[-1], notes.get(line.partition("\t")[0], "")))
    return found


def type_of(label: str) -> str:
    """A label as a type that brat takes."""
    return _NOT_IN_TYPES.sub("_", label.replace(".", "-", 1))


def _fragments(text: str, annotation: Annotation) -> list[tuple[int, int]]:
    """The annotation's stretches on each line, without the white space around them."""
    fragments = []
    for line in _LINE.finditer(text, annotation.start, annotation.end):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        end = line.end() - (len(words) - len(words.rstrip()))
        if start < end:
            fragments.append((start, end))
    return fragments


def _free_name(letter_id: str, taken: set[str]) -> str:
    base = _NOT_IN_NAMES.sub("_", letter_id).strip("._") or "letter"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name.casefold())
    return name
