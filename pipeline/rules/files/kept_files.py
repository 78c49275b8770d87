"""What rule files were read to, kept between runs in the user's cache folder.

To read, check and build all of them takes longer than to import spaCy. What came of it is kept as JSON, under a digest
of the files' names and contents, of the code that reads them, and of Python's version; so it holds for these very files
alone. A file of the cache begins with a digest of the rest: a damaged one counts for nothing. What files with errors
come to is not kept.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.rules.files.cache_folder import cache_folder, digest_of, write_whole
from pipeline.rules.files.found import RuleFile

Made = TypeVar("Made")
_CODE = ("rules", "layouts", "guidelines")
"""The packages whose code decides on what files come to."""
_SETS = 8
"""Of each kind, what so many sets of files came to stays."""


@dataclass(slots=True)
class Form(Generic[Made]):
    """How something is kept.

    Attributes:
        kind: the name that its files in the cache begin with.
        to_data: to what JSON can hold.
        from_data: back from what JSON holds; where it raises `KeyError`, `TypeError`, `ValueError` or `AttributeError`,
            the files are read anew.
        last: what this process had last, and its name; it is given again, and not to be changed.
    """

    kind: str
    to_data: Callable[[Made], Any]
    from_data: Callable[[Any], Made]
    last: tuple[str, Made] | None = field(default=None, repr=False)


def read_or_kept(form: Form[Made], files: Iterable[RuleFile], read: Callable[[], Made], also: bytes = b"") -> Made:
    """What `read` gives, or what it gave for the same files in an earlier run.

    Args:
        files: all files that it depends on.
        read: reads them; what it raises is raised.
        also: what else it depends on.
    """
    files = list(files)
    name = _name(files, also)
    if not name:
        return read()
    if form.last is not None and form.last[0] == name:
        return form.last[1]
    folder = cache_folder()
    place = folder / f"{form.kind}-{name}.json" if folder is not None else None
    data = _kept(place) if place is not None else None
    if data is not None:
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            form.last = name, form.from_data(data)
            return form.last[1]
    made = read()
    if name == _name(files, also):  # nobody has changed one in the meantime
        form.last = name, made
        if place is not None:
            _keep(form, place, made)
    return made


def _keep(form: Form[Made], place: Path, made: Made) -> None:
    """Write what was read, where JSON can hold it."""
    with suppress(TypeError, ValueError):
        body = json.dumps(form.to_data(made), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        write_whole(place, _digest(body) + b"\n" + body, among=f"{form.kind}-*.json", keep=_SETS)


def _kept(place: Path) -> Any:
    """The data of a file of the cache; `None` where there is none, or it is damaged."""
    with suppress(OSError, ValueError):
        digest, _, body = place.read_bytes().partition(b"\n")
        if digest == _digest(body):
            with suppress(OSError):
                place.touch()  # it is in use: others go first
            return json.loads(body.decode("utf-8", "surrogatepass"))
    return None


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")


def _name(files: Iterable[RuleFile], also: bytes) -> str:
    """The name under which it is kept what these files come to; empty where one cannot be read."""
    parts = [_code(), also]
    try:
        for file in files:
            parts += [str(file.path).encode("utf-8", "surrogateescape"), file.shown.encode("utf-8", "surrogateescape")]
            parts += [file.kind.encode("ascii"), file.path.read_bytes()]
    except OSError:
        return ""
    return digest_of(parts)


@cache
def _code() -> bytes:
    """Changes with Python, and with the code that reads rule files."""
    folder = Path(__file__).resolve().parents[2]
    parts = [sys.version.encode("utf-8")]
    for file in sorted(one for name in _CODE for one in (folder / name).rglob("*.py")):
        with suppress(OSError):
            parts += [file.name.encode("utf-8"), file.read_bytes()]
    return digest_of(parts).encode("ascii")
